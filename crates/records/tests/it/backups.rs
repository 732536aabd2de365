//! Backups: the same file from and into both databases, made while others write, and never half put in place.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use vocation_records::backup::{self, BackupError, EventKind, Made};
use vocation_records::feedback::{Feedback, feedback_add};
use vocation_records::places::{self, EAST};
use vocation_records::sql::{Address, Batch, Db, args};
use vocation_records::views::{ViewText, view_add};

use crate::stores::{Store, now, postgres_schema, postgres_url, sqlite, stores};

fn silent() -> backup::Progress {
    Arc::new(|_| {})
}

async fn make(store: &Store, name: &str) -> Made {
    backup::make(&store.db, &store.folder.path().join(name), now(), silent()).await.unwrap()
}

async fn feedback(db: &Db, key: &str) {
    let idea = Feedback { page: "/councils".to_owned(), kind: "idea".to_owned(), message: "Ely – Zoë".to_owned() };
    feedback_add(db, 1, key, &idea, now()).await.unwrap();
}

/// New, empty places for a database: a file, and a schema of PostgreSQL where there is one.
async fn places_for(folder: &Path, name: &str) -> Vec<String> {
    let mut places = vec![folder.join(name).display().to_string()];
    if let Some(base) = postgres_url() {
        places.push(postgres_schema(&base).await);
    }
    places
}

async fn count(db: &Db, sql: &'static str) -> i64 {
    db.row(sql, args![]).await.unwrap().unwrap().get(0).unwrap()
}

