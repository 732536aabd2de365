//! `vocation workforce` and `vocation indicators`: uploads of the national files, and the figures made from them.

use super::secret::secret;
use super::{Context, Trouble, causes, store};
use crate::args::Workforce;
use std::path::Path;
use vocation_records::indicators::publish::{self, Release};
use vocation_records::places::{EAST, Geography};
use vocation_records::sector::upload::{Importer, PersonKey, Upload, UploadError, UploadKind, UploadReport};
use vocation_records::sql::Db;

/// Name of the file with the secret behind the person keys; it stands beside the database and is never in it.
const KEY_FILE: &str = "person.key";

pub async fn run(context: &Context, options: &Workforce) -> Result<(), Trouble> {
    let kind = if options.changes { UploadKind::Changes } else { UploadKind::Whole };
    let upload = Upload { files: options.files.clone(), as_at: options.as_at, kind, synthetic: options.synthetic };
    upload.check(context.clock.now()).map_err(|error| refused(&error))?;
    let (db, _) = store::open(context).await?;
    let geography = geography(&db).await?;
    let key = person_key(&options.data)?;
    let mut importer = Importer::open(&db, EAST, &geography, key).await.map_err(|error| refused(&error))?;
    let report = importer.load(&upload, context.clock.now()).await.map_err(|error| refused(&error))?;
    context.printer.result(&told(&report), &value(&report));
    db.close().await;
    if report.rows_listed > 0 {
        return Err(Trouble::refused("some rows could not be used as they stand; each is listed with its reason"));
    }
    Ok(())
}

/// `vocation indicators`: publishes the figures of everything loaded.
pub async fn indicators(context: &Context) -> Result<(), Trouble> {
    let db = store::open_existing(context).await?;
    let geography = geography(&db).await?;
    let release = refresh(context, &db, &geography).await?;
    let text = if release.made {
        format!("Release {}: {} series, {} to {}.", release.release_no, release.series, release.first, release.last)
    } else {
        format!("Release {} holds everything loaded; nothing to do.", release.release_no)
    };
    let value = serde_json::json!({
        "release": release.release_no, "made": release.made, "first": release.first.to_string(),
        "last": release.last.to_string(),
    });
    context.printer.result(&text, &value);
    db.close().await;
    Ok(())
}

/// Loads uploads one after another, with a progress bar, and publishes the figures.
pub async fn load_all(context: &Context, db: &Db, data: &Path, uploads: &[Upload]) -> Result<Release, Trouble> {
    let geography = geography(db).await?;
    let key = person_key(data)?;
    let mut importer = Importer::open(db, EAST, &geography, key).await.map_err(|error| refused(&error))?;
    let bar = context.printer.bar(uploads.len() as u64, "Loading the workforce");
    for upload in uploads {
        importer.load(upload, context.clock.now()).await.map_err(|error| refused(&error))?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    refresh(context, db, &geography).await
}

async fn refresh(context: &Context, db: &Db, geography: &Geography) -> Result<Release, Trouble> {
    context.printer.note("Working out the figures ...");
    publish::refresh(db, EAST, geography, context.clock.now()).await.map_err(|error| Trouble::of(&error))
}

async fn geography(db: &Db) -> Result<Geography, Trouble> {
    let geography = Geography::load(db, EAST).await.map_err(|error| Trouble::of(&error))?;
    if geography.is_empty() {
        return Err(Trouble::refused("no places are loaded yet; run `vocation places load` first"));
    }
    Ok(geography)
}

fn refused(error: &UploadError) -> Trouble {
    match error {
        UploadError::Open { .. } => Trouble::unusable(causes(error)),
        _ => Trouble::refused(causes(error)),
    }
}

/// The secret behind the person keys.
fn person_key(data: &Path) -> Result<PersonKey, Trouble> {
    secret(data, KEY_FILE).map(PersonKey::new)
}

fn told(report: &UploadReport) -> String {
    match report.import_no {
        None => "These files were loaded before; nothing to do.".to_owned(),
        Some(number) => format!(
            "Import {number}: {} rows read, {} loaded, {} listed; {} employments began, {} ended.",
            report.rows_read, report.rows_loaded, report.rows_listed, report.started, report.left
        ),
    }
}

fn value(report: &UploadReport) -> serde_json::Value {
    serde_json::json!({
        "import": report.import_no, "rows_read": report.rows_read, "rows_loaded": report.rows_loaded,
        "rows_listed": report.rows_listed, "started": report.started, "left": report.left,
    })
}
