//! Figures about businesses: hidden where few employers stand behind them.
//!
//! A cell that too few employers, or too large ones, stand behind is refused. So that it cannot be had by subtraction, a
//! whole group of cuts (services, sizes, roles) is then kept back in every place: only where no cell of the group is refused
//! in any place, nor in any piece in which places overlap, is the group published. The total of the largest place alone may
//! stand where smaller places are refused, since nothing is published to take from it.

use rustc_hash::FxHashMap;
use vocation_ascwds::RoleGroup;
use vocation_disclosure::{Policy, business_refusal};

use super::shape::Places;
use crate::indicators::cut::{cuts, group_of};
use crate::indicators::staff::{Declared, Staff};
use crate::sector::size::SizeBand;

/// Which cuts of which places may be published.
pub(super) struct Allowed {
    refused_groups: [bool; 4],
    /// The largest place, when its own total is not refused.
    largest: Option<usize>,
}

impl Allowed {
    /// Looks at the vacancies that each employer `declared`, in every place, piece and cut of the month.
    pub(super) fn at<'a>(
        declared: impl Iterator<Item = &'a Declared>,
        staff: &Staff,
        sizes: &[SizeBand],
        places: &Places,
        policy: &Policy,
    ) -> Self {
        let mut by_cell: FxHashMap<(usize, usize), FxHashMap<u32, u64>> = FxHashMap::default();
        for declared in declared {
            let site = staff.sites[declared.site as usize];
            let size = sizes[site.employer as usize];
            let atom = usize::from(site.atom);
            // Who declares no vacancy stands behind no figure.
            let roles = RoleGroup::ALL.iter().zip(declared.vacancies);
            let some = roles.filter_map(|(role, vacancies)| Some((*role, vacancies.filter(|count| *count > 0)?)));
            for (role, vacancies) in some {
                // Pieces are numbered after the places.
                for area in places.containing(atom).chain([places.0.len() + atom]) {
                    // The cuts that are not by role take each role in turn and so add them up.
                    for cut in cuts(site.service, size, role) {
                        let of = by_cell.entry((area, cut)).or_default().entry(site.employer).or_default();
                        *of += u64::from(vacancies);
                    }
                }
            }
        }
        let refused = |employers: &FxHashMap<u32, u64>| {
            let contributions: Vec<u64> = employers.values().copied().collect();
            business_refusal(&contributions, policy).is_some()
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
