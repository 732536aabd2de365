//! The search for the best move of a cell.

use super::{
    DOWN, UP,
    moves::{Measure, Move},
    walk::Walk,
};
use crate::shape::Reach;

/// How much is looked at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Effort {
    /// Atoms of the cell.
    pub atoms: usize,
    /// Partners along each dimension.
    pub partners: usize,
}

/// A move and what it was judged.
pub(super) type Judged = Option<(f32, Move)>;

/// Room to work in, kept from search to search.
#[derive(Default)]
pub(super) struct Search {
    chosen: Vec<u32>,
    rest: Vec<u32>,
    /// By way, for each node of one dimension and each of another.
    judged: [Vec<f32>; 2],
    across: [Vec<f32>; 2],
}

impl Search {
    /// The best move of the cell in hand one way; singles before pairs before squares where one is as good as need be.
    pub fn best<M: Measure>(&mut self, walk: &Walk<'_>, measure: &M, way: usize, effort: Effort) -> Judged {
        let mut chosen = std::mem::take(&mut self.chosen);
        walk.choose(way, effort.atoms, &mut chosen);
        let mut best: Judged = None;
        let dimensions = walk.shape.dimensions().len();
        for stage in [0, 1, 2] {
            for atom in &chosen {
                match stage {
                    0 => self.single(walk, measure, *atom, way, &mut best),
                    1 => (0..dimensions).for_each(|at| {
                        self.pair(walk, measure, *atom, way, at, effort.partners, &mut best);
                    }),
                    _ => pairs_of(dimensions).for_each(|pair| {
                        self.square(walk, measure, *atom, way, pair, effort.partners, &mut best);
                    }),
                }
            }
            if best.as_ref().is_some_and(|(score, _)| measure.enough(*score)) {
                break;
            }
        }
        self.chosen = chosen;
        best
    }

    fn single<M: Measure>(&mut self, walk: &Walk<'_>, measure: &M, atom: u32, way: usize, best: &mut Judged) {
        self.fill_rest(walk, atom, &[]);
        let mut score = if way == DOWN { measure.atom(walk.atoms[atom as usize]) } else { M::NONE };
        for cell in &self.rest {
            score = M::join(score, measure.cell(&walk.rooms[*cell as usize], way));
        }
        keep(best, score, Move { atom, far: 1, way, partners: [None; 2] });
    }

