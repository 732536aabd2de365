//! An upload of the national workforce files: read, compared with what is known, and loaded.
//!
//! A **whole** upload says everything about its workplaces: a staff record that is absent has left, as in the national
//! service. An upload of **changes** says only what changed: absent records stay as they are. Each upload is one
//! transaction; every row that is not used as it stands is listed with its line and the reason.

mod out;
mod person;
mod register;
mod staff;
mod training;
mod workplaces;

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use sha2::{Digest as _, Sha256};
use vocation_ascwds::columns::worker;
use vocation_ascwds::{Entry, Kind, Reader, RowRef, Severity, Unusable};

use crate::hash::hex;
use crate::month::Month;
use crate::places::Geography;
use crate::sql::{Db, SqlError, Tx, args};
use out::Out;
pub use person::PersonKey;
use register::Register;

/// What the absence of a record means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UploadKind {
    /// The record has left.
    Whole,
    /// Nothing.
    Changes,
}

impl UploadKind {
    /// The word used in tables and file names.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Changes => "changes",
        }
    }
}

/// Up to three files that belong together.
#[derive(Debug, Clone)]
pub struct Upload {
    /// The files, in any order; what each is, is told by its content.
    pub files: Vec<PathBuf>,
    /// The day that the files describe.
    pub as_at: Date,
    /// Whether it is whole.
    pub kind: UploadKind,
    /// Whether its people are invented.
    pub synthetic: bool,
}

impl Upload {
    /// Refuses what no register could take, before one is read: files that cannot be opened or are none of the three, a day
    /// that has not come.
    pub fn check(&self, now: jiff::Timestamp) -> Result<(), UploadError> {
        self.files(now).map(drop)
    }

    fn files(&self, now: jiff::Timestamp) -> Result<Files, UploadError> {
        if self.as_at > jiff::tz::TimeZone::UTC.to_datetime(now).date() {
            return Err(UploadError::Day(self.as_at));
        }
        let files = Files::open(&self.files)?;
        if self.kind == UploadKind::Whole && files.worker.is_none() {
            return Err(UploadError::Files("a whole upload without a worker file would say that everybody has left"));
        }
        Ok(files)
    }

    /// The uploads among files that are named as drawn files are, earliest first:
    /// `synthetic-east-2026-03-31-whole-worker.csv`. Files of other names are left out.
    pub fn by_day(files: &[PathBuf], synthetic: bool) -> Vec<Self> {
        let mut found: Vec<_> = files.iter().filter_map(|path| Some((named(path)?, path.clone()))).collect();
        found.sort_by(|((a, a_kind), _), ((b, b_kind), _)| {
            (a, a_kind.as_str() != "whole").cmp(&(b, b_kind.as_str() != "whole"))
        });
        let mut uploads: Vec<Self> = Vec::new();
        for ((as_at, kind), path) in found {
            match uploads.last_mut().filter(|last| last.as_at == as_at && last.kind == kind) {
                Some(last) => last.files.push(path),
                None => uploads.push(Self { files: vec![path], as_at, kind, synthetic }),
            }
        }
        uploads
    }
}

fn named(path: &Path) -> Option<(Date, UploadKind)> {
    let name = path.file_stem()?.to_string_lossy().into_owned();
    let parts: Vec<&str> = name.split('-').collect();
    let [.., year, month, day, kind, "workplace" | "worker" | "training"] = parts[..] else { return None };
    let kind = [UploadKind::Whole, UploadKind::Changes].into_iter().find(|known| known.as_str() == kind)?;
    Some((format!("{year}-{month}-{day}").parse().ok()?, kind))
}

/// What an upload did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UploadReport {
    /// Its number; none when the same files were loaded before.
    pub import_no: Option<i64>,
    /// Rows read, over all files.
    pub rows_read: u64,
    /// Rows loaded, over all files.
    pub rows_loaded: u64,
    /// Rows not loaded as they stand, each listed with its reason.
    pub rows_listed: u64,
    /// Employments seen for the first time.
    pub started: u64,
    /// Employments that ended.
    pub left: u64,
}

