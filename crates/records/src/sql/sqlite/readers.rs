//! Read connections: opened when needed, kept, never able to write.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::{Connection, OpenFlags};
use tokio::sync::{Semaphore, mpsc};

use super::convert;
use crate::sql::{Row, SqlError, Value};

/// Connections kept for the next read.
const KEPT: usize = 8;
/// Long queries at one time; more wait.
const STREAMS: usize = 4;
/// Rows handed over at one time, and hand-overs that may wait.
const CHUNK: usize = 256;
const CHUNKS: usize = 4;

/// The read side of a file.
pub(in crate::sql) struct Readers {
    path: PathBuf,
    idle: Mutex<Vec<Connection>>,
    streams: Arc<Semaphore>,
}

impl Readers {
    pub(super) fn new(path: PathBuf) -> Self {
        Self { path, idle: Mutex::new(Vec::new()), streams: Arc::new(Semaphore::new(STREAMS)) }
    }

    /// Runs `work` with a connection. After an error the connection is not kept.
    pub(in crate::sql) fn with<T>(&self, work: impl FnOnce(&Connection) -> Result<T, SqlError>) -> Result<T, SqlError> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = idle.map_or_else(|| self.open(), Ok)?;
        let out = work(&connection)?;
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < KEPT {
            idle.push(connection);
        }
        Ok(out)
    }

    pub(super) fn close(&self) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Starts a long query on its own thread.
    pub(super) async fn stream(this: &Arc<Self>, sql: String, args: Vec<Value>) -> Result<Stream, SqlError> {
        let permit = Arc::clone(&this.streams).acquire_owned().await.map_err(|_| super::lost())?;
        let (send, receive) = mpsc::channel(CHUNKS);
        let readers = Arc::clone(this);
        std::thread::Builder::new()
            .name("vocation-reader".to_owned())
            .spawn(move || {
                let _permit = permit;
                let mut chunk = Vec::with_capacity(CHUNK);
                let done = readers.with(|connection| {
                    convert::each_row(connection, &sql, &args, |row| {
                        chunk.push(row);
                        chunk.len() < CHUNK
                            || send.blocking_send(Ok(std::mem::replace(&mut chunk, Vec::with_capacity(CHUNK)))).is_ok()
                    })
                });
                let last = match done {
                    Ok(()) => send.blocking_send(Ok(chunk)),
                    Err(error) => send.blocking_send(Err(error)),
                };
                drop(last);
            })
            .map_err(|error| SqlError::Busy(format!("no thread for a long query ({error})")))?;
        Ok(Stream { receive, chunk: Vec::new().into_iter() })
    }

    /// A new connection, which has read nothing yet.
    pub(super) fn open(&self) -> Result<Connection, SqlError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&self.path, flags).map_err(convert::error)?;
        connection.set_prepared_statement_cache_capacity(256);
        connection.busy_timeout(super::writer::BUSY).map_err(convert::error)?;
        connection
            .execute_batch("pragma query_only = on; pragma trusted_schema = off; pragma temp_store = memory; pragma cache_size = -8192;")
            .map_err(convert::error)?;
        super::writer::strict_text(&connection)?;
        Ok(connection)
    }
}

/// Rows of a long query on their way.
pub(in crate::sql) struct Stream {
    receive: mpsc::Receiver<Result<Vec<Row>, SqlError>>,
    chunk: std::vec::IntoIter<Row>,
}

impl Stream {
    pub(in crate::sql) async fn next(&mut self) -> Option<Result<Row, SqlError>> {
        loop {
            if let Some(row) = self.chunk.next() {
                return Some(Ok(row));
            }
            match self.receive.recv().await? {
                Ok(chunk) => self.chunk = chunk.into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}
