//! Forty-two files that no import may stumble over, one by one, through the commands.

use crate::command::{tree, vocation};
use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

const HEAD: &str = "LOCALESTID,UNIQUEWORKERID,STATUS,DISPLAYID,NINUMBER,POSTCODE,DOB,GENDER,ETHNICITY\n";
const HOME: &str = "LOCALESTID,STATUS,ESTNAME,POSTCODE,ESTTYPE,MAINSERVICE,TOTALPERMTEMP,ALLJOBROLES,STARTERS,LEAVERS,VACANCIES\nE1,NEW,The Home,NR1 3QU,6,2,20,8,0,0,1\n";

fn row(n: usize) -> String {
    format!("E{},W{n},UNCHECKED,Worker {n},,LN1 1AA,01/02/1980,1,31\n", n % 7)
}

fn wide(text: &str, little: bool, mark: bool) -> Vec<u8> {
    let text = if mark { format!("\u{feff}{text}") } else { text.to_owned() };
    text.encode_utf16().flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
}

/// The plain file with its second worker's name as another one.
fn named(name: &str) -> String {
    format!("{HEAD}{}", row(1).replace("Worker 1", name))
}

/// An archive with these members, packed; the plain bytes of each are what it is said to be.
fn zip(members: &[(String, Vec<u8>)]) -> Vec<u8> {
    let (mut out, mut index) = (Vec::new(), Vec::new());
    for (name, plain) in members {
        let mut packer = DeflateEncoder::new(Vec::new(), Compression::best());
        packer.write_all(plain).unwrap();
        let packed = packer.finish().unwrap();
        let mut crc = flate2::Crc::new();
        crc.update(plain);
        let mut about = Vec::new();
        for short in [20_u16, 0, 8, 0, 0] {
            about.extend(short.to_le_bytes());
        }
        for long in [crc.sum(), packed.len() as u32, plain.len() as u32] {
            about.extend(long.to_le_bytes());
        }
        about.extend((name.len() as u16).to_le_bytes());
        let place = out.len() as u32;
        out.extend(*b"PK\x03\x04");
        out.extend(&about);
        out.extend([0, 0]);
        out.extend(name.as_bytes());
        out.extend(packed);
        index.extend(*b"PK\x01\x02\x14\x00");
        index.extend(&about);
        index.extend([0; 12]);
        index.extend(place.to_le_bytes());
        index.extend(name.as_bytes());
    }
    let (place, count) = (out.len() as u32, members.len() as u16);
    out.extend(&index);
    out.extend(*b"PK\x05\x06\0\0\0\0");
    out.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
    out.extend((index.len() as u32).to_le_bytes());
    out.extend(place.to_le_bytes());
    out.extend([0, 0]);
    out
}

/// Encodings, line ends and shapes.
fn shapes(plain: &str) -> Vec<(&'static str, Vec<u8>)> {
    let text = |text: String| text.into_bytes();
    vec![
        ("01-plain.csv", text(plain.to_owned())),
        ("02-bom.csv", text(format!("\u{feff}{plain}"))),
        ("03-crlf.csv", text(plain.replace('\n', "\r\n"))),
        ("04-cr-only.csv", text(plain.replace('\n', "\r"))),
        ("05-mixed-ends.csv", text(plain.replacen('\n', "\r\n", 5))),
        ("06-utf16le-bom.csv", wide(plain, true, true)),
        ("07-utf16be-bom.csv", wide(plain, false, true)),
        ("08-utf16le.csv", wide(plain, true, false)),
        (
            "09-cp1252.csv",
            [named("").as_bytes(), b"E1,W9,UNCHECKED,Zo\xeb O\x92Brien \xa3,,LN1 1AA,01/02/1980,1,31\n"].concat(),
        ),
        ("10-invalid-utf8.csv", [plain.as_bytes(), b"E1,W\xff\xfe99,X\n"].concat()),
        ("11-nul.csv", text(plain.replace("W5", "W\u{0}5"))),
        ("12-empty.csv", Vec::new()),
        ("13-header-only.csv", text(HEAD.to_owned())),
        ("14-no-last-end.csv", text(plain.trim_end().to_owned())),
        ("15-blank-lines.csv", text(plain.replace('\n', "\n\n"))),
        ("16-semicolon.csv", text(plain.replace(',', ";"))),
        ("17-tab.csv", text(plain.replace(',', "\t"))),
        ("18-short-row.csv", text(format!("{plain}E1,W77\n"))),
        ("19-long-row.csv", text(format!("{plain}{},x,y,z\n", row(78).trim_end()))),
        ("20-column-twice.csv", text(format!("{},DOB\n{},02/03/1990\n", HEAD.trim_end(), row(1).trim_end()))),
        (
            "21-other-order.csv",
            text(format!("DOB,{}01/02/1980,{}", HEAD.replace(",DOB", ""), row(1).replace(",01/02/1980", ""))),
        ),
        ("22-unknown-column.csv", text(format!("{},SURPRISE\n{},1\n", HEAD.trim_end(), row(1).trim_end()))),
    ]
}

