//! The job: contract, hours, pay, sickness.

use super::super::lax;
use super::super::row::Check;
use super::super::rules::worker as rules;
use super::StoredWorker;
use crate::codes::{contract_types, job_roles};
use crate::columns::worker::{
    APPRENTICE, AVGHOURS, CONTHOURS, DAYSSICK, EMPLSTATUS, HOURLYRATE, MAINJRDESC, SALARY, SALARYINT, ZEROHRCONT,
};

/// Senior management, whose pay may be higher.
const SENIOR: i64 = 1;
const DO_NOT_KNOW: f64 = 999.0;

/// The contract, which other columns depend on.
pub(super) fn contract(check: &mut Check<'_, '_>) -> Option<i64> {
    let contract = check.number(EMPLSTATUS);
    match contract {
        None | Some(0) => check.hit(&rules::CONTRACT_MISSING),
        Some(code) if u16::try_from(code).is_ok_and(|code| contract_types().contains(code)) => {}
        Some(_) => check.hit(&rules::CONTRACT_UNKNOWN),
    }
    contract
}

pub(super) fn check(check: &mut Check<'_, '_>, role: Option<i64>, contract: Option<i64>) {
    check.one_of(APPRENTICE, &[1, 2, 999], &rules::APPRENTICE_CODE);
    zero_hours(check);
    sick_days(check);
    pay(check, role);
    job(check, role);
    let zero_hours = check.number(ZEROHRCONT);
    if zero_hours == Some(1) {
        if !check.cell(CONTHOURS).is_empty() {
            check.hit(&rules::HOURS_OF_ZERO_HOURS);
        }
    } else if matches!(contract, Some(3 | 4 | 7)) {
        if !check.cell(CONTHOURS).is_empty() {
            check.hit(&rules::HOURS_OF_CONTRACT);
        }
    } else {
        hours(check, CONTHOURS, &rules::HOURS_FORMAT, &rules::HOURS_RANGE);
    }
    if zero_hours != Some(1) && matches!(contract, Some(1 | 2)) {
        if !check.cell(AVGHOURS).is_empty() {
            check.hit(&rules::AVERAGE_OF_CONTRACT);
        }
    } else {
        hours(check, AVGHOURS, &rules::AVERAGE_FORMAT, &rules::AVERAGE_RANGE);
    }
}

fn zero_hours(check: &mut Check<'_, '_>) {
    let hours = lax::decimal(check.cell(CONTHOURS));
    let any_hours = hours.is_some_and(|hours| hours > 0.0);
    if check.cell(ZEROHRCONT).is_empty() {
        if any_hours {
            check.hit(&rules::ZERO_HOURS_MISSING);
        }
        return;
    }
    match check.number(ZEROHRCONT) {
        Some(1 | 999) if any_hours => check.hit(&rules::ZERO_HOURS_WITH_HOURS),
        Some(2) if hours == Some(0.0) => check.hit(&rules::NO_HOURS_NOT_ZERO_HOURS),
        Some(1 | 2 | 999) => {}
        _ => check.hit(&rules::ZERO_HOURS_CODE),
    }
}

/// Hours of a week: 0 to 75 in halves, or 999 and whatever follows its point.
fn hours(
    check: &mut Check<'_, '_>,
    column: usize,
    format: &'static super::super::Rule,
    range: &'static super::super::Rule,
) {
    let cell = check.cell(column);
    if cell.is_empty() {
        return;
    }
    let (whole, half) = cell.split_once('.').unwrap_or((cell, "0"));
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) && matches!(half, "0" | "5");
    match lax::decimal(cell).filter(|_| is_number) {
        Some(hours) if hours.floor() == DO_NOT_KNOW => {}
        Some(hours) if hours > 75.0 => check.hit(range),
        Some(hours) if hours >= 0.0 => {}
        _ => check.hit(format),
    }
}

fn sick_days(check: &mut Check<'_, '_>) {
    let cell = check.cell(DAYSSICK);
    if cell.is_empty() {
        return;
    }
    let halves = cell.split_once('.').is_none_or(|(_, part)| matches!(lax::whole(part), Some(0 | 5)));
    let fits = lax::decimal(cell).is_some_and(|days| days == DO_NOT_KNOW || (0.0..=366.0).contains(&days));
    if !fits || !halves {
        check.hit(&rules::SICK_DAYS_RANGE);
    }
}

pub(super) fn sick_days_changed(check: &mut Check<'_, '_>, stored: StoredWorker) {
    let Some((days, saved)) = stored.sick_days else { return };
    if lax::decimal(check.cell(DAYSSICK)) == Some(days) && saved < check.today {
        check.hit(&rules::SICK_DAYS_SAME);
    }
}

fn pay(check: &mut Check<'_, '_>, role: Option<i64>) {
    let interval = check.number(SALARYINT);
    let blank = check.cell(SALARYINT).is_empty();
    match interval {
        None if blank => {}
        None => check.hit(&rules::PAY_INTERVAL_CODE),
        Some(1 | 3 | 999) => {}
        Some(_) => check.hit(&rules::PAY_INTERVAL_UNKNOWN),
    }
    let (salary, rate) = (check.cell(SALARY), check.cell(HOURLYRATE));
    if !salary.is_empty() {
        let most = if role == Some(SENIOR) { 250_000 } else { 200_000 };
        match interval {
            None if blank => check.hit(&rules::SALARY_NOT_ANNUAL),
            Some(3) => check.hit(&rules::SALARY_NOT_ANNUAL),
            Some(999) => check.hit(&rules::SALARY_OF_UNKNOWN),
            Some(1) if !lax::whole(salary).is_some_and(|pounds| (500..=most).contains(&pounds)) => {
                check.hit(&rules::SALARY_RANGE);
            }
            _ => {}
        }
    }
    if !rate.is_empty() {
        match interval {
            None if blank => check.hit(&rules::RATE_NOT_HOURLY),
            Some(1) => check.hit(&rules::RATE_NOT_HOURLY),
            Some(999) => check.hit(&rules::RATE_OF_UNKNOWN),
            Some(3) if !is_money(rate) => check.hit(&rules::RATE_FORMAT),
            _ => {}
        }
    }
}

/// Digits, and perhaps a point and one or two digits.
fn is_money(text: &str) -> bool {
    let (pounds, pence) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits(pounds) && digits(pence) && pence.len() <= 2
}

fn job(check: &mut Check<'_, '_>, role: Option<i64>) {
    if role.is_none() {
        check.hit(&rules::JOB_ROLE_MISSING);
    }
    if !role.is_some_and(|code| u16::try_from(code).is_ok_and(|code| job_roles().contains(code))) {
        check.hit(&rules::JOB_ROLE_UNKNOWN);
    }
    let description = check.cell(MAINJRDESC);
    if lax::length(description) > 119 {
        check.hit(&rules::DESCRIPTION_LONG);
    } else if matches!(role, Some(23 | 27)) {
        if description.is_empty() {
            check.hit(&rules::DESCRIPTION_MISSING);
        }
    } else if !description.is_empty() {
        check.hit(&rules::DESCRIPTION_NOT_NEEDED);
    }
}
