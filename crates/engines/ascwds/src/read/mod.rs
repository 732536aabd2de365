//! Reading: bytes to records, records to cells, cells to typed rows.

mod cells;
mod header;
mod input;
mod reader;
pub(crate) mod source;
mod split;
pub(crate) mod syntax;
mod training;
mod worker;
mod workplace;

pub use cells::RawRow;
pub use header::NationalHeader;
pub use input::Encoding;
pub use reader::{Entry, RawEntry, Reader, RowRef};

/// The longest row that is read, in bytes.
pub const MAX_ROW_BYTES: usize = 1 << 20;

/// The most columns that are read.
pub const MAX_COLUMNS: usize = 2_000;
