//! The grammar of single cells: numbers, dates, halves, money. Each takes a trimmed, non-empty cell.

use jiff::civil::Date;

use crate::codes::Code;
use crate::{BasisPoints, Given, HalfHours, Level2CareCertificate, LevelHeld, Pence, Validity};

/// Digits alone, at most nine.
#[inline]
pub(super) fn number(cell: &str) -> Option<u32> {
    let bytes = cell.as_bytes();
    if bytes.is_empty() || bytes.len() > 9 {
        return None;
    }
    let mut value = 0;
    for byte in bytes {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        value = value * 10 + u32::from(digit);
    }
    Some(value)
}

/// A number that fits sixteen bits.
#[inline]
pub(super) fn small(cell: &str) -> Option<u16> {
    number(cell).and_then(|value| u16::try_from(value).ok())
}

/// A code its table knows.
#[inline]
pub(super) fn code<C: Code>(cell: &str) -> Option<C> {
    small(cell).map(C::from_number).filter(|code| code.is_known())
}

/// `DD/MM/YYYY`, a day that exists.
#[inline]
pub(crate) fn date(cell: &str) -> Option<Date> {
    let [d1, d2, b'/', m1, m2, b'/', y1, y2, y3, y4] = *cell.as_bytes() else { return None };
    let digit = |byte: u8| {
        let digit = byte.wrapping_sub(b'0');
        (digit <= 9).then_some(i16::from(digit))
    };
    let year = digit(y1)? * 1000 + digit(y2)? * 100 + digit(y3)? * 10 + digit(y4)?;
    let month = digit(m1)? * 10 + digit(m2)?;
    let day = digit(d1)? * 10 + digit(d2)?;
    if year == 0 {
        return None;
    }
    Date::new(year, month as i8, day as i8).ok()
}

/// A year of four digits.
pub(super) fn year(cell: &str) -> Option<u16> {
    if cell.len() == 4 { small(cell) } else { None }
}

/// A number of halves: `37`, `37.0`, `37.5`.
pub(super) fn halves(cell: &str) -> Option<u16> {
    let (whole, half) = match cell.split_once('.') {
        None => (cell, 0),
        Some((whole, "0")) => (whole, 0),
        Some((whole, "5")) => (whole, 1),
        Some(_) => return None,
    };
    small(whole)?.checked_mul(2)?.checked_add(half)
}

/// Hundredths: `12`, `12.6`, `12.60`.
pub(super) fn hundredths(cell: &str) -> Option<u32> {
    let (whole, part) = cell.split_once('.').unwrap_or((cell, "0"));
    let part = match part.len() {
        1 => number(part)? * 10,
        2 => number(part)?,
        _ => return None,
    };
    number(whole)?.checked_mul(100)?.checked_add(part)
}

/// Pounds and pence.
pub(super) fn money(cell: &str) -> Option<Given<Pence>> {
    hundredths(cell).map(|pence| Given::Value(Pence(pence)))
}

/// Per cent with at most two decimals.
pub(super) fn per_cent(cell: &str) -> Option<Given<BasisPoints>> {
    hundredths(cell).and_then(|value| u16::try_from(value).ok()).map(|value| Given::Value(BasisPoints(value)))
}

/// Whole pounds.
pub(super) fn pounds(cell: &str) -> Option<Given<Pence>> {
    number(cell)?.checked_mul(100).map(|pence| Given::Value(Pence(pence)))
}

/// Hours in halves; 999 is don't know.
pub(super) fn hours(cell: &str) -> Option<Given<HalfHours>> {
    if cell == "999" { Some(Given::Unknown) } else { halves(cell).map(|hours| Given::Value(HalfHours(hours))) }
}

/// 1 yes, 2 no, 999 don't know.
#[inline]
pub(super) fn yes_no(cell: &str) -> Option<Given<bool>> {
    match cell {
        "1" => Some(Given::Value(true)),
        "2" => Some(Given::Value(false)),
        "999" => Some(Given::Unknown),
        _ => None,
    }
}

