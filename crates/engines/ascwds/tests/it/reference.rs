//! The reference data and the code agree.

use vocation_ascwds::codes::{self, JobRole, MainService, Table};
use vocation_ascwds::{CareSetting, Code, Kind, RoleGroup, columns};

fn names(table: &'static str) -> Vec<&'static str> {
    let lines = table.lines().skip(1).filter_map(|line| line.split(',').nth(1));
    lines.filter(|name| !name.starts_with("QUALACH")).collect()
}

#[test]
fn the_columns_are_those_of_the_reference_lists_in_national_order() {
    let lists = [
        (Kind::Workplace, include_str!("../../../../../data/reference/ascwds/workplace_columns.csv")),
        (Kind::Worker, include_str!("../../../../../data/reference/ascwds/worker_columns.csv")),
        (Kind::Training, include_str!("../../../../../data/reference/ascwds/training_columns.csv")),
    ];
    for (kind, list) in lists {
        let ours: Vec<&str> = columns::of(kind).iter().map(|column| column.name).collect();
        assert_eq!(ours, names(list), "{kind}");
    }
}

#[test]
fn every_table_is_read_whole() {
    let sizes: [(&Table, usize); 19] = [
        (codes::job_roles(), 37),
        (codes::main_services(), 36),
        (codes::service_users(), 23),
        (codes::employer_types(), 5),
        (codes::contract_types(), 5),
        (codes::recruitment_sources(), 11),
        (codes::leaving_reasons(), 9),
        (codes::ethnicities(), 19),
        (codes::nationalities(), 242),
        (codes::countries(), 252),
        (codes::qualifications(), 145),
        (codes::qualification_levels(), 10),
        (codes::training_categories(), 48),
        (codes::training_providers(), 89),
        (codes::pathway_categories(), 9),
        (codes::pathway_awareness(), 5),
        (codes::pathway_use_reasons(), 10),
        (codes::healthcare_activities(), 8),
        (codes::travel_time_pay_options(), 7),
    ];
    for (at, (table, size)) in sizes.into_iter().enumerate() {
        assert_eq!(table.rows().len(), size, "table {at}");
        assert!(table.rows().iter().all(|row| table.contains(row.code) && !row.label.is_empty()));
    }
    assert_eq!(JobRole(8).label(), Some("Care worker"));
    assert!(!JobRole(12).is_known());
}

#[test]
fn every_role_and_service_has_its_published_group() {
    let of = |group| codes::job_roles().rows().iter().filter(|row| JobRole(row.code).group() == group).count();
    assert_eq!(RoleGroup::ALL.map(of), [5, 8, 5, 19]);
    let groups = include_str!("../../../../../data/reference/ascwds/role_groups.csv");
    assert_eq!(groups.lines().count(), 38);
    let settings = include_str!("../../../../../data/reference/ascwds/service_settings.csv");
    assert_eq!(settings.lines().count(), 37);
    assert_eq!(MainService(1).setting(), CareSetting::CareHomeWithNursing);
    assert_eq!(MainService(2).setting(), CareSetting::CareHomeWithoutNursing);
    assert_eq!(MainService(8).setting(), CareSetting::Domiciliary);
    assert_eq!(MainService(6).setting(), CareSetting::Day);
    assert_eq!(MainService(17).setting(), CareSetting::Community);
    assert_eq!(MainService(72).setting(), CareSetting::Other);
}
