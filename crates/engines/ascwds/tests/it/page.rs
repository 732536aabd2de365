//! The reference page of the rules is made from the table.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use vocation_ascwds::cases::deviations;
use vocation_ascwds::check::{Force, rules};

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../docs/methods/workforce-file-rules.md")
}

fn page() -> String {
    let mut text = String::from(
        "# Rules of the national workforce files\n\n\
         Made from the table of rules in `crates/engines/ascwds/src/check/rules`; do not edit. To write it again:\n\
         `cargo test -p vocation-ascwds --test it -- --ignored the_page_is_written`.\n\n\
         `vocation check FILE...` reports these. An error stops a national upload, a warning does not. *Strict* checking reports every\n\
         one; *compat* says what the national service would say: one finding for each code of a row, and none of the rules marked ours.\n",
    );
    let mut file = None;
    for rule in rules() {
        if file != Some(rule.file) {
            let _ = write!(
                text,
                "\n## {} file\n\n| Code | Severity | Column | What is wrong | How to mend it |\n|---|---|---|---|---|\n",
                rule.file
            );
            file = Some(rule.file);
        }
        let code = if rule.code == 0 { "none".to_owned() } else { rule.code.to_string() };
        let ours = if rule.force == Force::National { "" } else { " (ours: the national service is silent)" };
        let severity = rule.severity.as_str();
        let _ = writeln!(text, "| {code} | {severity} | {} | {}{ours}. | {} |", rule.column, rule.message, rule.help);
    }
    text.push_str(
        "\n## Where strict checking deviates on purpose\n\n| Not said | Beside | Since | Why |\n|---|---|---|---|\n",
    );
    for deviation in deviations() {
        let (answer, beside) = (deviation.answer.join(" "), deviation.beside.join(" "));
        let _ = writeln!(text, "| {answer} | {beside} | {} | {} |", deviation.since, deviation.reason);
    }
    text
}

#[test]
fn the_page_of_the_rules_is_what_the_table_says() {
    let written = std::fs::read_to_string(path()).unwrap();
    assert_eq!(written, page(), "write the page again: see its first lines");
}

#[test]
#[ignore = "writes the page"]
fn the_page_is_written() {
    std::fs::write(path(), page()).unwrap();
}
