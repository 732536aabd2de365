//! What an action is, and what is allowed.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocation_records::strategy::{Level, Strategy};

use crate::delivery::actor::Refusal;
use crate::delivery::record::{PlanRecord, Versioned, words};

/// How far ahead an action looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Horizon {
    /// Within about a year.
    Short,
    /// Beyond that.
    Long,
}

/// How an action is going, as its owner says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Not begun.
    Planned,
    /// Begun.
    Started,
    /// Held up by something.
    Blocked,
    /// Finished, with evidence.
    Done,
    /// Given up, with the reason as evidence.
    Dropped,
}

impl Status {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Started => "started",
            Self::Blocked => "blocked",
            Self::Done => "done",
            Self::Dropped => "dropped",
        }
    }

    /// Whether nothing more is to be done.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Dropped)
    }
}

/// Something that somebody does for an activity of the strategy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// The form of what is stored.
    pub form: u8,
    /// The activity it serves.
    pub activity: String,
    /// What is done.
    pub text: String,
    /// The level at which it is done.
    pub level: Level,
    /// Code of the place it is done for.
    pub place: String,
    /// The account that answers for it.
    pub owner: String,
    /// Short or long term.
    pub horizon: Horizon,
    /// First day.
    pub starts_on: Date,
    /// Day by which it is done.
    pub due_on: Date,
    /// How it is going.
    pub status: Status,
    /// What shows that it was done, or why it was dropped or is blocked.
    pub evidence: String,
    /// Keys of actions that must be done first.
    pub depends_on: Vec<String>,
}

impl PlanRecord for Action {
    const KIND: &'static str = "action";
}

/// The form that this program writes.
pub const FORM: u8 = 1;

/// What an action may point to.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// The strategy.
    pub strategy: &'a Strategy,
    /// Accounts that may own an action.
    pub owners: &'a BTreeSet<String>,
    /// Codes of places.
    pub places: &'a BTreeSet<String>,
}

/// Refuses an action that nobody could carry out or find again.
///
/// # Errors
/// [`Refusal`] with what to do.
pub fn check(key: &str, action: &Action, known: Known<'_>, others: &[Versioned<Action>]) -> Result<(), Refusal> {
    words(&action.text, "what is done")?;
    if known.strategy.activity(&action.activity).is_none() {
        let text =
            format!("{} is no activity of the strategy; choose one from the list of activities", action.activity);
        return Err(Refusal::new(text));
    }
    if !known.owners.contains(&action.owner) {
        let text = format!(
            "there is no account {:?}; an action belongs to somebody who can sign in: choose the owner from the list",
            action.owner
        );
        return Err(Refusal::new(text));
    }
    if !known.places.contains(&action.place) {
        return Err(Refusal::new(format!(
            "there is no place with the code {:?}; choose it from the list",
            action.place
        )));
    }
    if action.due_on < action.starts_on {
        let text = format!(
            "it is due on {}, before it starts on {}; put the later day second",
            action.due_on, action.starts_on
        );
        return Err(Refusal::new(text));
    }
    if matches!(action.status, Status::Done | Status::Dropped | Status::Blocked) && action.evidence.trim().is_empty() {
        let text = format!(
            "an action that is {} needs words on what shows it; write them under evidence",
            action.status.name()
        );
        return Err(Refusal::new(text));
    }
    dependencies(key, action, others)
}

fn dependencies(key: &str, action: &Action, others: &[Versioned<Action>]) -> Result<(), Refusal> {
    let all: BTreeMap<&str, &Action> = others.iter().map(|other| (other.key.as_str(), &other.body)).collect();
    for needed in &action.depends_on {
        if needed == key {
            return Err(Refusal::new("an action cannot wait for itself; take it out of what must be done first"));
        }
        let Some(other) = all.get(needed.as_str()) else {
            return Err(Refusal::new(format!("there is no action {needed} to wait for; choose it from the list")));
        };
        if action.status == Status::Done && !other.status.is_over() {
            return Err(Refusal::new(format!(
                "“{}” must be done first; finish it, or no longer wait for it",
                other.text
            )));
        }
    }
    if let Some(way) = way_back(key, action, &all) {
        let text = format!(
            "these actions would wait for one another for ever: {}; take one of the links out",
            way.join(" → ")
        );
        return Err(Refusal::new(text));
    }
    Ok(())
}

