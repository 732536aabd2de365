//! What holds in every strategy: ids are there once, links lead somewhere, nothing that must be said is empty.

use std::collections::{BTreeMap, BTreeSet};

use super::kinds::{MeasureRef, Role};
use super::types::Strategy;
use crate::indicators::measure::{MEASURES, Measure};

/// The capabilities of this program, one for each priority that a strategy may have.
const CAPABILITIES: [&str; 8] =
    ["recruitment", "pathways", "skills", "wellbeing", "promotion", "parity", "market", "delivery"];

/// Everything wrong with the content.
pub(super) fn faults(strategy: &Strategy) -> Vec<String> {
    let mut faults = Vec::new();
    about(strategy, &mut faults);
    ids(strategy, &mut faults);
    texts(strategy, &mut faults);
    priorities(strategy, &mut faults);
    activity_links(strategy, &mut faults);
    measures(strategy, &mut faults);
    rows(strategy, &mut faults);
    faults
}

fn about(strategy: &Strategy, faults: &mut Vec<String>) {
    let about = &strategy.about;
    if about.to < about.from {
        faults.push(format!("[strategy]: to ({}) is before from ({}); put the later day in to", about.to, about.from));
    }
    let allowed = |key: char| key.is_ascii_lowercase() || key.is_ascii_digit() || key == '-';
    if about.key.is_empty() || !about.key.chars().all(allowed) {
        faults.push(format!("[strategy]: key {:?} may hold small letters, digits and hyphens", about.key));
    }
    let words =
        [("title", &about.title), ("region", &about.region), ("owner", &about.owner), ("vision", &about.vision)];
    for (name, text) in words {
        if text.trim().is_empty() {
            faults.push(format!("[strategy]: {name} is empty; write it, or the pages have nothing to show"));
        }
    }
}

