//! How fast a log grows and is read again: `cargo bench -p vocation-tlog`.
#![expect(clippy::print_stdout, reason = "a measurement prints what it measured")]

use std::time::Instant;
use vocation_tlog::{Frontier, leaf_hash};

fn main() {
    const ENTRIES: u64 = 2_000_000;
    let start = Instant::now();
    let mut tree = Frontier::default();
    let mut entry = [b'x'; 200];
    for n in 0..ENTRIES {
        entry[..8].copy_from_slice(&n.to_be_bytes());
        tree.push(leaf_hash(&entry));
    }
    let seconds = start.elapsed().as_secs_f64();
    println!("{ENTRIES} entries of 200 bytes: {:.0} a second, root {:?}", ENTRIES as f64 / seconds, tree.root());
}
