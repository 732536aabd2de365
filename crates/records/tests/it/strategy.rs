//! The strategy file: every id once, and a fault told with its place and what is allowed.

use std::collections::BTreeMap;

use vocation_records::strategy::{Confidence, Level, Role, Strategy};

const EAST: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/reference/strategy/east-of-england.toml"));

/// The ids of the plan, written out from it and not from the file.
const IDS: &str = "
P1 P2 P3 P4 P5 P6 P7
RR CP SV WED SP PE MS
RR1 RR2 RR3 RR4 RR5 RR6 RR7 RR8
CP1 CP2 CP3 CP4 CP5 CP6 CP7 CP8
SV1 SV2 SV3 SV4 SV5 SV6 SV7
WED1 WED2 WED3 WED4 WED5 WED6 WED7
SP1 SP2 SP3 SP4 SP5 SP6
PE1 PE2 PE3 PE4 PE5 PE6 PE7
MS1 MS2 MS3 MS4 MS5 MS6 MS7 MS8 MS9
CH1 CH2 CH3 CH4 CH5 CH6 CH7 CH8 CH9 CH10 CH11 CH12 CH13
SP-I1 SP-I2 SP-I3 SP-I4 SP-I5 SP-I6
CP-I1 CP-I2 CP-I3 CP-I4 CP-I5 CP-I6
PR-I1 PR-I2 PR-I3 PR-I4 PR-I5 PR-I6
CO-I1 CO-I2 CO-I3 CO-I4 CO-I5 CO-I6
B1 B2 B3 B4 B5 B6 B7 B8 B9 B10 B11 B12 B13 B14 B15
B16 B17 B18 B19 B20 B21 B22 B23 B24 B25 B26 B27 B28 B29 B30
PF1 PF2 PF3 PF4 PF5 PF6 PF7
DN1 DN2 DN3 DN4 DN5 DR1 DR2 DR3 DR4 DR5 DL1 DL2 DL3 DL4";

fn east() -> Strategy {
    Strategy::read("east-of-england.toml", EAST).unwrap()
}

/// The faults of the East's file with one text put in the place of another.
fn faults(of: &str, with: &str) -> Vec<String> {
    assert!(EAST.contains(of), "{of} is not in the file");
    let error = Strategy::read("ours.toml", &EAST.replacen(of, with, 1)).unwrap_err();
    assert!(error.to_string().starts_with("ours.toml: "), "{error}");
    error.faults
}

#[test]
fn every_id_of_the_plan_is_in_the_file_once() {
    let east = east();
    let mut found: BTreeMap<&str, u32> = BTreeMap::new();
    let mut see = |id: &'static str| *found.entry(id).or_default() += 1;
    let leaked: &'static Strategy = Box::leak(Box::new(east));
    leaked.principles.iter().for_each(|entry| see(&entry.id));
    leaked.priorities.iter().for_each(|entry| see(&entry.id));
    leaked.activities.iter().for_each(|entry| see(&entry.id));
    leaked.characteristics.iter().for_each(|entry| see(&entry.id));
    leaked.statements.iter().for_each(|entry| see(&entry.id));
    leaked.barriers.iter().for_each(|entry| see(&entry.id));
    leaked.failure_causes.iter().for_each(|entry| see(&entry.id));
    leaked.duties.iter().for_each(|entry| see(&entry.id));
    let wanted: BTreeMap<&str, u32> = IDS.split_whitespace().map(|id| (id, 1)).collect();
    assert_eq!(wanted.len(), 7 + 7 + 52 + 13 + 24 + 30 + 7 + 14);
    assert_eq!(found, wanted);
}

