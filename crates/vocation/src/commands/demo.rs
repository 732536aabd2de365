//! `vocation demo`: the whole region, from nothing.

use super::{Context, Trouble, file_name, import, read_file, serve, store, synth, workforce};
use crate::args::Demo;
use std::path::PathBuf;
use vocation_records::places::{self, EAST};
use vocation_records::sector::directory::Upload;
use vocation_records::sector::upload::Upload as Workforce;
use vocation_records::sql::{Db, args};

/// The real rows of the care directory that could be had, carried in the program.
const REAL: [(&str, &[u8]); 2] = [
    ("cqc_east_slice_aug2025.csv", include_bytes!("../../../../data/cqc/cqc_east_slice_aug2025.csv")),
    ("cqc_new_providers_east_2026.csv", include_bytes!("../../../../data/cqc/cqc_new_providers_east_2026.csv")),
];
/// The register among the drawn files.
const REGISTER: &str = "synthetic-east-register.csv";

pub async fn run(context: &Context, options: &Demo) -> Result<(), Trouble> {
    let (db, _) = store::open(context).await?;
    let complete = complete(&db).await?;
    if !complete {
        refuse_real_people(&db).await?;
        load(context, options, &db).await?;
    }
    db.close().await;
    if options.load_only {
        let text = if complete { "The region is loaded already." } else { "The region is loaded." };
        context.printer.result(text, &serde_json::json!({ "already": complete }));
        return Ok(());
    }
    serve::run(context, &options.listen, true).await
}

/// The figures are published last: a release says that the demonstration is complete.
async fn complete(db: &Db) -> Result<bool, Trouble> {
    let row = db
        .row("select count(*) from release where tenant = $1", args![EAST])
        .await
        .map_err(|error| Trouble::of(&error))?;
    let count = row.map_or(Ok(0), |row| row.get::<i64>(0)).map_err(|error| Trouble::of(&error))?;
    Ok(count > 0)
}

/// Invented people are not mixed with people.
async fn refuse_real_people(db: &Db) -> Result<(), Trouble> {
    let sql = "select count(*) from import where tenant = $1 and kind in ('whole', 'changes') and synthetic = $2";
    let row = db.row(sql, args![EAST, false]).await.map_err(|error| Trouble::of(&error))?;
    let count = row.map_or(Ok(0), |row| row.get::<i64>(0)).map_err(|error| Trouble::of(&error))?;
    if count == 0 {
        return Ok(());
    }
    Err(Trouble::refused(
        "this database holds real workforce files; the demonstration needs one of its own (--database)",
    ))
}

async fn load(context: &Context, options: &Demo, db: &Db) -> Result<(), Trouble> {
    context.printer.note("Loading places ...");
    places::load(db, EAST, context.clock.now()).await.map_err(|error| Trouble::of(&error))?;
    context.printer.note("Loading the care directory ...");
    for (name, bytes) in REAL {
        let upload = Upload { name: name.to_owned(), bytes: bytes.to_vec(), synthetic: false, as_at: None };
        import::load(context, db, &upload).await?;
    }
    context.printer.note("Drawing a synthetic region where no open data exists ...");
    let folder: PathBuf = options.data.join("synthetic");
    let written = synth::write(context, vocation_synth::Region::East, options.seed, &folder)?;
    let register = written.files.iter().find(|path| file_name(path) == REGISTER);
    let register = register.ok_or_else(|| Trouble::refused("the synthetic register was not drawn"))?;
    context.printer.note("Loading the synthetic register ...");
    let last = written.files.iter().filter_map(|path| day_in(&file_name(path))).max();
    let upload = Upload { name: REGISTER.to_owned(), bytes: read_file(register)?, synthetic: true, as_at: last };
    import::load(context, db, &upload).await?;
    let uploads = Workforce::by_day(&written.files, true);
    workforce::load_all(context, db, &options.data, &uploads).await?;
    Ok(())
}

/// The day in the name of a synthetic file.
fn day_in(name: &str) -> Option<jiff::civil::Date> {
    name.split('-').collect::<Vec<_>>().windows(3).find_map(|parts| parts.join("-").parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_read_from_the_name_of_a_synthetic_file() {
        let name = "synthetic-east-2026-09-30-changes-worker.csv";
        assert_eq!(day_in(name), Some(jiff::civil::date(2026, 9, 30)));
        assert_eq!(day_in("synthetic-east-register.csv"), None);
    }
}
