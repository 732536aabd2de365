//! The national adult social care workforce files: workplace, worker and training.
//!
//! [`Reader`] streams one file from any [`std::io::Read`]: it finds out which file it is, hands on typed rows with their
//! physical line, and says everything it had to set aside as a [`Finding`]. A row is never lost silently, and a file that cannot
//! be trusted is refused whole with an [`Unusable`]. [`Writer`] puts typed rows back in the exact national layout.
//!
//! ```
//! use vocation_ascwds::{Reader, RowRef};
//!
//! let text = "LOCALESTID,UNIQUEWORKERID,STATUS,DISPLAYID,MAINJOBROLE\nHOME1,W1,UPDATE,A,8\n";
//! let mut reader = Reader::new(text.as_bytes())?;
//! while let Some(entry) = reader.next_entry()? {
//!     if let Some(RowRef::Worker(worker)) = entry.row {
//!         assert_eq!(worker.worker_id, "W1");
//!     }
//! }
//! # Ok::<(), vocation_ascwds::Unusable>(())
//! ```

pub mod cases;
pub mod check;
pub mod codes;
pub mod columns;
mod finding;
mod given;
mod read;
mod rows;
mod values;
mod write;

pub use codes::{CareSetting, Code, RoleGroup};
pub use finding::{Finding, Kind, Severity, Unusable};
pub use given::Given;
pub use jiff::civil::Date;
pub use read::{Encoding, Entry, MAX_COLUMNS, MAX_ROW_BYTES, NationalHeader, RawEntry, RawRow, Reader, RowRef};
pub use rows::{
    Level2CareCertificate, LevelHeld, PathwayUse, Qualification, ServedGroup, Service, Training, Validity, Worker,
    Workplace, key,
};
pub use values::{
    BasisPoints, CareCertificate, DeliveredBy, Disability, Gender, HalfDays, HalfHours, HowDelivered, NiNumber,
    NursingRegister, Pay, PayInterval, Pence, Postcode, Registration, RepeatTraining, SleepInPay, Status,
};
pub use write::{WorkerLayout, WriteError, Writer};
