//! Files as they should not be: each is read with the right rows, or refused in one sentence that names the line.

use std::io::Read;

use vocation_ascwds::*;

const HEADER: &str = "LOCALESTID,UNIQUEWORKERID,STATUS,DISPLAYID,NINUMBER,POSTCODE,DOB,GENDER,ETHNICITY\n";

fn row(number: usize) -> String {
    format!("E{},W{number},UNCHECKED,Worker {number},,LN1 1AA,01/02/1980,1,31\n", number % 7)
}

fn plain() -> String {
    let mut text = HEADER.to_owned();
    (0..20).for_each(|number| text.push_str(&row(number)));
    text
}

fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

/// What was read: typed rows, findings (the header's "no such column" notes left out).
#[derive(Debug, Default)]
struct Outcome {
    workers: Vec<Worker>,
    refused: u64,
    findings: Vec<Finding>,
    header: Vec<Finding>,
}

fn read(bytes: impl AsRef<[u8]>) -> Result<Outcome, Unusable> {
    let mut outcomes = Vec::new();
    for step in [usize::MAX, 1] {
        let mut reader = Reader::new(Steps { rest: bytes.as_ref(), step })?;
        let mut outcome = Outcome { header: reader.header_findings().to_vec(), ..Outcome::default() };
        outcome.header.retain(|finding| !finding.message.contains("the file does not"));
        while let Some(entry) = reader.next_entry()? {
            outcome.findings.extend_from_slice(entry.findings);
            match entry.row {
                Some(RowRef::Worker(worker)) => outcome.workers.push(worker.clone()),
                None => outcome.refused += 1,
                other => panic!("{other:?}"),
            }
        }
        outcomes.push(outcome);
        if bytes.as_ref().len() > 10_000 {
            break;
        }
    }
    let last = outcomes.pop().unwrap();
    if let Some(first) = outcomes.pop() {
        assert_eq!((&first.workers, &first.findings), (&last.workers, &last.findings), "pieces change nothing");
    }
    Ok(last)
}

/// Hands on a few bytes at a time.
struct Steps<'b> {
    rest: &'b [u8],
    step: usize,
}

impl Read for Steps<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let length = self.rest.len().min(into.len()).min(self.step);
        into[..length].copy_from_slice(&self.rest[..length]);
        self.rest = &self.rest[length..];
        Ok(length)
    }
}

/// The twenty plain rows, and how many findings.
fn twenty(bytes: impl AsRef<[u8]>) -> Outcome {
    let outcome = read(bytes).unwrap();
    let found: Vec<&str> = outcome.workers.iter().map(|worker| worker.worker_id.as_str()).collect();
    let expected: Vec<String> = (0..20).map(|number| format!("W{number}")).collect();
    assert_eq!(found, expected);
    assert_eq!(outcome.refused, 0);
    assert!(outcome.workers.iter().all(|worker| worker.born_on == Given::Value(Date::constant(1980, 2, 1))));
    outcome
}

fn refused(bytes: impl AsRef<[u8]>) -> String {
    read(bytes).unwrap_err().to_string()
}

#[test]
fn line_ends_and_encodings_do_not_matter() {
    let text = plain();
    assert_eq!(twenty(&text).findings, []);
    assert_eq!(twenty(text.replace('\n', "\r\n")).findings, []);
    assert_eq!(twenty(text.replace('\n', "\r")).findings, []);
    assert_eq!(twenty(text.replacen('\n', "\r\n", 5)).findings, []);
    assert_eq!(twenty(text.trim_end()).findings, []);
    assert_eq!(twenty(text.replace('\n', "\n\n")).findings, []);
    assert_eq!(twenty(format!("{text}\n\r\n,,,,,,,,\n  \n")).findings, []);
    let marked = twenty(format!("\u{FEFF}{text}"));
    assert!(marked.header[0].message.contains("byte-order mark"));
    for bytes in
        [utf16(&format!("\u{FEFF}{text}"), u16::to_le_bytes), utf16(&format!("\u{FEFF}{text}"), u16::to_be_bytes)]
    {
        assert!(twenty(bytes).header[0].message.contains("UTF-16"));
    }
    assert!(refused(utf16(&text, u16::to_le_bytes)).contains("UTF-16 without a byte-order mark"));
    assert!(refused(utf16(&text, u16::to_be_bytes)).contains("UTF-16 without a byte-order mark"));
}

