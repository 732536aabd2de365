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
                cost += if count == 0 { COST_OF_ZERO } else { u64::from(count) + COST_OF_ANY };
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

/// What hiding any cell costs, besides its count.
const COST_OF_ANY: u64 = 20;
/// What hiding a zero costs: zeros are hidden only where counts would not do.
const COST_OF_ZERO: u64 = 200;
