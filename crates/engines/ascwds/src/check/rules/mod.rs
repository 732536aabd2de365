//! The rules as a table: one entry each. The reference page is made from it.

pub(crate) mod training;
pub(crate) mod worker;
pub(crate) mod workplace;

use super::Rule;

/// Every rule of the three files.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    workplace::ALL.iter().chain(worker::ALL).chain(worker::QUALIFICATIONS).chain(training::ALL).copied()
}
