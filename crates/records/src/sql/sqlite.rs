//! SQLite: one writer thread, a few read connections.

mod bulk;
mod convert;
mod file;
mod readers;
mod seal;
mod session;
mod tally;
mod verify;
mod visit;
mod wal;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread::JoinHandle;

use tokio::sync::{mpsc, oneshot};

use super::{Applied, Batch, Health, Options, Row, SqlError, Value};
pub(crate) use file::alone;
use readers::Readers;
pub(super) use readers::Stream;
pub(super) use session::Session;
use writer::Job;
pub(in crate::sql) use writer::Writer;

/// Writes that may wait before callers do.
const QUEUE: usize = 1024;

/// A SQLite file in use.
pub(super) struct Sqlite {
    path: PathBuf,
    readers: Arc<Readers>,
    jobs: Mutex<Option<mpsc::Sender<Job>>>,
    fault: Arc<Fault>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

/// The fault that made the store read-only, if there was one.
#[derive(Debug, Default)]
pub(super) struct Fault {
    text: OnceLock<String>,
}

impl Fault {
    /// Refuses when there was a fault.
    fn check(&self) -> Result<(), SqlError> {
        self.text.get().map_or(Ok(()), |text| Err(SqlError::ReadOnly(text.clone())))
    }

    /// Remembers the first fault.
    pub(super) fn set(&self, text: String) {
        drop(self.text.set(text));
    }
}

impl Sqlite {
    /// Opens or creates the file.
    pub(super) fn open(path: &Path, options: Options) -> Result<Self, SqlError> {
        let path = file::prepare(path, options)?;
        let fault = Arc::new(Fault::default());
        if let Some(damage) = wal::check(&path)?.first() {
            // Opening it for writing would forget what the log still holds.
            return Err(SqlError::Damaged(damage.to_string()));
        }
        if let Some(damage) = file::damage_found(&path) {
            fault.set(damage);
        }
        let writer = Writer::open(&path, options, Arc::clone(&fault))?;
        let (jobs, queue) = mpsc::channel(QUEUE);
        let thread = std::thread::Builder::new()
            .name("vocation-writer".to_owned())
            .spawn(move || writer.run(queue))
            .map_err(|error| SqlError::Open(format!("no thread for the writer ({error})")))?;
        Ok(Self {
            readers: Arc::new(Readers::new(path.clone())),
            path,
            jobs: Mutex::new(Some(jobs)),
            fault,
            thread: Mutex::new(Some(thread)),
        })
    }

    /// The file.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn fault(&self) -> &Fault {
        &self.fault
    }

    pub(super) fn health(&self) -> Health {
        self.fault.text.get().map_or(Health::Working, |text| Health::ReadOnly(text.clone()))
    }

    pub(super) fn rows(&self, sql: &str, args: &[Value]) -> Result<Vec<Row>, SqlError> {
        self.readers.with(|connection| convert::rows(connection, sql, args))
    }

    pub(super) fn row(&self, sql: &str, args: &[Value]) -> Result<Option<Row>, SqlError> {
        self.readers.with(|connection| convert::row(connection, sql, args))
    }

    pub(super) async fn stream(&self, sql: String, args: Vec<Value>) -> Result<Stream, SqlError> {
        Readers::stream(&self.readers, sql, args).await
    }

    pub(super) async fn apply(&self, batch: Batch) -> Result<Applied, SqlError> {
        if batch.is_empty() {
            return Ok(Applied::default());
        }
        let (reply, answer) = oneshot::channel();
        self.send(Job::Apply(batch, reply)).await?;
        answer.await.map_err(|_| lost())?
    }

    pub(super) async fn begin(&self) -> Result<Session, SqlError> {
        let (reply, answer) = oneshot::channel();
        self.send(Job::Begin(reply)).await?;
        answer.await.map_err(|_| lost())?
    }

    /// Runs `work` on the writer thread, between transactions.
    async fn with_writer_even_if_faulty<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Writer) -> Result<T, SqlError> + Send + 'static,
    ) -> Result<T, SqlError> {
        let (reply, answer) = oneshot::channel();
        self.pass(Job::With(Box::new(move |writer| drop(reply.send(work(writer)))))).await?;
        answer.await.map_err(|_| lost())?
    }

    pub(super) async fn close(&self) {
        // The writer goes last: only it can empty the log into the file.
        self.readers.close();
        drop(self.jobs.lock().unwrap_or_else(PoisonError::into_inner).take());
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread {
            drop(tokio::task::spawn_blocking(move || drop(thread.join())).await);
        }
        self.readers.close();
    }

    async fn send(&self, job: Job) -> Result<(), SqlError> {
        self.fault.check()?;
        self.pass(job).await
    }

    async fn pass(&self, job: Job) -> Result<(), SqlError> {
        let jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner).clone();
        jobs.ok_or_else(lost)?.send(job).await.map_err(|_| lost())
    }
}

/// The writer thread has ended.
fn lost() -> SqlError {
    SqlError::Lost("the writer has stopped".to_owned())
}
