//! A disk that fails at the n-th call, for n = 1, 2, ... until it fails no more.

use std::path::Path;
use std::process::Stdio;

use vocation_records::sql::{Db, args};

use super::child::{can_trace, traced};
use super::rounds;
use crate::stores::sqlite;

/// Writes of the child.
const WRITES: u64 = 8;

/// What the child said of its writes, and whether the fault was met.
struct Told {
    acknowledged: Vec<u64>,
    refused: Vec<(u64, String)>,
    met: bool,
}

fn run(database: &Path, inject: &str) -> Told {
    let call = inject.split(':').next().unwrap();
    let trace = database.with_extension("trace");
    let (only, fault) = (format!("trace={call}"), format!("inject={inject}"));
    let strace = ["-o", trace.to_str().unwrap(), "-e", &only, "-e", &fault];
    let output = traced(&strace, database.to_str().unwrap(), "full", WRITES).stderr(Stdio::null()).output().unwrap();
    let met = std::fs::read_to_string(&trace).unwrap().contains("(INJECTED)");
    let (mut acknowledged, mut refused) = (Vec::new(), Vec::new());
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        if let Some(number) = line.strip_prefix("ACK ") {
            acknowledged.push(number.parse().unwrap());
        } else if let Some((number, why)) = line.strip_prefix("ERR ").and_then(|rest| rest.split_once(' ')) {
            refused.push((number.parse().unwrap(), why.to_owned()));
        }
    }
    Told { acknowledged, refused, met }
}

#[tokio::test]
async fn when_any_call_to_the_disk_fails_nothing_false_is_acknowledged_and_nothing_acknowledged_is_lost() {
    if !can_trace() {
        return;
    }
    // The last number: about how many such calls there are, so that a few rounds are spread over them.
    for (call, error, calls) in
        [("fsync,fdatasync", "EIO", 10), ("pwrite64", "EIO", 60), ("pwrite64", "ENOSPC", 60), ("pread64", "EIO", 5)]
    {
        let (mut met, mut refusals) = (0, 0);
        let step = (calls / rounds()).max(1);
        for n in (0..rounds()).map(|round| 1 + round * step) {
            let store = sqlite().await;
            store.db.close().await;
            let told = run(store.url.as_ref(), &format!("{call}:error={error}:when={n}"));
            if !told.met {
                break;
            }
            met += 1;
            refusals += usize::from(!told.refused.is_empty());
            let db = Db::open(&store.url).await.unwrap();
            let verdict = db.verify().await.unwrap();
            assert!(verdict.is_sound(), "{call} {n}: {verdict:?}");
            let rows = db.rows("select feedback_key from feedback", args![]).await.unwrap();
            let stored: Vec<u64> = rows.iter().map(|row| row.get::<String>(0).unwrap().parse().unwrap()).collect();
            for number in &told.acknowledged {
                assert!(stored.contains(number), "{call} {n}: {number} was acknowledged and is lost");
            }
            if let Some((first, why)) = told.refused.first() {
                let later = told.acknowledged.iter().any(|number| number > first);
                if error == "ENOSPC" {
                    assert!(why.contains("the disk is full") || *first == 0, "{call} {n}: {why}");
                    assert!(later || [0, WRITES].contains(first), "{call} {n}: writing goes on once there is room");
                } else {
                    assert!(!later, "{call} {n}: after {why} nothing may be written");
                }
            }
        }
        println!("{call} {error}: made to fail {met} times, each at another call; {refusals} refusals, nothing lost");
        assert!(met > 0, "{call} was never met");
    }
}
