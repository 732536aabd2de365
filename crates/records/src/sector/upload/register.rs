//! What is known of workplaces and current employments while uploads are loaded.

use std::collections::{HashMap, HashSet};

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::month::Month;
use crate::sql::{Db, SqlError, args};

/// The terms of an employment as they are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Terms {
    pub(super) role: u16,
    pub(super) contract: u16,
    pub(super) zero_hours: Option<bool>,
    pub(super) half_hours: Option<u16>,
    pub(super) pay_pence: Option<u32>,
    pub(super) sick_half_days: Option<u16>,
    pub(super) certificate: Option<u8>,
    pub(super) qualification: Option<u8>,
}

/// What is told of a person in a staff record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Facts {
    pub(super) person_key: Option<i64>,
    pub(super) born_month: Option<i64>,
    pub(super) sex: Option<i64>,
    pub(super) started: Option<i32>,
    pub(super) recruited_from: Option<u16>,
    pub(super) sector_since: Option<u16>,
}

/// What is told of a workplace.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Place {
    pub(super) name: String,
    pub(super) employer_type: u16,
    pub(super) main_service: u16,
    pub(super) provider_id: Option<String>,
    pub(super) location_id: Option<String>,
    pub(super) postcode: String,
    pub(super) atom: Option<u8>,
    pub(super) closed_month: Option<i64>,
}

/// A current employment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Current {
    pub(super) employment_no: i64,
    pub(super) facts: Facts,
    pub(super) terms: Terms,
    /// The upload that named it last.
    pub(super) seen: u32,
}

/// What a workplace last declared: total, vacancies by group of role, starters, leavers.
pub(super) type Declaration = [Option<u32>; 7];

/// A known workplace with its people, by worker id.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) workplace_no: i64,
    pub(super) place: Place,
    pub(super) declared: Option<Declaration>,
    /// The upload that named it last, and the month that upload described.
    pub(super) seen: u32,
    pub(super) last_month: i64,
    /// The upload with a row of its staff that could not be read: who is absent from it may not have left.
    pub(super) unsure: u32,
    pub(super) staff: FxHashMap<Box<str>, Current>,
}

/// The memory of an importer.
#[derive(Debug, Default)]
pub(super) struct Register {
    pub(super) workplaces: Vec<Known>,
    pub(super) by_id: HashMap<Box<str>, usize, FxBuildHasher>,
    /// Trainings by employment, category and day, with the day of expiry and the upload that told it.
    pub(super) trained: FxHashMap<(i64, u16, i32), (i32, u32)>,
    pub(super) qualified: HashSet<(i64, u16), FxBuildHasher>,
    pub(super) next_import: i64,
    pub(super) next_employment: i64,
    pub(super) upload: u32,
}

impl Known {
    /// A workplace that has declared nothing and has nobody.
    pub(super) fn new(workplace_no: i64, place: Place) -> Self {
        let staff = FxHashMap::default();
        Self { workplace_no, place, declared: None, seen: 0, last_month: 0, unsure: 0, staff }
    }
}

impl Register {
    /// Starts another upload.
    pub(super) fn begin(&mut self) {
        self.upload += 1;
    }

    /// The workplace with this id.
    pub(super) fn find(&self, local_id: &str) -> Option<usize> {
        self.by_id.get(local_id).copied()
    }

    /// Remembers a workplace and gives its place.
    pub(super) fn add(&mut self, local_id: &str, known: Known) -> usize {
        self.workplaces.push(known);
        self.by_id.insert(local_id.into(), self.workplaces.len() - 1);
        self.workplaces.len() - 1
    }

    /// Reads everything that is current.
    pub(super) async fn load(db: &Db, tenant: i64) -> Result<Self, SqlError> {
        let mut register = Self {
            next_import: next(db, "select max(import_no) from import where tenant = $1", tenant).await?,
            next_employment: next(db, "select max(employment_no) from employment where tenant = $1", tenant).await?,
            ..Self::default()
        };
        let by_no = register.load_workplaces(db, tenant).await?;
        register.load_staff(db, tenant, &by_no).await?;
        register.load_learning(db, tenant).await?;
        Ok(register)
    }

    async fn load_workplaces(&mut self, db: &Db, tenant: i64) -> Result<FxHashMap<i64, usize>, SqlError> {
        let mut by_no = FxHashMap::default();
        let mut rows = db
            .stream(
                "select workplace_no, local_id, name, employer_type, main_service, provider_id, location_id, postcode, atom, \
                 closed_month from workplace where tenant = $1 order by workplace_no",
                args![tenant],
            )
            .await?;
        while let Some(row) = rows.next().await {
            let row = row?;
            let place = Place {
                name: row.get(2)?,
                employer_type: row.get(3)?,
                main_service: row.get(4)?,
                provider_id: row.get(5)?,
                location_id: row.get(6)?,
                postcode: row.get(7)?,
                atom: row.get(8)?,
                closed_month: row.get(9)?,
            };
            let at = self.add(&row.get::<String>(1)?, Known::new(row.get(0)?, place));
            by_no.insert(row.get(0)?, at);
        }
        self.load_declared(db, tenant, &by_no).await?;
        self.load_named(db, tenant, &by_no).await?;
        Ok(by_no)
    }

