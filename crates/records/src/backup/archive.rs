//! The file of a backup.
//!
//! After one line of text come blocks: kind, packed and plain length (4 bytes each, little end first), the packed bytes
//! (zlib), and the first half of SHA-256 over the block's number and all of that. Kind `T` begins a table (name and
//! columns as JSON), `R` holds rows, `E` ends the file with the [`Manifest`] as JSON. A block that is changed, lost, doubled
//! or moved is noticed, and so is a file that ends early or goes on.

mod read;
mod rows;
mod write;

use sha2::{Digest as _, Sha256};

use crate::hash;
use crate::sql::{Content, SchemaStep};

pub(super) use read::{Item, Reader};
pub(super) use write::Writer;

/// The first line without its number.
const HEAD: &str = "vocation backup ";
/// The format that this program writes.
const FORMAT: u32 = 1;
/// Plain bytes of rows in a block, about.
const BLOCK: usize = 1 << 18;
/// More plain bytes than this are no block of ours.
const LARGEST: usize = 1 << 28;

/// What a backup holds: the last block of its file.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Manifest {
    /// The version of the program that made it.
    pub program: String,
    /// `sqlite` or `postgres`: where it was made.
    pub backend: String,
    /// When, in UTC.
    pub made_at: String,
    /// The schema, step by step.
    pub steps: Vec<SchemaStep>,
    /// Every table with its content.
    pub tables: Vec<TableEntry>,
    /// SHA-256 over names and contents of the tables: the same data has the same digest on both databases.
    pub digest: String,
}

/// A table in a backup.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct TableEntry {
    /// Its name.
    pub table: String,
    /// Its rows.
    pub rows: i64,
    /// Sum of the hashes of its rows, as in a seal.
    pub sum: String,
}

impl TableEntry {
    pub(super) fn new(table: &str, content: Content) -> Self {
        Self { table: table.to_owned(), rows: content.rows, sum: content.sum_text() }
    }
}

/// How large a backup is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Packed {
    /// Rows of all tables.
    pub rows: u64,
    /// Bytes of the file.
    pub bytes: u64,
}

impl Manifest {
    /// Rows of all tables.
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.rows.unsigned_abs()).sum()
    }

    /// The last step of its schema.
    pub fn schema(&self) -> &str {
        self.steps.last().map_or("none", |step| &step.name)
    }
}

/// The digest of some tables.
pub(super) fn digest(tables: &[TableEntry]) -> String {
    let mut sum = Sha256::new();
    for TableEntry { table, rows, sum: content } in tables {
        sum.update(format!("{table} {rows} {content}\n"));
    }
    hash::hex(sum)
}

/// The check of a block.
fn seal(number: u64, head: &[u8; 9], packed: &[u8]) -> [u8; 16] {
    let mut sum = Sha256::new();
    sum.update(number.to_le_bytes());
    sum.update(head);
    sum.update(packed);
    let mut half = [0; 16];
    half.copy_from_slice(&sum.finalize()[..16]);
    half
}

/// The head of a block.
fn head(kind: u8, packed: usize, plain: usize) -> [u8; 9] {
    let mut head = [kind; 9];
    head[1..5].copy_from_slice(&(packed as u32).to_le_bytes());
    head[5..].copy_from_slice(&(plain as u32).to_le_bytes());
    head
}

/// What begins a table.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
struct TableHead {
    table: String,
    columns: Vec<String>,
}
