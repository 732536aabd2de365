//! The audit trail: written with the change or not at all, and every way of tampering named.

use proptest::prelude::*;
use vocation_records::audit::{
    AuditPerson, Entry, Finding, access_log, audit_person, audit_person_erase, checkpoint, latest, leaves, verify,
};
use vocation_records::sql::{Batch, Db, args};
use vocation_tlog::{
    Checkpoint, Frontier, SigningKey, consistency_proof, inclusion_proof, verify_consistency, verify_inclusion,
};

use crate::stores::{Store, now, run, stores};

const INSERT: &str = "insert into feedback (tenant, feedback_key, page, kind, message, sent_at)
                      values (1, $1, '/', $2, 'm', 't')";

fn key() -> SigningKey {
    SigningKey::new("care.example/audit/1", &[5; 32]).unwrap()
}

async fn people(db: &Db) -> Vec<AuditPerson> {
    let mut people = Vec::new();
    for n in 0..3_u8 {
        people.push(audit_person(db, 1, &format!("person:{n}"), [n + 1; 32]).await.unwrap());
    }
    people
}

/// Forty entries, with checkpoints at 10, 25 and 40.
async fn trail(db: &Db, word: &str) {
    let people = people(db).await;
    for n in 0..40_usize {
        if n == 10 || n == 25 {
            checkpoint(db, 1, &key(), now()).await.unwrap();
        }
        let entry = Entry::new(1, now(), "account:7", "record.read", &format!("employment:{n}"))
            .on_behalf("account:9")
            .because("care planning", "manager-of-location")
            .about(&people[n % 3], &format!("{word} {n}"));
        db.apply(entry.add_to(Batch::new().execute(INSERT, args![format!("k{n}"), "idea"]))).await.unwrap();
    }
    checkpoint(db, 1, &key(), now()).await.unwrap();
}

async fn findings(db: &Db, outside: &[Checkpoint]) -> Vec<Finding> {
    verify(db, 1, Some(key().public()), outside).await.unwrap().findings
}

