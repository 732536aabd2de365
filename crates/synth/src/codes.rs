//! The national job roles and services, and what is assumed about each. Codes are those of the bulk-upload guidance.

/// The four groups in which roles are published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// Direct care.
    Care,
    /// Managers and supervisors.
    Manager,
    /// Regulated professions.
    Professional,
    /// All others.
    Other,
}

/// A job role with its share of jobs (assumed), its pay as a multiple of a care worker's (assumed), whether paid by the
/// year, and the class by which turnover is known.
#[derive(Debug, Clone, Copy)]
pub struct Role {
    /// National code.
    pub code: u8,
    /// Publishing group.
    pub group: Group,
    /// Share of all jobs, per cent.
    pub share: f64,
    /// Pay against a care worker's.
    pub pay: f64,
    /// Class of turnover: see [`TURNOVER_CLASSES`].
    pub class: u8,
}

/// Classes of role whose turnover is published: care worker, other direct care, senior care worker, registered nurse,
/// occupational therapist, registered manager, other manager, other profession, other.
pub const TURNOVER_CLASSES: usize = 9;

const fn role(code: u8, group: Group, share: f64, pay: f64, class: u8) -> Role {
    Role { code, group, share, pay, class }
}

use Group::{Care, Manager, Other, Professional};

/// The 37 roles. Index, not code, is what a worker carries.
pub const ROLES: [Role; 37] = [
    role(1, Manager, 1.0, 2.1, 6),
    role(2, Manager, 0.9, 1.7, 6),
    role(3, Manager, 1.0, 1.4, 6),
    role(4, Manager, 1.54, 1.6, 5),
    role(5, Manager, 1.3, 1.18, 6),
    role(6, Professional, 1.5, 1.7, 7),
    role(7, Care, 8.0, 1.08, 2),
    role(8, Care, 47.0, 1.0, 0),
    role(9, Care, 2.5, 1.04, 1),
    role(10, Other, 0.3, 1.05, 8),
    role(11, Other, 0.3, 1.1, 8),
    role(15, Professional, 0.4, 1.6, 4),
    role(16, Professional, 2.4, 1.7, 3),
    role(17, Professional, 0.2, 1.6, 7),
    role(23, Care, 1.5, 1.0, 1),
    role(24, Manager, 0.8, 1.4, 6),
    role(25, Other, 3.0, 1.05, 8),
    role(26, Other, 7.4, 0.99, 8),
    role(27, Other, 1.2, 1.05, 8),
    role(34, Other, 1.4, 1.0, 8),
    role(35, Other, 0.15, 1.35, 8),
    role(36, Professional, 0.3, 1.12, 7),
    role(37, Professional, 0.15, 1.3, 7),
    role(38, Professional, 0.2, 1.05, 7),
    role(39, Other, 0.35, 1.15, 8),
    role(40, Other, 1.2, 1.12, 8),
    role(42, Other, 0.2, 1.05, 8),
    role(43, Manager, 1.4, 1.28, 6),
    role(44, Other, 0.2, 1.25, 8),
    role(45, Manager, 2.2, 1.14, 6),
    role(46, Other, 0.05, 1.4, 8),
    role(47, Other, 0.03, 1.5, 8),
    role(48, Other, 0.05, 1.25, 8),
    role(49, Other, 0.03, 1.7, 8),
    role(50, Other, 0.02, 1.5, 8),
    role(51, Other, 0.02, 1.7, 8),
    role(52, Care, 9.5, 1.02, 1),
];

/// Index of the registered manager in [`ROLES`].
pub const REGISTERED_MANAGER: u8 = 3;
/// Index of the care worker.
pub const CARE_WORKER: u8 = 7;
/// Index of the support worker.
pub const SUPPORT_WORKER: u8 = 36;
/// Index of the senior care worker.
pub const SENIOR_CARE_WORKER: u8 = 6;
/// Index of the registered nurse.
pub const NURSE: u8 = 12;

/// Groups of service in which figures are published.
pub const SERVICE_GROUPS: [&str; 4] = ["residential", "domiciliary", "day", "community"];

/// A main service.
#[derive(Debug, Clone, Copy)]
pub struct Service {
    /// National code.
    pub code: u8,
    /// Index into [`SERVICE_GROUPS`].
    pub group: u8,
    /// Needs registration with the regulator.
    pub regulated: bool,
    /// Workplaces of the East per 4,100 (care homes come from the calibration file; others are assumed within the
    /// published 58 % non-residential and two thirds regulated).
    pub workplaces: u32,
    /// Whether the national file asks capacity, and utilisation.
    pub asks: (bool, bool),
}

