//! What a move along one dimension touches, worked out once for a shape.

use super::Dimension;

/// Other atoms that are looked at as the far end of a move, the most alike first.
const MOST_PARTNERS: usize = 96;
/// Atoms compared to find those.
const MOST_COMPARED: usize = 2048;
/// Partners kept for all atoms of a dimension together, where there are very many atoms.
const MOST_KEPT: usize = 1 << 20;

/// One dimension, as moves see it.
#[derive(Debug, Clone)]
pub(crate) struct Axis {
    /// By atom.
    pub reach: Vec<Reach>,
    /// By node: the nodes strictly inside it.
    pub below: Vec<Vec<u32>>,
    /// Words of 64 bits that hold one bit for each node.
    pub words: usize,
    /// By dimension: what one node further there adds to the index of the words of a line along this one; 0 for this one.
    pub line_strides: Vec<usize>,
    /// What one node further adds to the index of a cell.
    pub cell_stride: usize,
}

/// The nodes that moves from one atom can touch.
#[derive(Debug, Clone)]
pub(crate) struct Reach {
    /// Offsets of nodes: first those that hold the atom, finest first, then those that hold some partner.
    pub nodes: Vec<u32>,
    /// How many of them hold the atom.
    pub own: usize,
    pub partners: Vec<Partner>,
    lists: Vec<u32>,
    /// The same lists as bits: index of a word, and the bits of nodes in it.
    bits: Vec<(u32, u64)>,
}

/// Another atom to move to or from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Partner {
    pub atom: u32,
    /// How many of the nodes one has to look at for this partner and those before it.
    pub nodes: u32,
    ends: [u32; 3],
    bits: [u32; 3],
}

impl Reach {
    /// Places in `nodes` that hold the atom and not the partner.
    pub fn with(&self, partner: &Partner) -> &[u32] {
        &self.lists[partner.ends[0] as usize..partner.ends[1] as usize]
    }

    /// Places in `nodes` that hold the partner and not the atom.
    pub fn without(&self, partner: &Partner) -> &[u32] {
        &self.lists[partner.ends[1] as usize..partner.ends[2] as usize]
    }

    /// As bits: the nodes that hold the atom and not the partner, and the other way round.
    pub fn bits(&self, partner: &Partner) -> [&[(u32, u64)]; 2] {
        let [start, middle, end] = partner.bits.map(|end| end as usize);
        [&self.bits[start..middle], &self.bits[middle..end]]
    }
}

impl Axis {
    /// The axis of a dimension among all of them.
    pub fn new(dimensions: &[Dimension], at: usize, cell_stride: usize) -> Self {
        let dimension = &dimensions[at];
        let holders = holders(dimension);
        let partners = (MOST_KEPT / dimension.atoms()).clamp(4, MOST_PARTNERS);
        let reach = (0..dimension.atoms()).map(|atom| reach(&holders, atom, partners, cell_stride)).collect();
        let words = dimension.nodes().len().div_ceil(64);
        let mut line_strides = vec![0; dimensions.len()];
        let mut stride = words;
        for other in (0..dimensions.len()).rev().filter(|other| *other != at) {
            line_strides[other] = stride;
            stride *= dimensions[other].nodes().len();
        }
        Self { reach, below: below(dimension, &holders), words, line_strides, cell_stride }
    }
}

/// By atom: the nodes that hold it, finest first.
fn holders(dimension: &Dimension) -> Vec<Vec<u32>> {
    let mut order: Vec<usize> = (0..dimension.nodes().len()).collect();
    order.sort_by_key(|node| dimension.nodes()[*node].atoms.len());
    let mut holders = vec![Vec::new(); dimension.atoms()];
    for node in order {
        for atom in &dimension.nodes()[node].atoms {
            holders[*atom].push(node as u32);
        }
    }
    holders
}

fn reach(holders: &[Vec<u32>], atom: usize, most: usize, stride: usize) -> Reach {
    let own = &holders[atom];
    let apart = |other: usize| {
        let shared = own.iter().filter(|node| holders[other].contains(node)).count();
        own.len() + holders[other].len() - 2 * shared
    };
    // The neighbours that follow come first among those equally alike, so that not every cell leans on the same one.
    let size = holders.len();
    let mut others: Vec<(usize, usize)> =
        (1..size.min(MOST_COMPARED)).map(|step| (atom + step) % size).map(|other| (apart(other), other)).collect();
    others.sort_by_key(|(apart, _)| *apart);
    others.truncate(most);
    let mut nodes = own.clone();
    let mut lists = Vec::new();
    let mut bits = Vec::new();
    let mut partners = Vec::with_capacity(others.len());
    for (_, other) in others {
        let start = lists.len() as u32;
        lists.extend((0..own.len() as u32).filter(|at| !holders[other].contains(&own[*at as usize])));
        let middle = lists.len() as u32;
        for node in holders[other].iter().filter(|node| !own.contains(node)) {
            let at = nodes.iter().position(|known| known == node).unwrap_or_else(|| {
                nodes.push(*node);
                nodes.len() - 1
            });
            lists.push(at as u32);
        }
        let ends = [start, middle, lists.len() as u32];
        let mut ends_of_bits = [bits.len() as u32; 3];
        for side in 0..2 {
            let list = &lists[ends[side] as usize..ends[side + 1] as usize];
            add_bits(&mut bits, list.iter().map(|at| nodes[*at as usize]));
            ends_of_bits[side + 1] = bits.len() as u32;
        }
        partners.push(Partner { atom: other as u32, nodes: nodes.len() as u32, ends, bits: ends_of_bits });
    }
    for node in &mut nodes {
        *node *= stride as u32;
    }
    Reach { nodes, own: own.len(), partners, lists, bits }
}

/// Adds nodes as bits, the nodes of one word together.
fn add_bits(bits: &mut Vec<(u32, u64)>, nodes: impl Iterator<Item = u32>) {
    let start = bits.len();
    for node in nodes {
        let (word, bit) = (node / 64, 1 << (node % 64));
        match bits[start..].iter_mut().find(|(known, _)| *known == word) {
            Some((_, of_word)) => *of_word |= bit,
            None => bits.push((word, bit)),
        }
    }
}

fn below(dimension: &Dimension, holders: &[Vec<u32>]) -> Vec<Vec<u32>> {
    let nodes = dimension.nodes();
    let mut inside = vec![false; dimension.atoms()];
    let mut of_upper = |upper: usize| {
        let atoms = &nodes[upper].atoms;
        for atom in atoms {
            inside[*atom] = true;
        }
        let begin_here = |atom: &usize| {
            let atom = *atom;
            holders[atom].iter().copied().filter(move |node| nodes[*node as usize].atoms[0] == atom)
        };
        let within = |lower: &u32| {
            let lower = &nodes[*lower as usize].atoms;
            lower.len() < atoms.len() && lower.iter().all(|atom| inside[*atom])
        };
        let mut found: Vec<u32> = atoms.iter().flat_map(begin_here).filter(within).collect();
        found.sort_unstable();
        for atom in atoms {
            inside[*atom] = false;
        }
        found
    };
    (0..nodes.len()).map(&mut of_upper).collect()
}
