//! `/plan/coverage`: barriers against priorities, and every gap.

use axum::extract::State;
use axum::http::header;
use axum::response::{Html as Answer, IntoResponse};
use vocation_records::places::EAST;
use vocation_records::strategy::{Barrier, Strategy};
use vocation_ui::components::table::{Cell, Column, Table};
use vocation_ui::{Component as _, Html, to_csv};

use super::parts::{bullets, heading, measures_short, page};
use crate::delivery::approvals::strategy_live;
use crate::delivery::coverage::{Coverage, Gap, GapKind, coverage};
use crate::overview::{Desk, PageError};

/// Shows the page.
pub async fn get(State(desk): State<Desk>) -> Result<Answer<String>, PageError> {
    let strategy = strategy_live(&desk.db, EAST, None).await?;
    let covered = coverage(&strategy);
    let lead = format!(
        "{} of {} barriers have an activity and {} a measure; activities: {} of {} have a measure, {} built here.",
        covered.barriers_acted_on,
        covered.barriers,
        covered.barriers_measured,
        covered.measured,
        covered.activities,
        covered.built
    );
    let main = Html::join([
        gaps(&covered),
        heading("Barriers and the activities that work on them"),
        matrix(&strategy).html(),
        Html::link("Download everything that is missing (CSV)", "/plan/coverage.csv"),
    ]);
    Ok(Answer(page("Coverage of the plan", main, "/plan/coverage").lead(lead).render_page()))
}

/// The gaps as CSV.
pub async fn csv(State(desk): State<Desk>) -> Result<impl IntoResponse, PageError> {
    let strategy = strategy_live(&desk.db, EAST, None).await?;
    let head = [["gap", "id", "text"].map(str::to_owned)];
    let rows = coverage(&strategy).gaps.into_iter().map(|gap| [gap.kind.key().to_owned(), gap.id, gap.text]);
    let text = to_csv(head.into_iter().chain(rows));
    Ok(([(header::CONTENT_TYPE, "text/csv; charset=utf-8")], text))
}

fn gaps(covered: &Coverage) -> Html {
    let mut parts = vec![heading("What is missing")];
    let mut none = Vec::new();
    for kind in GapKind::ALL {
        let gaps: Vec<&Gap> = covered.gaps.iter().filter(|gap| gap.kind == kind).collect();
        if gaps.is_empty() {
            none.push(Html::text(kind.heading()));
            continue;
        }
        parts.push(Html::trusted(format!("<h3 class=\"govuk-heading-s\">{}: {}</h3>", kind.heading(), gaps.len())));
        parts.push(bullets(gaps.iter().map(|gap| told(gap))));
    }
    if !none.is_empty() {
        parts.push(Html::trusted("<h3 class=\"govuk-heading-s\">Nothing is missing in</h3>"));
        parts.push(bullets(none));
    }
    Html::join(parts)
}

fn told(gap: &Gap) -> Html {
    let text = format!("{} {}", gap.id, gap.text);
    match gap.kind {
        GapKind::BarrierWithoutActivity | GapKind::BarrierWithoutMeasure => {
            Html::link(&text, &format!("/plan/barriers/{}", gap.id))
        }
        GapKind::ActivityWithoutMeasure | GapKind::ActivityNotBuilt | GapKind::ActivityWithoutBarrier => {
            Html::link(&text, &format!("/plan/activities/{}", gap.id))
        }
        _ => Html::text(&text),
    }
}

/// A row for each barrier, a column for each priority; in the cell the activities of that priority that work on it.
fn matrix(strategy: &Strategy) -> Table {
    let mut columns = vec![Column::words("Barrier"), Column::words("What it is")];
    columns.extend(strategy.priorities.iter().map(|priority| Column::words(&priority.id)));
    columns.push(Column::words("Measured by"));
    let row = |barrier: &Barrier| {
        let mut row =
            vec![Cell::link(&barrier.id, format!("/plan/barriers/{}", barrier.id)), Cell::text(&barrier.text)];
        for priority in &strategy.priorities {
            let of = |id: &&String| strategy.activity(id).is_some_and(|activity| activity.priority == priority.id);
            let ids: Vec<&str> = barrier.activities.iter().filter(of).map(String::as_str).collect();
            row.push(Cell::text(ids.join(" ")));
        }
        row.push(Cell::text(measures_short(&barrier.measures)));
        row
    };
    Table::new("Barriers against priorities", columns, strategy.barriers.iter().map(row).collect()).quiet()
}
