//! Reads a PostgreSQL database whole. Its page checksums are the seals; reading every row makes the server check them.

use super::{Postgres, convert};
use crate::sql::content::{Content, RowHash};
use crate::sql::{Damage, DamageKind, SqlError, Verdict, args};

impl Postgres {
    /// Reads and hashes every table.
    pub(in crate::sql) async fn verify(&self) -> Result<Verdict, SqlError> {
        let mut verdict = Verdict::default();
        if self.text("show data_checksums").await? != "on" {
            verdict
                .limits
                .push("the server keeps no page checksums (initdb -k), so changed bits are not found".to_owned());
        }
        for table in self.tables().await? {
            match self.content(&table).await {
                Ok(content) => drop(verdict.contents.insert(table, content)),
                Err(error @ SqlError::Lost(_)) => return Err(error),
                Err(error) => verdict.damages.push(Damage {
                    kind: DamageKind::Structure,
                    table: Some(table),
                    part: None,
                    text: error.to_string(),
                }),
            }
        }
        Ok(verdict)
    }

    /// Names of our tables, without the seals.
    async fn tables(&self) -> Result<Vec<String>, SqlError> {
        let sql = "select cast(table_name as text) from information_schema.tables
                   where table_schema = current_schema() and table_type = 'BASE TABLE' and table_name <> 'seal'
                   order by table_name";
        self.rows(sql, &args![]).await?.iter().map(|row| row.get(0)).collect()
    }

    async fn content(&self, table: &str) -> Result<Content, SqlError> {
        let mut stream = self.stream(&format!("select * from \"{table}\""), &args![]).await?;
        let mut content = Content::default();
        let mut hash = RowHash::default();
        while let Some(row) = stream.next().await {
            for value in row?.values() {
                hash.value(value);
            }
            content.add(hash.finish());
        }
        Ok(content)
    }

    async fn text(&self, sql: &str) -> Result<String, SqlError> {
        let lent = self.lend().await?;
        let rows = convert::rows(&lent, sql, &args![]).await;
        lent.keep();
        rows?.first().map_or_else(|| Ok(String::new()), |row| row.get(0))
    }
}
