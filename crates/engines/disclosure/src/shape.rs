//! The shape of a table: its dimensions, what is published of each, and how published things overlap.
//!
//! A dimension is a number of **atoms** (the finest pieces that anything published is made of; they need not be
//! published themselves) and the published **nodes**, each a set of atoms. A hierarchy is the usual case (a total over
//! everything, groups, single atoms), but sets may overlap: councils and health boards are both unions of the pieces
//! in which they cross, so that nothing about a piece can be had by comparing the two.

/// One dimension of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dimension {
    name: String,
    atoms: usize,
    nodes: Vec<Node>,
    /// Nodes from here on are pieces: protected, never published.
    published: usize,
}

/// Something published in one dimension: a place, a service, a total.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The key by which the caller knows it.
    pub key: String,
    /// The atoms it is made of, ascending.
    pub atoms: Vec<usize>,
}

/// Why a shape or table cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ShapeError {
    /// A dimension has nothing in it.
    #[error("dimension {0} has no atoms or no nodes")]
    Empty(String),
    /// A node has no atoms, or one that the dimension does not have.
    #[error("node {node} of dimension {dimension} is empty or has an atom that is not there")]
    Node {
        /// The dimension.
        dimension: String,
        /// The node's key.
        node: String,
    },
    /// Two nodes of a dimension have the same key.
    #[error("dimension {dimension} has {node} twice")]
    Twice {
        /// The dimension.
        dimension: String,
        /// The key.
        node: String,
    },
    /// A node names a parent that is not there before it.
    #[error("the parent of {node} in dimension {dimension} does not stand before it")]
    Parent {
        /// The dimension.
        dimension: String,
        /// The node's key.
        node: String,
    },
    /// More dimensions or cells than the engine takes.
    #[error("a table has 1 to 6 dimensions and at most {most} cells and atoms")]
    Size {
        /// The greatest number of cells and of atoms.
        most: usize,
    },
    /// The counts given are not as many as the shape has.
    #[error("{given} counts were given and the shape has {wanted}")]
    Counts {
        /// Counts given.
        given: usize,
        /// Counts the shape wants.
        wanted: usize,
    },
    /// Cells were given for a shape some of whose atoms are not published, so that they cannot be worked out.
    #[error("atom {atom} of dimension {dimension} is not published: give the counts by atom")]
    Unpublished {
        /// The dimension.
        dimension: String,
        /// The atom.
        atom: usize,
    },
    /// A given total is not the sum of its parts.
    #[error("cell {cell} is given as {given} and its parts add up to {sum}")]
    Sum {
        /// Index of the cell.
        cell: usize,
        /// The count given.
        given: u32,
        /// The sum of the atoms below it.
        sum: u64,
    },
}

/// The greatest number of cells, and of atoms, in one table.
pub(crate) const MOST_CELLS: usize = 1 << 22;

impl Dimension {
    /// A total and the parts it is made of. Node 0 is the total, the parts follow.
    pub fn flat<K: AsRef<str>>(name: &str, total: &str, parts: &[K]) -> Self {
        let whole = Node { key: total.to_owned(), atoms: (0..parts.len()).collect() };
        let part = |(atom, key): (usize, &K)| Node { key: key.as_ref().to_owned(), atoms: vec![atom] };
        let nodes = std::iter::once(whole).chain(parts.iter().enumerate().map(part)).collect();
        Self { name: name.to_owned(), atoms: parts.len(), published: parts.len() + 1, nodes }
    }

    /// A tree, given as key and parent, parents first; nodes keep this order and the leaves are the atoms.
    ///
    /// ```
    /// # use vocation_disclosure::Dimension;
    /// let role = Dimension::tree("role", &[("all", None), ("direct care", Some("all")), ("care worker", Some("direct care")),
    ///     ("senior", Some("direct care")), ("manager", Some("all"))])?;
    /// assert_eq!(role.nodes()[1].atoms, [0, 1]);
    /// # Ok::<(), vocation_disclosure::ShapeError>(())
    /// ```
    pub fn tree<K: AsRef<str>>(name: &str, nodes: &[(K, Option<K>)]) -> Result<Self, ShapeError> {
        let mut parents = Vec::with_capacity(nodes.len());
        for (at, (key, parent)) in nodes.iter().enumerate() {
            let found = match parent {
                None => None,
                Some(parent) => {
                    let before = nodes[..at].iter().position(|(other, _)| other.as_ref() == parent.as_ref());
                    Some(before.ok_or_else(|| ShapeError::Parent {
                        dimension: name.to_owned(),
                        node: key.as_ref().to_owned(),
                    })?)
                }
            };
            parents.push(found);
        }
        let mut sets: Vec<Vec<usize>> = vec![Vec::new(); nodes.len()];
        let mut atoms = 0;
        for at in 0..nodes.len() {
            if parents.contains(&Some(at)) {
                continue;
            }
            let mut above = Some(at);
            while let Some(node) = above {
                sets[node].push(atoms);
                above = parents[node];
            }
            atoms += 1;
        }
        Self::sets(name, atoms, nodes.iter().map(|(key, _)| key.as_ref().to_owned()).zip(sets))
    }

