//! When a place held, and from which day it is looked at.

use std::fmt;

use jiff::civil::Date;

use crate::month::Month;

/// The days on which something held, both ends included; `None` is an open end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Period {
    /// The first day, or `None` when it began before our records do.
    pub from: Option<Date>,
    /// The last day, or `None` while it holds.
    pub to: Option<Date>,
}

impl Period {
    /// Whether the day lies inside.
    pub fn contains(self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// The day that something is true of: how old a fact is, or which day's boundaries are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AsAt(pub Date);

impl From<Date> for AsAt {
    fn from(day: Date) -> Self {
        Self(day)
    }
}

impl From<Month> for AsAt {
    fn from(month: Month) -> Self {
        Self(last_day(month))
    }
}

/// The last day of a month: a figure for a month uses the boundaries of its last day.
fn last_day(month: Month) -> Date {
    let of_month = i8::try_from(month.month()).unwrap_or(1);
    jiff::civil::date(i16::try_from(month.year()).unwrap_or(i16::MAX), of_month, 1).last_of_month()
}

impl fmt::Display for AsAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_month_is_seen_as_at_its_last_day() {
        assert_eq!(AsAt::from("2024-02".parse::<Month>().unwrap()).0, date(2024, 2, 29));
        assert_eq!(AsAt::from("2026-03".parse::<Month>().unwrap()).0, date(2026, 3, 31));
    }

    #[test]
    fn a_period_includes_both_its_ends_and_may_be_open() {
        let period = Period { from: None, to: Some(date(2026, 3, 31)) };
        assert!(period.contains(date(2026, 3, 31)));
        assert!(!period.contains(date(2026, 4, 1)));
        assert!(Period::default().contains(date(1066, 10, 14)));
    }
}