#[tokio::test]
async fn a_backup_of_either_database_restores_into_either_with_the_same_content_and_is_brought_up_to_date() {
    let mut digests = Vec::new();
    for (number, store) in stores().await.into_iter().enumerate() {
        places::load(&store.db, EAST, now()).await.unwrap();
        feedback(&store.db, "key").await;
        let words = ViewText { title: "East".to_owned(), question: "a=b&c=d".to_owned(), note: String::new() };
        view_add(&store.db, 1, "v", &words, now()).await.unwrap();
        let contents = store.db.verify().await.unwrap().contents;
        let made = make(&store, "whole.backup").await;
        assert_eq!(made.manifest.steps, store.db.steps().await.unwrap());
        digests.push(made.manifest.digest.clone());
        for url in places_for(store.folder.path(), &format!("restored-{number}.db")).await {
            let restored = backup::restore(&made.path, &Address::of(&url), now(), silent()).await.unwrap();
            assert_eq!((restored.former, restored.applied), (None, vec![]));
            let db = Db::open(&url).await.unwrap();
            let verdict = db.verify().await.unwrap();
            assert!(verdict.is_sound(), "{verdict:?}");
            assert_eq!(verdict.contents, contents, "{url}");
            feedback(&db, "another").await;
            assert!(db.verify().await.unwrap().is_sound(), "and it is written to as before");
            db.close().await;
        }
    }
    assert!(digests.windows(2).all(|pair| pair[0] == pair[1]), "{digests:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_made_while_others_write_holds_one_moment_and_every_write_before_it() {
    for store in stores().await {
        let mut tasks = Vec::new();
        let written = Arc::new(std::sync::atomic::AtomicI64::new(0));
        let stop = Arc::new(std::sync::atomic::AtomicBool::new(false));
        for writer in 0..4 {
            let (db, written, stop) = (store.db.clone(), Arc::clone(&written), Arc::clone(&stop));
            tasks.push(tokio::spawn(async move {
                let sql =
                    "insert into view_saved (tenant, view_key, version, title, question, note, created_at, changed_at)
                           values (1, $1, 1, '', '', '', '', '')";
                let twin = "insert into feedback (tenant, feedback_key, page, kind, message, sent_at)
                            values (1, $1, '/', 'idea', 'm', 't')";
                for n in 0.. {
                    if stop.load(std::sync::atomic::Ordering::Relaxed) {
                        break;
                    }
                    let key = format!("{writer}-{n}");
                    db.apply(Batch::new().execute(sql, args![&key]).execute(twin, args![&key])).await.unwrap();
                    written.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                }
            }));
        }
        let mut last = 0;
        for round in 0..4 {
            while written.load(std::sync::atomic::Ordering::Relaxed) < last + 40 {
                tokio::time::sleep(std::time::Duration::from_millis(2)).await;
            }
            let before = written.load(std::sync::atomic::Ordering::Relaxed);
            let made = make(&store, &format!("{round}.backup")).await;
            let rows = |name: &str| made.manifest.tables.iter().find(|entry| entry.table == name).unwrap().rows;
            assert_eq!(rows("view_saved"), rows("feedback"), "a batch is in the backup whole");
            assert!(rows("feedback") >= before, "what was acknowledged before is in it");
            backup::try_out(&made.path, store.folder.path(), silent()).await.unwrap();
            last = before;
        }
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
        for task in tasks {
            task.await.unwrap();
        }
        assert!(store.db.verify().await.unwrap().is_sound());
    }
}

#[tokio::test]
async fn restoring_moves_the_former_database_aside_and_says_beforehand_what_would_be_lost() {
    for store in stores().await {
        feedback(&store.db, "before").await;
        let made = make(&store, "one.backup").await;
        let address = Address::of(&store.url);
        let loss = backup::loss(&address, &made.manifest).await.unwrap().unwrap();
        assert_eq!(loss.tables, []);
        feedback(&store.db, "after").await;
        let loss = backup::loss(&address, &made.manifest).await.unwrap().unwrap();
        assert_eq!(loss.tables, [("feedback".to_owned(), 2, 1)]);
        if store.db.backend() == "sqlite" {
            let used = backup::restore(&made.path, &address, now(), silent()).await;
            assert!(matches!(used, Err(BackupError::InUse(_))), "{used:?}");
            assert_eq!(count(&store.db, "select count(*) from feedback").await, 2);
        }
        store.db.clone().close().await;
        let restored = backup::restore(&made.path, &address, now(), silent()).await.unwrap();
        let former = restored.former.unwrap();
        let db = Db::open(&store.url).await.unwrap();
        assert_eq!(count(&db, "select count(*) from feedback").await, 1);
        if db.backend() == "sqlite" {
            let former = Db::open(&former).await.unwrap();
            assert_eq!(count(&former, "select count(*) from feedback").await, 2, "the former one is whole");
            assert!(former.verify().await.unwrap().is_sound());
        } else {
            let schema = former.strip_prefix("schema ").unwrap();
            assert!(schema.ends_with("_before_20261001t090000z"), "{former}");
            let sql = String::leak(format!("select count(*) from {schema}.feedback"));
            assert_eq!(count(&db, sql).await, 2, "the former one is whole");
        }
        backup::event_add(&db, EventKind::Restored, "one.backup", &made.manifest, made.packed, now()).await.unwrap();
        let events = backup::event_list(&db, 5).await.unwrap();
        assert_eq!((events.len(), events[0].kind.as_str()), (1, "restored"));
        db.close().await;
    }
}

/// Every file of a folder with its bytes.
fn tree(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut all: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .flatten()
        .map(|entry| (entry.path(), std::fs::read(entry.path()).unwrap()))
        .collect();
    all.sort();
    all
}

#[tokio::test]
async fn a_backup_that_changed_in_any_bit_or_is_cut_anywhere_is_refused_and_nothing_is_touched() {
    let store = sqlite().await;
    for key in 0..40 {
        feedback(&store.db, &format!("key {key}")).await;
    }
    let made = make(&store, "sound.backup").await;
    store.db.clone().close().await;
    let sound = std::fs::read(&made.path).unwrap();
    let bad = store.folder.path().join("bad.backup");
    std::fs::write(&bad, &sound).unwrap();
    let address = Address::of(&store.url);
    let mut rewritten = 0;
    for bit in (0..sound.len() * 8).step_by(5) {
        let mut bytes = sound.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        std::fs::write(&bad, &bytes).unwrap();
        let error = backup::check(&bad, &|_| {}).unwrap_err();
        rewritten += 1;
        let named = match &error {
            BackupError::Damaged { what, .. } => what.starts_with("block "),
            BackupError::NotABackup(_) | BackupError::NewerFormat { .. } => bit / 8 < 18,
            _ => false,
        };
        assert!(named, "bit {bit}: {error}");
    }
    assert!(rewritten > 300, "{rewritten}");
    for long in (0..sound.len()).step_by(7) {
        std::fs::write(&bad, &sound[..long]).unwrap();
        assert!(backup::check(&bad, &|_| {}).is_err(), "cut at {long}");
    }
    for more in [&sound[..1], &sound] {
        std::fs::write(&bad, [&sound, more].concat()).unwrap();
        assert!(backup::check(&bad, &|_| {}).is_err());
    }
    let before = tree(store.folder.path());
    assert!(backup::restore(&bad, &address, now(), silent()).await.is_err());
    assert!(backup::try_out(&bad, store.folder.path(), silent()).await.is_err());
    assert_eq!(tree(store.folder.path()), before);
}

#[tokio::test]
async fn damage_is_not_copied_into_a_backup() {
    let store = sqlite().await;
    feedback(&store.db, "a-key-that-is-found").await;
    store.db.clone().close().await;
    let mut bytes = std::fs::read(&store.url).unwrap();
    let place = bytes.windows(8).position(|window| window == b"/council").unwrap();
    bytes[place + 1] ^= 1;
    std::fs::write(&store.url, bytes).unwrap();
    let db = Db::open(&store.url).await.unwrap();
    let path = store.folder.path().join("no.backup");
    let error = backup::make(&db, &path, now(), silent()).await.unwrap_err();
    assert!(matches!(&error, BackupError::Unsound { table, .. } if table == "feedback"), "{error}");
    assert!(!path.exists() && !store.folder.path().join("no.backup.partial").exists());
}
