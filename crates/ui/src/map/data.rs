//! What a map is drawn from.

use crate::chart::data::{Source, heading_with_unit};
use crate::components::table::{Cell, Column, Table};
use crate::words::{Mark, Unit};

/// Which boundaries a map shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// Councils with social services, December 2023 boundaries (codes `E06...`, `E10...`).
    Councils,
    /// Districts and unitary councils, May 2024 boundaries.
    Districts,
    /// Integrated care boards, April 2023 to March 2026 (codes `E54...`).
    Boards2023,
}

/// A place on a map, with its figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// Official code of the place, which names its shape.
    pub code: String,
    /// Codes of the places it is made of, when it has no shape of its own (a board since April 2026 is a union of councils).
    pub members: Vec<String>,
    /// Its name.
    pub name: String,
    /// The figure, if it may be shown and is known.
    pub value: Option<f64>,
    /// Why it is missing, or what to know about it.
    pub mark: Option<Mark>,
    /// The page about the place.
    pub href: Option<String>,
}

impl Area {
    /// A place with its figure.
    pub fn new(code: impl Into<String>, name: impl Into<String>, value: Option<f64>, mark: Option<Mark>) -> Self {
        Self { code: code.into(), members: Vec::new(), name: name.into(), value, mark, href: None }
    }

    /// The page about the place.
    #[must_use]
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }

    /// Makes it a union of other places.
    #[must_use]
    pub fn made_of(mut self, members: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.members = members.into_iter().map(Into::into).collect();
        self
    }

    pub(crate) fn known(&self) -> Option<f64> {
        self.value.filter(|value| value.is_finite())
    }
}

/// A map of places coloured by a figure, with its ranked table.
#[derive(Clone, Debug, PartialEq)]
pub struct AreaMap {
    /// Unique on the page: letters, digits, hyphens.
    pub id: String,
    /// The finding, as a sentence.
    pub finding: String,
    /// Measure, place and date.
    pub subtitle: String,
    /// Boundaries drawn.
    pub layer: Layer,
    /// What the values are.
    pub unit: Unit,
    /// Heading of the value: `Turnover`.
    pub measure: String,
    /// Heading of the places: `Council`.
    pub dimension: String,
    /// The places.
    pub areas: Vec<Area>,
    /// Anything the reader must know.
    pub note: Option<String>,
    /// Where the values come from.
    pub source: Source,
    /// Address of the same figures as CSV.
    pub csv_href: Option<String>,
    /// Level of the heading, 2 to 4.
    pub level: u8,
}

impl AreaMap {
    /// A map with its parts; the rest is set after.
    pub fn new(
        id: impl Into<String>,
        layer: Layer,
        finding: impl Into<String>,
        measure: impl Into<String>,
        unit: Unit,
        areas: Vec<Area>,
    ) -> Self {
        let dimension = match layer {
            Layer::Councils => "Council",
            Layer::Districts => "District",
            Layer::Boards2023 => "Integrated care board",
        };
        Self {
            id: id.into(),
            finding: finding.into(),
            subtitle: String::new(),
            layer,
            unit,
            measure: measure.into(),
            dimension: dimension.into(),
            areas,
            note: None,
            source: Source::default(),
            csv_href: None,
            level: 3,
        }
    }

    /// Measure, place and date.
    #[must_use]
    pub fn subtitle(mut self, subtitle: impl Into<String>) -> Self {
        self.subtitle = subtitle.into();
        self
    }

    /// Heading of the places.
    #[must_use]
    pub fn dimension(mut self, dimension: impl Into<String>) -> Self {
        self.dimension = dimension.into();
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

    /// The places from the highest figure to the lowest, those without a figure last; the number is the rank on the map.
    pub(crate) fn ranked(&self) -> Vec<(Option<usize>, &Area)> {
        let mut areas: Vec<&Area> = self.areas.iter().collect();
        areas.sort_by(|a, b| match (a.known(), b.known()) {
            (Some(x), Some(y)) => y.total_cmp(&x).then_with(|| a.name.cmp(&b.name)),
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (None, None) => a.name.cmp(&b.name),
        });
        areas.into_iter().enumerate().map(|(place, area)| (area.known().map(|_| place + 1), area)).collect()
    }

    /// The figures as a table, ranked.
    pub fn table(&self) -> Table {
        let rows = self.ranked().into_iter().map(|(rank, area)| {
            let name = match &area.href {
                Some(href) => Cell::link(area.name.clone(), href.clone()),
                None => Cell::text(area.name.clone()),
            };
            let rank = match rank {
                Some(rank) => Cell::number(rank as f64, Unit::Count("")),
                None => Cell::text("–"),
            };
            vec![name, Cell::Number { value: area.known(), unit: self.unit, mark: area.mark }, rank]
        });
        let caption = if self.subtitle.is_empty() { self.finding.clone() } else { self.subtitle.clone() };
        Table::new(
            caption,
            vec![
                Column::words(self.dimension.clone()),
                Column::numbers(heading_with_unit(&self.measure, self.unit)),
                Column::numbers("Rank"),
            ],
            rows.collect(),
        )
    }

    /// The figures as CSV.
    pub fn to_csv(&self) -> String {
        self.table().to_csv()
    }
}
