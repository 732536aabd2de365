//! `/indicators/{measure}`: one indicator in every council, as a map, a table and a CSV of every month.

use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{Html as Answer, IntoResponse};
use vocation_records::indicators::catalogue;
use vocation_records::indicators::measure::Measure;
use vocation_records::indicators::series::{Cell, Figure, Published, series};
use vocation_records::places::{AsAt, EAST, Place, PlaceCode, PlaceKind, place_get, place_list};
use vocation_ui::components::content::{EmptyState, Inset, Link, Tabs};
use vocation_ui::components::forms::{Button, Select};
use vocation_ui::{Area, Chart, Component as _, Html, Kind, Page, Point, Section, Series, Source, to_csv, url_part};

use super::charts;
use crate::overview::workforce::{self, Told};
use crate::overview::{Desk, PageError, REGION};

/// What the address may ask for.
#[derive(Debug, serde::Deserialize)]
pub struct Asked {
    /// Code of the place whose parts are shown.
    #[serde(default)]
    place: String,
    /// `service`, `size` or `role`.
    #[serde(default)]
    by: String,
}

/// Key and words of each part.
type Parts = &'static [(&'static str, &'static str)];

/// The ways in which a place is divided: key, words, and its parts.
const WAYS: [(&str, &str, Parts); 3] = [
    ("service", "By service", &catalogue::SERVICES),
    ("size", "By size of employer", &catalogue::SIZES),
    ("role", "By group of roles", &catalogue::ROLES),
];

/// The months of one way of dividing a place, with the ways to the others.
async fn parts(desk: &Desk, release: &Published, measure: &'static Measure, asked: &Asked) -> Result<Html, PageError> {
    let code = if asked.place.is_empty() { REGION } else { asked.place.trim() };
    let place = place_get(&desk.db, EAST, &PlaceCode::new(code)).await?.ok_or(PageError::NotFound)?;
    let (by, title, keys) = WAYS.into_iter().find(|way| way.0 == asked.by).unwrap_or(WAYS[0]);
    let mut lines = Vec::new();
    for (key, words) in keys {
        let mut cell = Cell::whole(code);
        match by {
            "service" => cell.service = key,
            "size" => cell.size = key,
            _ => cell.role = key,
        }
        let figures = series(&desk.db, EAST, release.release_no, cell, measure.key).await?;
        let told = Told { measure, figures };
        let point = |figure: &Figure| Point::of(figure.month.in_words(), told.shown(figure), workforce::mark(figure));
        lines.push(Series::new(*words, told.figures.iter().map(point).collect()));
    }
    let address = |by: &str| format!("/indicators/{}?place={}&by={by}", measure.key, url_part(code));
    let tabs = Tabs {
        label: "How the workforce is divided".to_owned(),
        tabs: WAYS.map(|way| (Link::new(way.1, address(way.0)), way.0 == by)).into(),
    };
    let known = lines.iter().any(|line| !line.points.is_empty());
    let drawn = if known {
        let mut chart =
            Chart::new("parts", Kind::Multiples, highest_part(measure, &lines), workforce::unit(measure), lines);
        chart.subtitle = format!("{}, {}, {}", measure.label, place.short_name, title.to_lowercase());
        "Month".clone_into(&mut chart.dimension);
        chart.source = Source::new("National-format workforce files loaded here; see Methods and data");
        let file = format!("/api/v1/series.csv?indicator={}&place={}&cut={by}", measure.key, url_part(code));
        chart.csv(file).html()
    } else {
        let advice = Html::text("Figures are published of the region, its councils and its care boards.");
        EmptyState { title: format!("No figures are published of {}", place.name), advice }.html()
    };
    let made =
        Html::link("How this figure was made", &format!("/indicators/{}/made?place={}", measure.key, url_part(code)));
    Ok(Html::join([
        Html::trusted("<h2 class=\"govuk-heading-m\">Parts of the workforce</h2>"),
        choice(desk, measure, by, code).await?,
        tabs.html(),
        drawn,
        Html::trusted("<p class=\"govuk-body\">"),
        made,
        Html::trusted("</p>"),
    ]))
}

/// Which part has the highest figure in the latest month in which any is shown.
fn highest_part(measure: &Measure, lines: &[Series]) -> String {
    let last = |line: &Series| Some((line.points.last()?.value?, line.label.clone()));
    let highest = lines.iter().filter_map(last).max_by(|a, b| a.0.total_cmp(&b.0));
    highest.map_or_else(
        || format!("{}: no part may be shown in the latest month", measure.label),
        |(_, label)| format!("{} is highest in: {}", measure.label, label.to_lowercase()),
    )
}

/// The choice of the place.
async fn choice(desk: &Desk, measure: &Measure, by: &str, code: &str) -> Result<Html, PageError> {
    let mut options = Vec::new();
    for kind in [PlaceKind::Region, PlaceKind::Council, PlaceKind::Icb] {
        for place in place_list(&desk.db, EAST, kind, AsAt(desk.today)).await? {
            options.push((place.code.as_str().to_owned(), place.short_name));
        }
    }
    let (name, label, selected) = ("place".to_owned(), "Place".to_owned(), code.to_owned());
    Ok(Html::join([
        Html::trusted(format!(
            "<form action=\"/indicators/{}\" method=\"get\"><input type=\"hidden\" name=\"by\" value=\"{by}\">",
            measure.key
        )),
        Select { name, label, options, selected, ..Select::default() }.html(),
        Button { text: "Show".to_owned(), secondary: true }.html(),
        Html::trusted("</form>"),
    ]))
}

/// Shows the page.
pub async fn get(
    State(desk): State<Desk>,
    Path(key): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Answer<String>, PageError> {
    let measure = Measure::find(&key).ok_or(PageError::NotFound)?;
    let Some(release) = workforce::release(&desk).await? else { return Ok(nothing_yet(measure)) };
    let areas = all(&desk, measure).await?.into_iter().map(|(place, told)| area(&place, &told)).collect();
    let denominator = if measure.denominator.is_empty() { "Nothing: it is a count." } else { measure.denominator };
    let how = Html::join([
        Html::paragraph(measure.meaning),
        Html::paragraph(&format!("Divided by: {denominator}")),
        Html::paragraph(&format!("Formula: {}", measure.source)),
    ]);
    let parts = parts(&desk, &release, measure, &asked).await?;
    let map = charts::measure_map(measure, areas, &release.last.in_words());
    let page = Page::new(measure.label, Html::join([map.html(), Inset { content: how }.html(), parts]))
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
