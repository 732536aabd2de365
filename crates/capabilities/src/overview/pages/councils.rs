//! `/councils`: every council in one table, and the same as CSV.

use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{Html as Answer, IntoResponse};
use vocation_ui::{Component as _, Html, Page, Section};

use super::table::{SortBy, councils};
use crate::overview::{Desk, PageError, Picture};

/// What the address may ask for.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// `name`, `people`, `growth`, `rating` or `turnover`.
    sort: Option<String>,
}

/// Shows the page.
pub async fn get(State(desk): State<Desk>, Query(asked): Query<Asked>) -> Result<Answer<String>, PageError> {
    let picture = Picture::read(&desk).await?;
    let table = councils(&picture, SortBy::of(asked.sort.as_deref()), "/councils");
    let main = Html::join([table.quiet().html(), Html::link("Download this table (CSV)", "/councils.csv")]);
    let page = Page::new("Councils of the East of England", main)
        .lead("Choose a heading to sort by it, and a council to see more of it.")
        .section(Section::Councils)
        .crumb("Home", "/")
        .path("/councils");
    Ok(Answer(page.render_page()))
}

/// Sends the table as CSV.
pub async fn csv(State(desk): State<Desk>) -> Result<impl IntoResponse, PageError> {
    let picture = Picture::read(&desk).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"east-of-england-councils.csv\""),
    ];
    Ok((headers, councils(&picture, SortBy::Name, "/councils").to_csv()))
}
