//! Loading a file of the directory: one transaction, every row loaded or listed.

mod loading;

use jiff::civil::Date;

use self::loading::{Finding, Loading};
use super::DirectoryError;
use super::layout::{Document, Layout, read};
use super::merge::{Kept, LOCATION, PROVIDER, Stamp};
use super::row::NoteCode;
use super::text::{date_in_words, iso_in};
use crate::hash;
use crate::places::Geography;
use crate::sql::{Db, Rows, Tx, args};

/// A file to load.
#[derive(Clone, Debug)]
pub struct Upload {
    /// Its name, for the list of imports and for a date when the file itself gives none.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Whether all in it is made up.
    pub synthetic: bool,
    /// The day it is of, when the caller knows; otherwise the file's own, or its name's, is taken.
    pub as_at: Option<Date>,
}

/// What an import did. Every row read was loaded or is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportReport {
    /// Its number in the store.
    pub import_no: i64,
    /// Whether this very file had been loaded before, so that nothing was written.
    pub already: bool,
    /// The layout found.
    pub layout: Layout,
    /// The day the file is of.
    pub as_at: Date,
    /// Rows read.
    pub rows_read: u64,
    /// Rows loaded.
    pub rows_loaded: u64,
    /// Rows not loaded, each listed with the reason.
    pub rows_listed: u64,
    /// Locations new or changed.
    pub locations: u64,
    /// Providers new or changed.
    pub providers: u64,
    /// How many findings of each kind, rows not loaded and values left out, by code.
    pub findings: Vec<(NoteCode, u64)>,
}

const FINDING: &[&str] =
    &["tenant", "import_no", "finding_no", "file", "line", "column_name", "code", "value", "message"];
const CHUNK: usize = 4096;

/// Loads a file of the directory in any layout, in one transaction. `progress` is told rows done and rows in all.
/// The places must be loaded; a location outside them is listed, not loaded.
///
/// # Errors
/// [`DirectoryError`]: nothing of the file is stored then.
pub async fn import(
    db: &Db,
    geography: &Geography,
    tenant: i64,
    file: &Upload,
    now: jiff::Timestamp,
    progress: &mut (dyn FnMut(u64, u64) + Send),
) -> Result<ImportReport, DirectoryError> {
    let document = read(&file.bytes)?;
    let (as_at, assumed) = match day_of(file, &document) {
        Err(DirectoryError::NoDate) if document.layout == Layout::Postcodes => (newest_state(db, tenant).await?, false),
        other => other?,
    };
    let sha256 = hash::of(&file.bytes);
    let mut tx = db.begin().await?;
    if let Some(report) = already(&mut tx, tenant, &sha256, document.layout, as_at).await? {
        tx.rollback().await?;
        return Ok(report);
    }
    let import_no = next_import(&mut tx, tenant).await?;
    let stamp = Stamp { tenant, synthetic: file.synthetic, as_at: as_at.to_string(), import_no };
    let mut loading = Loading::new(geography, stamp, document.layout);
    loading.read_store(&mut tx).await?;
    if assumed {
        loading.findings.push(Finding {
            line: 0,
            column: String::new(),
            code: NoteCode::AssumedDate,
            id: String::new(),
        });
    }
    let all = (document.rows.len() + document.unread.len()) as u64;
    for unread in &document.unread {
        loading.list(unread.line, unread.code, "");
    }
    for (done, row) in document.rows.iter().enumerate() {
        loading.take(row);
        if done % 256 == 0 {
            progress(done as u64, all);
        }
    }
    let report = loading.report(as_at, all);
    write(&mut tx, file, &sha256, now, &loading, &report).await?;
    tx.commit().await?;
    progress(all, all);
    Ok(report)
}

/// A count as the store keeps it.
fn count(rows: u64) -> i64 {
    i64::try_from(rows).unwrap_or(i64::MAX)
}

/// The day a file is of, and whether it had to be taken from its newest row.
fn day_of(file: &Upload, document: &Document) -> Result<(Date, bool), DirectoryError> {
    let said = file.as_at.or(document.as_at).or_else(|| iso_in(&file.name)).or_else(|| date_in_words(&file.name));
    if let Some(day) = said {
        return Ok((day, false));
    }
    let newest = document.rows.iter().flat_map(|row| {
        let location = row.location.as_ref();
        [
            location.and_then(|facts| facts.registered_on.known()),
            location.and_then(|facts| facts.rated_on.known()),
            location.and_then(|facts| facts.ended_on.known()),
            row.provider.as_ref().and_then(|facts| facts.registered_on.known()),
        ]
    });
    newest.flatten().max().map(|day| (*day, true)).ok_or(DirectoryError::NoDate)
}

