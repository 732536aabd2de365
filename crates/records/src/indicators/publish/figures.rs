//! The figures of a release on their way to the store: a series for each place, cut and key, as text.

use std::collections::BTreeMap;
use std::fmt::{Display, Write as _};

use crate::indicators::cut::cut_keys;
use crate::indicators::series::Release;
use crate::month::Month;
use crate::sql::{Db, Rows, SqlError, args};

/// Rows sent to the store at a time.
const AT_A_TIME: usize = 2_048;

/// A month in which the place did not hold: not applicable, which is not zero.
const NO_PLACE: &str = "[z]";

/// Figures of a run of months, by place and cut, each with its series by key.
pub(super) struct Figures {
    first: Month,
    cells: BTreeMap<(String, usize), Vec<(&'static str, Series)>>,
}

/// The figures of one key, month by month, with commas between.
#[derive(Default)]
struct Series {
    months: usize,
    text: String,
}

impl Series {
    /// The place of a month's figure; months before it that have none are not applicable.
    fn pad(&mut self, months: usize) {
        while self.months < months {
            self.push(NO_PLACE);
        }
    }

    fn push(&mut self, figure: impl Display) {
        if self.months > 0 {
            self.text.push(',');
        }
        // Writing to a text cannot fail.
        let _ = write!(self.text, "{figure}");
        self.months += 1;
    }

    fn join(&mut self, later: &Self, from: usize) {
        self.pad(from);
        if self.months > 0 && later.months > 0 {
            self.text.push(',');
        }
        self.text.push_str(&later.text);
        self.months += later.months;
    }
}

/// The figures of one cell in one month; they come in the same order of keys every month.
pub(super) struct CellMonth<'f> {
    cell: &'f mut Vec<(&'static str, Series)>,
    at: usize,
    months: usize,
}

impl CellMonth<'_> {
    /// Adds the next figure.
    pub(super) fn add(&mut self, key: &'static str, figure: impl Display) {
        if self.at == self.cell.len() {
            self.cell.push((key, Series::default()));
        }
        let (known, series) = &mut self.cell[self.at];
        debug_assert_eq!(*known, key, "figures come in one order");
        series.pad(self.months);
        series.push(figure);
        self.at += 1;
    }
}

impl Figures {
    /// Nothing yet, of the months from `first` on.
    pub(super) const fn new(first: Month) -> Self {
        Self { first, cells: BTreeMap::new() }
    }

    /// A cell in a month; months come earliest first.
    pub(super) fn cell(&mut self, month: Month, place: &str, cut: usize) -> CellMonth<'_> {
        let months = usize::try_from(month.since(self.first)).unwrap_or(0);
        let cell = self.cells.entry((place.to_owned(), cut)).or_default();
        CellMonth { cell, at: 0, months }
    }

    /// Adds the figures of the months that follow.
    pub(super) fn join(&mut self, later: Self) {
        let from = usize::try_from(later.first.since(self.first)).unwrap_or(0);
        for (key, series) in later.cells {
            let cell = self.cells.entry(key).or_default();
            for (at, (key, series)) in series.into_iter().enumerate() {
                if at == cell.len() {
                    cell.push((key, Series::default()));
                }
                cell[at].1.join(&series, from);
            }
        }
    }
}

/// What is told of a release beside its figures.
pub(super) struct About<'a> {
    pub(super) last: Month,
    pub(super) version: &'a str,
    pub(super) policy_day: &'a str,
    pub(super) synthetic: bool,
    pub(super) now: jiff::Timestamp,
}

/// Stores a release in one transaction.
pub(super) async fn store(db: &Db, tenant: i64, figures: Figures, about: &About<'_>) -> Result<Release, SqlError> {
    const COLUMNS: &[&str] =
        &["tenant", "release_no", "place", "service", "size", "role", "measure", "first_month", "figures"];
    let (first, last) = (figures.first, about.last);
    let months = usize::try_from(last.since(first) + 1).unwrap_or(0);
    let mut tx = db.begin().await?;
    let last_no = tx.rows("select max(release_no) from release where tenant = $1", args![tenant]).await?;
    let release_no = last_no.first().map(|row| row.get::<Option<i64>>(0)).transpose()?.flatten().unwrap_or(0) + 1;
    let (day, version, synthetic) = (about.policy_day, about.version, about.synthetic);
    tx.execute(
        "insert into release (tenant, release_no, published_at, first_month, last_month, policy, data_version, synthetic) \
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![tenant, release_no, about.now.to_string(), first.number(), last.number(), day, version, synthetic],
    )
    .await?;
    let mut rows = Rows::with_capacity(COLUMNS.len(), AT_A_TIME);
    let mut stored = 0;
    for ((place, cut), cell) in figures.cells {
        let (service, size, role) = cut_keys(cut);
        for (measure, mut series) in cell {
            series.pad(months);
            let row = args![tenant, release_no, &place, service, size, role, measure, first.number(), series.text];
            rows.values.extend(row);
            stored += 1;
        }
        if rows.len() >= AT_A_TIME {
            let full = std::mem::replace(&mut rows, Rows::with_capacity(COLUMNS.len(), AT_A_TIME));
            tx.bulk("series", COLUMNS, full).await?;
        }
    }
    tx.bulk("series", COLUMNS, rows).await?;
    tx.commit().await?;
    Ok(Release { release_no, first, last, made: true, series: stored })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_months_join_and_months_without_the_place_are_not_applicable() {
        let first = Month::new(2026, 1).unwrap();
        let mut early = Figures::new(first);
        early.cell(first, "E1", 0).add("jobs", 5);
        let mut late = Figures::new(first.plus(2));
        late.cell(first.plus(2), "E1", 0).add("jobs", 7);
        late.cell(first.plus(3), "E2", 0).add("jobs", "[c]");
        early.join(late);
        let text = |figures: &mut Figures, place: &str| {
            let series = &mut figures.cells.get_mut(&(place.to_owned(), 0)).unwrap()[0].1;
            series.pad(4);
            series.text.clone()
        };
        assert_eq!(text(&mut early, "E1"), "5,[z],7,[z]");
        assert_eq!(text(&mut early, "E2"), "[z],[z],[z],[c]");
    }
}
