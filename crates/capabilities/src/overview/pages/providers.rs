//! `/providers`: care locations by name and council.

use axum::extract::{Query, State};
use axum::response::Html as Answer;
use vocation_records::places::{AsAt, EAST, Place, PlaceKind, place_list};
use vocation_records::sector::provider::{Location, location_search};
use vocation_ui::components::content::EmptyState;
use vocation_ui::components::forms::{Button, Select, TextInput};
use vocation_ui::components::table::{Cell, Column, Table};
use vocation_ui::{Component as _, Html, Mark, Page, Section, Unit, url_part};

use crate::overview::{Desk, PageError};

/// The longest text that is searched for.
const LONGEST: usize = 100;

/// What the address may ask for.
#[derive(Debug, serde::Deserialize)]
pub struct Asked {
    /// Part of a name.
    #[serde(default)]
    q: String,
    /// Code of a council.
    #[serde(default)]
    council: String,
    /// The last location of the page before.
    #[serde(default)]
    after: String,
}

/// Shows the page.
pub async fn get(State(desk): State<Desk>, Query(asked): Query<Asked>) -> Result<Answer<String>, PageError> {
    let q: String = asked.q.trim().chars().take(LONGEST).collect();
    let councils = place_list(&desk.db, EAST, PlaceKind::Council, AsAt(desk.today)).await?;
    let short = |text: &str| text.chars().take(LONGEST).collect::<String>();
    let (found, more) = location_search(&desk.db, EAST, &q, &short(&asked.council), &short(&asked.after)).await?;
    let synthetic = found.iter().any(|location| location.synthetic);
    let list = match (&found[..], found.last()) {
        ([], _) => {
            let advice = Html::text("Try part of the name, or all councils.");
            EmptyState { title: "No care locations found".to_owned(), advice }.html()
        }
        (_, Some(last)) if more => Html::join([table(&found, &councils).html(), next(&q, &asked.council, &last.id)]),
        _ => table(&found, &councils).html(),
    };
    let main = Html::join([form(&q, &asked.council, &councils), list]);
    let page = Page::new("Care locations and their providers", main)
        .lead("Homes, home care and other services registered with the Care Quality Commission, with their ratings.")
        .synthetic(synthetic)
        .section(Section::Providers)
        .crumb("Home", "/")
        .path("/providers");
    Ok(Answer(page.render_page()))
}

fn form(q: &str, council: &str, councils: &[Place]) -> Html {
    let name = TextInput {
        name: "q".to_owned(),
        label: "Name of a service or provider".to_owned(),
        value: q.to_owned(),
        ..TextInput::default()
    };
    let options = councils.iter().map(|place| (place.code.as_str().to_owned(), place.short_name.clone()));
    let place = Select {
        name: "council".to_owned(),
        label: "Council".to_owned(),
        options: std::iter::once((String::new(), "All councils".to_owned())).chain(options).collect(),
        selected: council.to_owned(),
        ..Select::default()
    };
    let button = Button { text: "Show".to_owned(), secondary: true };
    Html::join([
        Html::trusted("<form action=\"/providers\" method=\"get\">"),
        name.html(),
        place.html(),
        button.html(),
        Html::trusted("</form>"),
    ])
}

fn next(q: &str, council: &str, last: &str) -> Html {
    let href = format!("/providers?q={}&council={}&after={}", url_part(q), url_part(council), url_part(last));
    Html::join([Html::trusted("<p class=\"govuk-body\">"), Html::link("More locations", &href), Html::trusted("</p>")])
}

/// Locations with their provider, council and rating.
pub(super) fn table(found: &[Location], councils: &[Place]) -> Table {
    let row = |location: &Location| {
        let council = councils.iter().find(|place| Some(place.code.as_str()) == location.council.as_deref());
        let council = council.map_or_else(
            || Cell::text("Not known"),
            |place| Cell::link(&place.short_name, format!("/councils/{}", place.code.as_str())),
        );
        vec![
            Cell::text(&location.name),
            Cell::link(&location.provider.1, format!("/providers/{}", url_part(&location.provider.0))),
            council,
            Cell::text(&location.service_types),
            beds(location),
            Cell::text(location.overall.as_deref().unwrap_or("Not yet rated")),
        ]
    };
    let words = ["Location", "Provider", "Council", "Service"].map(Column::words);
    let columns = words.into_iter().chain([Column::numbers("Beds"), Column::words("Rating")]).collect();
    Table::new("Care locations", columns, found.iter().map(row).collect())
}

/// Beds, where they are published; none published is not 0.
pub(super) fn beds(location: &Location) -> Cell {
    let mark = location.beds.is_none().then_some(Mark::NotApplicable);
    Cell::Number { value: location.beds.map(|beds| beds as f64), unit: Unit::Count("beds"), mark }
}
