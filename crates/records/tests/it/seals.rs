//! The seals follow every change, and the same data has the same hashes on both databases.

use proptest::prelude::*;
use vocation_records::sql::{Batch, Db, Rows, args};

use crate::stores::{Store, run, sqlite, stores};

/// One change to the probe table.
#[derive(Debug, Clone)]
enum Change {
    Put(i64, String, f64),
    Add(i64, i64),
    Move(i64, i64),
    Delete(i64),
    Bulk(i64, i64),
    Fail(i64),
    Undone(i64),
    Column,
}

fn change() -> impl Strategy<Value = Change> {
    let key = 0..5_000_i64;
    prop_oneof![
        4 => (key.clone(), "[a-zé]{0,6}", -4.0..4.0).prop_map(|(id, name, share)| Change::Put(id, name, share)),
        2 => (key.clone(), 0..9_i64).prop_map(|(id, by)| Change::Add(id, by)),
        1 => (key.clone(), key.clone()).prop_map(|(from, to)| Change::Move(from, to)),
        2 => key.clone().prop_map(Change::Delete),
        1 => (10_000..90_000_i64, 1..300_i64).prop_map(|(from, rows)| Change::Bulk(from, rows)),
        1 => key.clone().prop_map(Change::Fail),
        1 => key.prop_map(Change::Undone),
        1 => Just(Change::Column),
    ]
}

const PUT: &str = "insert into probe (tenant, id, name, share) values (1, $1, $2, $3)
                   on conflict (tenant, id) do update set name = $2, share = $3";

async fn make(db: &Db, change: &Change, columns: &mut u32) {
    let batch = match change {
        Change::Put(id, name, share) => Batch::new().execute(PUT, args![*id, name, *share]),
        Change::Add(id, by) => Batch::new()
            .execute("update probe set share = share + $2 where id <= $1", args![*id, *by as f64])
            .execute("update probe set is_open = not is_open where id > $1", args![*id]),
        Change::Move(from, to) => Batch::new().execute("update probe set id = $2 where id = $1", args![*from, *to]),
        Change::Delete(id) => Batch::new().execute("delete from probe where id >= $1 and id < $1 + 50", args![*id]),
        Change::Fail(id) => Batch::new()
            .execute("update probe set name = 'lost' where id < $1", args![*id])
            .execute("update probe set name = 'lost' where id = -1", args![])
            .expect_rows(1),
        Change::Bulk(from, rows) => {
            let mut tx = db.begin().await.unwrap();
            let mut values = Vec::new();
            for id in *from..*from + *rows {
                values.extend(args![format!("b{id}"), id, 1, id as f64 / 3.0]);
            }
            let sent = tx.bulk("probe", &["name", "id", "tenant", "share"], Rows { width: 4, values }).await;
            let _may_collide = sent.and(tx.commit().await);
            return;
        }
        Change::Undone(id) => {
            let mut tx = db.begin().await.unwrap();
            tx.execute("delete from probe where id > $1", args![*id]).await.unwrap();
            tx.rollback().await.unwrap();
            return;
        }
        Change::Column => {
            *columns += 1;
            let mut tx = db.begin().await.unwrap();
            run(&mut tx, format!("alter table probe add column extra_{columns} text default 'x'")).await;
            tx.commit().await.unwrap();
            return;
        }
    };
    // Some collide: then nothing may change.
    let _may_collide = db.apply(batch).await;
}

async fn probes() -> Vec<Store> {
    let stores = stores().await;
    for store in &stores {
        let mut tx = store.db.begin().await.unwrap();
        let table = "create table probe (tenant bigint not null, id bigint not null, name text, share double precision,
                     is_open boolean default true, primary key (tenant, id))";
        run(&mut tx, table.to_owned()).await;
        tx.commit().await.unwrap();
    }
    stores
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 64, ..ProptestConfig::default() })]
    #[test]
    fn after_any_changes_the_seals_agree_with_the_data_on_both_databases(changes in prop::collection::vec(change(), 1..40)) {
        tokio::runtime::Runtime::new().unwrap().block_on(async {
            let mut contents = Vec::new();
            for Store { db, .. } in probes().await {
                let mut columns = 0;
                for change in &changes {
                    make(&db, change, &mut columns).await;
                }
                let verdict = db.verify().await.unwrap();
                assert_eq!(verdict.damages, []);
                contents.push(verdict.contents["probe"]);
            }
            assert!(contents.windows(2).all(|pair| pair[0] == pair[1]), "{contents:?}");
        });
    }
}

#[tokio::test]
async fn a_value_changed_behind_our_back_is_named_and_stops_the_writing_until_the_file_is_replaced() {
    let store = sqlite().await;
    let insert = "insert into feedback (tenant, feedback_key, page, kind, message, sent_at)
                  values (1, $1, '/', 'idea', 'a message that is long enough to find', 't')";
    for key in ["abc-1", "xyz-1"] {
        store.db.apply(Batch::new().execute(insert, args![key])).await.unwrap();
    }
    assert!(store.db.verify().await.unwrap().is_sound());
    store.db.close().await;
    let mut bytes = std::fs::read(&store.url).unwrap();
    let place = bytes.windows(10).position(|window| window == b"xyz-1/idea").unwrap() + 8;
    bytes[place + 10] ^= 1;
    std::fs::write(&store.url, bytes).unwrap();

    let db = Db::open(&store.url).await.unwrap();
    let verdict = db.verify().await.unwrap();
    let found: Vec<_> =
        verdict.damages.iter().map(|damage| (damage.table.as_deref(), damage.part.as_deref())).collect();
    assert_eq!(found, [(Some("feedback"), Some("xyz… of region 1"))], "{verdict:?}");
    let refused = db.apply(Batch::new().execute(insert, args!["new"])).await.unwrap_err().to_string();
    assert!(refused.contains("read-only after a fault") && refused.contains("feedback"), "{refused}");
    assert_eq!(db.rows("select 1 from feedback", args![]).await.unwrap().len(), 2, "reads go on");
    db.close().await;
    let db = Db::open(&store.url).await.unwrap();
    assert!(db.apply(Batch::new().execute(insert, args!["new"])).await.is_err(), "also after a restart");
}
