//! Many rows into one table, as fast as SQLite takes them.

use rusqlite::Connection;

use super::convert;
use super::tally::Shared;
use crate::sql::content::{Part, RowHash};
use crate::sql::shape::Kind;
use crate::sql::{Rows, SqlError, Text, Value};

/// The insert statement of the table that rows arrive for, and what its columns hold.
#[derive(Default)]
pub(super) struct Bulk {
    table: Text,
    columns: Vec<Text>,
    sql: String,
    kinds: Vec<Kind>,
    /// For each column of the table its place in a row; nothing when some columns are left to their defaults.
    order: Option<Vec<usize>>,
    hash: RowHash,
}

impl Bulk {
    /// Inserts rows and counts them.
    pub(super) fn insert(
        &mut self,
        connection: &Connection,
        tally: &Shared,
        table: Text,
        columns: Vec<Text>,
        rows: &Rows,
    ) -> Result<(), SqlError> {
        if self.table != table || self.columns != columns {
            self.prepare(connection, table, columns)?;
        }
        if self.order.is_some() {
            tally.unwatch(connection, &self.table)?;
        } else {
            tally.watch_all(connection)?;
        }
        self.rows(connection, rows)?;
        self.count(tally, rows);
        Ok(())
    }

    fn rows(&self, connection: &Connection, rows: &Rows) -> Result<(), SqlError> {
        let mut statement = connection.prepare_cached(&self.sql).map_err(convert::error)?;
        for row in rows.values.chunks_exact(rows.width) {
            for (index, (value, kind)) in row.iter().zip(&self.kinds).enumerate() {
                if !kind.takes(value) {
                    let (table, column) = (&self.table, &self.columns[index]);
                    return Err(SqlError::Refused(format!("{table}.{column} does not take {} ", value.kind())));
                }
                statement.raw_bind_parameter(index + 1, value).map_err(convert::error)?;
            }
            statement.raw_execute().map_err(convert::error)?;
        }
        Ok(())
    }

    fn count(&mut self, tally: &Shared, rows: &Rows) {
        let Some(order) = &self.order else { return };
        let mut tally = tally.lock();
        let table = tally.table(&self.table);
        let mut head = [Value::Null, Value::Null];
        for row in rows.values.chunks_exact(rows.width) {
            for place in order {
                self.hash.value(&row[*place]);
            }
            for (head, place) in head.iter_mut().zip(order) {
                head.clone_from(&row[*place]);
            }
            tally.add(table, Part::of(&head[..order.len().min(2)]), self.hash.finish());
        }
    }

    fn prepare(&mut self, connection: &Connection, table: Text, columns: Vec<Text>) -> Result<(), SqlError> {
        let shape = convert::rows(
            connection,
            "select name, type from pragma_table_info($1) order by cid",
            &crate::sql::args![table.as_ref()],
        )?;
        let mut names = Vec::with_capacity(shape.len());
        for row in &shape {
            names.push((row.get::<String>(0)?, row.get::<String>(1)?));
        }
        let mut kinds = Vec::with_capacity(columns.len());
        for column in &columns {
            let declared = names.iter().find(|(name, _)| name == column).map(|(_, declared)| declared);
            let kind = declared.and_then(|declared| Kind::of(declared));
            kinds.push(kind.ok_or_else(|| SqlError::Statement(format!("{table} has no portable column {column}")))?);
        }
        let place = |(name, _): &(String, String)| columns.iter().position(|column| column == name);
        self.order = names.iter().map(place).collect();
        let marks = vec!["?"; columns.len()].join(", ");
        self.sql = format!("insert into {table} ({}) values ({marks})", columns.join(", "));
        self.kinds = kinds;
        self.table = table;
        self.columns = columns;
        Ok(())
    }
}
