//! Workplace rows.

use super::cells::{Cells, list};
use super::syntax::{NEVER, answer, code, code_or, money, number, per_cent, regulator_id, small, yes_no, zero_one};
use crate::codes::{Code, HealthcareActivity, JobRole, LeavingReason, MainService, PathwayUseReason, ServiceUser};
use crate::columns::workplace::{
    ACTUALCONT, ADDRESS1, ADDRESS2, ADDRESS3, ALLJOBROLES, ALLSERVICES, CAPACITY, CWPAWARE, CWPUSE, CWPUSEDESC, DHA,
    DHAACTIVITIES, ESTNAME, ESTTYPE, HOLIDAY, LEAVERS, LOCALESTID, LOCATIONID, MAINSERVICE, OPTOUTPEN, OTHERTYPE,
    OTHERUSERDESC, PENSION, PERMCQC, PERMLA, POSTCODE, POSTTOWN, PROVNUM, REASONNOS, REASONS, REGTYPE, REPEATTRAINING,
    SERVICEDESC, SERVICEUSERS, SICKPAY, SLEEPINPAY, SLEEPINS, STARTERS, TOTALPERMTEMP, TRAVELTIME, TTDIFFRATE,
    UTILISATION, VACANCIES,
};
use crate::{
    Given, PathwayUse, Postcode, Registration, RepeatTraining, ServedGroup, Service, SleepInPay, Status, Workplace,
};

const YES_NO: &str = "must be 1 (yes), 2 (no) or 999 (don't know)";
const ZERO_ONE: &str = "must be 0 (no) or 1 (yes)";
const ZERO_ONE_UNKNOWN: &str = "must be 0 (no), 1 (yes) or unknown";
const REGULATOR: &str = "must be a digit, a hyphen and 8 to 12 digits, such as 1-123456789";
const SERVICE: &str = "must be services of the national list, separated by semicolons";
const AS_SERVICES: &str = "must have one number or blank for each service of ALLSERVICES, separated by semicolons";
const AS_ROLES: &str =
    "must have one number for each role of ALLJOBROLES, separated by semicolons, or 999 (don't know)";

/// Fills a row.
pub(super) fn fill(cells: &mut Cells<'_>, status: Status, row: &mut Workplace) {
    cells.text(LOCALESTID, &mut row.local_id);
    row.status = status;
    cells.text(ESTNAME, &mut row.name);
    for (column, line) in [ADDRESS1, ADDRESS2, ADDRESS3].into_iter().zip(&mut row.address) {
        cells.text(column, line);
    }
    cells.text(POSTTOWN, &mut row.town);
    row.postcode = cells.value(POSTCODE, Postcode::parse, "must be a whole postcode, such as CB1 2JD");
    row.employer_type = cells.value(ESTTYPE, code, "must be 1, 3 (council), 6 (private), 7 (voluntary) or 8 (other)");
    cells.text(OTHERTYPE, &mut row.other_type);
    row.share_with_cqc = cells.read(PERMCQC, zero_one(""), ZERO_ONE);
    row.share_with_council = cells.read(PERMLA, zero_one(""), ZERO_ONE);
    let registration = "must be 0 (not regulated) or 2 (regulated by the Care Quality Commission)";
    row.registration = cells.read(REGTYPE, answer(Registration::from_number, NEVER), registration);
    row.provider_id = cells.read(PROVNUM, regulator_id, REGULATOR);
    row.location_id = cells.read(LOCATIONID, regulator_id, REGULATOR);
    row.main_service = cells.value(MAINSERVICE, code, "must be a service of the national list");
    services(cells, row);
    served(cells, row);
    staff(cells, row);
    pathway(cells, row);
    benefits(cells, row);
}

