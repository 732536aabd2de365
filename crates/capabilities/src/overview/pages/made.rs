//! `/indicators/{measure}/made`: how a figure was made, what it stands on, and what each release said.

use axum::extract::{Path, Query, State};
use axum::response::Html as Answer;
use vocation_records::indicators::browse::release_list;
use vocation_records::indicators::measure::Measure;
use vocation_records::indicators::series::{Cell as Of, series};
use vocation_records::places::{EAST, PlaceCode, place_get};
use vocation_ui::components::content::{EmptyState, SummaryList};
use vocation_ui::components::table::{Cell, Column, Table};
use vocation_ui::{Component as _, Html, Page, Section, long_date};

use crate::overview::workforce;
use crate::overview::{Desk, PageError, REGION};

/// Releases told, at most.
const RELEASES: usize = 12;

/// What the address may ask for.
#[derive(Debug, serde::Deserialize)]
pub struct Asked {
    /// Code of the place; the region when absent.
    #[serde(default)]
    place: String,
}

/// Shows the page.
pub async fn get(
    State(desk): State<Desk>,
    Path(key): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Answer<String>, PageError> {
    let measure = Measure::find(&key).ok_or(PageError::NotFound)?;
    let code = if asked.place.is_empty() { REGION } else { asked.place.trim() };
    let place = place_get(&desk.db, EAST, &PlaceCode::new(code)).await?.ok_or(PageError::NotFound)?;
    let releases = release_list(&desk.db, EAST).await?;
    let mut rows = Vec::new();
    for release in releases.iter().take(RELEASES) {
        let figures = series(&desk.db, EAST, release.release_no, Of::whole(code), measure.key).await?;
        let (value, mark) =
            figures.last().map_or((None, None), |last| (workforce::shown(measure, last), workforce::mark(last)));
        rows.push(vec![
            Cell::text(format!("Release {}", release.release_no)),
            Cell::text(long_date(release.published_at.get(..10).unwrap_or_default())),
            Cell::text(release.last.in_words()),
            Cell::Number { value, unit: workforce::unit(measure), mark },
        ]);
    }
    let columns = ["Release", "Made on", "Latest month"].map(Column::words).into_iter();
    let columns = columns.chain([Column::numbers(measure.label)]).collect();
    let history = if rows.is_empty() {
        let advice = Html::text("They appear once the workforce files are loaded and the indicators are published.");
        EmptyState { title: "No figures are published yet".to_owned(), advice }.html()
    } else {
        Table::new(format!("What each release said of {}", place.name), columns, rows).html()
    };
    let page =
        Page::new(format!("How the figure was made: {}", measure.label), Html::join([made(measure).html(), history]))
            .caption(place.name)
            .synthetic(releases.first().is_some_and(|release| release.synthetic))
            .section(Section::Region)
            .crumb("Home", "/")
            .crumb("Region", "/region")
            .crumb(measure.label, format!("/indicators/{key}"))
            .path(format!("/indicators/{key}/made"));
    Ok(Answer(page.render_page()))
}

/// The steps from the files to the figure.
fn made(measure: &Measure) -> SummaryList {
    let denominator = if measure.denominator.is_empty() { "Nothing: it is a count" } else { measure.denominator };
    let row = |name: &str, text: &str| (name.to_owned(), Html::text(text));
    SummaryList::new([
        row("What it says", measure.meaning),
        row("Divided by", denominator),
        row("Formula", measure.source),
        row(
            "Counted from",
            "Staff records and workplaces in the workforce files, each month end, by the boundaries of that month",
        ),
        row(
            "Protected",
            "Small counts are hidden, others rounded, and further ones hidden so that nothing can be had by subtraction; \
             rates are made from what is left",
        ),
        ("Uploads behind it".to_owned(), Html::link("The days they describe (CSV)", "/api/v1/uploads.csv")),
        ("Method".to_owned(), Html::link("Methods and data", "/methods")),
    ])
}
