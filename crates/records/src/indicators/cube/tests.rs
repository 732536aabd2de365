use super::*;
use crate::indicators::staff::{Declared, Site};

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

fn term(from: &str, pay: u16) -> Term {
    Term {
        from: month(from),
        role: RoleGroup::DirectCare,
        gives_care: true,
        employed: true,
        zero_hours: Some(true),
        pay: Some(pay),
        sick_half_days: Some(5),
        certificate: None,
        level_2: Some(true),
    }
}

fn employment(
    site: u32,
    person: u64,
    started: &str,
    first: &str,
    left: Option<&str>,
    terms: std::ops::Range<u32>,
) -> Employment {
    Employment {
        site,
        person,
        born: Some(month("1970-06")),
        started: Some(month(started)),
        first: month(first),
        left: left.map(month),
        sex: Sex::Female,
        source: Source::Sector,
        terms,
        training: Training::default(),
    }
}

/// One person works at site 0 from before the window, has a pay rise, leaves in June 2025 and starts at site 1 in August.
/// Another leaves site 0 in June 2025 and is not seen again.
fn staff() -> Staff {
    let site =
        |atom, employer| Site { atom, service: CareSetting::CareHomeWithoutNursing, employer, first: month("2025-01") };
    Staff {
        sites: vec![site(0, 0), site(1, 1)],
        terms: vec![term("2025-01", 1144), term("2025-04", 1230), term("2025-08", 1300), term("2025-01", 1150)],
        employments: vec![
            employment(0, 7, "2019-03", "2025-01", Some("2025-06"), 0..2),
            employment(1, 7, "2025-08", "2025-08", None, 2..3),
            employment(0, 8, "2024-12", "2025-01", Some("2025-06"), 3..4),
        ],
        declared: vec![
            Declared { site: 0, month: month("2025-01"), vacancies: [Some(2), None, Some(0), Some(1)] },
            Declared { site: 0, month: month("2025-05"), vacancies: [Some(3), None, None, None] },
        ],
    }
}

fn cube() -> Cube {
    Cube::fill(&staff(), 2, month("2025-01"), month("2026-08"), &Floors::embedded().unwrap())
}

fn get(cube: &Cube, at: &str, atom: u8, role: RoleGroup, key: &str) -> u32 {
    cube.at(month(at), cell(atom, CareSetting::CareHomeWithoutNursing, SizeBand::Micro, role))
        [super::super::count::find(key).unwrap()]
}

#[test]
fn people_are_counted_while_they_are_there_and_not_in_the_month_they_leave() {
    let cube = cube();
    let jobs = |at| get(&cube, at, 0, RoleGroup::DirectCare, "jobs");
    assert_eq!([jobs("2025-01"), jobs("2025-05"), jobs("2025-06")], [2, 2, 0]);
    assert_eq!(get(&cube, "2025-07", 1, RoleGroup::DirectCare, "jobs"), 0);
    assert_eq!(get(&cube, "2025-08", 1, RoleGroup::DirectCare, "jobs"), 1);
}

#[test]
fn a_leaver_who_starts_elsewhere_has_moved_and_the_other_is_lost_for_twelve_months() {
    let cube = cube();
    let of = |at, key| get(&cube, at, 0, RoleGroup::DirectCare, key);
    assert_eq!(
        [of("2025-05", "leavers"), of("2025-06", "leavers"), of("2026-05", "leavers"), of("2026-06", "leavers")],
        [0, 2, 2, 0]
    );
    assert_eq!([of("2025-06", "leavers.moved"), of("2025-06", "leavers.lost")], [1, 1]);
}

#[test]
fn a_start_before_the_window_is_no_starter_and_one_inside_it_is() {
    let cube = cube();
    assert_eq!(get(&cube, "2025-05", 0, RoleGroup::DirectCare, "starters"), 0);
    assert_eq!(get(&cube, "2025-08", 1, RoleGroup::DirectCare, "starters.sector"), 1);
    assert_eq!(get(&cube, "2026-08", 1, RoleGroup::DirectCare, "starters"), 0);
}

#[test]
fn pay_moves_between_bands_with_the_terms_and_with_the_law() {
    let cube = cube();
    let of = |at, key| get(&cube, at, 0, RoleGroup::DirectCare, key);
    assert_eq!([of("2025-03", "pay.near-minimum"), of("2025-03", "pay.below-comparator")], [2, 0]);
    // From April the minimum is £12.21: £11.50 and £12.30 are both near it; in August £13.00 is above the comparator.
    assert_eq!(of("2025-04", "pay.near-minimum"), 2);
    assert_eq!(get(&cube, "2025-08", 1, RoleGroup::DirectCare, "pay.above"), 1);
}

#[test]
fn a_declaration_holds_until_the_next_and_not_known_is_not_counted() {
    let cube = cube();
    let of = |at, role| get(&cube, at, 0, role, "vacancies");
    assert_eq!([of("2025-04", RoleGroup::DirectCare), of("2025-05", RoleGroup::DirectCare)], [2, 3]);
    assert_eq!([of("2025-04", RoleGroup::Other), of("2025-05", RoleGroup::Other)], [1, 0]);
}

#[test]
fn the_parts_of_every_family_add_up_to_its_total() {
    let cube = cube();
    for month in cube.first().through(cube.last()) {
        for cell in 0..2 * CELLS_AN_ATOM {
            let row = cube.at(month, cell);
            let mut at = 0;
            for family in super::super::count::FAMILIES {
                let parts = &row[at + 1..=at + family.parts.len()];
                assert!(parts.is_empty() || parts.iter().sum::<u32>() == row[at], "{} in {month}", family.key);
                at += 1 + family.parts.len();
            }
        }
    }
}

#[test]
fn training_is_in_date_until_it_is_not() {
    let mut staff = staff();
    staff.employments[0].training = Training { recorded: Training::months(1, 128), expired: Training::months(3, 128) };
    let cube = Cube::fill(&staff, 2, month("2025-01"), month("2026-08"), &Floors::embedded().unwrap());
    let of = |at, key| get(&cube, at, 0, RoleGroup::DirectCare, key);
    assert_eq!([of("2025-01", "training.none"), of("2025-02", "training.none")], [2, 1]);
    assert_eq!([of("2025-03", "training.current"), of("2025-04", "training.expired")], [1, 1]);
}

#[test]
fn whoever_keeps_another_job_in_the_sector_is_not_lost() {
    let mut staff = staff();
    staff.employments[1].first = month("2025-02");
    staff.employments[1].started = Some(month("2024-02"));
    staff.terms[2].from = month("2025-02");
    let cube = Cube::fill(&staff, 2, month("2025-01"), month("2026-08"), &Floors::embedded().unwrap());
    assert_eq!(get(&cube, "2025-06", 0, RoleGroup::DirectCare, "leavers.moved"), 1);
}

#[test]
fn staff_are_declaring_only_where_and_while_vacancies_are_known() {
    let cube = cube();
    let of = |at| get(&cube, at, 0, RoleGroup::DirectCare, "declaring");
    assert_eq!([of("2025-01"), of("2025-05"), of("2025-06")], [2, 2, 0]);
    assert_eq!(get(&cube, "2025-09", 1, RoleGroup::DirectCare, "declaring"), 0);
}

#[test]
fn a_workplace_first_seen_late_has_no_starters_from_before() {
    let mut staff = staff();
    staff.sites[1].first = month("2025-10");
    let cube = Cube::fill(&staff, 2, month("2025-01"), month("2026-08"), &Floors::embedded().unwrap());
    assert_eq!(get(&cube, "2025-12", 1, RoleGroup::DirectCare, "starters"), 0);
}
