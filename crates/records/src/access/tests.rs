use std::collections::HashSet;
use std::path::Path;

use jiff::civil::{Date, date};

use super::*;

const TODAY: Date = date(2026, 10, 1);

fn subject(role: Role) -> Subject {
    Subject {
        tenant: 1,
        role,
        person: "p1".into(),
        provider: "v1".into(),
        location: String::new(),
        council: "c1".into(),
        care_board: "b1".into(),
    }
}

fn record(kind: Kind, own: bool) -> Record {
    let name = |letter: &str| format!("{letter}{}", if own { 1 } else { 2 });
    Record {
        tenant: 1,
        kind,
        person: name("p"),
        provider: name("v"),
        location: name("l"),
        council: name("c"),
        care_board: name("b"),
    }
}

/// Every role with every action, kind and purpose.
fn matrix() -> impl Iterator<Item = (Role, Action, Kind, Purpose)> {
    Role::ALL.iter().flat_map(|role| {
        Action::ALL.iter().flat_map(move |action| {
            Kind::ALL.iter().flat_map(move |kind| Purpose::ALL.iter().map(move |why| (*role, *action, *kind, *why)))
        })
    })
}

#[test]
fn the_table_for_people_is_the_one_in_the_tree() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/authorisation.md");
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    if kept != document() {
        std::fs::write(&path, document()).unwrap();
    }
    assert_eq!(
        kept,
        document(),
        "docs/authorisation.md was out of date and has been written anew: look at it and commit it"
    );
}

#[test]
fn every_rule_has_a_name_of_its_own_and_a_sentence_and_no_rule_is_covered_by_another() {
    let mut names = HashSet::new();
    for rule in RULES {
        assert!(names.insert(rule.id), "{}", rule.id);
        assert!(rule.because.len() > 30 && !rule.actions.is_empty() && !rule.kinds.is_empty(), "{}", rule.id);
    }
    for (role, action, kind, why) in matrix() {
        let reaches: Vec<_> = decide::rules(role, action, kind, why).map(|rule| rule.reach).collect();
        let twice = reaches.iter().enumerate().any(|(at, reach)| reaches[..at].contains(reach));
        assert!(!twice, "{role:?} {action:?} {kind:?} {why:?} is allowed twice");
    }
}

#[test]
fn nothing_of_another_is_allowed_to_anybody_but_by_area_and_office() {
    for (role, action, kind, why) in matrix() {
        let allowed = decide(&subject(role), action, &record(kind, false), why, TODAY, &Facts::default()).is_allowed();
        let office = matches!((role, kind), (Role::Administrator, Kind::Account))
            || (role == Role::System && action == Action::Erase);
        assert!(!allowed || office, "{role:?} may {action:?} another's {kind:?} for {why:?}");
    }
}

#[test]
fn nothing_at_all_is_allowed_to_visitors_analysts_boards_or_across_regions() {
    for (role, action, kind, why) in matrix() {
        let facts = Facts::default();
        if matches!(role, Role::Visitor | Role::Analyst | Role::Board) {
            assert!(!decide(&subject(role), action, &record(kind, true), why, TODAY, &facts).is_allowed());
        }
        let abroad = Record { tenant: 2, ..record(kind, true) };
        assert!(!decide(&subject(role), action, &abroad, why, TODAY, &facts).is_allowed(), "{role:?} {kind:?}");
    }
}

#[test]
fn monitoring_answers_are_seen_by_the_one_who_gave_them_and_by_nobody_who_decides() {
    for (role, action, kind, why) in matrix().filter(|(_, _, kind, _)| *kind == Kind::Monitoring) {
        let share = Shared {
            tenant: 1,
            person: "p2".into(),
            kind,
            recipient: subject(role).recipient(),
            purpose: why,
            days: (TODAY, TODAY),
        };
        let facts = Facts { shares: vec![share], represents: Vec::new() };
        let allowed = decide(&subject(role), action, &record(kind, false), why, TODAY, &facts).is_allowed();
        assert!(
            !allowed || (role == Role::System && action == Action::Erase),
            "{role:?} {action:?}, even with a share"
        );
    }
}

#[test]
fn somebody_who_is_nobody_owns_nothing_of_nobody() {
    let nobody =
        Subject { person: String::new(), provider: String::new(), council: String::new(), ..subject(Role::Worker) };
    for (role, action, kind, why) in matrix() {
        let nothing =
            Record { person: String::new(), provider: String::new(), council: String::new(), ..record(kind, true) };
        let subject = Subject { role, ..nobody.clone() };
        let allowed = decide(&subject, action, &nothing, why, TODAY, &Facts::default()).is_allowed();
        assert!(!allowed || matches!(role, Role::Administrator | Role::System), "{role:?} {action:?} {kind:?}");
    }
}