/// Contents.
fn contents(plain: &str, many: usize) -> Vec<(&'static str, Vec<u8>)> {
    let text = |text: String| text.into_bytes();
    let formulas = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\"=HYPERLINK(\"\"http://127.0.0.1/\"\",\"\"x\"\")\""];
    let dates =
        ["31/02/1980", "1980-02-01", "29/02/1900", "29/02/2000", "01/02/80", "00/00/0000", "01/01/9999", "44197"];
    let mut million = HEAD.to_owned();
    (0..many).for_each(|n| million.push_str(&row(n)));
    let mut columns = String::new();
    (0..100_000).for_each(|n| write!(columns, "c{n},").unwrap());
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(plain.as_bytes()).unwrap();
    let noise: Vec<u8> = (0..2_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let mut slips: Vec<(String, Vec<u8>)> =
        ["../../etc/cron.d/x", "/abs.csv", "CON.csv", "x.csv"].map(|name| (name.to_owned(), b"x".to_vec())).into();
    slips.push((format!("{}deep.csv", "a/".repeat(200)), b"x".to_vec()));
    slips.extend((0..20_000).map(|n| (format!("{n}.csv"), Vec::new())));
    vec![
        ("23-quoted-line-end.csv", text(named("\"Line one\nline two\""))),
        ("24-unclosed-quote.csv", text(format!("{HEAD}E1,W1,UNCHECKED,\"never closed,,LN1 1AA\n{}", row(2)))),
        ("25-bare-quote.csv", text(named("6\" tall"))),
        (
            "26-formula.csv",
            text(formulas.iter().fold(HEAD.to_owned(), |all, formula| all + &named(formula)[HEAD.len()..])),
        ),
        ("27-long-field.csv", text(named(&"a".repeat(2 << 20)))),
        ("28-100000-columns.csv", text(format!("{columns}\n"))),
        ("29-worker-twice.csv", text(format!("{plain}{}", row(3)))),
        ("30-other-case.csv", text(format!("{plain}{}", row(3).replace("W3", "w3")))),
        ("31-unseen-characters.csv", text(named("\u{202e}abc").replace("W1", "W1\u{200b}"))),
        ("32-composed-and-not.csv", text(format!("{}{}", named("Zo\u{eb}"), row(2).replace("Worker 2", "Zoe\u{308}")))),
        (
            "33-bad-dates.csv",
            text(
                dates
                    .iter()
                    .enumerate()
                    .fold(HEAD.to_owned(), |all, (n, date)| all + &row(n).replace("01/02/1980", date)),
            ),
        ),
        ("34-spreadsheet-number.csv", text(format!("{HEAD}{}", row(1).replace("W1", "1.00E+11")))),
        ("35-markup.csv", text(named("<script>alert(1)</script>"))),
        ("36-statement.csv", text(named("'); DROP TABLE worker;--"))),
        ("37-workbook-renamed.csv", [&b"PK\x03\x04"[..], &noise].concat()),
        ("38-gzip-renamed.csv", packer.finish().unwrap()),
        ("39-sign-in-page.csv", text("<!doctype html><title>Sign in</title>".to_owned())),
        ("40-many-rows.csv", text(million)),
        ("41-bomb.zip", zip(&[("bomb.csv".to_owned(), vec![b'0'; 256 << 20])])),
        ("42-slips-and-20000-members.zip", zip(&slips)),
    ]
}

