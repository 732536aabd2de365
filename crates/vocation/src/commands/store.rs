//! Opening the database, and `vocation migrate`.

use super::{Context, Trouble, causes};
use std::path::Path;
use vocation_records::sql::{Db, SqlError};

/// Opens the database, making it if need be, and brings its schema up to this program's.
pub async fn open(context: &Context) -> Result<(Db, Vec<&'static str>), Trouble> {
    let db = Db::open(&context.database).await.map_err(|error| unusable(&error))?;
    let migrated = db.migrate(context.clock.now()).await.map_err(|error| unusable(&error))?;
    Ok((db, migrated.applied))
}

/// Opens a database that is there already: a command that only looks makes none.
pub async fn open_existing(context: &Context) -> Result<Db, Trouble> {
    let url = &context.database;
    let remote = url.starts_with("postgres://") || url.starts_with("postgresql://");
    let path = url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:")).unwrap_or(url);
    if !remote && !Path::new(path).exists() {
        let text = format!(
            "there is no database at {path}; `vocation demo` makes one with data, `vocation migrate` an empty one"
        );
        return Err(Trouble::unusable(text));
    }
    Ok(open(context).await?.0)
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
