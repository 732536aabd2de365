//! The one thread that writes.
//!
//! Batches that wait together are committed together: one sync of the disk acknowledges up to [`GROUP`] of them.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::config::DbConfig;
use tokio::sync::{mpsc, oneshot};

use super::seal::{self, Known};
use super::session::Session;
use super::tally::Shared;
use super::{Fault, convert, file};
use crate::sql::trail::{self, Heads};
use crate::sql::{Applied, AuditLine, Batch, Durability, Options, SqlError, args};

/// Batches in one commit.
const GROUP: usize = 256;
/// How long a connection waits for another process.
pub(super) const BUSY: Duration = Duration::from_secs(10);

type Reply = oneshot::Sender<Result<Applied, SqlError>>;

/// What the writer can be asked.
pub(super) enum Job {
    /// A small durable write.
    Apply(Batch, Reply),
    /// A long transaction.
    Begin(oneshot::Sender<Result<Session, SqlError>>),
    /// Anything else that needs the write connection.
    With(Box<dyn FnOnce(&mut Writer) + Send>),
}

/// The write connection.
pub(in crate::sql) struct Writer {
    pub(in crate::sql) connection: Connection,
    pub(super) tally: Shared,
    known: Known,
    heads: Heads,
    fault: Arc<Fault>,
}

