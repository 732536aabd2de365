//! What the store can do on this machine: `cargo bench -p vocation-records`. Prints one line a measure; on PostgreSQL too
//! when `VOCATION_TEST_POSTGRES` names a server. The figures kept are in `docs/benchmarks.md`.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement that fails says so by stopping")]

use std::time::Instant;

use vocation_records::audit::{self, Entry};
use vocation_records::sql::{Batch, Db, Rows, args};

const WRITES: i64 = 40_000;
const WRITERS: i64 = 256;
const READS: i64 = 200_000;
const BULK: i64 = 3_000_000;
const LOT: i64 = 4_096;

const INSERT: &str = "insert into feedback (tenant, feedback_key, page, kind, message, sent_at)
                      values (1, $1, '/councils', 'idea', 'show the rate beside the count', '2026-10-01T09:00:00Z')";

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bench.db").to_str().unwrap().to_owned();
        one_commit_each(folder.path());
        all(&path, 1).await;
        if let Some(base) = postgres_url() {
            let schema = format!("bench{}", std::process::id());
            let db = Db::open(&base).await.unwrap();
            db.apply(Batch::new().execute(String::leak(format!("create schema {schema}")), args![])).await.unwrap();
            all(&format!("{base}?options=-c%20search_path%3D{schema}"), 4).await;
            db.apply(Batch::new().execute(String::leak(format!("drop schema {schema} cascade")), args![]))
                .await
                .unwrap();
        }
    });
}

#[expect(clippy::disallowed_methods, reason = "a measurement is configured by its environment")]
fn postgres_url() -> Option<String> {
    std::env::var("VOCATION_TEST_POSTGRES").ok().filter(|url| !url.is_empty())
}

/// Runs every measure; `less` makes them shorter by that factor.
async fn all(url: &str, less: i64) {
    let db = Db::open(url).await.unwrap();
    db.migrate("2026-10-01T09:00:00Z".parse().unwrap()).await.unwrap();
    let name = db.backend();
    let table = "create table narrow (tenant bigint not null, month bigint not null, workplace_no bigint not null,
                 jobs bigint not null, primary key (tenant, month, workplace_no)) /*! without rowid */";
    let table = if name == "sqlite" { table.replace("/*!", "").replace("*/", "") } else { table.to_owned() };
    db.apply(Batch::new().execute(String::leak(table), args![])).await.unwrap();

    told(name, "durable writes, 256 at once", WRITES / less, durable(&db, WRITES / less).await);
    told(name, "durable writes, 1 at once", 2_000 / less, one_at_once(&db, 2_000 / less).await);
    audited(&db, name, less).await;
    told(name, "point reads, 1 at once", READS / less, reads(&db, READS / less).await);
    told(name, "rows in bulk, 4 columns", BULK / less, bulk(&db, BULK / less).await);
    let start = Instant::now();
    let verdict = db.verify().await.unwrap();
    assert!(verdict.is_sound(), "{:?}", verdict.damages);
    told(name, "rows verified", BULK / less, start.elapsed().as_secs_f64());
}

fn told(store: &str, what: &str, count: i64, seconds: f64) {
    let rate = count as f64 / seconds;
    println!(
        "{store:>8}  {what:<32} {count:>9} in {seconds:>7.2} s = {rate:>10.0} a second, {:>8.2} us each",
        1e6 / rate
    );
}

/// The same writes with an entry of the audit trail each, and the trail read again.
async fn audited(db: &Db, name: &str, less: i64) {
    let writes = WRITES / less;
    told(name, "the same with audit, 256 at once", writes, durable_with(db, writes, "a", true).await);
    told(name, "the same without, again", writes, durable_with(db, writes, "b", false).await);
    told(name, "with audit, again", writes, durable_with(db, writes, "c", true).await);
    let start = Instant::now();
    for n in 0..2_000 / less {
        db.apply(entry(n).add_to(Batch::new().execute(INSERT, args![format!("two{n:08}")]))).await.unwrap();
    }
    told(name, "with audit, 1 at once", 2_000 / less, start.elapsed().as_secs_f64());
    let start = Instant::now();
    let report = audit::verify(db, 1, None, &[]).await.unwrap();
    assert_eq!(report.findings, []);
    told(name, "audit entries verified", report.entries.cast_signed(), start.elapsed().as_secs_f64());
}

fn entry(n: i64) -> Entry {
    let at = "2026-10-01T09:00:00Z".parse().unwrap();
    Entry::new(1, at, "account:42", "feedback.add", &format!("feedback:{n:08}")).because("support", "anyone-may-tell")
}

async fn durable_with(db: &Db, writes: i64, mark: &'static str, audit: bool) -> f64 {
    let start = Instant::now();
    let tasks: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let db = db.clone();
            tokio::spawn(async move {
                for n in (writer..writes).step_by(WRITERS as usize) {
                    let batch = Batch::new().execute(INSERT, args![format!("{mark}{n:08}")]);
                    db.apply(if audit { entry(n).add_to(batch) } else { batch }).await.unwrap();
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    start.elapsed().as_secs_f64()
}

async fn durable(db: &Db, writes: i64) -> f64 {
    let start = Instant::now();
    let tasks: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let db = db.clone();
            tokio::spawn(async move {
                for n in (writer..writes).step_by(WRITERS as usize) {
                    db.apply(Batch::new().execute(INSERT, args![format!("{n:08}")])).await.unwrap();
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    start.elapsed().as_secs_f64()
}

async fn one_at_once(db: &Db, writes: i64) -> f64 {
    let start = Instant::now();
    for n in 0..writes {
        db.apply(Batch::new().execute(INSERT, args![format!("one{n:08}")])).await.unwrap();
    }
    start.elapsed().as_secs_f64()
}

async fn reads(db: &Db, reads: i64) -> f64 {
    let start = Instant::now();
    let sql = "select page, kind, message from feedback where tenant = $1 and feedback_key = $2";
    for n in 0..reads {
        let key = format!("{:08}", n * 7_919 % (WRITES / 4));
        let row = db.row(sql, args![1, key]).await.unwrap().unwrap();
        assert_eq!(row.get::<String>(1).unwrap(), "idea");
    }
    start.elapsed().as_secs_f64()
}

async fn bulk(db: &Db, rows: i64) -> f64 {
    let start = Instant::now();
    let mut tx = db.begin().await.unwrap();
    for from in (0..rows).step_by(LOT as usize) {
        let mut lot = Rows::with_capacity(4, LOT as usize);
        for n in from..rows.min(from + LOT) {
            lot.values.extend(args![1, n / 4_100, n % 4_100, n % 90]);
        }
        tx.bulk("narrow", &["tenant", "month", "workplace_no", "jobs"], lot).await.unwrap();
    }
    tx.commit().await.unwrap();
    start.elapsed().as_secs_f64()
}

/// The same insert through the driver alone, as most programs do it.
fn one_commit_each(folder: &std::path::Path) {
    let connection = rusqlite::Connection::open(folder.join("plain.db")).unwrap();
    connection
        .execute_batch(
            "pragma journal_mode = wal; pragma synchronous = full;
         create table feedback (tenant bigint not null, feedback_key text not null, page text, kind text, message text,
         sent_at text, primary key (tenant, feedback_key)) without rowid;",
        )
        .unwrap();
    let start = Instant::now();
    let mut statement = connection.prepare(&INSERT.replace("$1", "?1")).unwrap();
    for n in 0..2_000 {
        statement.execute([format!("{n:08}")]).unwrap();
    }
    told("driver", "one commit each", 2_000, start.elapsed().as_secs_f64());
}
