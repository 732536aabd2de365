//! A whole upload: the rules of each row, and those across rows and files.
//!
//! The order is: every workplace, [`Upload::workplaces_done`], every staff record, [`Upload::workers_done`], every training record.
//! A file that is not there is passed over, and with it the rules that need it. Rows are looked at once and not
//! kept: for each staff record some thirty bytes are, to find duplicates by sorting.

mod places;
mod staff;
mod training;

use jiff::civil::Date;

use super::{Hit, Mode, Rule, Stored};
use crate::Kind;

pub use staff::WorkerFacts;

/// Where a row is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    /// Physical line, from 1 (the header).
    pub line: u64,
    /// Rows before it in the file, from 0.
    pub record: u64,
}

impl At {
    /// The line the national service names: it counts rows, not lines, and starts at 2.
    pub fn national_line(self) -> u64 {
        self.record + 2
    }
}

/// A hit with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where; none when it is about the file.
    pub at: Option<At>,
    /// What.
    pub hit: Hit,
    /// The offending text; empty where it is not at hand any more.
    pub value: String,
}

impl Found {
    fn new(at: At, rule: &'static Rule, value: &str) -> Self {
        Self { at: Some(at), hit: Hit { rule, qualification: 0 }, value: value.to_owned() }
    }

    /// The file it is in.
    pub fn file(&self) -> Kind {
        self.hit.rule.file
    }
}

/// An upload being checked.
pub struct Upload<'s> {
    mode: Mode,
    today: Date,
    stored: Option<&'s Stored>,
    places: places::Places,
    staff: staff::Staff,
}

impl<'s> Upload<'s> {
    /// Starts. Without `stored`, no rule about what is already held asks anything.
    pub fn new(mode: Mode, today: Date, stored: Option<&'s Stored>) -> Self {
        let (places, staff) = (places::Places::default(), staff::Staff::default());
        Self { mode, today, stored, places, staff }
    }

    /// Says that there is such a file, be it without a row; call it before its first row.
    pub fn expect(&mut self, kind: Kind) {
        match kind {
            Kind::Workplace => self.places.seen = true,
            Kind::Worker => self.staff.seen = true,
            Kind::Training => {}
        }
    }

    /// What would end without being named, were the upload completed as the national service does: workplaces, then staff records
    /// as `workplace/worker`. Call it after everything else.
    pub fn ended(&self) -> (Vec<String>, Vec<String>) {
        let Some(stored) = self.stored else { return (Vec::new(), Vec::new()) };
        (self.places.ended(stored), self.staff.ended(stored, &self.places))
    }
}
