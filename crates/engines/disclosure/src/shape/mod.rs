//! The shape of a table: its dimensions, what is published of each, and how published things overlap.
//!
//! A dimension is a number of **atoms** (the finest pieces that anything published is made of; they need not be
//! published themselves) and the published **nodes**, each a set of atoms. A hierarchy is the usual case (a total over
//! everything, groups, single atoms), but sets may overlap: councils and health boards are both unions of the pieces
//! in which they cross, so that nothing about a piece can be had by comparing the two.

mod axis;
mod dimension;
mod error;

pub(crate) use axis::{Axis, Partner, Reach};
pub use dimension::{Dimension, Node};
pub use error::ShapeError;

/// The greatest number of cells, and of atoms, in one table.
pub(crate) const MOST_CELLS: usize = 1 << 22;

/// The dimensions of a table with everything about them that protecting needs worked out: make it once, use it for all
/// tables of this shape. Cells and atoms are numbered with the last dimension fastest.
#[derive(Debug, Clone)]
pub struct Shape {
    dimensions: Vec<Dimension>,
    pub(crate) cell_strides: Vec<usize>,
    pub(crate) atom_strides: Vec<usize>,
    cells: usize,
    atoms: usize,
    /// Whether a cell lies in a piece, and so is never shown.
    pub(crate) piece: Vec<bool>,
    /// The cells, those of most atoms first, so that what lies above a cell comes before it.
    pub(crate) coarse_first: Vec<u32>,
    /// What moves along each dimension touch.
    pub(crate) axes: Vec<Axis>,
    /// By cell: how many atoms it is made of.
    breadths: Vec<u32>,
}

impl Shape {
    /// A shape of these dimensions.
    pub fn new(dimensions: Vec<Dimension>) -> Result<Self, ShapeError> {
        if dimensions.is_empty() || dimensions.len() > 6 {
            return Err(ShapeError::Size { most: MOST_CELLS });
        }
        for dimension in &dimensions {
            if dimension.atoms == 0 || dimension.nodes.is_empty() {
                return Err(ShapeError::Empty(dimension.name.clone()));
            }
        }
        let (cell_strides, cells) = strides(dimensions.iter().map(|dimension| dimension.nodes.len()))?;
        let (atom_strides, atoms) = strides(dimensions.iter().map(Dimension::atoms))?;
        let axes = (0..dimensions.len()).map(|at| Axis::new(&dimensions, at, cell_strides[at])).collect();
        let over = |first: u32, of: &dyn Fn(&Dimension, usize, u32) -> u32| {
            dimensions.iter().fold(vec![first], |before, dimension| {
                let nodes = 0..dimension.nodes.len();
                before.iter().flat_map(|sum| nodes.clone().map(|node| of(dimension, node, *sum))).collect()
            })
        };
        let breadths = over(1, &|dimension, node, before| before * dimension.nodes[node].atoms.len() as u32);
        let piece = over(0, &|dimension, node, before| before | u32::from(!dimension.is_published(node)));
        let piece = piece.into_iter().map(|piece| piece == 1).collect();
        let mut coarse_first: Vec<u32> = (0..cells as u32).collect();
        coarse_first.sort_by_key(|cell| std::cmp::Reverse(breadths[*cell as usize]));
        Ok(Self { dimensions, cell_strides, atom_strides, cells, atoms, piece, coarse_first, axes, breadths })
    }

    /// Its dimensions.
    pub fn dimensions(&self) -> &[Dimension] {
        &self.dimensions
    }

    /// How many cells are published.
    pub fn cells(&self) -> usize {
        self.cells
    }

    /// How many atoms there are: the counts that [`Table::from_atoms`](crate::Table::from_atoms) takes.
    pub fn atoms(&self) -> usize {
        self.atoms
    }

    /// The index of the cell with these nodes, one a dimension; `None` where there is no such cell.
    pub fn cell(&self, nodes: &[usize]) -> Option<usize> {
        let counts = self.dimensions.iter().map(|dimension| dimension.nodes.len());
        index(nodes, counts, &self.cell_strides)
    }

    /// The index of the atom with these coordinates, one a dimension.
    pub fn atom(&self, coordinates: &[usize]) -> Option<usize> {
        index(coordinates, self.dimensions.iter().map(Dimension::atoms), &self.atom_strides)
    }

