//! What is known of workplaces and current employments while uploads are loaded.

use std::collections::{HashMap, HashSet};

use rustc_hash::{FxBuildHasher, FxHashMap};

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

/// A current employment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Current {
    pub(super) employment_no: i64,
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
    pub(super) declared: Option<Declaration>,
    pub(super) seen: u32,
    pub(super) closed: bool,
    pub(super) staff: FxHashMap<Box<str>, Current>,
}

/// The memory of an importer.
#[derive(Debug, Default)]
pub(super) struct Register {
    pub(super) workplaces: Vec<Known>,
    pub(super) by_id: HashMap<Box<str>, usize, FxBuildHasher>,
    pub(super) trained: HashSet<(i64, u16, i32), FxBuildHasher>,
    pub(super) qualified: HashSet<(i64, u16), FxBuildHasher>,
    pub(super) next_import: i64,
    pub(super) next_employment: i64,
    pub(super) upload: u32,
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
                "select w.workplace_no, w.local_id, r.total_staff, r.vacancies_care, r.vacancies_managers, \
                 r.vacancies_professions, r.vacancies_other, r.starters, r.leavers, \
                 exists (select 1 from workplace_closed c where c.tenant = w.tenant and c.workplace_no = w.workplace_no) \
                 from workplace w left join workplace_return r on r.tenant = w.tenant and \
                 r.workplace_no = w.workplace_no and r.month = (select max(l.month) from workplace_return l \
                 where l.tenant = w.tenant and l.workplace_no = w.workplace_no) \
                 where w.tenant = $1 order by w.workplace_no",
                args![tenant],
            )
            .await?;
        while let Some(row) = rows.next().await {
            let row = row?;
            let mut declared = [None; 7];
            for (at, part) in declared.iter_mut().enumerate() {
                *part = row.get(at + 2)?;
            }
            let known = Known {
                workplace_no: row.get(0)?,
                declared: Some(declared),
                seen: 0,
                closed: row.get(9)?,
                staff: FxHashMap::default(),
            };
            let at = self.add(&row.get::<String>(1)?, known);
            by_no.insert(row.get(0)?, at);
        }
        Ok(by_no)
    }

    async fn load_staff(&mut self, db: &Db, tenant: i64, by_no: &FxHashMap<i64, usize>) -> Result<(), SqlError> {
        let mut places: FxHashMap<i64, (usize, Box<str>)> = FxHashMap::default();
        let mut rows = db
            .stream(
                "select e.employment_no, e.workplace_no, e.worker_id from employment e where e.tenant = $1 and not \
                 exists (select 1 from departure d where d.tenant = e.tenant and d.employment_no = e.employment_no)",
                args![tenant],
            )
            .await?;
        while let Some(row) = rows.next().await {
            let row = row?;
            let (employment_no, worker_id) = (row.get::<i64>(0)?, row.get::<String>(2)?);
            let Some(&at) = by_no.get(&row.get::<i64>(1)?) else { continue };
            let current = Current { employment_no, terms: Terms::default(), seen: 0 };
            self.workplaces[at].staff.insert(worker_id.as_str().into(), current);
            places.insert(employment_no, (at, worker_id.into()));
        }
        let mut rows = db
            .stream(
                "select employment_no, role, contract, zero_hours, half_hours, pay_pence, sick_half_days, \
                 care_certificate, care_qualification from employment_term where tenant = $1 order by from_month",
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
        let sql = "select employment_no, category, completed_on from training where tenant = $1";
        let mut rows = db.stream(sql, args![tenant]).await?;
        while let Some(row) = rows.next().await {
            let row = row?;
            let day = row.get::<String>(2)?.parse::<jiff::civil::Date>().map_or(0, day_number);
            self.trained.insert((row.get(0)?, row.get(1)?, day));
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

async fn next(db: &Db, sql: &'static str, tenant: i64) -> Result<i64, SqlError> {
    let row = db.row(sql, args![tenant]).await?;
    Ok(row.map(|row| row.get::<Option<i64>>(0)).transpose()?.flatten().unwrap_or(0) + 1)
}

/// A day as one number, for comparing only.
pub(super) fn day_number(day: jiff::civil::Date) -> i32 {
    i32::from(day.year()) * 512 + i32::from(day.month()) * 32 + i32::from(day.day())
}
