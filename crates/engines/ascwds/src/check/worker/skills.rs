//! What the worker has learnt and may do.

use super::super::lax;
use super::super::row::Check;
use super::super::rules::worker as rules;
use crate::codes::{pathway_categories, qualifications};
use crate::columns::worker::{AMHP, CARECERT, CWPCATEGORY, DHA, L2CARECERT, NMCREG, NONSCQUAL, SCQUAL};

const SOCIAL_WORKER: i64 = 6;
const OCCUPATIONAL_THERAPIST: i64 = 15;
const NURSE: i64 = 16;
/// The certificate began in this year.
const LEVEL2_SINCE: i64 = 2024;

pub(super) fn check(check: &mut Check<'_, '_>, role: Option<i64>) {
    check.one_of(CARECERT, &[1, 2, 3], &rules::CARE_CERTIFICATE_CODE);
    level2(check);
    check.one_of(DHA, &[1, 2, 999], &rules::DHA_CODE);
    nurse(check, role);
    if role == Some(SOCIAL_WORKER) {
        if check.cell(AMHP).is_empty() {
            check.hit(&rules::AMHP_MISSING);
        }
        check.one_of(AMHP, &[1, 2, 999], &rules::AMHP_CODE);
    } else if !check.cell(AMHP).is_empty() {
        check.hit(&rules::AMHP_NOT_NEEDED);
    }
    care_qualification(check, role);
    other_qualification(check);
    let pathway = check.cell(CWPCATEGORY);
    let known = |code: i64| u16::try_from(code).is_ok_and(|code| pathway_categories().contains(code));
    if !pathway.is_empty() && !lax::whole(pathway).is_some_and(known) {
        check.hit(&rules::PATHWAY_CODE);
    }
    achieved(check);
}

fn level2(check: &mut Check<'_, '_>) {
    let cell = check.cell(L2CARECERT);
    if cell.is_empty() {
        return;
    }
    let mut parts = cell.split(';');
    let answer = lax::whole(parts.next().unwrap_or_default());
    let year = parts.next().unwrap_or_default();
    match (answer, year) {
        (Some(1..=3), "") => {}
        (Some(1), year) => match lax::whole(year) {
            None => check.hit(&rules::LEVEL2_YEAR),
            Some(year) if year < LEVEL2_SINCE => check.hit(&rules::LEVEL2_BEFORE_2024),
            Some(year) if year > i64::from(check.today.year()) => check.hit(&rules::LEVEL2_IN_FUTURE),
            Some(_) => {}
        },
        (Some(2), _) => check.hit(&rules::LEVEL2_STARTED_YEAR),
        (Some(3), _) => check.hit(&rules::LEVEL2_NOT_YEAR),
        _ => check.hit(&rules::LEVEL2_CODE),
    }
}

fn nurse(check: &mut Check<'_, '_>, role: Option<i64>) {
    match (role == Some(NURSE), check.cell(NMCREG).is_empty()) {
        (true, true) => check.hit(&rules::NURSE_MISSING),
        (true, false) => check.one_of(NMCREG, &[1, 2, 3, 4, 5], &rules::NURSE_CODE),
        (false, false) => check.hit(&rules::NURSE_NOT_NEEDED),
        (false, true) => {}
    }
}

/// An answer and a level: `1;2`.
fn answer_and_level(cell: &str) -> (Option<i64>, Option<i64>) {
    let mut parts = cell.split(';');
    (lax::whole(parts.next().unwrap_or_default()), lax::whole(parts.next().unwrap_or_default()))
}

fn is_level(level: i64) -> bool {
    matches!(level, 0..=8 | 999)
}

fn care_qualification(check: &mut Check<'_, '_>, role: Option<i64>) {
    let cell = check.cell(SCQUAL);
    if cell.is_empty() {
        return check.hit(&rules::CARE_QUALIFICATION_MISSING);
    }
    let (answer, level) = answer_and_level(cell);
    match (answer, level) {
        (Some(1), None) => {
            check.hit(&rules::CARE_QUALIFICATION_LEVEL_MISSING);
            if matches!(role, Some(SOCIAL_WORKER | OCCUPATIONAL_THERAPIST | NURSE)) {
                check.hit(&rules::CARE_QUALIFICATION_OF_PROFESSION);
            }
        }
        (Some(1), Some(level)) if !is_level(level) => check.hit(&rules::CARE_QUALIFICATION_LEVEL),
        (Some(1 | 2 | 999), _) => {}
        _ => check.hit(&rules::CARE_QUALIFICATION_CODE),
    }
}

fn other_qualification(check: &mut Check<'_, '_>) {
    let cell = check.cell(NONSCQUAL);
    if cell.is_empty() {
        return;
    }
    match answer_and_level(cell) {
        (Some(1), Some(level)) if !is_level(level) => check.hit(&rules::OTHER_QUALIFICATION_LEVEL),
        (Some(1 | 2 | 999), _) => {}
        _ => check.hit(&rules::OTHER_QUALIFICATION_CODE),
    }
}

/// `QUALACHnn`: `code;year`, and notes.
fn achieved(check: &mut Check<'_, '_>) {
    let row = check.row;
    let this_year = i64::from(check.today.year());
    for (number, cell, notes) in row.qualifications() {
        if cell.is_empty() {
            continue;
        }
        let mut parts = cell.split(';');
        let code = lax::whole(parts.next().unwrap_or_default());
        if code.is_none() {
            check.hit_qualification(rules::qualification_code(*number), *number);
        }
        match parts.next().unwrap_or_default() {
            "" => check.hit_qualification(rules::qualification_year_missing(*number), *number),
            year if lax::four_digits(year).is_some_and(|year| (this_year - 100..=this_year).contains(&year)) => {}
            _ => check.hit_qualification(rules::qualification_year(*number), *number),
        }
        if lax::length(notes) > 120 {
            check.hit_qualification(rules::qualification_notes(*number), *number);
        }
        let known = |code: i64| u16::try_from(code).is_ok_and(|code| qualifications().contains(code));
        if !code.is_some_and(known) {
            check.hit_qualification(rules::qualification_unknown(*number), *number);
        }
    }
}
