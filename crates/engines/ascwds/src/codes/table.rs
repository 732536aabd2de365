//! One code table, read once from its CSV.

use crate::read::source::Source;

/// Codes are below this.
const LIMIT: usize = 1024;

/// One row of a code table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The number written in the files.
    pub code: u16,
    /// The national label.
    pub label: String,
    /// Every cell of the row, in the table's column order.
    pub cells: Vec<String>,
}

/// A code table: its rows in table order and a bit for each code it has.
#[derive(Debug)]
pub struct Table {
    known: [u64; LIMIT / 64],
    columns: Vec<String>,
    rows: Vec<Row>,
}

impl Table {
    /// Reads a table whose first column is `code` and second its label.
    pub(crate) fn parse(text: &'static str) -> Self {
        let mut table = Self { known: [0; LIMIT / 64], columns: Vec::new(), rows: Vec::new() };
        let Ok(mut source) = Source::new(text.as_bytes()) else { return table };
        while let Ok(true) = source.advance() {
            let record = source.record();
            let cells: Vec<String> = (0..record.len()).map(|cell| record.cell(cell).to_owned()).collect();
            if table.columns.is_empty() {
                table.columns = cells;
                continue;
            }
            let Some(code) = cells.first().and_then(|cell| cell.parse::<u16>().ok()) else { continue };
            if let Some(word) = table.known.get_mut(usize::from(code) / 64) {
                *word |= 1 << (code % 64);
                let label = cells.get(1).cloned().unwrap_or_default();
                table.rows.push(Row { code, label, cells });
            }
        }
        table
    }

    /// True when the table has this code.
    pub fn contains(&self, code: u16) -> bool {
        self.known.get(usize::from(code) / 64).is_some_and(|word| word >> (code % 64) & 1 == 1)
    }

    /// The rows in table order.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The row of a code.
    pub fn row(&self, code: u16) -> Option<&Row> {
        self.rows.iter().find(|row| row.code == code)
    }

    /// The label of a code.
    pub fn label(&self, code: u16) -> Option<&str> {
        self.row(code).map(|row| row.label.as_str())
    }

    /// One cell of a code's row, by column name.
    pub fn cell(&self, code: u16, column: &str) -> Option<&str> {
        let at = self.columns.iter().position(|name| name == column)?;
        self.row(code)?.cells.get(at).map(String::as_str)
    }
}
