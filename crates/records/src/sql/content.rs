//! Hashes of what is stored, the same on both databases and in a backup.
//!
//! The hash of a row is the first half of SHA-256 over its values in the order of the table's columns. Hashes of many
//! rows are added modulo 2^128, so their order does not matter and a row can be taken out again.

use std::fmt;

use sha2::{Digest, Sha256};

use super::{SqlError, Value};

/// How many rows, and the sum of their hashes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Content {
    /// Number of rows. Negative only while changes are counted.
    pub rows: i64,
    /// Sum of the hashes of the rows, modulo 2^128.
    pub sum: u128,
}

impl Content {
    /// Counts one row in.
    pub fn add(&mut self, hash: u128) {
        self.rows += 1;
        self.sum = self.sum.wrapping_add(hash);
    }

    /// Takes one row out.
    pub fn take(&mut self, hash: u128) {
        self.rows -= 1;
        self.sum = self.sum.wrapping_sub(hash);
    }

    /// Counts other rows in.
    pub fn merge(&mut self, other: Self) {
        self.rows += other.rows;
        self.sum = self.sum.wrapping_add(other.sum);
    }

    /// The sum in hexadecimal, as it is stored.
    pub fn sum_text(&self) -> String {
        format!("{:032x}", self.sum)
    }

    /// Reads what [`Content::sum_text`] wrote.
    pub(super) fn from_text(rows: i64, sum: &str) -> Result<Self, SqlError> {
        let sum =
            u128::from_str_radix(sum, 16).map_err(|_| SqlError::Damaged(format!("the seal {sum} is no number")))?;
        Ok(Self { rows, sum })
    }
}

impl fmt::Display for Content {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} rows, {}", self.rows, self.sum_text())
    }
}

/// Hashes rows, one value after the other.
#[derive(Default)]
pub(crate) struct RowHash {
    bytes: Vec<u8>,
}

impl RowHash {
    /// A whole number; a yes or no counts as 1 or 0, as SQLite keeps it.
    pub(crate) fn int(&mut self, value: i64) {
        self.bytes.push(1);
        self.bytes.extend_from_slice(&value.to_le_bytes());
    }

    /// A fraction; one without a broken part counts as the whole number, which SQLite may keep instead.
    pub(crate) fn real(&mut self, value: f64) {
        const WHOLE: f64 = 9_007_199_254_740_992.0;
        #[expect(clippy::float_cmp, reason = "exactly whole is meant")]
        if value.trunc() == value && value.abs() < WHOLE {
            return self.int(value as i64);
        }
        self.bytes.push(2);
        self.bytes.extend_from_slice(&value.to_bits().to_le_bytes());
    }

    pub(crate) fn null(&mut self) {
        self.bytes.push(0);
    }

    pub(crate) fn text(&mut self, value: &[u8]) {
        self.long(3, value);
    }

    pub(crate) fn blob(&mut self, value: &[u8]) {
        self.long(4, value);
    }

    fn long(&mut self, kind: u8, value: &[u8]) {
        self.bytes.push(kind);
        self.bytes.extend_from_slice(&(value.len() as u64).to_le_bytes());
        self.bytes.extend_from_slice(value);
    }

    /// Any value.
    pub(crate) fn value(&mut self, value: &Value) {
        match value {
            Value::Null => self.null(),
            Value::Int(v) => self.int(*v),
            Value::Real(v) => self.real(*v),
            Value::Bool(v) => self.int((*v).into()),
            Value::Text(v) => self.text(v.as_bytes()),
            Value::Blob(v) => self.blob(v),
        }
    }

    /// The hash of the values since the last call.
    pub(crate) fn finish(&mut self) -> u128 {
        let digest = Sha256::digest(&self.bytes);
        self.bytes.clear();
        let mut half = [0_u8; 16];
        half.copy_from_slice(&digest[..16]);
        u128::from_be_bytes(half)
    }
}