const fn service(code: u8, group: u8, regulated: bool, workplaces: u32, asks: (bool, bool)) -> Service {
    Service { code, group, regulated, workplaces, asks }
}

/// Services in use; the first two are the care homes, with and without nursing.
pub const SERVICES: [Service; 22] = [
    service(1, 0, true, 0, (true, true)),
    service(2, 0, true, 0, (true, true)),
    service(5, 0, false, 60, (true, true)),
    service(53, 0, false, 116, (false, true)),
    service(8, 1, true, 880, (false, true)),
    service(54, 1, true, 36, (false, true)),
    service(55, 1, true, 259, (false, true)),
    service(10, 1, false, 150, (false, true)),
    service(12, 1, false, 90, (false, true)),
    service(73, 1, false, 60, (false, true)),
    service(6, 2, false, 330, (true, true)),
    service(7, 2, false, 90, (true, true)),
    service(17, 3, true, 12, (true, true)),
    service(13, 3, false, 60, (false, false)),
    service(14, 3, false, 50, (false, false)),
    service(15, 3, false, 120, (false, false)),
    service(16, 3, false, 120, (false, false)),
    service(18, 3, false, 30, (false, false)),
    service(19, 3, false, 40, (false, false)),
    service(20, 3, false, 40, (false, false)),
    service(21, 3, false, 8, (false, false)),
    service(52, 3, false, 3, (false, false)),
];

/// How much likelier a role is in a service than its share says: the seed of the role by service table.
pub fn affinity(role: &Role, service: &Service) -> f64 {
    let likelier = |where_it_is: bool, here: f64, elsewhere: f64| if where_it_is { here } else { elsewhere };
    let (residential, home, day, community) =
        (service.group == 0, service.group == 1, service.group == 2, service.group == 3);
    match role.code {
        4 => 0.0,
        16 | 37 | 38 => likelier(service.code == 1, 30.0, likelier(home, 0.3, 0.05)),
        6 | 35 | 39 => likelier(service.code == 16, 60.0, 0.05),
        15 | 17 | 36 => likelier(matches!(service.code, 16 | 18), 40.0, 0.1),
        26 | 34 => likelier(residential, 4.0, likelier(day, 2.0, 0.2)),
        7 => likelier(residential, 1.5, 0.8),
        8 => [1.0, 1.3, 0.5, 0.3][usize::from(service.group)],
        52 => likelier(matches!(service.code, 5 | 53 | 54 | 55 | 6 | 7), 5.0, 0.6),
        9 => likelier(community, 6.0, 0.3),
        10 | 11 | 42 => likelier(community, 8.0, 0.2),
        40 => likelier(home, 2.5, 0.3),
        46..=51 => likelier(community, 5.0, 0.4),
        _ => 1.0,
    }
}

/// Establishment types: local authority (adult services), local authority (other), private, voluntary, other.
pub const SECTORS: [u8; 5] = [1, 3, 6, 7, 8];
/// Share of jobs by establishment type: private and voluntary are the published 81 %, the split is assumed.
pub const SECTOR_JOBS: [f64; 5] = [8.5, 1.5, 66.0, 15.0, 9.0];

/// Seed of the sector by service-group table.
pub fn sector_seed(sector: usize, group: usize) -> f64 {
    const SEED: [[f64; 4]; 5] = [
        [0.02, 0.03, 0.25, 0.42],
        [0.002, 0.005, 0.05, 0.08],
        [0.80, 0.80, 0.25, 0.10],
        [0.16, 0.10, 0.40, 0.20],
        [0.02, 0.065, 0.05, 0.20],
    ];
    SEED[sector][group]
}

/// Share of jobs by service group, per cent; assumed (no regional split is among our sources).
pub const SERVICE_JOBS: [f64; 4] = [41.0, 43.0, 3.0, 13.0];
/// Of 4,100 workplaces, those with 50 or more workers, by service group: 533 in all, so that 87 % have fewer.
pub const LARGE: [f64; 4] = [270.0, 200.0, 8.0, 55.0];
/// Mean workers of a workplace with fewer than 50, by service group; assumed.
pub const SMALL_MEAN: [f64; 4] = [24.0, 24.0, 10.0, 18.0];
