//! Cases of the national checker, from files of lines of JSON.

use super::super::{Trouble, read_file};
use super::mode;
use crate::args::Check;
use crate::printer::Printer;
use std::path::Path;
use vocation_ascwds::cases::{Bases, CaseError, Outcome};
use vocation_ascwds::check::Mode;

/// Failures that are shown.
const SHOWN: usize = 20;

type Run = fn(&Bases, &str, Mode) -> Result<Outcome, CaseError>;

pub(super) fn run(printer: Printer, options: &Check) -> Result<(), Trouble> {
    let bases = match &options.bases {
        Some(path) => Bases::parse(&text(path)?),
        None => Bases::standard(),
    };
    let bases = bases.map_err(|error| Trouble::unusable(format!("cannot use the bases: {error}")))?;
    let runs: [(Option<&Path>, Run); 2] =
        [(options.cases.as_deref(), Bases::run), (options.uploads.as_deref(), Bases::run_upload)];
    let (mut passed, mut failures) = (0_u64, Vec::new());
    for (path, run) in runs {
        let Some(path) = path else { continue };
        let lines = text(path)?;
        for (at, line) in lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            match run(&bases, line, mode(options.mode)) {
                Ok(outcome) if outcome.passed() => passed += 1,
                Ok(outcome) => failures.push(outcome.to_string()),
                Err(error) => failures.push(format!("{}, line {}: {error}", path.display(), at + 1)),
            }
        }
    }
    let failed = failures.len();
    let shown: Vec<&str> = failures.iter().take(SHOWN).map(String::as_str).collect();
    let mut told = format!("{passed} passed, {failed} failed");
    for failure in &shown {
        told.push('\n');
        told.push_str(failure);
    }
    printer.result(&told, &serde_json::json!({"passed": passed, "failed": failed, "first_failures": shown}));
    if failed == 0 { Ok(()) } else { Err(Trouble::refused(format!("{failed} cases failed"))) }
}

fn text(path: &Path) -> Result<String, Trouble> {
    let bytes = read_file(path)?;
    String::from_utf8(bytes).map_err(|_| Trouble::unusable(format!("{} is not UTF-8 text", path.display())))
}
