//! Backup, restore and verify through the command, while a server writes.

use crate::command::{Said, tree, vocation};
use crate::served::{Served, databases, form_key, send_feedback};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

fn json(said: &Said) -> serde_json::Value {
    serde_json::from_str(&said.out).unwrap_or_else(|_| panic!("{said:?}"))
}

/// A database with the places and the real rows of the care directory.
fn house(folder: &Path, database: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/cqc/cqc_east_slice_aug2025.csv");
    for arguments in [&["places", "load"][..], &["import", &file.display().to_string()]] {
        let said = vocation(folder, &[arguments, &["--quiet", "--database", database]].concat());
        assert_eq!(said.status, 0, "{}", said.err);
    }
}

/// What a reader is shown, for comparison.
const QUESTIONS: [&str; 6] = [
    "/region",
    "/councils",
    "/api/v1/places?kind=district&limit=500",
    "/api/v1/places/E10000020/population",
    "/councils/E10000020",
    "/search?q=norwich",
];

fn answers(folder: &Path, database: &str) -> Vec<(u16, String)> {
    let served = Served::start(folder, database);
    let answers = QUESTIONS.iter().map(|question| served.get(question)).collect();
    served.stop();
    answers
}

#[test]
fn a_backup_made_while_a_server_writes_is_restored_elsewhere_and_answers_alike() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    for (number, database) in databases(here).into_iter().enumerate() {
        house(here, &database);
        let before = answers(here, &database);
        assert!(before.iter().all(|(status, body)| *status == 200 && body.len() > 500));
        let file = here.join(format!("{number}.backup")).display().to_string();
        let served = Served::start(here, &database);
        let (stop, sent) = (AtomicBool::new(false), AtomicUsize::new(0));
        let mut known = 0;
        std::thread::scope(|scope| {
            for writer in 0..3 {
                let (stop, sent, address) = (&stop, &sent, served.address.clone());
                scope.spawn(move || {
                    for n in 0..1_000_000 {
                        if stop.load(Ordering::Relaxed) {
                            break;
                        }
                        assert!(send_feedback(&address, &form_key(writer, n)), "writing goes on");
                        sent.fetch_add(1, Ordering::Relaxed);
                    }
                });
            }
            let began = Instant::now();
            while sent.load(Ordering::Relaxed) < 30 && began.elapsed() < Duration::from_mins(1) {
                std::thread::sleep(Duration::from_millis(5));
            }
            known = sent.load(Ordering::Relaxed);
            let said = vocation(here, &["backup", "--to", &file, "--json", "--database", &database]);
            stop.store(true, Ordering::Relaxed);
            assert_eq!(said.status, 0, "{}", said.err);
            assert_eq!(json(&said)["tried"], true);
        });
        assert!(known >= 30, "{known}");
        served.stop();
        for (other, place) in databases(&here.join(format!("restored-{number}"))).into_iter().enumerate() {
            let began = Instant::now();
            let said = vocation(here, &["restore", &file, "--json", "--database", &place]);
            assert_eq!(said.status, 0, "{}", said.err);
            println!("{} rows restored from {number} to {other} in {:?}", json(&said)["rows"], began.elapsed());
            assert_eq!(json(&said)["former"], serde_json::Value::Null);
            let verdict = json(&vocation(here, &["verify", "--json", "--database", &place]));
            assert_eq!(verdict["sound"], true);
            assert!(verdict["tables"]["feedback"]["rows"].as_u64().unwrap() >= known as u64);
            for ((question, now), then) in QUESTIONS.iter().zip(answers(here, &place)).zip(&before) {
                assert!(now == *then, "{question} answers otherwise than before");
            }
        }
    }
}

#[test]
fn a_backup_counts_once_it_was_tried_and_older_ones_go_when_their_time_is_over() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    assert_eq!(vocation(here, &["places", "load", "--quiet"]).status, 0);
    let finding = |here: &Path| json(&vocation(here, &["doctor", "--json"]))["findings"].to_string();
    assert!(finding(here).contains("there is no backup that was tried"));
    let said = vocation(here, &["backup", "--no-trial", "--to", "untried.backup"]);
    assert!(said.status == 0 && said.out.contains("does not count"), "{said:?}");
    assert!(finding(here).contains("untried.backup was made, but not tried"));
    let folder_of_backups = here.join("vocation-data/backups");
    std::fs::create_dir_all(&folder_of_backups).unwrap();
    for name in ["vocation-20200101T000000Z.backup", "vocation-20200102T000000Z.backup", "of-mine.backup"] {
        std::fs::write(folder_of_backups.join(name), "old").unwrap();
    }
    let said = json(&vocation(here, &["backup", "--json", "--keep-daily", "1", "--keep-weekly", "1"]));
    assert_eq!(said["removed"].as_array().unwrap().len(), 2, "{said}");
    assert_eq!(std::fs::read_dir(&folder_of_backups).unwrap().count(), 2, "the new one and a file of another name");
    assert!(!finding(here).contains("backup"), "{}", finding(here));
    let made = said["file"].as_str().unwrap();
    let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(here.join(made)).unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600, "a backup is for its owner alone");
    let said = vocation(here, &["verify", made]);
    assert!(said.status == 0 && said.out.contains("is as it was written"), "{said:?}");
    let said = vocation(here, &["backup", "--to", made]);
    assert!(said.status == 2 && said.err.contains("is not overwritten"), "{said:?}");
}

#[test]
fn restoring_over_a_database_says_what_would_be_lost_and_keeps_it_when_told_to_go_on() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    assert_eq!(vocation(here, &["places", "load", "--quiet"]).status, 0);
    assert_eq!(vocation(here, &["backup", "--to", "a.backup", "--quiet"]).out, "");
    let served = Served::start(here, "vocation-data/vocation.db");
    assert!(send_feedback(&served.address, &form_key(1, 1)));
    let said = vocation(here, &["restore", "a.backup", "--replace"]);
    assert!(said.status == 2 && said.err.contains("is in use; stop the server first"), "{said:?}");
    served.stop();
    let before = tree(here);
    let said = vocation(here, &["restore", "a.backup"]);
    assert!(said.status == 1 && said.err.contains("feedback (1 rows now, 0 in the backup)"), "{said:?}");
    assert_eq!(said.err.lines().count(), 1, "{}", said.err);
    let mut damaged = std::fs::read(here.join("a.backup")).unwrap();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 4;
    std::fs::write(here.join("b.backup"), &damaged).unwrap();
    let said = vocation(here, &["restore", "b.backup", "--replace"]);
    assert!(said.status == 1 && said.err.contains("b.backup is damaged: block "), "{said:?}");
    std::fs::remove_file(here.join("b.backup")).unwrap();
    assert_eq!(tree(here), before, "a refused restore changes nothing");
    let said = vocation(here, &["restore", "a.backup", "--replace", "--json"]);
    assert_eq!(said.status, 0, "{said:?}");
    let former = json(&said)["former"].as_str().unwrap().to_owned();
    let rows = |database: &str| {
        json(&vocation(here, &["verify", "--json", "--database", database]))["tables"]["feedback"]["rows"].clone()
    };
    assert_eq!((rows("vocation-data/vocation.db"), rows(&former)), (0.into(), 1.into()));
}
