//! `vocation backup`, `vocation restore` and `vocation verify`.

use super::{Context, Trouble, causes, store};
use crate::args::{Backup, Restore, Verify};
use indicatif::ProgressBar;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;
use vocation_records::backup::{self, BackupError, EventKind, Keep, Loss, Made, Manifest, Packed};
use vocation_records::sql::{Address, Db, SqlError, Verdict};

/// `vocation backup`
pub async fn run(context: &Context, options: &Backup) -> Result<(), Trouble> {
    let db = store::open_as_it_is(context).await?;
    let done = make(context, &db, options).await;
    db.close().await;
    let (made, tried, gone) = done?;
    let mut text = format!(
        "{}: {} rows of schema {}, {} bytes, digest {}.\n",
        made.path.display(),
        made.manifest.rows(),
        made.manifest.schema(),
        made.packed.bytes,
        &made.manifest.digest[..16]
    );
    text.push_str(match tried {
        Some(_) => "It was restored beside the database, checked and compared: it can be counted on.\n",
        None => "It was read back, but not restored: it does not count until it is (`--no-trial` was given).\n",
    });
    for path in &gone {
        let _ = writeln!(text, "{} is no longer kept.", path.display());
    }
    let value = serde_json::json!({
        "file": made.path, "rows": made.manifest.rows(), "bytes": made.packed.bytes, "schema": made.manifest.schema(),
        "digest": made.manifest.digest, "made_at": made.manifest.made_at, "tried": tried.is_some(),
        "trial_seconds": tried, "removed": gone,
    });
    context.printer.result(&text, &value);
    Ok(())
}

async fn make(context: &Context, db: &Db, options: &Backup) -> Result<(Made, Option<f64>, Vec<PathBuf>), Trouble> {
    let steps = db.steps().await.map_err(|error| Trouble::of(&error))?;
    if steps.is_empty() {
        return Err(Trouble::refused("the database is empty: there is nothing to back up"));
    }
    let path = path_for(context, options.to.as_deref())?;
    let bar = context.printer.bar(0, "Backing up");
    let made = backup::make(db, &path, context.clock.now(), progress(&bar)).await;
    bar.finish_and_clear();
    let made = made.map_err(|error| trouble(&error))?;
    note(context, db, EventKind::Made, &made.path, &made.manifest, made.packed).await;
    let mut tried = None;
    if !options.no_trial {
        let bar = context.printer.bar(made.manifest.rows(), "Trying it");
        let began = Instant::now();
        let folder = made.path.parent().unwrap_or(Path::new("."));
        let done = backup::try_out(&made.path, folder, progress(&bar)).await;
        bar.finish_and_clear();
        done.map_err(|error| trouble(&error))?;
        tried = Some(began.elapsed().as_secs_f64());
        note(context, db, EventKind::Tried, &made.path, &made.manifest, made.packed).await;
    }
    let keep = Keep { daily: options.keep_daily, weekly: options.keep_weekly };
    let gone = if options.keep_all || tried.is_none() { Vec::new() } else { tidy(&made.path, keep)? };
    Ok((made, tried, gone))
}

/// Backs up before the schema is changed, so that the upgrade can be undone.
pub async fn before_upgrade(context: &Context, db: &Db) -> Result<PathBuf, Trouble> {
    let path = path_for(context, None)?;
    let made = backup::make(db, &path, context.clock.now(), Arc::new(|_| {})).await;
    Ok(made.map_err(|error| trouble(&error))?.path)
}

/// The file to write: `to` itself, or a new name in the folder that it is, or in the usual folder.
fn path_for(context: &Context, to: Option<&Path>) -> Result<PathBuf, Trouble> {
    let name = backup::file_name(context.clock.now());
    match to {
        Some(to) if to.is_dir() => Ok(to.join(name)),
        Some(to) => Ok(to.to_owned()),
        None => {
            let folder = folder(&context.database);
            let failed = |error| Trouble::unusable(format!("cannot make the folder {}: {error}", folder.display()));
            std::fs::create_dir_all(&folder).map_err(failed)?;
            Ok(folder.join(name))
        }
    }
}

/// Where backups go when nothing is said: beside the database file.
fn folder(database: &str) -> PathBuf {
    let beside = match Address::of(database) {
        Address::File(path) => path.parent().map(Path::to_owned),
        Address::Server(_) => Some("vocation-data".into()),
    };
    beside.unwrap_or_default().join("backups")
}

/// Removes what is no longer kept beside a new backup of the usual name.
fn tidy(made: &Path, keep: Keep) -> Result<Vec<PathBuf>, Trouble> {
    let name = made.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let Some(folder) = made.parent().filter(|_| backup::moment_of(&name).is_some()) else { return Ok(Vec::new()) };
    let failed = |error: std::io::Error| Trouble::refused(format!("old backups could not be removed: {error}"));
    let entries = std::fs::read_dir(folder).map_err(failed)?.flatten();
    let names: Vec<String> = entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    let mut gone = Vec::new();
    for name in backup::expired(&names.iter().map(String::as_str).collect::<Vec<_>>(), keep) {
        std::fs::remove_file(folder.join(name)).map_err(failed)?;
        gone.push(folder.join(name));
    }
    Ok(gone)
}

/// Notes in the database what happened. The backup is there whether or not that succeeds.
async fn note(context: &Context, db: &Db, kind: EventKind, path: &Path, manifest: &Manifest, packed: Packed) {
    let file = path.display().to_string();
    if let Err(error) = backup::event_add(db, kind, &file, manifest, packed, context.clock.now()).await {
        context.printer.warning(&format!("the backup could not be noted in the database: {error}"));
    }
}

