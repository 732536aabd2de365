//! What the national checker says, case by case.

use std::io::Read;
use std::path::Path;

use vocation_ascwds::cases::{Bases, CaseError, Outcome};
use vocation_ascwds::check::Mode;

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(name)).unwrap()
}

fn bases() -> Bases {
    Bases::parse(std::str::from_utf8(&bytes("bases.json")).unwrap()).unwrap()
}

fn lines(name: &str) -> String {
    let mut text = String::new();
    flate2::read::GzDecoder::new(&bytes(name)[..]).read_to_string(&mut text).unwrap();
    text
}

/// Runs every line of a file; all must pass.
fn all_pass(name: &str, mode: Mode, least: usize, run: fn(&Bases, &str, Mode) -> Result<Outcome, CaseError>) {
    let bases = bases();
    let cases = lines(name);
    let mut failures = Vec::new();
    let mut passed = 0;
    for line in cases.lines().filter(|line| !line.is_empty()) {
        match run(&bases, line, mode) {
            Ok(outcome) if outcome.passed() => passed += 1,
            Ok(outcome) => failures.push(format!("{outcome}\n    {line:.400}")),
            Err(error) => failures.push(format!("{error}\n    {line:.400}")),
        }
    }
    let shown: Vec<&str> = failures.iter().map(String::as_str).take(40).collect();
    assert!(failures.is_empty(), "{passed} passed, {} failed:\n{}", failures.len(), shown.join("\n"));
    assert!(passed >= least, "only {passed} cases");
}

#[test]
fn compat_mode_says_what_the_national_checker_says_about_generated_rows() {
    all_pass("generated.jsonl.gz", Mode::Compat, 12_509, Bases::run);
}

#[test]
fn strict_mode_says_at_least_what_the_national_checker_finds_in_generated_rows() {
    all_pass("generated.jsonl.gz", Mode::Strict, 12_509, Bases::run);
}

#[test]
fn compat_mode_says_what_the_national_checker_says_about_rows_of_its_own_tests() {
    all_pass("upstream.jsonl.gz", Mode::Compat, 501, Bases::run);
}

#[test]
fn strict_mode_says_at_least_what_the_national_checker_finds_in_rows_of_its_own_tests() {
    all_pass("upstream.jsonl.gz", Mode::Strict, 501, Bases::run);
}

#[test]
fn compat_mode_says_what_the_national_checker_says_about_whole_uploads() {
    all_pass("uploads.jsonl.gz", Mode::Compat, 42, Bases::run_upload);
}

#[test]
fn strict_mode_says_at_least_what_the_national_checker_says_about_whole_uploads() {
    all_pass("uploads.jsonl.gz", Mode::Strict, 42, Bases::run_upload);
}
