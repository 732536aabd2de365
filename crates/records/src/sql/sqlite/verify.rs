//! Reads a SQLite file whole and compares it with its seals.

use std::collections::BTreeMap;
use std::sync::Arc;

use rusqlite::Connection;

use super::seal::{self, SCHEMA, Seals};
use super::tally::is_sealed;
use super::{Sqlite, convert, file, lost, wal};
use crate::sql::content::{Content, Part};
use crate::sql::{Damage, DamageKind, SqlError, Verdict};

impl Sqlite {
    /// Checks the log while nothing is written, then everything else beside the writers.
    pub(in crate::sql) async fn verify(&self) -> Result<Verdict, SqlError> {
        let path = self.path().to_owned();
        let log = self.with_writer_even_if_faulty(move |_| wal::check(&path)).await?;
        let readers = Arc::clone(&self.readers);
        let work = tokio::task::spawn_blocking(move || {
            readers.open().map_or_else(unreadable, |connection| check(&connection))
        });
        let mut verdict = work.await.map_err(|_| lost())??;
        verdict.damages.extend(log);
        if let Some(damage) = verdict.damages.first() {
            file::mark_damaged(self.path(), &damage.to_string());
            self.fault().set(damage.to_string());
        }
        Ok(verdict)
    }
}

fn unreadable(error: SqlError) -> Result<Verdict, SqlError> {
    match error {
        // A value of another kind than its column ever held is damage as well.
        SqlError::Damaged(_) | SqlError::Statement(_) | SqlError::Type { .. } => {
            Ok(Verdict { damages: vec![structure(None, error.to_string())], ..Verdict::default() })
        }
        other => Err(other),
    }
}

fn structure(table: Option<String>, text: String) -> Damage {
    Damage { kind: DamageKind::Structure, table, part: None, text }
}

/// Checks everything that a connection can read, in one view of the data.
pub(in crate::sql) fn check(connection: &Connection) -> Result<Verdict, SqlError> {
    let mut verdict = Verdict::default();
    if let Err(error) =
        connection.execute_batch("begin").map_err(convert::error).and_then(|()| all(connection, &mut verdict))
    {
        verdict.damages.extend(unreadable(error)?.damages);
    }
    Ok(verdict)
}

fn all(connection: &Connection, verdict: &mut Verdict) -> Result<(), SqlError> {
    match convert::rows(connection, "pragma integrity_check(20)", &[]) {
        Ok(rows) => {
            for row in rows {
                let text = row.get::<String>(0)?;
                if text != "ok" {
                    verdict.damages.push(structure(None, text));
                }
            }
        }
        Err(error) => verdict.damages.extend(unreadable(error)?.damages),
    }
    header(connection, verdict)?;
    let tables = seal::tables(connection)?;
    if !tables.contains_key("seal") {
        if seal::are_lost(&tables) {
            verdict.damages.push(structure(Some("seal".to_owned()), "the table of the seals is not there".to_owned()));
        } else {
            verdict.limits.push("the database has no seals: run vocation migrate".to_owned());
        }
        return Ok(());
    }
    let mut seals = match seal::seals(connection) {
        Ok(seals) => seals,
        Err(error) => {
            verdict.damages.push(structure(Some("seal".to_owned()), error.to_string()));
            Seals::new()
        }
    };
    let schema = seals.remove(&(SCHEMA.to_owned(), 0, Part::all(0).name()));
    if schema != Some(seal::schema(connection)?) {
        let text = "the definitions of the tables are not as they were written".to_owned();
        verdict.damages.push(Damage { kind: DamageKind::Content, table: Some(SCHEMA.to_owned()), part: None, text });
    }
    for table in tables.keys().filter(|table| is_sealed(table)) {
        match seal::scan(connection, table) {
            Ok(parts) => compare(table, &parts, &mut seals, verdict),
            Err(error) => verdict.damages.push(structure(Some(table.clone()), error.to_string())),
        }
    }
    for ((table, tenant, part), sealed) in seals {
        let text = format!("{sealed} were sealed and none is there");
        verdict.damages.push(content(&table, tenant, &part, text));
    }
    Ok(())
}

/// Fields of the first page that we set and SQLite does not check.
fn header(connection: &Connection, verdict: &mut Verdict) -> Result<(), SqlError> {
    for (pragma, wanted) in [("pragma application_id", i64::from(file::APPLICATION_ID)), ("pragma user_version", 0)] {
        let found = convert::row(connection, pragma, &[])?.map_or(Ok(0), |row| row.get::<i64>(0))?;
        if found != wanted {
            verdict.damages.push(structure(None, format!("{pragma} is {found} and was {wanted}")));
        }
    }
    Ok(())
}

fn compare(table: &str, parts: &BTreeMap<Part, Content>, seals: &mut Seals, verdict: &mut Verdict) {
    let mut whole = Content::default();
    for (part, found) in parts {
        whole.merge(*found);
        let sealed = seals.remove(&(table.to_owned(), part.tenant, part.name()));
        if sealed != Some(*found) {
            let sealed = sealed.map_or_else(|| "nothing".to_owned(), |sealed| sealed.to_string());
            verdict.damages.push(content(table, part.tenant, &part.name(), format!("sealed {sealed}; found {found}")));
        }
    }
    verdict.contents.insert(table.to_owned(), whole);
}

fn content(table: &str, tenant: i64, part: &str, text: String) -> Damage {
    let part = Some(format!("{part} of region {tenant}"));
    Damage { kind: DamageKind::Content, table: Some(table.to_owned()), part, text }
}
