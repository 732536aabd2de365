//! Figures about businesses: hidden where few employers stand behind them.
//!
//! A cell that too few employers, or too large ones, stand behind is refused. So that it cannot be had by subtraction, a
//! whole group of cuts (services, sizes, roles) is then kept back in every place: only where no cell of the group is refused
//! in any place, nor in any piece in which places overlap, is the group published. The total of the largest place alone may
//! stand where smaller places are refused, since nothing is published to take from it.

use std::collections::HashMap;

use vocation_ascwds::RoleGroup;
use vocation_disclosure::{Policy, business_refusal};

use super::shape::Places;
use crate::indicators::cube::in_force;
use crate::indicators::cut::{cuts, group_of};
use crate::indicators::staff::Staff;
use crate::month::Month;
use crate::sector::size::SizeBand;

/// Which cuts of which places may be published.
pub(super) struct Allowed {
    refused_groups: [bool; 4],
    /// The largest place, when its own total is not refused.
    largest: Option<usize>,
}

impl Allowed {
    /// Looks at the vacancies that each employer declared, in every place, piece and cut of the month.
    pub(super) fn at(staff: &Staff, sizes: &[SizeBand], places: &Places, month: Month, policy: &Policy) -> Self {
        let mut by_cell: HashMap<(usize, usize), HashMap<u32, u64>> = HashMap::new();
        for (declared, until) in in_force(staff, month).filter(|(one, until)| (one.month..=*until).contains(&month)) {
            debug_assert!(until <= month);
            let site = staff.sites[declared.site as usize];
            let size = sizes[site.employer as usize];
            let atom = usize::from(site.atom);
            let places_of_it =
                places.0.iter().enumerate().filter(|(_, place)| place.1.contains(&atom)).map(|(at, _)| at);
            // Pieces are numbered after the places.
            for area in places_of_it.chain([places.0.len() + atom]) {
                for (role, vacancies) in RoleGroup::ALL.iter().zip(declared.vacancies) {
                    // The cuts that are not by role take each role in turn and so add them up.
                    for cut in cuts(site.service, size, *role) {
                        let of = by_cell.entry((area, cut)).or_default().entry(site.employer).or_default();
                        *of += u64::from(vacancies.unwrap_or(0));
                    }
                }
            }
        }
        let refused = |employers: &HashMap<u32, u64>| {
            let contributions: Vec<u64> = employers.values().copied().filter(|vacancies| *vacancies > 0).collect();
            !contributions.is_empty() && business_refusal(&contributions, policy).is_some()
        };
        let mut refused_groups = [false; 4];
        for ((_, cut), employers) in &by_cell {
            refused_groups[group_of(*cut)] |= refused(employers);
        }
        let largest = (0..places.0.len()).max_by_key(|at| places.0[*at].1.len());
        let largest = largest.filter(|at| by_cell.get(&(*at, 0)).is_none_or(|employers| !refused(employers)));
        Self { refused_groups, largest }
    }

    /// Whether a cut of a place may be published.
    pub(super) fn may(&self, place: usize, cut: usize) -> bool {
        let group = group_of(cut);
        !self.refused_groups[group] || (group == 0 && Some(place) == self.largest)
    }
}