#[test]
fn bytes_that_are_not_utf8_are_read_as_windows_1252_and_said_so() {
    let mut bytes = HEADER.as_bytes().to_vec();
    bytes.extend(b"E1,W1,UNCHECKED,Zo\xEB O\x92Brien \xA3,,LN1 1AA,01/02/1980,1,31\n");
    let outcome = read(&bytes).unwrap();
    assert_eq!(outcome.workers[0].display_id, "Zoë O’Brien £");
    assert_eq!((outcome.findings.len(), outcome.findings[0].line), (1, 2));
    assert!(outcome.findings[0].message.contains("Windows-1252"));

    let mut bytes = plain().into_bytes();
    bytes.extend(b"E1,W\xFF\xFE99,X\n");
    let outcome = read(&bytes).unwrap();
    assert_eq!((outcome.workers.len(), outcome.refused), (20, 1));
    let refusal = outcome.findings.iter().find(|finding| finding.severity == Severity::Refused).unwrap();
    assert_eq!((refusal.line, refusal.column.as_ref(), refusal.value.as_str()), (22, "STATUS", "X"));
}

#[test]
fn a_damaged_file_is_refused_with_its_line() {
    assert_eq!(refused(""), "the file is empty (line 1): there is not even a header row");
    assert!(refused("\u{FEFF}\r\n  \n").contains("empty"));
    assert_eq!(
        refused(plain().replace("W5", "W\x005")),
        "line 7, column 2: there is a NUL byte, so the file is damaged or is not text"
    );
    let open = format!("{HEADER}E1,W1,UNCHECKED,\"never closed,,LN1 1AA\n{}", row(2));
    assert_eq!(refused(open), "line 2, column 4: a quotation mark is opened and never closed");
    let later = format!("{HEADER}{}E1,W1,UNCHECKED,\"two\nlines\",\"{}", row(1), row(2));
    assert!(refused(later).starts_with("line 4, column 5: a quotation mark"));
    let cut = plain();
    assert_eq!(
        refused(&cut[..cut.len() - 25]),
        "line 21: the file stops in the middle of a row, after 5 of 9 columns; it was cut short when copied or saved"
    );
    let long = format!("{HEADER}E1,W1,UNCHECKED,{},,LN1 1AA,01/02/1980,1,31\n", "a".repeat(2 << 20));
    assert_eq!(refused(long), "line 2, column 4: the row is longer than 1 MiB");
    let quoted = format!("{HEADER}{}E1,W1,UNCHECKED,\"{}\",,LN1 1AA,01/02/1980,1,31\n", row(1), "a\n".repeat(1 << 20));
    assert!(refused(quoted).starts_with("line 3, column 4"));
    let wide = (0..100_000).map(|number| format!("c{number}")).collect::<Vec<_>>().join(",");
    assert_eq!(refused(wide + "\n"), "line 1: the row has 100000 columns; the most that is read is 2000");
}

