//! The command, run as people run it.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// What a command answered.
#[derive(Debug)]
pub struct Said {
    pub status: i32,
    pub out: String,
    pub err: String,
}

/// Runs the command in a folder.
pub fn vocation(folder: &Path, arguments: &[&str]) -> Said {
    let output = Command::new(env!("CARGO_BIN_EXE_vocation"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("VOCATION_DATABASE")
        .env_remove("VOCATION_PUBLIC_URL")
        .output()
        .expect("the command starts");
    said(&output)
}

fn said(output: &Output) -> Said {
    Said {
        status: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// Every file below a folder with its size, to see that nothing was changed.
pub fn tree(folder: &Path) -> Vec<(String, u64)> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let about = entry.metadata().expect("a file");
        if about.is_dir() {
            all.extend(tree(&entry.path()));
        }
        all.push((entry.path().display().to_string(), about.len()));
    }
    all.sort();
    all
}

#[test]
fn what_cannot_be_done_is_said_in_one_sentence_with_the_right_status_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    std::fs::write(here.join("notes.txt"), "some notes").unwrap();
    std::fs::write(here.join("empty.csv"), "").unwrap();
    std::fs::create_dir(here.join("folder")).unwrap();
    let before = tree(here);
    for (arguments, status, words) in [
        (&["import", "missing.csv"][..], 2, "no such file"),
        (&["import", "folder"], 2, "not a file"),
        (&["import", "notes.txt", "--as-at", "31/02/2026"], 2, "invalid value"),
        (&["import"], 2, "required"),
        (&["workforce", "missing.csv", "--as-at", "2026-03-31"], 2, "No such file"),
        (&["workforce", "notes.txt", "--as-at", "2026-03-31"], 1, "not a workplace, worker or training file"),
        (&["workforce", "empty.csv", "--as-at", "2026-03-31"], 1, "empty"),
        (&["workforce", "notes.txt", "--as-at", "2999-03-31"], 1, "has not come yet"),
        (&["workforce", "notes.txt"], 2, "required"),
        (&["indicators"], 2, "there is no database"),
        (&["figures"], 2, "there is no database"),
        (&["figures", "--cut", "nonsense"], 2, "invalid value"),
        (&["figures", "--csv", "--json"], 2, "cannot be used with"),
        (&["places", "list"], 2, "there is no database"),
        (&["places", "list", "--on", "yesterday"], 2, "invalid value"),
        (&["strategy", "check", "missing.toml"], 2, "no such file"),
        (&["strategy", "check", "notes.txt"], 1, "line 1"),
        (&["strategy", "check", "empty.csv"], 1, "missing field `format`"),
        (&["strategy", "coverage", "notes.txt"], 1, "line 1"),
        (&["serve"], 2, "there is no database"),
        (&["doctor"], 2, "there is no database"),
        (&["backup"], 2, "there is no database"),
        (&["backup", "--keep-daily", "-1"], 2, "unexpected argument"),
        (&["restore"], 2, "required"),
        (&["restore", "missing.backup"], 2, "there is no such file"),
        (&["restore", "folder"], 1, "not a backup"),
        (&["restore", "notes.txt"], 1, "not a backup"),
        (&["restore", "empty.csv"], 1, "not a backup"),
        (&["verify"], 2, "there is no database"),
        (&["verify", "missing.backup"], 2, "there is no such file"),
        (&["verify", "notes.txt"], 1, "not a backup"),
        (&["verify", "--database", "notes.txt"], 2, "not a database"),
        (&["doctor", "--database", "notes.txt"], 2, "not a database"),
        (&["migrate", "--database", "notes.txt"], 2, "not a database"),
        (&["migrate", "--database", "folder"], 2, "folder"),
        (&["migrate", "--database", "postgres://nobody@127.0.0.1:1/none"], 2, "cannot open the database"),
        (&["demo", "--database", "notes.txt"], 2, "not a database"),
        (&["demo", "--listen", "nonsense"], 2, "invalid value"),
        (&["serve", "--connections", "0"], 2, "invalid value"),
        (&["serve", "--connections", "99999999999999999999"], 2, "invalid value"),
        (&["synth", "--out", "notes.txt"], 2, "not a folder"),
        (&["synth", "--out", "x", "--seed", "-1"], 2, "invalid value"),
        (&["synth", "--out", "x", "--region", "mars"], 2, "invalid value"),
        (&["completions", "cmd.exe"], 2, "invalid value"),
        (&["man", "--out", "notes.txt"], 2, "could not be written"),
        (&["nonsense"], 2, "unrecognized"),
        (&[], 2, "Usage"),
    ] {
        let said = vocation(here, arguments);
        assert_eq!(said.status, status, "{arguments:?}: {}{}", said.out, said.err);
        assert!(said.err.contains(words), "{arguments:?}: {}", said.err);
        assert!(!said.err.contains("panicked"), "{arguments:?}: {}", said.err);
        assert_eq!(said.out, "", "{arguments:?}");
        if words.starts_with(char::is_lowercase) && !said.err.contains("For more information") {
            assert_eq!(said.err.lines().count(), 1, "{arguments:?}: {}", said.err);
        }
        assert_eq!(tree(here), before, "{arguments:?} changed something");
    }
}

#[test]
fn the_coverage_of_the_strategy_tells_every_activity_and_every_gap() {
    let folder = tempfile::tempdir().unwrap();
    let said = vocation(folder.path(), &["strategy", "coverage", "--json"]);
    let value: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!((said.status, &value["activities"], &value["barriers"]), (0, &52.into(), &30.into()), "{}", said.err);
    let gaps = value["gaps"].as_array().unwrap();
    assert!(gaps.iter().any(|gap| gap["gap"] == "barrier-without-measure" && gap["id"] == "B28"), "{gaps:?}");
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/reference/strategy/east-of-england.toml");
    let said = vocation(folder.path(), &["strategy", "check", &file.display().to_string()]);
    assert!(
        said.status == 0 && said.out.contains("52 activities, 30 barriers, 24 statements"),
        "{}{}",
        said.out,
        said.err
    );
}

#[test]
fn a_file_that_is_no_directory_is_refused_and_the_database_stays_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    assert_eq!(vocation(here, &["places", "load"]).status, 0);
    let count = || vocation(here, &["doctor", "--json"]).out;
    let before = count();
    for (name, bytes) in [
        ("notes.csv", b"some,notes\n1,2\n".to_vec()),
        ("page.csv", b"<!doctype html><html><body>Sign in</body></html>".to_vec()),
        ("empty.csv", Vec::new()),
        ("nul.csv", vec![0; 4096]),
        ("utf16.csv", "\u{feff}a,b\n".encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("noise.csv", (0..65_536_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect()),
        ("unclosed.csv", b"Location ID,Location Name\n\"1-1,x\n".to_vec()),
    ] {
        std::fs::write(here.join(name), bytes).unwrap();
        let said = vocation(here, &["import", name, "--as-at", "2026-04-01"]);
        assert_eq!(said.status, 1, "{name}: {}{}", said.out, said.err);
        assert_eq!(said.err.lines().count(), 1, "{name}: {}", said.err);
        assert!(said.err.starts_with(&format!("error: {name}: ")), "{name}: {}", said.err);
        assert_eq!(count(), before, "{name} changed something");
    }
}

#[test]
fn a_real_file_of_the_directory_is_loaded_once_and_told_as_json() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/cqc/cqc_east_slice_aug2025.csv");
    let file = file.display().to_string();
    let early = vocation(here, &["import", &file]);
    assert_eq!(early.status, 1, "{}", early.err);
    assert!(early.err.contains("places load"), "{}", early.err);
    assert_eq!(vocation(here, &["places", "load", "--quiet"]).out, "");
    let first: serde_json::Value = serde_json::from_str(&vocation(here, &["import", "--json", &file]).out).unwrap();
    assert_eq!(first[0]["rows_read"], 129);
    let (loaded, listed) = (first[0]["rows_loaded"].as_u64().unwrap(), first[0]["rows_listed"].as_u64().unwrap());
    assert_eq!(loaded + listed, 129, "no row is lost");
    let again: serde_json::Value = serde_json::from_str(&vocation(here, &["import", "--json", &file]).out).unwrap();
    assert_eq!(again[0]["already"], true);
}

#[test]
fn completions_and_manual_are_made_from_the_command_line_itself() {
    let folder = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let said = vocation(folder.path(), &["completions", shell]);
        assert!(said.status == 0 && said.out.contains("places"), "{shell}");
    }
    assert!(vocation(folder.path(), &["man"]).out.contains(".TH"));
    assert_eq!(vocation(folder.path(), &["man", "--out", "pages"]).status, 0);
    assert!(folder.path().join("pages/vocation-demo.1").exists());
}

#[test]
fn the_served_command_stops_in_time_when_asked_and_says_where_it_is() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(vocation(folder.path(), &["places", "load"]).status, 0);
    let mut child = Command::new(env!("CARGO_BIN_EXE_vocation"))
        .args(["serve", "--listen", "127.0.0.1:0", "--json"])
        .current_dir(folder.path())
        .env_remove("VOCATION_DATABASE")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let said: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert!(said["url"].as_str().unwrap().starts_with("http://127.0.0.1:"), "{line}");
    let began = Instant::now();
    let killed = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    let status = child.wait().unwrap();
    assert_eq!(status.code(), Some(0));
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
}

#[test]
fn an_address_beyond_loopback_comes_with_a_warning() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(vocation(folder.path(), &["places", "load"]).status, 0);
    let mut child = Command::new(env!("CARGO_BIN_EXE_vocation"))
        .args(["serve", "--listen", "0.0.0.0:0"])
        .current_dir(folder.path())
        .env_remove("VOCATION_DATABASE")
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stderr.take().unwrap()).read_line(&mut line).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(line.starts_with("warning: ") && line.contains("no accounts"), "{line}");
}
