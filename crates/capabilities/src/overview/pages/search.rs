//! `/search`: a place by name or postcode, a care location or provider by name.

use axum::extract::{Query, State};
use axum::response::Html as Answer;
use vocation_records::places::{AsAt, EAST, Hit, PlaceKind, place_list, place_search};
use vocation_records::sector::provider::location_search;
use vocation_ui::components::content::EmptyState;
use vocation_ui::components::table::{Cell, Column, Table};
use vocation_ui::{Component as _, Html, Page, url_part};

use super::home::search;
use super::providers::table;
use crate::overview::{Desk, PageError};

/// The longest text that is searched for; a postcode or a name is far shorter.
const LONGEST: usize = 100;
/// Care locations shown here; the page of providers shows all.
const SHOWN: usize = 10;

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
    let (services, synthetic) = services(&desk, &q).await?;
    let found = match (q.is_empty(), hits.is_empty()) {
        (true, _) => Html::default(),
        (false, true) if !services.is_empty() => services,
        (false, true) => EmptyState {
            title: format!("Nothing found for “{q}”"),
            advice: Html::text("Check the spelling, or try the first half of a postcode."),
        }
        .html(),
        (false, false) => Html::join([results(&hits).html(), services]),
    };
    let page = Page::new("Find a place or provider", Html::join([search(&q).html(), found]))
        .synthetic(synthetic)
        .crumb("Home", "/")
        .path("/search");
    Ok(Answer(page.render_page()))
}

/// The first care locations of that name, with the way to the others, and whether any is invented.
async fn services(desk: &Desk, q: &str) -> Result<(Html, bool), PageError> {
    let (mut found, _) =
        if q.is_empty() { Default::default() } else { location_search(&desk.db, EAST, q, "", "").await? };
    if found.is_empty() {
        return Ok((Html::default(), false));
    }
    found.truncate(SHOWN);
    let councils = place_list(&desk.db, EAST, PlaceKind::Council, AsAt(desk.today)).await?;
    let all = Html::link("All care locations of this name", &format!("/providers?q={}", url_part(q)));
    let synthetic = found.iter().any(|location| location.synthetic);
    Ok((Html::join([table(&found, &councils).html(), all]), synthetic))
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
