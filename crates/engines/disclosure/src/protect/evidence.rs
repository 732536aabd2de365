//! The alternative tables found so far, and how far each cell goes in them.

/// Tables that would be published alike, each as its differences from the truth.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    /// By table: whether it still would be published alike, and the hidden cells in which it differs.
    tables: Vec<(bool, Vec<u32>)>,
    /// By cell: the tables in which it differs, and by how much.
    by_cell: Vec<Vec<(u32, i32)>>,
}

impl Evidence {
    pub fn new(cells: usize) -> Self {
        Self { tables: Vec::new(), by_cell: vec![Vec::new(); cells] }
    }

    /// Keeps a table.
    pub fn add(&mut self, differences: impl Iterator<Item = (u32, i32)>) {
        let number = self.tables.len() as u32;
        let mut cells = Vec::new();
        for (cell, by) in differences {
            self.by_cell[cell as usize].push((number, by));
            cells.push(cell);
        }
        self.tables.push((true, cells));
    }

    /// How far down and up from the truth a cell goes.
    pub fn span(&self, cell: usize) -> [i32; 2] {
        let alive = self.by_cell[cell].iter().filter(|(number, _)| self.tables[*number as usize].0);
        alive.fold([0, 0], |[down, up], (_, by)| [down.max(-by), up.max(*by)])
    }

    /// The tables in which a cell leaves an interval around its true count.
    pub fn beyond(&self, cell: usize, [down, up]: [i32; 2]) -> Vec<u32> {
        let alive = self.by_cell[cell].iter().filter(|(number, _)| self.tables[*number as usize].0);
        alive.filter(|(_, by)| *by > up || -by > down).map(|(number, _)| *number).collect()
    }

    /// Marks tables as no longer, or again, published alike; gives the cells they differ in.
    pub fn mark(&mut self, tables: &[u32], alike: bool) -> Vec<u32> {
        let mut cells = Vec::new();
        for number in tables {
            let (alive, of) = &mut self.tables[*number as usize];
            *alive = alike;
            cells.extend_from_slice(of);
        }
        cells.sort_unstable();
        cells.dedup();
        cells
    }

    /// How many tables there are.
    pub fn len(&self) -> usize {
        self.tables.len()
    }

    /// Forgets the tables added since there were this many.
    pub fn truncate(&mut self, len: usize) {
        for (_, cells) in self.tables.drain(len..) {
            for cell in cells {
                self.by_cell[cell as usize].retain(|(number, _)| (*number as usize) < len);
            }
        }
    }
}
