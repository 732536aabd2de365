//! `/plan/barriers/{id}`: one barrier, the activities that work on it, and the figures that tell whether it falls.

use axum::extract::{Path, State};
use axum::response::Html as Answer;
use vocation_records::places::EAST;
use vocation_ui::Html;

use super::activity::figures;
use super::parts::{activity_link, bullets, heading, measure_link, page};
use crate::delivery::approvals::strategy_live;
use crate::overview::{Desk, PageError};

/// Shows the page.
pub async fn get(State(desk): State<Desk>, Path(id): Path<String>) -> Result<Answer<String>, PageError> {
    let strategy = strategy_live(&desk.db, EAST, None).await?;
    let barrier = strategy.barrier(&id).ok_or(PageError::NotFound)?;
    let (figures, synthetic) = figures(&desk, &barrier.measures).await?;
    let activities = if barrier.activities.is_empty() {
        Html::paragraph("No activity of the plan works on it. This is a gap.")
    } else {
        bullets(barrier.activities.iter().map(|id| activity_link(&strategy, id)))
    };
    let measures = if barrier.measures.is_empty() {
        Html::paragraph("No measure yet: nothing published here tells whether it falls. This is a gap.")
    } else {
        bullets(barrier.measures.iter().map(|measure| measure_link(&strategy, measure)))
    };
    let main =
        Html::join([heading("What is done about it"), activities, heading("How it will be known"), measures, figures]);
    let page = page(&format!("{id}: {}", barrier.text), main, &format!("/plan/barriers/{id}"));
    Ok(Answer(page.crumb("Coverage", "/plan/coverage").caption("Barrier").synthetic(synthetic).render_page()))
}
