//! `/plan/activities/{id}`: one activity, from the barriers it works on to the figures that tell whether it does.

use axum::extract::{Path, State};
use axum::response::Html as Answer;
use vocation_records::indicators::measure::Measure;
use vocation_records::places::EAST;
use vocation_records::strategy::{Activity, MeasureRef, Strategy};
use vocation_ui::components::content::{Grid, SummaryList};
use vocation_ui::{Component as _, Html};

use super::parts::{bullets, heading, measure_link, page};
use crate::delivery::approvals::strategy_live;
use crate::delivery::built::built_for;
use crate::overview::{Desk, PageError, REGION, workforce};

/// Shows the page.
pub async fn get(State(desk): State<Desk>, Path(id): Path<String>) -> Result<Answer<String>, PageError> {
    let strategy = strategy_live(&desk.db, EAST, None).await?;
    let activity = strategy.activity(&id).ok_or(PageError::NotFound)?;
    let (figures, synthetic) = figures(&desk, &activity.measures).await?;
    let main = Html::join([
        facts(&strategy, activity).html(),
        measures(&strategy, activity),
        figures,
        for_what(&strategy, &id),
    ]);
    let page = page(&format!("{id}: {}", activity.text), main, &format!("/plan/activities/{id}"));
    let page = page.crumb("Activities", "/plan/activities").caption("Activity").synthetic(synthetic);
    Ok(Answer(page.render_page()))
}

fn facts(strategy: &Strategy, activity: &Activity) -> SummaryList {
    let priority = strategy.priority(&activity.priority);
    let name = priority.map_or(activity.priority.as_str(), |priority| priority.name.as_str());
    let built: Vec<Html> = built_for(&activity.id).map(|built| Html::link(built.label, built.href)).collect();
    let built = if built.is_empty() { Html::text("Not built yet") } else { bullets(built) };
    let listed =
        if activity.derived { "Derived from the plan's barriers and next steps" } else { "Listed in the plan" };
    SummaryList::new([
        ("Priority".to_owned(), Html::link(name, &format!("/plan/priorities/{}", activity.priority))),
        ("Standing".to_owned(), Html::text(listed)),
        ("Capability".to_owned(), Html::text(priority.map_or("", |priority| priority.capability.as_str()))),
        ("Done here by".to_owned(), built),
    ])
}

fn measures(strategy: &Strategy, activity: &Activity) -> Html {
    let listed = if activity.measures.is_empty() {
        Html::paragraph("No measure yet: nothing published here tells whether this works.")
    } else {
        bullets(activity.measures.iter().map(|measure| measure_link(strategy, measure)))
    };
    Html::join([heading("How it will be known"), listed])
}

/// The latest published figures of the measures that are indicators, as cards.
pub async fn figures(desk: &Desk, measures: &[MeasureRef]) -> Result<(Html, bool), PageError> {
    let keys = measures.iter().filter_map(|measure| match measure {
        MeasureRef::Indicator(key) => Measure::find(key),
        MeasureRef::Pulse(_) => None,
    });
    let Some(release) = workforce::release(desk).await? else { return Ok((Html::default(), false)) };
    let mut items = Vec::new();
    for measure in keys {
        items.push(workforce::told(desk, &release, REGION, measure).await?.card(None).html());
    }
    if items.is_empty() {
        return Ok((Html::default(), false));
    }
    Ok((Grid { across: 3, items }.html(), release.synthetic))
}

/// The barriers, characteristics, statements and examples that an activity bears on.
fn for_what(strategy: &Strategy, id: &str) -> Html {
    let named = |activities: &[String]| activities.iter().any(|activity| activity == id);
    let barriers = strategy.barriers_of(id).map(|barrier| {
        Html::link(&format!("{} {}", barrier.id, barrier.text), &format!("/plan/barriers/{}", barrier.id))
    });
    let characteristics = strategy
        .characteristics
        .iter()
        .filter(|entry| named(&entry.activities))
        .map(|entry| Html::text(&format!("{} The workforce {}", entry.id, entry.text)));
    let statements = strategy
        .statements
        .iter()
        .filter(|entry| named(&entry.activities))
        .map(|entry| Html::text(&format!("{} “{}” ({})", entry.id, entry.text, entry.role.name())));
    let practices = strategy
        .practices
        .iter()
        .filter(|entry| named(&entry.activities))
        .map(|entry| Html::link(&format!("{}: {}", entry.place, entry.text), "/plan/practice"));
    let parts = [
        ("Barriers it works on", bullets(barriers)),
        ("What the workforce is to be", bullets(characteristics)),
        ("What people are to be able to say", bullets(statements)),
        ("Done elsewhere", bullets(practices)),
    ];
    let shown = parts.into_iter().filter(|(_, list)| !list.is_empty());
    Html::join(shown.flat_map(|(title, list)| [heading(title), list]))
}
