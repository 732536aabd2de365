//! Where strict mode does not say what the national service says, on purpose: a short dated list, kept as data.

use std::sync::OnceLock;

use super::Answer;
use crate::read::source::Source;

/// One deliberate deviation of strict mode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deviation {
    /// File, severity letter, code and column of what is not said.
    pub answer: [String; 4],
    /// It is not said where this is found in the same upload: file, code and column.
    pub beside: [String; 3],
    /// The day on which it was decided.
    pub since: String,
    /// Why.
    pub reason: String,
}

/// Every deliberate deviation.
pub fn deviations() -> &'static [Deviation] {
    static LIST: OnceLock<Vec<Deviation>> = OnceLock::new();
    LIST.get_or_init(|| parse(include_str!("../../../../../data/reference/ascwds/deviations.csv")))
}

fn parse(text: &str) -> Vec<Deviation> {
    let mut list = Vec::new();
    let Ok(mut source) = Source::new(text.as_bytes()) else { return list };
    while let Ok(true) = source.advance() {
        let record = source.record();
        let cell = |at: usize| record.cell(at).to_owned();
        list.push(Deviation {
            answer: [cell(0), cell(1), cell(2), cell(3)],
            beside: [cell(4), cell(5), cell(6)],
            since: cell(7),
            reason: cell(8),
        });
    }
    list.drain(..1.min(list.len()));
    list
}

/// True when an answer about an upload (its column named `file.COLUMN`) is not given on purpose, beside what is found.
pub(super) fn excused(missing: &Answer, found: &[Answer]) -> bool {
    let is = |answer: &Answer, file: &str, code: &str, column: &str| {
        answer.code.is_some_and(|number| number.to_string() == code) && answer.column == format!("{file}.{column}")
    };
    deviations().iter().any(|deviation| {
        let [file, severity, code, column] = &deviation.answer;
        let [beside_file, beside_code, beside_column] = &deviation.beside;
        severity.starts_with(missing.severity)
            && is(missing, file, code, column)
            && found.iter().any(|answer| is(answer, beside_file, beside_code, beside_column))
    })
}
