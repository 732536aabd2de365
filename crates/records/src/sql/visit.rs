//! Reading everything in one view of the data: what a backup is made from.

use super::shape::Shape;
use super::{Content, Db, SqlError, Store, Value};

/// Is shown every row of every table, table by table; none of them changes meanwhile.
pub(crate) trait Visitor: Send + 'static {
    /// What can go wrong with it.
    type Error: From<SqlError> + Send;
    /// The rows of this table follow.
    fn table(&mut self, shape: &Shape) -> Result<(), Self::Error>;
    /// A row, in the order of the columns.
    fn row(&mut self, row: &[Value]) -> Result<(), Self::Error>;
    /// The table ends. The seal of the whole table is told where the store keeps seals.
    fn end(&mut self, sealed: Option<Content>) -> Result<(), Self::Error>;
}

impl Db {
    /// Shows everything but the seals to a visitor and gives it back.
    pub(crate) async fn visit<V: Visitor>(&self, visitor: V) -> Result<V, V::Error> {
        match &self.store {
            Store::Sqlite(store) => store.visit(visitor).await,
            Store::Postgres(store) => store.visit(visitor).await,
        }
    }

    /// The tables, without the seals, by name.
    ///
    /// # Errors
    /// Any [`SqlError`].
    pub async fn shapes(&self) -> Result<Vec<Shape>, SqlError> {
        match &self.store {
            Store::Sqlite(store) => store.shapes(),
            Store::Postgres(store) => store.shapes().await,
        }
    }
}
