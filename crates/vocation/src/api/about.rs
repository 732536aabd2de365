//! What the API says of itself and of its figures.

use super::answer;
use super::openapi::document;
use super::operations::{OPERATIONS, example_path};
use super::params::Asked;
use super::problem::Refused;
use super::record::record;
use axum::Json;
use axum::extract::Path;
use axum::response::{Html as Answer, Response};
use serde_json::Value;
use vocation_records::indicators::catalogue::{Entry, entries, entry};
use vocation_records::indicators::measure::Better;
use vocation_records::places::datasets as sets;
use vocation_ui::components::table::{Cell, Column, Table};
use vocation_ui::{Component as _, Html, Section};

record! {
    /// An indicator as the API tells it.
    IndicatorOut as "Indicator" {
        /// Its key.
        key: &'static str,
        /// Short name.
        label: String,
        /// What it says, in one sentence.
        meaning: String,
        /// What it is divided by; empty for a count.
        denominator: &'static str,
        /// The unit of its figures.
        unit: &'static str,
        /// Which direction is better: more, less or neither.
        better: &'static str,
        /// Where the formula comes from.
        source: &'static str,
        /// indicator, or count for what indicators are made from.
        kind: &'static str,
    }
}

record! {
    /// A data set as the API tells it.
    DatasetOut as "Dataset" {
        /// Its short name.
        id: &'static str,
        /// What it holds.
        title: &'static str,
        /// Who published it.
        publisher: &'static str,
        /// Its licence.
        licence: &'static str,
        /// The sentence that its licence asks to be printed.
        attribution: &'static str,
        /// The day or period that it is of.
        as_at: &'static str,
        /// What it must not be used for.
        limits: &'static str,
    }
}

impl From<Entry> for IndicatorOut {
    fn from(entry: Entry) -> IndicatorOut {
        IndicatorOut {
            key: entry.key,
            label: entry.label,
            meaning: entry.meaning,
            denominator: entry.denominator,
            unit: entry.unit,
            better: match entry.better {
                Better::More => "more",
                Better::Less => "less",
                Better::Neither => "neither",
            },
            source: entry.source,
            kind: if entry.is_part { "count" } else { "indicator" },
        }
    }
}

/// `GET /api/v1/indicators`
pub async fn indicators(asked: Asked) -> Response {
    answer::whole(asked.shape, "indicators", entries().into_iter().map(IndicatorOut::from).collect())
}

/// `GET /api/v1/indicators/{key}`
pub async fn indicator(Path(key): Path<String>, _: Asked) -> Result<Json<IndicatorOut>, Refused> {
    entry(&key).map(|entry| Json(entry.into())).ok_or_else(|| Refused::no("indicator", &key))
}

/// `GET /api/v1/datasets`
pub async fn datasets(asked: Asked) -> Response {
    let told = sets().iter().map(|set| DatasetOut {
        id: set.id,
        title: set.title,
        publisher: set.publisher,
        licence: set.licence,
        attribution: set.attribution,
        as_at: set.as_at,
        limits: set.limits,
    });
    answer::whole(asked.shape, "datasets", told.collect())
}

/// `GET /api/v1/openapi.json`
pub async fn openapi() -> Json<Value> {
    Json(document())
}

/// What a reader of the page about the API should know, before the table.
const SAID: [&str; 4] = [
    "Answers are JSON. No key is needed, and nothing can be changed. A list comes in pages: the field next of an answer is the cursor of the page after.",
    "Every list is also a CSV: put .csv after its address, or send Accept: text/csv. A CSV is never in pages, however long.",
    "Figures are those of the pages, digit for digit. Where none may be shown there is the reason instead: [c] hidden so that nobody can be identified, [x] not available, [z] does not apply. A missing figure is never 0.",
    "An error is a problem document (RFC 9457) with one sentence that says what is wrong. Send back the ETag of an answer in If-None-Match, and what has not changed is not sent again.",
];

/// `/api`: what a program can ask.
pub async fn page() -> Answer<String> {
    let row = |operation: &super::Operation| {
        let example = example_path(operation.path);
        let query: Vec<String> = operation
            .params
            .iter()
            .filter(|param| {
                param.required || (operation.name == "series" && ["indicator", "place", "cut"].contains(&param.name))
            })
            .map(|param| format!("{}={}", param.name, param.example))
            .collect();
        let query = if query.is_empty() { String::new() } else { format!("?{}", query.join("&")) };
        let params: Vec<&str> = operation.params.iter().map(|param| param.name).collect();
        let csv = operation
            .csv
            .map_or_else(|| Cell::text("No"), |csv| Cell::link("CSV", format!("{}{query}", example_path(csv))));
        let params = if params.is_empty() { "None".to_owned() } else { params.join(", ") };
        vec![
            Cell::link(operation.path, format!("{example}{query}")),
            Cell::text(operation.summary),
            Cell::text(params),
            csv,
        ]
    };
    let columns = ["Address, with an example", "What it gives", "Parameters", "As CSV"].map(Column::words).into();
    let table = Table::new("Operations", columns, OPERATIONS.iter().map(row).collect());
    let main = Html::join(
        SAID.map(Html::paragraph)
            .into_iter()
            .chain([table.html(), Html::link("The whole description (OpenAPI 3.1)", "/api/v1/openapi.json")]),
    );
    let page = vocation_ui::Page::new("API", main)
        .lead("The figures of these pages, for programs.")
        .section(Section::Api)
        .crumb("Home", "/")
        .path("/api");
    Answer(page.render_page())
}