/// Why an upload was refused; nothing of it is stored.
#[derive(Debug, thiserror::Error)]
pub enum UploadError {
    /// A file cannot be opened.
    #[error("{} cannot be opened: {source}", path.display())]
    Open {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file is none of the three, or damaged.
    #[error("{}: {source}", path.display())]
    Unusable {
        /// Which file.
        path: PathBuf,
        /// What is wrong.
        source: Unusable,
    },
    /// The same kind of file twice, or no workplace file.
    #[error("an upload is one workplace file with one worker file and perhaps one training file: {0}")]
    Files(&'static str),
    /// The day is outside the calendar, or has not come yet.
    #[error("the upload is of {0}, which is outside the calendar or has not come yet")]
    Day(Date),
    /// The secret is not the one that the person keys in the store were made with.
    #[error(
        "the person key is not the one used before, so people who move could not be told; bring back the old key file"
    )]
    Key,
    /// The store failed.
    #[error("the upload could not be stored")]
    Sql(#[from] SqlError),
}

/// Loads uploads, one after another, remembering between them what is known.
pub struct Importer<'g> {
    db: Db,
    tenant: i64,
    geography: &'g Geography,
    key: PersonKey,
    register: Register,
}

/// What the parts of one upload share.
struct Loading<'a> {
    tx: &'a mut Tx,
    out: Out,
    register: &'a mut Register,
    geography: &'a Geography,
    key: &'a PersonKey,
    import_no: i64,
    month: Month,
    synthetic: bool,
    /// A staff record of an unknown workplace could not be read: nobody's absence can be relied on.
    unsure: bool,
    report: UploadReport,
}

impl<'g> Importer<'g> {
    /// Reads what is known into memory, about 100 bytes for each employment.
    pub async fn open(db: &Db, tenant: i64, geography: &'g Geography, key: PersonKey) -> Result<Self, UploadError> {
        let sql = "select key_check from import where tenant = $1 and key_check is not null order by import_no limit 1";
        let check = db.row(sql, args![tenant]).await?.map(|row| row.get::<String>(0)).transpose()?;
        if check.is_some_and(|check| check != key.check()) {
            return Err(UploadError::Key);
        }
        let register = Register::load(db, tenant).await?;
        Ok(Self { db: db.clone(), tenant, geography, key, register })
    }

    /// Loads one upload, or says that it was loaded before. After an error nothing of it is stored.
    pub async fn load(&mut self, upload: &Upload, now: jiff::Timestamp) -> Result<UploadReport, UploadError> {
        let done = self.try_load(upload, now).await;
        if done.is_err() {
            // What was remembered may be ahead of what is stored.
            self.register = Register::load(&self.db, self.tenant).await?;
        }
        done
    }

    async fn try_load(&mut self, upload: &Upload, now: jiff::Timestamp) -> Result<UploadReport, UploadError> {
        let files = upload.files(now)?;
        let hash = files.hash(upload)?;
        let mut tx = self.db.begin().await?;
        let known = tx
            .rows("select import_no from import where tenant = $1 and sha256 = $2", args![self.tenant, &hash])
            .await?;
        if !known.is_empty() {
            tx.rollback().await?;
            return Ok(UploadReport::default());
        }
        let import_no = self.register.next_import;
        let mut loading = Loading {
            tx: &mut tx,
            out: Out::new(self.tenant),
            register: &mut self.register,
            geography: self.geography,
            key: &self.key,
            import_no,
            month: Month::of(upload.as_at).ok_or(UploadError::Day(upload.as_at))?,
            synthetic: upload.synthetic,
            unsure: false,
            report: UploadReport { import_no: Some(import_no), ..UploadReport::default() },
        };
        loading.files(&files, upload.kind).await?;
        let report = loading.report;
        let row = args![
            self.tenant,
            import_no,
            upload.kind.as_str(),
            files.names(),
            &hash,
            upload.as_at.to_string(),
            upload.synthetic,
            report.rows_read.cast_signed(),
            report.rows_loaded.cast_signed(),
            report.rows_listed.cast_signed(),
            self.key.check(),
            now.to_string()
        ];
        tx.execute(
            "insert into import (tenant, import_no, kind, name, sha256, as_at_on, synthetic, rows_read, rows_loaded, \
             rows_listed, key_check, imported_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            row,
        )
        .await?;
        tx.commit().await?;
        self.register.next_import += 1;
        Ok(report)
    }
}

