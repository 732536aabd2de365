//! `/plan/activities`: everything that is to be done, what does it here and what measures it.

use axum::extract::State;
use axum::response::Html as Answer;
use vocation_records::places::EAST;
use vocation_records::strategy::{Activity, Strategy};
use vocation_ui::Component as _;
use vocation_ui::components::table::{Cell, Column, Table};

use super::parts::{measures_short, page};
use crate::delivery::approvals::strategy_live;
use crate::delivery::built::built_for;
use crate::overview::{Desk, PageError};

/// Shows the page.
pub async fn get(State(desk): State<Desk>) -> Result<Answer<String>, PageError> {
    let strategy = strategy_live(&desk.db, EAST, None).await?;
    let main = table("Activities of the plan", &strategy, strategy.activities.iter()).html();
    let lead = format!("All {} activities, by priority. MS1 to MS9 are derived.", strategy.activities.len());
    Ok(Answer(page("Activities", main, "/plan/activities").lead(lead).render_page()))
}

/// Activities as a table.
pub fn table<'a>(caption: &str, strategy: &Strategy, activities: impl Iterator<Item = &'a Activity>) -> Table {
    let row = |activity: &Activity| {
        let built = match built_for(&activity.id).next() {
            Some(built) => Cell::link(built.label, built.href),
            None => Cell::text("not built yet"),
        };
        let barriers: Vec<&str> = strategy.barriers_of(&activity.id).map(|barrier| barrier.id.as_str()).collect();
        vec![
            Cell::link(&activity.id, format!("/plan/activities/{}", activity.id)),
            Cell::text(&activity.text),
            Cell::text(if barriers.is_empty() { "none listed".to_owned() } else { barriers.join(", ") }),
            Cell::text(measures_short(&activity.measures)),
            built,
        ]
    };
    let columns =
        ["Activity", "What is to be done", "Barriers", "Measured by", "Done here by"].map(Column::words).into();
    Table::new(caption, columns, activities.map(row).collect())
}
