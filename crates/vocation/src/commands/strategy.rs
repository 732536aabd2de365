//! `vocation strategy`: what covers the strategy, and what is wrong with a strategy file.

use super::{Trouble, file_name, read_file};
use crate::args::Strategy as Options;
use crate::printer::Printer;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;
use vocation_capabilities::delivery::coverage::{Coverage, GapKind, coverage};
use vocation_records::strategy::Strategy;

pub fn run(printer: Printer, options: &Options) -> Result<(), Trouble> {
    match options {
        Options::Coverage { file } => {
            let strategy = match file {
                Some(path) => Arc::new(read(path)?),
                None => Strategy::built_in().map_err(Trouble::refused)?,
            };
            let covered = coverage(&strategy);
            printer.result(&text(&strategy, &covered), &value(&strategy, &covered));
        }
        Options::Check { file } => {
            let strategy = read(file)?;
            let told = format!(
                "{}: {} activities, {} barriers, {} statements; nothing is wrong with it.",
                strategy.about.title,
                strategy.activities.len(),
                strategy.barriers.len(),
                strategy.statements.len()
            );
            let value = serde_json::json!({
                "title": strategy.about.title, "activities": strategy.activities.len(),
                "barriers": strategy.barriers.len(), "statements": strategy.statements.len(),
            });
            printer.result(&told, &value);
        }
    }
    Ok(())
}

fn read(path: &Path) -> Result<Strategy, Trouble> {
    let name = file_name(path);
    let text = String::from_utf8(read_file(path)?)
        .map_err(|_| Trouble::refused(format!("{name}: it is not text in UTF-8; save it as UTF-8")))?;
    Strategy::read(&name, &text).map_err(Trouble::refused)
}

fn text(strategy: &Strategy, covered: &Coverage) -> String {
    let mut text = format!(
        "{}\nActivities: {}, {} with a measure, {} built here\nBarriers: {}, {} with an activity, {} with a measure\n",
        strategy.about.title,
        covered.activities,
        covered.measured,
        covered.built,
        covered.barriers,
        covered.barriers_acted_on,
        covered.barriers_measured
    );
    for kind in GapKind::ALL {
        let ids: Vec<&str> = covered.gaps.iter().filter(|gap| gap.kind == kind).map(|gap| gap.id.as_str()).collect();
        let ids = if ids.is_empty() { "none".to_owned() } else { format!("{}: {}", ids.len(), ids.join(" ")) };
        // Writing to a string does not fail.
        let _ = writeln!(text, "{}: {ids}", kind.heading());
    }
    text
}

fn value(strategy: &Strategy, covered: &Coverage) -> serde_json::Value {
    let gaps: Vec<_> = covered
        .gaps
        .iter()
        .map(|gap| serde_json::json!({ "gap": gap.kind.key(), "id": gap.id, "text": gap.text }))
        .collect();
    serde_json::json!({
        "strategy": strategy.about.key, "activities": covered.activities, "activities_measured": covered.measured,
        "activities_built": covered.built, "barriers": covered.barriers,
        "barriers_with_activity": covered.barriers_acted_on, "barriers_measured": covered.barriers_measured,
        "gaps": gaps,
    })
}
