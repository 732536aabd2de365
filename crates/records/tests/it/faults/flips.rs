//! Single bits that change by themselves, anywhere in the file or its log.

use std::path::Path;

use vocation_records::sql::{Batch, Db, Health, Verdict, args};

use super::{Dice, rounds};
use crate::stores::{Store, sqlite};

async fn filled() -> Store {
    let store = sqlite().await;
    for n in 0..120 {
        let insert = "insert into feedback (tenant, feedback_key, page, kind, message, sent_at)
                      values (1, $1, '/', 'idea', $2, 't')";
        let words = format!("words {n} ").repeat(30);
        store.db.apply(Batch::new().execute(insert, args![format!("key {n}"), words])).await.unwrap();
    }
    store
}

/// What was found when the file was opened and checked: the verdict, or what was said instead.
async fn examine(file: &Path) -> Result<Verdict, String> {
    let db = Db::open(file.to_str().unwrap()).await.map_err(|error| error.to_string())?;
    let verdict = db.verify().await.map_err(|error| error.to_string());
    let health = db.health();
    db.close().await;
    let verdict = verdict?;
    assert_eq!(verdict.is_sound(), health == Health::Working, "damage stops the writing");
    Ok(verdict)
}

#[derive(Debug, Default)]
struct Counts {
    flips: usize,
    refused: usize,
    named: usize,
    harmless: usize,
}

/// Flips bits of one file of a database and checks that each is found, or that nothing anybody stored has changed.
async fn flip(files: &[(&str, Vec<u8>)], victim: usize, flips: usize, sound: &Verdict) -> Counts {
    let mut counts = Counts { flips, ..Counts::default() };
    let mut dice = Dice(11);
    for _ in 0..flips {
        let folder = tempfile::tempdir().unwrap();
        let bit = dice.below(files[victim].1.len() * 8);
        for (number, (name, bytes)) in files.iter().enumerate() {
            let mut bytes = bytes.clone();
            if number == victim {
                bytes[bit / 8] ^= 1 << (bit % 8);
            }
            std::fs::write(folder.path().join(name), bytes).unwrap();
        }
        match examine(&folder.path().join("vocation.db")).await {
            Err(said) => {
                assert!(said.contains("damaged") || said.contains("another program"), "bit {bit}: {said}");
                counts.refused += 1;
            }
            Ok(verdict) if !verdict.is_sound() => {
                assert!(verdict.damages.iter().all(|damage| !damage.to_string().is_empty()));
                counts.named += 1;
            }
            Ok(verdict) => {
                assert_eq!(verdict.contents, sound.contents, "bit {bit} changed what is stored and was not found");
                counts.harmless += 1;
            }
        }
    }
    counts
}

#[tokio::test]
async fn a_bit_that_changes_anywhere_in_the_file_is_found_and_named_or_touches_nothing_that_is_stored() {
    let store = filled().await;
    let sound = store.db.verify().await.unwrap();
    store.db.close().await;
    let files = [("vocation.db", std::fs::read(&store.url).unwrap())];
    let counts = flip(&files, 0, rounds() * 60, &sound).await;
    println!("file of {} bytes: {counts:?}", files[0].1.len());
    assert!(counts.named > 0 && counts.harmless < counts.flips, "{counts:?}");
}

#[tokio::test]
async fn a_bit_that_changes_in_the_log_is_found_before_anything_is_forgotten() {
    let store = filled().await;
    let sound = store.db.verify().await.unwrap();
    let log = format!("{}-wal", store.url);
    let files = [("vocation.db", std::fs::read(&store.url).unwrap()), ("vocation.db-wal", std::fs::read(log).unwrap())];
    let counts = flip(&files, 1, rounds() * 20, &sound).await;
    println!("log of {} bytes: {counts:?}", files[1].1.len());
    assert_eq!(counts.refused, counts.flips, "every bit of a log that is in use matters: {counts:?}");
}
