//! Reading the file. What is wrong is told all at once, each fault with its place and what is allowed.

use serde::Deserialize;

use super::check;
use super::types::{
    About, Activity, Barrier, Cause, Characteristic, Duty, NextStep, Practice, Principle, Priority, Statement,
    Strategy, Term,
};

/// The one form of the file that this program reads.
const FORMAT: u32 = 1;
/// The most bytes of a file; the largest real one has 30 kB.
const LARGEST: usize = 4 << 20;

/// Why a strategy file is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {}", faults.join("; "))]
pub struct StrategyError {
    /// The file.
    pub file: String,
    /// Each fault: where, what, and what is allowed.
    pub faults: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: u32,
    strategy: About,
    lists: Lists,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    principles: Vec<Principle>,
    priorities: Vec<Priority>,
    activities: Vec<Activity>,
    characteristics: Vec<Characteristic>,
    statements: Vec<Statement>,
    barriers: Vec<Barrier>,
    failure_causes: Vec<Cause>,
    duties: Vec<Duty>,
    practices: Vec<Practice>,
    next_steps: Vec<NextStep>,
    glossary: Vec<Term>,
}

impl Strategy {
    /// Reads and checks a strategy file; `file` is its name, for the faults.
    ///
    /// # Errors
    /// [`StrategyError`] with every fault found: a fault of form stops at the first, faults of content are told together.
    pub fn read(file: &str, text: &str) -> Result<Self, StrategyError> {
        let refused = |faults: Vec<String>| StrategyError { file: file.to_owned(), faults };
        if text.len() > LARGEST {
            return Err(refused(vec!["the file is larger than 4 MiB, which no strategy is".to_owned()]));
        }
        let read: File = toml::from_str(text).map_err(|error| refused(vec![form_fault(text, &error)]))?;
        if read.format != FORMAT {
            return Err(refused(vec![format!("format is {}; this program reads format {FORMAT}", read.format)]));
        }
        let lists = read.lists;
        let strategy = Self {
            about: read.strategy,
            principles: lists.principles,
            priorities: lists.priorities,
            activities: lists.activities,
            characteristics: lists.characteristics,
            statements: lists.statements,
            barriers: lists.barriers,
            failure_causes: lists.failure_causes,
            duties: lists.duties,
            practices: lists.practices,
            next_steps: lists.next_steps,
            glossary: lists.glossary,
        };
        let faults = check::faults(&strategy);
        if faults.is_empty() { Ok(strategy) } else { Err(refused(faults)) }
    }
}

/// A fault of the form, with its line and what stands there.
fn form_fault(text: &str, error: &toml::de::Error) -> String {
    let message = error.message().lines().collect::<Vec<_>>().join(", ");
    let Some(span) = error.span() else { return message };
    let before = text.get(..span.start).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let entry: String = text.lines().nth(line - 1).unwrap_or_default().trim().chars().take(60).collect();
    if entry.is_empty() { format!("line {line}: {message}") } else { format!("line {line} (“{entry}”): {message}") }
}
