//! The audit trail: who did what to whom, and why, in a log that shows tampering.
//!
//! An [`Entry`] goes into the [`Batch`](crate::sql::Batch) of the change it tells of. What it says about a person is not in the
//! log: the log holds a keyed hash of it, under a key of that person alone. Erasing a person destroys the key and what was
//! said; the log still verifies, and says nothing of anybody.

mod checkpoint;
mod entry;
mod person;
mod read;
mod verify;

pub use checkpoint::{checkpoint, latest, leaves};
pub use entry::Entry;
pub use person::{AuditPerson, audit_person, audit_person_erase};
pub use read::{Seen, access_log};
pub use verify::{Finding, Outside, Report, verify};

use crate::sql::SqlError;
use vocation_tlog::TlogError;

/// Why the audit trail could not be read or signed.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] SqlError),
    /// A checkpoint, a key or a proof is not what it should be.
    #[error(transparent)]
    Log(#[from] TlogError),
    /// The head does not fit the entries.
    #[error("the audit trail is damaged: {0}; run `vocation audit verify`")]
    Damaged(String),
}
