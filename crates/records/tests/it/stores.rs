//! Fresh stores for a test: SQLite always, PostgreSQL when `VOCATION_TEST_POSTGRES` is its address.

use std::sync::atomic::{AtomicU32, Ordering};

use vocation_records::sql::{Db, Tx, args};

/// A new, empty store; its files go when it is dropped, its schema stays in the test database.
pub struct Store {
    pub db: Db,
    pub url: String,
    pub folder: tempfile::TempDir,
}

static NUMBER: AtomicU32 = AtomicU32::new(0);

/// Address of the PostgreSQL for tests, if there is one.
#[expect(clippy::disallowed_methods, reason = "tests are configured by their environment")]
pub fn postgres_url() -> Option<String> {
    std::env::var("VOCATION_TEST_POSTGRES").ok().filter(|url| !url.is_empty())
}

/// An empty store on each database, migrated.
pub async fn stores() -> Vec<Store> {
    let mut stores = vec![sqlite().await];
    match postgres_url() {
        Some(base) => stores.push(postgres(&base).await),
        None => println!("not run on PostgreSQL: VOCATION_TEST_POSTGRES is not set"),
    }
    stores
}

/// An empty SQLite store, migrated.
pub async fn sqlite() -> Store {
    let folder = tempfile::tempdir().unwrap();
    let url = folder.path().join("vocation.db").to_str().unwrap().to_owned();
    let db = Db::open(&url).await.unwrap();
    db.migrate(now()).await.unwrap();
    Store { db, url, folder }
}

/// An empty PostgreSQL store in a schema of its own, migrated.
pub async fn postgres(base: &str) -> Store {
    let url = postgres_schema(base).await;
    let db = Db::open(&url).await.unwrap();
    db.migrate(now()).await.unwrap();
    Store { db, url, folder: tempfile::tempdir().unwrap() }
}

/// Address of a new, empty schema.
pub async fn postgres_schema(base: &str) -> String {
    let name = format!("t{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
    let db = Db::open(base).await.unwrap();
    let mut tx = db.begin().await.unwrap();
    run(&mut tx, format!("drop schema if exists {name} cascade")).await;
    run(&mut tx, format!("create schema {name}")).await;
    tx.commit().await.unwrap();
    format!("{base}?options=-c%20search_path%3D{name}")
}

/// Runs a statement that is made by the test.
pub async fn run(tx: &mut Tx, sql: String) {
    tx.execute(String::leak(sql), args![]).await.unwrap();
}

/// The moment of all tests.
pub fn now() -> jiff::Timestamp {
    "2026-10-01T09:00:00Z".parse().unwrap()
}
