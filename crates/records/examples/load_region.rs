//! Loads a folder of national-format files and publishes the figures, and says how long each step took:
//! `cargo run --release -p vocation-records --example load_region -- FOLDER DATABASE`.
#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a measurement needs a clock and prints")]

use std::path::PathBuf;
use std::time::Instant;

use vocation_records::indicators::publish;
use vocation_records::places::{self, EAST, Geography};
use vocation_records::sector::upload::{Importer, PersonKey, Upload, UploadKind};
use vocation_records::sql::Db;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(run())
}

async fn run() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (folder, database) = (arguments.next().ok_or("which folder?")?, arguments.next().ok_or("which database?")?);
    let began = Instant::now();
    let now = jiff::Timestamp::now();
    let db = Db::open(&database).await?;
    db.migrate(now).await?;
    places::load(&db, EAST, now).await?;
    let geography = Geography::load(&db, EAST).await?;
    println!("places: {:.2} s", began.elapsed().as_secs_f64());
    let mut importer = Importer::open(&db, EAST, &geography, PersonKey::new([7; 32])).await?;
    let mut rows = 0;
    let mut listed = 0;
    for (day, kind, files) in uploads(&folder)? {
        let upload = Upload { files, as_at: day.parse()?, kind, synthetic: true };
        let report = importer.load(&upload, now).await?;
        rows += report.rows_read;
        listed += report.rows_listed;
    }
    println!("uploads: {:.2} s, {rows} rows, {listed} listed", began.elapsed().as_secs_f64());
    let release = publish::refresh(&db, EAST, &geography, now).await?;
    println!("figures: {:.2} s, {} series, to {}", began.elapsed().as_secs_f64(), release.series, release.last);
    Ok(())
}

type Found = (String, UploadKind, Vec<PathBuf>);

/// `synthetic-east-2026-03-31-whole-worker.csv` and so on, by day.
fn uploads(folder: &str) -> Result<Vec<Found>, Box<dyn std::error::Error>> {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    paths.sort();
    let mut found: Vec<Found> = Vec::new();
    for path in paths {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let parts: Vec<&str> = name.split('-').collect();
        let [.., year, month, day, kind, "workplace" | "worker" | "training"] = parts[..] else { continue };
        let kind = if kind == "whole" { UploadKind::Whole } else { UploadKind::Changes };
        let date = format!("{year}-{month}-{day}");
        match found.last_mut().filter(|last| last.0 == date) {
            Some(last) => last.2.push(path),
            None => found.push((date, kind, vec![path])),
        }
    }
    Ok(found)
}
