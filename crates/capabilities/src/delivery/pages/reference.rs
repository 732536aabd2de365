//! `/plan/reference`: who does what at which level, why providers fail, what comes next, and what the words mean.

use axum::extract::State;
use axum::response::Html as Answer;
use vocation_records::places::EAST;
use vocation_records::strategy::{Level, Strategy};
use vocation_ui::components::content::SummaryList;
use vocation_ui::components::table::{Cell, Column, Table};
use vocation_ui::{Component as _, Html};

use super::parts::{bullets, heading, page};
use crate::delivery::approvals::strategy_live;
use crate::overview::{Desk, PageError};

/// Shows the page.
pub async fn get(State(desk): State<Desk>) -> Result<Answer<String>, PageError> {
    let strategy = strategy_live(&desk.db, EAST, None).await?;
    let mut parts = vec![heading("Who does what")];
    for level in [Level::National, Level::Regional, Level::Local] {
        let mut name = level.name().to_owned();
        name[..1].make_ascii_uppercase();
        parts.push(Html::trusted(format!("<h3 class=\"govuk-heading-s\">{name}</h3>")));
        let duties = strategy.duties.iter().filter(|duty| duty.level == level);
        parts.push(bullets(duties.map(|duty| Html::text(&format!("{} {}", duty.id, duty.text)))));
    }
    parts.push(heading("Why providers fail"));
    let causes = strategy.failure_causes.iter();
    parts.push(bullets(causes.map(|cause| Html::text(&format!("{} {}", cause.id, cause.text)))));
    parts.push(steps(&strategy).html());
    parts.push(heading("Words"));
    let terms = strategy.glossary.iter().map(|term| (term.term.clone(), Html::text(&term.meaning)));
    parts.push(SummaryList::new(terms).html());
    let page = page("Levels, next steps and words", Html::join(parts), "/plan/reference");
    Ok(Answer(page.lead("What else the plan says.").render_page()))
}

fn steps(strategy: &Strategy) -> Table {
    let rows =
        strategy.next_steps.iter().map(|step| [&step.id, &step.body, &step.text, &step.due].map(Cell::text).into());
    let columns = ["Step", "Body", "What", "By when"].map(Column::words).into();
    Table::new("Next steps, as the plan of 2020 set them", columns, rows.collect())
}
