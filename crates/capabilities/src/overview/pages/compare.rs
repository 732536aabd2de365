//! `/compare`: two places side by side, in every indicator.

use axum::extract::{Query, State};
use axum::response::Html as Answer;
use vocation_records::indicators::measure::MEASURES;
use vocation_records::places::{AsAt, EAST, Place, PlaceKind, place_list};
use vocation_ui::components::content::EmptyState;
use vocation_ui::components::forms::{Button, Select};
use vocation_ui::components::table::{Cell, Column, Table};
use vocation_ui::{Component as _, Html, Page, Section};

use crate::overview::workforce;
use crate::overview::{Desk, PageError};

/// What the address may ask for.
#[derive(Debug, serde::Deserialize)]
pub struct Asked {
    /// Code of one place.
    #[serde(default)]
    a: String,
    /// Code of the other.
    #[serde(default)]
    b: String,
}

/// The kinds of place that can be compared.
const KINDS: [PlaceKind; 3] = [PlaceKind::Region, PlaceKind::Council, PlaceKind::Icb];

/// Shows the page.
pub async fn get(State(desk): State<Desk>, Query(asked): Query<Asked>) -> Result<Answer<String>, PageError> {
    let mut places = Vec::new();
    for kind in KINDS {
        places.extend(place_list(&desk.db, EAST, kind, AsAt(desk.today)).await?);
    }
    let release = workforce::release(&desk).await?;
    let region = places.iter().find(|place| place.kind == PlaceKind::Region && place.is_official_code);
    let council = places.iter().find(|place| place.kind == PlaceKind::Council);
    let pair = choose(&places, &asked.a, region)?.zip(choose(&places, &asked.b, council)?);
    let figures = match (&release, pair) {
        (Some(release), Some((a, b))) => {
            let mut rows = Vec::new();
            for measure in MEASURES {
                let mut row = vec![Cell::link(measure.label, format!("/indicators/{}", measure.key))];
                for place in [a, b] {
                    let told = workforce::told(&desk, release, place.code.as_str(), measure).await?;
                    let last = told.last();
                    let value = last.and_then(|figure| told.shown(figure));
                    row.push(Cell::Number { value, unit: told.unit(), mark: last.and_then(workforce::mark) });
                }
                rows.push(row);
            }
            let columns =
                vec![Column::words("Indicator"), Column::numbers(&a.short_name), Column::numbers(&b.short_name)];
            Table::new(format!("Every indicator, {}", release.last.in_words()), columns, rows).html()
        }
        _ => EmptyState {
            title: "No figures are published yet".to_owned(),
            advice: Html::text("Load the workforce files first."),
        }
        .html(),
    };
    let title =
        pair.map_or_else(|| "Compare places".to_owned(), |(a, b)| format!("{} beside {}", a.short_name, b.short_name));
    let page = Page::new(title, Html::join([form(&places, pair), figures]))
        .synthetic(release.is_some_and(|release| release.synthetic))
        .section(Section::Compare)
        .crumb("Home", "/")
        .path("/compare");
    Ok(Answer(page.render_page()))
}

/// The place of a code, the usual one where none is asked for; there is no page of a code that is nowhere.
fn choose<'p>(places: &'p [Place], code: &str, usual: Option<&'p Place>) -> Result<Option<&'p Place>, PageError> {
    if code.is_empty() {
        return Ok(usual);
    }
    places.iter().find(|place| place.code.as_str() == code).map(Some).ok_or(PageError::NotFound)
}

fn form(places: &[Place], pair: Option<(&Place, &Place)>) -> Html {
    let choice = |name: &str, label: &str, chosen: Option<&Place>| Select {
        name: name.to_owned(),
        label: label.to_owned(),
        options: places.iter().map(|place| (place.code.as_str().to_owned(), place.short_name.clone())).collect(),
        selected: chosen.map_or_else(String::new, |place| place.code.as_str().to_owned()),
        ..Select::default()
    };
    Html::join([
        Html::trusted("<form action=\"/compare\" method=\"get\">"),
        choice("a", "Place", pair.map(|pair| pair.0)).html(),
        choice("b", "Beside", pair.map(|pair| pair.1)).html(),
        Button { text: "Compare".to_owned(), secondary: true }.html(),
        Html::trusted("</form>"),
    ])
}
