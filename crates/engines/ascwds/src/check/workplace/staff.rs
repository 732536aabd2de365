//! Who works there: totals, roles, starters, leavers, vacancies, delegated healthcare.

use super::super::row::Check;
use super::super::rules::workplace as rules;
use super::super::{Rule, lax};
use super::{MainServiceFacts, known};
use crate::codes::{healthcare_activities, job_roles};
use crate::columns::workplace::{
    ALLJOBROLES, DHA, DHAACTIVITIES, LEAVERS, REASONNOS, REASONS, STARTERS, TOTALPERMTEMP, VACANCIES,
};

/// "Don't know", as a count.
const DO_NOT_KNOW: i64 = 999;
/// The role of a registered manager.
pub(in super::super) const MANAGER: i64 = 4;

pub(super) fn check(check: &mut Check<'_, '_>, main: &MainServiceFacts, regulated: Option<bool>) {
    healthcare(check, main);
    match check.number(TOTALPERMTEMP) {
        Some(0) if !main.is_head_office() => check.hit(&rules::TOTAL_NONE),
        Some(0..=999) => {}
        _ => check.hit(&rules::TOTAL_RANGE),
    }
    if let Some(leavers) = roles(check, regulated) {
        reasons(check, leavers);
    }
}

fn healthcare(check: &mut Check<'_, '_>, main: &MainServiceFacts) {
    check.exactly(DHA, &["1", "2", "999"], &rules::DHA_CODE);
    let answer = check.cell(DHA);
    let given = matches!(answer, "1" | "2" | "999");
    let activities = check.cell(DHAACTIVITIES);
    if !activities.is_empty() && activities != "999" {
        let codes = activities.split(';');
        let is_activity =
            |code: &&str| code.len() == 1 && lax::whole(code).is_some_and(|code| known(healthcare_activities(), code));
        let (all, right) = (codes.clone().count(), codes.filter(is_activity).count());
        if answer != "1" {
            check.hit(&rules::DHA_ACTIVITIES_NOT_NEEDED);
        } else if right == 0 {
            check.hit(&rules::DHA_ACTIVITIES_CODES);
        } else if right < all {
            check.hit(&rules::DHA_ACTIVITIES_SOME);
        }
    }
    if given && main.service.is_some() && !main.healthcare {
        check.hit(&rules::DHA_OF_SERVICE);
    }
}

/// The counts of one column.
struct Counts {
    column: usize,
    uneven: &'static Rule,
    value: &'static Rule,
}

const COUNTS: [Counts; 3] = [
    Counts { column: VACANCIES, uneven: &rules::VACANCIES_UNEVEN, value: &rules::VACANCIES_VALUE },
    Counts { column: STARTERS, uneven: &rules::STARTERS_UNEVEN, value: &rules::STARTERS_VALUE },
    Counts { column: LEAVERS, uneven: &rules::LEAVERS_UNEVEN, value: &rules::LEAVERS_VALUE },
];

/// The total of a list of counts, the unknown left out.
pub(in super::super) fn total(cell: &str) -> i64 {
    let counts = cell.split(';').filter_map(lax::whole).filter(|count| *count != DO_NOT_KNOW);
    counts.fold(0, i64::saturating_add)
}

/// Roles and counts. The total of leavers, where they are accepted.
fn roles(check: &mut Check<'_, '_>, regulated: Option<bool>) -> Option<i64> {
    let cell = check.cell(ALLJOBROLES);
    if cell.is_empty() {
        if COUNTS.iter().any(|counts| total(check.cell(counts.column)) > 0) {
            check.hit(&rules::ROLES_MISSING);
        }
        return None;
    }
    let roles: Vec<Option<i64>> = cell.split(';').map(lax::whole).collect();
    if roles.contains(&None) {
        check.hit(&rules::ROLES_NUMBERS);
        return None;
    }
    let manager = roles.iter().position(|role| *role == Some(MANAGER));
    let vacancy = manager.and_then(|at| check.cell(VACANCIES).split(';').nth(at)).and_then(lax::whole);
    if regulated != Some(true) && vacancy.is_some_and(|count| count > 0) {
        check.hit(&rules::MANAGER_VACANCY_NOT_REGULATED);
        return None;
    }
    let mut leavers = None;
    for counts in &COUNTS {
        let accepted = count(check, counts, roles.len());
        if counts.column == LEAVERS && accepted {
            leavers = Some(total(check.cell(LEAVERS)));
        }
    }
    for role in roles.into_iter().flatten() {
        if !known(job_roles(), role) {
            check.hit(&rules::ROLES_UNKNOWN);
        }
    }
    leavers
}

/// Counts beside the roles; true where they are accepted.
fn count(check: &mut Check<'_, '_>, counts: &Counts, roles: usize) -> bool {
    let elements: Vec<Option<i64>> = check.cell(counts.column).split(';').map(lax::whole).collect();
    if elements == [Some(DO_NOT_KNOW)] {
        return true;
    }
    let uneven = elements.len() != roles;
    if uneven {
        check.hit(counts.uneven);
    }
    let wrong = elements.iter().any(|count| !count.is_some_and(|count| (0..=DO_NOT_KNOW).contains(&count)));
    if wrong {
        check.hit(counts.value);
    }
    !uneven && !wrong
}

fn reasons(check: &mut Check<'_, '_>, leavers: i64) {
    let cell = check.cell(REASONS);
    if cell.is_empty() || leavers <= 0 {
        return;
    }
    let reasons: Vec<Option<i64>> = cell.split(';').map(lax::whole).collect();
    let counts: Vec<Option<i64>> = check.cell(REASONNOS).split(';').map(lax::whole).collect();
    if reasons.contains(&None) {
        check.hit(&rules::REASONS_NUMBERS);
    }
    if counts.contains(&None) {
        check.hit(&rules::REASON_COUNTS);
    }
    if reasons.len() != counts.len() {
        check.hit(&rules::REASONS_UNEVEN);
    }
    let sum = counts.iter().try_fold(0_i64, |sum, count| count.map(|count| sum.saturating_add(count)));
    if sum != Some(leavers) {
        check.hit(&rules::REASONS_NOT_LEAVERS);
    }
}
