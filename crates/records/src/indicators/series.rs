//! Published series: stored as they were let through, read as they are shown.

use crate::month::Month;
use crate::sql::{Db, SqlError, args};

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
    /// The number in the digits in which it was published; empty where none is shown.
    pub digits: String,
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
    Ok(read_all(first, &row.get::<String>(1)?))
}

/// The figures of a stored series, a text a month.
pub(super) fn read_all(first: Month, text: &str) -> Vec<Figure> {
    let figure = |(at, text): (usize, &str)| read(first.plus(i32::try_from(at).unwrap_or(i32::MAX)), text);
    text.split(',').enumerate().map(figure).collect()
}

/// The key under which a measure is stored: a count has the key of its family.
pub(super) fn stored(measure: &str) -> &str {
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
    let number = number.trim();
    Figure { month, value: number.parse().ok(), digits: number.to_owned(), mark: mark.trim().to_owned() }
}

impl std::fmt::Display for Figure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.digits)?;
        f.write_str(&self.mark)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_read_as_it_was_written() {
        let month = Month::new(2026, 9).unwrap();
        for (text, value, digits, mark) in [
            ("1235", Some(1235.0), "1235", ""),
            ("[c]", None, "", "[c]"),
            ("24.1", Some(24.1), "24.1", ""),
            ("12.50", Some(12.5), "12.50", ""),
            ("40[p]", Some(40.0), "40", "[p]"),
        ] {
            let figure = read(month, text);
            assert_eq!(figure.to_string(), text);
            assert_eq!(figure, Figure { month, value, digits: digits.to_owned(), mark: mark.to_owned() });
        }
    }
}
