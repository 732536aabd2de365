//! One typed struct for a row of each file. Texts are empty where the cell is blank.

mod training;
mod worker;
mod workplace;

pub use training::{Training, Validity};
pub use worker::{Level2CareCertificate, LevelHeld, Qualification, Worker};
pub use workplace::{PathwayUse, ServedGroup, Service, Workplace};

use std::borrow::Cow;

/// The key of an identifier: the national service compares identifiers without any white space, and minds case.
pub fn key(id: &str) -> Cow<'_, str> {
    if id.contains(char::is_whitespace) {
        Cow::Owned(id.chars().filter(|letter| !letter.is_whitespace()).collect())
    } else {
        Cow::Borrowed(id)
    }
}
