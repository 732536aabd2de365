//! Reads the file of a backup and believes none of it unchecked.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read};
use std::path::{Path, PathBuf};

use flate2::read::ZlibDecoder;

use super::{FORMAT, HEAD, LARGEST, Manifest, TableEntry, TableHead, digest, head, rows, seal};
use crate::backup::BackupError;
use crate::sql::content::RowHash;
use crate::sql::{Content, Rows, Value};

/// What comes next in a backup.
pub(crate) enum Item {
    /// A table begins: its name and columns.
    Table(String, Vec<String>),
    /// Some of its rows.
    Rows(Rows),
    /// The end: everything was there and sound.
    End(Manifest),
}

/// A backup that is being read.
pub(crate) struct Reader {
    from: BufReader<File>,
    path: PathBuf,
    number: u64,
    width: usize,
    table: Option<(String, Content)>,
    seen: Vec<TableEntry>,
    hash: RowHash,
}

impl Reader {
    /// Opens a file and looks whether it is a backup.
    pub(crate) fn open(path: &Path) -> Result<Self, BackupError> {
        let file = File::open(path).map_err(BackupError::at(path))?;
        if !file.metadata().map_err(BackupError::at(path))?.is_file() {
            return Err(BackupError::NotABackup(path.to_owned()));
        }
        let mut from = BufReader::with_capacity(1 << 16, file);
        let mut line = Vec::new();
        (&mut from).take(64).read_until(b'\n', &mut line).map_err(BackupError::at(path))?;
        let line = std::str::from_utf8(&line).ok().and_then(|line| line.strip_prefix(HEAD)?.strip_suffix('\n'));
        match line.and_then(|number| number.parse().ok()) {
            Some(FORMAT) => {}
            Some(found) => return Err(BackupError::NewerFormat { path: path.to_owned(), found }),
            None => return Err(BackupError::NotABackup(path.to_owned())),
        }
        let (table, seen, hash) = (None, Vec::new(), RowHash::default());
        Ok(Self { from, path: path.to_owned(), number: 0, width: 0, table, seen, hash })
    }

    /// The next item; there is none after [`Item::End`].
    pub(crate) fn next(&mut self) -> Result<Item, BackupError> {
        let (kind, plain) = self.block()?;
        self.number += 1;
        match kind {
            b'T' => {
                let TableHead { table, columns } = self.json(&plain)?;
                self.close_table();
                self.width = columns.len();
                self.table = Some((table.clone(), Content::default()));
                Ok(Item::Table(table, columns))
            }
            b'R' => self.rows(&plain).map(Item::Rows),
            b'E' => self.end(&plain).map(Item::End),
            _ => Err(self.damaged("its kind is unknown")),
        }
    }

    fn close_table(&mut self) {
        if let Some((table, content)) = self.table.take() {
            self.seen.push(TableEntry::new(&table, content));
        }
    }

    fn rows(&mut self, mut plain: &[u8]) -> Result<Rows, BackupError> {
        let mut values: Vec<Value> = Vec::new();
        while !plain.is_empty() {
            values.push(rows::take(&mut plain).ok_or_else(|| self.damaged("its rows cannot be read"))?);
        }
        if self.width == 0 || !values.len().is_multiple_of(self.width) {
            return Err(self.damaged("its rows are not whole"));
        }
        let rows = Rows { width: self.width, values };
        if let Some((_, content)) = &mut self.table {
            for row in rows.values.chunks_exact(rows.width) {
                for value in row {
                    self.hash.value(value);
                }
                content.add(self.hash.finish());
            }
        }
        Ok(rows)
    }

    fn end(&mut self, plain: &[u8]) -> Result<Manifest, BackupError> {
        let manifest: Manifest = self.json(plain)?;
        self.close_table();
        if self.seen != manifest.tables || digest(&self.seen) != manifest.digest {
            return Err(self.damaged("the tables are not those of the manifest"));
        }
        let mut more = [0];
        if self.from.read(&mut more).map_err(BackupError::at(&self.path))? > 0 {
            return Err(self.damaged("the file goes on after its end"));
        }
        Ok(manifest)
    }

    fn json<T: serde::de::DeserializeOwned>(&self, plain: &[u8]) -> Result<T, BackupError> {
        serde_json::from_slice(plain).map_err(|_| self.damaged("it cannot be read"))
    }

    fn block(&mut self) -> Result<(u8, Vec<u8>), BackupError> {
        let mut start = [0; 9];
        self.fill(&mut start)?;
        let long = |at: usize| u32::from_le_bytes([start[at], start[at + 1], start[at + 2], start[at + 3]]) as usize;
        let (packed_long, plain_long) = (long(1), long(5));
        if packed_long > LARGEST || plain_long > LARGEST {
            return Err(self.damaged("its length is impossible"));
        }
        let mut packed = Vec::new();
        let from = (&mut self.from).take(packed_long as u64).read_to_end(&mut packed);
        from.map_err(BackupError::at(&self.path))?;
        let mut stored = [0; 16];
        self.fill(&mut stored)?;
        if stored != seal(self.number, &head(start[0], packed_long, plain_long), &packed) {
            return Err(self.damaged("its check does not agree"));
        }
        let mut plain = Vec::new();
        let unpacked = ZlibDecoder::new(packed.as_slice()).take(LARGEST as u64 + 1).read_to_end(&mut plain);
        if unpacked.is_err() || plain.len() != plain_long {
            return Err(self.damaged("it cannot be unpacked"));
        }
        Ok((start[0], plain))
    }

    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), BackupError> {
        self.from.read_exact(bytes).map_err(|error| match error.kind() {
            std::io::ErrorKind::UnexpectedEof => self.damaged("the file ends before it"),
            _ => BackupError::at(&self.path)(error),
        })
    }

    fn damaged(&self, why: &str) -> BackupError {
        let within = self.table.as_ref().map_or_else(String::new, |(table, _)| format!(" (table {table})"));
        let what = format!("block {}{within}: {why}", self.number + 1);
        BackupError::Damaged { path: self.path.clone(), what }
    }
}