/// 0 no, 1 yes, and a word or number for don't know.
pub(super) fn zero_one(unknown: &'static str) -> impl Fn(&str) -> Option<Given<bool>> {
    move |cell| match cell {
        "0" => Some(Given::Value(false)),
        "1" => Some(Given::Value(true)),
        _ if !unknown.is_empty() && cell.eq_ignore_ascii_case(unknown) => Some(Given::Unknown),
        _ => None,
    }
}

/// A code of a table, with one number that says don't know.
pub(super) fn code_or<C: Code>(unknown: u16) -> impl Fn(&str) -> Option<Given<C>> {
    move |cell| match small(cell)? {
        number if number == unknown => Some(Given::Unknown),
        _ => code(cell).map(Given::Value),
    }
}

/// One of a few answers, with one number that says don't know.
pub(super) fn answer<T>(read: fn(u32) -> Option<T>, unknown: u32) -> impl Fn(&str) -> Option<Given<T>> {
    move |cell| {
        let number = number(cell)?;
        if number == unknown { Some(Given::Unknown) } else { read(number).map(Given::Value) }
    }
}

/// No number says don't know.
pub(super) const NEVER: u32 = u32::MAX;

/// `SCQUAL`, `NONSCQUAL`: `1;level`, `1`, `2`, `999`.
pub(super) fn level_held(cell: &str) -> Option<Given<LevelHeld>> {
    let (held, level) = cell.split_once(';').unwrap_or((cell, ""));
    match (held.trim(), level.trim()) {
        ("1", "") => Some(Given::Value(LevelHeld::Yes(Given::NotGiven))),
        ("1", "999") => Some(Given::Value(LevelHeld::Yes(Given::Unknown))),
        ("1", level) => code(level).map(|level| Given::Value(LevelHeld::Yes(Given::Value(level)))),
        ("2", "") => Some(Given::Value(LevelHeld::No)),
        ("999", "") => Some(Given::Unknown),
        _ => None,
    }
}

/// `L2CARECERT`: `1;year`, `1`, `2`, `3`.
pub(super) fn level2_certificate(cell: &str) -> Option<Given<Level2CareCertificate>> {
    let (answer, year_text) = cell.split_once(';').unwrap_or((cell, ""));
    let found = match (answer.trim(), year_text.trim()) {
        ("1", "") => Level2CareCertificate::Completed(None),
        ("1", text) => Level2CareCertificate::Completed(Some(year(text)?)),
        ("2", "") => Level2CareCertificate::Started,
        ("3", "") => Level2CareCertificate::No,
        _ => return None,
    };
    Some(Given::Value(found))
}

/// `VALIDITY`: `none` or months.
pub(super) fn validity(cell: &str) -> Option<Given<Validity>> {
    if cell.eq_ignore_ascii_case("none") {
        return Some(Given::Value(Validity::NoExpiry));
    }
    small(cell).filter(|months| (1..=999).contains(months)).map(|months| Given::Value(Validity::Months(months)))
}

/// The regulator's number: a digit, a hyphen, eight to twelve digits.
pub(crate) fn regulator_id(cell: &str) -> Option<Given<String>> {
    let (first, rest) = cell.split_once('-')?;
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let fits = first.len() == 1 && (8..=12).contains(&rest.len()) && digits(first) && digits(rest);
    fits.then(|| Given::Value(cell.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as day;

    #[test]
    fn dates_are_days_that_exist_in_the_national_form() {
        assert_eq!(date("29/02/2000"), Some(day(2000, 2, 29)));
        for wrong in
            ["31/02/1980", "29/02/1900", "1980-02-01", "01/02/80", "00/00/0000", "44197", "1/2/1980", "01-02-1980"]
        {
            assert_eq!(date(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn numbers_are_digits_alone() {
        assert_eq!(number("007"), Some(7));
        for wrong in ["", "-1", "1.0", "1a", " 1", "1234567890", "１"] {
            assert_eq!(number(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn halves_and_hundredths_keep_every_digit() {
        assert_eq!(halves("37.5"), Some(75));
        assert_eq!(halves("0"), Some(0));
        assert_eq!(halves("37.25"), None);
        assert_eq!(halves("40000"), None);
        assert_eq!(hundredths("12.6"), Some(1260));
        assert_eq!(hundredths("12.605"), None);
        assert_eq!(hundredths("12."), None);
    }
}
