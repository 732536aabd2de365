//! `/plan/priorities/{id}`: one priority, its activities and the barriers in its way.

use axum::extract::{Path, State};
use axum::response::Html as Answer;
use vocation_records::places::EAST;
use vocation_records::strategy::Barrier;
use vocation_ui::components::content::Inset;
use vocation_ui::components::table::{Cell, Column, Table};
use vocation_ui::{Component as _, Html};

use super::activities;
use super::parts::{measures_short, page};
use crate::delivery::approvals::strategy_live;
use crate::overview::{Desk, PageError};

/// Shows the page.
pub async fn get(State(desk): State<Desk>, Path(id): Path<String>) -> Result<Answer<String>, PageError> {
    let strategy = strategy_live(&desk.db, EAST, None).await?;
    let priority = strategy.priority(&id).ok_or(PageError::NotFound)?;
    let barriers: Vec<&Barrier> = strategy.barriers.iter().filter(|barrier| barrier.priority == id).collect();
    let note = if priority.derived {
        Inset {
            content: Html::text("The plan lists barriers here and no activities. Those shown are derived from it."),
        }
        .html()
    } else {
        Html::default()
    };
    let barriers = if barriers.is_empty() {
        Html::paragraph("The plan lists no barrier under this priority.")
    } else {
        table(&barriers).html()
    };
    let main =
        Html::join([note, activities::table("Activities", &strategy, strategy.activities_of(&id)).html(), barriers]);
    let title = format!("{} ({})", priority.name, priority.id);
    let page = page(&title, main, &format!("/plan/priorities/{id}")).caption("Priority").lead(priority.aim.clone());
    Ok(Answer(page.render_page()))
}

fn table(barriers: &[&Barrier]) -> Table {
    let row = |barrier: &&Barrier| {
        vec![
            Cell::link(&barrier.id, format!("/plan/barriers/{}", barrier.id)),
            Cell::text(&barrier.text),
            Cell::text(barrier.activities.join(", ")),
            Cell::text(measures_short(&barrier.measures)),
        ]
    };
    let columns = ["Barrier", "What it is", "Activities", "Measured by"].map(Column::words).into();
    Table::new("Barriers in the way", columns, barriers.iter().map(row).collect())
}