/// Double quotes are for names only, as in PostgreSQL, and the schema cannot be edited by hand.
pub(super) fn strict_text(connection: &Connection) -> Result<(), SqlError> {
    for (config, on) in [
        (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
    ] {
        connection.set_db_config(config, on).map_err(convert::error)?;
    }
    Ok(())
}

impl Writer {
    pub(super) fn open(path: &Path, options: Options, fault: Arc<Fault>) -> Result<Self, SqlError> {
        let connection = Connection::open(path).map_err(convert::error)?;
        connection.busy_timeout(BUSY).map_err(convert::error)?;
        connection.set_prepared_statement_cache_capacity(256);
        let mode: String =
            connection.query_row("pragma journal_mode = wal", (), |row| row.get(0)).map_err(convert::error)?;
        if mode != "wal" {
            return Err(SqlError::Open(format!("{} cannot keep a write-ahead log (mode {mode})", path.display())));
        }
        let synchronous = match options.durability {
            Durability::Full => "full",
            Durability::ProcessOnly => "normal",
        };
        connection
            .execute_batch(&format!(
                "pragma synchronous = {synchronous}; pragma foreign_keys = on; pragma trusted_schema = off;
                 pragma cell_size_check = on; pragma temp_store = memory; pragma cache_size = -65536;
                 pragma journal_size_limit = 67108864;"
            ))
            .map_err(convert::error)?;
        strict_text(&connection)?;
        let id: i32 = connection.query_row("pragma application_id", (), |row| row.get(0)).map_err(convert::error)?;
        if id == 0 {
            connection.pragma_update(None, "application_id", file::APPLICATION_ID).map_err(convert::error)?;
        }
        let tally = Shared::default();
        tally.attach(&connection)?;
        Ok(Self { connection, tally, known: Known::default(), heads: Heads::default(), fault })
    }

    /// Works until every sender is gone.
    pub(super) fn run(mut self, mut jobs: mpsc::Receiver<Job>) {
        while let Some(job) = jobs.blocking_recv() {
            let mut next = Some(job);
            while let Some(job) = next.take() {
                match job {
                    Job::Apply(batch, reply) => next = self.group(batch, reply, &mut jobs),
                    Job::Begin(reply) => self.session(reply),
                    Job::With(work) => work(&mut self),
                }
            }
        }
    }

    /// Commits a batch with all that wait behind it. Gives back the first other job it meets.
    fn group(&mut self, batch: Batch, reply: Reply, jobs: &mut mpsc::Receiver<Job>) -> Option<Job> {
        let mut done: Vec<(Reply, Result<Applied, SqlError>)> = Vec::new();
        let mut next = Some((batch, reply));
        let mut other = None;
        let mut failed = self.begin().err();
        while let Some((batch, reply)) = next.take() {
            let applied = match &failed {
                None => self.batch(&batch),
                Some(error) => Err(error.clone()),
            };
            if failed.is_none() && self.connection.is_autocommit() {
                // A full disk or a fault ends the transaction, and every batch in it.
                failed = applied.as_ref().err().cloned();
            }
            done.push((reply, applied));
            if done.len() < GROUP {
                match jobs.try_recv() {
                    Ok(Job::Apply(batch, reply)) => next = Some((batch, reply)),
                    Ok(job) => other = Some(job),
                    Err(_) => {}
                }
            }
        }
        if failed.is_none() && done.iter().any(|(_, applied)| applied.is_ok()) {
            failed = self.commit().err();
        } else {
            self.undo();
        }
        // A refusal rests on what others in the group wrote, so it waits for the commit as well.
        for (reply, applied) in done {
            drop(reply.send(failed.clone().map_or(applied, Err)));
        }
        other
    }

    /// One batch inside the group's transaction: all of it or nothing.
    fn batch(&mut self, batch: &Batch) -> Result<Applied, SqlError> {
        let alone = batch.steps.len() <= 1 && batch.steps.iter().all(|step| step.expect.is_none());
        if !alone {
            self.run_text("savepoint batch")?;
        }
        let mut done: Result<Vec<u64>, SqlError> =
            batch.steps.iter().map(|step| self.execute(step.sql, &step.args).and_then(|n| step.check(n))).collect();
        if done.is_ok()
            && let Err(error) = self.audit(&batch.trail)
        {
            if alone {
                // Without a savepoint the change would stay without its entry, so the whole group goes.
                self.undo();
            }
            done = Err(error);
        }
        if !alone && !self.connection.is_autocommit() {
            if done.is_err() {
                self.run_text("rollback to batch")?;
            }
            self.run_text("release batch")?;
        }
        let mut tally = self.tally.lock();
        if done.is_ok() {
            tally.keep();
        } else {
            tally.forget_batch();
        }
        Ok(Applied { rows: done? })
    }

    /// Runs one statement and remembers a fault.
    pub(super) fn execute(&mut self, sql: &str, args: &[crate::sql::Value]) -> Result<u64, SqlError> {
        let done = convert::execute(&self.connection, sql, args);
        self.noted(done)
    }

    /// Adds entries to the audit trail. After an error the trees are as they were.
    pub(super) fn audit(&mut self, lines: &[AuditLine]) -> Result<(), SqlError> {
        if lines.is_empty() {
            return Ok(());
        }
        let before = self.heads.clone();
        let done = lines.iter().try_for_each(|line| self.audit_line(line));
        if done.is_err() {
            self.heads = before;
        }
        done
    }

    fn audit_line(&mut self, line: &AuditLine) -> Result<(), SqlError> {
        if self.heads.get(line.tenant).is_none() {
            let row = convert::row(&self.connection, trail::HEAD, &args![line.tenant]);
            let row = self.noted(row)?;
            self.heads.read(line.tenant, row.as_ref())?;
        }
        let number = self.heads.get(line.tenant).map_or(0, |tree| tree.size());
        let (row, leaf) = line.row(number)?;
        self.execute(trail::INSERT, &row)?;
        self.tally.row("audit_entry", &row);
        if let Some(tree) = self.heads.get(line.tenant) {
            tree.push(leaf);
        }
        Ok(())
    }

    /// Writes down how far the trees have grown.
    fn heads(&mut self) -> Result<(), SqlError> {
        for row in self.heads.rows()? {
            self.execute(trail::SET_HEAD, &row)?;
        }
        self.heads.clear();
        Ok(())
    }

    fn run_text(&mut self, sql: &'static str) -> Result<(), SqlError> {
        self.execute(sql, &[]).map(drop)
    }

    /// Starts a transaction that may write.
    pub(in crate::sql) fn begin(&mut self) -> Result<(), SqlError> {
        self.fault.check()?;
        // The triggers are made outside the transaction, where its end cannot undo them.
        let known = self.known.refresh(&self.connection, &self.tally);
        self.noted(known)?;
        self.run_text("begin immediate")?;
        let current = self.known.is_current(&self.connection);
        match self.noted(current) {
            Ok(true) => Ok(()),
            other => {
                self.undo();
                other.and(Err(SqlError::Busy("another program changes the schema".to_owned())))
            }
        }
    }

    /// Makes the transaction durable, or undoes it.
    pub(in crate::sql) fn commit(&mut self) -> Result<(), SqlError> {
        let heads = self.heads();
        let sealed = heads.and_then(|()| seal::write(&self.connection, &self.tally, &self.known));
        let done = self.noted(sealed).and_then(|()| self.run_text("commit"));
        if done.is_err() {
            self.undo();
        }
        done
    }

    /// Undoes the transaction, if one is open.
    pub(in crate::sql) fn undo(&mut self) {
        if !self.connection.is_autocommit() && self.run_text("rollback").is_err() {
            self.fault.set("a rollback failed".to_owned());
        }
        self.tally.lock().forget();
        self.heads.clear();
    }

    /// Takes no more writes.
    pub(super) fn stop(&self, why: String) {
        self.fault.set(why);
    }

    /// After an input/output error or damage nothing may be written: the next sync would claim what this one lost.
    pub(super) fn noted<T>(&self, done: Result<T, SqlError>) -> Result<T, SqlError> {
        if let Err(SqlError::Damaged(text)) = &done {
            self.fault.set(text.clone());
        }
        done
    }
}
