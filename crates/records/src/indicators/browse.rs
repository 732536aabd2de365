//! Reading what was published: many series after one another, releases, and the uploads they stand on.
//!
//! A release never changes, so a long list is read in short queries that each go on after the last key. A slow reader of a
//! large file then holds no connection, no transaction and no more than one stretch of it in memory.

use super::catalogue::{Entry, key_of};
use super::series::{Figure, read_all};
use crate::month::Month;
use crate::sql::{Db, Row, SqlError, args};

/// How the workforce of a place is divided in the series wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Cut {
    /// Altogether and in every way.
    #[default]
    Any,
    /// Altogether only.
    Whole,
    /// By service.
    Service,
    /// By size of employer.
    Size,
    /// By group of roles.
    Role,
}

/// Which series of a release are wanted; an empty text is no condition.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted<'k> {
    /// What is measured.
    pub indicator: Option<&'k Entry>,
    /// Code of a place.
    pub place: &'k str,
    /// How it is divided.
    pub cut: Cut,
    /// Key of a service, or `all`.
    pub service: &'k str,
    /// Key of a size, or `all`.
    pub size: &'k str,
    /// Key of a group of roles, or `all`.
    pub role: &'k str,
}

/// Where a list of series goes on: the key of the last one read. Empty texts stand before everything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SeriesKey {
    /// Code of the place.
    pub place: String,
    /// Key of the service, or `all`.
    pub service: String,
    /// Key of the size, or `all`.
    pub size: String,
    /// Key of the group of roles, or `all`.
    pub role: String,
    /// The key under which the series is stored.
    pub measure: String,
}

/// One series of a release.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Its key, from which a list goes on.
    pub key: SeriesKey,
    /// The indicator, by the key that readers know.
    pub indicator: String,
    /// Its figures, earliest first.
    pub figures: Vec<Figure>,
    /// How complete the staff records of the same place and cut are in each month, in per cent.
    pub completeness: Vec<Figure>,
}

/// Columns, join and conditions of a list of series; the place is compared in two ways so that each can use the key.
macro_rules! lines {
    ($place:literal) => {
        concat!(
            "select s.place, s.service, s.size, s.role, s.measure, s.first_month, s.figures, c.first_month, c.figures \
             from series s left join series c on c.tenant = s.tenant and c.release_no = s.release_no and c.place = s.place \
             and c.service = s.service and c.size = s.size and c.role = s.role and c.measure = 'completeness' \
             where s.tenant = $1 and s.release_no = $2 ",
            $place,
            " and (s.place, s.service, s.size, s.role, s.measure) > ($4, $5, $6, $7, $8) and ($9 = '' or s.measure = $9) \
             and ($10 = '' or s.service = $10 or ($10 = 'each' and s.service <> 'all')) \
             and ($11 = '' or s.size = $11 or ($11 = 'each' and s.size <> 'all')) \
             and ($12 = '' or s.role = $12 or ($12 = 'each' and s.role <> 'all')) \
             order by s.place, s.service, s.size, s.role, s.measure limit $13"
        )
    };
}

/// The series of a release that are wanted, in the order of their keys, after `after`, `limit` at most.
///
/// # Errors
/// Any [`SqlError`].
pub async fn series_list(
    db: &Db,
    tenant: i64,
    release_no: i64,
    wanted: &Wanted<'_>,
    after: &SeriesKey,
    limit: usize,
) -> Result<Vec<Line>, SqlError> {
    let sql = if wanted.place.is_empty() { lines!("and $3 = ''") } else { lines!("and s.place = $3") };
    let by = |cut: Cut, asked: &str| match (asked, wanted.cut) {
        ("", Cut::Any) => String::new(),
        ("", now) if now == cut => "each".to_owned(),
        ("", _) => "all".to_owned(),
        (key, _) => key.to_owned(),
    };
    let measure = wanted.indicator.map_or("", |entry| entry.stored);
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows = db
        .rows(
            sql,
            args![
                tenant,
                release_no,
                wanted.place,
                &after.place,
                &after.service,
                &after.size,
                &after.role,
                &after.measure,
                measure,
                by(Cut::Service, wanted.service),
                by(Cut::Size, wanted.size),
                by(Cut::Role, wanted.role),
                limit
            ],
        )
        .await?;
    rows.iter().map(line).collect()
}

