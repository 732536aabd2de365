//! `/plan/asks`: what the region asks of others, overdue answers first, and the barriers told behind it.

use axum::extract::State;
use axum::response::Html as Answer;
use vocation_records::places::EAST;
use vocation_ui::components::content::EmptyState;
use vocation_ui::components::table::{Cell, Column, Table};
use vocation_ui::{Component as _, Html, long_date};

use super::parts::page;
use crate::delivery::asks::{Ask, AskState, ToldBarrier, is_overdue};
use crate::delivery::record::{Versioned, record_list};
use crate::overview::{Desk, PageError};

/// Shows the page.
pub async fn get(State(desk): State<Desk>) -> Result<Answer<String>, PageError> {
    let mut asks = record_list::<Ask>(&desk.db, EAST, None).await?;
    asks.sort_by_key(|ask| !is_overdue(&ask.body, desk.today));
    let told = record_list::<ToldBarrier>(&desk.db, EAST, None).await?;
    let overdue = asks.iter().filter(|ask| is_overdue(&ask.body, desk.today)).count();
    let main = if asks.is_empty() && told.is_empty() {
        let advice = "Barriers are told, and asks written, by people who can sign in. Signing in is not built yet.";
        EmptyState { title: "Nothing is asked yet".to_owned(), advice: Html::text(advice) }.html()
    } else {
        Html::join([table(&asks, desk.today).html(), barriers(&told).html()])
    };
    let lead =
        format!("{} asks, {overdue} with an overdue answer; {} barriers told by places.", asks.len(), told.len());
    Ok(Answer(page("Barriers and asks", main, "/plan/asks").lead(lead).render_page()))
}

/// Asks as a table.
pub fn table(asks: &[Versioned<Ask>], today: jiff::civil::Date) -> Table {
    let row = |ask: &Versioned<Ask>| {
        let body = &ask.body;
        let state = match body.state {
            AskState::Draft => "being written".to_owned(),
            AskState::Answered => format!("answered: {}", body.answer),
            AskState::Sent => {
                let due = body.answer_due_on.map_or_else(String::new, |due| long_date(&due.to_string()));
                let late = if is_overdue(body, today) { "overdue since" } else { "answer due on" };
                format!("{late} {due}")
            }
        };
        [body.text.clone(), body.of.clone(), state, format!("release {}", body.release_no)].map(Cell::text).into()
    };
    let columns = ["What is asked", "Of whom", "Where it is", "Figures"].map(Column::words).into();
    Table::new("What is asked", columns, asks.iter().map(row).collect())
}

fn barriers(told: &[Versioned<ToldBarrier>]) -> Table {
    let row = |barrier: &Versioned<ToldBarrier>| {
        let body = &barrier.body;
        let link = Cell::link(&body.barrier, format!("/plan/barriers/{}", body.barrier));
        vec![link, Cell::text(&body.place), Cell::text(&body.text)]
    };
    let columns = ["Barrier", "Place", "What happens there"].map(Column::words).into();
    Table::new("Barriers told by places", columns, told.iter().map(row).collect())
}
