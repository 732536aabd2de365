//! What a check of everything stored has found.

use std::collections::BTreeMap;
use std::fmt;

use super::Content;

/// Where damage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DamageKind {
    /// A stored value is another one than was written.
    Content,
    /// The file does not hang together: a page, an index, a table that cannot be read.
    Structure,
    /// The write-ahead log, which holds the newest changes.
    Log,
}

/// One finding, named as narrowly as it can be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Damage {
    /// What kind it is.
    pub kind: DamageKind,
    /// The table, where it is known.
    pub table: Option<String>,
    /// The stretch of keys, where it is known.
    pub part: Option<String>,
    /// What was found.
    pub text: String,
}

impl fmt::Display for Damage {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.table, &self.part) {
            (Some(table), Some(part)) => write!(out, "{table}, keys {part}: {}", self.text),
            (Some(table), None) => write!(out, "{table}: {}", self.text),
            _ => write!(out, "{}", self.text),
        }
    }
}

/// The outcome of a check.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdict {
    /// What is damaged; empty when everything is as it was written.
    pub damages: Vec<Damage>,
    /// What could not be checked, and why.
    pub limits: Vec<String>,
    /// Hash and rows of every table. The same data has the same hashes on both databases.
    pub contents: BTreeMap<String, Content>,
}

impl Verdict {
    /// True when nothing is damaged.
    pub fn is_sound(&self) -> bool {
        self.damages.is_empty()
    }
}
