//! Backups: one file for both databases, checked when it is written, tried before it counts, verified before it is put
//! in place.
//!
//! A backup holds every table as rows, so that one made from SQLite restores into PostgreSQL and the other way round. The
//! same data has the same digest wherever it is.

mod archive;
mod error;
mod events;
mod keep;
mod make;
mod place;
mod restore;

pub use archive::{Manifest, Packed, TableEntry};
pub use error::BackupError;
pub use events::{Event, EventKind, event_add, event_list};
pub use keep::{Keep, expired, file_name, moment_of};
pub use make::{Made, check, make};
pub use restore::{Loss, Restored, loss, restore, try_out};

/// Is told how many rows are done.
pub type Progress = std::sync::Arc<dyn Fn(u64) + Send + Sync>;
