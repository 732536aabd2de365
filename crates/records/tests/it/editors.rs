//! Sixteen people edit the same five views; the history of what each was told is checked afterwards.

use std::collections::BTreeMap;

use vocation_records::sql::Db;
use vocation_records::views::{ViewError, ViewText, view_add, view_edit, view_get};

use crate::stores::{Store, now, stores};

const EDITORS: usize = 16;
const RECORDS: usize = 5;
const EDITS: usize = 25;

/// One answered edit.
struct Told {
    record: usize,
    seen: i64,
    note: String,
    saved: bool,
}

fn words(note: String) -> ViewText {
    ViewText { title: "shared".to_owned(), question: String::new(), note }
}

async fn edit(db: Db, editor: usize) -> Vec<Told> {
    let mut history = Vec::new();
    for n in 0..EDITS {
        let record = (editor * 7 + n * 3) % RECORDS;
        let key = format!("r{record}");
        let seen = view_get(&db, 1, &key).await.unwrap().unwrap();
        // Each edit appends its own mark to what the editor saw, so that a lost one can be named.
        let note = format!("{} {editor}.{n}", seen.text.note);
        let saved = match view_edit(&db, 1, &key, seen.version, &words(note.clone()), now()).await {
            Ok(view) => {
                assert_eq!(view.version, seen.version + 1);
                true
            }
            Err(ViewError::Conflict { theirs, yours }) => {
                assert!(theirs.version > seen.version, "a conflict shows a later version");
                assert_eq!(yours.note, note, "and gives the words back");
                false
            }
            Err(other) => panic!("{other}"),
        };
        history.push(Told { record, seen: seen.version, note, saved });
        tokio::task::yield_now().await;
    }
    history
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_edit_that_was_saved_is_lost_and_no_edit_that_was_refused_is_kept() {
    for Store { db, .. } in stores().await {
        for record in 0..RECORDS {
            view_add(&db, 1, &format!("r{record}"), &words(String::new()), now()).await.unwrap();
        }
        let tasks: Vec<_> = (0..EDITORS).map(|editor| tokio::spawn(edit(db.clone(), editor))).collect();
        let mut history = Vec::new();
        for task in tasks {
            history.extend(task.await.unwrap());
        }
        let refused = history.iter().filter(|told| !told.saved).count();
        assert!(refused > 0, "the editors must have met");
        for record in 0..RECORDS {
            let end = view_get(&db, 1, &format!("r{record}")).await.unwrap().unwrap();
            let saved: BTreeMap<i64, &Told> = history
                .iter()
                .filter(|told| told.saved && told.record == record)
                .map(|told| (told.seen, told))
                .collect();
            let count = history.iter().filter(|told| told.saved && told.record == record).count();
            assert_eq!(saved.len(), count, "two edits of one version were both saved");
            assert_eq!(saved.keys().copied().collect::<Vec<_>>(), (1..end.version).collect::<Vec<_>>());
            assert_eq!(saved.last_key_value().unwrap().1.note, end.text.note);
            assert_eq!(end.text.note.split_whitespace().count(), count, "every saved edit is in the text");
        }
        println!("{}: {} saved, {refused} told of a conflict", db.backend(), history.len() - refused);
    }
}
