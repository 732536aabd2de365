//! Moves: whole numbers added to some atoms and taken from others, so that many sums stay as they are.

use crate::shape::{Partner, Shape};

/// A move from one atom towards partners in none, one or two dimensions: one atom, a pair, or a square of four.
#[derive(Debug, Clone, Copy)]
pub(super) struct Move {
    /// The atom that goes the way of the move.
    pub atom: u32,
    /// By how much.
    pub far: i32,
    /// Which way that atom goes.
    pub way: usize,
    /// Dimension and the place of the partner in its list.
    pub partners: [Option<(usize, usize)>; 2],
}

impl Move {
    fn partner<'a>(&self, shape: &'a Shape, at: usize) -> Option<&'a Partner> {
        let found = self.partners.iter().flatten().find(|(dimension, _)| *dimension == at)?;
        shape.reach_of(self.atom as usize, at).partners.get(found.1)
    }

    /// Every cell touched, with its way.
    pub fn cells(&self, shape: &Shape, mut touch: impl FnMut(u32, usize)) {
        let mut found: Vec<(u32, usize)> = Vec::with_capacity(64);
        found.push((0, self.way));
        for at in 0..shape.dimensions().len() {
            let reach = shape.reach_of(self.atom as usize, at);
            let before = found.len();
            let mut spread = |nodes: &mut dyn Iterator<Item = u32>, other: bool| {
                for node in nodes {
                    for from in 0..before {
                        let (offset, way) = found[from];
                        found.push((offset + node, if other { 1 - way } else { way }));
                    }
                }
            };
            match self.partner(shape, at) {
                None => spread(&mut reach.nodes[..reach.own].iter().copied(), false),
                Some(partner) => {
                    spread(&mut reach.with(partner).iter().map(|node| reach.nodes[*node as usize]), false);
                    spread(&mut reach.without(partner).iter().map(|node| reach.nodes[*node as usize]), true);
                }
            }
            found.drain(..before);
        }
        for (cell, way) in found {
            touch(cell, way);
        }
    }

    /// Every atom touched, with its way.
    pub fn atoms(&self, shape: &Shape, mut touch: impl FnMut(usize, usize)) {
        let mine = self.atom as usize;
        let moved = |(at, place): (usize, usize)| {
            let partner = shape.reach_of(mine, at).partners[place].atom as usize;
            (partner * shape.atom_strides[at]).cast_signed()
                - (shape.coordinate(mine, at) * shape.atom_strides[at]).cast_signed()
        };
        let [first, second] = self.partners.map(|partner| partner.map(moved));
        let to = |by: isize| mine.saturating_add_signed(by);
        touch(mine, self.way);
        for by in [first, second].into_iter().flatten() {
            touch(to(by), 1 - self.way);
        }
        if let (Some(first), Some(second)) = (first, second) {
            touch(to(first + second), self.way);
        }
    }
}

/// How a search judges a move: the less the better.
pub(super) trait Measure {
    /// What one cell makes of it.
    fn cell(&self, room: &super::walk::Room, way: usize) -> f32;
    /// What an atom that is lowered makes of it.
    fn atom(&self, count: i32) -> f32;
    /// Both together.
    fn join(one: f32, other: f32) -> f32;
    /// The judgement of nothing at all.
    const NONE: f32;
    /// Whether it need not be any better.
    fn enough(&self, score: f32) -> bool;
}

/// Moves of a given length, by the price of the cells that must be hidden for them.
pub(super) struct Priced(pub i32);

impl Measure for Priced {
    const NONE: f32 = 0.0;

    fn cell(&self, room: &super::walk::Room, way: usize) -> f32 {
        if room.now[way] >= self.0 { 0.0 } else { room.price }
    }

    fn atom(&self, count: i32) -> f32 {
        if count >= self.0 { 0.0 } else { f32::INFINITY }
    }

    fn join(one: f32, other: f32) -> f32 {
        one + other
    }

    fn enough(&self, score: f32) -> bool {
        score <= 0.0
    }
}
