//! Migrations killed at the n-th write to the disk, or the n-th message to the server.

use std::process::Stdio;

use vocation_records::sql::Db;

use super::child::{can_trace, traced};
use super::rounds;
use crate::stores::{now, postgres_schema, postgres_url, sqlite};

#[tokio::test]
async fn a_migration_that_is_killed_anywhere_is_there_whole_or_not_at_all_and_goes_on_next_time() {
    if !can_trace() {
        return;
    }
    let wanted = sqlite().await.db.shapes().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    for (backend, call, calls) in [("sqlite", "pwrite64", 150), ("postgres", "sendto", 150)] {
        let Some(base) = (if backend == "sqlite" { Some(String::new()) } else { postgres_url() }) else {
            println!("not run on PostgreSQL: VOCATION_TEST_POSTGRES is not set");
            continue;
        };
        let (mut killed, mut between) = (0, 0);
        let step = (calls / rounds()).max(1);
        for n in (0..rounds()).map(|round| 1 + round * step) {
            let url = match backend {
                "sqlite" => folder.path().join(format!("{n}.db")).display().to_string(),
                _ => postgres_schema(&base).await,
            };
            let (only, fault) = (format!("trace={call}"), format!("inject={call}:signal=SIGKILL:when={n}"));
            let output = traced(&["-o", "/dev/null", "-e", &only, "-e", &fault], &url, "migrate", 0)
                .stderr(Stdio::null())
                .output()
                .unwrap();
            let whole = String::from_utf8_lossy(&output.stdout).contains("MIGRATED");
            killed += usize::from(!whole);
            let db = Db::open(&url).await.unwrap();
            assert!(db.verify().await.unwrap().is_sound(), "{call} {n}");
            let steps = db.steps().await.unwrap().len();
            let tables = db.shapes().await.unwrap();
            assert!(tables.iter().all(|table| wanted.contains(table)), "{call} {n}: a table is there by half");
            let pending = db.pending().await.unwrap();
            between += usize::from(steps > 0 && !pending.is_empty());
            assert_eq!(
                db.migrate(now()).await.unwrap().applied,
                pending,
                "{call} {n}: the rest is applied, and only that"
            );
            let tables = db.shapes().await.unwrap();
            assert_eq!(names(&tables), names(&wanted), "{call} {n}");
            assert!(db.verify().await.unwrap().is_sound(), "{call} {n}");
            db.close().await;
        }
        println!(
            "{backend}: {killed} migrations killed, {between} of them between two steps; all went on and ended alike"
        );
        assert!(killed > 0);
    }
}

fn names(tables: &[vocation_records::sql::Shape]) -> Vec<String> {
    tables.iter().map(|table| format!("{} {}", table.table, table.names().join(","))).collect()
}
