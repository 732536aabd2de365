//! Where a database is restored: beside the one in use, and then in its place in one step.

use std::path::{Path, PathBuf};

use super::BackupError;
use super::make::{sync_folder, with_ending};
use crate::sql::{Address, Db, SqlError, Tx, alone, args};

/// Behind the name of the schema in use: the one that is filled and checked before it is put in place.
const RESTORING: &str = "_restoring";

/// Where a database is to be.
pub(super) enum Place {
    /// A SQLite file.
    File(PathBuf),
    /// A PostgreSQL database.
    Server(String),
}

impl Place {
    pub(super) fn of(address: &Address) -> Self {
        match address {
            Address::File(path) => Self::File(path.clone()),
            Address::Server(url) => Self::Server(url.clone()),
        }
    }

    /// Whether there is anything yet.
    pub(super) async fn is_taken(&self) -> Result<bool, BackupError> {
        match self {
            Self::File(path) => Ok(std::fs::metadata(path).is_ok_and(|about| about.len() > 0)),
            Self::Server(url) => Ok(!Db::open(url).await?.shapes().await?.is_empty()),
        }
    }

    /// Refuses when another program uses the database. A server is asked to be stopped in words only.
    pub(super) fn check_unused(&self) -> Result<(), BackupError> {
        match self {
            Self::File(path) if path.exists() && !alone(path) => Err(BackupError::InUse(path.clone())),
            _ => Ok(()),
        }
    }

    /// A new, empty database beside the place.
    pub(super) async fn fresh(&self) -> Result<Db, BackupError> {
        match self {
            Self::File(path) => {
                let aside = aside(path);
                remove(&aside)?;
                Ok(Db::open(&aside.display().to_string()).await?)
            }
            Self::Server(url) => {
                let mut tx = Db::open(url).await?.begin().await?;
                let schema = here(&mut tx).await? + RESTORING;
                run(&mut tx, format!("drop schema if exists \"{schema}\" cascade")).await?;
                run(&mut tx, format!("create schema \"{schema}\"")).await?;
                tx.commit().await?;
                Ok(Db::open_schema(url, &schema).await?)
            }
        }
    }

    /// Removes the new database again.
    pub(super) async fn give_up(&self) {
        match self {
            // It is removed as well before the next restore; until then it harms nobody.
            Self::File(path) => drop(remove(&aside(path))),
            Self::Server(url) => drop(drop_schema(url).await),
        }
    }

    /// Puts the new database in place and says where the former one is now.
    pub(super) async fn settle(&self, now: jiff::Timestamp) -> Result<Option<String>, BackupError> {
        let stamp = now.strftime("%Y%m%dt%H%M%Sz").to_string();
        match self {
            Self::File(path) => settle_file(path, &stamp),
            Self::Server(url) => settle_schema(url, &stamp).await,
        }
    }
}

fn aside(path: &Path) -> PathBuf {
    with_ending(path, ".restoring")
}

/// What belongs to a database file; the file itself comes last, so that it is never there without the rest.
const PARTS: [&str; 4] = ["-damaged", "-shm", "-wal", ""];

fn remove(path: &Path) -> Result<(), BackupError> {
    for part in PARTS {
        let part = with_ending(path, part);
        match std::fs::remove_file(&part) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(BackupError::at(&part)(error)),
            _ => {}
        }
    }
    Ok(())
}

fn settle_file(path: &Path, stamp: &str) -> Result<Option<String>, BackupError> {
    let new = aside(path);
    if !alone(&new) {
        return Err(BackupError::InUse(new));
    }
    std::fs::File::open(&new).and_then(|file| file.sync_all()).map_err(BackupError::at(&new))?;
    let former = with_ending(path, &format!(".before-{stamp}"));
    let mut moved = None;
    if path.exists() {
        if former.exists() {
            return Err(BackupError::Exists(former));
        }
        // Its log is emptied into it where that is possible; where it is damaged, its log goes with it.
        if !alone(path) {
            return Err(BackupError::InUse(path.to_owned()));
        }
        for part in PARTS {
            let from = with_ending(path, part);
            if from.exists() {
                std::fs::rename(&from, with_ending(&former, part)).map_err(BackupError::at(&from))?;
            }
        }
        moved = Some(former.display().to_string());
    }
    std::fs::rename(&new, path).map_err(BackupError::at(&new))?;
    sync_folder(path)?;
    Ok(moved)
}

async fn drop_schema(url: &str) -> Result<(), SqlError> {
    let mut tx = Db::open(url).await?.begin().await?;
    let schema = here(&mut tx).await? + RESTORING;
    run(&mut tx, format!("drop schema if exists \"{schema}\" cascade")).await?;
    tx.commit().await
}

/// The schema in use.
async fn here(tx: &mut Tx) -> Result<String, SqlError> {
    let row = tx.rows("select cast(current_schema() as text)", args![]).await?;
    row.first().map_or(Ok("public".to_owned()), |row| row.get(0))
}

/// The former tables go into a schema of their own and the new ones come, in one transaction.
async fn settle_schema(url: &str, stamp: &str) -> Result<Option<String>, BackupError> {
    let mut tx = Db::open(url).await?.begin().await?;
    let here = here(&mut tx).await?;
    let (aside, new) = (format!("{here}_before_{stamp}"), format!("{here}{RESTORING}"));
    let former = tables(&mut tx, &here).await?;
    if !former.is_empty() {
        run(&mut tx, format!("create schema \"{aside}\"")).await?;
    }
    for table in &former {
        run(&mut tx, format!("alter table \"{here}\".\"{table}\" set schema \"{aside}\"")).await?;
    }
    for table in tables(&mut tx, &new).await? {
        run(&mut tx, format!("alter table \"{new}\".\"{table}\" set schema \"{here}\"")).await?;
    }
    run(&mut tx, format!("drop schema \"{new}\"")).await?;
    tx.commit().await?;
    Ok((!former.is_empty()).then(|| format!("schema {aside}")))
}

async fn tables(tx: &mut Tx, schema: &str) -> Result<Vec<String>, SqlError> {
    let sql = "select cast(table_name as text) from information_schema.tables
               where cast(table_schema as text) = $1 and table_type = 'BASE TABLE'";
    tx.rows(sql, args![schema]).await?.iter().map(|row| row.get(0)).collect()
}

async fn run(tx: &mut Tx, sql: String) -> Result<(), SqlError> {
    tx.execute_text(sql.into(), args![]).await.map(drop)
}
