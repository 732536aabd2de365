//! One contract, two databases.

use vocation_records::sql::{Batch, Db, Rows, SqlError, Value, args};

use crate::stores::{Store, now, run, sqlite, stores};

const TABLE: &str = "create table probe (
  tenant bigint not null, id bigint not null, name text, share double precision, is_open boolean,
  primary key (tenant, id), check (id >= 0))";
const INSERT: &str = "insert into probe (tenant, id, name, share, is_open) values ($1, $2, $3, $4, $5)";
const COLUMNS: [&str; 5] = ["tenant", "id", "name", "share", "is_open"];

async fn probes() -> Vec<Store> {
    let stores = stores().await;
    for store in &stores {
        let mut tx = store.db.begin().await.unwrap();
        run(&mut tx, TABLE.to_owned()).await;
        tx.commit().await.unwrap();
    }
    stores
}

async fn count(db: &Db) -> i64 {
    db.row("select count(*) from probe", args![]).await.unwrap().unwrap().get(0).unwrap()
}

fn some_rows(from: i64, rows: i64) -> Rows {
    let mut out = Rows::with_capacity(5, rows as usize);
    for id in from..from + rows {
        out.values.extend(args![1, id, format!("name {id}"), id as f64 / 4.0, id % 2 == 0]);
    }
    out
}

#[tokio::test]
async fn every_kind_of_value_comes_back_as_it_was() {
    for Store { db, .. } in probes().await {
        let many = [
            args![1, 1, "Ely – St Mary’s", 0.1, true],
            args![1, 2, None::<String>, None::<f64>, None::<bool>],
            args![1, i64::MAX, "", -1e300, false],
        ];
        for row in &many {
            db.apply(Batch::new().execute(INSERT, row.clone())).await.unwrap();
        }
        let rows = db.rows("select name, share, is_open, id from probe order by id", args![]).await.unwrap();
        assert_eq!(rows[0].get::<String>(0).unwrap(), "Ely – St Mary’s");
        assert!((rows[0].get::<f64>(1).unwrap() - 0.1).abs() < f64::EPSILON);
        assert!(rows[0].get::<bool>(2).unwrap());
        assert_eq!(rows[1].get::<Option<String>>(0).unwrap(), None);
        assert_eq!(rows[1].get::<Option<f64>>(1).unwrap(), None);
        assert_eq!(rows[1].get::<Option<bool>>(2).unwrap(), None);
        assert!(rows[1].get::<String>(0).is_err(), "nothing is not a text");
        assert_eq!(rows[2].get::<i64>(3).unwrap(), i64::MAX);
    }
}

#[tokio::test]
async fn arguments_go_by_their_number_in_any_order_and_more_than_once() {
    for Store { db, .. } in probes().await {
        let row = db
            .row("select cast($2 as text), cast($1 as bigint), cast($2 as text)", args![7, "b"])
            .await
            .unwrap()
            .unwrap();
        assert_eq!(row.get::<String>(0).unwrap(), "b");
        assert_eq!(row.get::<i64>(1).unwrap(), 7);
        assert_eq!(row.get::<String>(2).unwrap(), "b");
    }
}

#[tokio::test]
async fn a_batch_is_stored_whole_or_not_at_all() {
    for Store { db, .. } in probes().await {
        let applied = db
            .apply(
                Batch::new()
                    .execute(INSERT, args![1, 1, "a", 1.0, true])
                    .execute("update probe set name = $1 where tenant = 1", args!["b"])
                    .expect_rows(1),
            )
            .await
            .unwrap();
        assert_eq!(applied.rows, [1, 1]);
        let missed = db
            .apply(
                Batch::new()
                    .execute(INSERT, args![1, 2, "a", 1.0, true])
                    .execute("update probe set name = $1 where id = 9", args!["c"])
                    .expect_rows(1),
            )
            .await;
        assert!(matches!(missed, Err(SqlError::Conflict { expected: 1, changed: 0 })), "{missed:?}");
        let twice = db
            .apply(
                Batch::new().execute(INSERT, args![1, 3, "a", 1.0, true]).execute(INSERT, args![1, 1, "a", 1.0, true]),
            )
            .await;
        assert!(twice.unwrap_err().is_duplicate());
        assert!(matches!(
            db.apply(Batch::new().execute(INSERT, args![1, -1, "a", 1.0, true])).await,
            Err(SqlError::Refused(_))
        ));
        assert_eq!(count(&db).await, 1);
        let name = db.row("select name from probe", args![]).await.unwrap().unwrap();
        assert_eq!(name.get::<String>(0).unwrap(), "b");
    }
}

