//! Loads a folder of national-format files and publishes the figures, and says how long each step took:
//! `cargo run --release -p vocation-records --example load_region -- FOLDER DATABASE`.
#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a measurement needs a clock and prints")]

use std::path::PathBuf;
use std::time::Instant;

use vocation_records::indicators::publish;
use vocation_records::places::{self, EAST, Geography};
use vocation_records::sector::upload::{Importer, PersonKey, Upload};
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
    let files: Vec<PathBuf> =
        std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    for upload in Upload::by_day(&files, true) {
        let report = importer.load(&upload, now).await?;
        rows += report.rows_read;
        listed += report.rows_listed;
    }
    println!("uploads: {:.2} s, {rows} rows, {listed} listed", began.elapsed().as_secs_f64());
    let release = publish::refresh(&db, EAST, &geography, now).await?;
    println!("figures: {:.2} s, {} series, to {}", began.elapsed().as_secs_f64(), release.series, release.last);
    Ok(())
}
