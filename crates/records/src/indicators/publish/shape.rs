//! What is published: the places of a month and the cuts of the workforce.

use vocation_disclosure::{Dimension, ShapeError};

use crate::indicators::cube::CELLS_AN_ATOM;
use crate::indicators::cut::cells;
use crate::month::Month;
use crate::places::Geography;

/// The places of a month, each with its atoms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Places(pub(super) Vec<(String, Vec<usize>)>);

impl Places {
    /// Every place that held in the month, in the order of its code.
    pub(super) fn at(geography: &Geography, month: Month) -> Self {
        let mut places: Vec<(String, Vec<usize>)> = geography
            .places()
            .into_iter()
            .filter_map(|place| {
                let atoms = geography.members(place, month)?;
                Some((place.as_str().to_owned(), atoms.into_iter().map(|atom| usize::from(atom.0)).collect()))
            })
            .collect();
        places.sort();
        Self(places)
    }

    /// The places, by number, that a piece of the map lies in.
    pub(super) fn containing(&self, atom: usize) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().filter(move |(_, (_, atoms))| atoms.contains(&atom)).map(|(at, _)| at)
    }

    /// As a dimension of a table, with the pieces in which places overlap.
    pub(super) fn dimension(&self, atoms: usize) -> Result<Dimension, ShapeError> {
        // Two codes of the same pieces (a region drawn twice alike) are one node: what protects one protects the other.
        let mut nodes: Vec<(String, Vec<usize>)> = Vec::new();
        for (code, members) in &self.0 {
            if !nodes.iter().any(|(_, other)| other == members) {
                nodes.push((code.clone(), members.clone()));
            }
        }
        Ok(Dimension::sets("place", atoms, nodes)?.with_pieces())
    }
}

/// The cuts as a dimension: all, each service, each size, each role, over the cells of an atom.
pub(super) fn cut_dimension() -> Result<Dimension, ShapeError> {
    Dimension::sets("cut", CELLS_AN_ATOM, cells().into_iter().enumerate().map(|(cut, cells)| (cut.to_string(), cells)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use vocation_ascwds::RoleGroup;

    use crate::indicators::cut::{CUTS, cut_keys};

    #[test]
    fn every_cut_has_keys_of_its_own_and_its_share_of_the_cells() {
        let keys: std::collections::BTreeSet<_> = (0..CUTS).map(cut_keys).collect();
        assert_eq!(keys.len(), CUTS);
        let dimension = cut_dimension().unwrap();
        assert_eq!(dimension.nodes()[0].atoms.len(), CELLS_AN_ATOM);
        let role = &dimension.nodes()[CUTS - 1];
        assert_eq!(role.atoms.len(), CELLS_AN_ATOM / RoleGroup::ALL.len());
    }
}
