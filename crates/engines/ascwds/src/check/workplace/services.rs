//! What the workplace does, for how many and for whom.

use super::super::lax;
use super::super::row::Check;
use super::super::rules::workplace as rules;
use super::{MainServiceFacts, known};
use crate::codes::{main_services, service_users};
use crate::columns::workplace::{ALLSERVICES, CAPACITY, OTHERUSERDESC, SERVICEDESC, SERVICEUSERS, UTILISATION};

/// The longest text of an element.
const LONGEST: usize = 120;
/// Counts are below this.
const LIMIT: i64 = 9999;

/// `ALLSERVICES` as read: its numbers, and how the lists beside it are to be counted.
struct Services {
    numbers: Vec<Option<i64>>,
    /// The lists beside are compared with it.
    settled: bool,
    /// The 0 that says "no other services" is among them.
    none_else: bool,
}

impl Services {
    /// How many elements the lists beside must have: one for each service, none for the 0.
    fn expected(&self) -> usize {
        self.numbers.iter().filter(|number| **number != Some(0)).count()
    }

    /// The elements of a list beside. Where there is one service only, or two elements and a 0 among the services, what is blank
    /// (or `useless`) is not counted; nothing at all counts as one blank.
    fn beside<'a>(&self, cell: &'a str, useless: fn(&str) -> bool) -> Vec<&'a str> {
        let mut elements: Vec<&str> = cell.split(';').collect();
        let alone = self.numbers.len() == 1 && elements.len() > 1;
        if alone || (self.none_else && elements.len() == 2) {
            elements.retain(|element| !useless(element));
            if elements.is_empty() {
                elements.push("");
            }
        }
        elements
    }
}

pub(super) fn check(check: &mut Check<'_, '_>, main: &MainServiceFacts) {
    if main.number.is_none() {
        check.hit(&rules::MAIN_SERVICE_MISSING);
    } else if main.service.is_none() && (main.number != Some(0) || check.strict()) {
        check.hit(&rules::MAIN_SERVICE_UNKNOWN);
    }
    let services = all_services(check, main);
    capacity(check, &services);
}

fn all_services(check: &mut Check<'_, '_>, main: &MainServiceFacts) -> Services {
    let numbers: Vec<Option<i64>> = check.cell(ALLSERVICES).split(';').map(lax::whole).collect();
    let none_else = numbers.contains(&Some(0));
    let mut services = Services { numbers, settled: false, none_else };
    if main.number.is_none() || !services.numbers.contains(&main.number) {
        check.hit(&rules::SERVICES_WITHOUT_MAIN);
    }
    if services.numbers.contains(&None) {
        check.hit(&rules::SERVICES_EMPTY_ELEMENT);
        return services;
    }
    services.settled = true;
    if none_else && services.numbers.len() != 2 {
        check.hit(&rules::SERVICES_NONE_WITH_OTHERS);
    }
    let descriptions = services.beside(check.cell(SERVICEDESC), str::is_empty);
    if descriptions.len() == services.expected() {
        for (text, number) in descriptions.iter().zip(services.numbers.iter().flatten()) {
            if lax::length(text) > LONGEST && service_fact(*number, "free_text_servicedesc_allowed") {
                check.hit(&rules::SERVICE_DESCRIPTION_LONG);
                services.settled = false;
            }
        }
    } else {
        check.hit(&rules::SERVICES_UNEVEN);
        services.settled = false;
    }
    if services.settled {
        for number in services.numbers.iter().flatten() {
            if *number != 0 && !known(main_services(), *number) {
                check.hit(&rules::SERVICES_UNKNOWN);
            }
        }
    }
    services
}

/// What the national list says of a service with yes or no.
fn service_fact(number: i64, column: &str) -> bool {
    u16::try_from(number).ok().and_then(|number| main_services().cell(number, column)) == Some("yes")
}

fn capacity(check: &mut Check<'_, '_>, services: &Services) {
    let not_number: fn(&str) -> bool = |element| lax::whole(element).is_none();
    let capacity = services.beside(check.cell(CAPACITY), not_number);
    let utilisation = services.beside(check.cell(UTILISATION), not_number);
    let before = check.hits.len();
    if capacity.len() != utilisation.len() {
        check.hit(&rules::CAPACITY_UNEVEN);
    }
    if services.settled && capacity.len() != services.expected() {
        check.hit(&rules::CAPACITY_NOT_SERVICES);
    }
    let wrong = |elements: &[&str]| {
        let mut given = elements.iter().filter(|element| !element.is_empty());
        given.any(|element| lax::whole(element).is_none_or(|number| number >= LIMIT))
    };
    if wrong(&capacity) {
        check.hit(&rules::CAPACITY_VALUE);
    }
    if wrong(&utilisation) {
        check.hit(&rules::UTILISATION_VALUE);
    }
    if check.hits.len() == before && services.settled {
        not_asked(check, services, &capacity, true);
        not_asked(check, services, &utilisation, false);
    }
}

/// Domestic services and home help: the national service accepts its utilisation where it is the first of the services only.
const ASKED_WHEN_FIRST: i64 = 10;

/// Numbers for services that have no such question. The 0 of `ALLSERVICES` has a place among the utilisations and none among the
/// capacities.
fn not_asked(check: &mut Check<'_, '_>, services: &Services, elements: &[&str], capacity: bool) {
    let question = if capacity { "capacity_question" } else { "utilisation_question" };
    let numbers = services.numbers.iter().flatten().filter(|number| !capacity || **number != 0);
    for (at, (element, number)) in elements.iter().zip(numbers).enumerate() {
        let asked = service_fact(*number, question) && (capacity || at == 0 || *number != ASKED_WHEN_FIRST);
        if !element.is_empty() && !asked {
            check.hit(if capacity { &rules::CAPACITY_NOT_ASKED } else { &rules::UTILISATION_NOT_ASKED });
        }
    }
}

/// `SERVICEUSERS`, and the texts for its "other" groups.
pub(super) fn served(check: &mut Check<'_, '_>) {
    let cell = check.cell(SERVICEUSERS);
    if cell.is_empty() {
        return;
    }
    let groups: Vec<Option<i64>> = cell.split(';').map(lax::whole).collect();
    if groups.contains(&None) {
        return check.hit(&rules::SERVED_NUMBERS);
    }
    let texts: Vec<&str> = check.cell(OTHERUSERDESC).split(';').collect();
    if texts.len() != groups.len() {
        return check.hit(&rules::SERVED_UNEVEN);
    }
    let before = check.hits.len();
    for (group, text) in groups.iter().flatten().zip(&texts) {
        let free_text =
            u16::try_from(*group).ok().and_then(|group| service_users().cell(group, "free_text_otheruserdesc"));
        if free_text == Some("yes") {
            if lax::length(text) > LONGEST {
                check.hit(&rules::SERVED_DESCRIPTION_LONG);
            } else if text.is_empty() {
                check.hit(&rules::SERVED_DESCRIPTION_MISSING);
            }
        }
    }
    if check.hits.len() == before {
        for group in groups.into_iter().flatten() {
            if !known(service_users(), group) {
                check.hit(&rules::SERVED_UNKNOWN);
            }
        }
    }
}
