//! `/`: four doors.

use axum::response::Html as Answer;
use vocation_ui::components::content::{Card, Grid, Link};
use vocation_ui::components::forms::SearchBox;
use vocation_ui::{Component as _, Html, Page, Section, links};

/// The doors, in the order of the strategy's own table of who it is for.
const DOORS: [(&str, &str, &str); 4] = [
    ("I draw on care, or help someone who does", "/search", "Find your council, and how care homes there are rated."),
    ("I work in care, or would like to", "/councils", "See how care work is doing where you live."),
    ("I run a care service", "/search", "See your area beside others: people, care homes, turnover."),
    ("I plan and commission care", "/region", "See where the region's care workforce is fragile, and what is known."),
];

/// Shows the page.
pub async fn get() -> Answer<String> {
    let doors = DOORS.map(|(who, href, what)| Card { link: Link::new(who, href), text: what.to_owned() }.html());
    let main = Html::join([Grid { across: 2, items: doors.into() }.html(), search("").html()]);
    let page = Page::new("The care workforce of the East of England", main)
        .lead("A profession to which people are attracted, are able to progress and wish to remain.")
        .section(Section::Home)
        .path("/");
    Answer(page.render_page())
}

/// The search for a place, filled with what was searched for.
pub(super) fn search(value: &str) -> SearchBox {
    SearchBox {
        id: "place-search".to_owned(),
        label: "Find a council, district, postcode or provider".to_owned(),
        hint: Some("For example Norfolk, or IP33 3SS".to_owned()),
        action: links::SEARCH.to_owned(),
        value: value.to_owned(),
    }
}
