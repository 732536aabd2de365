//! A table of data: caption, right-aligned numbers, links that sort on the server, the same rows as CSV.

use std::collections::BTreeSet;
use std::fmt;

use crate::csv::to_csv;
use crate::html::{Sample, components, escape};
use crate::words::{Mark, Unit};

/// How a column is sorted now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sorted {
    /// Not by this column.
    No,
    /// Smallest or A first.
    Ascending,
    /// Largest or Z first.
    Descending,
}

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// Heading; give the unit in it when the cells do not.
    pub label: String,
    /// Whether it holds numbers (aligned right).
    pub numeric: bool,
    /// Address that sorts by this column, and how it is sorted now.
    pub sort: Option<(String, Sorted)>,
}

impl Column {
    /// A column of words.
    pub fn words(label: impl Into<String>) -> Self {
        Self { label: label.into(), numeric: false, sort: None }
    }

    /// A column of numbers.
    pub fn numbers(label: impl Into<String>) -> Self {
        Self { label: label.into(), numeric: true, sort: None }
    }

    /// Makes the heading a link that sorts.
    #[must_use]
    pub fn sorted_by(mut self, href: impl Into<String>, now: Sorted) -> Self {
        self.sort = Some((href.into(), now));
        self
    }
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// Words that lead somewhere.
    Link {
        /// The words.
        text: String,
        /// The address.
        href: String,
    },
    /// A number, or the reason why there is none, or both (a provisional number).
    Number {
        /// The number, if it may be shown and is known.
        value: Option<f64>,
        /// How it is written.
        unit: Unit,
        /// Shorthand; a missing number without one is written `[x]`.
        mark: Option<Mark>,
    },
}

impl Cell {
    /// Words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// Words that lead somewhere.
    pub fn link(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self::Link { text: text.into(), href: href.into() }
    }

    /// A known number.
    pub fn number(value: f64, unit: Unit) -> Self {
        Self::Number { value: Some(value), unit, mark: None }
    }

    /// A missing number and why.
    pub fn missing(mark: Mark) -> Self {
        Self::Number { value: None, unit: Unit::Percent, mark: Some(mark) }
    }

    /// What the reader sees.
    pub fn shown(&self) -> String {
        match self {
            Self::Text(text) | Self::Link { text, .. } => text.clone(),
            Self::Number { value: Some(value), unit, mark } => match mark {
                Some(mark) => format!("{} {}", unit.cell(*value), mark.shorthand()),
                None => unit.cell(*value),
            },
            Self::Number { value: None, mark, .. } => mark.unwrap_or(Mark::NotAvailable).shorthand().to_owned(),
        }
    }

    /// What the CSV holds: the number at the rounding of the page, or the shorthand.
    pub fn plain(&self) -> String {
        match self {
            Self::Text(text) | Self::Link { text, .. } => text.clone(),
            Self::Number { value: Some(value), unit, .. } => unit.plain(*value),
            Self::Number { value: None, mark, .. } => mark.unwrap_or(Mark::NotAvailable).shorthand().to_owned(),
        }
    }

    fn mark(&self) -> Option<Mark> {
        match self {
            Self::Number { value: None, mark: None, .. } => Some(Mark::NotAvailable),
            Self::Number { mark, .. } => *mark,
            _ => None,
        }
    }
}

/// A table. The first cell of each row is its heading.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// What the table shows.
    pub caption: String,
    /// Whether the caption is for screen readers only (a heading above says the same).
    pub quiet_caption: bool,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, as long as the columns.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// A table.
    pub fn new(caption: impl Into<String>, columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> Self {
        Self { caption: caption.into(), quiet_caption: false, columns, rows }
    }

    /// Hides the caption from sight.
    #[must_use]
    pub fn quiet(mut self) -> Self {
        self.quiet_caption = true;
        self
    }

    /// The same rows as CSV, guarded against formulas.
    pub fn to_csv(&self) -> String {
        let headings = self.columns.iter().map(|column| column.label.clone()).collect::<Vec<_>>();
        to_csv(std::iter::once(headings).chain(self.rows.iter().map(|row| row.iter().map(Cell::plain).collect())))
    }

    /// The shorthand used in the table and what each means, in words; empty when there is none.
    pub fn key(&self) -> String {
        let used: BTreeSet<&str> = self.rows.iter().flatten().filter_map(Cell::mark).map(Mark::shorthand).collect();
        used.into_iter()
            .filter_map(Mark::from_shorthand)
            .map(|mark| format!("{} {}", mark.shorthand(), mark.meaning()))
            .collect::<Vec<_>>()
            .join("; ")
    }
}

