//! The search for a move that needs nothing hidden.

use super::{
    DOWN, UP,
    lines::LENGTHS,
    moves::Move,
    search::{Effort, pairs_of},
    walk::Walk,
};
use crate::shape::Reach;

/// Room to work in, kept from search to search.
#[derive(Default)]
pub(super) struct Free {
    chosen: Vec<u32>,
    rest: Vec<usize>,
    /// By way, for each node of one dimension: words of bits along another.
    rows: [Vec<u64>; 2],
    crossed: [Vec<u64>; 2],
}

/// What is looked for.
#[derive(Clone, Copy)]
struct Wanted<'w, 'a> {
    walk: &'w Walk<'a>,
    way: usize,
    /// Place in [`LENGTHS`].
    length: usize,
    partners: usize,
}

impl Free {
    /// A move of the cell in hand one way, as far as it goes: a single where there is one, else a pair, else a square;
    /// a long one where there is one.
    pub fn find(&mut self, walk: &Walk<'_>, way: usize, target: i32, effort: Effort) -> Option<Move> {
        let mut chosen = std::mem::take(&mut self.chosen);
        walk.choose(way, effort.atoms, &mut chosen);
        let long = usize::from(target >= LENGTHS[1]);
        let found = (0..=long).rev().find_map(|length| {
            let wanted = Wanted { walk, way, length, partners: effort.partners };
            self.first(wanted, &chosen)
        });
        self.chosen = chosen;
        found.map(|step| Move { far: walk.room_for(&step).min(target), ..step })
    }

    fn first(&mut self, wanted: Wanted<'_, '_>, atoms: &[u32]) -> Option<Move> {
        let dimensions = wanted.walk.shape.dimensions().len();
        let single = atoms.iter().find_map(|atom| Self::single(wanted, *atom));
        let pair = |search: &mut Self| {
            atoms.iter().find_map(|atom| (0..dimensions).find_map(|at| search.pair(wanted, *atom, at)))
        };
        let square = |search: &mut Self| {
            atoms.iter().find_map(|atom| pairs_of(dimensions).find_map(|pair| search.square(wanted, *atom, pair)))
        };
        single.or_else(|| pair(self)).or_else(|| square(self))
    }

    fn single(wanted: Wanted<'_, '_>, atom: u32) -> Option<Move> {
        let Wanted { walk, way, .. } = wanted;
        if way == DOWN && walk.atoms[atom as usize] < LENGTHS[wanted.length] {
            return None;
        }
        let may = |cell: u32, way: usize| walk.rooms[cell as usize].now[way] >= LENGTHS[wanted.length];
        let step = Move { atom, far: 1, way, partners: [None; 2] };
        let mut all = true;
        step.cells(walk.shape, |cell, way| all = all && may(cell, way));
        all.then_some(step)
    }

    fn pair(&mut self, wanted: Wanted<'_, '_>, atom: u32, at: usize) -> Option<Move> {
        let Wanted { walk, way, length, .. } = wanted;
        let least = LENGTHS[length];
        let reach = walk.shape.reach_of(atom as usize, at);
        let stride = walk.shape.atom_strides[at];
        let base = atom as usize - walk.shape.coordinate(atom as usize, at) * stride;
        if way == DOWN && walk.atoms[atom as usize] < least {
            return None;
        }
        let words = walk.shape.axes[at].words;
        self.fill_rest(walk, atom, at, at);
        for way in [DOWN, UP] {
            let lines = walk.lines.along(at, length, way);
            let row = &mut self.rows[way];
            row.clear();
            row.resize(words, u64::MAX);
            for rest in &self.rest {
                row.iter_mut().zip(&lines[*rest..*rest + words]).for_each(|(all, line)| *all &= line);
            }
        }
        for (place, partner) in reach.partners.iter().take(wanted.partners).enumerate() {
            let other = partner.atom as usize;
            if !walk.outside[at][other] || (way == UP && walk.atoms[base + other * stride] < least) {
                continue;
            }
            let [with, without] = reach.bits(partner);
            if holds(&self.rows[way], with) && holds(&self.rows[1 - way], without) {
                return Some(Move { atom, far: 1, way, partners: [Some((at, place)), None] });
            }
        }
        None
    }

