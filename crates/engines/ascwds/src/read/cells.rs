//! The cells of one row by national column, with the findings about them.

use std::borrow::Cow;

use super::header::{Layout, QualificationColumns};
use super::source::Record;
use crate::columns::{self, worker};
use crate::{Finding, Given, Kind, Severity, Status};

/// A row as text, by national column: what a checker of the national rules stands on.
#[derive(Clone, Copy)]
pub struct RawRow<'a> {
    record: Record<'a>,
    layout: &'a Layout,
}

impl<'a> RawRow<'a> {
    pub(super) fn new(record: Record<'a>, layout: &'a Layout) -> Self {
        Self { record, layout }
    }

    /// The trimmed cell of a national column (see [`columns`]); empty when blank or absent.
    pub fn cell(&self, column: usize) -> &'a str {
        self.record.cell(self.layout.cell(column))
    }

    /// True when the file has the column.
    pub fn has(&self, column: usize) -> bool {
        self.layout.has(column)
    }

    /// The `QUALACHnn` cells of a worker row in number order: number, code cell, notes cell.
    pub fn qualifications(&self) -> impl Iterator<Item = (u8, &'a str, &'a str)> + use<'a> {
        let record = self.record;
        let columns = self.layout.qualifications.iter();
        columns.map(move |at| (at.number, record.cell(at.code()), record.cell(at.notes())))
    }

    /// The trimmed cells in national order, as a file in exact national form has them (see
    /// [`Reader::national_columns`](crate::Reader::national_columns)).
    pub fn national(&self, into: &mut Vec<&'a str>) {
        into.clear();
        into.extend(self.layout.national_cells().map(|cell| cell.map_or("", |cell| self.record.cell(cell))));
    }

    /// Cells in the row, however many columns the header has.
    pub fn width(&self) -> usize {
        self.record.len()
    }
}

/// A row being read.
pub(super) struct Cells<'a> {
    pub record: Record<'a>,
    pub layout: &'a Layout,
    pub findings: &'a mut Vec<Finding>,
}

const SHORTENED: usize = 80;

/// What a date cell should hold.
pub(super) const DATE: &str = "must be a date that exists, as DD/MM/YYYY";

/// The same, where the cell holds a number alone.
const DATE_NUMBER: &str =
    "must be a date, as DD/MM/YYYY; a number alone is how a spreadsheet stores a date: format the column as text";

