//! A transaction on one connection. Dropped, it takes the connection with it, and the server undoes it.

use tokio_postgres::binary_copy::BinaryCopyInWriter;

use super::{Lent, convert};
use crate::sql::trail::{self, Heads};
use crate::sql::{AuditLine, Row, Rows, SqlError, Text, Value, args};

/// A transaction in progress.
///
/// After an error the server itself refuses every further statement, but would answer a commit with success.
pub(in crate::sql) struct Session {
    lent: Lent,
    failed: Option<SqlError>,
    heads: Heads,
}

impl Session {
    pub(super) async fn begin(lent: Lent) -> Result<Self, SqlError> {
        run(&lent, "begin").await?;
        Ok(Self { lent, failed: None, heads: Heads::default() })
    }

    fn noted<T>(&mut self, done: Result<T, SqlError>) -> Result<T, SqlError> {
        if let (Err(error), None) = (&done, &self.failed) {
            self.failed = Some(error.clone());
        }
        done
    }

    pub(in crate::sql) async fn execute(&mut self, sql: &str, args: &[Value]) -> Result<u64, SqlError> {
        let done = convert::execute(&self.lent, sql, args).await;
        self.noted(done)
    }

    pub(in crate::sql) async fn rows(&mut self, sql: &str, args: &[Value]) -> Result<Vec<Row>, SqlError> {
        let done = convert::rows(&self.lent, sql, args).await;
        self.noted(done)
    }

    pub(in crate::sql) async fn bulk(&mut self, table: &str, columns: &[Text], rows: Rows) -> Result<(), SqlError> {
        let done = self.copy(table, columns, rows).await;
        self.noted(done)
    }

    async fn copy(&self, table: &str, columns: &[Text], rows: Rows) -> Result<(), SqlError> {
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

    pub(in crate::sql) async fn audit(&mut self, lines: &[AuditLine]) -> Result<(), SqlError> {
        for line in lines {
            let done = self.audit_line(line).await;
            self.noted(done)?;
        }
        for row in self.heads.rows()? {
            self.execute(trail::SET_HEAD, &row).await?;
        }
        Ok(())
    }

    /// The head is locked until the transaction ends, so that numbers have no gap: changes that leave a trail commit one after
    /// another.
    async fn audit_line(&mut self, line: &AuditLine) -> Result<(), SqlError> {
        if self.heads.get(line.tenant).is_none() {
            let rows = convert::rows(&self.lent, trail::LOCK_HEAD, &args![line.tenant]).await?;
            self.heads.read(line.tenant, rows.first())?;
        }
        let number = self.heads.get(line.tenant).map_or(0, |tree| tree.size());
        let (row, leaf) = line.row(number)?;
        convert::execute(&self.lent, trail::INSERT, &row).await?;
        if let Some(tree) = self.heads.get(line.tenant) {
            tree.push(leaf);
        }
        Ok(())
    }

    pub(in crate::sql) async fn commit(self) -> Result<(), SqlError> {
        if let Some(error) = self.failed.clone() {
            self.end("rollback").await?;
            return Err(error);
        }
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
