//! One row as text, by national column, and what is being said about it.

use jiff::civil::Date;

use super::{Hit, Mode, Rule, lax};
use crate::columns;
use crate::{Kind, RawRow};

/// Columns of the widest file.
const WIDEST: usize = 44;

/// A row as text, by national column; absent columns are blank.
#[derive(Clone, Debug, Default)]
pub struct TextRow<'a> {
    cells: Cells<'a>,
    qualifications: Vec<(u8, &'a str, &'a str)>,
}

#[derive(Clone, Copy, Debug)]
struct Cells<'a>([&'a str; WIDEST]);

impl Default for Cells<'_> {
    fn default() -> Self {
        Self([""; WIDEST])
    }
}

impl<'a> TextRow<'a> {
    /// From a row of a file.
    pub fn new(kind: Kind, raw: &RawRow<'a>) -> Self {
        let mut cells = Cells::default();
        for (column, cell) in cells.0.iter_mut().enumerate().take(columns::of(kind).len()) {
            *cell = raw.cell(column);
        }
        let given = raw.qualifications().filter(|(_, code, notes)| !code.is_empty() || !notes.is_empty());
        Self { cells, qualifications: given.collect() }
    }

    /// From the names of columns and their values; names that are not national are passed over.
    pub fn named(kind: Kind, values: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut row = Self::default();
        for (name, value) in values {
            if let Some(column) = columns::of(kind).iter().position(|column| column.name == name) {
                row.cells.0[column] = value;
            } else if let Some((number, notes)) = qualification(name).filter(|_| kind == Kind::Worker) {
                row.set_qualification(number, notes, value);
            }
        }
        row.qualifications.sort_by_key(|(number, ..)| *number);
        row
    }

    fn set_qualification(&mut self, number: u8, notes: bool, value: &'a str) {
        let at = self.qualifications.iter().position(|(known, ..)| *known == number).unwrap_or_else(|| {
            self.qualifications.push((number, "", ""));
            self.qualifications.len() - 1
        });
        let place = &mut self.qualifications[at];
        *(if notes { &mut place.2 } else { &mut place.1 }) = value;
    }

    /// The cell of a column in national order.
    #[inline]
    pub fn cell(&self, column: usize) -> &'a str {
        self.cells.0.get(column).copied().unwrap_or_default()
    }

    /// Puts another text in a column.
    pub fn set(&mut self, column: usize, text: &'a str) {
        if let Some(cell) = self.cells.0.get_mut(column) {
            *cell = text;
        }
    }

    /// The text a hit is about.
    pub fn value(&self, hit: &Hit) -> &'a str {
        if hit.qualification == 0 {
            return self.cell(hit.rule.cell);
        }
        let found = self.qualifications.iter().find(|(number, ..)| *number == hit.qualification);
        found.map_or("", |(_, code, notes)| if hit.rule.column.ends_with("NOTES") { *notes } else { *code })
    }

    pub(super) fn qualifications(&self) -> &[(u8, &'a str, &'a str)] {
        &self.qualifications
    }
}

/// The number of a `QUALACHnn` or `QUALACHnnNOTES`, and whether it is the notes.
fn qualification(name: &str) -> Option<(u8, bool)> {
    let rest = name.strip_prefix("QUALACH")?;
    let (digits, notes) = rest.strip_suffix("NOTES").map_or((rest, false), |digits| (digits, true));
    (digits.len() == 2).then_some(())?;
    digits.parse().ok().filter(|number| *number > 0).map(|number| (number, notes))
}

/// A row being checked.
pub(super) struct Check<'r, 'a> {
    pub row: &'r TextRow<'a>,
    pub today: Date,
    pub mode: Mode,
    pub hits: &'r mut Vec<Hit>,
}

impl<'a> Check<'_, 'a> {
    #[inline]
    pub fn cell(&self, column: usize) -> &'a str {
        self.row.cell(column)
    }

    /// The cell as a whole number, read leniently.
    #[inline]
    pub fn number(&self, column: usize) -> Option<i64> {
        lax::whole(self.cell(column))
    }

    #[cold]
    pub fn hit(&mut self, rule: &'static Rule) {
        self.hits.push(Hit { rule, qualification: 0 });
    }

    #[cold]
    pub fn hit_qualification(&mut self, rule: &'static Rule, qualification: u8) {
        self.hits.push(Hit { rule, qualification });
    }

    /// Strikes unless the cell is blank or reads leniently as one of the numbers.
    #[inline]
    pub fn one_of(&mut self, column: usize, allowed: &[i64], rule: &'static Rule) {
        let cell = self.cell(column);
        if !cell.is_empty() && !lax::whole(cell).is_some_and(|number| allowed.contains(&number)) {
            self.hit(rule);
        }
    }

    /// Strikes unless the cell is blank or exactly one of the texts.
    #[inline]
    pub fn exactly(&mut self, column: usize, allowed: &[&str], rule: &'static Rule) {
        let cell = self.cell(column);
        if !cell.is_empty() && !allowed.contains(&cell) {
            self.hit(rule);
        }
    }

    pub fn longer(&mut self, column: usize, most: usize, rule: &'static Rule) {
        let cell = self.cell(column);
        if cell.len() > most && lax::length(cell) > most {
            self.hit(rule);
        }
    }

    pub fn strict(&self) -> bool {
        self.mode == Mode::Strict
    }
}
