//! When the worker started.

use jiff::civil::Date;

use super::super::lax;
use super::super::row::Check;
use super::super::rules::worker as rules;
use crate::columns::worker::{DOB, STARTDATE, STARTINSECT, YEAROFENTRY};
use crate::read::syntax;

pub(super) fn check(check: &mut Check<'_, '_>) {
    let started = started(check);
    sector(check, started);
}

/// The start date; none where it is blank or ignored.
fn started(check: &mut Check<'_, '_>) -> Option<Date> {
    let cell = check.cell(STARTDATE);
    if cell.is_empty() {
        check.hit(&rules::START_MISSING);
        return None;
    }
    if !is_date_like(cell) {
        check.hit(&rules::START_FORMAT);
        return None;
    }
    // A day that does not exist passes for a date nationally, and is compared with nothing.
    let Some(date) = syntax::date(cell) else {
        if check.strict() {
            check.hit(&rules::START_FORMAT);
        }
        return None;
    };
    // A birth date of one character is a day of this month elsewhere and nothing here.
    let born = check.cell(DOB);
    let born = if born.len() > 1 { lax::birth_date(born, check.today) } else { None };
    if date > check.today {
        check.hit(&rules::START_IN_FUTURE);
        return None;
    }
    if born.is_some_and(|born| date < lax::years_after(born, 14)) {
        check.hit(&rules::START_TOO_YOUNG);
        return None;
    }
    if check.number(YEAROFENTRY).is_some_and(|year| i64::from(date.year()) < year) {
        check.hit(&rules::START_BEFORE_ENTRY);
        return None;
    }
    Some(date)
}

/// Two digits, two digits and four digits with strokes; day 00 to 31 and month 00 to 12.
fn is_date_like(text: &str) -> bool {
    let [d1, d2, b'/', m1, m2, b'/', year @ ..] = text.as_bytes() else { return false };
    let day = matches!((d1, d2), (b'0'..=b'2', b'0'..=b'9') | (b'3', b'0' | b'1'));
    let month = matches!((m1, m2), (b'0', b'0'..=b'9') | (b'1', b'0'..=b'2'));
    day && month && year.len() == 4 && year.iter().all(u8::is_ascii_digit)
}

fn sector(check: &mut Check<'_, '_>, started: Option<Date>) {
    let cell = check.cell(STARTINSECT);
    if cell.is_empty() {
        return check.hit(&rules::SECTOR_MISSING);
    }
    if !is_year_like(cell) {
        return check.hit(&rules::SECTOR_FORMAT);
    }
    let Some(year) = lax::whole(cell).filter(|year| *year != 999) else { return };
    let born = lax::birth_date(check.cell(DOB), check.today);
    if started.is_some_and(|date| i64::from(date.year()) < year) {
        check.hit(&rules::SECTOR_AFTER_START);
    } else if born.is_some_and(|born| i64::from(born.year()) + 14 > year) {
        check.hit(&rules::SECTOR_TOO_YOUNG);
    }
}

/// Begins with four digits or ends in 999.
fn is_year_like(text: &str) -> bool {
    let bytes = text.as_bytes();
    text.ends_with("999") || (bytes.len() >= 4 && bytes[..4].iter().all(u8::is_ascii_digit))
}
