//! Why a shape or table cannot be made.

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
