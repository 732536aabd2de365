//! The header row: which file it is, where each national column lies, and what the national service would not accept.

use std::borrow::Cow;

use super::source::Record;
use super::{Encoding, MAX_COLUMNS};
use crate::columns::{self, training, worker, workplace};
use crate::{Finding, Kind, Severity, Unusable};

/// A national column that the file does not have.
const ABSENT: u16 = u16::MAX;

/// A `QUALACHnn` column and its notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct QualificationColumns {
    /// The `nn`.
    pub number: u8,
    code: u16,
    notes: u16,
}

impl QualificationColumns {
    pub fn code(self) -> usize {
        usize::from(self.code)
    }

    pub fn notes(self) -> usize {
        usize::from(self.notes)
    }
}

/// Where the national columns lie in a file.
#[derive(Debug)]
pub(super) struct Layout {
    pub kind: Kind,
    /// Cells in the header.
    pub width: usize,
    /// Cell of each national column.
    cells: [u16; 48],
    pub qualifications: Vec<QualificationColumns>,
}

impl Layout {
    /// The cell of a national column; beyond every row when the file does not have it.
    #[inline]
    pub fn cell(&self, column: usize) -> usize {
        usize::from(self.cells[column])
    }

    pub fn has(&self, column: usize) -> bool {
        self.cells[column] != ABSENT
    }

    /// Where each column of the exact national form lies in this file; none where it does not have it.
    pub fn national_cells(&self) -> impl Iterator<Item = Option<usize>> {
        let there = |cell: u16| (cell != ABSENT).then_some(usize::from(cell));
        let fixed = (0..columns::of(self.kind).len()).filter(|column| wanted(self, *column));
        let last = if self.kind == Kind::Worker { last_qualification(self) } else { 0 };
        let repeated = (1..=last).flat_map(move |number| {
            let found = self.qualifications.iter().find(|columns| columns.number == number);
            [found.and_then(|columns| there(columns.code)), found.and_then(|columns| there(columns.notes))]
        });
        fixed.map(move |column| there(self.cells[column])).chain(repeated)
    }
}

/// True for a column of the exact national form of this file: the two optional ones only where it has them.
fn wanted(layout: &Layout, column: usize) -> bool {
    let optional = [worker::CHGUNIQUEWRKID, worker::TRANSFERSTAFFRECORD];
    layout.kind != Kind::Worker || !optional.contains(&column) || layout.has(column)
}

/// The highest number of a qualification; three are always there.
fn last_qualification(layout: &Layout) -> u8 {
    layout.qualifications.last().map_or(0, |columns| columns.number).max(3)
}

/// Reads the header row; the findings say what the national service would refuse.
pub(super) fn read(record: Record<'_>, encoding: Encoding, findings: &mut Vec<Finding>) -> Result<Layout, Unusable> {
    let exact: Vec<&str> = (0..record.len()).map(|at| record.cell(at)).collect();
    let names: Vec<String> = exact.iter().map(|name| clean(name)).collect();
    if names.len() == 1 {
        let separators = [(';', "semicolons"), ('\t', "tabs"), ('|', "bars")];
        if let Some((_, separator)) = separators.iter().find(|(mark, _)| exact[0].contains(*mark)) {
            return Err(Unusable::Separator { separator });
        }
    }
    let kind = kind(&names, record.line)?;
    let mut layout = Layout { kind, width: names.len(), cells: [ABSENT; 48], qualifications: Vec::new() };
    let mut notes = Notes { kind, line: record.line, findings };
    refuse_repeats(&names, record.line)?;
    for (at, name) in names.iter().enumerate() {
        if let Some(column) = columns::of(kind).iter().position(|column| column.name == *name) {
            layout.cells[column] = at as u16;
        } else if !(kind == Kind::Worker && qualification(&mut layout, name, at)) {
            notes.say(exact[at], "this column is not in the national layout; it is not read");
        }
    }
    layout.qualifications.sort_by_key(|columns| columns.number);
    for column in columns::needed(kind) {
        if !layout.has(*column) {
            return Err(Unusable::MissingColumn { line: record.line, kind, column: columns::of(kind)[*column].name });
        }
    }
    notes.compare(&layout, &exact, encoding);
    Ok(layout)
}