    /// Any sets of `atoms` pieces, overlapping or not; nodes keep the order given.
    pub fn sets<K: Into<String>>(
        name: &str,
        atoms: usize,
        nodes: impl IntoIterator<Item = (K, Vec<usize>)>,
    ) -> Result<Self, ShapeError> {
        let mut kept: Vec<Node> = Vec::new();
        for (key, mut members) in nodes {
            let key = key.into();
            members.sort_unstable();
            members.dedup();
            if kept.iter().any(|node| node.key == key) {
                return Err(ShapeError::Twice { dimension: name.to_owned(), node: key });
            }
            if members.last().is_none_or(|last| *last >= atoms) {
                return Err(ShapeError::Node { dimension: name.to_owned(), node: key });
            }
            kept.push(Node { key, atoms: members });
        }
        if kept.is_empty() {
            return Err(ShapeError::Empty(name.to_owned()));
        }
        Ok(Self { name: name.to_owned(), atoms, published: kept.len(), nodes: kept })
    }

    /// Adds a node for each atom that is not published itself. Such a **piece** is never shown, and a small one is
    /// protected like a hidden count: nobody can have it by taking one published place from another that overlaps it.
    #[must_use]
    pub fn with_pieces(mut self) -> Self {
        for atom in 0..self.atoms {
            if !self.nodes.iter().any(|node| node.atoms == [atom]) {
                self.nodes.push(Node { key: format!("piece {atom}"), atoms: vec![atom] });
            }
        }
        self
    }

    /// Whether a node is published, and not a piece.
    pub fn is_published(&self, node: usize) -> bool {
        node < self.published
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How many atoms it has.
    pub fn atoms(&self) -> usize {
        self.atoms
    }

    /// What is published of it, in order.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The place of a node in that order.
    pub fn position(&self, key: &str) -> Option<usize> {
        self.nodes.iter().position(|node| node.key == key)
    }
}

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
    pub(crate) moves: crate::protect::Moves,
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
        let holders: Vec<Vec<Vec<usize>>> = dimensions.iter().map(holders).collect();
        let moves = crate::protect::Moves::new(&dimensions, &holders, &cell_strides);
        let mut shape = Self {
            dimensions,
            cell_strides,
            atom_strides,
            cells,
            atoms,
            coarse_first: Vec::new(),
            piece: Vec::new(),
            moves,
        };
        let mut order: Vec<u32> = (0..cells as u32).collect();
        order.sort_by_cached_key(|cell| {
            let sizes = shape
                .dimensions
                .iter()
                .enumerate()
                .map(|(at, d)| d.nodes[shape.node_of(*cell as usize, at)].atoms.len());
            std::cmp::Reverse(sizes.product::<usize>())
        });
        shape.coarse_first = order;
        shape.piece = (0..cells)
            .map(|cell| shape.dimensions.iter().enumerate().any(|(at, d)| !d.is_published(shape.node_of(cell, at))))
            .collect();
        Ok(shape)
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

    /// How many atoms a cell is made of.
    pub(crate) fn breadth(&self, cell: usize) -> u64 {
        let along = self.dimensions.iter().zip(&self.cell_strides);
        along
            .map(|(dimension, stride)| dimension.nodes[cell / stride % dimension.nodes.len()].atoms.len() as u64)
            .product()
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

fn holders(dimension: &Dimension) -> Vec<Vec<usize>> {
    (0..dimension.atoms)
        .map(|atom| {
            let mut nodes: Vec<usize> =
                (0..dimension.nodes.len()).filter(|node| dimension.nodes[*node].atoms.contains(&atom)).collect();
            nodes.sort_by_key(|node| (dimension.nodes[*node].atoms.len(), *node));
            nodes
        })
        .collect()
}
