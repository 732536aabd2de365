//! `vocation workforce` and `vocation indicators`: uploads of the national files, and the figures made from them.

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

/// The secret behind the person keys, made from the system's randomness the first time.
fn person_key(data: &Path) -> Result<PersonKey, Trouble> {
    let path = data.join(KEY_FILE);
    let unusable = |error: std::io::Error| Trouble::unusable(format!("cannot use {}: {error}", path.display()));
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => new_key(&path).map_err(unusable)?,
        Err(error) => return Err(unusable(error)),
    };
    let bytes = <[u8; 32]>::try_from(bytes.as_slice());
    let bytes = bytes.map_err(|_| Trouble::unusable(format!("{} does not hold 32 bytes", path.display())))?;
    Ok(PersonKey::new(bytes))
}

fn new_key(path: &Path) -> std::io::Result<Vec<u8>> {
    use std::io::{Read as _, Write as _};
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut bytes = vec![0; 32];
    std::fs::File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    // Written aside and then named, so that a cut leaves no half key behind.
    let aside = path.with_extension("new");
    let mut file = std::fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&aside)?;
    file.write_all(&bytes)?;
    file.sync_all()?;
    std::fs::rename(aside, path)?;
    Ok(bytes)
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
