//! Reads what the cube is filled from.

use std::collections::HashMap;

use jiff::civil::Date;
use vocation_ascwds::codes::{EmploymentStatus, JobRole, MainService, job_roles};

use super::staff::{Declared, Employment, Sex, Site, Source, Staff, Term, Training};
use crate::month::Month;
use crate::sql::{Db, Row, SqlError, args};
use vocation_ascwds::RoleGroup;

/// The months that uploads describe, first and last; none when nothing was uploaded.
pub(super) async fn months(db: &Db, tenant: i64) -> Result<Option<(Month, Month)>, SqlError> {
    let sql = "select min(as_at_on), max(as_at_on) from import where tenant = $1 and kind in ('whole', 'changes')";
    let Some(row) = db.row(sql, args![tenant]).await? else { return Ok(None) };
    let month = |column| row.get::<Option<String>>(column).map(|day| day.and_then(|day| day.get(..7)?.parse().ok()));
    Ok(month(0)?.zip(month(1)?))
}

/// Everything that is counted, for a cube that starts at `first`.
pub(super) async fn staff(db: &Db, tenant: i64, first: Month) -> Result<Staff, SqlError> {
    let mut staff = Staff::default();
    let sites = sites(db, tenant, &mut staff).await?;
    let places = employments(db, tenant, &mut staff, &sites).await?;
    departures(db, tenant, &mut staff, &places).await?;
    terms(db, tenant, &mut staff, &places).await?;
    trainings(db, tenant, &mut staff, &places, first).await?;
    declared(db, tenant, &mut staff, &sites).await?;
    Ok(staff)
}

/// Numbers of workplaces or employments, with the index of each; dense, so a plain list. `u32::MAX` is not counted.
struct Places(Vec<u32>);

impl Places {
    fn set(&mut self, number: i64, index: usize) {
        let number = usize::try_from(number).unwrap_or(0);
        if self.0.len() <= number {
            self.0.resize(number + 1, u32::MAX);
        }
        self.0[number] = u32::try_from(index).unwrap_or(u32::MAX);
    }

    fn get(&self, number: i64) -> Option<u32> {
        let index = usize::try_from(number).ok().and_then(|number| self.0.get(number)).copied();
        index.filter(|index| *index != u32::MAX)
    }
}

/// Workplaces that lie in a known place; the others cannot be counted in any.
async fn sites(db: &Db, tenant: i64, staff: &mut Staff) -> Result<Places, SqlError> {
    let mut places = Places(Vec::new());
    let mut employers: HashMap<String, u32> = HashMap::new();
    let mut rows = db
        .stream(
            "select workplace_no, main_service, provider_id, atom, first_month from workplace where tenant = $1 and atom is not null \
             order by workplace_no",
            args![tenant],
        )
        .await?;
    while let Some(row) = rows.next().await {
        let row = row?;
        let number: i64 = row.get(0)?;
        // A workplace without a provider id is an employer of its own.
        let employer = row.get::<Option<String>>(2)?.unwrap_or_else(|| format!("workplace {number}"));
        let next = employers.len() as u32;
        let employer = *employers.entry(employer).or_insert(next);
        let service = MainService(row.get(1)?).setting();
        places.set(number, staff.sites.len());
        let first = Month::from_number(row.get(4)?).unwrap_or(Month::FIRST);
        staff.sites.push(Site { atom: row.get(3)?, service, employer, first });
    }
    Ok(places)
}

async fn employments(db: &Db, tenant: i64, staff: &mut Staff, sites: &Places) -> Result<Places, SqlError> {
    let mut places = Places(Vec::new());
    let mut rows = db
        .stream(
            "select employment_no, workplace_no, person_key, born_month, sex, started_on, first_month, recruited_from \
             from employment where tenant = $1 order by employment_no",
            args![tenant],
        )
        .await?;
    while let Some(row) = rows.next().await {
        let row = row?;
        let (Some(site), Some(first)) = (sites.get(row.get(1)?), Month::from_number(row.get(6)?)) else { continue };
        places.set(row.get(0)?, staff.employments.len());
        staff.employments.push(Employment {
            site,
            person: row.get::<Option<i64>>(2)?.map_or(0, i64::cast_unsigned),
            born: row.get::<Option<i64>>(3)?.and_then(Month::from_number),
            started: row.get::<Option<String>>(5)?.and_then(|day| day.get(..7)?.parse().ok()),
            first,
            left: None,
            sex: match row.get::<Option<i64>>(4)? {
                Some(2) => Sex::Female,
                Some(_) => Sex::MaleOrOther,
                None => Sex::Unknown,
            },
            source: Source::of_code(row.get(7)?),
            terms: 0..0,
            training: Training::default(),
        });
    }
    Ok(places)
}

