//! The record of backups: made, tried and put in place.

use super::{Manifest, Packed};
use crate::sql::{Batch, Db, Row, SqlError, args};

/// What happened with a backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventKind {
    /// It was written and read back.
    Made,
    /// It was restored elsewhere and compared: from then on it counts.
    Tried,
    /// It was put in place.
    Restored,
}

impl EventKind {
    /// As it is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Made => "made",
            Self::Tried => "tried",
            Self::Restored => "restored",
        }
    }
}

/// One event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// `made`, `tried` or `restored`.
    pub kind: String,
    /// The file of the backup.
    pub file: String,
    /// The digest of its content.
    pub digest: String,
    /// Its rows.
    pub rows: i64,
    /// Bytes of its file.
    pub bytes: i64,
    /// When the backup was made: its data is of this moment.
    pub made_at: String,
    /// When this happened.
    pub happened_at: String,
}

/// Notes an event. A database of an older schema, which cannot hold it, is left as it is.
///
/// # Errors
/// Any [`SqlError`].
pub async fn event_add(
    db: &Db,
    kind: EventKind,
    file: &str,
    manifest: &Manifest,
    packed: Packed,
    now: jiff::Timestamp,
) -> Result<(), SqlError> {
    if !db.shapes().await?.iter().any(|shape| shape.table == "backup_event") {
        return Ok(());
    }
    let sql = "insert into backup_event (tenant, event_no, kind, file, digest, schema_step, row_count, byte_count, made_at, happened_at)
               select 0, coalesce(max(event_no), 0) + 1, cast($1 as text), cast($2 as text), cast($3 as text),
                      cast($4 as text), cast($5 as bigint), cast($6 as bigint), cast($7 as text), cast($8 as text)
               from backup_event where tenant = 0";
    let row = args![
        kind.as_str(),
        file,
        &manifest.digest,
        manifest.schema(),
        packed.rows.cast_signed(),
        packed.bytes.cast_signed(),
        &manifest.made_at,
        now.to_string()
    ];
    db.apply(Batch::new().execute(sql, row)).await.map(drop)
}

/// The last events, newest first.
///
/// # Errors
/// Any [`SqlError`].
pub async fn event_list(db: &Db, most: u32) -> Result<Vec<Event>, SqlError> {
    let sql = "select kind, file, digest, row_count, byte_count, made_at, happened_at
               from backup_event where tenant = 0 order by event_no desc limit $1";
    db.rows(sql, args![most]).await?.iter().map(event).collect()
}

fn event(row: &Row) -> Result<Event, SqlError> {
    Ok(Event {
        kind: row.get(0)?,
        file: row.get(1)?,
        digest: row.get(2)?,
        rows: row.get(3)?,
        bytes: row.get(4)?,
        made_at: row.get(5)?,
        happened_at: row.get(6)?,
    })
}