/// What somebody with the database in hand does.
async fn tamper(db: &Db, statements: &[&str]) {
    let mut tx = db.begin().await.unwrap();
    let open: &[&str] = if db.backend() == "sqlite" {
        &["drop trigger audit_entry_no_update", "drop trigger audit_entry_no_delete"]
    } else {
        &["drop rule audit_entry_no_update on audit_entry", "drop rule audit_entry_no_delete on audit_entry"]
    };
    for statement in open.iter().chain(statements) {
        run(&mut tx, (*statement).to_owned()).await;
    }
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn an_untouched_trail_verifies_and_its_proofs_hold_for_those_who_kept_a_checkpoint() {
    for Store { db, .. } in stores().await {
        trail(&db, "saw").await;
        let report = verify(&db, 1, Some(key().public()), &[]).await.unwrap();
        assert_eq!((report.findings, report.entries, report.checkpoints), (vec![], 40, 3));
        let note = latest(&db, 1).await.unwrap().unwrap();
        let kept = Checkpoint::parse(key().public().open(&note).unwrap()).unwrap();
        assert_eq!((kept.size, kept.root), (40, report.root));
        let leaves = leaves(&db, 1).await.unwrap();
        assert!(verify_inclusion(&leaves[17], 17, 40, &kept.root, &inclusion_proof(&leaves, 17)));
        let mut old = Frontier::default();
        for leaf in &leaves[..25] {
            old.push(*leaf);
        }
        assert!(verify_consistency(25, &old.root(), 40, &kept.root, &consistency_proof(&leaves, 25)));
    }
}

#[tokio::test]
async fn the_store_itself_refuses_to_change_or_remove_an_entry() {
    for Store { db, .. } in stores().await {
        trail(&db, "saw").await;
        for statement in ["update audit_entry set actor = 'x' where entry_no = 3", "delete from audit_entry"] {
            let refused = db.apply(Batch::new().execute(statement, args![])).await.unwrap_err();
            assert!(refused.to_string().contains("only grows"), "{refused}");
        }
        assert_eq!(findings(&db, &[]).await, []);
    }
}

#[tokio::test]
async fn every_way_of_tampering_is_named() {
    let fields = ["at", "actor", "behalf", "action", "object", "subject", "purpose", "rule", "commitment"];
    let mut cases: Vec<(Vec<String>, Vec<Finding>)> = fields
        .iter()
        .map(|field| {
            (
                vec![format!("update audit_entry set {field} = 'x' where entry_no = 17")],
                vec![Finding::Altered { entry_no: 17 }],
            )
        })
        .collect();
    let own = |text: &[&str]| text.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let swapped = own(&[
        "update audit_entry set entry_no = 1000 where entry_no = 6",
        "update audit_entry set entry_no = 6 where entry_no = 7",
        "update audit_entry set entry_no = 7 where entry_no = 1000",
    ]);
    cases.extend([
        (own(&["delete from audit_entry where entry_no = 5"]), vec![Finding::Missing { entry_no: 5 }]),
        (
            swapped,
            vec![Finding::Reordered { entry_no: 6, written_as: 7 }, Finding::Reordered { entry_no: 7, written_as: 6 }],
        ),
        (own(&["delete from audit_entry where entry_no >= 30"]), vec![Finding::Truncated { holds: 30, had: 40 }]),
        (own(&["update audit_checkpoint set root = 'x' where entries = 25"]), vec![Finding::Checkpoint { size: 25 }]),
        (own(&["update audit_checkpoint set note = 'x' where entries = 25"]), vec![Finding::Checkpoint { size: 25 }]),
        (
            own(&[
                "insert into audit_entry select tenant, 40, at, actor, behalf, action, object, subject, purpose, rule,
                   commitment, leaf from audit_entry where entry_no = 39",
            ]),
            vec![Finding::Added { first: 40 }, Finding::Reordered { entry_no: 40, written_as: 39 }],
        ),
    ]);
    for (statements, named) in cases {
        for Store { db, .. } in stores().await {
            trail(&db, "saw").await;
            let statements: Vec<&str> = statements.iter().map(String::as_str).collect();
            tamper(&db, &statements).await;
            assert_eq!(findings(&db, &[]).await, named, "{statements:?} on {}", db.backend());
        }
    }
}

#[tokio::test]
async fn an_entry_rewritten_together_with_its_hash_is_narrowed_to_the_checkpoints_around_it() {
    for Store { db, .. } in stores().await {
        trail(&db, "saw").await;
        let forged = vocation_records::sql::AuditLine { tenant: 1, actor: "nobody".into(), ..Default::default() };
        let set = format!(
            "update audit_entry set at = '', actor = 'nobody', behalf = '', action = '', object = '', subject = '',
             purpose = '', rule = '', commitment = '', leaf = '{}' where entry_no = 12",
            forged.leaf(12).hex()
        );
        tamper(&db, &[&set]).await;
        assert_eq!(findings(&db, &[]).await, [Finding::Rewritten { first: 10, last: 24 }]);
    }
}

#[tokio::test]
async fn a_forked_or_cut_or_restored_trail_is_told_by_a_checkpoint_kept_elsewhere() {
    for (mine, theirs) in stores().await.into_iter().zip(stores().await) {
        trail(&mine.db, "saw").await;
        trail(&theirs.db, "forged").await;
        let note = latest(&mine.db, 1).await.unwrap().unwrap();
        let kept = Checkpoint::parse(key().public().open(&note).unwrap()).unwrap();
        assert_eq!(findings(&theirs.db, std::slice::from_ref(&kept)).await, [Finding::Forked { size: 40 }]);
        // The tail is cut with everything inside that tells of it.
        let leaves = leaves(&mine.db, 1).await.unwrap();
        let mut tree = Frontier::default();
        leaves[..25].iter().for_each(|leaf| tree.push(*leaf));
        let head = format!("update audit_head set entries = 25, frontier = '{}'", tree.text());
        let cut =
            ["delete from audit_entry where entry_no >= 25", &head, "delete from audit_checkpoint where entries > 25"];
        tamper(&mine.db, &cut).await;
        assert_eq!(findings(&mine.db, &[]).await, [], "which nobody inside can see");
        assert_eq!(findings(&mine.db, &[kept]).await, [Finding::Truncated { holds: 25, had: 40 }]);
    }
}

#[tokio::test]
async fn an_erased_person_leaves_a_trail_that_verifies_and_says_nothing_of_them() {
    for Store { db, .. } in stores().await {
        trail(&db, "saw").await;
        let person = people(&db).await.remove(1);
        let log = access_log(&db, 1, &person, None, 100).await.unwrap();
        assert_eq!(log.len(), 13);
        assert_eq!(log[0].detail.as_deref(), Some("saw 37"));
        assert_eq!((log[0].behalf.as_str(), log[0].rule.as_str()), ("account:9", "manager-of-location"));
        let batch = audit_person_erase(Batch::new(), 1, "person:1");
        db.apply(Entry::new(1, now(), "account:1", "person.erase", "").add_to(batch)).await.unwrap();
        assert_eq!(findings(&db, &[]).await, []);
        let anew = audit_person(&db, 1, "person:1", [77; 32]).await.unwrap();
        assert_ne!(anew.subject, person.subject, "the pseudonym cannot be made again");
        let rest = db.rows("select detail from audit_detail where person = 'person:1'", args![]).await.unwrap();
        assert_eq!(rest.len(), 0);
        tamper(&db, &["update audit_detail set detail = 'other' where detail = 'saw 0'"]).await;
        assert!(matches!(findings(&db, &[]).await[..], [Finding::Detail { .. }]));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_at_once_leave_a_trail_without_gap_of_exactly_the_changes_that_were_made() {
    for Store { db, .. } in stores().await {
        let mut tasks = Vec::new();
        for n in 0..160_i64 {
            let db = db.clone();
            // Every fourth repeats a key or says what the schema refuses, so its change and its entry must both be missing.
            let (id, kind) = if n % 4 == 3 { (n - 1, if n % 8 == 3 { "idea" } else { "advert" }) } else { (n, "idea") };
            tasks.push(tokio::spawn(async move {
                let batch = Batch::new().execute(INSERT, args![format!("k{id}"), kind]);
                db.apply(Entry::new(1, now(), "account:1", "feedback.add", &format!("k{id}")).add_to(batch))
                    .await
                    .is_ok()
            }));
        }
        let mut made = 0;
        for task in tasks {
            made += u64::from(task.await.unwrap());
        }
        assert_eq!(made, 120);
        let report = verify(&db, 1, None, &[]).await.unwrap();
        assert_eq!((report.findings, report.entries), (vec![], 120));
    }
}

#[tokio::test]
async fn a_long_write_leaves_its_entries_when_it_commits_and_none_when_it_is_undone() {
    for Store { db, .. } in stores().await {
        for commit in [false, true] {
            let mut tx = db.begin().await.unwrap();
            for n in 0..3 {
                tx.execute(INSERT, args![format!("k{n}"), "idea"]).await.unwrap();
                let line = vocation_records::sql::AuditLine { tenant: 1, object: n.to_string(), ..Default::default() };
                tx.audit(vec![line]).await.unwrap();
            }
            if commit {
                tx.commit().await.unwrap();
            } else {
                tx.rollback().await.unwrap();
            }
        }
        let report = verify(&db, 1, None, &[]).await.unwrap();
        assert_eq!((report.findings, report.entries), (vec![], 3));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, max_shrink_iters: 64, ..ProptestConfig::default() })]
    #[test]
    fn whatever_is_written_or_refused_the_root_is_that_of_the_entries_that_stand(
        writes in prop::collection::vec((0_u8..40, 1_i64..3, 0_usize..4, "[a-z\\\\\n ]{0,6}"), 1..40),
    ) {
        tokio::runtime::Runtime::new().unwrap().block_on(async {
            for Store { db, .. } in stores().await {
                let mut trees = [Frontier::default(), Frontier::default()];
                let mut taken = std::collections::HashSet::new();
                for (key, tenant, lines, word) in &writes {
                    let mut batch = Batch::new().execute(INSERT, args![format!("k{key}"), "idea"]);
                    let line = vocation_records::sql::AuditLine { tenant: *tenant, object: word.clone(), ..Default::default() };
                    for _ in 0..*lines {
                        batch = batch.audit(line.clone());
                    }
                    let done = db.apply(batch).await.is_ok();
                    assert_eq!(done, taken.insert(*key));
                    let tree = &mut trees[*tenant as usize - 1];
                    for _ in 0..if done { *lines } else { 0 } {
                        tree.push(line.leaf(tree.size()));
                    }
                }
                for (tenant, tree) in [(1, &trees[0]), (2, &trees[1])] {
                    let report = verify(&db, tenant, None, &[]).await.unwrap();
                    assert_eq!((report.findings, report.root), (vec![], tree.root()));
                }
                assert!(db.verify().await.unwrap().is_sound());
            }
        });
    }
}
