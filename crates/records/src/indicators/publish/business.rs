//! Figures about businesses: hidden where few employers stand behind them.
//!
//! A cell that too few employers, or too large ones, stand behind is refused. So that it cannot be had by subtraction, a
//! whole group of cuts (services, sizes, roles) is then kept back below the region: only where no cell of the group is
//! refused in any place is the group published for every place.

use std::collections::HashMap;
use std::ops::Range;

use vocation_disclosure::{Policy, business_refusal};

use super::shape::Places;
use crate::indicators::cut::{CUTS, cuts};
use crate::indicators::staff::{Declared, Staff};
use crate::month::Month;
use crate::sector::size::SizeBand;
use vocation_ascwds::{CareSetting, RoleGroup};

/// Which cuts of which places may be published.
pub(super) struct Allowed {
    refused_groups: [bool; 4],
    region: usize,
}

const GROUPS: [Range<usize>; 4] = {
    let services = 1 + CareSetting::ALL.len();
    let sizes = services + SizeBand::ALL.len();
    [0..1, 1..services, services..sizes, sizes..CUTS]
};

impl Allowed {
    /// Looks at the vacancies that each employer declared, in every place and cut of the month.
    pub(super) fn at(staff: &Staff, sizes: &[SizeBand], places: &Places, month: Month, policy: &Policy) -> Self {
        let in_force = in_force(staff, month);
        let region = (0..places.0.len()).max_by_key(|at| places.0[*at].1.len()).unwrap_or(0);
        let mut by_cell: HashMap<(usize, usize), HashMap<u32, u64>> = HashMap::new();
        for declared in in_force.values() {
            let site = staff.sites[declared.site as usize];
            let size = sizes[site.employer as usize];
            let holding = places.0.iter().enumerate().filter(|(_, place)| place.1.contains(&usize::from(site.atom)));
            for (place, _) in holding {
                for (role, vacancies) in RoleGroup::ALL.iter().zip(declared.vacancies) {
                    // The cuts that are not by role take each role in turn and so add them up.
                    for cut in cuts(site.service, size, *role) {
                        let of = by_cell.entry((place, cut)).or_default().entry(site.employer).or_default();
                        *of += u64::from(vacancies.unwrap_or(0));
                    }
                }
            }
        }
        let mut refused_groups = [false; 4];
        for ((_, cut), employers) in &by_cell {
            let contributions: Vec<u64> = employers.values().copied().filter(|vacancies| *vacancies > 0).collect();
            if !contributions.is_empty() && business_refusal(&contributions, policy).is_some() {
                let group = GROUPS.iter().position(|group| group.contains(cut)).unwrap_or(0);
                refused_groups[group] = true;
            }
        }
        Self { refused_groups, region }
    }

    /// Whether a cut of a place may be published.
    pub(super) fn may(&self, place: usize, cut: usize) -> bool {
        let group = GROUPS.iter().position(|group| group.contains(&cut)).unwrap_or(0);
        !self.refused_groups[group] || (group == 0 && place == self.region)
    }
}

/// The declaration of each workplace that holds in the month.
fn in_force(staff: &Staff, month: Month) -> HashMap<u32, &Declared> {
    let mut in_force: HashMap<u32, &Declared> = HashMap::new();
    for declared in staff.declared.iter().filter(|declared| declared.month <= month) {
        in_force
            .entry(declared.site)
            .and_modify(|kept| *kept = if declared.month > kept.month { declared } else { kept })
            .or_insert(declared);
    }
    in_force
}
