//! `/plan/statements`: the workforce as it is to be, and what people in four roles are to be able to say.

use axum::extract::State;
use axum::response::Html as Answer;
use vocation_records::places::EAST;
use vocation_records::strategy::{Role, Strategy};
use vocation_ui::components::table::{Cell, Column, Table};
use vocation_ui::{Component as _, Html};

use super::parts::{bullets, heading, measures_short, page};
use crate::delivery::approvals::strategy_live;
use crate::overview::{Desk, PageError};

/// Shows the page.
pub async fn get(State(desk): State<Desk>) -> Result<Answer<String>, PageError> {
    let strategy = strategy_live(&desk.db, EAST, None).await?;
    let mut parts = vec![characteristics(&strategy).html(), heading("What people are to be able to say")];
    for role in Role::ALL {
        parts.push(Html::trusted(format!("<h3 class=\"govuk-heading-s\">As a {}</h3>", role.name())));
        let told = strategy.statements_of(role).map(|statement| {
            let doubt = if statement.uncertain { " (a word of this could not be read with certainty)" } else { "" };
            Html::text(&format!("{} {}{doubt}", statement.id, statement.text))
        });
        parts.push(bullets(told));
    }
    let page = page("What people can say", Html::join(parts), "/plan/statements")
        .lead("The workforce as the plan wants it, and the test of it: what people can say of themselves.");
    Ok(Answer(page.render_page()))
}

fn characteristics(strategy: &Strategy) -> Table {
    let rows = strategy.characteristics.iter().map(|entry| {
        [
            entry.id.clone(),
            format!("The workforce {}", entry.text),
            entry.activities.join(", "),
            measures_short(&entry.measures),
        ]
        .map(Cell::text)
        .into()
    });
    let columns = ["Id", "Characteristic", "Activities", "Measured by"].map(Column::words).into();
    Table::new("What the workforce is to be", columns, rows.collect())
}
