//! The walk among the tables that would be published alike.

use crate::{
    policy::Policy,
    shape::Shape,
    table::{Class, Table},
};

/// Room that is never used up.
const AMPLE: i16 = 20_000;
/// Up and down, as indices.
pub(super) const DOWN: usize = 0;
pub(super) const UP: usize = 1;
/// How many atoms of a cell are tried for a move.
const ATOMS_TRIED: usize = 24;

/// How far a cell may still move, down and up, in the present table, and the least that either has been.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    pub now: [i16; 2],
    pub least: [i16; 2],
}

pub(super) struct Walk<'a> {
    pub shape: &'a Shape,
    pub table: &'a Table,
    pub policy: &'a Policy,
    pub rooms: Vec<Room>,
    /// The room of each cell in the true table.
    truth: Vec<[i16; 2]>,
    /// The cells for which tables enough have been found.
    done: Vec<bool>,
    /// The present table.
    pub atoms: Vec<i32>,
    /// The coordinates of the atoms of the cell in hand.
    pub tried: Vec<usize>,
    pub rest: Vec<u32>,
}

fn room(least: u32, now: u32, greatest: u32) -> Room {
    let clamp = |room: u32| i16::try_from(room).unwrap_or(AMPLE).min(AMPLE);
    let now = [clamp(now - least), clamp(greatest - now)];
    Room { now, least: now }
}

impl<'a> Walk<'a> {
    pub fn new(shape: &'a Shape, table: &'a Table, policy: &'a Policy, classes: &[Class]) -> Self {
        let least_small = u32::from(!policy.zero_hidden);
        let of = |(count, class): (&u32, &Class)| match class {
            Class::Shown => {
                let (least, greatest) = behind(policy, *count);
                room(least, *count, greatest)
            }
            Class::Small => room(least_small, *count, policy.hide_up_to),
            Class::Beneath => room(0, *count, policy.hide_up_to),
            Class::Cover | Class::Withheld => room(0, *count, u32::MAX),
        };
        let rooms: Vec<Room> = table.cells.iter().zip(classes).map(of).collect();
        let truth = rooms.iter().map(|room| room.now).collect();
        let done = vec![false; rooms.len()];
        let atoms = table.atoms.iter().map(|count| count.cast_signed()).collect();
        Self { shape, table, policy, rooms, truth, done, atoms, tried: Vec::new(), rest: Vec::new() }
    }

    /// Finds tables enough for every small cell, hiding cover where it must; false where it cannot.
    ///
    /// A zero beneath a small total needs none: were it shown, it would be shown as zero.
    pub fn cover_all(&mut self, classes: &mut [Class]) -> bool {
        self.shape.coarse_first.iter().all(|cell| {
            let cell = *cell as usize;
            let open = match classes[cell] {
                Class::Small => true,
                Class::Beneath => self.table.cells[cell] > 0,
                _ => false,
            };
            if open {
                self.done[cell] = self.cover_firmly(cell, classes);
            }
            !open || self.done[cell]
        })
    }

    /// From where the walk stands; else from the true table; else with everything beside the cell hidden.
    fn cover_firmly(&mut self, cell: usize, classes: &mut [Class]) -> bool {
        if self.cover(cell, classes) {
            return true;
        }
        self.back_to_truth();
        if self.cover(cell, classes) {
            return true;
        }
        self.clear_around(cell, classes);
        self.back_to_truth();
        if self.cover(cell, classes) {
            return true;
        }
        self.free_above(cell, classes);
        self.back_to_truth();
        self.cover(cell, classes)
    }

