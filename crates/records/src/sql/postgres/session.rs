//! A transaction on one connection. Dropped, it takes the connection with it, and the server undoes it.

use tokio_postgres::binary_copy::BinaryCopyInWriter;

use super::{Lent, convert};
use crate::sql::{Row, Rows, SqlError, Value};

/// A transaction in progress.
pub(in crate::sql) struct Session {
    lent: Lent,
}

impl Session {
    pub(super) async fn begin(lent: Lent) -> Result<Self, SqlError> {
        run(&lent, "begin").await?;
        Ok(Self { lent })
    }

    pub(in crate::sql) async fn execute(&self, sql: &str, args: &[Value]) -> Result<u64, SqlError> {
        convert::execute(&self.lent.client, sql, args).await
    }

    pub(in crate::sql) async fn rows(&self, sql: &str, args: &[Value]) -> Result<Vec<Row>, SqlError> {
        convert::rows(&self.lent.client, sql, args).await
    }

    pub(in crate::sql) async fn bulk(&self, table: &str, columns: &[&str], rows: Rows) -> Result<(), SqlError> {
        let names = columns.join(", ");
        let failed = |error| convert::error(&error);
        let client = &self.lent.client;
        let shape = client.prepare(&format!("select {names} from {table}")).await.map_err(failed)?;
        let types: Vec<_> = shape.columns().iter().map(|column| column.type_().clone()).collect();
        let sink = client.copy_in(&format!("copy {table} ({names}) from stdin binary")).await.map_err(failed)?;
        let mut writer = std::pin::pin!(BinaryCopyInWriter::new(sink, &types));
        for row in rows.values.chunks_exact(rows.width) {
            writer.as_mut().write_raw(row).await.map_err(failed)?;
        }
        writer.finish().await.map_err(failed)?;
        Ok(())
    }

    pub(in crate::sql) async fn commit(self) -> Result<(), SqlError> {
        self.end("commit").await
    }

    pub(in crate::sql) async fn rollback(self) -> Result<(), SqlError> {
        self.end("rollback").await
    }

    async fn end(self, how: &str) -> Result<(), SqlError> {
        run(&self.lent, how).await?;
        self.lent.keep();
        Ok(())
    }
}

async fn run(lent: &Lent, sql: &str) -> Result<(), SqlError> {
    lent.client.batch_execute(sql).await.map_err(|error| convert::error(&error))
}
