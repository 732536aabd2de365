//! Values, rows and errors between PostgreSQL and the facade.

use std::error::Error;

use bytes::BytesMut;
use tokio_postgres::Statement;
use tokio_postgres::error::SqlState;
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};

use super::Lent;
use crate::sql::{Row, SqlError, Value};

impl ToSql for Value {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Int(value) => match *ty {
                Type::INT4 => i32::try_from(*value)?.to_sql(ty, out),
                Type::INT2 => i16::try_from(*value)?.to_sql(ty, out),
                Type::FLOAT8 => (*value as f64).to_sql(ty, out),
                Type::INT8 => value.to_sql(ty, out),
                _ => Err(mismatch(self, ty)),
            },
            Self::Real(value) if *ty == Type::FLOAT8 => value.to_sql(ty, out),
            Self::Bool(value) if *ty == Type::BOOL => value.to_sql(ty, out),
            Self::Text(value) if matches!(*ty, Type::TEXT | Type::VARCHAR | Type::NAME | Type::UNKNOWN) => {
                value.to_sql(ty, out)
            }
            Self::Blob(value) if *ty == Type::BYTEA => value.to_sql(ty, out),
            _ => Err(mismatch(self, ty)),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

fn mismatch(value: &Value, ty: &Type) -> Box<dyn Error + Sync + Send> {
    format!("{} was given where {ty} is wanted", value.kind()).into()
}

/// A row of the server as one of ours.
pub(super) fn row(row: &tokio_postgres::Row) -> Result<Row, SqlError> {
    (0..row.len()).map(|column| value(row, column)).collect::<Result<_, _>>().map(Row::new)
}

fn value(row: &tokio_postgres::Row, column: usize) -> Result<Value, SqlError> {
    let ty = row.columns().get(column).map_or(&Type::UNKNOWN, |column| column.type_());
    let read = match *ty {
        Type::INT8 => row.try_get::<_, Option<i64>>(column).map(Value::from),
        Type::INT4 => row.try_get::<_, Option<i32>>(column).map(Value::from),
        Type::INT2 => row.try_get::<_, Option<i16>>(column).map(Value::from),
        Type::FLOAT8 => row.try_get::<_, Option<f64>>(column).map(Value::from),
        Type::BOOL => row.try_get::<_, Option<bool>>(column).map(Value::from),
        Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(column).map(Value::from),
        Type::TEXT | Type::VARCHAR | Type::NAME => row.try_get::<_, Option<String>>(column).map(Value::from),
        _ => return Err(SqlError::Statement(format!("column {column} has the type {ty}; cast it to a portable one"))),
    };
    read.map_err(|cause| error(&cause))
}

/// All rows of a query.
pub(super) async fn rows(lent: &Lent, sql: &str, args: &[Value]) -> Result<Vec<Row>, SqlError> {
    let statement = prepare(lent, sql).await?;
    let found = lent.client.query(&statement, &borrowed(args)).await.map_err(|cause| error(&cause))?;
    found.iter().map(row).collect()
}

/// Runs a statement and says how many rows it changed.
pub(super) async fn execute(lent: &Lent, sql: &str, args: &[Value]) -> Result<u64, SqlError> {
    let statement = prepare(lent, sql).await?;
    lent.client.execute(&statement, &borrowed(args)).await.map_err(|cause| error(&cause))
}

/// Statements a connection keeps prepared.
const KEPT: usize = 256;

async fn prepare(lent: &Lent, sql: &str) -> Result<Statement, SqlError> {
    let known = lent.client.known().get(sql).cloned();
    if let Some(statement) = known {
        return Ok(statement);
    }
    let statement = lent.client.prepare(sql).await.map_err(|cause| error(&cause))?;
    let mut known = lent.client.known();
    if known.len() >= KEPT {
        known.clear();
    }
    known.insert(sql.to_owned(), statement.clone());
    Ok(statement)
}

fn borrowed(args: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    args.iter().map(|value| -> &(dyn ToSql + Sync) { value }).collect()
}

/// The server's error as one of ours.
pub(super) fn error(cause: &tokio_postgres::Error) -> SqlError {
    let Some(told) = cause.as_db_error() else {
        return if cause.is_closed() {
            SqlError::Lost(cause.to_string())
        } else {
            SqlError::Statement(with_source(cause))
        };
    };
    let text = told.message().to_owned();
    match *told.code() {
        SqlState::UNIQUE_VIOLATION => SqlError::Duplicate(told.constraint().unwrap_or(&text).to_owned()),
        SqlState::DISK_FULL => SqlError::DiskFull(text),
        SqlState::T_R_SERIALIZATION_FAILURE | SqlState::T_R_DEADLOCK_DETECTED | SqlState::LOCK_NOT_AVAILABLE => {
            SqlError::Busy(text)
        }
        SqlState::DATA_CORRUPTED | SqlState::INDEX_CORRUPTED => SqlError::Damaged(text),
        ref code if code.code().starts_with("23") => SqlError::Refused(text),
        ref code if code.code().starts_with("57P") || code.code().starts_with("08") => SqlError::Lost(text),
        _ => SqlError::Statement(text),
    }
}

fn with_source(cause: &tokio_postgres::Error) -> String {
    cause.source().map_or_else(|| cause.to_string(), |source| format!("{cause}: {source}"))
}
