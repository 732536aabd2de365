//! The national rules: every check of the three files, row by row and across rows and files.
//!
//! [`check_workplace`], [`check_worker`] and [`check_training`] check one row. In [`Mode::Compat`] they say exactly what the
//! national service would say, its quirks included; in [`Mode::Strict`] also everything it hides or accepts without a word.

mod lax;
mod row;
mod rule;
mod rules;
mod stored;
mod training;
mod upload;
mod worker;
mod workplace;

pub use row::TextRow;
pub use rule::{Force, Hit, Rule};
pub use rules::all as rules;
pub use stored::{Stored, StoredPerson, StoredPlace};
pub use training::check_training;
pub use upload::{At, Found, Upload, WorkerFacts};
pub use worker::{StoredWorker, check_worker};
pub use workplace::{StoredWorkplace, check_workplace};

/// Whose answer is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// Everything that is wrong.
    #[default]
    Strict,
    /// What the national service would say: one finding for each code of a row, and nothing that it overlooks.
    Compat,
}

/// Leaves what the mode reports of the hits from `from` on: in compat mode the first of each code.
fn keep(mode: Mode, hits: &mut Vec<Hit>, from: usize) {
    if mode == Mode::Strict || hits.len() == from {
        return;
    }
    let mut kept = from;
    for at in from..hits.len() {
        let hit = hits[at];
        let known = hits[from..kept].iter().any(|other| other.rule.code == hit.rule.code);
        if !known && hit.rule.code != 0 && hit.rule.force == Force::National {
            hits[kept] = hit;
            kept += 1;
        }
    }
    hits.truncate(kept);
}
