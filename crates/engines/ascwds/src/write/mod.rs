//! Writing: typed rows to the exact national layout.

mod line;
mod training;
mod worker;
mod workplace;

use std::io::Write;

use crate::columns::{self, worker as worker_columns};
use crate::{Kind, Training, Worker, Workplace};
use line::Line;

/// Bytes kept before they are handed on.
const BUFFER: usize = 64 << 10;

/// The optional columns of a worker file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkerLayout {
    /// `CHGUNIQUEWRKID` is there.
    pub new_ids: bool,
    /// `TRANSFERSTAFFRECORD` is there.
    pub transfers: bool,
    /// How many `QUALACHnn` pairs there are, 3 to 99.
    pub qualifications: u8,
}

impl Default for WorkerLayout {
    fn default() -> Self {
        Self { new_ids: false, transfers: false, qualifications: 3 }
    }
}

/// Why a row cannot be written. Nothing of it has been.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// Writing failed underneath.
    #[error("the file could not be written: {0}")]
    Io(#[from] std::io::Error),
    /// A row of another kind of file.
    #[error("a {row} row cannot go into a {file} file")]
    WrongFile {
        /// The file.
        file: Kind,
        /// The row.
        row: Kind,
    },
    /// The row needs a column the file was not begun with.
    #[error("the row needs the column {column}, which this file was begun without")]
    NoColumn {
        /// The column.
        column: &'static str,
    },
    /// More qualifications than the file has columns for.
    #[error("the row has {found} qualifications and the file columns for {most}")]
    TooManyQualifications {
        /// In the row.
        found: usize,
        /// In the file.
        most: usize,
    },
    /// A text that the format has no way to carry.
    #[error("the text for {column} holds {what}, which the national format cannot carry")]
    Unwritable {
        /// The column.
        column: &'static str,
        /// The character.
        what: &'static str,
    },
    /// A list whose length does not fit the list beside it.
    #[error("{column} has {found} elements and there are {expected} roles")]
    Uneven {
        /// The column.
        column: &'static str,
        /// In the list.
        found: usize,
        /// Expected.
        expected: usize,
    },
}

/// Writes one national file. Texts are written as they are, quoted where CSV needs it: the national format has no escape for
/// texts that a spreadsheet would take for a formula, so open such files as text. Call [`finish`](Writer::finish) at the end.
pub struct Writer<W: Write> {
    output: W,
    kind: Kind,
    layout: WorkerLayout,
    line: Line,
}

impl<W: Write> Writer<W> {
    /// Begins a workplace file.
    pub fn workplaces(output: W) -> Self {
        Self::begin(output, Kind::Workplace, WorkerLayout::default())
    }

    /// Begins a worker file.
    pub fn workers(output: W, layout: WorkerLayout) -> Self {
        Self::begin(output, Kind::Worker, layout)
    }

    /// Begins a training file.
    pub fn trainings(output: W) -> Self {
        Self::begin(output, Kind::Training, WorkerLayout::default())
    }

    fn begin(output: W, kind: Kind, layout: WorkerLayout) -> Self {
        let qualifications = layout.qualifications.clamp(3, worker_columns::MAX_QUALIFICATIONS as u8);
        let layout = WorkerLayout { qualifications, ..layout };
        let mut line = Line::with_capacity(BUFFER + (16 << 10));
        for (at, column) in columns::of(kind).iter().enumerate() {
            let left_out = kind == Kind::Worker
                && ((at == worker_columns::CHGUNIQUEWRKID && !layout.new_ids)
                    || (at == worker_columns::TRANSFERSTAFFRECORD && !layout.transfers));
            if !left_out {
                line.plain(column.name);
            }
        }
        if kind == Kind::Worker {
            for number in 1..=layout.qualifications {
                line.plain(&format!("QUALACH{number:02}"));
                line.plain(&format!("QUALACH{number:02}NOTES"));
            }
        }
        line.end();
        Self { output, kind, layout, line }
    }

    /// Writes a workplace.
    pub fn workplace(&mut self, row: &Workplace) -> Result<(), WriteError> {
        self.expect(Kind::Workplace)?;
        self.row(|line, _| workplace::write(line, row))
    }

    /// Writes a worker.
    pub fn worker(&mut self, row: &Worker) -> Result<(), WriteError> {
        self.expect(Kind::Worker)?;
        self.row(|line, layout| worker::write(line, row, layout))
    }

    /// Writes a training.
    pub fn training(&mut self, row: &Training) -> Result<(), WriteError> {
        self.expect(Kind::Training)?;
        self.row(|line, _| training::write(line, row))
    }

    fn expect(&self, row: Kind) -> Result<(), WriteError> {
        if self.kind == row { Ok(()) } else { Err(WriteError::WrongFile { file: self.kind, row }) }
    }

    fn row(&mut self, write: impl FnOnce(&mut Line, WorkerLayout) -> Result<(), WriteError>) -> Result<(), WriteError> {
        let before = self.line.len();
        if let Err(error) = write(&mut self.line, self.layout) {
            self.line.cut(before);
            return Err(error);
        }
        self.line.end();
        if self.line.len() >= BUFFER {
            self.line.flush(&mut self.output)?;
        }
        Ok(())
    }

    /// Writes what is left and gives the output back.
    pub fn finish(mut self) -> Result<W, WriteError> {
        self.line.flush(&mut self.output)?;
        self.output.flush()?;
        Ok(self.output)
    }
}
