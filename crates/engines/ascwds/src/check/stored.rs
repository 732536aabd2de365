//! What is held, and known from elsewhere, before an upload.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use crate::rows::key;

/// The account's workplaces and staff before the upload, and what stands for the national address list. Everything is by key: the
/// identifier without white space.
#[derive(Clone, Debug, Default)]
pub struct Stored {
    /// The account is a parent: it may upload more than one workplace.
    pub parent: bool,
    /// The key of the account's own workplace.
    pub primary: String,
    /// The workplaces by key.
    pub workplaces: HashMap<String, StoredPlace>,
    /// The postcodes of the address list, as written; none when the list is not at hand, and then no rule asks.
    pub postcodes: Option<HashSet<String>>,
    /// Location numbers held for workplaces, with the key of the workplace.
    pub locations: HashMap<String, String>,
}

/// One workplace that is held.
#[derive(Clone, Debug, Default)]
pub struct StoredPlace {
    /// Regulated by the Care Quality Commission.
    pub regulated: bool,
    /// Whose data it is: the parent's or the workplace's own; none for the account's own workplace.
    pub owned_by_parent: Option<bool>,
    /// The staff records by key.
    pub workers: HashMap<String, StoredPerson>,
}

/// One staff record that is held.
#[derive(Clone, Debug, Default)]
pub struct StoredPerson {
    /// The National Insurance number; empty when none is held.
    pub ni_number: String,
    /// The date of birth as DD/MM/YYYY; empty when none is held.
    pub born: String,
    /// The days sick, and the day on which they were saved.
    pub sick_days: Option<(f64, Date)>,
}

impl Stored {
    /// The workplace of an identifier as written.
    pub fn place(&self, local_id: &str) -> Option<&StoredPlace> {
        self.workplaces.get(key(local_id).as_ref())
    }
}
