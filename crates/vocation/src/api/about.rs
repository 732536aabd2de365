//! What the API says of itself and of its figures.

use super::openapi::document;
use super::operations::OPERATIONS;
use super::params::Asked;
use super::places::Page;
use axum::Json;
use axum::response::Html as Answer;
use serde::Serialize;
use serde_json::Value;
use vocation_records::indicators::measure::{Better, MEASURES};
use vocation_records::places::datasets as sets;
use vocation_ui::components::table::{Cell, Column, Table};
use vocation_ui::{Component as _, Html, Section};

/// An indicator as the API tells it.
#[derive(Debug, Serialize)]
pub struct IndicatorOut {
    key: &'static str,
    label: &'static str,
    meaning: &'static str,
    denominator: &'static str,
    unit: &'static str,
    better: &'static str,
    source: &'static str,
}

/// A data set as the API tells it.
#[derive(Debug, Serialize)]
pub struct DatasetOut {
    id: &'static str,
    title: &'static str,
    publisher: &'static str,
    licence: &'static str,
    attribution: &'static str,
    as_at: &'static str,
    limits: &'static str,
}

/// `GET /api/v1/indicators`
pub async fn indicators(_: Asked) -> Json<Page<IndicatorOut>> {
    let told = MEASURES.iter().map(|measure| IndicatorOut {
        key: measure.key,
        label: measure.label,
        meaning: measure.meaning,
        denominator: measure.denominator,
        unit: measure.unit(),
        better: match measure.better {
            Better::More => "more",
            Better::Less => "less",
            Better::Neither => "neither",
        },
        source: measure.source,
    });
    Page::whole(told.collect())
}

/// `GET /api/v1/datasets`
pub async fn datasets(_: Asked) -> Json<Page<DatasetOut>> {
    let told = sets().iter().map(|set| DatasetOut {
        id: set.id,
        title: set.title,
        publisher: set.publisher,
        licence: set.licence,
        attribution: set.attribution,
        as_at: set.as_at,
        limits: set.limits,
    });
    Page::whole(told.collect())
}

/// `GET /api/v1/openapi.json`
pub async fn openapi() -> Json<Value> {
    Json(document())
}

/// `/api`: what a program can ask.
pub async fn page() -> Answer<String> {
    let row = |operation: &super::Operation| {
        let example = operation.path.replace("{code}", "E10000020");
        let query: Vec<String> = operation
            .params
            .iter()
            .filter(|param| param.required)
            .map(|param| format!("{}={}", param.name, param.example))
            .collect();
        let example = if query.is_empty() { example } else { format!("{example}?{}", query.join("&")) };
        let params: Vec<&str> = operation.params.iter().map(|param| param.name).collect();
        vec![Cell::link(operation.path, example), Cell::text(operation.summary), Cell::text(params.join(", "))]
    };
    let columns = ["Address", "What it gives", "Parameters"].map(Column::words).into();
    let table = Table::new("Operations", columns, OPERATIONS.iter().map(row).collect());
    let main = Html::join([
        Html::paragraph(
            "Answers are JSON; errors are problem documents (RFC 9457). No key is needed, and nothing can be changed.",
        ),
        table.html(),
        Html::link("The whole description (OpenAPI 3.1)", "/api/v1/openapi.json"),
    ]);
    let page = vocation_ui::Page::new("API", main)
        .lead("The figures of these pages, for programs.")
        .section(Section::Api)
        .crumb("Home", "/")
        .path("/api");
    Answer(page.render_page())
}