/// `vocation restore`
pub async fn restore(context: &Context, options: &Restore) -> Result<(), Trouble> {
    let bar = context.printer.bar(0, "Reading the backup");
    let checked = backup::check(&options.from, &|done| bar.set_position(done));
    bar.finish_and_clear();
    let (manifest, _) = checked.map_err(|error| trouble(&error))?;
    let address = Address::of(&context.database);
    if !options.replace {
        refuse_to_replace(context, &address, &manifest).await?;
    }
    let bar = context.printer.bar(manifest.rows(), "Restoring");
    let restored = backup::restore(&options.from, &address, context.clock.now(), progress(&bar)).await;
    bar.finish_and_clear();
    let restored = restored.map_err(|error| trouble(&error))?;
    let db = store::open_as_it_is(context).await?;
    note(context, &db, EventKind::Restored, &options.from, &manifest, restored.packed).await;
    db.close().await;
    let mut text = format!(
        "Restored {} rows as of {}; checked and the same as in the backup (digest {}).\n",
        manifest.rows(),
        manifest.made_at,
        &manifest.digest[..16]
    );
    if let Some(former) = &restored.former {
        let _ = writeln!(text, "The former database is kept: {former}.");
    }
    if !restored.applied.is_empty() {
        let _ = writeln!(text, "Brought up to date with {}.", restored.applied.join(", "));
    }
    let value = serde_json::json!({
        "rows": manifest.rows(), "made_at": manifest.made_at, "digest": manifest.digest, "former": restored.former,
        "applied": restored.applied,
    });
    context.printer.result(&text, &value);
    Ok(())
}

/// Says what would be lost.
async fn refuse_to_replace(context: &Context, address: &Address, manifest: &Manifest) -> Result<(), Trouble> {
    let there = format!("there is a database at {} already", context.database);
    let what = match backup::loss(address, manifest).await {
        Ok(None) => return Ok(()),
        Ok(Some(loss)) => told(&loss),
        Err(BackupError::Store(error)) => format!("it cannot be read ({error})"),
        Err(error) => return Err(trouble(&error)),
    };
    Err(Trouble::refused(format!("{there}, and {what}; with --replace it is moved aside and kept")))
}

fn told(loss: &Loss) -> String {
    if loss.tables.is_empty() {
        return "it holds the same as the backup".to_owned();
    }
    let tables: Vec<String> = loss
        .tables
        .iter()
        .map(|(table, now, then)| format!("{table} ({now} rows now, {then} in the backup)"))
        .collect();
    format!("it holds what the backup does not: {}", tables.join(", "))
}

/// `vocation verify`
pub async fn verify(context: &Context, options: &Verify) -> Result<(), Trouble> {
    match &options.backup {
        Some(path) => verify_backup(context, path),
        None => verify_database(context).await,
    }
}

fn verify_backup(context: &Context, path: &Path) -> Result<(), Trouble> {
    let bar = context.printer.bar(0, "Reading the backup");
    let checked = backup::check(path, &|done| bar.set_position(done));
    bar.finish_and_clear();
    let (manifest, packed) = checked.map_err(|error| trouble(&error))?;
    let text = format!(
        "{} is as it was written: {} rows as of {}, schema {}, from {}, {} bytes, digest {}.",
        path.display(),
        packed.rows,
        manifest.made_at,
        manifest.schema(),
        manifest.backend,
        packed.bytes,
        &manifest.digest[..16]
    );
    context.printer.result(&text, &serde_json::json!({ "sound": true, "manifest": manifest, "bytes": packed.bytes }));
    Ok(())
}

async fn verify_database(context: &Context) -> Result<(), Trouble> {
    let db = store::open_as_it_is(context).await?;
    context.printer.note("Reading everything that is stored ...");
    let verdict = db.verify().await;
    db.close().await;
    let verdict = verdict.map_err(|error| Trouble::of(&error))?;
    let rows: i64 = verdict.contents.values().map(|content| content.rows).sum();
    let mut text = String::new();
    for damage in &verdict.damages {
        let _ = writeln!(text, "damaged: {damage}");
    }
    for limit in &verdict.limits {
        let _ = writeln!(text, "not checked: {limit}");
    }
    if verdict.is_sound() {
        let _ = writeln!(text, "All {rows} rows are as they were written.");
    }
    context.printer.result(&text, &value(&verdict, rows));
    match verdict.damages.len() {
        0 => Ok(()),
        count => Err(Trouble::refused(format!(
            "{count} damages were found; the database takes no changes until a backup is restored"
        ))),
    }
}

fn value(verdict: &Verdict, rows: i64) -> serde_json::Value {
    let damages: Vec<_> = verdict
        .damages
        .iter()
        .map(|damage| serde_json::json!({ "table": damage.table, "keys": damage.part, "text": damage.text }))
        .collect();
    let contents: serde_json::Map<String, serde_json::Value> = verdict
        .contents
        .iter()
        .map(|(table, content)| (table.clone(), serde_json::json!({ "rows": content.rows, "sum": content.sum_text() })))
        .collect();
    serde_json::json!({
        "sound": verdict.is_sound(), "rows": rows, "damages": damages, "not_checked": verdict.limits, "tables": contents,
    })
}

fn progress(bar: &ProgressBar) -> backup::Progress {
    let bar = bar.clone();
    Arc::new(move |rows| {
        if bar.length().is_some_and(|length| length < rows) {
            bar.set_length(rows);
        }
        bar.set_position(rows);
    })
}

fn trouble(error: &BackupError) -> Trouble {
    let unusable = match error {
        BackupError::Exists(_) | BackupError::InUse(_) | BackupError::Store(SqlError::Open(_)) => true,
        BackupError::File { source, .. } => source.kind() != std::io::ErrorKind::StorageFull,
        _ => false,
    };
    if unusable { Trouble::unusable(causes(error)) } else { Trouble::refused(causes(error)) }
}
