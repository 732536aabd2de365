//! Counts every change of every row while it happens, so that the seals change in the same transaction.
//!
//! The write connection has temporary triggers on every table, which hand the old and the new values of each changed row
//! to a function of ours, whatever statement changes it. They are no part of the stored schema.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;
use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::ValueRef;

use super::convert;
use crate::sql::content::{Content, Part, RowHash};
use crate::sql::{SqlError, Value};

/// Changes of one transaction so far.
#[derive(Default)]
pub(super) struct Tally {
    tables: Vec<String>,
    /// What the running batch changed; kept or forgotten when it ends.
    batch: Changes,
    kept: Changes,
    hash: RowHash,
    unwatched: Vec<String>,
}

/// Changes by table and part, with the last part apart because rows mostly come in order.
#[derive(Default)]
struct Changes {
    parts: BTreeMap<(usize, Part), Content>,
    last: Option<((usize, Part), Content)>,
}

impl Changes {
    fn of(&mut self, table: usize, part: Part) -> &mut Content {
        if self.last.is_none_or(|(key, _)| key != (table, part)) {
            self.settle();
        }
        &mut self.last.get_or_insert(((table, part), Content::default())).1
    }

    fn settle(&mut self) {
        if let Some((key, content)) = self.last.take() {
            self.parts.entry(key).or_default().merge(content);
        }
    }

    fn clear(&mut self) {
        self.parts.clear();
        self.last = None;
    }
}

/// The tally that a connection's triggers and its writer share.
#[derive(Clone, Default)]
pub(super) struct Shared {
    tally: Arc<Mutex<Tally>>,
}

impl Shared {
    /// Gives the connection the function that its triggers call.
    pub(super) fn attach(&self, connection: &Connection) -> Result<(), SqlError> {
        let shared = self.clone();
        let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_INNOCUOUS;
        connection
            .create_scalar_function("seal_note", -1, flags, move |call| shared.lock().note(call))
            .map_err(convert::error)
    }

    /// Starts counting the changes of a table (anew, when its columns changed).
    pub(super) fn watch(&self, connection: &Connection, table: &str) -> Result<(), SqlError> {
        let number = self.lock().table(table);
        let sql = "select name from pragma_table_info($1) order by cid";
        let columns = convert::rows(connection, sql, &crate::sql::args![table])?;
        let (mut old, mut new) = (format!("seal_note({number}, 0"), format!("seal_note({number}, 1"));
        for column in &columns {
            let column = column.get::<String>(0)?;
            // Writing to a string does not fail.
            let _ = write!(old, ", old.\"{column}\"");
            let _ = write!(new, ", new.\"{column}\"");
        }
        if columns.is_empty() {
            // The table was dropped.
            return Ok(());
        }
        let mut sql = String::new();
        self.lock().unwatched.retain(|name| name != table);
        // The writer counts the entries that it adds to the audit trail by itself: nobody else may add any.
        let events = if table == "audit_entry" { 1.. } else { 0.. };
        for (event, calls) in
            &[("insert", format!("{new})")), ("delete", format!("{old})")), ("update", format!("{old}), {new})"))]
                [events]
        {
            let _ = write!(
                sql,
                "drop trigger if exists temp.\"seal_{event}_{table}\";
                 create temp trigger \"seal_{event}_{table}\" after {event} on main.\"{table}\"
                 begin select {calls}; end;"
            );
        }
        connection.execute_batch(&sql).map_err(convert::error)
    }

    /// Leaves the counting of a table to bulk, which knows every row before it inserts it: half as much work.
    pub(super) fn unwatch(&self, connection: &Connection, table: &str) -> Result<(), SqlError> {
        if self.lock().unwatched.iter().any(|name| name == table) {
            return Ok(());
        }
        self.lock().unwatched.push(table.to_owned());
        let drop = |event| format!("drop trigger if exists temp.\"seal_{event}_{table}\";");
        let sql: String = ["insert", "delete", "update"].into_iter().map(drop).collect();
        connection.execute_batch(&sql).map_err(convert::error)
    }