    #[expect(clippy::too_many_arguments, reason = "one search, spelled out")]
    fn pair<M: Measure>(
        &mut self,
        walk: &Walk<'_>,
        measure: &M,
        atom: u32,
        way: usize,
        at: usize,
        most: usize,
        best: &mut Judged,
    ) {
        let outside = &walk.outside[at];
        let reach = walk.shape.reach_of(atom as usize, at);
        let partners = &reach.partners[..reach.partners.len().min(most)];
        let Some(last) = partners.last() else { return };
        self.fill_rest(walk, atom, &[at]);
        // Nodes that hold the atom go its way, those of partners go the other.
        let judged = &mut self.judged[0];
        judged.clear();
        for (place, node) in reach.nodes[..last.nodes as usize].iter().enumerate() {
            let way = if place < reach.own { way } else { 1 - way };
            let cells = self.rest.iter().map(|rest| measure.cell(&walk.rooms[(node + rest) as usize], way));
            judged.push(cells.fold(M::NONE, M::join));
        }
        let own = if way == DOWN { measure.atom(walk.atoms[atom as usize]) } else { M::NONE };
        let base = atom as usize - walk.shape.coordinate(atom as usize, at) * walk.shape.atom_strides[at];
        for (place, partner) in partners.iter().enumerate() {
            let other = partner.atom as usize;
            if !outside[other] {
                continue;
            }
            let mut score = own;
            if way == UP {
                score = measure.atom(walk.atoms[base + other * walk.shape.atom_strides[at]]);
            }
            for node in reach.with(partner).iter().chain(reach.without(partner)) {
                score = M::join(score, judged[*node as usize]);
            }
            keep(best, score, Move { atom, far: 1, way, partners: [Some((at, place)), None] });
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one search, spelled out")]
    fn square<M: Measure>(
        &mut self,
        walk: &Walk<'_>,
        measure: &M,
        atom: u32,
        way: usize,
        pair: [usize; 2],
        most: usize,
        best: &mut Judged,
    ) {
        let shape = walk.shape;
        let reach = pair.map(|at| shape.reach_of(atom as usize, at));
        let partners = reach.map(|reach| &reach.partners[..reach.partners.len().min(most)]);
        let (Some(last_row), Some(last_column)) = (partners[0].last(), partners[1].last()) else { return };
        let (rows, columns) = (last_row.nodes as usize, last_column.nodes as usize);
        self.fill_rest(walk, atom, &pair);
        self.judge(walk, measure, [&reach[0].nodes[..rows], &reach[1].nodes[..columns]]);
        let away = |at: usize, other: u32| {
            let stride = shape.atom_strides[pair[at]];
            (other as usize * stride).cast_signed() - (shape.coordinate(atom as usize, pair[at]) * stride).cast_signed()
        };
        let mine = atom as usize;
        for (row, first) in partners[0].iter().enumerate() {
            let across = mine.saturating_add_signed(away(0, first.atom));
            let lowered = if way == UP { across } else { mine };
            let score = measure.atom(walk.atoms[lowered]);
            if !walk.outside[pair[0]][first.atom as usize] || score == f32::INFINITY {
                continue;
            }
            self.cross(M::join, M::NONE, reach[0], row, columns, way);
            for (column, second) in partners[1].iter().enumerate() {
                if !walk.outside[pair[1]][second.atom as usize] {
                    continue;
                }
                let along = away(1, second.atom);
                let lowered = if way == UP { mine } else { across };
                let mut score = M::join(score, measure.atom(walk.atoms[lowered.saturating_add_signed(along)]));
                for node in reach[1].with(second) {
                    score = M::join(score, self.across[0][*node as usize]);
                }
                for node in reach[1].without(second) {
                    score = M::join(score, self.across[1][*node as usize]);
                }
                let partners = [Some((pair[0], row)), Some((pair[1], column))];
                keep(best, score, Move { atom, far: 1, way, partners });
            }
        }
    }

    /// Judges, each way, all cells over some nodes of two dimensions.
    fn judge<M: Measure>(&mut self, walk: &Walk<'_>, measure: &M, nodes: [&[u32]; 2]) {
        for way in [DOWN, UP] {
            let judged = &mut self.judged[way];
            judged.clear();
            judged.resize(nodes[0].len() * nodes[1].len(), M::NONE);
        }
        for (row, one) in nodes[0].iter().enumerate() {
            for (column, two) in nodes[1].iter().enumerate() {
                let at = row * nodes[1].len() + column;
                for rest in &self.rest {
                    let room = &walk.rooms[(one + two + rest) as usize];
                    for way in [DOWN, UP] {
                        let judged = &mut self.judged[way][at];
                        *judged = M::join(*judged, measure.cell(room, way));
                    }
                }
            }
        }
    }

    /// Joins the rows that one partner touches: what the atom's own columns would meet, and those of the other's.
    fn cross(
        &mut self,
        join: impl Fn(f32, f32) -> f32,
        none: f32,
        reach: &Reach,
        partner: usize,
        columns: usize,
        way: usize,
    ) {
        let partner = &reach.partners[partner];
        for (flip, across) in self.across.iter_mut().enumerate() {
            across.clear();
            across.resize(columns, none);
            let way = if flip == 0 { way } else { 1 - way };
            for (nodes, way) in [(reach.with(partner), way), (reach.without(partner), 1 - way)] {
                for node in nodes {
                    let row = &self.judged[way][*node as usize * columns..][..columns];
                    for (sum, one) in across.iter_mut().zip(row) {
                        *sum = join(*sum, *one);
                    }
                }
            }
        }
    }

    /// The offsets of the nodes that hold an atom, leaving out some dimensions.
    fn fill_rest(&mut self, walk: &Walk<'_>, atom: u32, without: &[usize]) {
        let rest = &mut self.rest;
        rest.clear();
        rest.push(0);
        for at in (0..walk.shape.dimensions().len()).filter(|at| !without.contains(at)) {
            let reach = walk.shape.reach_of(atom as usize, at);
            let before = rest.len();
            for node in &reach.nodes[..reach.own] {
                for from in 0..before {
                    rest.push(rest[from] + node);
                }
            }
            rest.drain(..before);
        }
    }
}

/// Every two of so many dimensions.
pub(super) fn pairs_of(dimensions: usize) -> impl Iterator<Item = [usize; 2]> {
    (0..dimensions).flat_map(move |one| (one + 1..dimensions).map(move |two| [one, two]))
}

fn keep(best: &mut Judged, score: f32, found: Move) {
    if score < f32::INFINITY && best.as_ref().is_none_or(|(least, _)| score < *least) {
        *best = Some((score, found));
    }
}
