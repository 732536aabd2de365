//! Writes the file of a backup while the tables go by.

use std::io::Write;
use std::path::PathBuf;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use super::{BLOCK, FORMAT, HEAD, Manifest, TableEntry, TableHead, digest, head, rows, seal};
use crate::backup::{BackupError, Progress};
use crate::sql::content::RowHash;
use crate::sql::{Content, SchemaStep, Shape, Value, Visitor};

/// A backup on its way to its file.
pub(crate) struct Writer<W> {
    out: W,
    path: PathBuf,
    number: u64,
    rows: Vec<u8>,
    hash: RowHash,
    table: String,
    content: Content,
    done: Vec<TableEntry>,
    steps: Vec<SchemaStep>,
    seen: u64,
    progress: Progress,
}

impl<W: Write> Writer<W> {
    /// Begins the file; `path` is for messages.
    pub(crate) fn begin(mut out: W, path: PathBuf, progress: Progress) -> Result<Self, BackupError> {
        out.write_all(format!("{HEAD}{FORMAT}\n").as_bytes()).map_err(BackupError::at(&path))?;
        Ok(Self {
            out,
            path,
            number: 0,
            rows: Vec::with_capacity(BLOCK + (BLOCK >> 2)),
            hash: RowHash::default(),
            table: String::new(),
            content: Content::default(),
            done: Vec::new(),
            steps: Vec::new(),
            seen: 0,
            progress,
        })
    }

    /// Ends the file with its manifest.
    pub(crate) fn finish(mut self, backend: &str, now: jiff::Timestamp) -> Result<(Manifest, W), BackupError> {
        let manifest = Manifest {
            program: env!("CARGO_PKG_VERSION").to_owned(),
            backend: backend.to_owned(),
            made_at: now.to_string(),
            steps: std::mem::take(&mut self.steps),
            digest: digest(&self.done),
            tables: std::mem::take(&mut self.done),
        };
        self.json(b'E', &manifest)?;
        self.out.flush().map_err(BackupError::at(&self.path))?;
        Ok((manifest, self.out))
    }

    fn json(&mut self, kind: u8, value: &impl serde::Serialize) -> Result<(), BackupError> {
        let bytes = serde_json::to_vec(value).map_err(|error| BackupError::at(&self.path)(error.into()))?;
        self.block(kind, &bytes)
    }

    fn rows_out(&mut self) -> Result<(), BackupError> {
        if !self.rows.is_empty() {
            let mut bytes = std::mem::take(&mut self.rows);
            self.block(b'R', &bytes)?;
            bytes.clear();
            self.rows = bytes;
            (self.progress)(self.seen);
        }
        Ok(())
    }

    fn block(&mut self, kind: u8, plain: &[u8]) -> Result<(), BackupError> {
        let wrong = BackupError::at(&self.path);
        let mut packer = ZlibEncoder::new(Vec::with_capacity(plain.len() / 3), Compression::fast());
        let packed = packer.write_all(plain).and_then(|()| packer.finish()).map_err(&wrong)?;
        let head = head(kind, packed.len(), plain.len());
        for bytes in [&head[..], &packed, &seal(self.number, &head, &packed)] {
            self.out.write_all(bytes).map_err(&wrong)?;
        }
        self.number += 1;
        Ok(())
    }
}

impl<W: Write + Send + 'static> Visitor for Writer<W> {
    type Error = BackupError;

    fn table(&mut self, shape: &Shape) -> Result<(), BackupError> {
        self.table.clone_from(&shape.table);
        self.content = Content::default();
        self.json(b'T', &TableHead { table: shape.table.clone(), columns: shape.names() })
    }

    fn row(&mut self, row: &[Value]) -> Result<(), BackupError> {
        for value in row {
            self.hash.value(value);
            rows::put(&mut self.rows, value);
        }
        self.content.add(self.hash.finish());
        self.seen += 1;
        if let ("schema_step", [Value::Text(name), Value::Text(sha256), ..]) = (self.table.as_str(), row) {
            self.steps.push(SchemaStep { name: name.clone(), sha256: sha256.clone() });
        }
        if self.rows.len() >= BLOCK { self.rows_out() } else { Ok(()) }
    }

    fn end(&mut self, sealed: Option<Content>) -> Result<(), BackupError> {
        self.rows_out()?;
        if let Some(sealed) = sealed
            && sealed != self.content
        {
            let (sealed, found) = (sealed.to_string(), self.content.to_string());
            return Err(BackupError::Unsound { table: self.table.clone(), sealed, found });
        }
        self.done.push(TableEntry::new(&self.table, self.content));
        Ok(())
    }
}