impl fmt::Display for Table {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let caption =
            if self.quiet_caption { "govuk-visually-hidden" } else { "govuk-table__caption govuk-table__caption--s" };
        write!(
            out,
            "<div class=\"v-table\" tabindex=\"0\" role=\"region\" aria-label=\"{0}\"><table class=\"govuk-table\"><caption class=\"{caption}\">{0}</caption><thead class=\"govuk-table__head\"><tr class=\"govuk-table__row\">",
            escape(&self.caption)
        )?;
        for column in &self.columns {
            write_heading(out, column)?;
        }
        out.write_str("</tr></thead><tbody class=\"govuk-table__body\">")?;
        for row in &self.rows {
            out.write_str("<tr class=\"govuk-table__row\">")?;
            for (place, cell) in row.iter().enumerate() {
                write_cell(out, cell, place == 0, self.columns.get(place).is_some_and(|column| column.numeric))?;
            }
            out.write_str("</tr>")?;
        }
        out.write_str("</tbody></table></div>")?;
        let key = self.key();
        if !key.is_empty() {
            write!(out, "<p class=\"govuk-body-s v-table__key\">{}.</p>", escape(&key))?;
        }
        Ok(())
    }
}

fn write_heading(out: &mut fmt::Formatter<'_>, column: &Column) -> fmt::Result {
    let numeric = if column.numeric { " govuk-table__header--numeric" } else { "" };
    let label = escape(&column.label);
    match &column.sort {
        None => write!(out, "<th scope=\"col\" class=\"govuk-table__header{numeric}\">{label}</th>"),
        Some((href, sorted)) => {
            let (state, arrow) = match sorted {
                Sorted::No => ("none", "↕"),
                Sorted::Ascending => ("ascending", "▲"),
                Sorted::Descending => ("descending", "▼"),
            };
            write!(
                out,
                "<th scope=\"col\" aria-sort=\"{state}\" class=\"govuk-table__header{numeric}\"><a class=\"v-sort\" href=\"{}\">{label} <span aria-hidden=\"true\">{arrow}</span></a></th>",
                escape(href)
            )
        }
    }
}

fn write_cell(out: &mut fmt::Formatter<'_>, cell: &Cell, heading: bool, numeric: bool) -> fmt::Result {
    let shown = escape(&cell.shown());
    let content = match (cell, cell.mark()) {
        (Cell::Link { href, .. }, _) => format!("<a class=\"govuk-link\" href=\"{}\">{shown}</a>", escape(href)),
        (_, Some(mark)) if matches!(cell, Cell::Number { value: None, .. }) => {
            format!("<abbr class=\"v-mark\" title=\"{}\">{shown}</abbr>", mark.meaning())
        }
        _ => shown,
    };
    if heading {
        write!(out, "<th scope=\"row\" class=\"govuk-table__header v-table__row-heading\">{content}</th>")
    } else {
        let numeric = if numeric { " govuk-table__cell--numeric" } else { "" };
        write!(out, "<td class=\"govuk-table__cell{numeric}\">{content}</td>")
    }
}

components!(Table);

impl Sample for Table {
    fn sample() -> Self {
        Self::new(
            "Turnover and vacancies by council, September 2026",
            vec![
                Column::words("Council").sorted_by("?sort=name", Sorted::No),
                Column::numbers("Turnover").sorted_by("?sort=turnover", Sorted::Descending),
                Column::numbers("Vacancies").sorted_by("?sort=vacancies", Sorted::No),
                Column::numbers("Filled posts"),
            ],
            vec![
                vec![
                    Cell::link("Norfolk", "/councils/norfolk"),
                    Cell::number(24.9, Unit::Percent),
                    Cell::number(6.8, Unit::Percent),
                    Cell::number(26_400.0, Unit::Count("posts")),
                ],
                vec![
                    Cell::link("Thurrock", "/councils/thurrock"),
                    Cell::missing(Mark::Confidential),
                    Cell::Number { value: Some(7.5), unit: Unit::Percent, mark: Some(Mark::Provisional) },
                    Cell::number(3_350.0, Unit::Count("posts")),
                ],
            ],
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hidden_figure_is_shorthand_on_the_page_and_in_the_csv_and_never_zero() {
        let table = Table::sample();
        let page = table.to_string();
        assert!(page.contains(">[c]</abbr>") && page.contains("[c] hidden so that nobody can be identified"));
        assert_eq!(
            table.to_csv(),
            "Council,Turnover,Vacancies,Filled posts\r\nNorfolk,24.9,6.8,26400\r\nThurrock,[c],7.5,3350\r\n"
        );
    }

    #[test]
    fn sorting_is_a_link_and_its_state_is_said() {
        let page = Table::sample().to_string();
        assert!(page.contains("aria-sort=\"descending\"") && page.contains("href=\"?sort=turnover\""));
    }

    #[test]
    fn a_number_without_value_or_reason_reads_as_not_available() {
        let cell = Cell::Number { value: None, unit: Unit::Pence, mark: None };
        assert_eq!((cell.shown().as_str(), cell.plain().as_str()), ("[x]", "[x]"));
    }
}
