//! Calendar months, the grain of every series.

use std::fmt;

/// A calendar month, written `2026-09` for people and `202609` in tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(u16);

const FIRST_YEAR: i32 = 1900;

impl Month {
    /// The first month of the calendar.
    pub const FIRST: Self = Self(0);

    /// The month of a year (1900 to 7000) and a month number (1 to 12); `None` outside those.
    pub const fn new(year: i32, month: i32) -> Option<Self> {
        if year < FIRST_YEAR || year > 7000 || month < 1 || month > 12 {
            return None;
        }
        Some(Self(((year - FIRST_YEAR) * 12 + month - 1) as u16))
    }

    /// The month a civil date falls in.
    pub fn of(date: jiff::civil::Date) -> Option<Self> {
        Self::new(i32::from(date.year()), i32::from(date.month()))
    }

    /// Reads `202609`, as months are kept in tables.
    pub const fn from_number(number: i64) -> Option<Self> {
        if number < 0 || number > 999_999 {
            return None;
        }
        Self::new((number / 100) as i32, (number % 100) as i32)
    }

    /// `202609`.
    pub const fn number(self) -> i64 {
        self.year() as i64 * 100 + self.month() as i64
    }

    /// The calendar year.
    pub const fn year(self) -> i32 {
        FIRST_YEAR + self.0 as i32 / 12
    }

    /// 1 (January) to 12.
    pub const fn month(self) -> i32 {
        self.0 as i32 % 12 + 1
    }

    /// The month `count` later (earlier when negative), held inside the calendar.
    #[must_use]
    pub const fn plus(self, count: i32) -> Self {
        let index = self.0 as i32 + count;
        Self(if index < 0 {
            0
        } else if index > u16::MAX as i32 {
            u16::MAX
        } else {
            index as u16
        })
    }

    /// How many months from `earlier` to this one; negative when it is later.
    pub const fn since(self, earlier: Self) -> i32 {
        self.0 as i32 - earlier.0 as i32
    }

    /// Every month from this one to `last`, both included.
    pub fn through(self, last: Self) -> impl Iterator<Item = Self> + Clone {
        (self.0..=last.0).map(Self)
    }

    /// `September 2026`.
    pub fn in_words(self) -> String {
        const NAMES: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let name = NAMES.get(self.0 as usize % 12).copied().unwrap_or_default();
        format!("{name} {}", self.year())
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.month())
    }
}

impl std::str::FromStr for Month {
    type Err = NotAMonth;

    fn from_str(text: &str) -> Result<Self, NotAMonth> {
        let (year, month) = text.split_once('-').ok_or(NotAMonth)?;
        if year.len() != 4 || month.len() != 2 {
            return Err(NotAMonth);
        }
        let number = |part: &str| part.parse::<i32>().map_err(|_| NotAMonth);
        Self::new(number(year)?, number(month)?).ok_or(NotAMonth)
    }
}

/// The text was not a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a month is written like 2026-09")]
pub struct NotAMonth;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_survive_a_round_trip_through_text_and_number() {
        for month in Month::new(1999, 11).unwrap().through(Month::new(2031, 2).unwrap()) {
            assert_eq!(month.to_string().parse(), Ok(month));
            assert_eq!(Month::from_number(month.number()), Some(month));
        }
    }

    #[test]
    fn what_is_no_month_is_refused() {
        for text in ["", "2026", "2026-13", "2026-00", "26-01", "2026-1", "2026-09-01"] {
            assert_eq!(text.parse::<Month>(), Err(NotAMonth), "{text}");
        }
    }

    #[test]
    fn arithmetic_crosses_years() {
        let month = Month::new(2026, 1).unwrap();
        assert_eq!(month.plus(-1).to_string(), "2025-12");
        assert_eq!(month.plus(14).since(month), 14);
        assert_eq!(month.in_words(), "January 2026");
    }
}
