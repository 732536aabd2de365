//! Between our values and SQLite's, and its error codes in plain words.

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, Statement, ToSql, ffi};

use crate::sql::{Row, SqlError, Value};

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(v) => ValueRef::Integer(*v),
            Self::Real(v) => ValueRef::Real(*v),
            Self::Bool(v) => ValueRef::Integer((*v).into()),
            Self::Text(v) => ValueRef::Text(v.as_bytes()),
            Self::Blob(v) => ValueRef::Blob(v),
        }))
    }
}

/// Our value from SQLite's.
pub(super) fn value(from: ValueRef<'_>) -> Result<Value, SqlError> {
    Ok(match from {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(v) => Value::Int(v),
        ValueRef::Real(v) => Value::Real(v),
        ValueRef::Text(v) => Value::Text(
            std::str::from_utf8(v).map_err(|_| SqlError::Damaged("a text is not UTF-8".to_owned()))?.to_owned(),
        ),
        ValueRef::Blob(v) => Value::Blob(v.to_vec()),
    })
}

/// Binds `$1`.. by their numbers: SQLite itself would count them in order of appearance.
pub(super) fn bind(statement: &mut Statement<'_>, args: &[Value]) -> Result<(), SqlError> {
    let count = statement.parameter_count();
    for index in 1..=count {
        let number =
            statement.parameter_name(index).and_then(|name| name.get(1..)).and_then(|n| n.parse::<usize>().ok());
        let arg = number.and_then(|n| n.checked_sub(1)).and_then(|n| args.get(n));
        let arg = arg.ok_or_else(|| SqlError::Statement(format!("argument {index} of {count} was not given")))?;
        statement.raw_bind_parameter(index, arg).map_err(error)?;
    }
    Ok(())
}

fn read(row: &rusqlite::Row<'_>, width: usize) -> Result<Row, SqlError> {
    let mut values = Vec::with_capacity(width);
    for column in 0..width {
        values.push(value(row.get_ref(column).map_err(error)?)?);
    }
    Ok(Row::new(values))
}

/// Calls `each` with the rows of a query until it says stop.
pub(super) fn each_row(
    connection: &Connection,
    sql: &str,
    args: &[Value],
    mut each: impl FnMut(Row) -> bool,
) -> Result<(), SqlError> {
    let mut statement = connection.prepare_cached(sql).map_err(error)?;
    bind(&mut statement, args)?;
    let width = statement.column_count();
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next().map_err(error)? {
        if !each(read(row, width)?) {
            break;
        }
    }
    Ok(())
}

/// All rows of a query.
pub(super) fn rows(connection: &Connection, sql: &str, args: &[Value]) -> Result<Vec<Row>, SqlError> {
    let mut out = Vec::new();
    each_row(connection, sql, args, |row| {
        out.push(row);
        true
    })?;
    Ok(out)
}

/// The first row of a query.
pub(super) fn row(connection: &Connection, sql: &str, args: &[Value]) -> Result<Option<Row>, SqlError> {
    let mut first = None;
    each_row(connection, sql, args, |row| {
        first = Some(row);
        false
    })?;
    Ok(first)
}

/// Runs one statement; rows it returns are not kept.
pub(super) fn execute(connection: &Connection, sql: &str, args: &[Value]) -> Result<u64, SqlError> {
    let mut statement = connection.prepare_cached(sql).map_err(error)?;
    bind(&mut statement, args)?;
    if statement.column_count() > 0 {
        let mut rows = statement.raw_query();
        while rows.next().map_err(error)?.is_some() {}
        drop(rows);
        return Ok(connection.changes());
    }
    Ok(statement.raw_execute().map_err(error)? as u64)
}

/// SQLite's error in our words.
#[expect(clippy::needless_pass_by_value, reason = "it is given to map_err as it is")]
pub(super) fn error(from: rusqlite::Error) -> SqlError {
    let rusqlite::Error::SqliteFailure(failure, text) = &from else {
        return SqlError::Statement(from.to_string());
    };
    let text = text.clone().unwrap_or_else(|| failure.to_string());
    match failure.extended_code {
        ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_ROWID => {
            return SqlError::Duplicate(text);
        }
        ffi::SQLITE_IOERR_SHMSIZE => return SqlError::DiskFull(text),
        _ => {}
    }
    match failure.code {
        ErrorCode::ConstraintViolation | ErrorCode::TypeMismatch | ErrorCode::TooBig => SqlError::Refused(text),
        ErrorCode::DiskFull => SqlError::DiskFull(text),
        ErrorCode::SystemIoFailure | ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => {
            SqlError::Damaged(format!("{text}, code {}", failure.extended_code))
        }
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => SqlError::Busy(text),
        ErrorCode::CannotOpen | ErrorCode::PermissionDenied => SqlError::Open(text),
        ErrorCode::ReadOnly => SqlError::ReadOnly(text),
        _ => SqlError::Statement(text),
    }
}