/// `ALLSERVICES` and the lists beside it, which may or may not have an element for its 0 ("no other services").
fn services(cells: &mut Cells<'_>, row: &mut Workplace) {
    row.services.clear();
    row.no_other_services = false;
    let mut places = Vec::new();
    for (at, element) in list(cells.cell(ALLSERVICES)).enumerate() {
        if element == "0" {
            row.no_other_services = true;
        } else if let Some(service) = code::<MainService>(element) {
            places.push((at, Some(row.services.len())));
            row.services.push(Service { service, capacity: None, utilisation: None, description: String::new() });
        } else if !element.is_empty() {
            cells.wrong(ALLSERVICES, element, SERVICE);
            places.push((at, None));
        }
    }
    let named = places.len();
    let listed = list(cells.cell(ALLSERVICES)).count();
    for column in [CAPACITY, UTILISATION, SERVICEDESC] {
        let cell = cells.cell(column);
        let elements: Vec<&str> = list(cell).collect();
        let used = elements.iter().any(|element| !element.is_empty());
        if used && elements.len() != listed && elements.len() != named {
            cells.wrong(column, cell, AS_SERVICES);
            continue;
        }
        for (order, (at, service)) in places.iter().enumerate() {
            let place = if elements.len() == listed { *at } else { order };
            let (Some(service), Some(element)) = (service.and_then(|at| row.services.get_mut(at)), elements.get(place))
            else {
                continue;
            };
            if column == SERVICEDESC {
                (*element).clone_into(&mut service.description);
            } else if !element.is_empty() {
                let value = small(element);
                if value.is_none() {
                    cells.wrong(column, cell, AS_SERVICES);
                }
                *(if column == CAPACITY { &mut service.capacity } else { &mut service.utilisation }) = value;
            }
        }
    }
}

fn served(cells: &mut Cells<'_>, row: &mut Workplace) {
    row.serves.clear();
    let descriptions: Vec<&str> = list(cells.cell(OTHERUSERDESC)).collect();
    let groups: Vec<&str> = list(cells.cell(SERVICEUSERS)).collect();
    let used = descriptions.iter().any(|text| !text.is_empty());
    if used && descriptions.len() != groups.len() {
        let message = "must have one text or blank for each group of SERVICEUSERS, separated by semicolons";
        cells.wrong(OTHERUSERDESC, cells.cell(OTHERUSERDESC), message);
    }
    for (at, element) in groups.iter().enumerate().filter(|(_, element)| !element.is_empty()) {
        if let Some(group) = code::<ServiceUser>(element) {
            let description =
                if descriptions.len() == groups.len() { descriptions[at].to_owned() } else { String::new() };
            row.serves.push(ServedGroup { group, description });
        } else {
            cells.wrong(SERVICEUSERS, element, "must be groups of the national list, separated by semicolons");
        }
    }
}

fn staff(cells: &mut Cells<'_>, row: &mut Workplace) {
    row.delegated_healthcare = cells.read(DHA, yes_no, YES_NO);
    let activities = "must be activities of the national list, separated by semicolons, or 999 (don't know)";
    row.healthcare_activities = cells.read(DHAACTIVITIES, codes_or_unknown::<HealthcareActivity>, activities);
    row.total_staff =
        cells.value(TOTALPERMTEMP, |cell| small(cell).filter(|total| *total <= 999), "must be a number, 0 to 999");
    let roles = codes::<JobRole>(cells.cell(ALLJOBROLES));
    if roles.is_none() {
        let message = "must be job roles of the national list, separated by semicolons";
        cells.wrong(ALLJOBROLES, cells.cell(ALLJOBROLES), message);
    }
    let count = roles.as_ref().map(Vec::len);
    row.job_roles = roles.unwrap_or_default();
    let counts = move |cell: &str| role_counts(cell, count);
    row.starters = cells.read(STARTERS, counts, AS_ROLES);
    row.leavers = cells.read(LEAVERS, counts, AS_ROLES);
    row.vacancies = cells.read(VACANCIES, counts, AS_ROLES);
    row.leaving_reasons.clear();
    let (reasons, numbers) = (cells.cell(REASONS), cells.cell(REASONNOS));
    let numbered: Option<Vec<u16>> = list(numbers).map(small).collect();
    let named: Option<Vec<u16>> = list(reasons).map(small).collect();
    match (named, numbered) {
        (Some(named), Some(numbered)) if named.len() == numbered.len() => {
            row.leaving_reasons.extend(named.into_iter().map(LeavingReason).zip(numbered));
        }
        (None, _) => cells.wrong(REASONS, reasons, "must be numbers, separated by semicolons"),
        _ => {
            cells.wrong(REASONNOS, numbers, "must have one number for each reason of REASONS, separated by semicolons");
        }
    }
    let repeat = "must be 1 (always), 2 (very often), 3 (not very often) or 4 (never)";
    row.repeat_training = cells.read(REPEATTRAINING, answer(RepeatTraining::from_number, NEVER), repeat);
}

