//! What is written: small batches, and rows in bulk.

use super::{AuditLine, SqlError, Value};

/// One statement of a batch.
#[derive(Debug, Clone)]
pub(super) struct Step {
    pub(super) sql: &'static str,
    pub(super) args: Vec<Value>,
    pub(super) expect: Option<u64>,
}

/// A small write: some statements that become durable together or not at all.
#[derive(Debug, Clone, Default)]
pub struct Batch {
    pub(super) steps: Vec<Step>,
    pub(super) trail: Vec<AuditLine>,
}

impl Batch {
    /// An empty batch.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a statement.
    #[must_use]
    pub fn execute(mut self, sql: &'static str, args: Vec<Value>) -> Self {
        self.steps.push(Step { sql, args, expect: None });
        self
    }

    /// Says how many rows the last statement must change; any other number undoes the whole batch
    /// with [`SqlError::Conflict`].
    #[must_use]
    pub fn expect_rows(mut self, rows: u64) -> Self {
        if let Some(step) = self.steps.last_mut() {
            step.expect = Some(rows);
        }
        self
    }

    /// Adds an entry of the audit trail: it is written with the changes or not at all.
    #[must_use]
    pub fn audit(mut self, line: AuditLine) -> Self {
        self.trail.push(line);
        self
    }

    /// True when there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty() && self.trail.is_empty()
    }
}

/// What a durable batch did. Having one means the change is on disk.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Applied {
    /// Rows changed by each statement, in order.
    pub rows: Vec<u64>,
}

impl Step {
    pub(super) fn check(&self, changed: u64) -> Result<u64, SqlError> {
        match self.expect {
            Some(expected) if expected != changed => Err(SqlError::Conflict { expected, changed }),
            _ => Ok(changed),
        }
    }
}

/// Rows for a bulk insert: `width` values a row, row after row.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    /// Values in a row; equals the number of columns named.
    pub width: usize,
    /// The values, row after row; the length is a multiple of `width`.
    pub values: Vec<Value>,
}

impl Rows {
    /// Room for `rows` rows of `width` values.
    pub fn with_capacity(width: usize, rows: usize) -> Self {
        Self { width, values: Vec::with_capacity(width * rows) }
    }

    /// Number of whole rows.
    pub fn len(&self) -> usize {
        self.values.len().checked_div(self.width).unwrap_or(0)
    }

    /// True without rows.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    pub(super) fn check(&self, columns: usize) -> Result<(), SqlError> {
        if self.width == columns && columns > 0 && self.values.len().is_multiple_of(columns) {
            return Ok(());
        }
        Err(SqlError::Statement(format!(
            "a bulk insert of {columns} columns was given {} values in rows of {}",
            self.values.len(),
            self.width
        )))
    }
}
