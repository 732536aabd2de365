//! The one face over the databases: SQLite in a file, or PostgreSQL at an address.
//!
//! Only this module and its children name a database driver. Every statement is one `&'static str` that both
//! databases understand (see `docs/decisions/0001-one-sql-text.md`), with `$1` arguments.
//!
//! A write that was answered with `Ok` is on disk: SQLite runs at `synchronous=FULL`, PostgreSQL at
//! `synchronous_commit=on`.

mod address;
mod batch;
pub(crate) mod content;
mod error;
mod migrate;
mod postgres;
mod shape;
mod sqlite;
mod trail;
mod value;
mod verify;
mod visit;

use std::borrow::Cow;
use std::sync::Arc;

pub use address::Address;
pub use batch::{Applied, Batch, Rows};
pub use content::Content;
pub use error::SqlError;
pub use migrate::{Migrated, SchemaStep};
pub use shape::{Column, Kind, Shape};
pub(crate) use sqlite::alone;
pub use trail::AuditLine;
pub use value::{FromValue, Row, Value, args};
pub use verify::{Damage, DamageKind, Verdict};
pub(crate) use visit::Visitor;

/// A statement or a name: written in the program, or read from a file of ours.
type Text = Cow<'static, str>;

/// A database. Cheap to clone; all clones share one writer and one set of readers.
#[derive(Clone)]
pub struct Db {
    store: Store,
}

#[derive(Clone)]
enum Store {
    Sqlite(Arc<sqlite::Sqlite>),
    Postgres(Arc<postgres::Postgres>),
}

/// How to open a database.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// Opens a SQLite file on a network file system although locks and syncs may lie there.
    pub allow_network_filesystem: bool,
    /// How hard a commit is pushed to the disk; anything but the default loses acknowledged writes at a power cut.
    pub durability: Durability,
}

/// How hard a commit is pushed to the disk.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Durability {
    /// On the disk before it is acknowledged.
    #[default]
    Full,
    /// Only safe against the death of the process: exists so that the power-cut test can show that it notices.
    ProcessOnly,
}

/// Whether the store takes writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Health {
    /// Reads and writes.
    Working,
    /// Reads only, since the fault that is told.
    ReadOnly(String),
}

impl Db {
    /// Opens `url`: a path, `sqlite:path`, or `postgres://user@host/name`. A missing file is created.
    ///
    /// # Errors
    /// [`SqlError::Open`] in plain words when that is not possible.
    pub async fn open(url: &str) -> Result<Self, SqlError> {
        Self::open_with(url, Options::default()).await
    }

    /// Opens `url` with options.
    ///
    /// # Errors
    /// As [`Db::open`].
    pub async fn open_with(url: &str, options: Options) -> Result<Self, SqlError> {
        let store = match Address::of(url) {
            Address::Server(url) => Store::Postgres(Arc::new(postgres::Postgres::open(&url, options, None).await?)),
            Address::File(path) => Store::Sqlite(Arc::new(sqlite::Sqlite::open(&path, options)?)),
        };
        Ok(Self { store })
    }

    /// Opens a schema of a PostgreSQL database, instead of the one that the address or the server says.
    pub(crate) async fn open_schema(url: &str, schema: &str) -> Result<Self, SqlError> {
        let store = postgres::Postgres::open(url, Options::default(), Some(schema)).await?;
        Ok(Self { store: Store::Postgres(Arc::new(store)) })
    }

    /// `sqlite` or `postgres`, for logs and the health page.
    pub fn backend(&self) -> &'static str {
        match &self.store {
            Store::Sqlite(_) => "sqlite",
            Store::Postgres(_) => "postgres",
        }
    }

    /// All rows of a short query. SQLite answers on the calling thread: use [`Db::stream`] for long ones.
    ///
    /// # Errors
    /// Any [`SqlError`].
    pub async fn rows(&self, sql: &'static str, args: Vec<Value>) -> Result<Vec<Row>, SqlError> {
        match &self.store {
            Store::Sqlite(store) => store.rows(sql, &args),
            Store::Postgres(store) => store.rows(sql, &args).await,
        }
    }

    /// The first row of a short query, if there is one.
    ///
    /// # Errors
    /// Any [`SqlError`].
    pub async fn row(&self, sql: &'static str, args: Vec<Value>) -> Result<Option<Row>, SqlError> {
        match &self.store {
            Store::Sqlite(store) => store.row(sql, &args),
            Store::Postgres(store) => Ok(store.rows(sql, &args).await?.into_iter().next()),
        }
    }

    /// The rows of a long query, a few at a time, in constant memory.
    ///
    /// # Errors
    /// Any [`SqlError`].
    pub async fn stream(&self, sql: &'static str, args: Vec<Value>) -> Result<RowStream, SqlError> {
        self.stream_text(sql.to_owned(), args).await
    }

    pub(crate) async fn stream_text(&self, sql: String, args: Vec<Value>) -> Result<RowStream, SqlError> {
        Ok(match &self.store {
            Store::Sqlite(store) => RowStream { from: Stream::Sqlite(store.stream(sql, args).await?) },
            Store::Postgres(store) => RowStream { from: Stream::Postgres(Box::new(store.stream(&sql, &args).await?)) },
        })
    }

    /// Makes a small write durable. Concurrent batches share one commit on SQLite.
    ///
    /// # Errors
    /// Any [`SqlError`]; after an error nothing of the batch is stored.
    pub async fn apply(&self, batch: Batch) -> Result<Applied, SqlError> {
        match &self.store {
            Store::Sqlite(store) => store.apply(batch).await,
            Store::Postgres(store) => store.apply(&batch).await,
        }
    }

    /// Starts a long write. On SQLite it holds the only writer: other writes wait, reads go on.
    ///
    /// # Errors
    /// Any [`SqlError`].
    pub async fn begin(&self) -> Result<Tx, SqlError> {
        Ok(match &self.store {
            Store::Sqlite(store) => Tx { tx: Long::Sqlite(store.begin().await?) },
            Store::Postgres(store) => Tx { tx: Long::Postgres(Box::new(store.begin().await?)) },
        })
    }

    /// Brings the schema up to this program's, one transaction a file, and says what was applied.
    ///
    /// # Errors
    /// [`SqlError::NewerSchema`] and [`SqlError::ChangedMigration`] change nothing.
    pub async fn migrate(&self, now: jiff::Timestamp) -> Result<Migrated, SqlError> {
        migrate::run(self, now).await
    }

    /// Reads everything that is stored and compares it with its seals. SQLite takes no more writes when it finds damage,
    /// also after a restart, until a backup is restored.
    ///
    /// # Errors
    /// Any [`SqlError`] that is not damage; damage is in the [`Verdict`].
    pub async fn verify(&self) -> Result<Verdict, SqlError> {
        match &self.store {
            Store::Sqlite(store) => store.verify().await,
            Store::Postgres(store) => store.verify().await,
        }
    }

    /// Whether the store takes writes.
    pub fn health(&self) -> Health {
        match &self.store {
            Store::Sqlite(store) => store.health(),
            Store::Postgres(_) => Health::Working,
        }
    }

    /// Waits for the writer to finish and closes the file. Other clones get [`SqlError::Lost`] from then on.
    pub async fn close(self) {
        match self.store {
            Store::Sqlite(store) => store.close().await,
            Store::Postgres(_) => {}
        }
    }
}

