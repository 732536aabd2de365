//! `/methods`: how the indicators are defined, and where the data come from.

use axum::response::Html as Answer;
use vocation_records::indicators::measure::MEASURES;
use vocation_records::places::datasets;
use vocation_ui::components::table::{Cell, Column, Table};
use vocation_ui::{Component as _, Html, Page, Section};

/// Shows the page.
pub async fn get() -> Answer<String> {
    let measures = MEASURES.iter().map(|measure| {
        let denominator = if measure.denominator.is_empty() { "a count" } else { measure.denominator };
        [measure.label, measure.meaning, denominator, measure.source].map(Cell::text).into()
    });
    let columns = ["Indicator", "What it says", "Divided by", "Source of the formula"].map(Column::words).into();
    let main =
        Html::join([Table::new("Indicators and their formulas", columns, measures.collect()).html(), sources().html()]);
    let page = Page::new("Methods and data", main)
        .lead("How each indicator is defined, and where each figure comes from.")
        .section(Section::Methods)
        .crumb("Home", "/")
        .path("/methods");
    Answer(page.render_page())
}

/// Shows the sources alone.
pub async fn get_sources() -> Answer<String> {
    let page = Page::new("Data sources", sources().html())
        .lead("Each set, its publisher and its licence.")
        .section(Section::Methods)
        .crumb("Home", "/")
        .crumb("Methods and data", "/methods")
        .path("/methods/sources");
    Answer(page.render_page())
}

fn sources() -> Table {
    let rows =
        datasets().iter().map(|set| [set.title, set.publisher, set.licence, set.attribution].map(Cell::text).into());
    let columns = ["Data set", "Publisher", "Licence", "Attribution"].map(Column::words).into();
    Table::new("Data sources", columns, rows.collect())
}