/// The list and id of every entry that has one.
fn all_ids(strategy: &Strategy) -> Vec<(&'static str, &str)> {
    let mut all: Vec<(&'static str, &str)> = Vec::new();
    all.extend(strategy.principles.iter().map(|entry| ("principles", entry.id.as_str())));
    all.extend(strategy.priorities.iter().map(|entry| ("priorities", entry.id.as_str())));
    all.extend(strategy.activities.iter().map(|entry| ("activities", entry.id.as_str())));
    all.extend(strategy.characteristics.iter().map(|entry| ("characteristics", entry.id.as_str())));
    all.extend(strategy.statements.iter().map(|entry| ("statements", entry.id.as_str())));
    all.extend(strategy.barriers.iter().map(|entry| ("barriers", entry.id.as_str())));
    all.extend(strategy.failure_causes.iter().map(|entry| ("failure_causes", entry.id.as_str())));
    all.extend(strategy.duties.iter().map(|entry| ("duties", entry.id.as_str())));
    all.extend(strategy.practices.iter().map(|entry| ("practices", entry.id.as_str())));
    all.extend(strategy.next_steps.iter().map(|entry| ("next_steps", entry.id.as_str())));
    all
}

fn ids(strategy: &Strategy, faults: &mut Vec<String>) {
    let mut seen: BTreeMap<&str, &'static str> = BTreeMap::new();
    for (list, id) in all_ids(strategy) {
        let allowed = |sign: char| sign.is_ascii_alphanumeric() || sign == '-';
        if id.is_empty() || id.len() > 16 || !id.chars().all(allowed) {
            faults.push(format!("{list}: id {id:?} may hold 1 to 16 letters, digits and hyphens"));
        }
        if let Some(other) = seen.insert(id, list) {
            faults.push(format!("{list}: id {id} is in {other} already; each id stands once in the file"));
        }
    }
    let lists = [("priorities", strategy.priorities.len()), ("activities", strategy.activities.len())];
    for (list, entries) in lists {
        if entries == 0 {
            faults.push(format!("{list}: there is none; a strategy has at least one"));
        }
    }
}

fn texts(strategy: &Strategy, faults: &mut Vec<String>) {
    let mut all: Vec<(&'static str, &str, &str)> = Vec::new();
    all.extend(strategy.principles.iter().map(|entry| ("principles", entry.id.as_str(), entry.text.as_str())));
    all.extend(strategy.priorities.iter().map(|entry| ("priorities", entry.id.as_str(), entry.name.as_str())));
    all.extend(strategy.activities.iter().map(|entry| ("activities", entry.id.as_str(), entry.text.as_str())));
    all.extend(
        strategy.characteristics.iter().map(|entry| ("characteristics", entry.id.as_str(), entry.text.as_str())),
    );
    all.extend(strategy.statements.iter().map(|entry| ("statements", entry.id.as_str(), entry.text.as_str())));
    all.extend(strategy.barriers.iter().map(|entry| ("barriers", entry.id.as_str(), entry.text.as_str())));
    all.extend(strategy.duties.iter().map(|entry| ("duties", entry.id.as_str(), entry.text.as_str())));
    all.extend(strategy.practices.iter().map(|entry| ("practices", entry.id.as_str(), entry.text.as_str())));
    all.extend(strategy.glossary.iter().map(|entry| ("glossary", entry.term.as_str(), entry.meaning.as_str())));
    for (list, id, text) in all {
        if text.trim().is_empty() {
            faults.push(format!("{list}: {id} has no text; write what it is"));
        }
    }
}

fn priorities(strategy: &Strategy, faults: &mut Vec<String>) {
    let known: Vec<&str> = strategy.priorities.iter().map(|priority| priority.id.as_str()).collect();
    let activities = strategy.activities.iter().map(|entry| ("activities", &entry.id, &entry.priority));
    let barriers = strategy.barriers.iter().map(|entry| ("barriers", &entry.id, &entry.priority));
    for (list, id, priority) in activities.chain(barriers) {
        if !known.contains(&priority.as_str()) {
            faults.push(format!("{list}: {id} names priority {priority:?}; allowed are {}", known.join(", ")));
        }
    }
    for priority in &strategy.priorities {
        if !CAPABILITIES.contains(&priority.capability.as_str()) {
            let allowed = CAPABILITIES.join(", ");
            faults.push(format!(
                "priorities: {} names capability {:?}; allowed are {allowed}",
                priority.id, priority.capability
            ));
        }
    }
}

fn activity_links(strategy: &Strategy, faults: &mut Vec<String>) {
    let known: BTreeSet<&str> = strategy.activities.iter().map(|activity| activity.id.as_str()).collect();
    let mut links: Vec<(&'static str, &str, &[String])> = Vec::new();
    links.extend(
        strategy.characteristics.iter().map(|entry| ("characteristics", entry.id.as_str(), &entry.activities[..])),
    );
    links.extend(strategy.statements.iter().map(|entry| ("statements", entry.id.as_str(), &entry.activities[..])));
    links.extend(strategy.barriers.iter().map(|entry| ("barriers", entry.id.as_str(), &entry.activities[..])));
    links.extend(
        strategy.failure_causes.iter().map(|entry| ("failure_causes", entry.id.as_str(), &entry.activities[..])),
    );
    links.extend(strategy.practices.iter().map(|entry| ("practices", entry.id.as_str(), &entry.activities[..])));
    for (list, id, activities) in links {
        for activity in activities {
            if !known.contains(activity.as_str()) {
                faults
                    .push(format!("{list}: {id} names activity {activity:?}, which is not in the list of activities"));
            }
        }
    }
}

fn measures(strategy: &Strategy, faults: &mut Vec<String>) {
    let mut links: Vec<(&'static str, &str, &[MeasureRef])> = Vec::new();
    links.extend(strategy.activities.iter().map(|entry| ("activities", entry.id.as_str(), &entry.measures[..])));
    links.extend(
        strategy.characteristics.iter().map(|entry| ("characteristics", entry.id.as_str(), &entry.measures[..])),
    );
    links.extend(strategy.barriers.iter().map(|entry| ("barriers", entry.id.as_str(), &entry.measures[..])));
    for (list, id, measures) in links {
        for measure in measures {
            match measure {
                MeasureRef::Indicator(key) if Measure::find(key).is_none() => {
                    let allowed: Vec<&str> = MEASURES.iter().map(|measure| measure.key).collect();
                    let allowed = allowed.join(", ");
                    faults.push(format!(
                        "{list}: {id} names measure {key:?}; allowed are pulse/ and the id of a statement, or one of {allowed}"
                    ));
                }
                MeasureRef::Pulse(statement) if strategy.statement(statement).is_none() => faults.push(format!(
                    "{list}: {id} names measure \"pulse/{statement}\", and there is no statement of that id"
                )),
                _ => {}
            }
        }
    }
}

fn rows(strategy: &Strategy, faults: &mut Vec<String>) {
    for role in Role::ALL {
        let mut rows = BTreeSet::new();
        for statement in strategy.statements_of(role) {
            if statement.row == 0 || !rows.insert(statement.row) {
                faults.push(format!(
                    "statements: {} is in row {}; a role has each row once, from 1",
                    statement.id, statement.row
                ));
            }
        }
    }
}
