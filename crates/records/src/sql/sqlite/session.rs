//! A long transaction on the writer thread, driven from outside through a short queue.

use tokio::sync::{mpsc, oneshot};

use super::bulk::Bulk;
use super::writer::Writer;
use super::{convert, lost};
use crate::sql::{AuditLine, Row, Rows, SqlError, Text, Value};

/// Requests that may wait: lets the caller prepare the next rows while these are inserted.
const AHEAD: usize = 4;

type Reply<T> = oneshot::Sender<Result<T, SqlError>>;

/// What a long transaction can be asked.
enum Request {
    Execute(Text, Vec<Value>, Reply<u64>),
    Rows(&'static str, Vec<Value>, Reply<Vec<Row>>),
    Bulk(Text, Vec<Text>, Rows),
    Audit(Vec<AuditLine>, Reply<()>),
    Commit(Reply<()>),
    Rollback(Reply<()>),
}

/// The caller's end of a long transaction.
pub(in crate::sql) struct Session {
    requests: mpsc::Sender<Request>,
}

impl Session {
    async fn ask<T>(&self, request: impl FnOnce(Reply<T>) -> Request) -> Result<T, SqlError> {
        let (reply, answer) = oneshot::channel();
        self.requests.send(request(reply)).await.map_err(|_| lost())?;
        answer.await.map_err(|_| lost())?
    }

    pub(in crate::sql) async fn execute(&self, sql: Text, args: Vec<Value>) -> Result<u64, SqlError> {
        self.ask(|reply| Request::Execute(sql, args, reply)).await
    }

    pub(in crate::sql) async fn rows(&self, sql: &'static str, args: Vec<Value>) -> Result<Vec<Row>, SqlError> {
        self.ask(|reply| Request::Rows(sql, args, reply)).await
    }

    pub(in crate::sql) async fn bulk(&self, table: Text, columns: Vec<Text>, rows: Rows) -> Result<(), SqlError> {
        self.requests.send(Request::Bulk(table, columns, rows)).await.map_err(|_| lost())
    }

    pub(in crate::sql) async fn audit(&self, lines: Vec<AuditLine>) -> Result<(), SqlError> {
        self.ask(|reply| Request::Audit(lines, reply)).await
    }

    pub(in crate::sql) async fn commit(self) -> Result<(), SqlError> {
        self.ask(Request::Commit).await
    }

    pub(in crate::sql) async fn rollback(self) -> Result<(), SqlError> {
        self.ask(Request::Rollback).await
    }
}

impl Writer {
    /// Runs a long transaction to its end. A caller that goes away undoes it.
    pub(super) fn session(&mut self, started: oneshot::Sender<Result<Session, SqlError>>) {
        if let Err(error) = self.begin() {
            drop(started.send(Err(error)));
            return;
        }
        let (requests, mut queue) = mpsc::channel(AHEAD);
        if started.send(Ok(Session { requests })).is_ok() {
            let mut bulk = Bulk::default();
            let mut failed = None;
            while let Some(request) = queue.blocking_recv() {
                if !self.answer(request, &mut bulk, &mut failed) {
                    break;
                }
            }
        }
        self.undo();
        if let Err(error) = self.tally.watch_all(&self.connection) {
            self.stop(format!("changes can no longer be sealed: {error}"));
        }
    }

    /// Answers one request; false at the end of the transaction. After the first error everything else repeats it.
    fn answer(&mut self, request: Request, bulk: &mut Bulk, failed: &mut Option<SqlError>) -> bool {
        fn keep<T: Clone>(done: Result<T, SqlError>, failed: &mut Option<SqlError>) -> Result<T, SqlError> {
            if let (Err(error), None) = (&done, &failed) {
                *failed = Some(error.clone());
            }
            done
        }
        let so_far = failed.clone().map_or(Ok(()), Err);
        match request {
            Request::Execute(sql, args, reply) => {
                let watched = so_far.and_then(|()| self.tally.watch_all(&self.connection));
                let done = watched.and_then(|()| self.execute(&sql, &args));
                drop(reply.send(keep(done, failed)));
            }
            Request::Rows(sql, args, reply) => {
                let done = so_far.and_then(|()| self.noted(convert::rows(&self.connection, sql, &args)));
                drop(reply.send(keep(done, failed)));
            }
            Request::Bulk(table, columns, rows) => {
                let done = so_far.and_then(|()| self.insert(bulk, table, columns, &rows));
                drop(keep(done, failed));
            }
            Request::Audit(lines, reply) => {
                let watched = so_far.and_then(|()| self.tally.watch_all(&self.connection));
                let done = watched.and_then(|()| self.audit(&lines));
                drop(reply.send(keep(done, failed)));
            }
            Request::Commit(reply) => {
                let done = so_far.and_then(|()| self.commit());
                self.undo();
                drop(reply.send(done));
                return false;
            }
            Request::Rollback(reply) => {
                self.undo();
                drop(reply.send(Ok(())));
                return false;
            }
        }
        true
    }

    fn insert(&mut self, bulk: &mut Bulk, table: Text, columns: Vec<Text>, rows: &Rows) -> Result<(), SqlError> {
        let done = bulk.insert(&self.connection, &self.tally, table, columns, rows);
        self.noted(done)
    }
}