#[tokio::test]
async fn many_batches_at_once_each_succeed_or_fail_alone() {
    for Store { db, .. } in probes().await {
        let mut tasks = Vec::new();
        for n in 0..200_i64 {
            let db = db.clone();
            // Every fourth collides with the one before it.
            let id = if n % 4 == 3 { n - 1 } else { n };
            tasks.push(tokio::spawn(async move {
                db.apply(Batch::new().execute(INSERT, args![1, id, "x", 0.5, true])).await.is_ok()
            }));
        }
        let mut stored = 0;
        for task in tasks {
            stored += i64::from(task.await.unwrap());
        }
        assert_eq!(stored, 150);
        assert_eq!(count(&db).await, 150);
    }
}

#[tokio::test]
async fn a_long_write_shows_its_own_rows_and_nobody_elses_view_until_it_commits() {
    for Store { db, .. } in probes().await {
        let mut tx = db.begin().await.unwrap();
        tx.bulk("probe", &COLUMNS, some_rows(0, 10_000)).await.unwrap();
        let inside = tx.rows("select count(*) from probe", args![]).await.unwrap();
        assert_eq!(inside[0].get::<i64>(0).unwrap(), 10_000);
        assert_eq!(count(&db).await, 0, "others read what was there before");
        tx.commit().await.unwrap();
        assert_eq!(count(&db).await, 10_000);
        let sum = db.row("select sum(share) from probe where is_open", args![]).await.unwrap().unwrap();
        assert!((sum.get::<f64>(0).unwrap() - 6_248_750.0).abs() < 0.1);
    }
}

#[tokio::test]
async fn a_long_write_that_is_dropped_or_failed_leaves_nothing() {
    for Store { db, .. } in probes().await {
        let mut tx = db.begin().await.unwrap();
        tx.bulk("probe", &COLUMNS, some_rows(0, 100)).await.unwrap();
        drop(tx);
        assert_eq!(count(&db).await, 0);

        let mut tx = db.begin().await.unwrap();
        tx.bulk("probe", &COLUMNS, some_rows(0, 100)).await.unwrap();
        tx.rollback().await.unwrap();
        assert_eq!(count(&db).await, 0);

        let mut tx = db.begin().await.unwrap();
        // The second lot repeats a key: its error may come late, but the commit must not succeed.
        let first = tx.bulk("probe", &COLUMNS, some_rows(0, 100)).await;
        let second = tx.bulk("probe", &COLUMNS, some_rows(50, 100)).await;
        let done = first.and(second).and(tx.commit().await);
        assert!(done.unwrap_err().is_duplicate());
        assert_eq!(count(&db).await, 0);

        db.apply(Batch::new().execute(INSERT, args![1, 1, "a", 1.0, true])).await.unwrap();
        assert_eq!(count(&db).await, 1, "the store goes on");
    }
}

#[tokio::test]
async fn after_an_error_a_long_write_can_only_be_undone() {
    for Store { db, .. } in probes().await {
        let mut tx = db.begin().await.unwrap();
        tx.execute(INSERT, args![1, 1, "a", 1.0, true]).await.unwrap();
        tx.execute(INSERT, args![1, 1, "a", 1.0, true]).await.unwrap_err();
        tx.execute(INSERT, args![1, 2, "a", 1.0, true]).await.unwrap_err();
        tx.commit().await.unwrap_err();
        assert_eq!(count(&db).await, 0);
    }
}