impl Loading<'_> {
    async fn files(&mut self, files: &Files, kind: UploadKind) -> Result<(), UploadError> {
        self.register.begin();
        for path in files.in_order() {
            self.file(path).await?;
        }
        if kind == UploadKind::Whole {
            self.leave_the_absent().await?;
        }
        self.out.flush(self.tx).await?;
        Ok(())
    }

    async fn file(&mut self, path: &Path) -> Result<(), UploadError> {
        let unusable = |source| UploadError::Unusable { path: path.to_owned(), source };
        let mut reader = Reader::new(open(path)?).map_err(unusable)?;
        let kind = reader.kind();
        for finding in reader.header_findings() {
            self.out.finding(self.import_no, finding);
        }
        while let Some(entry) = reader.next_entry().map_err(unusable)? {
            self.report.rows_read += 1;
            let used = self.entry(kind, &entry);
            self.note(kind, &entry, used);
            self.out.flush_full(self.tx).await?;
        }
        Ok(())
    }

    /// Uses a row; the text says why it was not.
    fn entry(&mut self, kind: Kind, entry: &Entry<'_>) -> Result<(), &'static str> {
        match entry.row {
            Some(RowRef::Workplace(row)) => self.workplace(row),
            Some(RowRef::Worker(row)) => self.worker(row),
            Some(RowRef::Training(row)) => self.training(row),
            None => {
                if kind == Kind::Worker {
                    let cell = |column| entry.raw.cell(column);
                    self.unreadable(cell(worker::LOCALESTID), cell(worker::UNIQUEWORKERID));
                }
                Ok(())
            }
        }
    }

    /// Lists what was found in a row, and why it was not used when it was not.
    fn note(&mut self, kind: Kind, entry: &Entry<'_>, used: Result<(), &'static str>) {
        for finding in entry.findings {
            self.out.finding(self.import_no, finding);
        }
        let refused = entry.row.is_none();
        if let Err(reason) = used {
            self.out.reason(self.import_no, kind, entry.line, reason);
        }
        if refused || used.is_err() || entry.findings.iter().any(|finding| finding.severity == Severity::Error) {
            self.report.rows_listed += 1;
        }
        if !refused && used.is_ok() {
            self.report.rows_loaded += 1;
        }
    }
}

fn open(path: &Path) -> Result<File, UploadError> {
    File::open(path).map_err(|source| UploadError::Open { path: path.to_owned(), source })
}

/// The files of an upload by what they are.
struct Files {
    workplace: PathBuf,
    worker: Option<PathBuf>,
    training: Option<PathBuf>,
}

impl Files {
    fn open(paths: &[PathBuf]) -> Result<Self, UploadError> {
        let (mut workplace, mut worker, mut training) = (None, None, None);
        for path in paths {
            let reader = Reader::new(open(path)?);
            let reader = reader.map_err(|source| UploadError::Unusable { path: path.clone(), source })?;
            let place = match reader.kind() {
                Kind::Workplace => &mut workplace,
                Kind::Worker => &mut worker,
                Kind::Training => &mut training,
            };
            if place.replace(path.clone()).is_some() {
                return Err(UploadError::Files("one kind of file was given twice"));
            }
        }
        let workplace = workplace.ok_or(UploadError::Files("the workplace file is missing"))?;
        Ok(Self { workplace, worker, training })
    }

    /// Workplaces before the people who work there, and people before their training.
    fn in_order(&self) -> impl Iterator<Item = &Path> {
        [Some(&self.workplace), self.worker.as_ref(), self.training.as_ref()]
            .into_iter()
            .flatten()
            .map(PathBuf::as_path)
    }

    /// File names without their folders.
    fn names(&self) -> String {
        let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        self.in_order().map(name).collect::<Vec<_>>().join(", ")
    }

    /// One hash over the upload's day, kind and files, by which the same upload is known again.
    fn hash(&self, upload: &Upload) -> Result<String, UploadError> {
        let mut hash = Sha256::new();
        hash.update(format!("{} {}", upload.kind.as_str(), upload.as_at));
        let mut buffer = vec![0; 1 << 16];
        for path in self.in_order() {
            let mut file = open(path)?;
            let length = file.metadata().map_or(0, |about| about.len());
            hash.update(length.to_le_bytes());
            loop {
                let read =
                    file.read(&mut buffer).map_err(|source| UploadError::Open { path: path.to_owned(), source })?;
                if read == 0 {
                    break;
                }
                hash.update(&buffer[..read]);
            }
        }
        Ok(hex(hash))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_one_day_are_one_upload_in_the_order_of_the_days() {
        let names = [
            "b-2021-04-30-changes-worker.csv",
            "b-2021-03-31-whole-worker.csv",
            "b-2021-03-31-whole-workplace.csv",
            "b-register.csv",
        ];
        let found = Upload::by_day(&names.map(PathBuf::from), true);
        let days: Vec<_> = found.iter().map(|upload| (upload.as_at.to_string(), upload.files.len())).collect();
        assert_eq!(days, [("2021-03-31".to_owned(), 2), ("2021-04-30".to_owned(), 1)]);
    }
}
