//! A published count, and the marks that may stand beside it.

use std::{fmt, str::FromStr};

/// What a published count says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// The rounded count.
    Shown(u32),
    /// `[c]`: kept back so that nobody can be picked out.
    Confidential,
    /// `[x]`: not collected, or not known.
    NotAvailable,
    /// `[z]`: the question does not apply here.
    NotApplicable,
    /// `[low]`: above zero but rounds to less than the smallest figure shown.
    Low,
}

/// Marks beside a figure: estimated `[e]`, provisional `[p]`, revised `[r]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Marks(u8);

impl Marks {
    /// No mark.
    pub const NONE: Self = Self(0);
    /// `[e]`: made by estimation rather than counted.
    pub const ESTIMATED: Self = Self(1);
    /// `[p]`: may change when late returns arrive.
    pub const PROVISIONAL: Self = Self(2);
    /// `[r]`: differs from an earlier release.
    pub const REVISED: Self = Self(4);

    /// These marks and the others together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether every mark of `other` is here.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    pub(crate) const fn from_bits(bits: u8) -> Option<Self> {
        if bits < 8 { Some(Self(bits)) } else { None }
    }
}

const MARKS: [(Marks, &str); 3] = [(Marks::ESTIMATED, "[e]"), (Marks::PROVISIONAL, "[p]"), (Marks::REVISED, "[r]")];

impl fmt::Display for Marks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        MARKS.iter().filter(|(mark, _)| self.has(*mark)).try_for_each(|(_, text)| f.write_str(text))
    }
}

/// Takes the marks off the end of a written figure; gives what is left before them.
pub(crate) fn take_marks(mut text: &str) -> (&str, Marks) {
    let mut marks = Marks::NONE;
    for (mark, written) in MARKS.iter().rev() {
        if let Some(before) = text.strip_suffix(written) {
            text = before.trim_end();
            marks = marks.and(*mark);
        }
    }
    (text, marks)
}

/// A count that may be published. Eight bytes, `Copy`.
///
/// A shown one comes only out of this crate: from [`Policy::count`](crate::Policy::count), from
/// [`protect`](crate::protect), or read back from what was stored after that.
///
/// ```
/// use vocation_disclosure::{DisclosedCount, Policy};
/// let policy = Policy::people();
/// assert_eq!(policy.count(1_234).to_string(), "1235");
/// assert_eq!(policy.count(3).to_string(), "[c]");
/// assert_eq!(policy.count(0).to_string(), "0");
/// let stored = policy.count(1_234).to_stored();
/// assert_eq!(DisclosedCount::from_stored(stored)?.shown(), Some(1_235));
/// assert_eq!("[c]".parse::<DisclosedCount>()?, DisclosedCount::CONFIDENTIAL);
/// # Ok::<(), vocation_disclosure::ReadError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DisclosedCount {
    status: Status,
    marks: Marks,
}

/// Why a stored or written figure could not be read back.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The stored number is not one that `to_stored` makes.
    #[error("{0} is not a stored figure")]
    Stored(i64),
    /// The text is neither a number nor one of the marks.
    #[error("“{0}” is neither a figure nor one of [c] [x] [z] [low]")]
    Text(String),
}

impl DisclosedCount {
    /// `[c]`.
    pub const CONFIDENTIAL: Self = Self { status: Status::Confidential, marks: Marks::NONE };
    /// `[x]`.
    pub const NOT_AVAILABLE: Self = Self { status: Status::NotAvailable, marks: Marks::NONE };
    /// `[z]`.
    pub const NOT_APPLICABLE: Self = Self { status: Status::NotApplicable, marks: Marks::NONE };
    /// `[low]`.
    pub const LOW: Self = Self { status: Status::Low, marks: Marks::NONE };

    pub(crate) const fn of(value: u32) -> Self {
        Self { status: Status::Shown(value), marks: Marks::NONE }
    }

    /// What it says.
    pub const fn status(self) -> Status {
        self.status
    }

    /// The rounded count, where one is shown.
    pub const fn shown(self) -> Option<u32> {
        match self.status {
            Status::Shown(value) => Some(value),
            _ => None,
        }
    }

    /// Whether it is `[c]`.
    pub const fn is_confidential(self) -> bool {
        matches!(self.status, Status::Confidential)
    }

