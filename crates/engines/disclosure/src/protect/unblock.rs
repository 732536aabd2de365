//! What to hide when the walk is stuck.

use super::walk::{DOWN, Walk};
use crate::table::Class;

/// A move that would work if some cells were hidden.
struct Offer {
    cost: u64,
    cells: Vec<u32>,
}

impl Walk<'_> {
    /// Hides the cells that block the cheapest move of this one; false where no hiding helps.
    pub(super) fn unblock(&mut self, cell: usize, way: usize, classes: &mut [Class]) -> bool {
        let mut best: Option<Offer> = None;
        let far = self.lacking(cell, classes[cell]).min(self.rooms[cell].now[way]);
        if far <= 0 {
            return false;
        }
        self.choose_atoms(cell, way);
        let tried = std::mem::take(&mut self.tried);
        for atom in &tried {
            for far in [far, 1] {
                self.offer_single(*atom, way, far, classes, &mut best);
                self.offer_pairs(cell, *atom, way, far, classes, &mut best);
            }
        }
        for atom in tried.iter().take(SQUARE_ATOMS) {
            self.offer_squares(cell, *atom, way, &[far, 1], classes, &mut best);
        }
        self.tried = tried;
        let Some(offer) = best else { return false };
        for cell in offer.cells {
            classes[cell as usize] = Class::Cover;
            self.release(cell as usize);
        }
        true
    }

    fn offer_single(&mut self, atom: usize, way: usize, far: i16, classes: &[Class], best: &mut Option<Offer>) {
        if way == DOWN && self.atoms[atom] < i32::from(far) {
            return;
        }
        self.fill_rest(atom, [usize::MAX; 2]);
        self.weigh(&[(&[0], way)], far, classes, best);
    }

    fn offer_pairs(
        &mut self,
        cell: usize,
        atom: usize,
        way: usize,
        far: i16,
        classes: &[Class],
        best: &mut Option<Offer>,
    ) {
        let shape = self.shape;
        for at in 0..shape.dimensions().len() {
            let node = shape.node_of(cell, at);
            let (mine, size) = (self.coordinate(atom, at), shape.dimensions()[at].atoms());
            self.fill_rest(atom, [at, usize::MAX]);
            for other in (0..size).filter(|other| !shape.moves.inside[at][node * size + other]) {
                let partner = atom - mine * shape.atom_strides[at] + other * shape.atom_strides[at];
                let lower = if way == DOWN { atom } else { partner };
                if self.atoms[lower] < i32::from(far) {
                    continue;
                }
                let with = &shape.moves.apart[at][mine * size + other];
                let without = &shape.moves.apart[at][other * size + mine];
                self.weigh(&[(with, way), (without, 1 - way)], far, classes, best);
            }
        }
    }

    /// Squares leave the sums along two dimensions as they are, so that no total need be hidden.
    fn offer_squares(
        &mut self,
        cell: usize,
        atom: usize,
        way: usize,
        lengths: &[i16],
        classes: &[Class],
        best: &mut Option<Offer>,
    ) {
        let dimensions = self.shape.dimensions().len();
        for one in 0..dimensions {
            for two in one + 1..dimensions {
                self.fill_rest(atom, [one, two]);
                let (ones, twos) = (self.partners(cell, atom, one), self.partners(cell, atom, two));
                for first in &ones {
                    for second in &twos {
                        for far in lengths {
                            self.offer_square(atom, [(one, *first), (two, *second)], way, *far, classes, best);
                        }
                    }
                }
            }
        }
    }

    /// Coordinates along a dimension that lie outside the cell: some, from a place that depends on the cell.
    fn partners(&self, cell: usize, atom: usize, at: usize) -> Vec<usize> {
        let shape = self.shape;
        let node = shape.node_of(cell, at);
        let (mine, size) = (self.coordinate(atom, at), shape.dimensions()[at].atoms());
        let outside = |other: &usize| !shape.moves.inside[at][node * size + other] && *other != mine;
        (0..size).map(|step| (cell + step) % size).filter(outside).take(SQUARE_PARTNERS).collect()
    }

    fn offer_square(
        &self,
        atom: usize,
        others: [(usize, usize); 2],
        way: usize,
        far: i16,
        classes: &[Class],
        best: &mut Option<Offer>,
    ) {
        let shape = self.shape;
        let corner = others.map(|(at, other)| {
            atom - self.coordinate(atom, at) * shape.atom_strides[at] + other * shape.atom_strides[at]
        });
        let lowered = if way == DOWN { [atom, corner[0] + corner[1] - atom] } else { corner };
        if lowered.iter().any(|atom| self.atoms[*atom] < i32::from(far)) {
            return;
        }
        let [one, two] = others.map(|(at, other)| {
            let (mine, size) = (self.coordinate(atom, at), shape.dimensions()[at].atoms());
            [&shape.moves.apart[at][mine * size + other], &shape.moves.apart[at][other * size + mine]]
        });
        let both = |a: usize, b: usize| -> Vec<u32> {
            one[a].iter().flat_map(|first| two[b].iter().map(move |second| first + second)).collect()
        };
        let (here, across, along, beyond) = (both(0, 0), both(1, 0), both(0, 1), both(1, 1));
        self.weigh(&[(&here, way), (&across, 1 - way), (&along, 1 - way), (&beyond, way)], far, classes, best);
    }

    /// Keeps the offer if it is the cheapest so far.
    fn weigh(&self, parts: &[(&[u32], usize)], far: i16, classes: &[Class], best: &mut Option<Offer>) {
        let limit = best.as_ref().map_or(u64::MAX, |best| best.cost);
        let mut cost = 0;
        let mut cells = Vec::new();
        for (nodes, way) in parts {
            for cell in nodes.iter().flat_map(|node| self.rest.iter().map(move |rest| node + rest)) {
                let at = cell as usize;
                if self.rooms[at].now[*way] >= far {
                    continue;
                }
                let count = self.table.cells[at];
                if classes[at] != Class::Shown {
                    return;
                }
                let own = if count == 0 { COST_OF_ZERO } else { u64::from(count) + COST_OF_ANY };
                cost += own * self.shape.breadth(at).pow(2);
                if cost >= limit {
                    return;
                }
                cells.push(cell);
            }
        }
        if !cells.is_empty() {
            *best = Some(Offer { cost, cells });
        }
    }
}

/// Atoms for which squares are offered, and partners along each dimension: there are too many to look at all.
const SQUARE_ATOMS: usize = 4;
const SQUARE_PARTNERS: usize = 8;
/// What hiding any cell costs, besides its count; multiplied by the square of the pieces it is made of, since a reader misses a total
/// more than a corner of the table.
const COST_OF_ANY: u64 = 20;
/// What hiding a zero costs: zeros are hidden only where counts would not do.
const COST_OF_ZERO: u64 = 200;