fn line(row: &Row) -> Result<Line, SqlError> {
    let key = SeriesKey {
        place: row.get(0)?,
        service: row.get(1)?,
        size: row.get(2)?,
        role: row.get(3)?,
        measure: row.get(4)?,
    };
    // A key of an older version stays as it was stored.
    let indicator = key_of(&key.measure).unwrap_or(&key.measure).to_owned();
    let figures = |first: Option<i64>, text: Option<String>| {
        let first = first.and_then(Month::from_number);
        first.zip(text).map_or_else(Vec::new, |(first, text)| read_all(first, &text))
    };
    Ok(Line {
        indicator,
        figures: figures(row.get(5)?, row.get(6)?),
        completeness: figures(row.get(7)?, row.get(8)?),
        key,
    })
}

/// A release as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its number, from 1.
    pub release_no: i64,
    /// When it was made, as UTC text.
    pub published_at: String,
    /// First month with figures.
    pub first: Month,
    /// Last month with figures.
    pub last: Month,
    /// The day of the disclosure policies it was made under.
    pub policy: String,
    /// Whether its people are invented.
    pub synthetic: bool,
}

/// Every release, the latest first.
///
/// # Errors
/// Any [`SqlError`].
pub async fn release_list(db: &Db, tenant: i64) -> Result<Vec<Listed>, SqlError> {
    let sql = "select release_no, published_at, first_month, last_month, policy, synthetic from release \
               where tenant = $1 order by release_no desc limit 1000";
    let mut all = Vec::new();
    for row in db.rows(sql, args![tenant]).await? {
        let month = |column| row.get::<i64>(column).map(Month::from_number);
        let Some((first, last)) = month(2)?.zip(month(3)?) else { continue };
        let (release_no, published_at, policy, synthetic) = (row.get(0)?, row.get(1)?, row.get(4)?, row.get(5)?);
        all.push(Listed { release_no, published_at, first, last, policy, synthetic });
    }
    Ok(all)
}

/// What was loaded, told without anything that could say how many people one employer has: no file names, and row counts
/// of the public register only (the rows of a workforce file are people, and their exact number is nowhere published).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    /// Its number, in the order of loading.
    pub import_no: i64,
    /// `directory`, `whole` or `changes`.
    pub kind: String,
    /// The day that it describes.
    pub as_at_on: String,
    /// Whether what it holds is invented.
    pub synthetic: bool,
    /// Rows read, of the public register only.
    pub register_rows: Option<i64>,
    /// When it was loaded, as UTC text.
    pub loaded_at: String,
}

/// Every upload after `after` in the order of loading, `limit` at most.
///
/// # Errors
/// Any [`SqlError`].
pub async fn upload_list(db: &Db, tenant: i64, after: i64, limit: usize) -> Result<Vec<Loaded>, SqlError> {
    let sql = "select import_no, kind, as_at_on, synthetic, rows_read, imported_at from import \
               where tenant = $1 and import_no > $2 order by import_no limit $3";
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let told = |row: &Row| {
        let kind: String = row.get(1)?;
        let register_rows = if kind == "directory" { Some(row.get(4)?) } else { None };
        let (import_no, as_at_on, synthetic, loaded_at) = (row.get(0)?, row.get(2)?, row.get(3)?, row.get(5)?);
        Ok(Loaded { import_no, kind, as_at_on, synthetic, register_rows, loaded_at })
    };
    db.rows(sql, args![tenant, after, limit]).await?.iter().map(told).collect()
}
