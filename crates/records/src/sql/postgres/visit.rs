//! The shapes of the tables, and every row of them in one view.

use futures_util::StreamExt as _;

use super::{Lent, Postgres, convert};
use crate::sql::shape::{Column, Kind, Shape};
use crate::sql::visit::Visitor;
use crate::sql::{SqlError, Value, args};

impl Postgres {
    pub(in crate::sql) async fn shapes(&self) -> Result<Vec<Shape>, SqlError> {
        let lent = self.lend().await?;
        let shapes = shapes(&lent).await;
        lent.keep();
        shapes
    }

    /// Reads in one transaction that sees one state of the database.
    pub(in crate::sql) async fn visit<V: Visitor>(&self, mut visitor: V) -> Result<V, V::Error> {
        let lent = self.lend().await?;
        run(&lent, "begin isolation level repeatable read read only").await?;
        for shape in shapes(&lent).await? {
            visitor.table(&shape)?;
            let rows = lent.client.query_raw(&shape.select(), &args![] as &Vec<Value>).await;
            let mut rows = Box::pin(rows.map_err(|error| convert::error(&error))?);
            while let Some(row) = rows.next().await {
                let row = convert::row(&row.map_err(|error| convert::error(&error))?)?;
                visitor.row(row.values())?;
            }
            visitor.end(None)?;
        }
        run(&lent, "commit").await?;
        lent.keep();
        Ok(visitor)
    }
}

async fn run(lent: &Lent, sql: &str) -> Result<(), SqlError> {
    lent.client.batch_execute(sql).await.map_err(|error| convert::error(&error))
}

async fn shapes(lent: &Lent) -> Result<Vec<Shape>, SqlError> {
    let sql = "select cast(c.table_name as text), cast(c.column_name as text), cast(c.data_type as text),
                      c.is_nullable = 'YES', coalesce(cast(k.ordinal_position as bigint), 0)
               from information_schema.columns c
               join information_schema.tables t
                 on t.table_schema = c.table_schema and t.table_name = c.table_name and t.table_type = 'BASE TABLE'
               left join (information_schema.key_column_usage k
                 join information_schema.table_constraints p
                   on p.constraint_schema = k.constraint_schema and p.constraint_name = k.constraint_name
                  and p.table_name = k.table_name and p.constraint_type = 'PRIMARY KEY')
                 on k.table_schema = c.table_schema and k.table_name = c.table_name and k.column_name = c.column_name
               where c.table_schema = current_schema() and c.table_name <> 'seal'
               order by cast(c.table_name as text) collate \"C\", c.ordinal_position";
    let mut shapes: Vec<(Shape, Vec<(i64, String)>)> = Vec::new();
    for row in convert::rows(lent, sql, &args![]).await? {
        let (table, name, declared): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let kind = Kind::of(&declared)
            .ok_or_else(|| SqlError::Statement(format!("{table}.{name} has the type {declared}")))?;
        if shapes.last().is_none_or(|(shape, _)| shape.table != table) {
            shapes.push((Shape { table, columns: Vec::new(), key: Vec::new() }, Vec::new()));
        }
        if let Some((shape, key)) = shapes.last_mut() {
            if let place @ 1.. = row.get::<i64>(4)? {
                key.push((place, name.clone()));
            }
            shape.columns.push(Column { name, kind, nullable: row.get(3)? });
        }
    }
    Ok(shapes.into_iter().map(keyed).collect())
}

fn keyed((mut shape, mut key): (Shape, Vec<(i64, String)>)) -> Shape {
    key.sort();
    shape.key = key.into_iter().map(|(_, name)| name).collect();
    shape
}