/// Rows that arrive while they are read.
pub struct RowStream {
    from: Stream,
}

enum Stream {
    Sqlite(sqlite::Stream),
    Postgres(Box<postgres::Stream>),
}

impl RowStream {
    /// The next row, or nothing at the end.
    ///
    /// # Errors
    /// Any [`SqlError`]; there are no more rows after one.
    pub async fn next(&mut self) -> Option<Result<Row, SqlError>> {
        match &mut self.from {
            Stream::Sqlite(stream) => stream.next().await,
            Stream::Postgres(stream) => stream.next().await,
        }
    }
}

/// A long write in progress. Dropping it undoes everything; after an error it can only be undone.
pub struct Tx {
    tx: Long,
}

enum Long {
    Sqlite(sqlite::Session),
    Postgres(Box<postgres::Session>),
}

impl Tx {
    /// Runs one statement and says how many rows it changed.
    ///
    /// # Errors
    /// Any [`SqlError`].
    pub async fn execute(&mut self, sql: &'static str, args: Vec<Value>) -> Result<u64, SqlError> {
        self.execute_text(sql.into(), args).await
    }

    pub(crate) async fn execute_text(&mut self, sql: Text, args: Vec<Value>) -> Result<u64, SqlError> {
        match &mut self.tx {
            Long::Sqlite(tx) => tx.execute(sql, args).await,
            Long::Postgres(tx) => tx.execute(&sql, &args).await,
        }
    }

    /// All rows of a query that sees the changes made so far.
    ///
    /// # Errors
    /// Any [`SqlError`].
    pub async fn rows(&mut self, sql: &'static str, args: Vec<Value>) -> Result<Vec<Row>, SqlError> {
        match &mut self.tx {
            Long::Sqlite(tx) => tx.rows(sql, args).await,
            Long::Postgres(tx) => tx.rows(sql, &args).await,
        }
    }

    /// Inserts rows as fast as the database can take them (give some thousands at a time). Returns when the rows are
    /// accepted, perhaps before they are inserted: an error may come from the next call or from [`Tx::commit`].
    ///
    /// # Errors
    /// Any [`SqlError`].
    pub async fn bulk(&mut self, table: &'static str, columns: &[&'static str], rows: Rows) -> Result<(), SqlError> {
        self.bulk_text(table.into(), columns.iter().map(|name| Cow::Borrowed(*name)).collect(), rows).await
    }

    pub(crate) async fn bulk_text(&mut self, table: Text, columns: Vec<Text>, rows: Rows) -> Result<(), SqlError> {
        rows.check(columns.len())?;
        if rows.is_empty() {
            return Ok(());
        }
        match &mut self.tx {
            Long::Sqlite(tx) => tx.bulk(table, columns, rows).await,
            Long::Postgres(tx) => tx.bulk(&table, &columns, rows).await,
        }
    }

    /// Writes entries of the audit trail, which become durable with the rest or not at all.
    ///
    /// # Errors
    /// Any [`SqlError`].
    pub async fn audit(&mut self, lines: Vec<AuditLine>) -> Result<(), SqlError> {
        match &mut self.tx {
            Long::Sqlite(tx) => tx.audit(lines).await,
            Long::Postgres(tx) => tx.audit(&lines).await,
        }
    }

    /// Makes everything durable.
    ///
    /// # Errors
    /// Any [`SqlError`], after which nothing is stored.
    pub async fn commit(self) -> Result<(), SqlError> {
        match self.tx {
            Long::Sqlite(tx) => tx.commit().await,
            Long::Postgres(tx) => tx.commit().await,
        }
    }

    /// Undoes everything.
    ///
    /// # Errors
    /// [`SqlError::Lost`] when the database went away, which undoes it as well.
    pub async fn rollback(self) -> Result<(), SqlError> {
        match self.tx {
            Long::Sqlite(tx) => tx.rollback().await,
            Long::Postgres(tx) => tx.rollback().await,
        }
    }
}
