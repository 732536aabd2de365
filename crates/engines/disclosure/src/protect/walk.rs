//! The walk from the true table to others that would be published alike.

use super::{DOWN, UP, lines::Lines, moves::Move};
use crate::{
    policy::Policy,
    shape::Shape,
    table::{Class, Table},
};

/// Room that is never used up.
const AMPLE: i32 = 1 << 28;
/// Atoms of one cell from which the best are chosen.
const MOST_LISTED: usize = 1 << 14;

/// How far a cell may still move, down and up, in the present table, and what hiding it would cost.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    pub now: [i32; 2],
    /// Infinite where the cell is hidden already, or cannot be.
    pub price: f32,
}

/// The present table, and how it was reached.
pub(super) struct Walk<'a> {
    pub shape: &'a Shape,
    pub table: &'a Table,
    policy: &'a Policy,
    pub rooms: Vec<Room>,
    /// The same as bits.
    pub lines: Lines,
    /// The present table.
    pub atoms: Vec<i32>,
    /// How far each cell is from the truth.
    pub away: Vec<i32>,
    /// The moves made since the truth.
    pub path: Vec<Move>,
    /// The cells touched by them, some more than once.
    pub touched: Vec<u32>,
    /// The atoms of the cell in hand.
    listed: Vec<u32>,
    /// By dimension: whether an atom lies outside the cell in hand.
    pub outside: Vec<Vec<bool>>,
}

impl<'a> Walk<'a> {
    pub fn new(shape: &'a Shape, table: &'a Table, policy: &'a Policy, classes: &[Class]) -> Self {
        let outside = shape.dimensions().iter().map(|dimension| vec![true; dimension.atoms()]).collect();
        let nothing = Room { now: [0; 2], price: f32::INFINITY };
        let mut walk = Self {
            shape,
            table,
            policy,
            rooms: vec![nothing; table.cells.len()],
            lines: Lines::new(shape),
            atoms: table.atoms.iter().map(|count| i32::try_from(*count).unwrap_or(AMPLE).min(AMPLE)).collect(),
            away: vec![0; table.cells.len()],
            path: Vec::new(),
            touched: Vec::new(),
            listed: Vec::new(),
            outside,
        };
        for (cell, class) in classes.iter().enumerate() {
            walk.reset(cell, *class);
        }
        walk
    }

    /// Gives a cell the room and price of a class, wherever the walk stands.
    pub fn reset(&mut self, cell: usize, class: Class) {
        let count = self.table.cells[cell];
        let (least, greatest) = match class {
            Class::Shown => behind(self.policy, count),
            Class::Small => (u32::from(!self.policy.zero_hidden), self.policy.hide_up_to),
            Class::Beneath => (0, self.policy.hide_up_to),
            Class::Cover | Class::Withheld => (0, u32::MAX),
        };
        let clamp = |room: u32| i32::try_from(room).unwrap_or(AMPLE).min(AMPLE);
        let away = self.away[cell];
        let price = if class == Class::Shown { price(count, self.shape.breadth(cell)) } else { f32::INFINITY };
        let now = [clamp(count - least) + away, clamp(greatest - count) - away];
        self.lines.set(self.shape, cell, self.rooms[cell].now, now);
        self.rooms[cell] = Room { now, price };
    }

    /// Makes a move, all of it.
    pub fn take(&mut self, step: Move) {
        let (rooms, lines, shape) = (&mut self.rooms, &mut self.lines, self.shape);
        let (away, touched) = (&mut self.away, &mut self.touched);
        let far = step.far;
        step.cells(self.shape, |cell, way| {
            let room = &mut rooms[cell as usize];
            let before = room.now;
            room.now[way] -= far;
            room.now[1 - way] += far;
            lines.set(shape, cell as usize, before, room.now);
            away[cell as usize] += if way == UP { far } else { -far };
            touched.push(cell);
        });
        step.atoms(self.shape, |atom, way| self.atoms[atom] += if way == UP { far } else { -far });
        self.path.push(step);
    }

    /// How far a move can go.
    pub fn room_for(&self, step: &Move) -> i32 {
        let mut far = AMPLE;
        step.cells(self.shape, |cell, way| far = far.min(self.rooms[cell as usize].now[way]));
        step.atoms(self.shape, |atom, way| {
            if way == DOWN {
                far = far.min(self.atoms[atom]);
            }
        });
        far
    }

    /// Goes back to the true table.
    pub fn back(&mut self) {
        for cell in self.touched.drain(..) {
            let cell = cell as usize;
            let away = std::mem::take(&mut self.away[cell]);
            let before = self.rooms[cell].now;
            let now = [before[DOWN] - away, before[UP] + away];
            self.rooms[cell].now = now;
            self.lines.set(self.shape, cell, before, now);
        }
        for step in self.path.drain(..) {
            step.atoms(self.shape, |atom, way| self.atoms[atom] -= if way == UP { step.far } else { -step.far });
        }
    }

    /// Turns to a cell: lists its atoms and what lies outside it.
    pub fn turn_to(&mut self, cell: usize) {
        self.listed.clear();
        self.listed.push(0);
        for (at, dimension) in self.shape.dimensions().iter().enumerate() {
            let stride = self.shape.atom_strides[at];
            let atoms = &dimension.nodes()[self.shape.node_of(cell, at)].atoms;
            self.outside[at].fill(true);
            for atom in atoms {
                self.outside[at][*atom] = false;
            }
            let before = self.listed.len();
            for atom in atoms.iter().skip(1).take(MOST_LISTED / before) {
                for from in 0..before {
                    self.listed.push(self.listed[from] + (atom * stride) as u32);
                }
            }
            for base in &mut self.listed[..before] {
                *base += (atoms[0] * stride) as u32;
            }
        }
    }

    /// The atoms of the cell in hand worth trying for a move, those with most in them first.
    pub fn choose(&self, way: usize, most: usize, chosen: &mut Vec<u32>) {
        chosen.clear();
        chosen.extend(self.listed.iter().filter(|atom| way == UP || self.atoms[**atom as usize] > 0));
        let fullest = |atom: &u32| (-self.atoms[*atom as usize], *atom);
        if chosen.len() > most {
            chosen.select_nth_unstable_by_key(most - 1, fullest);
            chosen.truncate(most);
        }
        chosen.sort_unstable_by_key(fullest);
    }
}

/// The interval that a shown count stands for.
pub(super) fn behind(policy: &Policy, count: u32) -> (u32, u32) {
    match policy.rounded(count) {
        0 if count > 0 => (1, (policy.round_to.max(1) - 1) / 2),
        rounded => policy.behind(rounded),
    }
}

/// What hiding a cell costs: its count and something besides; zeros are hidden only where counts would not do. Multiplied by
/// the square of the pieces that the cell is made of, since a reader misses a total more than a corner of the table.
fn price(count: u32, breadth: u32) -> f32 {
    const OF_ANY: f32 = 20.0;
    const OF_ZERO: f32 = 200.0;
    let own = if count == 0 { OF_ZERO } else { count as f32 + OF_ANY };
    own * (breadth as f32) * (breadth as f32)
}
