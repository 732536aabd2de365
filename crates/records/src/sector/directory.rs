//! The regulator's care directory: read from any of its layouts, loaded in one transaction.
//!
//! Reading is pure: bytes to [`DirectoryRow`]s. A row takes only the columns that it names here, so the names and
//! telephone numbers of managers and of nominated individuals, which the files carry, never get past the reader; the
//! name of a provider who is a person or a partnership is replaced. [`import`] then loads every row or lists it with
//! the reason, and says the same when the file comes again.

mod api;
mod layout;
mod merge;
mod row;
mod store;
mod table;
#[cfg(test)]
mod tests;
mod text;
mod workbook;

pub use layout::{Document, Layout, Unread, read};
pub use row::{DirectoryRow, Given, LocationFacts, Note, NoteCode, ProviderFacts, Rating};
pub use store::{ImportReport, Upload, import};

/// Why a file of the directory could not be read or loaded.
#[derive(Debug, thiserror::Error)]
pub enum DirectoryError {
    /// Its bytes are no file that we know.
    #[error("{0}")]
    NotADirectory(String),
    /// It is, or unpacks to, more than is safe.
    #[error("the file is refused: {0}")]
    Unsafe(String),
    /// Nothing says of which day it is.
    #[error("the file does not say of which day it is, nor does its name; give the day with --as-at")]
    NoDate,
    /// The database refused; nothing of the file is stored.
    #[error("the directory could not be stored; nothing of the file was kept")]
    Sql(#[from] crate::sql::SqlError),
}