    fn square(&mut self, wanted: Wanted<'_, '_>, atom: u32, pair: [usize; 2]) -> Option<Move> {
        let Wanted { walk, way, length, .. } = wanted;
        let least = LENGTHS[length];
        let shape = walk.shape;
        let mine = atom as usize;
        if way == DOWN && walk.atoms[mine] < least {
            return None;
        }
        let reach = pair.map(|at| shape.reach_of(mine, at));
        let partners = reach.map(|reach| &reach.partners[..reach.partners.len().min(wanted.partners)]);
        let last = partners[0].last()?;
        self.fill_rows(wanted, atom, pair, &reach[0].nodes[..last.nodes as usize]);
        let words = shape.axes[pair[1]].words;
        let stride = pair.map(|at| shape.atom_strides[at]);
        let base = [0, 1].map(|at| mine - shape.coordinate(mine, pair[at]) * stride[at]);
        for (row, first) in partners[0].iter().enumerate() {
            let across = base[0] + first.atom as usize * stride[0];
            if !walk.outside[pair[0]][first.atom as usize] || (way == UP && walk.atoms[across] < least) {
                continue;
            }
            self.cross(reach[0], row, words, way);
            let lowered = if way == UP { base[1] } else { base[1] + across - mine };
            for (column, second) in partners[1].iter().enumerate() {
                let other = second.atom as usize;
                let [with, without] = reach[1].bits(second);
                if holds(&self.crossed[0], with)
                    && holds(&self.crossed[1], without)
                    && walk.outside[pair[1]][other]
                    && walk.atoms[lowered + other * stride[1]] >= least
                {
                    let partners = [Some((pair[0], row)), Some((pair[1], column))];
                    return Some(Move { atom, far: 1, way, partners });
                }
            }
        }
        None
    }

    /// By way and node of the first dimension: which nodes of the second may move whatever else holds the atom.
    fn fill_rows(&mut self, wanted: Wanted<'_, '_>, atom: u32, [one, two]: [usize; 2], nodes: &[u32]) {
        let Wanted { walk, length, .. } = wanted;
        self.fill_rest(walk, atom, two, one);
        let axis = &walk.shape.axes[two];
        let (words, stride) = (axis.words, axis.line_strides[one]);
        let scale = walk.shape.axes[one].cell_stride;
        for way in [DOWN, UP] {
            let lines = walk.lines.along(two, length, way);
            let rows = &mut self.rows[way];
            rows.clear();
            rows.resize(nodes.len() * words, u64::MAX);
            for (row, node) in rows.chunks_exact_mut(words).zip(nodes) {
                let start = *node as usize / scale * stride;
                for rest in &self.rest {
                    let line = &lines[start + rest..start + rest + words];
                    row.iter_mut().zip(line).for_each(|(all, line)| *all &= line);
                }
            }
        }
    }

    /// What the atom's own nodes of the second dimension would meet along one partner, and what the other's would.
    fn cross(&mut self, reach: &Reach, partner: usize, words: usize, way: usize) {
        let partner = &reach.partners[partner];
        for (flip, crossed) in self.crossed.iter_mut().enumerate() {
            crossed.clear();
            crossed.resize(words, u64::MAX);
            let way = if flip == 0 { way } else { 1 - way };
            for (nodes, way) in [(reach.with(partner), way), (reach.without(partner), 1 - way)] {
                for node in nodes {
                    let row = &self.rows[way][*node as usize * words..][..words];
                    crossed.iter_mut().zip(row).for_each(|(all, row)| *all &= row);
                }
            }
        }
    }

    /// Where the lines along a dimension start that hold an atom, leaving out another dimension too.
    fn fill_rest(&mut self, walk: &Walk<'_>, atom: u32, along: usize, without: usize) {
        let rest = &mut self.rest;
        rest.clear();
        rest.push(0);
        let strides = &walk.shape.axes[along].line_strides;
        for at in (0..strides.len()).filter(|at| *at != along && *at != without) {
            let reach = walk.shape.reach_of(atom as usize, at);
            let scale = walk.shape.axes[at].cell_stride;
            let before = rest.len();
            for node in &reach.nodes[..reach.own] {
                for from in 0..before {
                    rest.push(rest[from] + *node as usize / scale * strides[at]);
                }
            }
            rest.drain(..before);
        }
    }
}

fn holds(row: &[u64], bits: &[(u32, u64)]) -> bool {
    bits.iter().all(|(word, bits)| row[*word as usize] & bits == *bits)
}