    /// Counts again the tables that were left to bulk: before any other statement, and when the transaction has ended.
    pub(super) fn watch_all(&self, connection: &Connection) -> Result<(), SqlError> {
        loop {
            let Some(table) = self.lock().unwatched.pop() else { return Ok(()) };
            self.watch(connection, &table)?;
        }
    }

    /// Counts a row that was inserted, whose values are given in the order of the columns.
    pub(super) fn row(&self, table: &str, row: &[Value]) {
        let mut tally = self.lock();
        for value in row {
            tally.hash.value(value);
        }
        let (hash, table) = (tally.hash.finish(), tally.table(table));
        tally.add(table, Part::of(&row[..row.len().min(2)]), hash);
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, Tally> {
        self.tally.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Tables under seal: all but the seals and SQLite's own.
pub(super) fn is_sealed(table: &str) -> bool {
    table != "seal" && !table.starts_with("sqlite_")
}

impl Tally {
    /// The number of a table here.
    pub(super) fn table(&mut self, name: &str) -> usize {
        if let Some(number) = self.tables.iter().position(|table| table == name) {
            return number;
        }
        self.tables.push(name.to_owned());
        self.tables.len() - 1
    }

    /// Counts a row that bulk inserts.
    pub(super) fn add(&mut self, table: usize, part: Part, hash: u128) {
        self.batch.of(table, part).add(hash);
    }

    fn note(&mut self, call: &Context<'_>) -> rusqlite::Result<Option<i64>> {
        let table = call.get::<i64>(0)? as usize;
        let is_new: bool = call.get(1)?;
        let mut part = RowPart::default();
        for column in 2..call.len() {
            let value = call.get_raw(column);
            part.see(column - 2, value);
            hash_value(&mut self.hash, value);
        }
        let hash = self.hash.finish();
        let content = self.batch.of(table, part.done());
        if is_new {
            content.add(hash);
        } else {
            content.take(hash);
        }
        Ok(None)
    }

    /// The batch succeeded: its changes count.
    pub(super) fn keep(&mut self) {
        self.batch.settle();
        for (key, content) in std::mem::take(&mut self.batch.parts) {
            self.kept.parts.entry(key).or_default().merge(content);
        }
    }

    /// The batch was undone.
    pub(super) fn forget_batch(&mut self) {
        self.batch.clear();
    }

    /// The transaction was undone.
    pub(super) fn forget(&mut self) {
        self.batch.clear();
        self.kept.clear();
    }

    /// All changes of the transaction, by table name, and starts anew.
    pub(super) fn take(&mut self) -> BTreeMap<(String, Part), Content> {
        self.keep();
        let kept = std::mem::take(&mut self.kept.parts);
        kept.into_iter().map(|((table, part), content)| ((self.tables[table].clone(), part), content)).collect()
    }
}

/// Finds the part of a row while its values go by.
#[derive(Default)]
pub(super) struct RowPart {
    tenant: i64,
    part: Option<Part>,
}

impl RowPart {
    pub(super) fn see(&mut self, column: usize, value: ValueRef<'_>) {
        match (column, value) {
            (0, ValueRef::Integer(tenant)) => self.tenant = tenant,
            (1, ValueRef::Integer(key)) => self.part = Some(Part::of_numbers(self.tenant, key)),
            (1, ValueRef::Text(key)) => self.part = Some(Part::of_text(self.tenant, key)),
            _ => {}
        }
    }

    pub(super) fn done(self) -> Part {
        self.part.unwrap_or(Part::all(self.tenant))
    }
}

/// Adds one value to the hash of its row.
pub(super) fn hash_value(hash: &mut RowHash, value: ValueRef<'_>) {
    match value {
        ValueRef::Null => hash.null(),
        ValueRef::Integer(value) => hash.int(value),
        ValueRef::Real(value) => hash.real(value),
        ValueRef::Text(value) => hash.text(value),
        ValueRef::Blob(value) => hash.blob(value),
    }
}
