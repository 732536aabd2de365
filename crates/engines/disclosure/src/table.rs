//! A table of counts before and after it is protected.

use crate::{
    count::DisclosedCount,
    policy::Policy,
    shape::{Shape, ShapeError},
};

/// True counts in the cells of a shape. Never leaves the program: only a [`DisclosedTable`] is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub(crate) atoms: Vec<u32>,
    pub(crate) cells: Vec<u32>,
}

impl Table {
    /// A table from the counts of its atoms; every total is added up here and so cannot be wrong.
    pub fn from_atoms(shape: &Shape, atoms: Vec<u32>) -> Result<Self, ShapeError> {
        if atoms.len() != shape.atoms() {
            return Err(ShapeError::Counts { given: atoms.len(), wanted: shape.atoms() });
        }
        let total: u64 = atoms.iter().map(|count| u64::from(*count)).sum();
        if total > u64::from(u32::MAX) {
            return Err(ShapeError::Sum { cell: 0, given: u32::MAX, sum: total });
        }
        let cells = shape.sums(&atoms);
        Ok(Self { atoms, cells })
    }

    /// A table from the counts of its cells, where every atom is published; totals are checked against their parts.
    #[expect(clippy::needless_pass_by_value, reason = "the signature may come to keep the value")]
    pub fn from_cells(shape: &Shape, cells: Vec<u32>) -> Result<Self, ShapeError> {
        if cells.len() != shape.cells() {
            return Err(ShapeError::Counts { given: cells.len(), wanted: shape.cells() });
        }
        let mut own: Vec<usize> = vec![0];
        for (at, dimension) in shape.dimensions().iter().enumerate() {
            let mut nodes = Vec::with_capacity(dimension.atoms());
            for atom in 0..dimension.atoms() {
                let node = dimension.nodes().iter().position(|node| node.atoms == [atom]);
                nodes.push(
                    node.ok_or_else(|| ShapeError::Unpublished { dimension: dimension.name().to_owned(), atom })?,
                );
            }
            let stride = shape.cell_strides[at];
            own = own.iter().flat_map(|base| nodes.iter().map(move |node| base + node * stride)).collect();
        }
        let table = Self::from_atoms(shape, own.iter().map(|cell| cells[*cell]).collect())?;
        for (cell, (given, sum)) in cells.iter().zip(&table.cells).enumerate() {
            if given != sum {
                return Err(ShapeError::Sum { cell, given: *given, sum: u64::from(*sum) });
            }
        }
        Ok(table)
    }

    /// The true counts, cell by cell.
    pub fn cells(&self) -> &[u32] {
        &self.cells
    }
}

/// What anyone may be supposed to know of a cell from the way it was published.
///
/// The engine plays against a reader who knows its rules and, beyond what is published, which `[c]` are hidden for their
/// own smallness and so at most the threshold. A real reader sees only `[c]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Published as it is or rounded.
    Shown,
    /// Hidden, and 1 to the threshold.
    Small,
    /// Hidden beneath a small total, and 0 to the threshold.
    Beneath,
    /// Hidden to cover for others. A reader sees `[c]` and knows nothing more.
    Cover,
    /// The whole table is withheld.
    Withheld,
}

/// A protected table: what is published, in the order of the shape's cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisclosedTable {
    pub(crate) cells: Vec<DisclosedCount>,
    pub(crate) classes: Vec<Class>,
}

impl DisclosedTable {
    /// The published counts.
    pub fn cells(&self) -> &[DisclosedCount] {
        &self.cells
    }

    /// One published count; `None` beyond the table.
    pub fn get(&self, cell: usize) -> Option<DisclosedCount> {
        self.cells.get(cell).copied()
    }

    /// Why each cell is shown or hidden. For tests and for whoever answers for the release; not for publishing.
    pub fn classes(&self) -> &[Class] {
        &self.classes
    }

    /// How many cells are of this class.
    pub fn count(&self, class: Class) -> usize {
        self.classes.iter().filter(|other| **other == class).count()
    }

    /// The table as it would be with primary suppression and rounding only: **not safe to publish**. For measuring what
    /// complementary suppression is worth, and for showing that the attacker breaks it.
    pub fn primary_only(table: &Table, policy: &Policy) -> Self {
        let class = |count: &u32| if policy.hides(*count) { Class::Small } else { Class::Shown };
        Self {
            cells: table.cells.iter().map(|count| policy.count(*count)).collect(),
            classes: table.cells.iter().map(class).collect(),
        }
    }

    /// The least and greatest count that the strong reader gives a cell before comparing it with any other.
    pub fn known(&self, cell: usize, policy: &Policy) -> (u32, u32) {
        let least_small = u32::from(!policy.zero_hidden);
        match (self.classes[cell], self.cells[cell].shown()) {
            (Class::Shown, Some(shown)) => policy.behind(shown),
            (Class::Shown, None) => (1, (policy.round_to.max(1) - 1) / 2),
            (Class::Small, _) => (least_small, policy.hide_up_to),
            (Class::Beneath, _) => (0, policy.hide_up_to),
            (Class::Cover | Class::Withheld, _) => (0, u32::MAX),
        }
    }
}
