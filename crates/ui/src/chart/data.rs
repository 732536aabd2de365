//! What a chart is drawn from. The picture, the table and the CSV all come from one value.

use crate::components::table::{Cell, Column, Table};
use crate::words::{Mark, Unit};

/// One value of a series.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Where on the other axis: `September 2026`, `Norfolk`, `25 to 34`.
    pub label: String,
    /// The value, if it may be shown and is known.
    pub value: Option<f64>,
    /// Why it is missing, or what to know about it.
    pub mark: Option<Mark>,
    /// Lowest and highest likely value.
    pub range: Option<(f64, f64)>,
    /// Whether it lies in the future: drawn dashed.
    pub projected: bool,
}

impl Point {
    /// A known value.
    pub fn known(label: impl Into<String>, value: f64) -> Self {
        Self { label: label.into(), value: Some(value), mark: None, range: None, projected: false }
    }

    /// A value that is missing, and why.
    pub fn missing(label: impl Into<String>, mark: Mark) -> Self {
        Self { label: label.into(), value: None, mark: Some(mark), range: None, projected: false }
    }

    /// A value that may be missing, as the disclosure engine gives it.
    pub fn of(label: impl Into<String>, value: Option<f64>, mark: Option<Mark>) -> Self {
        Self { label: label.into(), value, mark, range: None, projected: false }
    }

    /// Adds the likely range.
    #[must_use]
    pub fn within(mut self, low: f64, high: f64) -> Self {
        self.range = Some((low.min(high), low.max(high)));
        self
    }

    /// Marks it as a projection.
    #[must_use]
    pub fn projected(mut self) -> Self {
        self.projected = true;
        self
    }

    /// The value as drawn: finite, or none. A number that is not finite is a fault upstream and is shown as missing, never as 0.
    pub(crate) fn drawn(&self) -> Option<f64> {
        self.value.filter(|value| value.is_finite())
    }

    pub(crate) fn shorthand(&self) -> &'static str {
        self.mark.unwrap_or(Mark::NotAvailable).shorthand()
    }
}

/// A line, a set of bars, or one colour of a stack.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Its name.
    pub label: String,
    /// Its values in the order they are drawn. Every series of a chart has the same labels.
    pub points: Vec<Point>,
}

impl Series {
    /// A series.
    pub fn new(label: impl Into<String>, points: Vec<Point>) -> Self {
        Self { label: label.into(), points }
    }
}

/// How a chart is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Lines over time: up to four series, dashed where projected, the range shaded.
    Line,
    /// Horizontal bars from zero, the first series; the named bar stands out.
    Bar {
        /// Label of the bar that stands out.
        highlight: Option<String>,
    },
    /// Horizontal bars of 100 %: each point label is a bar, each series a colour (at most four).
    Stacked,
    /// A dot with its range, the first series.
    Range,
    /// Touching vertical bars over ordered classes, the first series.
    Distribution,
    /// Two series back to back over ordered classes.
    Pyramid,
    /// One small line chart for each series, all on one scale.
    Multiples,
}

/// Where figures come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// Name of the source.
    pub name: String,
    /// Its address.
    pub href: Option<String>,
    /// Date of the data, as people write it.
    pub as_at: Option<String>,
    /// Address of the page that says how the figure is worked out.
    pub method: Option<String>,
}

impl Source {
    /// A source by name.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }
}

/// A chart with its title, table and source.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// Unique on the page: letters, digits, hyphens.
    pub id: String,
    /// The finding, as a sentence: `Turnover in Norfolk has fallen for two years`.
    pub finding: String,
    /// Measure, place and period: `Turnover rate, Norfolk, March 2021 to September 2026`.
    pub subtitle: String,
    /// How it is drawn.
    pub kind: Kind,
    /// What the values are.
    pub unit: Unit,
    /// What the labels are: `Month`, `Council`, `Age`.
    pub dimension: String,
    /// The values.
    pub series: Vec<Series>,
    /// A value to compare with, drawn as a labelled line (lines, bars and dots): `("England", 23.7)`.
    pub reference: Option<(String, f64)>,
    /// Anything the reader must know.
    pub note: Option<String>,
    /// Where the values come from.
    pub source: Source,
    /// Address of the same figures as CSV.
    pub csv_href: Option<String>,
    /// Level of the heading, 2 to 4.
    pub level: u8,
}

impl Chart {
    /// A chart with its parts; note, reference, CSV and source are set after.
    pub fn new(id: impl Into<String>, kind: Kind, finding: impl Into<String>, unit: Unit, series: Vec<Series>) -> Self {
        Self {
            id: id.into(),
            finding: finding.into(),
            subtitle: String::new(),
            kind,
            unit,
            dimension: "Period".into(),
            series,
            reference: None,
            note: None,
            source: Source::default(),
            csv_href: None,
            level: 3,
        }
    }

    /// Measure, place and period.
    #[must_use]
    pub fn subtitle(mut self, subtitle: impl Into<String>) -> Self {
        self.subtitle = subtitle.into();
        self
    }

    /// What the labels are.
    #[must_use]
    pub fn dimension(mut self, dimension: impl Into<String>) -> Self {
        self.dimension = dimension.into();
        self
    }

