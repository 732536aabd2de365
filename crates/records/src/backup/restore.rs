//! Restoring: into a new database, checked, compared with the backup, and only then in place.

use std::path::{Path, PathBuf};

use super::archive::{Item, Manifest, Packed, Reader, TableEntry, Writer};
use super::make::check;
use super::place::Place;
use super::{BackupError, Progress};
use crate::sql::{Address, Content, Db, Rows, Shape, SqlError, Verdict};

/// What [`restore`] did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// What the backup holds.
    pub manifest: Manifest,
    /// How large it is.
    pub packed: Packed,
    /// Where the former database is now, if there was one.
    pub former: Option<String>,
    /// Steps of the schema that came after the backup and were applied to what was restored.
    pub applied: Vec<&'static str>,
}

/// What is in a database and not in a backup: lost by restoring it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Loss {
    /// Tables that differ, with rows now and rows in the backup.
    pub tables: Vec<(String, i64, i64)>,
}

/// Says what a database has that a backup has not; nothing when there is no database yet.
///
/// # Errors
/// Any [`BackupError`], also when the database cannot be read.
pub async fn loss(address: &Address, manifest: &Manifest) -> Result<Option<Loss>, BackupError> {
    let place = Place::of(address);
    if !place.is_taken().await? {
        return Ok(None);
    }
    let db = match address {
        Address::File(path) => Db::open(&path.display().to_string()).await?,
        Address::Server(url) => Db::open(url).await?,
    };
    let counted = db.visit(Writer::begin(std::io::sink(), PathBuf::new(), std::sync::Arc::new(|_| {}))?).await;
    db.close().await;
    let (now, _) = counted?.finish("", jiff::Timestamp::UNIX_EPOCH)?;
    let in_backup = |name: &str| manifest.tables.iter().find(|entry| entry.table == name);
    let mut loss = Loss::default();
    for entry in now.tables.iter().filter(|entry| !matters_not(entry)) {
        if in_backup(&entry.table) != Some(entry) {
            let before = in_backup(&entry.table).map_or(0, |entry| entry.rows);
            loss.tables.push((entry.table.clone(), entry.rows, before));
        }
    }
    Ok(Some(loss))
}

/// Empty tables and the house's own notes about backups are no loss.
fn matters_not(entry: &TableEntry) -> bool {
    entry.rows == 0 || entry.table == "backup_event"
}

/// Restores a backup at an address. What is there is moved aside, never overwritten; ask with [`loss`] first.
///
/// # Errors
/// Any [`BackupError`]; then the place is as it was.
pub async fn restore(
    from: &Path,
    address: &Address,
    now: jiff::Timestamp,
    progress: Progress,
) -> Result<Restored, BackupError> {
    let place = Place::of(address);
    let (manifest, packed) = check(from, &|_| {})?;
    place.check_unused()?;
    let (db, _) = fill(from, &place, &manifest, progress).await?;
    let migrated = db.migrate(now).await;
    db.close().await;
    let settled = match migrated {
        Ok(migrated) => place.settle(now).await.map(|former| (migrated.applied, former)),
        Err(error) => Err(error.into()),
    };
    match settled {
        Ok((applied, former)) => Ok(Restored { manifest, packed, former, applied }),
        Err(error) => {
            place.give_up().await;
            Err(error)
        }
    }
}

/// Restores a backup into a new database in `folder`, checks and compares it there, and removes it again.
///
/// # Errors
/// Any [`BackupError`]: then the backup is not to be counted on.
pub async fn try_out(
    from: &Path,
    folder: &Path,
    progress: Progress,
) -> Result<(Manifest, Packed, Verdict), BackupError> {
    let (manifest, packed) = check(from, &|_| {})?;
    let place = Place::File(folder.join(format!("vocation-trial-{}.db", std::process::id())));
    let (db, verdict) = fill(from, &place, &manifest, progress).await?;
    db.close().await;
    place.give_up().await;
    Ok((manifest, packed, verdict))
}

/// A new database with the rows of a backup, checked and compared.
async fn fill(
    from: &Path,
    place: &Place,
    manifest: &Manifest,
    progress: Progress,
) -> Result<(Db, Verdict), BackupError> {
    let db = place.fresh().await?;
    match load_and_compare(from, &db, manifest, progress).await {
        Ok(verdict) => Ok((db, verdict)),
        Err(error) => {
            db.close().await;
            place.give_up().await;
            Err(error)
        }
    }
}

async fn load_and_compare(
    from: &Path,
    db: &Db,
    manifest: &Manifest,
    progress: Progress,
) -> Result<Verdict, BackupError> {
    db.make_tables(&manifest.steps).await?;
    load(from, db, progress).await?;
    let verdict = db.verify().await?;
    if let Some(damage) = verdict.damages.first() {
        return Err(BackupError::Different(damage.to_string()));
    }
    for entry in &manifest.tables {
        let found = verdict.contents.get(&entry.table).copied().unwrap_or_default();
        if TableEntry::new(&entry.table, found) != *entry {
            return Err(BackupError::Different(format!("{} has {found}", entry.table)));
        }
    }
    match verdict.contents.iter().find(|(table, _)| !manifest.tables.iter().any(|entry| entry.table == **table)) {
        Some((table, content)) if *content != Content::default() => {
            Err(BackupError::Different(format!("{table} is not in the backup and has {content}")))
        }
        _ => Ok(verdict),
    }
}

/// Each table in a transaction of its own: nobody uses the database yet.
async fn load(from: &Path, db: &Db, progress: Progress) -> Result<(), BackupError> {
    let shapes = db.shapes().await?;
    let mut reader = Reader::open(from)?;
    let mut tx = db.begin().await?;
    let (mut shape, mut names, mut done) = (None, Vec::new(), 0);
    loop {
        match reader.next()? {
            Item::Table(table, columns) => {
                tx.commit().await?;
                tx = db.begin().await?;
                shape = Some(same_shape(&shapes, &table, &columns)?);
                names = columns;
            }
            Item::Rows(rows) => {
                let Some(shape) = shape else {
                    return Err(BackupError::Different("rows stand before the first table".to_owned()));
                };
                done += rows.len() as u64;
                let columns = names.iter().map(|name| name.clone().into()).collect();
                tx.bulk_text(shape.table.clone().into(), columns, own(shape, rows)).await?;
                progress(done);
            }
            Item::End(_) => return Ok(tx.commit().await?),
        }
    }
}

/// The table as the schema has it now; a backup with other columns would be of another schema.
fn same_shape<'s>(shapes: &'s [Shape], table: &str, columns: &[String]) -> Result<&'s Shape, BackupError> {
    let shape = shapes.iter().find(|shape| shape.table == table && shape.names() == columns);
    shape.ok_or_else(|| {
        BackupError::Store(SqlError::Refused(format!("the schema has no table {table} ({})", columns.join(", "))))
    })
}

fn own(shape: &Shape, mut rows: Rows) -> Rows {
    for (index, value) in rows.values.iter_mut().enumerate() {
        let kind = shape.columns[index % rows.width].kind;
        *value = kind.own(std::mem::take(value));
    }
    rows
}