#[tokio::test]
async fn a_long_query_streams_every_row_once_and_may_be_left_early() {
    for Store { db, .. } in probes().await {
        let mut tx = db.begin().await.unwrap();
        tx.bulk("probe", &COLUMNS, some_rows(0, 20_000)).await.unwrap();
        tx.commit().await.unwrap();
        let mut stream = db.stream("select id from probe where id >= $1 order by id", args![1]).await.unwrap();
        let mut expected = 1_i64;
        while let Some(row) = stream.next().await {
            assert_eq!(row.unwrap().get::<i64>(0).unwrap(), expected);
            expected += 1;
        }
        assert_eq!(expected, 20_000);
        for _ in 0..20 {
            let mut stream = db.stream("select id from probe", args![]).await.unwrap();
            stream.next().await.unwrap().unwrap();
        }
    }
}

#[tokio::test]
async fn a_value_of_the_wrong_kind_is_refused_by_bulk_on_both_databases() {
    for Store { db, .. } in probes().await {
        let mut tx = db.begin().await.unwrap();
        let wrong = Rows { width: 5, values: args![1, "seven", "a", 1.0, true] };
        let sent = tx.bulk("probe", &COLUMNS, wrong).await;
        let done = sent.and(tx.commit().await);
        assert!(matches!(done, Err(SqlError::Refused(_) | SqlError::Statement(_))), "{done:?}");
        assert_eq!(count(&db).await, 0);
        let mut tx = db.begin().await.unwrap();
        let ragged = Rows { width: 5, values: vec![Value::Int(1); 7] };
        assert!(matches!(tx.bulk("probe", &COLUMNS, ragged).await, Err(SqlError::Statement(_))));
    }
}

#[tokio::test]
async fn migrating_again_changes_nothing_and_a_newer_schema_is_refused() {
    for Store { db, .. } in stores().await {
        assert!(db.migrate(now()).await.unwrap().applied.is_empty());
        let newer = "insert into schema_step (name, sha256, applied_at) values ('9999_later', 'x', 'x')";
        db.apply(Batch::new().execute(newer, args![])).await.unwrap();
        let error = db.migrate(now()).await.unwrap_err();
        assert!(error.to_string().contains("9999_later, which is newer than this program knows"), "{error}");
    }
}

#[tokio::test]
async fn a_migration_that_reads_otherwise_than_when_it_was_applied_is_refused() {
    for Store { db, .. } in stores().await {
        let edit = "update schema_step set sha256 = 'other' where name = '0001_house'";
        db.apply(Batch::new().execute(edit, args![]).expect_rows(1)).await.unwrap();
        assert!(matches!(db.migrate(now()).await, Err(SqlError::ChangedMigration(name)) if name == "0001_house"));
    }
}

#[tokio::test]
async fn a_sqlite_file_is_opened_only_when_it_is_ours() {
    let store = sqlite().await;
    let other = store.folder.path().join("other.db");
    std::fs::write(&other, vec![7_u8; 4096]).unwrap();
    let error = Db::open(other.to_str().unwrap()).await.err().unwrap();
    assert!(error.to_string().contains("is not a database"), "{error}");
    let error = Db::open(store.folder.path().to_str().unwrap()).await.err().unwrap();
    assert!(error.to_string().contains("is a folder"), "{error}");
    let error = Db::open("postgres://nobody@127.0.0.1:1/none").await.err().unwrap();
    assert!(error.to_string().contains("PostgreSQL does not answer"), "{error}");
}

#[tokio::test]
async fn writes_end_when_the_store_is_closed_and_reopening_finds_everything() {
    let store = sqlite().await;
    let insert = "insert into feedback (tenant, feedback_key, page, kind, message, sent_at)
                  values (1, 'k', '/', 'idea', 'm', 't')";
    store.db.apply(Batch::new().execute(insert, args![])).await.unwrap();
    store.db.clone().close().await;
    assert!(matches!(store.db.apply(Batch::new().execute(insert, args![])).await, Err(SqlError::Lost(_))));
    let again = Db::open(&store.url).await.unwrap();
    let row = again.row("select count(*) from feedback", args![]).await.unwrap().unwrap();
    assert_eq!(row.get::<i64>(0).unwrap(), 1);
}
