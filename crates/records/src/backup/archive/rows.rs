//! Values as bytes: a kind, then a whole number in groups of seven bits, or eight bytes of a fraction, or a length and
//! what it counts. A yes or no is written as 1 or 0, as SQLite keeps it.

use crate::sql::Value;

/// Adds a value.
pub(super) fn put(out: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Null => out.push(0),
        Value::Int(value) => put_int(out, *value),
        Value::Bool(value) => put_int(out, (*value).into()),
        Value::Real(value) => {
            out.push(2);
            out.extend(value.to_le_bytes());
        }
        Value::Text(value) => put_long(out, 3, value.as_bytes()),
        Value::Blob(value) => put_long(out, 4, value),
    }
}

fn put_int(out: &mut Vec<u8>, value: i64) {
    out.push(1);
    // Small numbers of either sign are short.
    put_count(out, (value << 1 ^ value >> 63).cast_unsigned());
}

fn put_long(out: &mut Vec<u8>, kind: u8, bytes: &[u8]) {
    out.push(kind);
    put_count(out, bytes.len() as u64);
    out.extend(bytes);
}

fn put_count(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Takes the next value off the front; nothing when the bytes are none.
pub(super) fn take(bytes: &mut &[u8]) -> Option<Value> {
    Some(match *take_some(bytes, 1)?.first()? {
        0 => Value::Null,
        1 => {
            let value = take_count(bytes)?;
            Value::Int((value >> 1).cast_signed() ^ -((value & 1).cast_signed()))
        }
        2 => Value::Real(f64::from_le_bytes(take_some(bytes, 8)?.try_into().ok()?)),
        3 => Value::Text(String::from_utf8(take_long(bytes)?.to_vec()).ok()?),
        4 => Value::Blob(take_long(bytes)?.to_vec()),
        _ => return None,
    })
}

fn take_some<'b>(bytes: &mut &'b [u8], count: usize) -> Option<&'b [u8]> {
    let (some, rest) = bytes.split_at_checked(count)?;
    *bytes = rest;
    Some(some)
}

fn take_long<'b>(bytes: &mut &'b [u8]) -> Option<&'b [u8]> {
    let count = take_count(bytes)?.try_into().ok()?;
    take_some(bytes, count)
}

fn take_count(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0_u64;
    for shift in (0..64).step_by(7) {
        let byte = *take_some(bytes, 1)?.first()?;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_value_comes_back_as_it_went(ints in prop::collection::vec(any::<i64>(), 0..9), text in ".{0,300}", real in any::<f64>()) {
            let mut values: Vec<Value> = ints.into_iter().map(Value::Int).collect();
            values.extend([Value::Null, Value::Text(text.clone()), Value::Blob(text.into_bytes())]);
            let mut bytes = Vec::new();
            for value in &values {
                put(&mut bytes, value);
            }
            put(&mut bytes, &Value::Real(real));
            let mut left = bytes.as_slice();
            for value in &values {
                prop_assert_eq!(take(&mut left), Some(value.clone()));
            }
            let Some(Value::Real(back)) = take(&mut left) else { panic!("no fraction") };
            prop_assert_eq!(back.to_bits(), real.to_bits());
            prop_assert!(left.is_empty());
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            let mut left = bytes.as_slice();
            while take(&mut left).is_some() {}
        }
    }
}
