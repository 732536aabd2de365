//! The cuts in which the workforce is published: all together, by service, by size of employer, by group of roles.

use std::ops::Range;

use vocation_ascwds::{CareSetting, RoleGroup};

use crate::sector::size::SizeBand;

/// How a record is cut: all together, by service, by size, by role.
pub const CUTS: usize = 1 + CareSetting::ALL.len() + SizeBand::ALL.len() + RoleGroup::ALL.len();

/// The four cuts that a record belongs to: all, its service, its size, its role.
pub const fn cuts(service: CareSetting, size: SizeBand, role: RoleGroup) -> [usize; 4] {
    let services = 1 + CareSetting::ALL.len();
    [0, 1 + service.index(), services + size.index(), services + SizeBand::ALL.len() + role.index()]
}

/// The groups of cuts that add up to the whole: altogether, services, sizes, roles.
pub(super) const GROUPS: [Range<usize>; 4] = {
    let services = 1 + CareSetting::ALL.len();
    let sizes = services + SizeBand::ALL.len();
    [0..1, 1..services, services..sizes, sizes..CUTS]
};

/// The group of a cut.
pub(super) fn group_of(cut: usize) -> usize {
    GROUPS.iter().position(|group| group.contains(&cut)).unwrap_or(0)
}

/// The cells of an atom that belong to each cut.
pub(super) fn cells() -> Vec<Vec<usize>> {
    let mut cells = vec![Vec::new(); CUTS];
    let mut cell = 0;
    for service in CareSetting::ALL {
        for size in SizeBand::ALL {
            for role in RoleGroup::ALL {
                for cut in cuts(service, size, role) {
                    cells[cut].push(cell);
                }
                cell += 1;
            }
        }
    }
    cells
}

/// The keys of a cut, as they are stored: service, size, role; `all` where it is not cut.
pub(super) fn cut_keys(cut: usize) -> (&'static str, &'static str, &'static str) {
    const ALL: &str = "all";
    let services = 1..1 + CareSetting::ALL.len();
    let sizes = services.end..services.end + SizeBand::ALL.len();
    if services.contains(&cut) {
        (CareSetting::ALL[cut - services.start].key(), ALL, ALL)
    } else if sizes.contains(&cut) {
        (ALL, SizeBand::ALL[cut - sizes.start].key(), ALL)
    } else if let Some(role) = cut.checked_sub(sizes.end).and_then(|role| RoleGroup::ALL.get(role)) {
        (ALL, ALL, role.key())
    } else {
        (ALL, ALL, ALL)
    }
}
