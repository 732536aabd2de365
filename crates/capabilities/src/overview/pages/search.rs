//! `/search`: a place by name or postcode.

use axum::extract::{Query, State};
use axum::response::Html as Answer;
use vocation_records::places::{EAST, Hit, PlaceKind, place_search};
use vocation_ui::components::content::EmptyState;
use vocation_ui::components::table::{Cell, Column, Table};
use vocation_ui::{Component as _, Html, Page};

use super::home::search;
use crate::overview::{Desk, PageError};

/// The longest text that is searched for; a postcode or a name is far shorter.
const LONGEST: usize = 100;

/// What the address may ask for.
#[derive(Debug, serde::Deserialize)]
pub struct Asked {
    /// What is looked for.
    #[serde(default)]
    q: String,
}

/// Shows the page.
pub async fn get(State(desk): State<Desk>, Query(asked): Query<Asked>) -> Result<Answer<String>, PageError> {
    let q: String = asked.q.trim().chars().take(LONGEST).collect();
    let hits = if q.is_empty() { Vec::new() } else { place_search(&desk.db, EAST, &q).await? };
    let found = match (q.is_empty(), hits.is_empty()) {
        (true, _) => Html::default(),
        (false, true) => EmptyState {
            title: format!("Nothing found for “{q}”"),
            advice: Html::text("Check the spelling, or try the first half of a postcode."),
        }
        .html(),
        (false, false) => results(&hits).html(),
    };
    let page = Page::new("Find a place", Html::join([search(&q).html(), found])).crumb("Home", "/").path("/search");
    Ok(Answer(page.render_page()))
}

fn results(hits: &[Hit]) -> Table {
    let row = |hit: &Hit| {
        let place = &hit.place;
        let name = match place.kind {
            PlaceKind::Council => Cell::link(&place.name, format!("/councils/{}", place.code.as_str())),
            _ => Cell::text(&place.name),
        };
        vec![name, Cell::text(place.kind.to_string()), Cell::text(place.code.as_str())]
    };
    let columns = ["Place", "Kind", "Code"].map(Column::words).into();
    Table::new("Places found", columns, hits.iter().map(row).collect())
}
