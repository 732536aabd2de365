//! Every table that would have been published alike, counted out one by one: the attacker who misses nothing.

#![expect(clippy::unwrap_used, reason = "a test stops on any surprise")]

use vocation_disclosure::{Class, Dimension, DisclosedTable, Policy, Shape, Table, protect};

/// A small policy, so that all tables can be counted out: 1 and 2 hidden, rounded to 3, at least 2 values left open.
fn policy() -> Policy {
    Policy { hide_up_to: 2, round_to: 3, possible_values: 2, ..Policy::people() }
}

/// Two councils that cross two health boards in three pieces, by two roles.
fn crossing() -> Shape {
    let nodes = [
        ("region", vec![0, 1, 2]),
        ("council a", vec![0, 1]),
        ("council b", vec![2]),
        ("board a", vec![0]),
        ("board b", vec![1, 2]),
    ];
    let place = Dimension::sets("place", 3, nodes).unwrap().with_pieces();
    Shape::new(vec![place, Dimension::flat("role", "all", &["care", "manager"])]).unwrap()
}

fn square() -> Shape {
    Shape::new(vec![Dimension::flat("a", "all", &["1", "2"]), Dimension::flat("b", "all", &["1", "2", "3"])]).unwrap()
}

fn cube() -> Shape {
    let two = |name| Dimension::flat(name, "all", &["1", "2"]);
    Shape::new(vec![two("a"), two("b"), two("c")]).unwrap()
}

/// The least and greatest count of each cell over every table that fits what is published; the cell in question is
/// besides known to be small, if it is.
fn bounds(shape: &Shape, published: &DisclosedTable, truth: &Table, policy: &Policy) -> Vec<Option<(u32, u32)>> {
    let largest = truth.cells().iter().max().copied().unwrap_or(0) + 4;
    let known: Vec<(u32, u32)> = (0..shape.cells()).map(|cell| published.known(cell, policy)).collect();
    let holding: Vec<Vec<usize>> = (0..shape.cells()).map(|cell| shape.atoms_of(cell)).collect();
    let limit: Vec<u32> = (0..shape.atoms())
        .map(|atom| {
            let limits =
                holding.iter().zip(&known).filter(|(atoms, _)| atoms.contains(&atom)).map(|(_, (_, most))| *most);
            limits.min().unwrap_or(largest).min(largest)
        })
        .collect();
    let mut found: Vec<Option<(u32, u32)>> = vec![None; shape.cells()];
    let mut atoms = vec![0_u32; shape.atoms()];
    loop {
        let cells: Vec<u32> = holding.iter().map(|of| of.iter().map(|atom| atoms[*atom]).sum()).collect();
        if cells.iter().zip(&known).all(|(count, (least, most))| (least..=most).contains(&count)) {
            for (cell, count) in cells.iter().enumerate() {
                let small = policy.hides(truth.cells()[cell]);
                if small && *count > policy.hide_up_to {
                    continue;
                }
                let (least, most) = found[cell].unwrap_or((*count, *count));
                found[cell] = Some((least.min(*count), most.max(*count)));
            }
        }
        let Some(at) = (0..atoms.len()).find(|at| atoms[*at] < limit[*at]) else { return found };
        atoms[..at].fill(0);
        atoms[at] += 1;
    }
}

/// The small cells that a reader of everything published bounds more closely than the policy allows.
fn open(shape: &Shape, published: &DisclosedTable, truth: &Table, policy: &Policy) -> Vec<usize> {
    let found = bounds(shape, published, truth, policy);
    (0..shape.cells())
        .filter(|cell| policy.hides(truth.cells()[*cell]))
        .filter(|cell| found[*cell].is_none_or(|(least, most)| most - least + 1 < policy.possible_values))
        .collect()
}

/// Small tables of every kind: mostly small counts, some zeros, a few above the threshold.
fn tables(shape: &Shape, how_many: u64) -> impl Iterator<Item = Table> {
    (1..=how_many).map(move |seed| {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mut draw = move || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 33) as u32
        };
        let atoms = (0..shape.atoms()).map(|_| [0, 0, 1, 1, 2, 2, 3, 4][draw() as usize % 8]).collect();
        Table::from_atoms(shape, atoms).unwrap()
    })
}

fn survives(shape: &Shape, how_many: u64) {
    let policy = policy();
    let mut shown = 0;
    for table in tables(shape, how_many) {
        let published = protect(shape, &table, &policy);
        assert_eq!(open(shape, &published, &table, &policy), [0; 0], "{table:?} {:?}", published.classes());
        shown += published.count(Class::Shown);
    }
    assert!(shown > 0, "hiding everything would pass too, and is not what is meant");
}

#[test]
fn no_small_count_can_be_worked_out_where_councils_cross_health_boards() {
    survives(&crossing(), 60);
}

#[test]
fn no_small_count_can_be_worked_out_from_a_table_of_two_dimensions() {
    survives(&square(), 60);
}

#[test]
fn no_small_count_can_be_worked_out_from_a_table_of_three_dimensions() {
    survives(&cube(), 25);
}

#[test]
fn the_attacker_breaks_tables_that_are_only_suppressed_and_rounded() {
    let (shape, policy) = (square(), policy());
    let broken = tables(&shape, 60)
        .filter(|table| !open(&shape, &DisclosedTable::primary_only(table, &policy), table, &policy).is_empty())
        .count();
    assert!(broken >= 20, "{broken}");
}

#[test]
fn a_small_piece_cannot_be_had_by_comparing_a_council_with_a_board() {
    let (shape, policy) = (crossing(), Policy::people());
    // Council a is board a and a piece of seven care workers; rounded, 410 and 400 would leave 6 or 7 of them.
    let table = Table::from_atoms(&shape, vec![402, 30, 7, 8, 300, 20]).unwrap();
    let bare = DisclosedTable::primary_only(&table, &policy);
    let safe = protect(&shape, &table, &policy);
    let cell = |key: &str| shape.cell(&[shape.dimensions()[0].position(key).unwrap(), 1]).unwrap();
    let piece = |published: &DisclosedTable| {
        let (council, board) = (published.known(cell("council a"), &policy), published.known(cell("board a"), &policy));
        (council.0.saturating_sub(board.1).max(1), council.1.saturating_sub(board.0).min(7))
    };
    assert_eq!(piece(&bare), (6, 7));
    let (least, most) = piece(&safe);
    assert!(most - least >= 4, "{least} to {most}");
    assert!(safe.cells().iter().zip(safe.classes()).any(|(figure, _)| figure.shown().is_some()));
}

#[test]
fn what_is_shown_is_rounded_on_its_own_and_small_counts_never_show() {
    let shape = cube();
    let policy = Policy::people();
    for table in tables(&shape, 200) {
        let atoms = table.cells().iter().take(8).map(|count| count * 3).collect();
        let table = Table::from_atoms(&shape, atoms).unwrap();
        let published = protect(&shape, &table, &policy);
        for (figure, count) in published.cells().iter().zip(table.cells()) {
            match figure.shown() {
                Some(shown) => assert_eq!(Some(shown), policy.count(*count).shown()),
                None => assert!(figure.is_confidential()),
            }
            assert!(figure.is_confidential() || !policy.hides(*count));
        }
        assert_eq!(published, protect(&shape, &table, &policy), "the same table is always published the same");
    }
}
