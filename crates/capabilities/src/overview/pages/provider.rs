//! `/providers/{id}`: one provider and its locations, from the public register.

use axum::extract::{Path, State};
use axum::response::Html as Answer;
use vocation_records::places::EAST;
use vocation_records::sector::provider::{Location, Provider, location_list, provider_get};
use vocation_ui::components::content::{Inset, SummaryList};
use vocation_ui::components::table::{Cell, Column, Table};
use vocation_ui::{Component as _, Html, Page, Section, long_date};

use super::providers::beds;
use crate::overview::{Desk, PageError};

/// Shows the page.
pub async fn get(State(desk): State<Desk>, Path(id): Path<String>) -> Result<Answer<String>, PageError> {
    let provider = provider_get(&desk.db, EAST, &id).await?.ok_or(PageError::NotFound)?;
    let locations = location_list(&desk.db, EAST, &id).await?;
    let note = Html::text(
        "Figures of a single provider's workforce are not shown here: they are its own, and stay so until it shares them.",
    );
    let main = Html::join([facts(&provider).html(), ratings(&locations).html(), Inset { content: note }.html()]);
    let page = Page::new(provider.name.clone(), main)
        .caption("Provider")
        .synthetic(provider.synthetic)
        .section(Section::Providers)
        .crumb("Home", "/")
        .crumb("Providers", "/providers")
        .path(format!("/providers/{id}"))
        .updated(&provider.as_at_on);
    Ok(Answer(page.render_page()))
}

fn facts(provider: &Provider) -> SummaryList {
    let told = |text: &Option<String>| Html::text(text.as_deref().unwrap_or("Not told"));
    let registered = provider.registered_on.as_deref().map_or_else(|| "Not told".to_owned(), long_date);
    SummaryList::new([
        ("Regulator's id".to_owned(), Html::text(&provider.id)),
        ("Registered".to_owned(), Html::text(&registered)),
        ("Ownership".to_owned(), told(&provider.ownership)),
        ("Size of group".to_owned(), told(&provider.group_size)),
        ("Brand".to_owned(), told(&provider.brand)),
    ])
}

fn ratings(locations: &[Location]) -> Table {
    let rated = |text: &Option<String>| Cell::text(text.as_deref().unwrap_or("Not yet rated"));
    let row = |location: &Location| {
        let mut row = vec![
            Cell::text(&location.name),
            Cell::text(&location.service_types),
            beds(location),
            rated(&location.overall),
        ];
        row.extend(location.questions.iter().map(rated));
        row
    };
    let columns = [
        Column::words("Location"),
        Column::words("Service"),
        Column::numbers("Beds"),
        Column::words("Overall"),
        Column::words("Safe"),
        Column::words("Effective"),
        Column::words("Caring"),
        Column::words("Responsive"),
        Column::words("Well-led"),
    ];
    Table::new("Locations and their ratings", columns.into(), locations.iter().map(row).collect())
}