    /// The node of each dimension for a cell.
    pub fn nodes_of(&self, cell: usize) -> Vec<usize> {
        self.dimensions.iter().zip(&self.cell_strides).map(|(d, stride)| cell / stride % d.nodes.len()).collect()
    }

    pub(crate) fn node_of(&self, cell: usize, dimension: usize) -> usize {
        cell / self.cell_strides[dimension] % self.dimensions[dimension].nodes.len()
    }

    /// The coordinate of an atom of the table along a dimension.
    #[inline]
    pub(crate) fn coordinate(&self, atom: usize, dimension: usize) -> usize {
        atom / self.atom_strides[dimension] % self.dimensions[dimension].atoms
    }

    /// What moves from an atom of the table along a dimension touch.
    #[inline]
    pub(crate) fn reach_of(&self, atom: usize, dimension: usize) -> &Reach {
        &self.axes[dimension].reach[self.coordinate(atom, dimension)]
    }

    /// The cells that hold a cell, itself among them.
    pub(crate) fn above(&self, cell: usize) -> Vec<usize> {
        let mut above = vec![0];
        for (at, dimension) in self.dimensions.iter().enumerate() {
            let (node, stride) = (self.node_of(cell, at), self.cell_strides[at]);
            let below = &self.axes[at].below;
            let holds = |upper: &usize| *upper == node || below[*upper].binary_search(&(node as u32)).is_ok();
            let offsets: Vec<usize> = (0..dimension.nodes.len()).filter(holds).map(|upper| upper * stride).collect();
            above = above.iter().flat_map(|base| offsets.iter().map(move |offset| base + offset)).collect();
        }
        above
    }

    /// How many atoms a cell is made of.
    pub(crate) fn breadth(&self, cell: usize) -> u32 {
        self.breadths[cell]
    }

    /// The atoms of a cell.
    pub fn atoms_of(&self, cell: usize) -> Vec<usize> {
        let mut found = vec![0];
        for (at, dimension) in self.dimensions.iter().enumerate() {
            let node = &dimension.nodes[self.node_of(cell, at)];
            let stride = self.atom_strides[at];
            found = found.iter().flat_map(|base| node.atoms.iter().map(move |atom| base + atom * stride)).collect();
        }
        found
    }

    /// The sums of every cell from the counts of the atoms, one dimension after the other.
    pub(crate) fn sums<N: Copy + Default + std::ops::AddAssign>(&self, atoms: &[N]) -> Vec<N> {
        let mut now = atoms.to_vec();
        let mut sizes: Vec<usize> = self.dimensions.iter().map(Dimension::atoms).collect();
        for (at, dimension) in self.dimensions.iter().enumerate().rev() {
            let inner: usize = sizes[at + 1..].iter().product();
            let outer: usize = sizes[..at].iter().product();
            let mut next = vec![N::default(); outer * dimension.nodes.len() * inner];
            for block in 0..outer {
                for (place, node) in dimension.nodes.iter().enumerate() {
                    let to = (block * dimension.nodes.len() + place) * inner;
                    for atom in &node.atoms {
                        let from = (block * dimension.atoms + atom) * inner;
                        for step in 0..inner {
                            next[to + step] += now[from + step];
                        }
                    }
                }
            }
            sizes[at] = dimension.nodes.len();
            now = next;
        }
        now
    }
}

fn strides(counts: impl DoubleEndedIterator<Item = usize>) -> Result<(Vec<usize>, usize), ShapeError> {
    let mut strides = Vec::new();
    let mut all = 1_usize;
    for count in counts.rev() {
        strides.push(all);
        all = all.checked_mul(count).filter(|all| *all <= MOST_CELLS).ok_or(ShapeError::Size { most: MOST_CELLS })?;
    }
    strides.reverse();
    Ok((strides, all))
}

fn index(given: &[usize], counts: impl ExactSizeIterator<Item = usize>, strides: &[usize]) -> Option<usize> {
    if given.len() != counts.len() {
        return None;
    }
    let mut sum = 0;
    for ((at, count), stride) in given.iter().zip(counts).zip(strides) {
        if *at >= count {
            return None;
        }
        sum += at * stride;
    }
    Some(sum)
}