    /// No longer supposes a reader to know that the hidden totals above a cell are small. They have had their own
    /// tables found already, under the stricter supposition.
    fn free_above(&mut self, cell: usize, classes: &mut [Class]) {
        let mut above = vec![0];
        for (at, dimension) in self.shape.dimensions().iter().enumerate() {
            let (node, stride) = (self.shape.node_of(cell, at), self.shape.cell_strides[at]);
            let below = &self.shape.moves.below[at];
            let holders = (0..dimension.nodes().len()).filter(|upper| *upper == node || below[*upper].contains(&node));
            let offsets: Vec<usize> = holders.map(|upper| upper * stride).collect();
            above = above.iter().flat_map(|base| offsets.iter().map(move |offset| base + offset)).collect();
        }
        for upper in above.into_iter().filter(|upper| *upper != cell) {
            let small = matches!(classes[upper], Class::Small | Class::Beneath);
            let shown = classes[upper] == Class::Shown;
            if shown || (small && (self.done[upper] || self.table.cells[upper] == 0)) {
                classes[upper] = Class::Cover;
                self.release(upper);
            }
        }
    }

    fn back_to_truth(&mut self) {
        for (atom, count) in self.atoms.iter_mut().zip(&self.table.atoms) {
            *atom = count.cast_signed();
        }
        for (room, truth) in self.rooms.iter_mut().zip(&self.truth) {
            room.now = *truth;
        }
    }

    /// Hides every shown cell that stands in one line with a cell.
    fn clear_around(&mut self, cell: usize, classes: &mut [Class]) {
        for (at, dimension) in self.shape.dimensions().iter().enumerate() {
            let stride = self.shape.cell_strides[at];
            let first = cell - self.shape.node_of(cell, at) * stride;
            for beside in (0..dimension.nodes().len()).map(|node| first + node * stride) {
                if classes[beside] == Class::Shown {
                    classes[beside] = Class::Cover;
                    self.release(beside);
                }
            }
        }
    }

    /// How many steps a small cell still lacks.
    pub fn lacking(&self, cell: usize, class: Class) -> i16 {
        let least_small = i16::from(!(self.policy.zero_hidden || class == Class::Beneath));
        let width = self.policy.hide_up_to as i16 - least_small;
        let least = self.rooms[cell].least;
        self.policy.possible_values as i16 - 1 - (width - least[DOWN] - least[UP])
    }

    fn cover(&mut self, cell: usize, classes: &mut [Class]) -> bool {
        let class = classes[cell];
        // Enough steps to cross the whole interval twice, and to hide a few covers on the way.
        for _ in 0..6 * self.policy.hide_up_to + 64 {
            let lacking = self.lacking(cell, class);
            if lacking <= 0 {
                return true;
            }
            let first = usize::from(self.rooms[cell].now[UP] >= self.rooms[cell].now[DOWN]);
            if self.run(cell, first, class) || self.run(cell, 1 - first, class) {
                return true;
            }
            // Hiding helps only at the end where the cell stands; so first at this end, then back at the other.
            if self.unblock(cell, 1 - first, classes) {
                continue;
            }
            if self.run(cell, first, class) {
                return true;
            }
            if !self.unblock(cell, first, classes) {
                return false;
            }
        }
        false
    }

    /// Moves a cell one way as far as it goes; true when it has been far enough.
    fn run(&mut self, cell: usize, way: usize, class: Class) -> bool {
        while self.rooms[cell].now[way] > 0 {
            if !self.step(cell, way) {
                return false;
            }
            if self.lacking(cell, class) <= 0 {
                return true;
            }
        }
        false
    }

    /// Moves a cell by one, by whatever move keeps every other published cell as it is seen.
    fn step(&mut self, cell: usize, way: usize) -> bool {
        self.choose_atoms(cell, way);
        let tried = std::mem::take(&mut self.tried);
        let done = tried.iter().any(|atom| self.step_single(*atom, way))
            || tried.iter().any(|atom| self.step_pair(cell, *atom, way))
            || tried.iter().any(|atom| self.step_square(cell, *atom, way));
        self.tried = tried;
        done
    }

