//! PostgreSQL: a few connections, kept.

mod convert;
mod session;
mod verify;
mod visit;

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use futures_util::StreamExt as _;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_postgres::{Client, NoTls, Statement};

use super::{Applied, Batch, Durability, Options, Row, SqlError, Value};
pub(super) use session::Session;

/// Connections at most; more callers wait.
const CONNECTIONS: usize = 8;
/// How often a small write is repeated when the database says that it met another.
const TRIES: usize = 5;

/// A PostgreSQL database in use.
pub(super) struct Postgres {
    config: tokio_postgres::Config,
    durability: Durability,
    idle: std::sync::Arc<Mutex<Vec<Kept>>>,
    room: std::sync::Arc<Semaphore>,
}

/// A connection and what it has prepared.
pub(super) struct Kept {
    client: Client,
    known: Mutex<HashMap<String, Statement>>,
}

impl Kept {
    fn known(&self) -> MutexGuard<'_, HashMap<String, Statement>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::ops::Deref for Kept {
    type Target = Client;
    fn deref(&self) -> &Client {
        &self.client
    }
}

/// A connection on loan. Given back with [`Lent::keep`]; dropped otherwise, which undoes whatever it was doing.
pub(super) struct Lent {
    client: Kept,
    idle: std::sync::Arc<Mutex<Vec<Kept>>>,
    _room: OwnedSemaphorePermit,
}

impl Lent {
    fn keep(self) {
        if !self.client.is_closed() {
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(self.client);
        }
    }
}

/// Rows of a long query. Backpressure reaches the server: nothing is read ahead beyond a buffer.
pub(super) struct Stream {
    rows: std::pin::Pin<Box<tokio_postgres::RowStream>>,
    lent: Option<Lent>,
}

impl Stream {
    pub(super) async fn next(&mut self) -> Option<Result<Row, SqlError>> {
        match self.rows.next().await {
            Some(Ok(row)) => Some(convert::row(&row)),
            Some(Err(error)) => Some(Err(convert::error(&error))),
            None => {
                if let Some(lent) = self.lent.take() {
                    lent.keep();
                }
                None
            }
        }
    }
}

impl Postgres {
    /// Opens the database and makes sure that it answers.
    pub(super) async fn open(url: &str, options: Options, schema: Option<&str>) -> Result<Self, SqlError> {
        let mut config: tokio_postgres::Config =
            url.parse().map_err(|error| SqlError::Open(format!("the address is not understood ({error})")))?;
        if let Some(schema) = schema {
            let others = config.get_options().unwrap_or_default();
            let all = format!("{others} -c search_path={schema}");
            config.options(all);
        }
        let store = Self {
            config,
            durability: options.durability,
            idle: std::sync::Arc::default(),
            room: std::sync::Arc::new(Semaphore::new(CONNECTIONS)),
        };
        store.lend().await?.keep();
        Ok(store)
    }

    async fn lend(&self) -> Result<Lent, SqlError> {
        let closed = |_| SqlError::Lost("the store is closed".to_owned());
        let room = self.room.clone().acquire_owned().await.map_err(closed)?;
        let kept = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let client = match kept.filter(|client| !client.is_closed()) {
            Some(client) => client,
            None => self.connect().await?,
        };
        Ok(Lent { client, idle: self.idle.clone(), _room: room })
    }

    async fn connect(&self) -> Result<Kept, SqlError> {
        let refused = |error: tokio_postgres::Error| SqlError::Open(format!("PostgreSQL does not answer ({error})"));
        let (client, connection) = self.config.connect(NoTls).await.map_err(refused)?;
        // A broken connection shows itself to whoever uses the client next.
        tokio::spawn(async move { drop(connection.await) });
        let commit = match self.durability {
            Durability::Full => "set synchronous_commit = on",
            Durability::ProcessOnly => "set synchronous_commit = off",
        };
        client.batch_execute(commit).await.map_err(refused)?;
        Ok(Kept { client, known: Mutex::default() })
    }

    pub(super) async fn rows(&self, sql: &str, args: &[Value]) -> Result<Vec<Row>, SqlError> {
        let lent = self.lend().await?;
        let rows = convert::rows(&lent, sql, args).await;
        lent.keep();
        rows
    }

    pub(super) async fn stream(&self, sql: &str, args: &[Value]) -> Result<Stream, SqlError> {
        let lent = self.lend().await?;
        let rows = lent.client.query_raw(sql, args).await.map_err(|error| convert::error(&error))?;
        Ok(Stream { rows: Box::pin(rows), lent: Some(lent) })
    }

    pub(super) async fn apply(&self, batch: &Batch) -> Result<Applied, SqlError> {
        let mut left = TRIES;
        loop {
            left -= 1;
            match self.apply_once(batch).await {
                Err(SqlError::Busy(_)) if left > 0 => {}
                done => return done,
            }
        }
    }

    async fn apply_once(&self, batch: &Batch) -> Result<Applied, SqlError> {
        let mut session = self.begin().await?;
        let mut rows = Vec::with_capacity(batch.steps.len());
        for step in &batch.steps {
            let done = session.execute(step.sql, &step.args).await.and_then(|changed| step.check(changed));
            match done {
                Ok(changed) => rows.push(changed),
                Err(error) => {
                    session.rollback().await?;
                    return Err(error);
                }
            }
        }
        if let Err(error) = session.audit(&batch.trail).await {
            session.rollback().await?;
            return Err(error);
        }
        session.commit().await?;
        Ok(Applied { rows })
    }

    pub(super) async fn begin(&self) -> Result<Session, SqlError> {
        Session::begin(self.lend().await?).await
    }
}
