//! `/plan/pulse`: what people say to the 'I' statements, of the last round that is over.

use axum::extract::State;
use axum::response::Html as Answer;
use vocation_records::places::EAST;
use vocation_records::strategy::Role;
use vocation_ui::components::table::{Cell, Column, Table};
use vocation_ui::{Component as _, Html, Mark, Unit};

use super::parts::page;
use crate::delivery::approvals::strategy_live;
use crate::delivery::pulse::Round;
use crate::delivery::pulse::results::pulse_results;
use crate::overview::{Desk, PageError};

/// Shows the page.
pub async fn get(State(desk): State<Desk>) -> Result<Answer<String>, PageError> {
    let strategy = strategy_live(&desk.db, EAST, None).await?;
    let round = Round::of(desk.today).before();
    let mut parts = vec![Html::paragraph(
        "Answers are kept as tallies only: nobody can be found by what they said. A round is shown when it is over, and nothing \
         is told of nine people or fewer. The form opens to the public when it can be protected from being filled in many times.",
    )];
    for role in Role::ALL {
        let said = pulse_results(&desk.db, EAST, round, role, desk.today).await?;
        let rows = strategy.statements_of(role).map(|statement| {
            let whole = said.get(&statement.id).and_then(|said| said.first());
            let agree = whole.and_then(|said| said.agree);
            let reason = if whole.is_some() { Mark::Confidential } else { Mark::NotAvailable };
            let range = whole.and_then(|said| said.range);
            vec![
                Cell::text(&statement.text),
                agree.map_or(Cell::missing(reason), |share| Cell::number(share, Unit::Percent)),
                range.map_or(Cell::missing(reason), |(low, high)| Cell::text(format!("{low:.0}% to {high:.0}%"))),
            ]
        });
        let columns = vec![Column::words("Statement"), Column::numbers("Agree"), Column::numbers("Likely range")];
        let mut name = role.name().to_owned();
        name[..1].make_ascii_uppercase();
        parts.push(Table::new(format!("{name}: whole region, {}", round.in_words()), columns, rows.collect()).html());
    }
    let page = page("The pulse", Html::join(parts), "/plan/pulse");
    Ok(Answer(page.lead("What people in four roles say of themselves, by quarter.").render_page()))
}
