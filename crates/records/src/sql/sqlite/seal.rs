//! Writes the seals at the end of each transaction.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use super::convert;
use super::tally::{RowPart, Shared, hash_value, is_sealed};
use crate::sql::SqlError;
use crate::sql::content::{Content, Part, RowHash};

/// Under this name the schema itself is sealed.
pub(super) const SCHEMA: &str = "sqlite_schema";

/// The tables as they were when the transaction began.
#[derive(Default)]
pub(super) struct Known {
    version: i64,
    tables: BTreeMap<String, String>,
}

impl Known {
    /// Reads the schema of a connection, if it is not the one known already, and watches the tables that are new to it.
    pub(super) fn refresh(&mut self, connection: &Connection, tally: &Shared) -> Result<(), SqlError> {
        let version = version(connection)?;
        if version != self.version {
            let tables = tables(connection)?;
            for (name, text) in tables.iter().filter(|(name, _)| is_sealed(name)) {
                if self.tables.get(name) != Some(text) {
                    tally.watch(connection, name)?;
                }
            }
            *self = Self { version, tables };
        }
        Ok(())
    }

    /// True while nobody has changed the schema since.
    pub(super) fn is_current(&self, connection: &Connection) -> Result<bool, SqlError> {
        Ok(version(connection)? == self.version)
    }
}

/// Brings the seals up to the changes of a transaction, which is still open. Tables that are new or have new columns are
/// read whole.
pub(super) fn write(connection: &Connection, tally: &Shared, before: &Known) -> Result<(), SqlError> {
    let mut changes = tally.lock().take();
    let is_changed = version(connection)? != before.version;
    let now = if is_changed { Some(tables(connection)?) } else { None };
    let now = now.as_ref().unwrap_or(&before.tables);
    if !now.contains_key("seal") {
        return Ok(());
    }
    if is_changed {
        let all = before.tables.contains_key("seal");
        let same = |name: &str| all && before.tables.get(name) == now.get(name);
        let names: BTreeSet<&String> = before.tables.keys().chain(now.keys()).collect();
        for name in names.into_iter().filter(|name| is_sealed(name) && !same(name)) {
            changes.retain(|(table, _), _| table != name);
            reseal(connection, name, now.contains_key(name))?;
        }
        put(connection, SCHEMA, &Part::all(0), schema(connection)?)?;
    }
    for ((table, part), change) in &changes {
        if *change != Content::default() {
            merge(connection, table, part, *change)?;
        }
    }
    Ok(())
}

fn version(connection: &Connection) -> Result<i64, SqlError> {
    let mut statement = connection.prepare_cached("pragma schema_version").map_err(convert::error)?;
    statement.query_row((), |row| row.get(0)).map_err(convert::error)
}

/// Names of the tables and the texts that made them.
pub(super) fn tables(connection: &Connection) -> Result<BTreeMap<String, String>, SqlError> {
    let sql = "select name, sql from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\'";
    let rows = convert::rows(connection, sql, &[])?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// True when there are tables of ours and no seals: the first migration makes the seals, before it only the ledger is there.
pub(super) fn are_lost(tables: &BTreeMap<String, String>) -> bool {
    !tables.contains_key("seal") && tables.keys().any(|table| table != "schema_step")
}

fn merge(connection: &Connection, table: &str, part: &Part, change: Content) -> Result<(), SqlError> {
    let key = crate::sql::args![part.tenant, table, part.name()];
    let select = "select row_count, hash_sum from seal where tenant = $1 and table_name = $2 and part = $3";
    let mut content = match convert::row(connection, select, &key)? {
        Some(row) => Content::from_text(row.get(0)?, &row.get::<String>(1)?)?,
        None => Content::default(),
    };
    content.merge(change);
    put(connection, table, part, content)
}

fn put(connection: &Connection, table: &str, part: &Part, content: Content) -> Result<(), SqlError> {
    let mut row = crate::sql::args![part.tenant, table, part.name()];
    if content == Content::default() {
        convert::execute(connection, "delete from seal where tenant = $1 and table_name = $2 and part = $3", &row)?;
        return Ok(());
    }
    row.extend(crate::sql::args![content.rows, content.sum_text()]);
    let upsert = "insert into seal (tenant, table_name, part, row_count, hash_sum) values ($1, $2, $3, $4, $5)
                  on conflict (tenant, table_name, part) do update set row_count = $4, hash_sum = $5";
    convert::execute(connection, upsert, &row).map(drop)
}

/// Seals a whole table anew, because its columns changed.
fn reseal(connection: &Connection, table: &str, exists: bool) -> Result<(), SqlError> {
    convert::execute(connection, "delete from seal where table_name = $1", &crate::sql::args![table])?;
    if exists {
        for (part, content) in scan(connection, table)? {
            put(connection, table, &part, content)?;
        }
    }
    Ok(())
}

/// The content of the schema: every table and index with its text.
pub(super) fn schema(connection: &Connection) -> Result<Content, SqlError> {
    let mut content = Content::default();
    let mut hash = RowHash::default();
    for row in convert::rows(connection, "select type, name, tbl_name, sql from sqlite_schema", &[])? {
        for value in row.values() {
            hash.value(value);
        }
        content.add(hash.finish());
    }
    Ok(content)
}

/// The content of a table by part, read from the table itself and from no index.
pub(super) fn scan(connection: &Connection, table: &str) -> Result<BTreeMap<Part, Content>, SqlError> {
    let mut parts: BTreeMap<Part, Content> = BTreeMap::new();
    let mut hash = RowHash::default();
    let sql = format!("select * from \"{table}\" not indexed");
    let mut statement = connection.prepare(&sql).map_err(convert::error)?;
    let width = statement.column_count();
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next().map_err(convert::error)? {
        let mut part = RowPart::default();
        for column in 0..width {
            let value = row.get_ref(column).map_err(convert::error)?;
            part.see(column, value);
            hash_value(&mut hash, value);
        }
        parts.entry(part.done()).or_default().add(hash.finish());
    }
    Ok(parts)
}

/// The seals of every table, as stored: tenant and part to content.
pub(super) type Seals = BTreeMap<(String, i64, String), Content>;

/// Reads all seals.
pub(super) fn seals(connection: &Connection) -> Result<Seals, SqlError> {
    let sql = "select table_name, tenant, part, row_count, hash_sum from seal";
    let mut seals = Seals::new();
    for row in convert::rows(connection, sql, &[])? {
        let content = Content::from_text(row.get(3)?, &row.get::<String>(4)?)?;
        seals.insert((row.get(0)?, row.get(1)?, row.get(2)?), content);
    }
    Ok(seals)
}