/// A way from an action through what it waits for and back to itself.
fn way_back(key: &str, action: &Action, all: &BTreeMap<&str, &Action>) -> Option<Vec<String>> {
    let mut seen = BTreeSet::new();
    let mut open: Vec<Vec<String>> = action.depends_on.iter().map(|next| vec![key.to_owned(), next.clone()]).collect();
    while let Some(way) = open.pop() {
        let last = way.last()?.clone();
        if last == key {
            return Some(way);
        }
        if !seen.insert(last.clone()) {
            continue;
        }
        for next in all.get(last.as_str()).into_iter().flat_map(|other| &other.depends_on) {
            let mut longer = way.clone();
            longer.push(next.clone());
            open.push(longer);
        }
    }
    None
}

/// The action at another level, and what that is called: up is an escalation, down is handing it on.
///
/// # Errors
/// [`Refusal`] when it is there already, over, or no reason is given.
pub fn moved(action: &Action, to: Level, reason: &str) -> Result<(Action, &'static str), Refusal> {
    words(reason, "the reason")?;
    if action.status.is_over() {
        return Err(Refusal::new("an action that is over stays where it was; add a new one at the other level"));
    }
    if action.level == to {
        return Err(Refusal::new(format!("it is at the {} level already; choose another", to.name())));
    }
    let change = if to > action.level { "escalated" } else { "handed down" };
    Ok((Action { level: to, ..action.clone() }, change))
}

/// How an action stands on a day. The order is that in which they are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Past its day and not over.
    Overdue,
    /// Held up, or waiting for something that is itself late or held up.
    Blocked,
    /// Due within 30 days.
    DueSoon,
    /// None of these.
    OnCourse,
    /// Done or dropped.
    Over,
}

impl Standing {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Blocked => "blocked",
            Self::DueSoon => "due within 30 days",
            Self::OnCourse => "on course",
            Self::Over => "over",
        }
    }
}

/// How an action stands today.
pub fn standing(action: &Action, all: &[Versioned<Action>], today: Date) -> Standing {
    let late = |other: &Action| !other.status.is_over() && (other.due_on < today || other.status == Status::Blocked);
    let waits = |key: &String| all.iter().any(|other| other.key == *key && late(&other.body));
    if action.status.is_over() {
        Standing::Over
    } else if action.due_on < today {
        Standing::Overdue
    } else if action.status == Status::Blocked || action.depends_on.iter().any(waits) {
        Standing::Blocked
    } else if action.due_on.duration_since(today).as_hours() <= 30 * 24 {
        Standing::DueSoon
    } else {
        Standing::OnCourse
    }
}

/// Actions with their standing, overdue and blocked first, then by day and key.
pub fn in_order(all: &[Versioned<Action>], today: Date) -> Vec<(Standing, &Versioned<Action>)> {
    let mut ordered: Vec<_> = all.iter().map(|action| (standing(&action.body, all, today), action)).collect();
    ordered.sort_by(|(a, one), (b, other)| (a, one.body.due_on, &one.key).cmp(&(b, other.body.due_on, &other.key)));
    ordered
}

/// Actions that lost what they belong to: their activity is not in the strategy (any more), or their owner has no account.
pub fn orphans<'a>(
    all: &'a [Versioned<Action>],
    strategy: &Strategy,
    owners: &BTreeSet<String>,
) -> Vec<&'a Versioned<Action>> {
    let lost = |action: &&Versioned<Action>| {
        strategy.activity(&action.body.activity).is_none() || !owners.contains(&action.body.owner)
    };
    all.iter().filter(|action| !action.body.status.is_over()).filter(lost).collect()
}
