//! What the reader has to say about a file, and when it refuses one.

use std::borrow::Cow;
use std::fmt;

/// Which of the three national files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// One row per workplace (establishment).
    Workplace,
    /// One row per staff record.
    Worker,
    /// One row per training record.
    Training,
}

impl Kind {
    /// The word for it: `workplace`, `worker`, `training`.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Workplace => "workplace",
            Kind::Worker => "worker",
            Kind::Training => "training",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Read without loss here; the national service may not accept it as it stands.
    Note,
    /// The value was read with doubt, or set aside where the national service would only warn.
    Warning,
    /// The value could not be used; the rest of the row was.
    Error,
    /// The row could not be used at all and was not handed on.
    Refused,
}

impl Severity {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
            Severity::Refused => "refused",
        }
    }
}

/// One thing found in a file, with the place to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The file it is in.
    pub file: Kind,
    /// The national code for this column's error, where there is one.
    pub code: Option<u16>,
    /// How much it matters.
    pub severity: Severity,
    /// Physical line, from 1 (the header), as a text editor counts.
    pub line: u64,
    /// The column's national name; empty when the finding is about the whole row.
    pub column: Cow<'static, str>,
    /// The offending text, shortened; National Insurance numbers are masked.
    pub value: String,
    /// What is wrong and how to mend it, in plain English.
    pub message: Cow<'static, str>,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} file, line {}", self.file, self.line)?;
        if !self.column.is_empty() {
            write!(f, ", {}", self.column)?;
        }
        if let Some(code) = self.code {
            write!(f, " ({code})")?;
        }
        write!(f, ": {}", self.message)?;
        if !self.value.is_empty() {
            write!(f, " [{}]", self.value)?;
        }
        Ok(())
    }
}

/// Why a whole file is refused. Each reads as one sentence that names the line.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    /// Reading failed underneath.
    #[error("the file could not be read near line {line}: {source}")]
    Io {
        /// Physical line reached.
        line: u64,
        /// What the system said.
        source: std::io::Error,
    },
    /// Nothing in it.
    #[error("the file is empty (line 1): there is not even a header row")]
    Empty,
    /// Another kind of file under a CSV name.
    #[error("line 1: this is {what}, not a CSV file; open it and save it as CSV (comma separated)")]
    NotCsv {
        /// What it is.
        what: &'static str,
    },
    /// UTF-16 without the mark that says so.
    #[error("line 1: the text looks like UTF-16 without a byte-order mark; save the file as CSV UTF-8")]
    Utf16WithoutMark,
    /// A NUL byte: a damaged or binary file.
    #[error("line {line}, column {column}: there is a NUL byte, so the file is damaged or is not text")]
    Nul {
        /// Physical line.
        line: u64,
        /// Cell in the row, from 1.
        column: usize,
    },
    /// A quoted cell that never ends.
    #[error("line {line}, column {column}: a quotation mark is opened and never closed")]
    UnclosedQuote {
        /// Physical line on which the quote opens.
        line: u64,
        /// Cell in the row, from 1.
        column: usize,
    },
    /// More than [`MAX_ROW_BYTES`](crate::MAX_ROW_BYTES) in one row.
    #[error("line {line}, column {column}: the row is longer than 1 MiB")]
    RowTooLong {
        /// Physical line on which the row starts.
        line: u64,
        /// Cell reached, from 1.
        column: usize,
    },
    /// More than [`MAX_COLUMNS`](crate::MAX_COLUMNS) cells in one row.
    #[error("line {line}: the row has {columns} columns; the most that is read is 2000")]
    TooManyColumns {
        /// Physical line.
        line: u64,
        /// How many there are.
        columns: usize,
    },
    /// The file stops inside a row.
    #[error(
        "line {line}: the file stops in the middle of a row, after {columns} of {expected} columns; it was cut short when copied or saved"
    )]
    Truncated {
        /// Physical line.
        line: u64,
        /// Cells found.
        columns: usize,
        /// Cells in the header.
        expected: usize,
    },
    /// The header is separated by something else than commas.
    #[error("line 1: the columns are separated by {separator}, not by commas; save the file as CSV (comma separated)")]
    Separator {
        /// Its name.
        separator: &'static str,
    },
    /// The header belongs to none of the three files.
    #[error("line {line}: this is not a workplace, worker or training file: no {missing} column among {found}")]
    NotNational {
        /// Physical line of the header.
        line: u64,
        /// The first column that would have told.
        missing: &'static str,
        /// The first columns found.
        found: String,
    },
    /// A column without which no row can be keyed.
    #[error("line {line}: the {kind} file has no {column} column, so its rows cannot be told apart")]
    MissingColumn {
        /// Physical line of the header.
        line: u64,
        /// Which file it is taken for.
        kind: Kind,
        /// The column's national name.
        column: &'static str,
    },
    /// A column that is there twice.
    #[error("line {line}, column {second}: {name} is already column {first}; keep one of them")]
    RepeatedColumn {
        /// Physical line of the header.
        line: u64,
        /// The column's national name.
        name: String,
        /// First position, from 1.
        first: usize,
        /// Second position, from 1.
        second: usize,
    },
}
