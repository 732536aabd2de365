//! Cases of the national checker, kept as lines of JSON, and whether the rules here say the same.
//!
//! A line is a row (`base` and `set`, or a whole `row`) with what the national checker says about it. In compat mode the answer must be
//! equal as a multiset of severity, code and column; in strict mode it must contain everything the national checker says and hides,
//! less the [`deviations`].

mod deviations;
mod uploads;

pub use deviations::{Deviation, deviations};

use std::collections::{HashMap, HashSet};
use std::fmt;

use jiff::civil::Date;
use serde_json::Value;

use crate::check::{
    Hit, Mode, Rule, StoredWorker, StoredWorkplace, TextRow, check_training, check_worker, check_workplace,
};
use crate::columns::workplace;
use crate::rows::key;
use crate::{Kind, Severity};

/// A case that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum CaseError {
    /// Not JSON.
    #[error("not JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// JSON of another shape.
    #[error("{0}")]
    Shape(&'static str),
}

/// What is said in one place: severity letter, code, column; the code is absent where the national service has none.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Answer {
    /// `E` or `W`.
    pub severity: char,
    /// The national code.
    pub code: Option<u16>,
    /// Physical line, in answers about whole files.
    pub line: Option<u64>,
    /// The column as the national service names it.
    pub column: String,
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.severity)?;
        match self.code {
            Some(code) => write!(f, "{code}")?,
            None => f.write_str("----")?,
        }
        if let Some(line) = self.line {
            write!(f, "@{line}")?;
        }
        write!(f, ":{}", self.column)
    }
}

/// How one case went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The name of the case.
    pub id: String,
    /// What the national service says that we do not, and must.
    pub missing: Vec<Answer>,
    /// What we say and must not.
    pub extra: Vec<Answer>,
    /// What else is not as the national service has it.
    pub differs: Vec<String>,
}

impl Outcome {
    /// True when nothing is missing or too much.
    pub fn passed(&self) -> bool {
        self.missing.is_empty() && self.extra.is_empty() && self.differs.is_empty()
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.id)?;
        for (what, answers) in [("missing", &self.missing), ("too much", &self.extra)] {
            if !answers.is_empty() {
                let texts: Vec<String> = answers.iter().map(ToString::to_string).collect();
                write!(f, ", {what}: {}", texts.join(" "))?;
            }
        }
        for what in &self.differs {
            write!(f, ", differs: {what}")?;
        }
        Ok(())
    }
}

/// The base rows, the clock and what stands in for the national database.
#[derive(Debug)]
pub struct Bases {
    today: Date,
    rows: HashMap<String, Vec<(String, String)>>,
    postcodes: HashSet<String>,
    locations: HashSet<String>,
    workplaces: HashSet<String>,
}

impl Bases {
    /// Reads `bases.json`.
    ///
    /// # Errors
    /// [`CaseError`] when it is not one.
    pub fn parse(text: &str) -> Result<Self, CaseError> {
        let json: Value = serde_json::from_str(text)?;
        let texts = |value: &Value| -> HashSet<String> {
            value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
        };
        let context = &json["context"];
        let bases = json["bases"].as_object().ok_or(CaseError::Shape("there are no bases"))?;
        Ok(Self {
            today: day(&json["now"]).ok_or(CaseError::Shape("there is no clock (now)"))?,
            rows: bases.iter().map(|(name, row)| (name.clone(), cells(row))).collect(),
            postcodes: texts(&context["known_postcodes"]),
            locations: context["location_ids_in_use"]
                .as_object()
                .into_iter()
                .flat_map(|map| map.keys().cloned())
                .collect(),
            workplaces: texts(&context["existing_localids"]),
        })
    }

    /// The bases that came with the cases of August 2026.
    ///
    /// # Errors
    /// None, as long as the program is whole.
    pub fn standard() -> Result<Self, CaseError> {
        Self::parse(include_str!("../../tests/cases/bases.json"))
    }

    /// The day of the frozen clock.
    pub fn today(&self) -> Date {
        self.today
    }

