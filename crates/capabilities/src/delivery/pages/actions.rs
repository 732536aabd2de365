//! `/plan/actions`: who does what by when, overdue and blocked first; as a calendar and as CSV too.

use axum::extract::State;
use axum::http::header;
use axum::response::{Html as Answer, IntoResponse};
use vocation_records::places::EAST;
use vocation_ui::components::content::EmptyState;
use vocation_ui::components::table::{Cell, Column, Table};
use vocation_ui::{Component as _, Html, long_date};

use super::parts::page;
use crate::delivery::actions::calendar;
use crate::delivery::actions::rules::{Action, Standing, in_order};
use crate::delivery::record::{Versioned, record_list};
use crate::overview::{Desk, PageError};

/// Shows the page.
pub async fn get(State(desk): State<Desk>) -> Result<Answer<String>, PageError> {
    let all = record_list::<Action>(&desk.db, EAST, None).await?;
    let downloads = Html::join([
        Html::link("Calendar of what is due (iCalendar)", "/plan/actions.ics"),
        Html::text(" · "),
        Html::link("All actions (CSV)", "/plan/actions.csv"),
    ]);
    let list = if all.is_empty() {
        let advice = "Actions are added by people who can sign in. Signing in is not built yet.";
        EmptyState { title: "No actions are recorded yet".to_owned(), advice: Html::text(advice) }.html()
    } else {
        table(&all, desk.today).html()
    };
    let of = |standing| in_order(&all, desk.today).iter().filter(|(found, _)| *found == standing).count();
    let lead = format!("{} overdue, {} blocked, {} in all.", of(Standing::Overdue), of(Standing::Blocked), all.len());
    Ok(Answer(page("Action plan", Html::join([list, downloads]), "/plan/actions").lead(lead).render_page()))
}

/// The actions as everybody may see them: who owns an action is for those who are signed in.
async fn without_owners(desk: &Desk) -> Result<Vec<Versioned<Action>>, PageError> {
    let mut all = record_list::<Action>(&desk.db, EAST, None).await?;
    for action in &mut all {
        "not shown here".clone_into(&mut action.body.owner);
    }
    Ok(all)
}

/// The calendar.
pub async fn ics(State(desk): State<Desk>) -> Result<impl IntoResponse, PageError> {
    let all = without_owners(&desk).await?;
    Ok(([(header::CONTENT_TYPE, "text/calendar; charset=utf-8")], calendar::calendar(&all, desk.today)))
}

/// The actions as CSV.
pub async fn csv(State(desk): State<Desk>) -> Result<impl IntoResponse, PageError> {
    let all = without_owners(&desk).await?;
    Ok(([(header::CONTENT_TYPE, "text/csv; charset=utf-8")], calendar::csv(&all, desk.today)))
}

/// Actions as a table, overdue and blocked first.
pub fn table(all: &[Versioned<Action>], today: jiff::civil::Date) -> Table {
    let row = |(standing, action): (Standing, &Versioned<Action>)| {
        let body = &action.body;
        vec![
            Cell::text(&body.text),
            Cell::link(&body.activity, format!("/plan/activities/{}", body.activity)),
            Cell::text(body.level.name()),
            Cell::text(&body.place),
            Cell::text(long_date(&body.due_on.to_string())),
            Cell::text(standing.name()),
        ]
    };
    let columns = ["Action", "Activity", "Level", "Place", "Due", "Standing"].map(Column::words).into();
    Table::new("Actions, overdue and blocked first", columns, in_order(all, today).into_iter().map(row).collect())
}
