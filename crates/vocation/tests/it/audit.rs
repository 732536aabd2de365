//! `vocation audit`, run as people run it.
#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use std::path::Path;
use std::process::Command;

use vocation_records::audit::Entry;
use vocation_records::sql::{Batch, Db, args};

fn audit(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_vocation"))
        .arg("audit")
        .args(arguments)
        .current_dir(folder)
        .env_remove("VOCATION_DATABASE")
        .env_remove("VOCATION_AUDIT_ORIGIN")
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&text).into_owned())
}

async fn add(folder: &Path, from: u32, to: u32) {
    let now = "2026-10-01T09:00:00Z".parse().unwrap();
    let db = Db::open(&folder.join("vocation-data/vocation.db").display().to_string()).await.unwrap();
    db.migrate(now).await.unwrap();
    for n in from..to {
        db.apply(Entry::new(1, now, "account:1", "record.read", &format!("worker:{n}")).alone()).await.unwrap();
    }
    db.close().await;
}

#[tokio::test]
async fn a_trail_is_signed_witnessed_by_a_second_body_and_its_tampering_named() {
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let here = folder.path();
    std::fs::create_dir(here.join("vocation-data")).unwrap();
    add(here, 0, 7).await;
    let (status, said) = audit(here, &["checkpoint", "--since", "0", "--out", "first.txt"]);
    assert_eq!(status, 0, "{said}");
    let key = said.lines().find_map(|line| line.strip_prefix("key: ")).unwrap().to_owned();
    let request = here.join("first.txt").display().to_string();
    let witness =
        |request: &str| audit(other.path(), &["witness", request, "--log-key", &key, "--name", "other.example"]);
    let (status, said) = witness(&request);
    assert!(status == 0 && said.contains("\u{2014} other.example "), "{said}");

    add(here, 7, 12).await;
    let (_, said) = audit(here, &["checkpoint", "--out", "kept.txt"]);
    assert!(said.contains("vocation/audit/1\n12\n"), "{said}");
    let (status, said) = audit(here, &["verify", "--checkpoint", "kept.txt"]);
    assert!(status == 0 && said.contains("12 entries") && said.contains("3 checkpoints agree"), "{said}");

    audit(here, &["checkpoint", "--since", "7", "--out", "second.txt"]);
    assert_eq!(witness(&here.join("second.txt").display().to_string()).0, 0);
    let (status, said) = witness(&request);
    assert!(status == 1 && said.contains("the log was cut: 12 entries were seen before"), "{said}");

    let db = Db::open(&here.join("vocation-data/vocation.db").display().to_string()).await.unwrap();
    let forge = "update audit_entry set actor = 'account:2' where entry_no = 3";
    let batch = Batch::new().execute("drop trigger audit_entry_no_update", args![]).execute(forge, args![]);
    db.apply(batch).await.unwrap();
    db.close().await;
    let (status, said) = audit(here, &["verify", "--checkpoint", "kept.txt"]);
    assert!(status == 1 && said.contains("found: entry 3 was altered"), "{said}");
}
