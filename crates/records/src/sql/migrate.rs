//! The schema, step by step. Each file of `migrations/` is one transaction, so a step is there whole or not at all.

use std::sync::LazyLock;

use super::{Db, SqlError, Tx, args};
use crate::hash;

/// What [`Db::migrate`] did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Migrated {
    /// Names of the steps applied now, in order; empty when the schema was current.
    pub applied: Vec<&'static str>,
}

struct Step {
    name: &'static str,
    hash: String,
    sqlite: Vec<String>,
    postgres: Vec<String>,
}

macro_rules! steps {
    ($($name:literal),+ $(,)?) => { [$(($name, include_str!(concat!("../../migrations/", $name, ".sql")))),+] };
}

const FILES: [(&str, &str); 4] = steps!["0001_house", "0002_places", "0003_sector", "0004_indicators"];

const LEDGER: &str = "create table if not exists schema_step (name text not null primary key, sha256 text not null, applied_at text not null)";

static STEPS: LazyLock<Vec<Step>> = LazyLock::new(|| FILES.iter().map(|(name, text)| step(name, text)).collect());

fn step(name: &'static str, text: &str) -> Step {
    // What stands in /*! */ is for SQLite alone: PostgreSQL takes it for a comment.
    let for_sqlite = text.replace("/*!", "").replace("*/", "");
    Step { name, hash: hash::of(text.as_bytes()), sqlite: statements(&for_sqlite), postgres: statements(text) }
}

/// The statements of a file: comment lines are left out, and a semicolon ends a statement.
fn statements(text: &str) -> Vec<String> {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("--"));
    let text = lines.collect::<Vec<_>>().join("\n");
    text.split(';').map(str::trim).filter(|statement| !statement.is_empty()).map(str::to_owned).collect()
}

/// Applies what is missing.
pub(super) async fn run(db: &Db, now: jiff::Timestamp) -> Result<Migrated, SqlError> {
    let mut tx = db.begin().await?;
    tx.execute(LEDGER, args![]).await?;
    let known = tx.rows("select name, sha256 from schema_step order by name", args![]).await?;
    tx.commit().await?;
    let mut applied = Vec::with_capacity(known.len());
    for row in known {
        applied.push((row.get::<String>(0)?, row.get::<String>(1)?));
    }
    check(&applied)?;
    let mut done = Migrated::default();
    for step in STEPS.iter().filter(|step| !applied.iter().any(|(name, _)| name == step.name)) {
        let mut tx = db.begin().await?;
        apply(&mut tx, step, db.backend() == "sqlite", now).await?;
        tx.commit().await?;
        done.applied.push(step.name);
    }
    Ok(done)
}

async fn apply(tx: &mut Tx, step: &'static Step, sqlite: bool, now: jiff::Timestamp) -> Result<(), SqlError> {
    for statement in if sqlite { &step.sqlite } else { &step.postgres } {
        tx.execute(statement, args![]).await?;
    }
    let row = args![step.name, &step.hash, now.to_string()];
    tx.execute("insert into schema_step (name, sha256, applied_at) values ($1, $2, $3)", row).await?;
    Ok(())
}

/// Refuses a database that a newer program made, or whose steps read otherwise than ours.
fn check(applied: &[(String, String)]) -> Result<(), SqlError> {
    for (name, hash) in applied {
        let Some(step) = STEPS.iter().find(|step| step.name == name) else {
            let known = STEPS.last().map_or_else(String::new, |step| step.name.to_owned());
            return Err(SqlError::NewerSchema { found: name.clone(), known });
        };
        if step.hash != *hash {
            return Err(SqlError::ChangedMigration(name.clone()));
        }
    }
    Ok(())
}