#[expect(clippy::disallowed_methods, reason = "tests are configured by their environment")]
fn files() -> Vec<(&'static str, Vec<u8>)> {
    let mut plain = HEAD.to_owned();
    (0..20).for_each(|n| plain.push_str(&row(n)));
    // A million rows only where there is time for them.
    let many = if std::env::var("VOCATION_FAULT_ROUNDS").is_ok() { 1_000_000 } else { 20_000 };
    let mut all = shapes(&plain);
    all.extend(contents(&plain, many));
    all
}

/// Every table with its content.
fn tables(here: &Path) -> serde_json::Value {
    let said = vocation(here, &["verify", "--json", "--quiet"]);
    assert_eq!(said.status, 0, "{}", said.err);
    serde_json::from_str::<serde_json::Value>(&said.out).unwrap()["tables"].take()
}

/// Every file but those of the database, which may keep a log after a command that was refused.
fn beside_the_store(here: &Path) -> Vec<String> {
    tree(here).into_iter().map(|(name, _)| name).filter(|name| !name.contains("vocation.db")).collect()
}

#[test]
fn forty_two_hostile_files_are_each_refused_in_one_sentence_as_a_care_directory_and_nothing_is_changed() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    assert_eq!(vocation(here, &["places", "load", "--quiet"]).status, 0);
    let before = tables(here);
    let files = files();
    assert_eq!(files.len(), 42);
    for (name, bytes) in files {
        std::fs::write(here.join(name), bytes).unwrap();
        let there = beside_the_store(here);
        let said = vocation(here, &["import", name, "--as-at", "2026-04-01"]);
        assert_eq!(said.status, 1, "{name}: {}{}", said.out, said.err);
        assert!(
            said.err.starts_with(&format!("error: {name}: ")) && said.err.lines().count() == 1,
            "{name}: {}",
            said.err
        );
        assert!(said.err.len() < 600, "{name}: {} bytes of error", said.err.len());
        assert_eq!(beside_the_store(here), there, "{name} left a file behind");
        std::fs::remove_file(here.join(name)).unwrap();
    }
    assert_eq!(tables(here), before, "something was changed");
}

#[test]
fn forty_two_hostile_files_as_workers_are_each_accounted_for_row_by_row_or_refused_without_a_change() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    assert_eq!(vocation(here, &["places", "load", "--quiet"]).status, 0);
    std::fs::write(here.join("home.csv"), HOME).unwrap();
    let base = std::fs::read(here.join("vocation-data/vocation.db")).unwrap();
    let before = tables(here);
    let (mut accounted, mut refused) = (Vec::new(), Vec::new());
    for (name, bytes) in files() {
        std::fs::write(here.join(name), bytes).unwrap();
        let said = vocation(here, &["workforce", "home.csv", name, "--as-at", "2026-03-31", "--json"]);
        assert!((0..=1).contains(&said.status) && !said.err.contains("panicked"), "{name}: {}", said.err);
        assert!(said.err.lines().count() <= 1 && said.err.len() < 600, "{name}: {}", said.err);
        let now = tables(here);
        if let Ok(report) = serde_json::from_str::<serde_json::Value>(&said.out) {
            let number = |field: &str| report[field].as_i64().unwrap_or_else(|| panic!("{name}: {report}"));
            assert!(number("rows_read") >= 1 && number("started") <= number("rows_loaded"), "{name}: {report}");
            assert!(
                number("rows_loaded") + number("rows_listed") >= number("rows_read"),
                "{name}: a row is lost: {report}"
            );
            assert_eq!(now["employment"]["rows"], report["started"], "{name}");
            accounted.push(format!("{name} ({} read, {} loaded)", report["rows_read"], report["rows_loaded"]));
        } else {
            assert_eq!(said.status, 1, "{name}: {}", said.err);
            assert_eq!(now, before, "{name} was refused and changed something");
            refused.push(format!("{name}: {}", said.err.trim_end()));
        }
        std::fs::remove_file(here.join(name)).unwrap();
        std::fs::write(here.join("vocation-data/vocation.db"), &base).unwrap();
    }
    println!("accounted for:\n  {}\nrefused:\n  {}", accounted.join("\n  "), refused.join("\n  "));
    assert!(accounted.len() >= 10 && refused.len() >= 5);
}