fn clean(name: &str) -> String {
    let letters = name.chars().filter(|letter| !letter.is_whitespace() && *letter != '\u{FEFF}');
    letters.map(|letter| letter.to_ascii_uppercase()).collect()
}

fn kind(names: &[String], line: u64) -> Result<Kind, Unusable> {
    let has = |name: &str| names.iter().any(|found| found == name);
    let not = |missing| {
        let mut found: Vec<String> = names.iter().take(4).map(|name| name.chars().take(30).collect()).collect();
        if names.len() > 4 {
            found.push("...".to_owned());
        }
        Err(Unusable::NotNational { line, missing, found: found.join(", ") })
    };
    if !has("LOCALESTID") {
        return not("LOCALESTID");
    }
    if has("CATEGORY") && !has("MAINJOBROLE") {
        return Ok(Kind::Training);
    }
    if has("UNIQUEWORKERID") {
        return Ok(Kind::Worker);
    }
    if ["ESTNAME", "ESTTYPE", "MAINSERVICE", "ALLSERVICES"].into_iter().any(has) {
        return Ok(Kind::Workplace);
    }
    not("UNIQUEWORKERID, CATEGORY or ESTNAME")
}

fn refuse_repeats(names: &[String], line: u64) -> Result<(), Unusable> {
    let mut sorted: Vec<(&str, usize)> = names.iter().enumerate().map(|(at, name)| (name.as_str(), at)).collect();
    sorted.sort_unstable();
    let twice = sorted.windows(2).filter(|pair| pair[0].0 == pair[1].0 && !pair[0].0.is_empty());
    match twice.min_by_key(|pair| pair[1].1) {
        Some(pair) => {
            let name = pair[0].0.chars().take(60).collect();
            Err(Unusable::RepeatedColumn { line, name, first: pair[0].1 + 1, second: pair[1].1 + 1 })
        }
        None => Ok(()),
    }
}

/// Takes `QUALACHnn` and `QUALACHnnNOTES`; false for any other name.
fn qualification(layout: &mut Layout, name: &str, at: usize) -> bool {
    let Some(rest) = name.strip_prefix("QUALACH") else { return false };
    let (digits, is_notes) = rest.strip_suffix("NOTES").map_or((rest, false), |digits| (digits, true));
    if digits.len() != 2 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let Ok(number @ 1..) = digits.parse::<u8>() else { return false };
    let place = layout.qualifications.iter().position(|columns| columns.number == number).unwrap_or_else(|| {
        layout.qualifications.push(QualificationColumns { number, code: ABSENT, notes: ABSENT });
        layout.qualifications.len() - 1
    });
    let columns = &mut layout.qualifications[place];
    if is_notes {
        columns.notes = at as u16;
    } else {
        columns.code = at as u16;
    }
    true
}

/// What the national service makes of a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NationalHeader {
    /// It recognises which file it is; if not, it passes the file over.
    pub recognised: bool,
    /// It accepts the header.
    pub accepted: bool,
}

/// The start of a workplace file by which the national service recognises it.
const RECOGNISED_BY: usize = 50;

/// What the national service makes of a header, as written.
pub(super) fn national_view(layout: &Layout, text: &str, marked: bool) -> NationalHeader {
    let exact: String = national(layout).join(",");
    match layout.kind {
        Kind::Workplace => {
            let recognised =
                !marked && text.len() >= RECOGNISED_BY && exact.starts_with(text.get(..RECOGNISED_BY).unwrap_or(text));
            NationalHeader { recognised, accepted: !marked && text == exact }
        }
        Kind::Worker => {
            let starts = [
                "LOCALESTID,UNIQUEWORKERID,STATUS,DISPLAYID,",
                "LOCALESTID,UNIQUEWORKERID,CHGUNIQUEWRKID,STATUS,DISPLAYID,",
                "LOCALESTID,UNIQUEWORKERID,TRANSFERSTAFFRECORD,STATUS,DISPLAYID,",
                "LOCALESTID,UNIQUEWORKERID,CHGUNIQUEWRKID,TRANSFERSTAFFRECORD,STATUS,DISPLAYID,",
            ];
            NationalHeader { recognised: starts.iter().any(|start| text.contains(start)), accepted: text == exact }
        }
        Kind::Training => NationalHeader { recognised: text == exact, accepted: text == exact },
    }
}

