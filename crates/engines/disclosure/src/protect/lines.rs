//! Which cells may move, as bits along every line of the table, so that many are looked at in one step.

use super::{DOWN, UP};
use crate::shape::Shape;

/// How far a cell must be able to move for its bit to be set: bits are kept for two lengths.
pub(super) const LENGTHS: [i32; 2] = [1, 3];

/// By dimension, length and way: a bit for each cell, those along the dimension together.
#[derive(Debug)]
pub(super) struct Lines(Vec<[[Vec<u64>; 2]; 2]>);

impl Lines {
    /// For cells none of which may move.
    pub fn new(shape: &Shape) -> Self {
        let none = |at: usize| {
            let axis = &shape.axes[at];
            let lines = shape.cells() / shape.dimensions()[at].nodes().len();
            vec![0; lines * axis.words]
        };
        Self((0..shape.axes.len()).map(|at| [(); 2].map(|()| [(); 2].map(|()| none(at)))).collect())
    }

    /// The bits along a dimension for a length and way.
    pub fn along(&self, dimension: usize, length: usize, way: usize) -> &[u64] {
        &self.0[dimension][length][way]
    }

    /// Takes note of how far a cell may move now, given how far it could before.
    pub fn set(&mut self, shape: &Shape, cell: usize, before: [i32; 2], now: [i32; 2]) {
        for (length, least) in LENGTHS.iter().enumerate() {
            for way in [DOWN, UP] {
                if (before[way] >= *least) != (now[way] >= *least) {
                    self.flip(shape, cell, length, way);
                }
            }
        }
    }

    fn flip(&mut self, shape: &Shape, cell: usize, length: usize, way: usize) {
        for (at, lines) in self.0.iter_mut().enumerate() {
            let strides = &shape.axes[at].line_strides;
            let line: usize =
                strides.iter().enumerate().map(|(other, stride)| shape.node_of(cell, other) * stride).sum();
            let node = shape.node_of(cell, at);
            lines[length][way][line + node / 64] ^= 1 << (node % 64);
        }
    }
}
