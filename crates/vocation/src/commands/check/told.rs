//! One finding as it is told, and all of them in sum.

use super::Check;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;
use vocation_ascwds::check::{Found, Mode};
use vocation_ascwds::{Finding, Kind, Severity};

/// The first line of a report.
pub(super) const HEADER: &str = "file,line,severity,code,column,value,message,help\r\n";

/// Lines named as examples of each rule.
const EXAMPLES: usize = 3;

/// A finding with everything a reader needs.
pub(super) struct Told {
    file: String,
    line: Option<u64>,
    severity: Severity,
    code: Option<u16>,
    column: String,
    value: String,
    message: String,
    help: &'static str,
}

impl Told {
    pub fn of_found(file: &str, found: &Found) -> Self {
        let column = found.hit.column().into_owned();
        Self {
            file: file.to_owned(),
            line: found.at.map(|at| at.line),
            severity: found.hit.rule.severity,
            code: found.hit.code(),
            value: if column == "NINUMBER" { masked(&found.value) } else { found.value.clone() },
            column,
            message: found.hit.rule.message.to_owned(),
            help: found.hit.rule.help,
        }
    }

    pub fn of_finding(file: &str, finding: &Finding) -> Self {
        Self {
            file: file.to_owned(),
            line: Some(finding.line),
            severity: finding.severity,
            code: finding.code,
            column: finding.column.clone().into_owned(),
            value: finding.value.clone(),
            message: finding.message.clone().into_owned(),
            help: "",
        }
    }

    pub fn csv(&self) -> String {
        let line = self.line.map(|line| line.to_string()).unwrap_or_default();
        let code = self.code.map(|code| code.to_string()).unwrap_or_default();
        let cells =
            [&self.file, &line, self.severity.as_str(), &code, &self.column, &self.value, &self.message, self.help];
        let mut text = cells.map(quoted).join(",");
        text.push_str("\r\n");
        text
    }
}

/// A cell, in quotation marks where it needs them; what a spreadsheet would take for a formula is given a mark before it.
fn quoted(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t']);
    let cell = if formula { format!("'{cell}") } else { cell.to_owned() };
    if cell.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

/// A National Insurance number with everything but its first two letters hidden.
fn masked(value: &str) -> String {
    value.chars().enumerate().map(|(at, letter)| if at < 2 { letter } else { '*' }).collect()
}

/// File, severity, code, column and message.
type Key = (String, &'static str, Option<u16>, String, String);

/// All findings in sum: each rule with its number and first lines.
pub(super) struct Summary {
    mode: Mode,
    pub files: Vec<(String, Kind)>,
    pub errors: u64,
    pub warnings: u64,
    pub notes: u64,
    rules: BTreeMap<Key, (u64, Vec<u64>, &'static str)>,
}

impl Summary {
    pub fn new(mode: Mode) -> Self {
        Self { mode, files: Vec::new(), errors: 0, warnings: 0, notes: 0, rules: BTreeMap::new() }
    }

    pub fn add(&mut self, told: &Told) {
        match told.severity {
            Severity::Error | Severity::Refused => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Note => self.notes += 1,
        }
        let rule = (told.file.clone(), told.severity.as_str(), told.code, told.column.clone(), told.message.clone());
        let (count, lines, _) = self.rules.entry(rule).or_insert((0, Vec::new(), told.help));
        *count += 1;
        if let (Some(line), true) = (told.line, lines.len() < EXAMPLES) {
            lines.push(line);
        }
    }

    /// What a provider would read: the most frequent first.
    pub fn text(&self, options: &Check) -> String {
        let mut text = String::new();
        for (name, kind) in &self.files {
            let _done = writeln!(text, "{name}: the {kind} file");
        }
        let mut rules: Vec<_> = self.rules.iter().collect();
        rules.sort_by_key(|(rule, (count, ..))| (rule.1 == "note", std::cmp::Reverse(*count)));
        for ((file, severity, code, column, message), (count, lines, help)) in rules {
            let code = code.map(|code| format!(" {code}")).unwrap_or_default();
            let column = if column.is_empty() { String::new() } else { format!(" {column}:") };
            let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
            let places = if lines.is_empty() { String::new() } else { format!(", first in line {}", lines.join(", ")) };
            let _done = write!(text, "\n{count} x {severity}{code}, {file}{places}\n  {column} {message}.");
            if !help.is_empty() {
                let _done = write!(text, " {help}");
            }
        }
        let (errors, warnings, notes) = (self.errors, self.warnings, self.notes);
        let _done = write!(text, "\n\n{errors} errors, {warnings} warnings, {notes} notes");
        if let Some(report) = &options.report {
            let _done = write!(text, "; every one is in {}", report.display());
        }
        match &options.fix {
            Some(folder) => {
                let _done = write!(text, "\nThe files in national layout are in {}", folder.display());
            }
            None if notes > 0 => {
                text.push_str("\nNotes are mended by writing the files back: vocation check --fix FOLDER");
            }
            None => {}
        }
        text
    }

    pub fn value(&self) -> Value {
        let files: Vec<Value> =
            self.files.iter().map(|(name, kind)| json!({"file": name, "kind": kind.as_str()})).collect();
        let rules: Vec<Value> = self.rules.iter().map(|((file, severity, code, column, message), (count, lines, help))| {
            json!({"file": file, "severity": severity, "code": code, "column": column, "message": message, "help": help,
                   "count": count, "first_lines": lines})
        }).collect();
        let mode = if self.mode == Mode::Strict { "strict" } else { "compat" };
        json!({"mode": mode, "files": files, "errors": self.errors, "warnings": self.warnings, "notes": self.notes,
               "rules": rules})
    }
}