/// A stretch of a table that is sealed together: of one tenant, by the second key column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Part {
    /// First key column; 0 where it is no number (the ledger of migrations).
    pub(crate) tenant: i64,
    key: Key,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Key {
    /// All of the tenant.
    All,
    /// Keys that share all but the last ten bits.
    Numbers(i64),
    /// Keys that begin alike.
    Words([u8; 8]),
}

/// Bits of a number that do not matter for its part.
const BITS: u32 = 10;

impl Part {
    /// The part of a row by its first two columns.
    pub(crate) fn of_numbers(tenant: i64, key: i64) -> Self {
        Self { tenant, key: Key::Numbers(key >> BITS) }
    }

    /// The part of a row by its first two columns. Dates go by month, other texts by three letters.
    pub(crate) fn of_text(tenant: i64, key: &[u8]) -> Self {
        let dated = key.len() >= 7 && key[4] == b'-' && key[..4].iter().all(u8::is_ascii_digit);
        let long = key.len().min(if dated { 7 } else { 3 });
        let mut start = [0_u8; 8];
        start[..long].copy_from_slice(&key[..long]);
        Self { tenant, key: Key::Words(start) }
    }

    /// A row without a usable second column.
    pub(crate) fn all(tenant: i64) -> Self {
        Self { tenant, key: Key::All }
    }

    /// The part of a row.
    pub(crate) fn of(row: &[Value]) -> Self {
        let tenant = match row.first() {
            Some(Value::Int(tenant)) => *tenant,
            _ => 0,
        };
        match row.get(1) {
            Some(Value::Int(key)) => Self::of_numbers(tenant, *key),
            Some(Value::Text(key)) => Self::of_text(tenant, key.as_bytes()),
            _ => Self::all(tenant),
        }
    }

    /// How it is stored, and named when it is damaged.
    pub(crate) fn name(&self) -> String {
        match self.key {
            Key::All => "all".to_owned(),
            Key::Numbers(high) => format!("{}..{}", high << BITS, (high << BITS) | ((1 << BITS) - 1)),
            Key::Words(start) => {
                let long = start.iter().position(|byte| *byte == 0).unwrap_or(start.len());
                format!("{}…", String::from_utf8_lossy(&start[..long]))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sql::args;

    fn hash(row: &[Value]) -> u128 {
        let mut hash = RowHash::default();
        for value in row {
            hash.value(value);
        }
        hash.finish()
    }

    #[test]
    fn the_hash_of_a_row_never_changes_between_versions() {
        // SHA-256 of 01 0100000000000000 03 0300000000000000 "Ely" 00, computed apart.
        assert_eq!(format!("{:032x}", hash(&args![1, "Ely", None::<i64>])), KNOWN);
    }
    const KNOWN: &str = "2f3a1965559f4f73f8ce572ba24164b5";

    #[test]
    fn what_the_databases_keep_differently_hashes_alike_and_other_values_do_not() {
        assert_eq!(hash(&args![true, 2.0]), hash(&args![1, 2]));
        assert_eq!(hash(&args![-0.0]), hash(&args![0]));
        assert_ne!(hash(&args!["ab", "c"]), hash(&args!["a", "bc"]));
        assert_ne!(hash(&args![None::<i64>]), hash(&args![0]));
        assert_ne!(hash(&args![0.5]), hash(&args![0.25]));
    }

    #[test]
    fn rows_counted_in_any_order_and_out_again_leave_the_same_sum() {
        let (a, b) = (hash(&args![1]), hash(&args![2]));
        let mut one = Content::default();
        one.add(a);
        one.add(b);
        let mut other = Content::default();
        other.add(b);
        other.take(a);
        other.add(a);
        other.add(a);
        assert_eq!(one, other);
        assert_eq!(Content::from_text(2, &one.sum_text()).unwrap(), one);
    }

    #[test]
    fn parts_are_named_by_their_stretch_of_keys() {
        assert_eq!(Part::of(&args![1, 5_000]).name(), "4096..5119");
        assert_eq!(Part::of(&args![1, "E06000055"]).name(), "E06…");
        assert_eq!(Part::of(&args![1, "2026-04-01"]).name(), "2026-04…");
        assert_eq!(Part::of(&args![1]).name(), "all");
    }
}