fn pathway(cells: &mut Cells<'_>, row: &mut Workplace) {
    row.pathway_awareness = cells.read(CWPAWARE, code_or(999), "must be an answer of the national list, 1 to 4 or 999");
    let uses = |cell: &str| {
        let (answer, reasons) = cell.split_once(';').unwrap_or((cell, ""));
        match answer.trim() {
            "1" => codes::<PathwayUseReason>(reasons).map(|reasons| Given::Value(PathwayUse::Yes(reasons))),
            "2" if reasons.is_empty() => Some(Given::Value(PathwayUse::No)),
            "999" if reasons.is_empty() => Some(Given::Unknown),
            _ => None,
        }
    };
    row.pathway_use =
        cells.read(CWPUSE, uses, "must be 1 and its reasons (such as 1;2;10), 2 (no) or 999 (don't know)");
    cells.text(CWPUSEDESC, &mut row.pathway_use_description);
}

fn benefits(cells: &mut Cells<'_>, row: &mut Workplace) {
    row.sick_pay = cells.read(SICKPAY, zero_one("unknown"), ZERO_ONE_UNKNOWN);
    row.pension = cells.read(PENSION, zero_one("unknown"), ZERO_ONE_UNKNOWN);
    row.pension_contribution = cells.read(ACTUALCONT, per_cent, "must be a percentage with at most two decimals");
    row.pension_opt_outs = cells.read(OPTOUTPEN, yes_no, YES_NO);
    row.holiday_days = cells.value(HOLIDAY, small, "must be a whole number of days");
    row.sleep_ins = cells.read(SLEEPINS, yes_no, YES_NO);
    let sleep_in = "must be 1 (hourly), 2 (flat rate) or 999 (don't know)";
    row.sleep_in_pay = cells.read(SLEEPINPAY, answer(SleepInPay::from_number, 999), sleep_in);
    row.travel_time_pay = cells.read(TRAVELTIME, code_or(999), "must be an answer of the national list, 1 to 6 or 999");
    row.travel_rate = cells.read(TTDIFFRATE, money, "must be pounds an hour with at most two decimals");
}

/// A list of known codes; blank elements are passed over.
fn codes<C: Code>(cell: &str) -> Option<Vec<C>> {
    list(cell).filter(|element| !element.is_empty()).map(code).collect()
}

fn codes_or_unknown<C: Code>(cell: &str) -> Option<Given<Vec<C>>> {
    if cell == "999" { Some(Given::Unknown) } else { codes(cell).map(Given::Value) }
}

/// Counts beside `ALLJOBROLES`: as many as roles, 999 alone for don't know, or zeros for none.
fn role_counts(cell: &str, roles: Option<usize>) -> Option<Given<Vec<u16>>> {
    if cell == "999" {
        return Some(Given::Unknown);
    }
    let counts: Vec<u16> =
        list(cell).map(|count| number(count).filter(|n| *n <= 999).map(|n| n as u16)).collect::<Option<_>>()?;
    let none = counts.iter().all(|count| *count == 0);
    (none || roles == Some(counts.len())).then_some(Given::Value(counts))
}
