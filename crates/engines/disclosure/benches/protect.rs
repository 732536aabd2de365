//! How long it takes to protect a table of full size: `cargo bench -p vocation-disclosure`.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark prints, and stops on any surprise")]

use std::time::Instant;
use vocation_disclosure::{Class, Dimension, Policy, Shape, Table, protect};

fn main() {
    let shape = shape();
    let policy = Policy::people();
    println!("{} cells published of {} atoms", shape.cells(), shape.atoms());
    for mean in [400, 100, 25, 6, 1] {
        let tables: Vec<Table> = (0..40).map(|seed| table(&shape, seed, mean)).collect();
        let started = Instant::now();
        let done: Vec<_> = tables.iter().map(|table| protect(&shape, table, &policy)).collect();
        let each = started.elapsed().as_secs_f64() * 1000.0 / tables.len() as f64;
        let of = |class| done.iter().map(|table| table.count(class)).sum::<usize>() / done.len();
        println!(
            "mean {mean:>4} an atom: {each:>6.2} ms a table; small {}, beneath {}, cover {}, withheld {}",
            of(Class::Small),
            of(Class::Beneath),
            of(Class::Cover),
            of(Class::Withheld)
        );
    }
}

/// 22 places over 15 pieces (11 councils, 9 health boards cross them), 6 services, 4 sizes, 4 roles, each with a total.
fn shape() -> Shape {
    let councils: [&[usize]; 11] = [&[0], &[1], &[2], &[3], &[4, 5, 6], &[7, 8], &[9], &[10], &[11], &[12], &[13, 14]];
    let boards: [&[usize]; 6] = [&[0, 1, 2], &[3, 9], &[4, 7], &[5, 11, 12], &[8, 10], &[6, 13, 14]];
    let later: [&[usize]; 4] = [&[0, 1, 2, 3, 9], &[4, 7, 8], &[5, 11, 12], &[6, 10, 13, 14]];
    let mut nodes = vec![("region".to_owned(), (0..15).collect::<Vec<_>>())];
    for (kind, sets) in [("council", &councils[..]), ("board", &boards[..]), ("later", &later[..])] {
        nodes.extend(sets.iter().enumerate().map(|(at, set)| (format!("{kind} {at}"), set.to_vec())));
    }
    let place = Dimension::sets("place", 15, nodes).unwrap();
    let service = Dimension::flat("service", "all", &["a", "b", "c", "d", "e", "f"]);
    let size = Dimension::flat("size", "all", &["micro", "small", "medium", "large"]);
    let role = Dimension::flat("role", "all", &["direct", "manager", "professional", "other"]);
    Shape::new(vec![place, service, size, role]).unwrap()
}

fn table(shape: &Shape, seed: u64, mean: u64) -> Table {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) + 1;
    let mut draw = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    // Skewed as workforces are: much in a few services and roles, many empty corners.
    let atoms = (0..shape.atoms())
        .map(|atom| {
            let weight = [8, 1, 1, 1][atom % 4] * [1, 2, 3, 4][atom / 4 % 4] * [6, 4, 2, 1, 1, 1][atom / 16 % 6];
            if draw() % 4 == 0 { 0 } else { (draw() % (mean * weight / 6 + 2)) as u32 }
        })
        .collect();
    Table::from_atoms(shape, atoms).unwrap()
}
