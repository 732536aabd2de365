//! Opening the database, and `vocation migrate`.

use super::{Context, Trouble, backup, causes};
use vocation_records::sql::{Address, Db, SqlError};

/// Opens the database, making it if need be, and brings its schema up to this program's. What is in it is backed up
/// first when that changes something.
pub async fn open(context: &Context) -> Result<(Db, Vec<&'static str>), Trouble> {
    let db = Db::open(&context.database).await.map_err(|error| unusable(&error))?;
    let pending = db.pending().await.map_err(|error| unusable(&error))?;
    if !pending.is_empty() && !db.steps().await.map_err(|error| unusable(&error))?.is_empty() {
        let kept = backup::before_upgrade(context, &db).await?;
        context.printer.note(&format!(
            "The schema is brought up to date. To undo that, `vocation restore {} --replace` with the former program; changes made after this are lost then.",
            kept.display()
        ));
    }
    let migrated = db.migrate(context.clock.now()).await.map_err(|error| unusable(&error))?;
    Ok((db, migrated.applied))
}

/// Opens a database that is there already: a command that only looks makes none.
pub async fn open_existing(context: &Context) -> Result<Db, Trouble> {
    refuse_missing(context)?;
    Ok(open(context).await?.0)
}

/// Opens a database that is there already and leaves its schema as it is.
pub async fn open_as_it_is(context: &Context) -> Result<Db, Trouble> {
    refuse_missing(context)?;
    Db::open(&context.database).await.map_err(|error| unusable(&error))
}

fn refuse_missing(context: &Context) -> Result<(), Trouble> {
    match Address::of(&context.database) {
        Address::File(path) if !path.exists() => Err(Trouble::unusable(format!(
            "there is no database at {}; `vocation demo` makes one with data, `vocation migrate` an empty one",
            path.display()
        ))),
        _ => Ok(()),
    }
}

fn unusable(error: &SqlError) -> Trouble {
    Trouble::unusable(causes(error))
}

/// `vocation migrate`
pub async fn migrate(context: &Context) -> Result<(), Trouble> {
    let (db, applied) = open(context).await?;
    let text = if applied.is_empty() {
        "The database is up to date.".to_owned()
    } else {
        format!("Applied {}.", applied.join(", "))
    };
    context.printer.result(&text, &serde_json::json!({ "applied": applied, "database": db.backend() }));
    db.close().await;
    Ok(())
}
