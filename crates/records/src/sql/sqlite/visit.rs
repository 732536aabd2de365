//! The shapes of the tables, and every row of them in one view.

use std::collections::BTreeMap;
use std::sync::Arc;

use rusqlite::Connection;

use super::tally::is_sealed;
use super::{Sqlite, convert, lost, seal};
use crate::sql::shape::{Column, Kind, Shape};
use crate::sql::visit::Visitor;
use crate::sql::{Content, SqlError, args};

impl Sqlite {
    pub(in crate::sql) fn shapes(&self) -> Result<Vec<Shape>, SqlError> {
        self.readers.with(shapes)
    }

    /// Reads on a thread and a connection of its own; the writers go on.
    pub(in crate::sql) async fn visit<V: Visitor>(&self, mut visitor: V) -> Result<V, V::Error> {
        let readers = Arc::clone(&self.readers);
        let work = tokio::task::spawn_blocking(move || {
            let connection = readers.open()?;
            connection.execute_batch("begin").map_err(convert::error)?;
            show_all(&connection, &mut visitor)?;
            Ok(visitor)
        });
        work.await.map_err(|_| lost())?
    }
}

fn show_all<V: Visitor>(connection: &Connection, visitor: &mut V) -> Result<(), V::Error> {
    let sealed = sealed(connection)?;
    for shape in shapes(connection)? {
        visitor.table(&shape)?;
        let mut failed = None;
        convert::each_row(connection, &shape.select(), &[], |row| {
            failed = visitor.row(row.values()).err();
            failed.is_none()
        })?;
        if let Some(error) = failed {
            return Err(error);
        }
        visitor.end(sealed.as_ref().map(|sealed| sealed.get(&shape.table).copied().unwrap_or_default()))?;
    }
    Ok(())
}

/// The seal of each whole table, if this store has seals.
fn sealed(connection: &Connection) -> Result<Option<BTreeMap<String, Content>>, SqlError> {
    let tables = seal::tables(connection)?;
    if seal::are_lost(&tables) {
        return Err(SqlError::Damaged("the table of the seals is not there".to_owned()));
    }
    if !tables.contains_key("seal") {
        return Ok(None);
    }
    let mut whole: BTreeMap<String, Content> = BTreeMap::new();
    for ((table, _, _), content) in seal::seals(connection)? {
        whole.entry(table).or_default().merge(content);
    }
    Ok(Some(whole))
}

fn shapes(connection: &Connection) -> Result<Vec<Shape>, SqlError> {
    let tables = seal::tables(connection)?;
    tables.into_keys().filter(|table| is_sealed(table)).map(|table| shape(connection, table)).collect()
}

fn shape(connection: &Connection, table: String) -> Result<Shape, SqlError> {
    let sql = "select name, type, \"notnull\" = 0 and pk = 0, pk from pragma_table_info($1) order by cid";
    let (mut columns, mut key) = (Vec::new(), Vec::new());
    for row in convert::rows(connection, sql, &args![&table])? {
        let (name, declared): (String, String) = (row.get(0)?, row.get(1)?);
        let kind = Kind::of(&declared)
            .ok_or_else(|| SqlError::Statement(format!("{table}.{name} has the type {declared}")))?;
        if let place @ 1.. = row.get::<i64>(3)? {
            key.push((place, name.clone()));
        }
        columns.push(Column { name, kind, nullable: row.get(2)? });
    }
    key.sort();
    Ok(Shape { table, columns, key: key.into_iter().map(|(_, name)| name).collect() })
}
