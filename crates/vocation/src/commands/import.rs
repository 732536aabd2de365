//! `vocation import`

use super::{Context, Trouble, causes, file_name, read_file, store};
use crate::args::Import;
use std::fmt::Write as _;
use vocation_records::places::{EAST, Geography};
use vocation_records::sector::directory::{DirectoryError, ImportReport, Upload, import};
use vocation_records::sql::Db;

pub async fn run(context: &Context, options: &Import) -> Result<(), Trouble> {
    let mut uploads = Vec::new();
    for path in &options.files {
        let (name, bytes) = (file_name(path), read_file(path)?);
        uploads.push(Upload { name, bytes, synthetic: options.synthetic, as_at: options.as_at });
    }
    let (db, _) = store::open(context).await?;
    let mut done = Vec::new();
    for upload in &uploads {
        done.push(load(context, &db, upload).await?);
    }
    let text: String = uploads.iter().zip(&done).map(|(upload, report)| told(&upload.name, report)).collect();
    let value: Vec<_> = uploads.iter().zip(&done).map(|(upload, report)| value(&upload.name, report)).collect();
    context.printer.result(&text, &value);
    db.close().await;
    Ok(())
}

/// Loads one file, in one transaction, with a progress bar. The places must be there.
pub async fn load(context: &Context, db: &Db, upload: &Upload) -> Result<ImportReport, Trouble> {
    let geography = Geography::load(db, EAST).await.map_err(|error| Trouble::of(&error))?;
    if geography.is_empty() {
        return Err(Trouble::refused(
            "no places are loaded yet, so nothing could be placed; run `vocation places load` first",
        ));
    }
    let bar = context.printer.bar(1, "Loading the directory");
    let now = context.clock.now();
    let mut progress = |done: u64, all: u64| {
        bar.set_length(all);
        bar.set_position(done);
    };
    let report = import(db, &geography, EAST, upload, now, &mut progress).await;
    bar.finish_and_clear();
    report.map_err(|error| match error {
        DirectoryError::NoDate => Trouble::unusable(format!("{}: {error}", upload.name)),
        _ => Trouble::refused(format!("{}: {}", upload.name, causes(&error))),
    })
}

fn told(name: &str, report: &ImportReport) -> String {
    if report.already {
        return format!("{name}: loaded before, nothing to do.\n");
    }
    let mut text = format!(
        "{name}: {} rows as at {}: {} loaded, {} listed; {} locations and {} providers new or changed.\n",
        report.rows_read, report.as_at, report.rows_loaded, report.rows_listed, report.locations, report.providers
    );
    for (code, count) in &report.findings {
        // Writing to a string does not fail.
        let _ = writeln!(text, "  {count:>6} {code:?}");
    }
    text
}

fn value(name: &str, report: &ImportReport) -> serde_json::Value {
    let findings: Vec<_> = report
        .findings
        .iter()
        .map(|(code, count)| serde_json::json!({ "code": format!("{code:?}"), "count": count }))
        .collect();
    serde_json::json!({
        "file": name, "already": report.already, "as_at": report.as_at.to_string(), "rows_read": report.rows_read,
        "rows_loaded": report.rows_loaded, "rows_listed": report.rows_listed, "locations": report.locations,
        "providers": report.providers, "findings": findings,
    })
}
