//! `/plan/pilots`: what is tested, where, and what the published figures say of it.

use axum::extract::State;
use axum::response::Html as Answer;
use vocation_records::indicators::series::Published;
use vocation_records::places::EAST;
use vocation_ui::components::content::{EmptyState, SummaryList};
use vocation_ui::{Component as _, Html, long_date};

use super::parts::{heading, page};
use crate::delivery::pilots::evaluate::{Judged, pilot_judge};
use crate::delivery::pilots::rules::Pilot;
use crate::delivery::record::{Versioned, record_list};
use crate::overview::{Desk, PageError, workforce};

/// Shows the page.
pub async fn get(State(desk): State<Desk>) -> Result<Answer<String>, PageError> {
    let all = record_list::<Pilot>(&desk.db, EAST, None).await?;
    let release = workforce::release(&desk).await?;
    let mut parts = Vec::new();
    if all.is_empty() {
        let advice = "Pilots are proposed by people who can sign in. Signing in is not built yet.";
        parts.push(EmptyState { title: "No pilots yet".to_owned(), advice: Html::text(advice) }.html());
    }
    for pilot in &all {
        parts.push(heading(&pilot.body.title));
        parts.push(facts(&desk, release.as_ref(), pilot).await?.html());
    }
    let lead = "Each is proposed, tested and decided; none closes without a decision and its evidence.";
    Ok(Answer(page("Pilots", Html::join(parts), "/plan/pilots").lead(lead).render_page()))
}

async fn facts(desk: &Desk, release: Option<&Published>, pilot: &Versioned<Pilot>) -> Result<SummaryList, PageError> {
    let body = &pilot.body;
    let judged = match release {
        Some(release) => match pilot_judge(&desk.db, release.release_no, body).await? {
            Judged::Done(found) => found.to_string(),
            Judged::Not(why) => format!("It cannot be judged: {why}."),
        },
        None => "No figures are published yet.".to_owned(),
    };
    let days = [body.starts_on, body.ends_on].map(|day| long_date(&day.to_string()));
    let decision = body.decision.map_or("not yet", |decision| decision.name());
    let rows = [
        ("Stage", Html::text(body.stage.name())),
        ("Activity", Html::link(&body.activity, &format!("/plan/activities/{}", body.activity))),
        ("Barrier", Html::link(&body.barrier, &format!("/plan/barriers/{}", body.barrier))),
        ("Hypothesis", Html::text(&body.hypothesis)),
        ("Where", Html::text(&body.places.join(", "))),
        ("Compared with", Html::text(&body.comparison.join(", "))),
        ("When", Html::text(&format!("{} to {}", days[0], days[1]))),
        ("What the figures say", Html::text(&judged)),
        ("Learnt", Html::text(&body.log.iter().map(|entry| entry.text.as_str()).collect::<Vec<_>>().join("; "))),
        ("Decision", Html::text(&format!("{decision} {}", body.evidence))),
    ];
    Ok(SummaryList::new(rows.map(|(key, value)| (key.to_owned(), value))))
}
