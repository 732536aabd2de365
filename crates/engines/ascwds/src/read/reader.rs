//! The door: one file in, typed rows out.

use std::io::Read;

use super::cells::{Cells, RawRow, status_column};
use super::header::{self, Layout, NationalHeader};
use super::input::Encoding;
use super::source::Source;
use super::{training, worker, workplace};
use crate::{Finding, Kind, Training, Unusable, Worker, Workplace, columns};

/// A typed row of one of the three files, borrowed from the reader; clone it to keep it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowRef<'r> {
    /// From a workplace file.
    Workplace(&'r Workplace),
    /// From a worker file.
    Worker(&'r Worker),
    /// From a training file.
    Training(&'r Training),
}

/// One row of a file, used or refused.
pub struct Entry<'r> {
    /// Physical line it starts on, from 1 (the header).
    pub line: u64,
    /// The typed row; none when it was refused, and then a finding of severity `Refused` says why.
    pub row: Option<RowRef<'r>>,
    /// Everything found in this row.
    pub findings: &'r [Finding],
    /// The row as text.
    pub raw: RawRow<'r>,
}

/// One row of a file as text.
pub struct RawEntry<'r> {
    /// Physical line it starts on, from 1 (the header).
    pub line: u64,
    /// What is odd about its shape.
    pub findings: &'r [Finding],
    /// Its cells.
    pub raw: RawRow<'r>,
}

/// Reads one national file from a stream. Memory does not grow with the file: the row handed on is the reader's own and is
/// filled again for each row, so nothing is allocated for a row that is like the last.
pub struct Reader<R> {
    source: Source<R>,
    layout: Layout,
    national: NationalHeader,
    header_findings: Vec<Finding>,
    findings: Vec<Finding>,
    rows: u64,
    refused: u64,
    workplace: Workplace,
    worker: Worker,
    training: Training,
}

impl<R: Read> Reader<R> {
    /// Reads the header and finds out which of the three files it is.
    ///
    /// # Errors
    /// [`Unusable`] when it is none of them or no CSV file.
    pub fn new(input: R) -> Result<Self, Unusable> {
        let mut source = Source::new(input)?;
        if !source.advance()? {
            return Err(Unusable::Empty);
        }
        let encoding = source.encoding();
        let mut header_findings = Vec::new();
        let layout = header::read(source.record(), encoding, &mut header_findings)?;
        let national = header::national_view(&layout, &source.record().joined(), encoding == Encoding::Utf8Mark);
        Ok(Self {
            source,
            layout,
            national,
            header_findings,
            findings: Vec::new(),
            rows: 0,
            refused: 0,
            workplace: Workplace::default(),
            worker: Worker::default(),
            training: Training::default(),
        })
    }

    /// Which file it is.
    pub fn kind(&self) -> Kind {
        self.layout.kind
    }

    /// How the text is encoded.
    pub fn encoding(&self) -> Encoding {
        self.source.encoding()
    }

    /// What the national service makes of the header.
    pub fn national_header(&self) -> NationalHeader {
        self.national
    }

    /// The columns of this file in exact national form.
    pub fn national_columns(&self) -> Vec<std::borrow::Cow<'static, str>> {
        header::national(&self.layout)
    }

    /// What the national service would not accept about the header.
    pub fn header_findings(&self) -> &[Finding] {
        &self.header_findings
    }

    /// Rows read so far, refused ones included.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Rows refused so far.
    pub fn refused(&self) -> u64 {
        self.refused
    }

    /// Goes to the next row; false at the end of the file.
    fn advance(&mut self) -> Result<bool, Unusable> {
        self.findings.clear();
        if !self.source.advance()? {
            return Ok(false);
        }
        let record = self.source.record();
        if !record.ended && record.len() < self.layout.width {
            return Err(Unusable::Truncated { line: record.line, columns: record.len(), expected: self.layout.width });
        }
        Ok(true)
    }

    /// The next row as text, with what is odd about its shape; none at the end of the file.
    ///
    /// # Errors
    /// [`Unusable`] when the rest of the file cannot be trusted.
    pub fn next_raw(&mut self) -> Result<Option<RawEntry<'_>>, Unusable> {
        if !self.advance()? {
            return Ok(None);
        }
        let record = self.source.record();
        let shaped = Cells { record, layout: &self.layout, findings: &mut self.findings }.shaped();
        self.rows += 1;
        self.refused += u64::from(!shaped);
        Ok(Some(RawEntry { line: record.line, findings: &self.findings, raw: RawRow::new(record, &self.layout) }))
    }

    /// The next row, used or refused; none at the end of the file.
    ///
    /// # Errors
    /// [`Unusable`] when the rest of the file cannot be trusted. Rows handed on before then must not be kept.
    pub fn next_entry(&mut self) -> Result<Option<Entry<'_>>, Unusable> {
        if !self.advance()? {
            return Ok(None);
        }
        let record = self.source.record();
        let kind = self.layout.kind;
        let mut cells = Cells { record, layout: &self.layout, findings: &mut self.findings };
        let ids = match kind {
            Kind::Workplace => &columns::needed(kind)[..1],
            Kind::Worker | Kind::Training => &columns::needed(kind)[..2],
        };
        self.rows += 1;
        let status = if cells.shaped() { cells.keyed(ids, status_column(kind)) } else { None };
        let row = match (status, kind) {
            (None, _) => None,
            (Some(status), Kind::Workplace) => {
                workplace::fill(&mut cells, status, &mut self.workplace);
                Some(RowRef::Workplace(&self.workplace))
            }
            (Some(status), Kind::Worker) => {
                worker::fill(&mut cells, status, &mut self.worker);
                Some(RowRef::Worker(&self.worker))
            }
            (Some(_), Kind::Training) => {
                training::fill(&mut cells, &mut self.training);
                Some(RowRef::Training(&self.training))
            }
        };
        self.refused += u64::from(row.is_none());
        let raw = RawRow::new(record, &self.layout);
        Ok(Some(Entry { line: record.line, row, findings: &self.findings, raw }))
    }
}
