//! Power cuts without cutting power: what a process wrote is replayed into many states in which a disk could be found
//! afterwards. What was synced is there; of what was not, any part may be, in any order, torn at 512 bytes.

use std::collections::BTreeMap;
use std::path::Path;

use vocation_records::sql::{Db, args};

use super::child::{can_trace, traced};
use super::trace::{Done, read};
use super::{Dice, rounds};
use crate::stores::sqlite;

/// Writes of the child: enough that the log is emptied into the file several times.
const WRITES: u64 = 700;

type Files = BTreeMap<String, Vec<u8>>;

/// What became of the states.
#[derive(Debug, Default)]
struct Outcome {
    good: usize,
    /// States in which acknowledged writes were missing, and the most that were.
    lost: usize,
    most_lost: u64,
    /// States that could not be opened or were not sound, with what was said.
    broken: Vec<String>,
    emptied: usize,
}

/// Traces a child that writes at this durability, and looks at `states` states of its disk.
async fn cut_power(durability: &str, states: usize) -> Outcome {
    let store = sqlite().await;
    let folder = store.folder.path().canonicalize().unwrap();
    store.db.close().await;
    let mut files: Files = BTreeMap::new();
    files.insert("vocation.db".to_owned(), std::fs::read(&store.url).unwrap());
    let trace = folder.join("trace");
    let calls = "trace=write,pwrite64,fdatasync,fsync,ftruncate,unlink";
    let strace = ["-y", "-xx", "-s", "70000", "-o", trace.to_str().unwrap(), "-e", calls];
    let said = traced(&strace, folder.join("vocation.db").to_str().unwrap(), durability, WRITES).output().unwrap();
    let all = read(&std::fs::read_to_string(&trace).unwrap(), &folder);
    let acknowledged = all.iter().filter(|done| matches!(done, Done::Ack(_))).count() as u64;
    assert_eq!(acknowledged, WRITES, "{}", String::from_utf8_lossy(&said.stdout));
    let mut dice = Dice(7);
    let ready = all.iter().position(|done| matches!(done, Done::Ready)).unwrap();
    let mut cuts: Vec<usize> = (0..states).map(|_| ready + 1 + dice.below(all.len() - ready)).collect();
    cuts.sort_unstable();
    replay(&all, files, &cuts, &mut dice).await
}

/// Goes through what was done and looks at a state at each of the moments.
async fn replay(all: &[Done], mut files: Files, cuts: &[usize], dice: &mut Dice) -> Outcome {
    let (mut outcome, mut ack) = (Outcome::default(), 0);
    let mut unsynced: BTreeMap<String, Vec<&Done>> = BTreeMap::new();
    let mut next = 0;
    for cut in cuts {
        for done in &all[next..*cut] {
            match done {
                Done::Ready => {}
                Done::Ack(number) => ack = *number,
                Done::Write(file, ..) | Done::Cut(file, _) => unsynced.entry(file.clone()).or_default().push(done),
                Done::Sync(file) => {
                    let bytes = files.entry(file.clone()).or_default();
                    unsynced
                        .remove(file)
                        .unwrap_or_default()
                        .into_iter()
                        .for_each(|done| apply(bytes, done, usize::MAX));
                    outcome.emptied += usize::from(file == "vocation.db");
                }
                Done::Remove(file) => {
                    files.remove(file);
                    unsynced.remove(file);
                }
            }
        }
        next = *cut;
        let mut found = files.clone();
        for (file, pending) in &unsynced {
            survive(found.entry(file.clone()).or_default(), pending, dice);
        }
        look(&found, ack, &mut outcome).await;
    }
    outcome
}

fn apply(bytes: &mut Vec<u8>, done: &Done, most: usize) {
    match done {
        Done::Write(_, at, new) => {
            let new = &new[..new.len().min(most)];
            if bytes.len() < at + new.len() {
                bytes.resize(at + new.len(), 0);
            }
            bytes[*at..at + new.len()].copy_from_slice(new);
        }
        Done::Cut(_, long) => bytes.resize(*long, 0),
        _ => {}
    }
}

/// Of what was not synced: nothing, all, the first part, any part, or any part with torn blocks.
fn survive(bytes: &mut Vec<u8>, pending: &[&Done], dice: &mut Dice) {
    let mode = dice.below(5);
    let first = dice.below(pending.len() + 1);
    for (number, done) in pending.iter().enumerate() {
        let there = match mode {
            0 => false,
            1 => true,
            2 => number < first,
            _ => dice.below(2) == 0,
        };
        if there {
            let most = if mode == 4 { 512 * (1 + dice.below(9)) } else { usize::MAX };
            apply(bytes, done, most);
        }
    }
}

/// Opens a state as a server would after the power is back.
async fn look(files: &Files, ack: u64, outcome: &mut Outcome) {
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap();
    for (file, bytes) in files {
        std::fs::write(folder.path().join(file), bytes).unwrap();
    }
    let db = match Db::open(folder.path().join("vocation.db").to_str().unwrap()).await {
        Ok(db) => db,
        Err(error) => return outcome.broken.push(error.to_string()),
    };
    let verdict = db.verify().await.unwrap();
    let most = db.row("select count(*), coalesce(max(feedback_key), '0') from feedback", args![]).await;
    db.close().await;
    if let Some(damage) = verdict.damages.first() {
        return outcome.broken.push(damage.to_string());
    }
    let row = most.unwrap().unwrap();
    let (rows, last): (u64, String) = (row.get(0).unwrap(), row.get(1).unwrap());
    if rows != last.parse::<u64>().unwrap() {
        return outcome.broken.push(format!("{rows} rows and the last is {last}"));
    }
    if rows < ack {
        outcome.lost += 1;
        outcome.most_lost = outcome.most_lost.max(ack - rows);
    } else {
        outcome.good += 1;
    }
}

#[tokio::test]
async fn a_power_cut_loses_no_acknowledged_write_and_the_same_check_fails_where_commits_are_not_synced() {
    if !can_trace() {
        return;
    }
    let states = rounds() * 10;
    let full = cut_power("full", states).await;
    println!("synchronous=FULL, {states} states: {full:?}");
    assert!(full.emptied > 1, "the log was emptied into the file meanwhile");
    assert_eq!((full.good, full.lost, full.broken.len()), (states, 0, 0), "{full:?}");
    let normal = cut_power("normal", states).await;
    println!("synchronous=NORMAL, {states} states: {normal:?}");
    assert!(normal.lost > 0 && normal.most_lost > 0, "the check must notice: {normal:?}");
    assert_eq!(normal.broken.len(), 0, "{normal:?}");
}
