//! What the cube is filled from: workplaces, employments and their terms, as plain values.

use std::ops::Range;

use crate::month::Month;
use vocation_ascwds::{CareSetting, RoleGroup};

/// A workplace, as far as counting needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Site {
    /// The piece of the map it lies in.
    pub atom: u8,
    /// The kind of service it mainly gives.
    pub service: CareSetting,
    /// Its employer: workplaces of one organisation share a number.
    pub employer: u32,
    /// The month at which it was first seen: who started before then is no starter, since those who left again are not known.
    pub first: Month,
}

/// One employment, from the month it was first seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Employment {
    /// Index of its [`Site`].
    pub site: u32,
    /// The person behind it, so far as a moved person can be told; 0 when not known.
    pub person: u64,
    /// Month of birth.
    pub born: Option<Month>,
    /// Month of the start given in the record.
    pub started: Option<Month>,
    /// First month end at which it was seen.
    pub first: Month,
    /// The month it ended in.
    pub left: Option<Month>,
    /// What is known of the person's sex.
    pub sex: Sex,
    /// Where the person was recruited from.
    pub source: Source,
    /// Its terms, by index, earliest first.
    pub terms: Range<u32>,
    /// The state of the person's training, month by month.
    pub training: Training,
}

/// What is known of a person's sex.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sex {
    /// Female.
    Female,
    /// Male, or other.
    MaleOrOther,
    /// Not given, or not known.
    Unknown,
}

/// Where a person was recruited from, grouped from the national codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// Adult social care: codes 1, 2 and 8.
    Sector,
    /// Health, children's or other care: codes 5, 7 and 17.
    Health,
    /// Not employed before, or first job after education: codes 10 and 18.
    New,
    /// Agency or other: codes 12 and 15.
    Elsewhere,
    /// Not given, or not known.
    Unknown,
}

impl Source {
    /// The group of a national recruitment source code.
    pub const fn of_code(code: Option<u16>) -> Self {
        match code {
            Some(1 | 2 | 8) => Self::Sector,
            Some(5 | 7 | 17) => Self::Health,
            Some(10 | 18) => Self::New,
            Some(12 | 15) => Self::Elsewhere,
            _ => Self::Unknown,
        }
    }
}

/// The terms of an employment from a month on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// First month end at which they held.
    pub from: Month,
    /// Group of the job role.
    pub role: RoleGroup,
    /// Whether the role gives care (registered managers and supervisors included, as nationally).
    pub gives_care: bool,
    /// Whether the contract is permanent or temporary.
    pub employed: bool,
    /// Whether it is a zero hours contract, where known.
    pub zero_hours: Option<bool>,
    /// Pence an hour, where known.
    pub pay: Option<u16>,
    /// Half days of sickness in the last year, where known.
    pub sick_half_days: Option<u16>,
    /// Whether the Care Certificate is completed, where known.
    pub certificate: Option<bool>,
    /// Whether there is a social care qualification at level 2 or above, where known.
    pub level_2: Option<bool>,
}

/// The state of a person's training: one bit a month from the first month counted, so at most [`Training::MONTHS`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Training {
    /// Months at whose end some training was recorded.
    pub recorded: u128,
    /// Months at whose end some of it was out of date.
    pub expired: u128,
}

impl Training {
    /// The most months that can be counted.
    pub const MONTHS: i32 = 128;

    /// Marks the months from `from` up to, but without, `until`; both are counted from the first month.
    pub fn months(from: i32, until: i32) -> u128 {
        let low = |month: i32| match u32::try_from(month) {
            Err(_) => u128::MAX,
            Ok(month) => u128::MAX.checked_shl(month).unwrap_or(0),
        };
        low(from) & !low(until)
    }
}

/// What a workplace declared at a month end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Declared {
    /// Index of the [`Site`].
    pub site: u32,
    /// The month.
    pub month: Month,
    /// Vacant posts by group of role; not known is none, which is not zero.
    pub vacancies: [Option<u32>; 4],
}

/// Everything that is counted.
#[derive(Debug, Clone, Default)]
pub struct Staff {
    /// Workplaces.
    pub sites: Vec<Site>,
    /// Employments.
    pub employments: Vec<Employment>,
    /// Terms; each employment has a run of them.
    pub terms: Vec<Term>,
    /// Declarations, in force until the next of the same workplace.
    pub declared: Vec<Declared>,
}
