//! Cases of whole uploads: three texts and what is held, with what the national checker says about each file.

use std::collections::HashMap;

use serde_json::Value;

use super::{Answer, Bases, CaseError, Outcome, answers, compare, day, severity_letter};
use crate::check::{At, Found, Mode, Stored, StoredPerson, StoredPlace, TextRow, Upload};
use crate::rows::key;
use crate::{Kind, Reader};

impl Bases {
    /// Runs one line of whole uploads.
    ///
    /// # Errors
    /// [`CaseError`] when the line is not a case.
    pub fn run_upload(&self, line: &str, mode: Mode) -> Result<Outcome, CaseError> {
        let case: Value = serde_json::from_str(line)?;
        let expect = &case["expect"];
        let files = case["files"].as_object().ok_or(CaseError::Shape("there are no files"))?;
        let mut texts = HashMap::new();
        let mut differs = Vec::new();
        for (name, text) in files {
            let text = text.as_str().unwrap_or_default();
            let (kind, accepted) = national_kind(text);
            if expect["file_types"][name].as_str() != kind.map(national_name) {
                differs.push(format!("the type of file {name}"));
            }
            if expect["header_ok"][name].as_bool().unwrap_or(false) != accepted {
                differs.push(format!("header_ok of file {name}"));
            }
            if let Some(kind) = kind.or(if mode == Mode::Strict { any_kind(text) } else { None }) {
                texts.insert(kind, text);
            }
        }
        let stored = self.stored(&case);
        let mut found = Vec::new();
        let mut ended = (Vec::new(), Vec::new());
        let throws = expect.get("throws").is_some();
        if !throws || mode == Mode::Strict {
            (found, ended) = check(&texts, &stored, self.today, mode)?;
        }
        let mut expected = Vec::new();
        for (name, kind) in
            [("establishments", Kind::Workplace), ("workers", Kind::Worker), ("training", Kind::Training)]
        {
            expected.extend(answers(&expect[name]).into_iter().map(|answer| named(kind, answer)));
        }
        if mode == Mode::Compat && !throws {
            if expect["status"].as_str() != Some(status(&found)) {
                differs.push(format!("status {}", status(&found)));
            }
            for (name, ended) in [("deleted", &ended.0), ("deleted_workers", &ended.1)] {
                let mut expected: Vec<&str> =
                    expect[name].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
                expected.sort_unstable();
                if expected != *ended {
                    differs.push(format!("{name} {}", ended.join(" ")));
                }
            }
        }
        let found = found.iter().map(|found| named(found.file(), answer(found))).collect();
        let mut outcome =
            compare(case["id"].as_str().unwrap_or_default().to_owned(), mode, expected, Vec::new(), found);
        outcome.differs = differs;
        Ok(outcome)
    }

    /// What is held, as the line says; the first workplace is the account's own.
    fn stored(&self, case: &Value) -> Stored {
        let mut stored = Stored {
            parent: case["is_parent"].as_bool().unwrap_or(false),
            postcodes: Some(self.postcodes.clone()),
            locations: self.locations.iter().map(|id| (id.clone(), String::new())).collect(),
            ..Stored::default()
        };
        for place in case["current"].as_array().into_iter().flatten() {
            let name = key(place["ref"].as_str().unwrap_or_default()).into_owned();
            if stored.primary.is_empty() {
                stored.primary.clone_from(&name);
            }
            let workers = place["workers"].as_object().into_iter().flatten();
            let held = StoredPlace {
                regulated: place["cqc"].as_bool().unwrap_or(false),
                owned_by_parent: place["dataOwner"].as_str().map(|owner| owner == "Parent"),
                workers: workers.map(|(id, person)| (key(id).into_owned(), stored_person(person))).collect(),
            };
            stored.workplaces.insert(name, held);
        }
        stored
    }
}

fn stored_person(person: &Value) -> StoredPerson {
    let sick = &person["daysSick"]["currentValue"];
    StoredPerson {
        ni_number: person["ni"].as_str().unwrap_or_default().to_owned(),
        born: day(&person["dob"]).map(|born| born.strftime("%d/%m/%Y").to_string()).unwrap_or_default(),
        sick_days: sick["days"].as_f64().zip(day(&person["daysSick"]["lastSaved"])),
    }
}

/// Which file the national service takes a text for, and whether it accepts the header.
fn national_kind(text: &str) -> (Option<Kind>, bool) {
    let Ok(reader) = Reader::new(text.as_bytes()) else { return (None, false) };
    let header = reader.national_header();
    (header.recognised.then_some(reader.kind()), header.accepted)
}

fn any_kind(text: &str) -> Option<Kind> {
    Reader::new(text.as_bytes()).ok().map(|reader| reader.kind())
}

fn national_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Workplace => "Establishment",
        Kind::Worker => "Worker",
        Kind::Training => "Training",
    }
}

type Ended = (Vec<String>, Vec<String>);

fn check(
    texts: &HashMap<Kind, &str>,
    stored: &Stored,
    today: jiff::civil::Date,
    mode: Mode,
) -> Result<(Vec<Found>, Ended), CaseError> {
    let mut upload = Upload::new(mode, today, Some(stored));
    let mut found = Vec::new();
    for kind in [Kind::Workplace, Kind::Worker, Kind::Training] {
        let Some(text) = texts.get(&kind) else { continue };
        let mut reader = Reader::new(text.as_bytes()).map_err(|_| CaseError::Shape("a file cannot be read"))?;
        upload.expect(kind);
        let mut record = 0;
        while let Some(entry) = reader.next_raw().map_err(|_| CaseError::Shape("a file cannot be read"))? {
            let row = TextRow::new(kind, &entry.raw);
            let at = At { line: entry.line, record };
            match kind {
                Kind::Workplace => upload.workplace(at, &row, &mut found),
                Kind::Worker => {
                    let facts = upload.worker(at, &row, &mut found);
                    upload.add_worker(facts);
                }
                Kind::Training => upload.training(at, &row, &mut found),
            }
            record += 1;
        }
        match kind {
            Kind::Workplace => upload.workplaces_done(&mut found),
            Kind::Worker => upload.workers_done(&mut found),
            Kind::Training => {}
        }
    }
    let ended = upload.ended();
    Ok((found, ended))
}

/// The overall answer: any error fails an upload.
fn status(found: &[Found]) -> &'static str {
    let letters: Vec<char> = found.iter().map(|found| severity_letter(found.hit.rule)).collect();
    if letters.contains(&'E') {
        "FAILED"
    } else if letters.contains(&'W') {
        "WARNINGS"
    } else {
        "PASSED"
    }
}

fn answer(found: &Found) -> Answer {
    Answer {
        severity: severity_letter(found.hit.rule),
        code: found.hit.code(),
        line: Some(found.at.map_or(1, At::national_line)),
        column: found.hit.column().into_owned(),
    }
}

/// An answer with its file, so that answers about different files do not mix.
fn named(kind: Kind, mut answer: Answer) -> Answer {
    answer.column = format!("{kind}.{}", answer.column);
    answer
}