#[test]
fn another_kind_of_file_is_refused_before_it_is_read() {
    for (start, what) in [
        (&b"PK\x03\x04"[..], "a zip archive or an Excel workbook"),
        (b"PK\x05\x06", "a zip archive"),
        (b"\x1F\x8B\x08\x00", "a gzip archive"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1", "an old Excel workbook"),
        (b"%PDF-1.7", "a PDF document"),
        (b"\r\n <!doctype html><title>Sign in</title>", "a web page"),
        (b"\xEF\xBB\xBF<html>", "a web page"),
    ] {
        let mut input = start.chain(std::io::repeat(b'0').take(256 << 20));
        let error = Reader::new(&mut input).err().unwrap().to_string();
        assert!(error.contains(what) && error.starts_with("line 1"), "{error}");
        assert!(input.into_inner().1.limit() > 255 << 20, "no more than a buffer is read");
    }
    assert!(refused(plain().replace(',', ";")).contains("separated by semicolons"));
    assert!(refused(plain().replace(',', "\t")).contains("separated by tabs"));
    assert!(refused("name,age\nx,1\n").contains("no LOCALESTID column among NAME, AGE"));
    assert_eq!(
        refused("LOCALESTID,UNIQUEWORKERID,DOB\n"),
        "line 1: the worker file has no STATUS column, so its rows cannot be told apart"
    );
}

#[test]
fn the_header_may_be_in_any_order_but_not_ambiguous() {
    assert_eq!(read(HEADER).unwrap().workers.len(), 0);
    let twice = format!("{},DOB\n{},02/03/1990\n", HEADER.trim(), row(1).trim());
    assert_eq!(refused(twice), "line 1, column 10: DOB is already column 7; keep one of them");
    let turned = format!("DOB,{}01/02/1980,{}", HEADER.replace(",DOB", ""), row(1).replace(",01/02/1980", ""));
    let outcome = read(turned).unwrap();
    assert_eq!(outcome.workers[0].born_on, Given::Value(Date::constant(1980, 2, 1)));
    assert!(outcome.header[0].message.contains("national order"));
    let surprise = format!("{},SURPRISE\n{},1\n", HEADER.trim(), row(1).trim());
    let outcome = read(surprise).unwrap();
    assert_eq!((outcome.workers.len(), outcome.header[0].column.as_ref()), (1, "SURPRISE"));
    assert_eq!(twenty(plain().replace("LOCALESTID", " LocalEstId ").replace("DOB", "\"dob\"")).findings, []);
}

#[test]
fn ragged_rows_are_read_when_nothing_is_shifted_and_refused_otherwise() {
    let outcome = read(format!("{}E1,W77,UPDATE\n", plain())).unwrap();
    assert_eq!((outcome.workers.len(), outcome.workers[20].gender), (21, Given::NotGiven));
    assert_eq!((outcome.findings[0].line, outcome.findings[0].severity), (22, Severity::Warning));
    let outcome = read(format!("{}E1,W77\n", plain())).unwrap();
    assert_eq!((outcome.workers.len(), outcome.refused, outcome.findings[1].column.as_ref()), (20, 1, "STATUS"));
    let outcome = read(format!("{}{},x,y,z\n", plain(), row(78).trim_end())).unwrap();
    assert_eq!((outcome.workers.len(), outcome.refused), (20, 1));
    assert!(outcome.findings[0].message.contains("12 columns and the header 9 (column 10 is not empty)"));
    assert_eq!(read(format!("{HEADER}{},,,\n", row(1).trim_end())).unwrap().workers.len(), 1);
}

#[test]
fn quotation_marks_are_read_as_people_write_them() {
    let text = format!(
        "{HEADER}E1,W1,UNCHECKED,\"Line one\nline two\",,LN1 1AA,01/02/1980,1,31\nE1,W2,UNCHECKED,6\" tall,,LN1 1AA,01/02/1980,1,31\nE1,W3,UNCHECKED,\"a\"b,,LN1 1AA,01/02/1980,1,99x\n"
    );
    let outcome = read(text).unwrap();
    let names: Vec<&str> = outcome.workers.iter().map(|worker| worker.display_id.as_str()).collect();
    assert_eq!(names, ["Line one\nline two", "6\" tall", "ab"]);
    let told: Vec<_> = outcome.findings.iter().map(|finding| (finding.line, finding.column.as_ref())).collect();
    assert_eq!(told, [(5, ""), (5, "ETHNICITY")], "lines are counted as an editor counts them");
}

#[test]
fn dangerous_texts_are_only_texts() {
    let texts = [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\"=HYPERLINK(\"\"http://127.0.0.1/\"\",\"\"x\"\")\"",
        "<script>alert(1)</script>",
        "'); DROP TABLE worker;--",
        "Zo\u{EB}",
        "Zoe\u{308}",
        "\u{202E}abc",
    ];
    let mut file = HEADER.to_owned();
    for (at, text) in texts.iter().enumerate() {
        file += &row(at).replace(&format!("Worker {at}"), text);
    }
    let outcome = read(file).unwrap();
    let names: Vec<&str> = outcome.workers.iter().map(|worker| worker.display_id.as_str()).collect();
    assert_eq!(names[..5], ["=1+1", "+1", "-1", "@SUM(A1)", "=1"]);
    assert_eq!(names[5], "=HYPERLINK(\"http://127.0.0.1/\",\"x\")");
    assert_eq!(names[6..], texts[6..]);
    assert_eq!(outcome.findings, []);
}

#[test]
fn identifiers_that_will_not_match_are_pointed_at() {
    let file = format!("{HEADER}{}{}{}", row(1).replace("W1", "W1\u{200B}"), row(2).replace("W2", "1.00E+11"), row(3));
    let outcome = read(file + &row(3) + &row(3).replace("W3", "w3")).unwrap();
    assert_eq!(outcome.workers.len(), 5, "rows that repeat a key are for the checker");
    let told: Vec<_> = outcome.findings.iter().map(|finding| (finding.line, finding.column.as_ref())).collect();
    assert_eq!(told, [(2, "UNIQUEWORKERID"), (3, "UNIQUEWORKERID")]);
    assert!(outcome.findings[0].message.contains("invisible") && outcome.findings[1].message.contains("spreadsheet"));
}

#[test]
fn dates_that_do_not_exist_are_found_line_by_line() {
    let dates =
        ["31/02/1980", "1980-02-01", "29/02/1900", "29/02/2000", "01/02/80", "00/00/0000", "01/01/9999", "44197"];
    let mut file = HEADER.to_owned();
    for (at, date) in dates.iter().enumerate() {
        file += &row(at).replace("01/02/1980", date);
    }
    let outcome = read(file).unwrap();
    assert_eq!(outcome.workers.len(), 8);
    let lines: Vec<u64> = outcome.findings.iter().map(|finding| finding.line).collect();
    assert_eq!(lines, [2, 3, 4, 6, 7, 9]);
    assert!(outcome.findings.iter().all(|finding| finding.column == "DOB" && finding.code == Some(3080)));
}
