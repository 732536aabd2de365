//! How the national service reads a cell: leniently. Each function here accepts exactly what it accepts, so that what it would say
//! can be said beforehand. The strict readings live in `read::syntax`.

use jiff::ToSpan;
use jiff::civil::Date;

/// White space as the national service trims it.
pub(crate) fn is_space(letter: char) -> bool {
    (letter.is_whitespace() && letter != '\u{85}') || letter == '\u{FEFF}'
}

/// The whole number a text begins with: `1a`, ` 1`, `01` and `1.5` are all 1. None where it begins with no number.
#[inline]
pub(crate) fn whole(text: &str) -> Option<i64> {
    let bytes = text.as_bytes();
    match *bytes {
        [] => None,
        [one] => one.is_ascii_digit().then(|| i64::from(one - b'0')),
        [first, ..] if first.is_ascii_digit() => Some(digits(bytes)),
        _ => whole_slow(text),
    }
}

fn whole_slow(text: &str) -> Option<i64> {
    let text = text.trim_start_matches(is_space);
    let (sign, rest) = match text.as_bytes() {
        [b'-', rest @ ..] => (-1, rest),
        rest => (1, rest.strip_prefix(b"+").unwrap_or(rest)),
    };
    rest.first().is_some_and(u8::is_ascii_digit).then(|| sign * digits(rest))
}

fn digits(bytes: &[u8]) -> i64 {
    let leading = bytes.iter().take_while(|byte| byte.is_ascii_digit());
    leading.fold(0_i64, |value, byte| value.saturating_mul(10).saturating_add(i64::from(byte - b'0')))
}

/// The decimal number a text begins with: `5%` is 5, `.5` is a half.
pub(crate) fn decimal(text: &str) -> Option<f64> {
    let text = text.trim_start_matches(is_space);
    let bytes = text.as_bytes();
    let mut end = usize::from(matches!(bytes.first(), Some(b'-' | b'+')));
    let start = end;
    let run = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let whole = run(end);
    end += whole;
    let mut part = 0;
    if bytes.get(end) == Some(&b'.') {
        part = run(end + 1);
        end += if whole + part > 0 { 1 + part } else { 0 };
    }
    if whole + part == 0 {
        return text[start..].starts_with("Infinity").then_some(if text.starts_with('-') {
            f64::NEG_INFINITY
        } else {
            f64::INFINITY
        });
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let signed = end + 1 + usize::from(matches!(bytes.get(end + 1), Some(b'-' | b'+')));
        if signed <= bytes.len() && run(signed) > 0 {
            end = signed + run(signed);
        }
    }
    text[..end].parse().ok()
}

/// A decimal number rounded to hundredths, halves upwards.
pub(crate) fn hundredths(text: &str) -> Option<f64> {
    let scaled = decimal(text)? * 100.0;
    let whole = scaled.floor();
    Some(if scaled - whole >= 0.5 { whole + 1.0 } else { whole } / 100.0)
}

/// How long a text is: in UTF-16 units, as the national service counts.
#[inline]
pub(crate) fn length(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.encode_utf16().count() }
}

/// A year: four digits and nothing else.
pub(crate) fn four_digits(text: &str) -> Option<i64> {
    let bytes = text.as_bytes();
    (bytes.len() == 4 && bytes.iter().all(u8::is_ascii_digit)).then(|| digits(bytes))
}

/// A date of birth as the national service reads it: day, month and year are the first runs of digits, and what is missing comes
/// from `today`.
pub(crate) fn birth_date(text: &str, today: Date) -> Option<Date> {
    let mut rest = text;
    let day = next_number(&mut rest, 2);
    skip_slash(&mut rest);
    let month = next_number(&mut rest, 2);
    skip_slash(&mut rest);
    let year = next_number(&mut rest, 4);
    if day.is_none() && month.is_none() && year.is_none() {
        return None;
    }
    let (year, month) = match (year, month) {
        (None, None) => (today.year(), i16::from(today.month())),
        (None, Some((month, _))) => (today.year(), month),
        (Some((year, length)), month) => (century(year, length), month.map_or(1, |(month, _)| month)),
    };
    let day = day.map_or(1, |(day, _)| day);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn century(year: i16, length: usize) -> i16 {
    match (length, year) {
        (2, 69..) => 1900 + year,
        (2, _) => 2000 + year,
        _ => year,
    }
}

/// The next run of at most `most` digits, wherever it is, with its length.
fn next_number(rest: &mut &str, most: usize) -> Option<(i16, usize)> {
    let bytes = rest.as_bytes();
    let start = bytes.iter().position(u8::is_ascii_digit)?;
    let length = bytes[start..].iter().take(most).take_while(|byte| byte.is_ascii_digit()).count();
    let value = digits(&bytes[start..start + length]) as i16;
    *rest = &rest[start + length..];
    Some((value, length))
}

fn skip_slash(rest: &mut &str) {
    if let Some(at) = rest.find('/') {
        *rest = &rest[at + 1..];
    }
}

/// So many years after a date (before it, when negative); the last day of February stays in February.
pub(crate) fn years_after(date: Date, years: i16) -> Date {
    date.checked_add(i64::from(years).years()).unwrap_or(if years > 0 { Date::MAX } else { Date::MIN })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn whole_numbers_are_read_from_the_start_of_a_text() {
        for text in ["1", " 1", "01", "1a", "1.5", "1;2", "+1", "\u{FEFF}1"] {
            assert_eq!(whole(text), Some(1), "{text:?}");
        }
        for text in ["", " ", "a1", "; ", "１", "-", "NULL"] {
            assert_eq!(whole(text), None, "{text:?}");
        }
        assert_eq!(whole("-1"), Some(-1));
        assert_eq!(whole("99999999999999999999"), Some(i64::MAX));
    }

    #[test]
    fn decimals_are_read_from_the_start_of_a_text() {
        assert_eq!(decimal("5%"), Some(5.0));
        assert_eq!(decimal(".5"), Some(0.5));
        assert_eq!(decimal("1e3x"), Some(1000.0));
        assert_eq!(decimal("1e"), Some(1.0));
        assert_eq!(decimal("12."), Some(12.0));
        assert_eq!(decimal("."), None);
        assert_eq!(decimal("-x"), None);
        assert_eq!(hundredths("2.495"), Some(2.5));
        assert_eq!(hundredths("1.005"), Some(1.0));
    }

    #[test]
    fn dates_of_birth_are_read_loosely() {
        let today = date(2026, 8, 21);
        assert_eq!(birth_date("1/2/80", today), Some(date(1980, 2, 1)));
        assert_eq!(birth_date("10/12/1982x", today), Some(date(1982, 12, 10)));
        assert_eq!(birth_date("2", today), Some(date(2026, 8, 2)));
        assert_eq!(birth_date("1.5", today), Some(date(2026, 5, 1)));
        for wrong in ["", "abc", "826", "100", "001", "1980-02-01", "29/02/1999", "01/13/1980", "00/00/0000"] {
            assert_eq!(birth_date(wrong, today), None, "{wrong}");
        }
    }
}
