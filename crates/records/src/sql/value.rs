//! Values, arguments and rows: the same for both databases.

use super::SqlError;

/// One value of a column or an argument of a statement.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Value {
    /// No value.
    #[default]
    Null,
    /// `bigint`.
    Int(i64),
    /// `double precision`; never NaN or infinite.
    Real(f64),
    /// `boolean`.
    Bool(bool),
    /// `text`.
    Text(String),
    /// Bytes; no table uses them yet, the archive does.
    Blob(Vec<u8>),
}

impl Value {
    /// Name of the kind, for messages.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Int(_) => "a whole number",
            Self::Real(_) => "a fraction",
            Self::Bool(_) => "a yes or no",
            Self::Text(_) => "a text",
            Self::Blob(_) => "bytes",
        }
    }
}

macro_rules! into_value {
    ($($from:ty => $make:expr),* $(,)?) => {$(
        impl From<$from> for Value {
            fn from(value: $from) -> Self {
                let make: fn($from) -> Value = $make;
                make(value)
            }
        }
    )*};
}
into_value! {
    i64 => Value::Int,
    i32 => |v| Value::Int(v.into()),
    i16 => |v| Value::Int(v.into()),
    u32 => |v| Value::Int(v.into()),
    u16 => |v| Value::Int(v.into()),
    u8 => |v| Value::Int(v.into()),
    f64 => Value::Real,
    bool => Value::Bool,
    &str => |v| Value::Text(v.to_owned()),
    String => Value::Text,
    &String => |v| Value::Text(v.clone()),
    Vec<u8> => Value::Blob,
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Null, Into::into)
    }
}

/// Makes the arguments of a statement: `args![1, "E06000055", true, None::<i64>]` answers `$1` to `$4`.
#[macro_export]
macro_rules! args {
    () => { ::std::vec::Vec::<$crate::sql::Value>::new() };
    ($($value:expr),+ $(,)?) => { ::std::vec![$($crate::sql::Value::from($value)),+] };
}
pub use crate::args;

/// One row of an answer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    values: Vec<Value>,
}

impl Row {
    pub(super) fn new(values: Vec<Value>) -> Self {
        Self { values }
    }

    /// The value of a column, counted from zero, as `T`.
    ///
    /// # Errors
    /// [`SqlError::Type`] when the column holds another kind, or nothing where `T` is no `Option`.
    pub fn get<T: FromValue>(&self, column: usize) -> Result<T, SqlError> {
        let value = self.values.get(column).unwrap_or(&Value::Null);
        T::from_value(value).ok_or(SqlError::Type { column, wanted: T::WANTED, found: value.kind() })
    }

    /// All the values.
    pub fn values(&self) -> &[Value] {
        &self.values
    }

    /// All the values, given away.
    pub fn into_values(self) -> Vec<Value> {
        self.values
    }
}

/// What a column can be read as.
pub trait FromValue: Sized {
    /// Name of the kind, for messages.
    const WANTED: &'static str;
    /// The value as this kind, or nothing when it is another.
    fn from_value(value: &Value) -> Option<Self>;
}

impl FromValue for i64 {
    const WANTED: &'static str = "a whole number";
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Int(v) => Some(*v),
            Value::Bool(v) => Some((*v).into()),
            _ => None,
        }
    }
}

macro_rules! from_smaller {
    ($($to:ty),*) => {$(
        impl FromValue for $to {
            const WANTED: &'static str = concat!("a whole number that fits ", stringify!($to));
            fn from_value(value: &Value) -> Option<Self> {
                i64::from_value(value).and_then(|v| v.try_into().ok())
            }
        }
    )*};
}
from_smaller!(i32, i16, u64, u32, u16, u8, usize);

impl FromValue for f64 {
    const WANTED: &'static str = "a fraction";
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Real(v) => Some(*v),
            Value::Int(v) => Some(*v as f64),
            _ => None,
        }
    }
}

impl FromValue for bool {
    const WANTED: &'static str = "a yes or no";
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Bool(v) => Some(*v),
            Value::Int(0) => Some(false),
            Value::Int(1) => Some(true),
            _ => None,
        }
    }
}

impl FromValue for String {
    const WANTED: &'static str = "a text";
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Text(v) => Some(v.clone()),
            _ => None,
        }
    }
}

impl FromValue for Vec<u8> {
    const WANTED: &'static str = "bytes";
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Blob(v) => Some(v.clone()),
            _ => None,
        }
    }
}

impl<T: FromValue> FromValue for Option<T> {
    const WANTED: &'static str = T::WANTED;
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            other => T::from_value(other).map(Some),
        }
    }
}