    /// Runs one line.
    ///
    /// # Errors
    /// [`CaseError`] when the line is not a case.
    pub fn run(&self, line: &str, mode: Mode) -> Result<Outcome, CaseError> {
        let case: Value = serde_json::from_str(line)?;
        let kind = match case["file"].as_str() {
            Some("workplace") => Kind::Workplace,
            Some("worker") => Kind::Worker,
            Some("training") => Kind::Training,
            _ => return Err(CaseError::Shape("file is not workplace, worker or training")),
        };
        let id = case["id"].as_str().unwrap_or_default().to_owned();
        let (row, expected, hidden) = if case.get("base").is_some() {
            let base = case["base"].as_str().and_then(|base| self.rows.get(base));
            let mut row = base.ok_or(CaseError::Shape("its base is not among the bases"))?.clone();
            for (name, value) in cells(&case["set"]) {
                row.retain(|(known, _)| *known != name);
                row.push((name, value));
            }
            (row, answers(&case["expect"]), answers(&case["suppressed"]))
        } else {
            (cells(&case["row"]), answers(&case["full_row_oracle"]["reported"]), Vec::new())
        };
        let today = day(&case["full_row_oracle"]["now"]).unwrap_or(self.today);
        let row = TextRow::named(kind, row.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        let mut hits = Vec::new();
        match kind {
            Kind::Training => check_training(&row, today, mode, &mut hits),
            Kind::Worker => check_worker(&row, stored_worker(&case), today, mode, &mut hits),
            Kind::Workplace => {
                let used = check_workplace(&row, self.stored_workplace(&case, &row), today, mode, &mut hits);
                if used == case["row_dropped"].as_bool().unwrap_or(false) && case.get("base").is_some() {
                    return Err(CaseError::Shape("the row is dropped by one side only"));
                }
            }
        }
        Ok(compare(id, mode, expected, hidden, hits.iter().map(answer).collect()))
    }

    fn stored_workplace(&self, case: &Value, row: &TextRow<'_>) -> StoredWorkplace {
        let every_postcode =
            case["full_row_oracle"]["context"].as_str().is_some_and(|text| text.contains("all_postcodes_known"));
        StoredWorkplace {
            exists: Some(self.workplaces.contains(key(row.cell(workplace::LOCALESTID)).as_ref())),
            postcode_listed: Some(every_postcode || self.postcodes.contains(row.cell(workplace::POSTCODE))),
            location_taken: self.locations.contains(row.cell(workplace::LOCATIONID)),
        }
    }
}

fn stored_worker(case: &Value) -> StoredWorker {
    let record = case.get("existing_record").unwrap_or(&case["existing"]);
    let exists = !matches!(record, Value::Null | Value::Bool(false));
    let sick = &record["daysSick"]["currentValue"]["days"];
    let sick_days = sick.as_f64().zip(day(&record["daysSick"]["lastSaved"]));
    StoredWorker { exists: Some(exists), sick_days }
}

/// The day of an instant such as `2026-08-21T12:00:00.000Z`.
fn day(value: &Value) -> Option<Date> {
    value.as_str()?.get(..10)?.parse().ok()
}

/// A JSON object as cells. What is no text is written as the national checker would.
fn cells(row: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        Value::Array(elements) => {
            let texts = elements.iter().map(|element| element.as_str().map_or(element.to_string(), str::to_owned));
            texts.collect::<Vec<_>>().join(",")
        }
        other => other.to_string(),
    };
    row.as_object().into_iter().flatten().map(|(name, value)| (name.clone(), text(value))).collect()
}

/// `["E",1010,"LOCALESTID"]`, `["W",2200,2,"TOTALPERMTEMP"]` or an object with severity, code and column.
fn answers(list: &Value) -> Vec<Answer> {
    let code = |value: &Value| value.as_u64().and_then(|code| u16::try_from(code).ok());
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let one = |value: &Value| match value.as_array().map(Vec::as_slice) {
        Some([severity, number, column]) => {
            Answer { severity: letter(severity), code: code(number), line: None, column: text(column) }
        }
        Some([severity, number, line, column]) => {
            Answer { severity: letter(severity), code: code(number), line: line.as_u64(), column: text(column) }
        }
        _ => Answer {
            severity: letter(&value["severity"]),
            code: code(&value["code"]),
            line: None,
            column: text(&value["column"]),
        },
    };
    list.as_array().into_iter().flatten().map(one).collect()
}

fn letter(severity: &Value) -> char {
    if severity.as_str().is_some_and(|text| text.starts_with(['W', 'w'])) { 'W' } else { 'E' }
}

fn severity_letter(rule: &Rule) -> char {
    if rule.severity == Severity::Warning { 'W' } else { 'E' }
}

fn answer(hit: &Hit) -> Answer {
    Answer { severity: severity_letter(hit.rule), code: hit.code(), line: None, column: hit.column().into_owned() }
}

fn compare(id: String, mode: Mode, expected: Vec<Answer>, hidden: Vec<Answer>, mut found: Vec<Answer>) -> Outcome {
    let mut missing = Vec::new();
    let all = if mode == Mode::Strict { found.clone() } else { Vec::new() };
    let wanted = if mode == Mode::Compat { expected } else { expected.into_iter().chain(hidden).collect() };
    for answer in wanted {
        match found.iter().position(|other| *other == answer) {
            Some(at) => drop(found.swap_remove(at)),
            None => missing.push(answer),
        }
    }
    missing.retain(|answer| !deviations::excused(answer, &all));
    missing.sort();
    found.sort();
    let extra = if mode == Mode::Compat { found } else { Vec::new() };
    Outcome { id, missing, extra, differs: Vec::new() }
}
