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

const FILES: [(&str, &str); 9] = steps![
    "0001_house",
    "0002_places",
    "0003_sector",
    "0004_indicators",
    "0005_backups",
    "0006_audit",
    "0007_access",
    "0010_plan",
    "0011_pulse",
];

const LEDGER: &str = "create table if not exists schema_step (name text not null primary key, sha256 text not null, applied_at text not null)";

static STEPS: LazyLock<Vec<Step>> = LazyLock::new(|| FILES.iter().map(|(name, text)| step(name, text)).collect());

fn step(name: &'static str, text: &str) -> Step {
    // What stands in /*! */ is for SQLite alone, what stands in /*p */ for PostgreSQL: the other takes it for a comment.
    let sqlite = statements(&opened(text, "/*!", "/*p"));
    Step { name, hash: hash::of(text.as_bytes()), sqlite, postgres: statements(&opened(text, "/*p", "/*!")) }
}

/// The text with what is marked as `ours` in the open, and without what is `theirs`.
fn opened(text: &str, ours: &str, theirs: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, marked, after)) = rest.split_once("/*").and_then(|(before, _)| {
        let (marked, after) = rest[before.len()..].split_once("*/")?;
        Some((before, marked, after))
    }) {
        out.push_str(before);
        if let Some(inner) = marked.strip_prefix(ours) {
            out.push_str(inner);
        } else if !marked.starts_with(theirs) {
            out.push_str(marked);
            out.push_str("*/");
        }
        rest = after;
    }
    out + rest
}

/// The statements of a file: comment lines are left out, and a semicolon ends a statement unless it stands in a text or in the
/// body of a trigger.
fn statements(text: &str) -> Vec<String> {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("--"));
    let text = lines.collect::<Vec<_>>().join("\n");
    let (mut all, mut one, mut quoted) = (Vec::new(), String::new(), false);
    for letter in text.chars() {
        quoted ^= letter == '\'';
        let body = one.trim_start().starts_with("create trigger") && one.contains("begin") && !one.ends_with("end");
        if letter != ';' || quoted || body {
            one.push(letter);
        } else {
            all.push(std::mem::take(&mut one));
        }
    }
    all.push(one);
    all.iter().map(|statement| statement.trim().to_owned()).filter(|statement| !statement.is_empty()).collect()
}

/// A step that was applied to a database.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct SchemaStep {
    /// Its name, `0003_sector`.
    pub name: String,
    /// Hash of its text.
    pub sha256: String,
}

/// Applies what is missing.
pub(super) async fn run(db: &Db, now: jiff::Timestamp) -> Result<Migrated, SqlError> {
    let mut tx = db.begin().await?;
    tx.execute(LEDGER, args![]).await?;
    tx.commit().await?;
    let applied = applied(db).await?;
    check(&applied)?;
    let mut done = Migrated::default();
    for step in missing(&applied) {
        let mut tx = db.begin().await?;
        apply(&mut tx, step, db.backend() == "sqlite").await?;
        let row = args![step.name, &step.hash, now.to_string()];
        tx.execute("insert into schema_step (name, sha256, applied_at) values ($1, $2, $3)", row).await?;
        tx.commit().await?;
        done.applied.push(step.name);
    }
    Ok(done)
}

fn missing(applied: &[SchemaStep]) -> impl Iterator<Item = &'static Step> {
    STEPS.iter().filter(|step| !applied.iter().any(|known| known.name == step.name))
}

async fn applied(db: &Db) -> Result<Vec<SchemaStep>, SqlError> {
    let rows = db.rows("select name, sha256 from schema_step order by name", args![]).await?;
    rows.iter().map(|row| Ok(SchemaStep { name: row.get(0)?, sha256: row.get(1)? })).collect()
}

impl Db {
    /// The steps that this database has; none when it is new.
    ///
    /// # Errors
    /// Any [`SqlError`].
    pub async fn steps(&self) -> Result<Vec<SchemaStep>, SqlError> {
        if self.shapes().await?.iter().any(|shape| shape.table == "schema_step") {
            return applied(self).await;
        }
        Ok(Vec::new())
    }

    /// Names of the steps that [`Db::migrate`] would apply.
    ///
    /// # Errors
    /// [`SqlError::NewerSchema`] and [`SqlError::ChangedMigration`], as that would.
    pub async fn pending(&self) -> Result<Vec<&'static str>, SqlError> {
        let applied = self.steps().await?;
        check(&applied)?;
        Ok(missing(&applied).map(|step| step.name).collect())
    }

    /// Makes the tables of some steps in an empty database, without a row in any: the rows come from a backup.
    pub(crate) async fn make_tables(&self, steps: &[SchemaStep]) -> Result<(), SqlError> {
        check(steps)?;
        let mut tx = self.begin().await?;
        tx.execute(LEDGER, args![]).await?;
        for step in STEPS.iter().filter(|step| steps.iter().any(|wanted| wanted.name == step.name)) {
            apply(&mut tx, step, self.backend() == "sqlite").await?;
        }
        tx.commit().await
    }
}

async fn apply(tx: &mut Tx, step: &'static Step, sqlite: bool) -> Result<(), SqlError> {
    for statement in if sqlite { &step.sqlite } else { &step.postgres } {
        tx.execute(statement, args![]).await?;
    }
    Ok(())
}

/// Refuses a database that a newer program made, or whose steps read otherwise than ours.
fn check(applied: &[SchemaStep]) -> Result<(), SqlError> {
    for SchemaStep { name, sha256 } in applied {
        let Some(step) = STEPS.iter().find(|step| step.name == name) else {
            let known = STEPS.last().map_or_else(String::new, |step| step.name.to_owned());
            return Err(SqlError::NewerSchema { found: name.clone(), known });
        };
        if step.hash != *sha256 {
            return Err(SqlError::ChangedMigration(name.clone()));
        }
    }
    Ok(())
}
