//! `/councils/{code}`: one council, its people and its turnover year by year.

use axum::extract::{Path, State};
use axum::response::Html as Answer;
use vocation_records::indicators::official;
use vocation_records::places::{EAST, PlaceCode, PlaceKind, PopulationYear, place_get, population};
use vocation_ui::components::table::{Cell, Column, Table};
use vocation_ui::{Component as _, Html, Page, Section, Unit};

use crate::overview::picture::LOOK_AHEAD_TO;
use crate::overview::{CouncilPicture, Desk, PageError};

/// Shows the page.
pub async fn get(State(desk): State<Desk>, Path(code): Path<String>) -> Result<Answer<String>, PageError> {
    let place = place_get(&desk.db, EAST, &PlaceCode::new(&code)).await?;
    let place = place.filter(|place| place.kind == PlaceKind::Council).ok_or(PageError::NotFound)?;
    let since = i64::from(desk.today.year()) - 6;
    let people = population(&desk.db, EAST, &place.code, since..=LOOK_AHEAD_TO).await?;
    let council = CouncilPicture::read(&desk, place).await?;
    let main = Html::join([turnover(council.place.code.as_str()).html(), people_table(&people).html()]);
    let page = Page::new(council.place.name.clone(), main)
        .lead(finding(&council))
        .section(Section::Councils)
        .crumb("Home", "/")
        .crumb("Councils", "/councils")
        .path(format!("/councils/{code}"));
    Ok(Answer(page.render_page()))
}

fn finding(council: &CouncilPicture) -> String {
    let name = &council.place.short_name;
    match (council.growth_85_plus(), council.facts) {
        (Some(growth), Some(facts)) => format!(
            "{name} expects {growth:.0}% more people aged 85 and over by {LOOK_AHEAD_TO}. It has {} care homes, \
             {:.1}% of them rated good or outstanding in 2024-25.",
            facts.care_homes, facts.good_or_outstanding
        ),
        (Some(growth), None) => format!("{name} expects {growth:.0}% more people aged 85 and over by {LOOK_AHEAD_TO}."),
        _ => format!("Little is known of {name} yet."),
    }
}

fn turnover(code: &str) -> Table {
    let rows = official::turnover(code)
        .into_iter()
        .map(|known| {
            vec![
                Cell::text(format!("{}-{:02}", known.year - 1, known.year % 100)),
                Cell::number(known.percent, Unit::Percent),
                Cell::text(known.series),
            ]
        })
        .collect();
    let columns = vec![Column::words("Year"), Column::numbers("Turnover"), Column::words("Published series")];
    Table::new("Turnover of care staff, as officially published", columns, rows)
}

fn people_table(people: &[PopulationYear]) -> Table {
    const PEOPLE: Unit = Unit::Count("people");
    let row = |known: &PopulationYear| {
        vec![
            Cell::text(known.year.to_string()),
            Cell::number(known.age_65_plus as f64, PEOPLE),
            Cell::number(known.age_75_plus as f64, PEOPLE),
            Cell::number(known.age_85_plus as f64, PEOPLE),
        ]
    };
    let columns = ["65 and over", "75 and over", "85 and over"].map(Column::numbers);
    let columns = std::iter::once(Column::words("Year")).chain(columns).collect();
    Table::new("People, estimated and projected by the Office for National Statistics", columns, people.iter().map(row).collect())
}