impl<'a> Cells<'a> {
    #[inline]
    pub fn cell(&self, column: usize) -> &'a str {
        self.record.cell(self.layout.cell(column))
    }

    pub fn text(&self, column: usize, into: &mut String) {
        into.clear();
        into.push_str(self.cell(column));
    }

    /// Reads a cell; `expected` says in words what it should hold.
    #[inline]
    pub fn read<T>(
        &mut self,
        column: usize,
        parse: impl Fn(&str) -> Option<Given<T>>,
        expected: &'static str,
    ) -> Given<T> {
        let cell = self.cell(column);
        if cell.is_empty() {
            return Given::NotGiven;
        }
        if let Some(given) = parse(cell) {
            return given;
        }
        self.wrong(column, cell, expected);
        Given::Invalid
    }

    /// Reads a cell where every readable text is an answer.
    #[inline]
    pub fn value<T>(&mut self, column: usize, parse: impl Fn(&str) -> Option<T>, expected: &'static str) -> Given<T> {
        self.read(column, |cell| parse(cell).map(Given::Value), expected)
    }

    /// Notes an unusable cell.
    #[cold]
    pub fn wrong(&mut self, column: usize, value: &str, expected: &'static str) {
        let column = &columns::of(self.layout.kind)[column];
        let severity = if column.warns { Severity::Warning } else { Severity::Error };
        let serial = expected == DATE && value.bytes().all(|byte| byte.is_ascii_digit());
        let expected = if serial { DATE_NUMBER } else { expected };
        self.add(severity, column.code, column.name.into(), value, expected.into());
    }

    /// Notes an unusable qualification.
    #[cold]
    pub fn wrong_qualification(&mut self, at: QualificationColumns, value: &str) {
        let name = format!("QUALACH{:02}", at.number);
        let expected = "must be a qualification code, then a semicolon and the year it was achieved, such as 48;2015";
        self.add(
            Severity::Error,
            worker::qualification_code(usize::from(at.number)),
            name.into(),
            value,
            expected.into(),
        );
    }

    /// Notes something about a row as a whole.
    #[cold]
    pub fn about_row(&mut self, severity: Severity, message: impl Into<Cow<'static, str>>) {
        self.add(severity, 0, "".into(), "", message.into());
    }

    /// Refuses the row for one column.
    #[cold]
    pub fn refuse(&mut self, column: usize, message: &'static str) {
        let value = self.cell(column);
        let column = &columns::of(self.layout.kind)[column];
        self.add(Severity::Refused, column.code, column.name.into(), value, message.into());
    }

    fn add(
        &mut self,
        severity: Severity,
        code: u16,
        column: Cow<'static, str>,
        value: &str,
        message: Cow<'static, str>,
    ) {
        let value = if column == "NINUMBER" { masked(value) } else { value.chars().take(SHORTENED).collect() };
        let (file, line) = (self.layout.kind, self.record.line);
        let code = (code != 0).then_some(code);
        self.findings.push(Finding { file, code, severity, line, column, value, message });
    }

    /// Reads the identifier and status that key a row; false when the row must be refused.
    pub fn keyed(&mut self, ids: &[usize], status: Option<usize>) -> Option<Status> {
        for column in ids {
            let id = self.cell(*column);
            if id.is_empty() {
                self.refuse(*column, "the row has no identifier here, so it cannot be told from others; give it one");
                return None;
            }
            if is_scientific(id) {
                self.wrong(
                    *column,
                    id,
                    "looks like a number that a spreadsheet has shortened; format the column as text",
                );
            }
            if !id.is_ascii() && id.chars().any(is_hidden) {
                self.wrong(
                    *column,
                    id,
                    "holds an invisible character, so it will not match the same identifier elsewhere",
                );
            }
        }
        let Some(column) = status else { return Some(Status::Unchecked) };
        let status = Status::parse(self.cell(column));
        if status.is_none() {
            self.refuse(
                column,
                "must be NEW, UPDATE, NOCHANGE, UNCHECKED or DELETE; without it nobody knows what to do with the row",
            );
        }
        status
    }

    /// Notes what is odd about the row's shape; false when it must be refused.
    pub fn shaped(&mut self) -> bool {
        let (width, expected) = (self.record.len(), self.layout.width);
        if width > expected {
            if let Some(at) = (expected..width).find(|at| !self.record.cell(*at).is_empty()) {
                let message = format!(
                    "the row has {width} columns and the header {expected} (column {} is not empty): put cells that hold a comma in quotation marks",
                    at + 1
                );
                self.about_row(Severity::Refused, message);
                return false;
            }
        } else if width < expected {
            let message = format!(
                "the row has {width} columns and the header {expected}: the missing ones are read as not given"
            );
            self.about_row(Severity::Warning, message);
        }
        if self.record.untidy {
            self.about_row(
                Severity::Warning,
                "a quotation mark closes before the end of its cell; check the cell's text",
            );
        }
        if self.record.recoded {
            self.about_row(
                Severity::Warning,
                "the row is not UTF-8 and was read as Windows-1252; save the file as CSV UTF-8",
            );
        }
        true
    }
}

/// A text with everything but its first two letters hidden.
fn masked(value: &str) -> String {
    value.chars().take(SHORTENED).enumerate().map(|(at, letter)| if at < 2 { letter } else { '*' }).collect()
}

/// `1.00E+11`: what a spreadsheet makes of a long number.
fn is_scientific(id: &str) -> bool {
    let Some((digits, power)) = id.split_once("E+") else { return false };
    let numeric = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    numeric(digits) && numeric(power)
}

/// Characters that leave no mark on paper: zero width, direction, byte-order mark.
fn is_hidden(letter: char) -> bool {
    matches!(letter, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// Splits a `;` list; an empty cell has no elements.
pub(super) fn list(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(';').map(str::trim).take(if cell.is_empty() { 0 } else { usize::MAX })
}

/// True for a file whose rows carry a status.
pub(super) fn status_column(kind: Kind) -> Option<usize> {
    match kind {
        Kind::Workplace => Some(columns::workplace::STATUS),
        Kind::Worker => Some(worker::STATUS),
        Kind::Training => None,
    }
}
