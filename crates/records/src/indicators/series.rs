//! Published series: stored as they were let through, read as they are shown.

use std::collections::BTreeMap;

use vocation_disclosure::{DisclosedCount, DisclosedFigure};

use super::cut::cut_keys;
use crate::month::Month;
use crate::sql::{Db, Rows, SqlError, args};

/// Rows sent to the store at a time.
const AT_A_TIME: usize = 2_048;

/// A release of figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Release {
    /// Its number, from 1.
    pub release_no: i64,
    /// The first month with figures.
    pub first: Month,
    /// The last month with figures.
    pub last: Month,
    /// Whether it was made now, and not before from the same data.
    pub made: bool,
    /// Series published.
    pub series: u64,
}

/// Figures by place, cut and key, a text a month.
pub(super) struct Figures {
    first: Month,
    last: Month,
    series: BTreeMap<(String, usize, &'static str), Vec<String>>,
}

impl Figures {
    pub(super) fn new(first: Month, last: Month) -> Self {
        Self { first, last, series: BTreeMap::new() }
    }

    /// Adds a month's figures of a cell.
    pub(super) fn add(
        &mut self,
        month: Month,
        place: &str,
        cut: usize,
        counts: &[(&'static str, DisclosedCount)],
        values: &[(&'static str, DisclosedFigure, bool)],
    ) {
        for (key, count) in counts {
            self.put(month, place, cut, key, count.to_string());
        }
        for (key, value, provisional) in values {
            let mark = if *provisional && value.value().is_some() { "[p]" } else { "" };
            self.put(month, place, cut, key, format!("{value}{mark}"));
        }
    }

    fn put(&mut self, month: Month, place: &str, cut: usize, key: &'static str, text: String) {
        let months = usize::try_from(self.last.since(self.first) + 1).unwrap_or(0);
        let series = self.series.entry((place.to_owned(), cut, key));
        // A month in which the place did not hold is not applicable, which is not zero.
        let series = series.or_insert_with(|| vec!["[z]".to_owned(); months]);
        if let Some(at) = usize::try_from(month.since(self.first)).ok().and_then(|at| series.get_mut(at)) {
            *at = text;
        }
    }
}

/// Stores a release in one transaction.
pub(super) async fn store(
    db: &Db,
    tenant: i64,
    figures: &Figures,
    version: &str,
    policy_day: &str,
    synthetic: bool,
    now: jiff::Timestamp,
) -> Result<Release, SqlError> {
    const COLUMNS: &[&str] =
        &["tenant", "release_no", "place", "service", "size", "role", "measure", "first_month", "figures"];
    let (first, last) = (figures.first, figures.last);
    let mut tx = db.begin().await?;
    let last_no = tx.rows("select max(release_no) from release where tenant = $1", args![tenant]).await?;
    let release_no = last_no.first().map(|row| row.get::<Option<i64>>(0)).transpose()?.flatten().unwrap_or(0) + 1;
    tx.execute(
        "insert into release (tenant, release_no, published_at, first_month, last_month, policy, data_version, synthetic) \
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![tenant, release_no, now.to_string(), first.number(), last.number(), policy_day, version, synthetic],
    )
    .await?;
    let mut rows = Rows::with_capacity(COLUMNS.len(), AT_A_TIME);
    for ((place, cut, measure), months) in &figures.series {
        let (service, size, role) = cut_keys(*cut);
        let months = months.join(",");
        let row = args![tenant, release_no, place, service, size, role, *measure, first.number(), months];
        rows.values.extend(row);
        if rows.len() >= AT_A_TIME {
            let full = std::mem::replace(&mut rows, Rows::with_capacity(COLUMNS.len(), AT_A_TIME));
            tx.bulk("series", COLUMNS, full).await?;
        }
    }
    tx.bulk("series", COLUMNS, rows).await?;
    tx.commit().await?;
    Ok(Release { release_no, first, last, made: true, series: figures.series.len() as u64 })
}

/// The latest release; none before the first.
pub async fn latest(db: &Db, tenant: i64) -> Result<Option<Published>, SqlError> {
    let sql = "select release_no, published_at, first_month, last_month, synthetic from release where tenant = $1 \
               order by release_no desc limit 1";
    let Some(row) = db.row(sql, args![tenant]).await? else { return Ok(None) };
    let month = |column| row.get::<i64>(column).map(Month::from_number);
    let months = month(2)?.zip(month(3)?);
    let (release_no, published_at, synthetic) = (row.get(0)?, row.get(1)?, row.get(4)?);
    Ok(months.map(|(first, last)| Published { release_no, published_at, first, last, synthetic }))
}

/// A release as readers are told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// Its number.
    pub release_no: i64,
    /// When it was made.
    pub published_at: String,
    /// First month with figures.
    pub first: Month,
    /// Last month with figures.
    pub last: Month,
    /// Whether its people are invented.
    pub synthetic: bool,
}

/// Which series: a place, and at most one cut of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell<'k> {
    /// Code of the place.
    pub place: &'k str,
    /// Key of a service, or `all`.
    pub service: &'k str,
    /// Key of a size, or `all`.
    pub size: &'k str,
    /// Key of a group of roles, or `all`.
    pub role: &'k str,
}

impl<'k> Cell<'k> {
    /// A place altogether.
    pub const fn whole(place: &'k str) -> Self {
        Self { place, service: "all", size: "all", role: "all" }
    }
}

/// One month of a series: the number, where one is shown, and the shorthand or mark beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The month.
    pub month: Month,
    /// The number.
    pub value: Option<f64>,
    /// Shorthand of a missing number, or the marks of a shown one; may be empty.
    pub mark: String,
}

/// A series of a release, month by month; empty when there is none.
pub async fn series(
    db: &Db,
    tenant: i64,
    release_no: i64,
    cell: Cell<'_>,
    measure: &str,
) -> Result<Vec<Figure>, SqlError> {
    let sql = "select first_month, figures from series where tenant = $1 and release_no = $2 and place = $3 and \
               service = $4 and size = $5 and role = $6 and measure = $7";
    let key = args![tenant, release_no, cell.place, cell.service, cell.size, cell.role, stored(measure)];
    let Some(row) = db.row(sql, key).await? else { return Ok(Vec::new()) };
    let Some(first) = Month::from_number(row.get(0)?) else { return Ok(Vec::new()) };
    let text: String = row.get(1)?;
    let figure = |(at, text): (usize, &str)| read(first.plus(i32::try_from(at).unwrap_or(i32::MAX)), text);
    Ok(text.split(',').enumerate().map(figure).collect())
}

/// The key under which a measure is stored: a count has the key of its family.
fn stored(measure: &str) -> &str {
    match super::measure::Measure::find(measure).map(|measure| measure.formula) {
        Some(super::measure::Formula::Count(key)) => key,
        _ => measure,
    }
}

fn read(month: Month, text: &str) -> Figure {
    let (number, mark) = match text.find('[') {
        Some(at) => (&text[..at], &text[at..]),
        None => (text, ""),
    };
    Figure { month, value: number.trim().parse().ok(), mark: mark.to_owned() }
}

impl std::fmt::Display for Figure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(value) = self.value {
            write!(f, "{value}")?;
        }
        f.write_str(&self.mark)
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    #[test]
    fn a_figure_is_read_as_it_was_written() {
        let month = Month::new(2026, 9).unwrap();
        for (text, value, mark) in
            [("1235", Some(1235.0), ""), ("[c]", None, "[c]"), ("24.1", Some(24.1), ""), ("40[p]", Some(40.0), "[p]")]
        {
            assert_eq!(read(month, text), Figure { month, value, mark: mark.to_owned() });
        }
        let mut shown = String::new();
        write!(shown, "{}", read(month, "40[p]")).unwrap();
        assert_eq!(shown, "40[p]");
    }
}
