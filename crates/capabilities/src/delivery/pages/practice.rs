//! `/plan/practice`: what has been done elsewhere, and how sure it is.

use axum::response::Html as Answer;
use vocation_records::strategy::{Practice, Strategy};
use vocation_ui::components::table::{Cell, Column, Table};
use vocation_ui::{Component as _, Html};

use super::parts::page;
use crate::overview::PageError;

/// Shows the page.
pub async fn get() -> Result<Answer<String>, PageError> {
    let strategy = Strategy::built_in()?;
    let row = |practice: &Practice| {
        [
            practice.place.clone(),
            practice.text.clone(),
            practice.confidence.name().to_owned(),
            practice.evidence.clone(),
            practice.activities.join(", "),
        ]
        .map(Cell::text)
        .into()
    };
    let columns = ["Place", "Example", "Place is", "What is known", "Activities"].map(Column::words).into();
    let table = Table::new("Examples named in the plan", columns, strategy.practices.iter().map(row).collect());
    let main = Html::join([
        table.html(),
        Html::paragraph(
            "The plan names these as best practice. It gives no results, and none of them is known to have been tried again \
             elsewhere with a comparison: treat each as worth testing, not as proven.",
        ),
    ]);
    let page = page("Best practice", main, "/plan/practice")
        .lead("Examples from the region, and how sure it is that each belongs to the place named.");
    Ok(Answer(page.render_page()))
}
