//! `/plan/practice`: what has been done elsewhere, and how sure it is.

use axum::extract::State;
use axum::response::Html as Answer;
use vocation_records::places::EAST;
use vocation_records::strategy::Practice;
use vocation_ui::components::table::{Cell, Column, Table};
use vocation_ui::{Component as _, Html};

use super::parts::page;
use crate::delivery::approvals::strategy_live;
use crate::overview::{Desk, PageError};

/// Shows the page.
pub async fn get(State(desk): State<Desk>) -> Result<Answer<String>, PageError> {
    let strategy = strategy_live(&desk.db, EAST, None).await?;
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