/// The header in exact national form that is nearest to this file.
pub(super) fn national(layout: &Layout) -> Vec<Cow<'static, str>> {
    let fixed = columns::of(layout.kind).iter().enumerate().filter(|(column, _)| wanted(layout, *column));
    let mut names: Vec<Cow<'static, str>> = fixed.map(|(_, column)| Cow::Borrowed(column.name)).collect();
    if layout.kind == Kind::Worker {
        for number in 1..=last_qualification(layout) {
            names.push(Cow::Owned(format!("QUALACH{number:02}")));
            names.push(Cow::Owned(format!("QUALACH{number:02}NOTES")));
        }
    }
    names
}

struct Notes<'f> {
    kind: Kind,
    line: u64,
    findings: &'f mut Vec<Finding>,
}

impl Notes<'_> {
    fn say(&mut self, column: &str, message: &'static str) {
        let column = Cow::Owned(column.chars().take(60).collect());
        let (file, line) = (self.kind, self.line);
        let value = String::new();
        self.findings.push(Finding {
            file,
            code: None,
            severity: Severity::Note,
            line,
            column,
            value,
            message: message.into(),
        });
    }

    /// Says in what the header differs from the national one.
    fn compare(&mut self, layout: &Layout, exact: &[&str], encoding: Encoding) {
        match encoding {
            Encoding::Plain => {}
            Encoding::Utf8Mark => {
                self.say("", "the file starts with a byte-order mark; the national service may not recognise it");
            }
            Encoding::Utf16Little | Encoding::Utf16Big => {
                self.say("", "the file is UTF-16; the national service reads UTF-8 only: save it as CSV UTF-8");
            }
        }
        let national = national(layout);
        let found: Vec<String> = exact.iter().map(|name| clean(name)).collect();
        for name in &national {
            if !found.iter().any(|have| have == name) {
                self.say(name, "the national layout has this column and the file does not; it is read as not given");
            }
        }
        let known: Vec<&String> =
            found.iter().filter(|have| national.iter().any(|name| name == have.as_str())).collect();
        let order = |name: &str| national.iter().position(|other| other == name);
        if !known.iter().map(|name| order(name)).is_sorted() {
            self.say("", "the columns are not in national order; the national service would refuse the file");
        }
        if exact.iter().zip(&found).any(|(exact, clean)| exact != clean) {
            self.say("", "column names must be in capitals without spaces for the national service");
        }
    }
}

const _: () = {
    assert!(workplace::COLUMNS.len() <= 48 && worker::COLUMNS.len() <= 48 && training::COLUMNS.len() <= 48);
    assert!(MAX_COLUMNS < ABSENT as usize);
};

#[cfg(test)]
mod tests {
    use super::super::source::Source;
    use super::*;

    fn layout(header: &str) -> (Result<Layout, Unusable>, Vec<Finding>) {
        let mut source = Source::new(header.as_bytes()).unwrap();
        assert!(source.advance().unwrap());
        let mut findings = Vec::new();
        (read(source.record(), Encoding::Plain, &mut findings), findings)
    }

    #[test]
    fn any_order_and_case_is_read_and_noted() {
        let (layout, findings) = layout("status,Unique Worker Id,localestid,QUALACH07,QUALACH02NOTES,Shoe size\n");
        let layout = layout.unwrap();
        assert_eq!(layout.kind, Kind::Worker);
        assert_eq!(layout.cell(worker::LOCALESTID), 2);
        assert_eq!(layout.qualifications.iter().map(|columns| columns.number).collect::<Vec<_>>(), [2, 7]);
        assert!(findings.iter().any(|finding| finding.column == "Shoe size"));
        assert!(findings.iter().any(|finding| finding.message.contains("national order")));
    }

    #[test]
    fn a_header_of_no_national_file_is_refused() {
        assert!(matches!(layout("name,age\n").0, Err(Unusable::NotNational { missing: "LOCALESTID", .. })));
        assert!(matches!(layout("LOCALESTID;STATUS\n").0, Err(Unusable::Separator { separator: "semicolons" })));
        assert!(matches!(layout("LOCALESTID,ESTNAME\n").0, Err(Unusable::MissingColumn { column: "STATUS", .. })));
        let twice = layout("LOCALESTID,ESTNAME,STATUS,estname\n").0;
        assert!(matches!(twice, Err(Unusable::RepeatedColumn { first: 2, second: 4, .. })));
    }
}
