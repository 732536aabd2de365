//! The table of councils, the same on every page and in its CSV.

use vocation_ui::Unit;
use vocation_ui::components::table::{Cell, Column, Sorted, Table};

use crate::overview::picture::{CouncilPicture, LOOK_AHEAD_TO, Picture};

/// What the table of councils can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SortBy {
    /// Name, A first.
    Name,
    /// People aged 65 and over, most first.
    People,
    /// Growth in people aged 85 and over, fastest first.
    Growth,
    /// Share of care homes rated good or outstanding, lowest first.
    Rating,
    /// Turnover, highest first.
    Turnover,
}

impl SortBy {
    const ALL: [(Self, &str); 5] = [
        (Self::Name, "name"),
        (Self::People, "people"),
        (Self::Growth, "growth"),
        (Self::Rating, "rating"),
        (Self::Turnover, "turnover"),
    ];

    /// The order that an address asks for; the name when it asks for none that exists.
    pub fn of(key: Option<&str>) -> Self {
        Self::ALL.iter().find(|(_, known)| Some(*known) == key).map_or(Self::Name, |(sort, _)| *sort)
    }

    fn key(self) -> &'static str {
        Self::ALL.iter().find(|(sort, _)| *sort == self).map_or("name", |(_, key)| *key)
    }
}

/// The councils of a picture, in an order.
pub fn councils(picture: &Picture, sort: SortBy, address: &str) -> Table {
    let mut councils: Vec<&CouncilPicture> = picture.councils.iter().collect();
    let number = |value: Option<f64>| value.unwrap_or(f64::NEG_INFINITY);
    match sort {
        SortBy::Name => {}
        SortBy::People => councils.sort_by(|a, b| number(people(b)).total_cmp(&number(people(a)))),
        SortBy::Growth => councils.sort_by(|a, b| number(b.growth_85_plus()).total_cmp(&number(a.growth_85_plus()))),
        SortBy::Rating => {
            councils.sort_by(|a, b| rating(a).unwrap_or(f64::MAX).total_cmp(&rating(b).unwrap_or(f64::MAX)));
        }
        SortBy::Turnover => councils.sort_by(|a, b| number(turnover(b)).total_cmp(&number(turnover(a)))),
    }
    Table::new(
        "Councils of the East of England",
        columns(picture.year, sort, address),
        councils.into_iter().map(row).collect(),
    )
}

fn columns(year: i64, now: SortBy, address: &str) -> Vec<Column> {
    let sorted = |by: SortBy, column: Column| {
        let direction = match (by == now, by) {
            (false, _) => Sorted::No,
            (true, SortBy::Name | SortBy::Rating) => Sorted::Ascending,
            (true, _) => Sorted::Descending,
        };
        column.sorted_by(format!("{address}?sort={}", by.key()), direction)
    };
    vec![
        sorted(SortBy::Name, Column::words("Council")),
        sorted(SortBy::People, Column::numbers(format!("People 65 and over, {year}"))),
        Column::numbers(format!("People 85 and over, {year}")),
        sorted(SortBy::Growth, Column::numbers(format!("Growth of 85 and over to {LOOK_AHEAD_TO}"))),
        Column::numbers("Care homes, 2024-25"),
        sorted(SortBy::Rating, Column::numbers("Care homes good or outstanding")),
        sorted(SortBy::Turnover, Column::numbers("Turnover, 2024-25")),
    ]
}

fn row(council: &CouncilPicture) -> Vec<Cell> {
    const PEOPLE: Unit = Unit::Count("people");
    let cell = |value: Option<f64>, unit| Cell::Number { value, unit, mark: None };
    vec![
        Cell::link(&council.place.short_name, format!("/councils/{}", council.place.code.as_str())),
        cell(people(council), PEOPLE),
        cell(council.now.map(|known| known.age_85_plus as f64), PEOPLE),
        cell(council.growth_85_plus(), Unit::Percent),
        cell(council.facts.map(|known| f64::from(known.care_homes)), Unit::Count("care homes")),
        cell(rating(council), Unit::Percent),
        cell(turnover(council), Unit::Percent),
    ]
}

fn people(council: &CouncilPicture) -> Option<f64> {
    let now = council.now?;
    Some(now.rebased_65_plus().unwrap_or(now.age_65_plus) as f64)
}

fn rating(council: &CouncilPicture) -> Option<f64> {
    council.facts.map(|known| known.good_or_outstanding)
}

fn turnover(council: &CouncilPicture) -> Option<f64> {
    council.turnover.map(|known| known.percent)
}