    /// The atoms of a cell worth trying: those with something in them first, which also are under no shown zero.
    pub fn choose_atoms(&mut self, cell: usize, way: usize) {
        let mut all = std::mem::take(&mut self.tried);
        all.clear();
        all.push(0);
        for (at, dimension) in self.shape.dimensions().iter().enumerate() {
            let stride = self.shape.atom_strides[at];
            let node = &dimension.nodes()[self.shape.node_of(cell, at)];
            let before = all.len();
            for from in 0..before {
                let base = all[from];
                all[from] = base + node.atoms[0] * stride;
                for atom in &node.atoms[1..] {
                    all.push(base + atom * stride);
                }
            }
        }
        if all.len() > 1 {
            let mut filled = 0;
            for at in 0..all.len() {
                if self.atoms[all[at]] > 0 {
                    all.swap(filled, at);
                    filled += 1;
                }
            }
            if way == DOWN {
                all.truncate(filled);
            }
            all.truncate(ATOMS_TRIED);
        }
        self.tried = all;
    }

    pub fn coordinate(&self, atom: usize, dimension: usize) -> usize {
        atom / self.shape.atom_strides[dimension] % self.shape.dimensions()[dimension].atoms()
    }

    /// The offsets of the cells that hold an atom, leaving out some dimensions.
    pub fn fill_rest(&mut self, atom: usize, without: [usize; 2]) {
        self.rest.clear();
        self.rest.push(0);
        for at in 0..self.shape.dimensions().len() {
            if without.contains(&at) {
                continue;
            }
            let nodes = &self.shape.moves.holders[at][self.coordinate(atom, at)];
            let before = self.rest.len();
            for node in &nodes[1..] {
                for from in 0..before {
                    let offset = self.rest[from] + node;
                    self.rest.push(offset);
                }
            }
            for from in 0..before {
                self.rest[from] += nodes[0];
            }
        }
    }

    /// Adds to one atom, or takes from it, alone.
    fn step_single(&mut self, atom: usize, way: usize) -> bool {
        if way == DOWN && self.atoms[atom] == 0 {
            return false;
        }
        self.fill_rest(atom, [usize::MAX; 2]);
        if !self.rest.iter().all(|cell| self.rooms[*cell as usize].now[way] > 0) {
            return false;
        }
        for at in 0..self.rest.len() {
            self.shift(self.rest[at], way);
        }
        self.atoms[atom] += signed(way);
        true
    }

    /// Adds to one atom and takes from another that differs in one dimension, or the other way round.
    fn step_pair(&mut self, cell: usize, atom: usize, way: usize) -> bool {
        let shape = self.shape;
        for at in 0..shape.dimensions().len() {
            let node = shape.node_of(cell, at);
            let (mine, size) = (self.coordinate(atom, at), shape.dimensions()[at].atoms());
            let inside = &shape.moves.inside[at][node * size..(node + 1) * size];
            if inside.iter().all(|is| *is) {
                continue;
            }
            self.fill_rest(atom, [at, usize::MAX]);
            // Partners are taken from a place that depends on the cell, so that not all lean on the same one.
            for step in 0..size {
                let other = (cell + step) % size;
                if inside[other] {
                    continue;
                }
                let partner = atom - mine * shape.atom_strides[at] + other * shape.atom_strides[at];
                let lower = if way == DOWN { atom } else { partner };
                if self.atoms[lower] == 0 {
                    continue;
                }
                let (with, without) =
                    (&shape.moves.apart[at][mine * size + other], &shape.moves.apart[at][other * size + mine]);
                if self.free(with, way) && self.free(without, 1 - way) {
                    self.shift_all(with, way);
                    self.shift_all(without, 1 - way);
                    self.atoms[atom] += signed(way);
                    self.atoms[partner] -= signed(way);
                    return true;
                }
            }
        }
        false
    }

    /// Moves four atoms that differ in two dimensions, so that sums along both stay.
    fn step_square(&mut self, cell: usize, atom: usize, way: usize) -> bool {
        let dimensions = self.shape.dimensions().len();
        for one in 0..dimensions {
            for two in one + 1..dimensions {
                if self.square_of(cell, atom, way, [one, two]) {
                    return true;
                }
            }
        }
        false
    }