    /// Its marks.
    pub const fn marks(self) -> Marks {
        self.marks
    }

    /// The same count with these marks as well.
    #[must_use]
    pub const fn marked(self, marks: Marks) -> Self {
        Self { status: self.status, marks: self.marks.and(marks) }
    }

    /// A compact form for a database: one non-negative integer below 2⁴⁰.
    pub const fn to_stored(self) -> i64 {
        let (kind, value) = match self.status {
            Status::Shown(value) => (0_u64, value),
            Status::Confidential => (1, 0),
            Status::NotAvailable => (2, 0),
            Status::NotApplicable => (3, 0),
            Status::Low => (4, 0),
        };
        (((self.marks.0 as u64) << 36) | (kind << 32) | value as u64).cast_signed()
    }

    /// Reads back what [`to_stored`](Self::to_stored) wrote.
    pub fn from_stored(stored: i64) -> Result<Self, ReadError> {
        let bad = || ReadError::Stored(stored);
        let bits = u64::try_from(stored).map_err(|_| bad())?;
        let value = (bits & 0xffff_ffff) as u32;
        let status = match ((bits >> 32) & 0xf, value) {
            (0, value) => Status::Shown(value),
            (1, 0) => Status::Confidential,
            (2, 0) => Status::NotAvailable,
            (3, 0) => Status::NotApplicable,
            (4, 0) => Status::Low,
            _ => return Err(bad()),
        };
        let marks = u8::try_from(bits >> 36).ok().and_then(Marks::from_bits).ok_or_else(bad)?;
        Ok(Self { status, marks })
    }
}

impl fmt::Display for DisclosedCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.status {
            Status::Shown(value) => write!(f, "{value}")?,
            hidden => f.write_str(shorthand(hidden))?,
        }
        if self.marks != Marks::NONE {
            write!(f, " {}", self.marks)?;
        }
        Ok(())
    }
}

/// The government's shorthand for a figure that is not a number.
pub(crate) const fn shorthand(status: Status) -> &'static str {
    match status {
        Status::Shown(_) => "",
        Status::Confidential => "[c]",
        Status::NotAvailable => "[x]",
        Status::NotApplicable => "[z]",
        Status::Low => "[low]",
    }
}

/// The status that a shorthand stands for.
pub(crate) fn from_shorthand(text: &str) -> Option<Status> {
    [Status::Confidential, Status::NotAvailable, Status::NotApplicable, Status::Low]
        .into_iter()
        .find(|status| shorthand(*status) == text)
}

impl FromStr for DisclosedCount {
    type Err = ReadError;

    fn from_str(text: &str) -> Result<Self, ReadError> {
        let bad = || ReadError::Text(text.chars().take(40).collect());
        let (figure, marks) = take_marks(text.trim());
        if let Some(status) = from_shorthand(figure) {
            return Ok(Self { status, marks });
        }
        if figure.is_empty() || !figure.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(bad());
        }
        Ok(Self { status: Status::Shown(figure.parse().map_err(|_| bad())?), marks })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_count_survives_storage_and_writing() {
        let kinds = [
            DisclosedCount::of(0),
            DisclosedCount::of(u32::MAX),
            DisclosedCount::CONFIDENTIAL,
            DisclosedCount::NOT_AVAILABLE,
            DisclosedCount::NOT_APPLICABLE,
            DisclosedCount::LOW,
        ];
        for count in kinds {
            for bits in 0..8 {
                let count = count.marked(Marks::from_bits(bits).unwrap());
                assert_eq!(DisclosedCount::from_stored(count.to_stored()), Ok(count));
                assert_eq!(count.to_string().parse(), Ok(count), "{count}");
            }
        }
    }

    #[test]
    fn a_stored_number_that_no_count_makes_is_refused() {
        for stored in [-1, 5 << 32, (1 << 32) | 7, 8 << 36, i64::MAX, i64::MIN] {
            assert_eq!(DisclosedCount::from_stored(stored), Err(ReadError::Stored(stored)));
        }
        for text in ["", "*", "-1", "+5", "1,200", "[q]", "5 [e] [x]", "4294967296"] {
            assert!(text.parse::<DisclosedCount>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_count_is_small_enough_to_keep_millions_of() {
        assert!(size_of::<DisclosedCount>() <= 16);
    }
}