#[test]
fn activities_and_barriers_stand_under_the_priority_of_the_plan() {
    let east = east();
    for (priority, activities, barriers) in
        [("RR", 8, 9), ("CP", 8, 3), ("SV", 7, 5), ("WED", 7, 0), ("SP", 6, 3), ("PE", 7, 3), ("MS", 9, 7)]
    {
        assert_eq!(east.activities_of(priority).count(), activities, "{priority}");
        assert!(east.activities_of(priority).all(|activity| activity.id.starts_with(priority)), "{priority}");
        assert!(east.activities_of(priority).all(|activity| activity.derived == (priority == "MS")), "{priority}");
        assert_eq!(east.barriers.iter().filter(|barrier| barrier.priority == priority).count(), barriers, "{priority}");
    }
    for role in Role::ALL {
        assert_eq!(east.statements_of(role).map(|statement| statement.row).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6]);
    }
    for (level, duties) in [(Level::National, 5), (Level::Regional, 5), (Level::Local, 4)] {
        assert_eq!(east.duties.iter().filter(|duty| duty.level == level).count(), duties);
    }
    let confirmed = |confidence| east.practices.iter().filter(|practice| practice.confidence == confidence).count();
    assert_eq!(
        [Confidence::Confirmed, Confidence::Likely, Confidence::Uncertain].map(confirmed),
        [4, 3, 1],
        "only what was found elsewhere is called confirmed"
    );
}

#[test]
fn the_strategy_in_the_program_is_the_one_in_the_tree() {
    assert_eq!(*Strategy::built_in().unwrap(), east());
}

#[test]
fn a_fault_of_content_names_the_entry_and_what_is_allowed() {
    for (of, with, words) in [
        ("id = \"RR2\"", "id = \"RR1\"", "activities: id RR1 is in activities already"),
        ("id = \"RR2\"", "id = \"B1\"", "id B1 is in activities already"),
        ("id = \"RR2\"", "id = \"R R\"", "may hold 1 to 16 letters"),
        (
            "priority = \"RR\", text = \"Integrated",
            "priority = \"XX\", text = \"Integrated",
            "RR2 names priority \"XX\"; allowed are RR, CP",
        ),
        ("measures = [\"sick-days\"", "measures = [\"sickdays\"", "WED1 names measure \"sickdays\"; allowed are"),
        ("pulse/CO-I5", "pulse/CO-I9", "there is no statement of that id"),
        ("activities = [\"MS7\"]", "activities = [\"MS77\"]", "names activity \"MS77\", which is not in the list"),
        ("capability = \"parity\"", "capability = \"golf\"", "PE names capability \"golf\"; allowed are recruitment"),
        ("to = 2025-12-31", "to = 2019-12-31", "to (2019-12-31) is before from (2020-09-01)"),
        ("text = \"People centred\"", "text = \" \"", "principles: P2 has no text"),
        ("role = \"provider\", row = 2", "role = \"provider\", row = 1", "PR-I2 is in row 1"),
    ] {
        let faults = faults(of, with);
        assert!(faults.iter().any(|fault| fault.contains(words)), "{of} -> {with}: {faults:?}");
    }
}

#[test]
fn a_fault_of_form_names_the_line() {
    for (of, with, words) in [
        ("format = 1", "format = 2", "this program reads format 1"),
        ("confidence = \"uncertain\"", "confidence = \"sure\"", "expected one of `confirmed`, `likely`, `uncertain`"),
        ("level = \"regional\"", "level = \"county\"", "expected one of `local`, `regional`, `national`"),
        ("priority = \"RR\", text = \"Value", "priority = \"RR\", txt = \"Value", "unknown field `txt`"),
        ("from = 2020-09-01", "from = \"soon\"", "line "),
        ("from = 2020-09-01", "from = 2020-09-01T10:00:00", "a day is written like"),
        ("principles = [", "principles = {", "line "),
    ] {
        let faults = faults(of, with);
        assert!(faults.len() == 1 && faults[0].contains(words), "{of} -> {with}: {faults:?}");
        assert!(!faults[0].contains('\n'), "{faults:?}");
    }
    assert!(Strategy::read("empty.toml", "").unwrap_err().to_string().contains("missing field `format`"));
    assert!(Strategy::read("noise.toml", "\u{0}\u{1}").is_err());
}
