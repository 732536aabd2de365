//! `/indicators/{measure}`: one indicator in every council, as a map, a table and a CSV of every month.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{Html as Answer, IntoResponse};
use vocation_records::indicators::measure::Measure;
use vocation_records::places::{AsAt, EAST, Place, PlaceKind, place_list};
use vocation_ui::components::content::{EmptyState, Inset};
use vocation_ui::{Area, Component as _, Html, Page, Section, to_csv};

use super::charts;
use crate::overview::workforce::{self, Told};
use crate::overview::{Desk, PageError};

/// Shows the page.
pub async fn get(State(desk): State<Desk>, Path(key): Path<String>) -> Result<Answer<String>, PageError> {
    let measure = Measure::find(&key).ok_or(PageError::NotFound)?;
    let Some(release) = workforce::release(&desk).await? else { return Ok(nothing_yet(measure)) };
    let areas = all(&desk, measure).await?.into_iter().map(|(place, told)| area(&place, &told)).collect();
    let denominator = if measure.denominator.is_empty() { "Nothing: it is a count." } else { measure.denominator };
    let how = Html::join([
        Html::paragraph(measure.meaning),
        Html::paragraph(&format!("Divided by: {denominator}")),
        Html::paragraph(&format!("Formula: {}", measure.source)),
    ]);
    let map = charts::measure_map(measure, areas, &release.last.in_words());
    let page = Page::new(measure.label, Html::join([map.html(), Inset { content: how }.html()]))
        .synthetic(release.synthetic)
        .section(Section::Region)
        .crumb("Home", "/")
        .crumb("Region", "/region")
        .path(format!("/indicators/{key}"));
    Ok(Answer(page.render_page()))
}

/// What stands here before the first release.
fn nothing_yet(measure: &Measure) -> Answer<String> {
    let title = "No figures are published yet".to_owned();
    let advice = Html::text("They appear once the workforce files are loaded and the indicators are published.");
    let page =
        Page::new(measure.label, EmptyState { title, advice }.html()).crumb("Home", "/").section(Section::Region);
    Answer(page.render_page())
}

/// Sends every council's figures, month by month.
pub async fn csv(State(desk): State<Desk>, Path(key): Path<String>) -> Result<impl IntoResponse, PageError> {
    let measure = Measure::find(&key).ok_or(PageError::NotFound)?;
    let synthetic = workforce::release(&desk).await?.is_some_and(|release| release.synthetic);
    let heading = format!("{} ({})", measure.label, measure.unit());
    let mut rows = vec![["council", "code", "month", &heading, "mark", "people"].map(str::to_owned)];
    let people = if synthetic { "synthetic" } else { "real" };
    for (place, told) in all(&desk, measure).await? {
        for figure in &told.figures {
            let (name, code) = (place.short_name.clone(), place.code.as_str().to_owned());
            rows.push([
                name,
                code,
                figure.month.to_string(),
                figure.digits.clone(),
                figure.mark.clone(),
                people.to_owned(),
            ]);
        }
    }
    let name = format!("{}{key}-by-council.csv", if synthetic { "synthetic-" } else { "" });
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, to_csv(rows)))
}

/// The measure in every council.
async fn all(desk: &Desk, measure: &'static Measure) -> Result<Vec<(Place, Told)>, PageError> {
    let Some(release) = workforce::release(desk).await? else { return Ok(Vec::new()) };
    let mut all = Vec::new();
    for place in place_list(&desk.db, EAST, PlaceKind::Council, AsAt(desk.today)).await? {
        let told = workforce::told(desk, &release, place.code.as_str(), measure).await?;
        all.push((place, told));
    }
    Ok(all)
}

fn area(place: &Place, told: &Told) -> Area {
    let value = told.last().and_then(|figure| told.shown(figure));
    let mark = told.last().and_then(workforce::mark);
    let code = place.code.as_str();
    Area::new(code, &place.short_name, value, mark).href(format!("/councils/{code}"))
}
