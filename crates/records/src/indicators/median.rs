//! Median pay: for every published cell and month, from the pay of each record. True values, for the disclosure engine.

use super::cut::{CUTS, cuts};
use super::staff::Staff;
use crate::month::Month;
use crate::sector::size::SizeBand;

/// Pay from this much an hour on falls in the last class, which no median reaches.
const HIGHEST: usize = 6_000;

/// Counts of pay in one month, by atom, cut and pence.
pub struct PayCounts {
    counts: Vec<u32>,
}

impl PayCounts {
    /// Counts everyone who is there at the end of `month`; `sizes` by employer.
    pub fn at(staff: &Staff, atoms: usize, sizes: &[SizeBand], month: Month) -> Self {
        let mut counts = vec![0; atoms * CUTS * HIGHEST];
        for employment in &staff.employments {
            let there = employment.first <= month && employment.left.is_none_or(|left| left > month);
            let terms = &staff.terms[employment.terms.start as usize..employment.terms.end as usize];
            let Some(term) = terms.iter().rev().find(|term| term.from <= month).filter(|_| there) else { continue };
            let Some(pay) = term.pay else { continue };
            let site = staff.sites[employment.site as usize];
            let size = sizes[site.employer as usize];
            for cut in cuts(site.service, size, term.role) {
                let at = (usize::from(site.atom) * CUTS + cut) * HIGHEST + usize::from(pay).min(HIGHEST - 1);
                counts[at] += 1;
            }
        }
        Self { counts }
    }

    /// The median over some atoms in one cut, in pence; none without anybody.
    pub fn median(&self, atoms: &[usize], cut: usize) -> Option<u32> {
        let of = |atom: &usize| &self.counts[(atom * CUTS + cut) * HIGHEST..][..HIGHEST];
        let total: u64 = atoms.iter().flat_map(of).map(|count| u64::from(*count)).sum();
        let mut left = total.div_ceil(2);
        (0..HIGHEST).find_map(|pence| {
            let here: u64 = atoms.iter().map(|atom| u64::from(of(atom)[pence])).sum();
            if total > 0 && here >= left {
                return u32::try_from(pence).ok();
            }
            left -= here;
            None
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_pay_of_the_middle_record_over_all_the_atoms_asked_for() {
        let mut counts = PayCounts { counts: vec![0; 2 * CUTS * HIGHEST] };
        for (atom, pence, people) in [(0, 1_200, 2), (0, 1_250, 1), (1, 1_300, 4)] {
            counts.counts[atom * CUTS * HIGHEST + pence] += people;
        }
        assert_eq!(counts.median(&[0], 0), Some(1_200));
        assert_eq!(counts.median(&[0, 1], 0), Some(1_300));
        assert_eq!(counts.median(&[0, 1], 1), None);
    }
}