    /// A value to compare with.
    #[must_use]
    pub fn reference(mut self, label: impl Into<String>, value: f64) -> Self {
        self.reference = Some((label.into(), value));
        self
    }

    /// Anything the reader must know.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// Where the values come from.
    #[must_use]
    pub fn source(mut self, source: Source) -> Self {
        self.source = source;
        self
    }

    /// Address of the CSV.
    #[must_use]
    pub fn csv(mut self, href: impl Into<String>) -> Self {
        self.csv_href = Some(href.into());
        self
    }

    /// Level of the heading.
    #[must_use]
    pub fn level(mut self, level: u8) -> Self {
        self.level = level.clamp(2, 4);
        self
    }

    /// The labels of the points, in order, those of every series once.
    pub(crate) fn labels(&self) -> Vec<&str> {
        let mut labels: Vec<&str> = Vec::new();
        for series in &self.series {
            if labels.is_empty() {
                labels = series.points.iter().map(|point| point.label.as_str()).collect();
            } else if series.points.iter().map(|point| point.label.as_str()).ne(labels.iter().copied()) {
                for point in &series.points {
                    if !labels.contains(&point.label.as_str()) {
                        labels.push(&point.label);
                    }
                }
            }
        }
        labels
    }

    /// Every finite value, range end and reference.
    pub(crate) fn extent(&self) -> Option<(f64, f64)> {
        let values = self.series.iter().flat_map(|series| &series.points).flat_map(|point| {
            let (low, high) = point.range.unzip();
            [point.drawn(), low, high]
        });
        values.flatten().chain(self.reference.iter().map(|(_, value)| *value)).filter(|value| value.is_finite()).fold(
            None,
            |extent: Option<(f64, f64)>, value| {
                Some(extent.map_or((value, value), |(low, high)| (low.min(value), high.max(value))))
            },
        )
    }

    /// All the figures of the chart, as the table under it and its CSV.
    pub fn table(&self) -> Table {
        let ranged: Vec<bool> =
            self.series.iter().map(|series| series.points.iter().any(|point| point.range.is_some())).collect();
        let mut columns = vec![Column::words(self.dimension.clone())];
        for (series, ranged) in self.series.iter().zip(&ranged) {
            let heading = heading_with_unit(&series.label, self.unit);
            columns.push(Column::numbers(heading));
            if *ranged {
                columns.push(Column::numbers(format!("{}: lowest likely", series.label)));
                columns.push(Column::numbers(format!("{}: highest likely", series.label)));
            }
        }
        let rows = self.labels().into_iter().enumerate().map(|(place, label)| {
            let mut row = vec![Cell::text(label)];
            for (series, ranged) in self.series.iter().zip(&ranged) {
                // The labels nearly always agree in place; look elsewhere only when they do not.
                let point = series
                    .points
                    .get(place)
                    .filter(|point| point.label == label)
                    .or_else(|| series.points.iter().find(|point| point.label == label));
                row.push(self.cell(point.and_then(Point::drawn), point.and_then(|point| point.mark)));
                if *ranged {
                    let (low, high) = point.and_then(|point| point.range).unzip();
                    let none = Some(Mark::NotApplicable);
                    row.push(self.cell(low, none.filter(|_| low.is_none())));
                    row.push(self.cell(high, none.filter(|_| high.is_none())));
                }
            }
            row
        });
        let caption = if self.subtitle.is_empty() { self.finding.clone() } else { self.subtitle.clone() };
        Table::new(caption, columns, rows.collect())
    }

    /// The figures as CSV.
    pub fn to_csv(&self) -> String {
        self.table().to_csv()
    }

    fn cell(&self, value: Option<f64>, mark: Option<Mark>) -> Cell {
        Cell::Number { value, unit: self.unit, mark }
    }
}

/// `Norfolk (%)`: a heading names its unit, because a CSV cell does not.
pub(crate) fn heading_with_unit(label: &str, unit: Unit) -> String {
    if unit.name().is_empty() { label.to_owned() } else { format!("{label} ({})", unit.name()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn series_with_other_labels_share_one_table_without_losing_a_value() {
        let chart = Chart::new(
            "a",
            Kind::Line,
            "A",
            Unit::Percent,
            vec![
                Series::new("One", vec![Point::known("2024", 1.0), Point::known("2025", 2.0)]),
                Series::new("Two", vec![Point::known("2025", 3.0), Point::missing("2026", Mark::Confidential)]),
            ],
        );
        assert_eq!(chart.to_csv(), "Period,One (%),Two (%)\r\n2024,1.0,[x]\r\n2025,2.0,3.0\r\n2026,[x],[c]\r\n");
    }

    #[test]
    fn a_value_that_is_not_a_number_is_missing() {
        let chart = Chart::new(
            "a",
            Kind::Line,
            "A",
            Unit::Percent,
            vec![Series::new("One", vec![Point::known("2024", f64::NAN)])],
        );
        assert_eq!(chart.extent(), None);
        assert!(chart.to_csv().ends_with("2024,[x]\r\n"));
    }
}
