//! The rules of one training row.

use jiff::ToSpan;
use jiff::civil::Date;

use super::row::Check;
use super::rules::training as rules;
use super::{Hit, Mode, TextRow, keep, lax};
use crate::codes::{training_categories, training_providers};
use crate::columns::training::{
    ACCREDITED, CATEGORY, DATECOMPLETED, EXPIRYDATE, HOWDELIVERED, LOCALESTID, NOTES, PROVIDERNAME, TRAININGNAME,
    UNIQUEWORKERID, VALIDITY, WHODELIVERED,
};
use crate::read::syntax;

/// Checks one row of a training file; what is found is appended to `hits`.
pub fn check_training(row: &TextRow<'_>, today: Date, mode: Mode, hits: &mut Vec<Hit>) {
    let from = hits.len();
    let mut check = Check { row, today, mode, hits };
    identifiers(&mut check);
    let completed = completed(&mut check);
    let expires = expires(&mut check, completed);
    check.longer(TRAININGNAME, 120, &rules::NAME_LONG);
    let category = check.number(CATEGORY);
    if !category.is_some_and(|code| known(training_categories(), code)) {
        check.hit(&rules::CATEGORY_MISSING);
    }
    check.one_of(ACCREDITED, &[0, 1, 999], &rules::ACCREDITED_CODE);
    check.exactly(WHODELIVERED, &["1", "2"], &rules::DELIVERED_BY_CODE);
    provider(&mut check);
    check.exactly(HOWDELIVERED, &["1", "2"], &rules::HOW_DELIVERED_CODE);
    validity(&mut check, completed, expires);
    check.longer(NOTES, 1000, &rules::NOTES_LONG);
    keep(mode, hits, from);
}

fn known(table: &crate::codes::Table, code: i64) -> bool {
    u16::try_from(code).is_ok_and(|code| table.contains(code))
}

fn identifiers(check: &mut Check<'_, '_>) {
    if check.cell(LOCALESTID).is_empty() {
        check.hit(&rules::LOCAL_ID_MISSING);
    }
    check.longer(LOCALESTID, 50, &rules::LOCAL_ID_LONG);
    if check.cell(UNIQUEWORKERID).is_empty() {
        check.hit(&rules::WORKER_ID_MISSING);
    }
    check.longer(UNIQUEWORKERID, 50, &rules::WORKER_ID_LONG);
}

fn completed(check: &mut Check<'_, '_>) -> Option<Date> {
    let cell = check.cell(DATECOMPLETED);
    if cell.is_empty() {
        return None;
    }
    let Some(date) = syntax::date(cell) else {
        check.hit(&rules::COMPLETED_FORMAT);
        return None;
    };
    if date > check.today {
        check.hit(&rules::COMPLETED_IN_FUTURE);
        return None;
    }
    Some(date)
}

fn expires(check: &mut Check<'_, '_>, completed: Option<Date>) -> Option<Date> {
    let cell = check.cell(EXPIRYDATE);
    if cell.is_empty() {
        return None;
    }
    let Some(date) = syntax::date(cell) else {
        check.hit(&rules::EXPIRY_FORMAT);
        return None;
    };
    if completed.is_some_and(|completed| date <= completed) {
        check.hit(&rules::EXPIRY_BEFORE_COMPLETED);
        return None;
    }
    Some(date)
}

fn provider(check: &mut Check<'_, '_>) {
    let cell = check.cell(PROVIDERNAME);
    if cell.is_empty() {
        return;
    }
    if check.cell(WHODELIVERED) != "2" {
        check.hit(&rules::PROVIDER_NOT_NEEDED);
    } else if !lax::whole(cell).is_some_and(|code| code == 999 || known(training_providers(), code)) {
        check.hit(&rules::PROVIDER_CODE);
    }
}

fn validity(check: &mut Check<'_, '_>, completed: Option<Date>, expires: Option<Date>) {
    let cell = check.cell(VALIDITY);
    if cell.is_empty() {
        return;
    }
    if cell == "none" {
        if expires.is_some() {
            check.hit(&rules::EXPIRY_OF_NO_EXPIRY);
        }
        return;
    }
    let Some(months) = lax::whole(cell).filter(|months| (1..=999).contains(months)) else {
        check.hit(&rules::VALIDITY_CODE);
        return;
    };
    let last = completed.and_then(|date| date.checked_add(months.months()).ok()).and_then(|date| date.yesterday().ok());
    if last.is_some() && expires.is_some() && last != expires {
        check.hit(&rules::EXPIRY_NOT_VALIDITY);
    }
}
