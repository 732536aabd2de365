//! What the tables look like: columns, kinds and keys, as the database itself describes them.

use super::Value;

/// What a column takes, the same on both databases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `bigint`.
    Int,
    /// `double precision`.
    Real,
    /// `boolean`.
    Bool,
    /// `text`.
    Text,
    /// `blob` or `bytea`.
    Blob,
}

impl Kind {
    /// The kind of a declared type; nothing for one that is not portable.
    pub(crate) fn of(declared: &str) -> Option<Self> {
        Some(match declared.to_ascii_lowercase().as_str() {
            "bigint" => Self::Int,
            "double precision" => Self::Real,
            "boolean" => Self::Bool,
            "text" => Self::Text,
            "blob" | "bytea" => Self::Blob,
            _ => return None,
        })
    }

    /// Whether a value may be stored here.
    pub(crate) fn takes(self, value: &Value) -> bool {
        match value {
            Value::Null => true,
            Value::Int(_) => matches!(self, Self::Int | Self::Real),
            Value::Real(value) => self == Self::Real && value.is_finite(),
            Value::Bool(_) => self == Self::Bool,
            Value::Text(_) => self == Self::Text,
            Value::Blob(_) => self == Self::Blob,
        }
    }

    /// A value as this kind has it: SQLite gives a yes or no back as a number.
    pub(crate) fn own(self, value: Value) -> Value {
        match (self, value) {
            (Self::Bool, Value::Int(value @ (0 | 1))) => Value::Bool(value == 1),
            (_, value) => value,
        }
    }
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it takes.
    pub kind: Kind,
    /// Whether it may be empty.
    pub nullable: bool,
}

/// A table of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    /// Its name.
    pub table: String,
    /// Its columns in order.
    pub columns: Vec<Column>,
    /// Names of the columns of its primary key, in order.
    pub key: Vec<String>,
}

impl Shape {
    /// Names of the columns in order.
    pub fn names(&self) -> Vec<String> {
        self.columns.iter().map(|column| column.name.clone()).collect()
    }

    /// Reads every row in the order of the key.
    pub(super) fn select(&self) -> String {
        let names = self.names().iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
        let mut sql = format!("select {names} from \"{}\"", self.table);
        if !self.key.is_empty() {
            let key = self.key.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
            sql.push_str(" order by ");
            sql.push_str(&key);
        }
        sql
    }
}