    async fn load_declared(&mut self, db: &Db, tenant: i64, by_no: &FxHashMap<i64, usize>) -> Result<(), SqlError> {
        let mut rows = db
            .stream(
                "select workplace_no, total_staff, vacancies_care, vacancies_managers, vacancies_professions, \
                 vacancies_other, starters, leavers from workplace_return where tenant = $1 order by month, workplace_no, import_no",
                args![tenant],
            )
            .await?;
        while let Some(row) = rows.next().await {
            let row = row?;
            let Some(&at) = by_no.get(&row.get::<i64>(0)?) else { continue };
            let mut declared = [None; 7];
            for (column, part) in declared.iter_mut().enumerate() {
                *part = row.get(column + 1)?;
            }
            self.workplaces[at].declared = Some(declared);
        }
        Ok(())
    }

    async fn load_named(&mut self, db: &Db, tenant: i64, by_no: &FxHashMap<i64, usize>) -> Result<(), SqlError> {
        let mut rows = db
            .stream(
                "select n.workplace_no, max(i.as_at_on) from workplace_named n join import i on i.tenant = n.tenant and \
                 i.import_no = n.import_no where n.tenant = $1 group by n.workplace_no",
                args![tenant],
            )
            .await?;
        while let Some(row) = rows.next().await {
            let row = row?;
            let Some(&at) = by_no.get(&row.get::<i64>(0)?) else { continue };
            let month = row.get::<String>(1)?.get(..7).and_then(|month| month.parse::<Month>().ok());
            self.workplaces[at].last_month = month.map_or(0, Month::number);
        }
        Ok(())
    }

    async fn load_staff(&mut self, db: &Db, tenant: i64, by_no: &FxHashMap<i64, usize>) -> Result<(), SqlError> {
        let mut places: FxHashMap<i64, (usize, Box<str>)> = FxHashMap::default();
        let departed = departed(db, tenant).await?;
        let mut rows = db
            .stream(
                "select employment_no, workplace_no, worker_id, person_key, born_month, sex, started_on, recruited_from, \
                 sector_since from employment where tenant = $1",
                args![tenant],
            )
            .await?;
        while let Some(row) = rows.next().await {
            let row = row?;
            let employment_no: i64 = row.get(0)?;
            if departed.contains(&employment_no) {
                continue;
            }
            let worker_id: String = row.get(2)?;
            let Some(&at) = by_no.get(&row.get::<i64>(1)?) else { continue };
            let facts = Facts {
                person_key: row.get(3)?,
                born_month: row.get(4)?,
                sex: row.get(5)?,
                started: row.get::<Option<String>>(6)?.and_then(|day| day.parse().ok()).map(day_number),
                recruited_from: row.get(7)?,
                sector_since: row.get(8)?,
            };
            let current = Current { employment_no, facts, terms: Terms::default(), seen: 0 };
            self.workplaces[at].staff.insert(worker_id.as_str().into(), current);
            places.insert(employment_no, (at, worker_id.into()));
        }
        let mut rows = db
            .stream(
                "select employment_no, role, contract, zero_hours, half_hours, pay_pence, sick_half_days, \
                 care_certificate, care_qualification from employment_term where tenant = $1 order by from_month, employment_no, \
                 import_no",
                args![tenant],
            )
            .await?;
        while let Some(row) = rows.next().await {
            let row = row?;
            let Some((at, worker_id)) = places.get(&row.get::<i64>(0)?) else { continue };
            if let Some(current) = self.workplaces[*at].staff.get_mut(worker_id) {
                current.terms = Terms {
                    role: row.get(1)?,
                    contract: row.get(2)?,
                    zero_hours: row.get(3)?,
                    half_hours: row.get(4)?,
                    pay_pence: row.get(5)?,
                    sick_half_days: row.get(6)?,
                    certificate: row.get(7)?,
                    qualification: row.get(8)?,
                };
            }
        }
        Ok(())
    }

    async fn load_learning(&mut self, db: &Db, tenant: i64) -> Result<(), SqlError> {
        let sql = "select employment_no, category, completed_on, expires_on from training where tenant = $1 order by import_no";
        let mut rows = db.stream(sql, args![tenant]).await?;
        while let Some(row) = rows.next().await {
            let row = row?;
            let completed = row.get::<String>(2)?.parse().map_or(0, day_number);
            let expires = row.get::<Option<String>>(3)?.and_then(|day| day.parse().ok()).map_or(0, day_number);
            self.trained.insert((row.get(0)?, row.get(1)?, completed), (expires, 0));
        }
        let sql = "select employment_no, code from qualification where tenant = $1";
        let mut rows = db.stream(sql, args![tenant]).await?;
        while let Some(row) = rows.next().await {
            let row = row?;
            self.qualified.insert((row.get(0)?, row.get(1)?));
        }
        Ok(())
    }
}

/// The employments that have ended: asked for at once, since the table is in the order of months.
async fn departed(db: &Db, tenant: i64) -> Result<HashSet<i64, FxBuildHasher>, SqlError> {
    let mut departed = HashSet::default();
    let mut rows = db.stream("select employment_no from departure where tenant = $1", args![tenant]).await?;
    while let Some(row) = rows.next().await {
        departed.insert(row?.get(0)?);
    }
    Ok(departed)
}

async fn next(db: &Db, sql: &'static str, tenant: i64) -> Result<i64, SqlError> {
    let row = db.row(sql, args![tenant]).await?;
    Ok(row.map(|row| row.get::<Option<i64>>(0)).transpose()?.flatten().unwrap_or(0) + 1)
}

/// A day as one number, for comparing only.
pub(super) fn day_number(day: jiff::civil::Date) -> i32 {
    i32::from(day.year()) * 512 + i32::from(day.month()) * 32 + i32::from(day.day())
}
