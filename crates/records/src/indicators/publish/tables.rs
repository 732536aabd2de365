//! One month of one family as a table, protected.

use vocation_disclosure::{Dimension, DisclosedCount, Policy, Shape, ShapeError, Table, protect};

use super::shape::{Places, cut_dimension};
use crate::indicators::count::Family;
use crate::indicators::cube::{CELLS_AN_ATOM, Cube};
use crate::indicators::cut::CUTS;
use crate::month::Month;

/// The shapes of the tables, by number of parts: made once for all months with the same places.
pub(super) struct Shapes {
    by_parts: Vec<Option<Shape>>,
    place_nodes: Vec<Vec<usize>>,
    atoms: usize,
}

/// A protected family: what is published by place and cut, the total first and then the parts.
pub(super) struct Protected {
    columns: usize,
    cells: Vec<DisclosedCount>,
}

/// The most parts of a family.
const MOST_PARTS: usize = 8;

impl Shapes {
    pub(super) fn new(places: &Places, atoms: usize) -> Result<Self, ShapeError> {
        let place = places.dimension(atoms)?;
        let place_nodes = place.nodes().iter().map(|node| node.atoms.clone()).collect();
        let mut by_parts = Vec::with_capacity(MOST_PARTS);
        for parts in 0..MOST_PARTS {
            let mut dimensions = vec![place.clone(), cut_dimension()?];
            if parts > 0 {
                let keys: Vec<String> = (0..parts).map(|part| part.to_string()).collect();
                dimensions.push(Dimension::flat("part", "total", &keys));
            }
            let used = super::super::count::FAMILIES.iter().any(|family| family.parts.len() == parts);
            by_parts.push(if used { Some(Shape::new(dimensions)?) } else { None });
        }
        Ok(Self { by_parts, place_nodes, atoms })
    }

    /// The node of a place in every table: the one with its atoms.
    pub(super) fn node(&self, atoms: &[usize]) -> Option<usize> {
        self.place_nodes.iter().position(|node| node == atoms)
    }

    /// Protects a family's counts of a month; `column` is where the family starts in the cube.
    pub(super) fn protect(
        &self,
        cube: &Cube,
        month: Month,
        family: &Family,
        column: usize,
        policy: &Policy,
    ) -> Result<Protected, ShapeError> {
        let parts = family.parts.len();
        let shape = self.by_parts.get(parts).and_then(Option::as_ref);
        let shape = shape.ok_or(ShapeError::Size { most: MOST_PARTS })?;
        // A family without parts is counted by its total; otherwise the parts are the atoms and the total is their sum.
        let columns = if parts == 0 { column..column + 1 } else { column + 1..column + 1 + parts };
        let mut counts = Vec::with_capacity(shape.atoms());
        for cell in 0..self.atoms * CELLS_AN_ATOM {
            counts.extend_from_slice(&cube.at(month, cell)[columns.clone()]);
        }
        let table = Table::from_atoms(shape, counts)?;
        let cells = protect(shape, &table, policy).cells().to_vec();
        Ok(Protected { columns: parts + 1, cells })
    }
}

impl Protected {
    /// The published count of a place (by its node), a cut and a part (0 is the total).
    pub(super) fn at(&self, node: usize, cut: usize, part: usize) -> DisclosedCount {
        let cell = (node * CUTS + cut) * self.columns + part;
        self.cells.get(cell).copied().unwrap_or(DisclosedCount::NOT_AVAILABLE)
    }
}
