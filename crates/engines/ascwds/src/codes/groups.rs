//! Our own groupings of roles and services: the cuts that are published. Why they are ours is in `SOURCE.txt`.

use std::sync::OnceLock;

use super::{JobRole, MainService, Table};

/// The group of a job role in published figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RoleGroup {
    /// Care workers, senior care workers, support workers and others who give care.
    DirectCare,
    /// Managers and supervisors.
    Manager,
    /// Nurses, nursing associates, social workers, occupational therapists and allied health professionals.
    RegulatedProfession,
    /// Everyone else.
    Other,
}

impl RoleGroup {
    /// All groups, in the order they are published.
    pub const ALL: [Self; 4] = [Self::DirectCare, Self::Manager, Self::RegulatedProfession, Self::Other];

    /// The key in addresses and tables.
    pub const fn key(self) -> &'static str {
        match self {
            Self::DirectCare => "direct-care",
            Self::Manager => "managers",
            Self::RegulatedProfession => "regulated-professions",
            Self::Other => "other",
        }
    }

    /// Its position in [`Self::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The name used in the reference data.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::DirectCare => "direct care",
            Self::Manager => "manager",
            Self::RegulatedProfession => "regulated profession",
            Self::Other => "other",
        }
    }
}

/// The setting of a service in published figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CareSetting {
    /// Care home with nursing.
    CareHomeWithNursing,
    /// Care home without nursing, and other adult residential care.
    CareHomeWithoutNursing,
    /// Care in a person's own home, extra care and supported living.
    Domiciliary,
    /// Day care.
    Day,
    /// Community care: short breaks, social work, shared lives, advice.
    Community,
    /// Healthcare, head offices and everything else.
    Other,
}

impl CareSetting {
    /// All settings, in the order they are published.
    pub const ALL: [Self; 6] = [
        Self::CareHomeWithNursing,
        Self::CareHomeWithoutNursing,
        Self::Domiciliary,
        Self::Day,
        Self::Community,
        Self::Other,
    ];

    /// The key in addresses and tables.
    pub const fn key(self) -> &'static str {
        match self {
            Self::CareHomeWithNursing => "care-home-with-nursing",
            Self::CareHomeWithoutNursing => "care-home-without-nursing",
            Self::Domiciliary => "domiciliary",
            Self::Day => "day",
            Self::Community => "community",
            Self::Other => "other",
        }
    }

    /// Its position in [`Self::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The name used in the reference data.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CareHomeWithNursing => "care home with nursing",
            Self::CareHomeWithoutNursing => "care home without nursing",
            Self::Domiciliary => "domiciliary",
            Self::Day => "day",
            Self::Community => "community",
            Self::Other => "other",
        }
    }
}

/// Codes are below this; the arrays are indexed by code.
const LIMIT: usize = 1024;

fn by_code<G: Copy>(text: &'static str, all: &[G], name: fn(G) -> &'static str, otherwise: G) -> Vec<G> {
    let mut groups = vec![otherwise; LIMIT];
    for row in Table::parse(text).rows() {
        if let Some(group) = all.iter().find(|group| name(**group) == row.label) {
            groups[usize::from(row.code)] = *group;
        }
    }
    groups
}

impl JobRole {
    /// The published group of this role; [`RoleGroup::Other`] for a role the table does not have.
    pub fn group(self) -> RoleGroup {
        static GROUPS: OnceLock<Vec<RoleGroup>> = OnceLock::new();
        let text = include_str!("../../../../../data/reference/ascwds/role_groups.csv");
        let groups = GROUPS.get_or_init(|| by_code(text, &RoleGroup::ALL, RoleGroup::as_str, RoleGroup::Other));
        groups.get(usize::from(self.0)).copied().unwrap_or(RoleGroup::Other)
    }
}

impl MainService {
    /// The published setting of this service; [`CareSetting::Other`] for a service the table does not have.
    pub fn setting(self) -> CareSetting {
        static SETTINGS: OnceLock<Vec<CareSetting>> = OnceLock::new();
        let text = include_str!("../../../../../data/reference/ascwds/service_settings.csv");
        let settings =
            SETTINGS.get_or_init(|| by_code(text, &CareSetting::ALL, CareSetting::as_str, CareSetting::Other));
        settings.get(usize::from(self.0)).copied().unwrap_or(CareSetting::Other)
    }
}
