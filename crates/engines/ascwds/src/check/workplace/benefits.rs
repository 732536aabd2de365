//! Training, the care workforce pathway, pensions, pay for sleep-ins and travel.

use super::super::lax;
use super::super::row::Check;
use super::super::rules::workplace as rules;
use super::MainServiceFacts;
use crate::columns::workplace::{
    ACTUALCONT, CWPAWARE, CWPUSE, CWPUSEDESC, HOLIDAY, OPTOUTPEN, PENSION, REPEATTRAINING, SICKPAY, SLEEPINPAY,
    SLEEPINS, TRAVELTIME, TTDIFFRATE,
};

const YES_NO: &[&str] = &["1", "2", "999"];

pub(super) fn check(check: &mut Check<'_, '_>, main: &MainServiceFacts) {
    check.exactly(REPEATTRAINING, &["1", "2", "3", "4"], &rules::REPEAT_TRAINING_CODE);
    check.exactly(CWPAWARE, &["1", "2", "3", "4", "999"], &rules::AWARENESS_CODE);
    pathway(check);
    for (column, rule) in [(SICKPAY, &rules::SICK_PAY_CODE), (PENSION, &rules::PENSION_CODE)] {
        let cell = check.cell(column);
        if !(matches!(cell, "" | "0" | "1") || cell.eq_ignore_ascii_case("unknown")) {
            check.hit(rule);
        }
    }
    contribution(check);
    check.exactly(OPTOUTPEN, YES_NO, &rules::OPT_OUT_CODE);
    if !check.cell(HOLIDAY).bytes().all(|byte| byte.is_ascii_digit()) {
        check.hit(&rules::HOLIDAY_CODE);
    }
    sleep_ins(check, matches!(main.pay_group, Some(1 | 2)));
    travel(check, main.pay_group == Some(1));
}

fn pathway(check: &mut Check<'_, '_>) {
    let cell = check.cell(CWPUSE);
    let mut parts = cell.split(';');
    let answer = parts.next().unwrap_or_default();
    let is_reason = |reason: &str| matches!(reason, "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "10");
    let mut described = false;
    if !cell.is_empty() && !YES_NO.contains(&answer) {
        check.hit(&rules::PATHWAY_USE_CODE);
    } else if answer == "1" {
        described = parts.clone().any(|reason| reason == "10");
        if !parts.all(is_reason) {
            check.hit(&rules::PATHWAY_REASON_CODE);
        }
    }
    let description = check.cell(CWPUSEDESC);
    if description.is_empty() {
        return;
    }
    if !described {
        check.hit(&rules::PATHWAY_DESCRIPTION_NOT_NEEDED);
    } else if lax::length(description) > 120 {
        check.hit(&rules::PATHWAY_DESCRIPTION_LONG);
    }
}

fn contribution(check: &mut Check<'_, '_>) {
    let cell = check.cell(ACTUALCONT);
    if cell.is_empty() {
        return;
    }
    if check.cell(PENSION) != "1" {
        check.hit(&rules::CONTRIBUTION_WITHOUT_PENSION);
    } else if !lax::hundredths(cell).is_some_and(|share| share > 3.0 && share <= 100.0) {
        check.hit(&rules::CONTRIBUTION_RANGE);
    }
}

fn sleep_ins(check: &mut Check<'_, '_>, asked: bool) {
    check.exactly(SLEEPINS, YES_NO, &rules::SLEEP_INS_CODE);
    let (answer, pay) = (check.cell(SLEEPINS), check.cell(SLEEPINPAY));
    let mut paid = false;
    if !pay.is_empty() {
        if answer != "1" {
            check.hit(&rules::SLEEP_IN_PAY_NOT_NEEDED);
        } else if YES_NO.contains(&pay) {
            paid = true;
        } else {
            check.hit(&rules::SLEEP_IN_PAY_CODE);
        }
    }
    if !asked {
        if matches!(answer, "1" | "999") {
            check.hit(&rules::SLEEP_INS_OF_SERVICE);
        }
        if paid {
            check.hit(&rules::SLEEP_IN_PAY_OF_SERVICE);
        }
    }
}

fn travel(check: &mut Check<'_, '_>, asked: bool) {
    check.exactly(TRAVELTIME, &["1", "2", "3", "4", "5", "6", "999"], &rules::TRAVEL_CODE);
    let (answer, rate) = (check.cell(TRAVELTIME), check.cell(TTDIFFRATE));
    let mut paid = false;
    if !rate.is_empty() {
        if answer != "3" {
            check.hit(&rules::TRAVEL_RATE_NOT_NEEDED);
        } else if lax::hundredths(rate).is_some_and(|pounds| (2.5..=200.0).contains(&pounds)) {
            paid = true;
        } else {
            check.hit(&rules::TRAVEL_RATE_RANGE);
        }
    }
    if !asked {
        // 2, 4 and 6 pass.
        if matches!(answer, "1" | "3" | "5" | "999") {
            check.hit(&rules::TRAVEL_OF_SERVICE);
        }
        if paid {
            check.hit(&rules::TRAVEL_RATE_OF_SERVICE);
        }
    }
}