    fn square_of(&mut self, cell: usize, atom: usize, way: usize, pair: [usize; 2]) -> bool {
        let shape = self.shape;
        let size = pair.map(|at| shape.dimensions()[at].atoms());
        let mine = pair.map(|at| self.coordinate(atom, at));
        let stride = pair.map(|at| shape.atom_strides[at]);
        let inside = [0, 1].map(|k| {
            let node = shape.node_of(cell, pair[k]);
            &shape.moves.inside[pair[k]][node * size[k]..(node + 1) * size[k]]
        });
        if inside.iter().any(|inside| inside.iter().all(|is| *is)) {
            return false;
        }
        self.fill_rest(atom, pair);
        for step_one in 0..size[0] {
            let other_one = (cell + step_one) % size[0];
            if inside[0][other_one] {
                continue;
            }
            let across = atom - mine[0] * stride[0] + other_one * stride[0];
            if way == UP && self.atoms[across] == 0 {
                continue;
            }
            let apart_one = [mine[0] * size[0] + other_one, other_one * size[0] + mine[0]]
                .map(|at| &shape.moves.apart[pair[0]][at]);
            for step_two in 0..size[1] {
                let other_two = (cell + step_two) % size[1];
                if inside[1][other_two] {
                    continue;
                }
                let along = atom - mine[1] * stride[1] + other_two * stride[1];
                let both = across + along - atom;
                let lowered = if way == UP { [across, along] } else { [atom, both] };
                if lowered.iter().any(|atom| self.atoms[*atom] == 0) {
                    continue;
                }
                let apart_two = [mine[1] * size[1] + other_two, other_two * size[1] + mine[1]]
                    .map(|at| &shape.moves.apart[pair[1]][at]);
                let corners = [(0, 0, way), (0, 1, 1 - way), (1, 0, 1 - way), (1, 1, way)];
                if corners.iter().all(|(a, b, way)| self.free_both(apart_one[*a], apart_two[*b], *way)) {
                    for (a, b, way) in corners {
                        for first in apart_one[a] {
                            for second in apart_two[b] {
                                for at in 0..self.rest.len() {
                                    self.shift(self.rest[at] + first + second, way);
                                }
                            }
                        }
                    }
                    for (atom, sign) in [(atom, 1), (across, -1), (along, -1), (both, 1)] {
                        self.atoms[atom] += sign * signed(way);
                    }
                    return true;
                }
            }
        }
        false
    }

    fn free(&self, nodes: &[u32], way: usize) -> bool {
        nodes.iter().all(|node| self.rest.iter().all(|rest| self.rooms[(node + rest) as usize].now[way] > 0))
    }

    fn free_both(&self, one: &[u32], two: &[u32], way: usize) -> bool {
        one.iter().all(|first| {
            two.iter()
                .all(|second| self.rest.iter().all(|rest| self.rooms[(first + second + rest) as usize].now[way] > 0))
        })
    }

    fn shift_all(&mut self, nodes: &[u32], way: usize) {
        for node in nodes {
            for at in 0..self.rest.len() {
                self.shift(self.rest[at] + node, way);
            }
        }
    }

    fn shift(&mut self, cell: u32, way: usize) {
        let room = &mut self.rooms[cell as usize];
        room.now[way] -= 1;
        room.now[1 - way] += 1;
        room.least[way] = room.least[way].min(room.now[way]);
    }

    /// Makes a shown cell cover: a reader learns nothing of it.
    pub fn release(&mut self, cell: usize) {
        let count = self.table.cells[cell];
        let (least, _) = behind(self.policy, count);
        let now = least + u32::from(self.rooms[cell].now[DOWN].unsigned_abs());
        self.rooms[cell] = room(0, now, u32::MAX);
        self.truth[cell] = room(0, count, u32::MAX).now;
    }
}

fn signed(way: usize) -> i32 {
    if way == UP { 1 } else { -1 }
}

/// The interval that a shown count stands for.
fn behind(policy: &Policy, count: u32) -> (u32, u32) {
    match policy.rounded(count) {
        0 if count > 0 => (1, (policy.round_to.max(1) - 1) / 2),
        rounded => policy.behind(rounded),
    }
}