/// The day of the newest state stored: a companion of postcodes is of the day of the file that it goes with.
async fn newest_state(db: &Db, tenant: i64) -> Result<Date, DirectoryError> {
    let row = db.row("select max(as_at_on) from location where tenant = $1", args![tenant]).await?;
    let text = row.map(|row| row.get::<Option<String>>(0)).transpose()?.flatten();
    text.and_then(|text| text.parse().ok()).ok_or(DirectoryError::NoDate)
}

async fn already(
    tx: &mut Tx,
    tenant: i64,
    sha256: &str,
    layout: Layout,
    as_at: Date,
) -> Result<Option<ImportReport>, DirectoryError> {
    let rows = tx
        .rows(
            "select import_no, rows_read, rows_loaded, rows_listed from import where tenant = $1 and sha256 = $2",
            args![tenant, sha256],
        )
        .await?;
    let Some(row) = rows.first() else { return Ok(None) };
    Ok(Some(ImportReport {
        import_no: row.get(0)?,
        already: true,
        layout,
        as_at,
        rows_read: row.get(1)?,
        rows_loaded: row.get(2)?,
        rows_listed: row.get(3)?,
        locations: 0,
        providers: 0,
        findings: Vec::new(),
    }))
}

async fn next_import(tx: &mut Tx, tenant: i64) -> Result<i64, DirectoryError> {
    let rows = tx.rows("select coalesce(max(import_no), 0) + 1 from import where tenant = $1", args![tenant]).await?;
    Ok(rows.first().map_or(Ok(1), |row| row.get(0))?)
}

async fn write(
    tx: &mut Tx,
    file: &Upload,
    sha256: &str,
    now: jiff::Timestamp,
    loading: &Loading<'_>,
    report: &ImportReport,
) -> Result<(), DirectoryError> {
    let tenant = loading.stamp.tenant;
    tx.execute(
        "insert into import (tenant, import_no, kind, name, sha256, as_at_on, synthetic, rows_read, rows_loaded, \
         rows_listed, imported_at) values ($1, $2, 'directory', $3, $4, $5, $6, $7, $8, $9, $10)",
        args![
            tenant,
            report.import_no,
            &file.name,
            sha256,
            report.as_at.to_string(),
            file.synthetic,
            count(report.rows_read),
            count(report.rows_loaded),
            count(report.rows_listed),
            now.to_string()
        ],
    )
    .await?;
    for (id, kept) in &loading.locations {
        if kept.changed && kept.stored {
            tx.execute("delete from location where tenant = $1 and location_id = $2", args![tenant, id]).await?;
        }
    }
    for (id, kept) in &loading.providers {
        if kept.changed && kept.stored {
            tx.execute("delete from provider where tenant = $1 and provider_id = $2", args![tenant, id]).await?;
        }
    }
    bulk(tx, "location", LOCATION, loading.locations.values()).await?;
    bulk(tx, "provider", PROVIDER, loading.providers.values()).await?;
    for (chunk, first) in loading.findings.chunks(CHUNK).zip((1_i64..).step_by(CHUNK)) {
        let mut rows = Rows::with_capacity(FINDING.len(), chunk.len());
        for (finding, number) in chunk.iter().zip(first..) {
            rows.values.extend(args![
                tenant,
                report.import_no,
                number,
                &file.name,
                count(finding.line),
                &finding.column,
                finding.code.as_str(),
                &finding.id,
                finding.code.message()
            ]);
        }
        tx.bulk("import_finding", FINDING, rows).await?;
    }
    Ok(())
}

async fn bulk(
    tx: &mut Tx,
    table: &'static str,
    columns: &[&'static str],
    all: impl Iterator<Item = &Kept>,
) -> Result<(), DirectoryError> {
    let mut rows = Rows::with_capacity(columns.len(), CHUNK);
    for kept in all.filter(|kept| kept.changed) {
        rows.values.extend(kept.values.iter().cloned());
        if rows.len() >= CHUNK {
            tx.bulk(table, columns, std::mem::replace(&mut rows, Rows::with_capacity(columns.len(), CHUNK))).await?;
        }
    }
    Ok(tx.bulk(table, columns, rows).await?)
}
