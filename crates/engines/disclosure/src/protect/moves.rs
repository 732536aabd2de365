//! What a move touches, worked out once for a shape.

use crate::shape::Dimension;

/// For each dimension: which nodes hold an atom, and which tell one atom from another.
#[derive(Debug, Clone)]
pub(crate) struct Moves {
    /// By dimension and atom: offsets of the nodes that hold it, finest first.
    pub holders: Vec<Vec<Vec<u32>>>,
    /// By dimension and atom × atoms + other atom: offsets of the nodes that hold the first and not the second.
    pub apart: Vec<Vec<Vec<u32>>>,
    /// By dimension and node: the nodes strictly inside it.
    pub below: Vec<Vec<Vec<usize>>>,
    /// By dimension, node × atoms + atom: whether the node holds the atom.
    pub inside: Vec<Vec<bool>>,
}

impl Moves {
    pub fn new(dimensions: &[Dimension], holders: &[Vec<Vec<usize>>], strides: &[usize]) -> Self {
        let offset = |node: &usize, at: usize| (node * strides[at]) as u32;
        let scaled = |at: usize| -> Vec<Vec<u32>> {
            holders[at].iter().map(|nodes| nodes.iter().map(|node| offset(node, at)).collect()).collect()
        };
        let apart = |at: usize| -> Vec<Vec<u32>> {
            let all = &holders[at];
            let pair = |one: &Vec<usize>, other: &Vec<usize>| {
                one.iter().filter(|node| !other.contains(node)).map(|node| offset(node, at)).collect()
            };
            all.iter().flat_map(|one| all.iter().map(move |other| pair(one, other))).collect()
        };
        let every = 0..dimensions.len();
        Self {
            holders: every.clone().map(scaled).collect(),
            apart: every.clone().map(apart).collect(),
            below: dimensions.iter().map(below).collect(),
            inside: dimensions.iter().map(inside).collect(),
        }
    }
}

fn below(dimension: &Dimension) -> Vec<Vec<usize>> {
    let nodes = dimension.nodes();
    let within = |upper: usize, lower: usize| {
        let (upper_atoms, lower_atoms) = (&nodes[upper].atoms, &nodes[lower].atoms);
        lower_atoms.len() < upper_atoms.len() && lower_atoms.iter().all(|atom| upper_atoms.contains(atom))
    };
    (0..nodes.len()).map(|upper| (0..nodes.len()).filter(|lower| within(upper, *lower)).collect()).collect()
}

fn inside(dimension: &Dimension) -> Vec<bool> {
    let holds = |atoms: &Vec<usize>| (0..dimension.atoms()).map(|atom| atoms.contains(&atom)).collect::<Vec<_>>();
    dimension.nodes().iter().flat_map(|node| holds(&node.atoms)).collect()
}