async fn departures(db: &Db, tenant: i64, staff: &mut Staff, places: &Places) -> Result<(), SqlError> {
    let sql = "select employment_no, left_month from departure where tenant = $1 order by left_month, employment_no";
    let mut rows = db.stream(sql, args![tenant]).await?;
    while let Some(row) = rows.next().await {
        let row = row?;
        if let Some(at) = places.get(row.get(0)?) {
            staff.employments[at as usize].left = Month::from_number(row.get(1)?);
        }
    }
    Ok(())
}

/// Terms come by month; they are put in runs by employment, each run earliest first.
async fn terms(db: &Db, tenant: i64, staff: &mut Staff, places: &Places) -> Result<(), SqlError> {
    let roles = roles();
    let mut found: Vec<(u32, Term)> = Vec::new();
    let mut rows = db
        .stream(
            "select employment_no, from_month, role, contract, zero_hours, pay_pence, sick_half_days, care_certificate, \
             care_qualification from employment_term where tenant = $1 order by from_month, employment_no, import_no",
            args![tenant],
        )
        .await?;
    while let Some(row) = rows.next().await {
        let row = row?;
        if let (Some(at), Some(from)) = (places.get(row.get(0)?), Month::from_number(row.get(1)?)) {
            found.push((at, term(&row, from, &roles)?));
        }
    }
    found.sort_by_key(|(at, _)| *at);
    for run in found.chunk_by(|(a, _), (b, _)| a == b) {
        let from = staff.terms.len() as u32;
        staff.terms.extend(run.iter().map(|(_, term)| *term));
        staff.employments[run[0].0 as usize].terms = from..staff.terms.len() as u32;
    }
    Ok(())
}

fn term(row: &Row, from: Month, roles: &[(RoleGroup, bool)]) -> Result<Term, SqlError> {
    let role = roles.get(row.get::<usize>(2)?).copied().unwrap_or((RoleGroup::Other, false));
    Ok(Term {
        from,
        role: role.0,
        gives_care: role.1,
        employed: EmploymentStatus(row.get(3)?).is_employed(),
        zero_hours: row.get(4)?,
        pay: row.get::<Option<u32>>(5)?.and_then(|pence| u16::try_from(pence).ok()),
        sick_half_days: row.get(6)?,
        certificate: row.get::<Option<u8>>(7)?.map(|state| state == 1),
        level_2: row.get::<Option<u8>>(8)?.map(|level| level >= 2),
    })
}

/// Group and care-providing mark of each national job role, by code.
fn roles() -> Vec<(RoleGroup, bool)> {
    let last = job_roles().rows().iter().map(|row| row.code).max().unwrap_or(0);
    let of = |code: u16| {
        let gives_care = job_roles().cell(code, "is_care_providing_role") == Some("yes");
        (JobRole(code).group(), gives_care)
    };
    (0..=last).map(of).collect()
}

async fn trainings(db: &Db, tenant: i64, staff: &mut Staff, places: &Places, first: Month) -> Result<(), SqlError> {
    let mut found: Vec<(u32, u16, i32, i64, i32)> = Vec::new();
    let sql = "select employment_no, category, completed_on, expires_on, import_no from training where tenant = $1";
    let mut rows = db.stream(sql, args![tenant]).await?;
    while let Some(row) = rows.next().await {
        let row = row?;
        let month = |day: Date| Month::of(day).map(|month| month.since(first));
        let day = |text: String| text.parse::<Date>().ok();
        // On its day of expiry a training is in date; from the day after it is not.
        let expires = row.get::<Option<String>>(3)?.and_then(day).and_then(|day| day.tomorrow().ok());
        let expires = expires.and_then(month).unwrap_or(Training::MONTHS);
        if let (Some(at), Some(completed)) = (places.get(row.get(0)?), day(row.get(2)?).and_then(month)) {
            found.push((at, row.get(1)?, completed, row.get(4)?, expires));
        }
    }
    found.sort_unstable();
    for run in found.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let training = &mut staff.employments[run[0].0 as usize].training;
        for (at, (_, _, completed, _, expires)) in run.iter().enumerate() {
            // Done again, or told again with another expiry, a training is what was told last.
            let renewed = run.get(at + 1).map_or(Training::MONTHS, |next| next.2);
            training.recorded |= Training::months(*completed, Training::MONTHS);
            training.expired |= Training::months(*expires, renewed);
        }
    }
    Ok(())
}

async fn declared(db: &Db, tenant: i64, staff: &mut Staff, sites: &Places) -> Result<(), SqlError> {
    let mut rows = db
        .stream(
            "select workplace_no, month, vacancies_care, vacancies_managers, vacancies_professions, vacancies_other \
             from workplace_return where tenant = $1 order by month, workplace_no, import_no",
            args![tenant],
        )
        .await?;
    while let Some(row) = rows.next().await {
        let row = row?;
        if let (Some(site), Some(month)) = (sites.get(row.get(0)?), Month::from_number(row.get(1)?)) {
            let vacancies = [row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?];
            staff.declared.push(Declared { site, month, vacancies });
        }
    }
    Ok(())
}
