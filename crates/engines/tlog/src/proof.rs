//! Proofs that an entry is in a tree, and that a tree goes on from an earlier one (RFC 6962, sections 2.1.1 and 2.1.2;
//! the checks are those of RFC 9162, sections 2.1.3.2 and 2.1.4.2).

use crate::frontier::Frontier;
use crate::hash::{Hash, node_hash};

fn root(leaves: &[Hash]) -> Hash {
    let mut tree = Frontier::default();
    for leaf in leaves {
        tree.push(*leaf);
    }
    tree.root()
}

/// The largest power of two below a number above one.
fn split(size: usize) -> usize {
    1 << (usize::BITS - 1 - (size - 1).leading_zeros())
}

/// The hashes that prove the entry at `index`, counted from zero, to be in the tree of all `leaves`; empty when there is no
/// such entry.
pub fn inclusion_proof(leaves: &[Hash], index: usize) -> Vec<Hash> {
    let (mut leaves, mut index, mut proof) = (leaves, index, Vec::new());
    if index >= leaves.len() {
        return proof;
    }
    while leaves.len() > 1 {
        let (left, right) = leaves.split_at(split(leaves.len()));
        if index < left.len() {
            proof.push(root(right));
            leaves = left;
        } else {
            proof.push(root(left));
            index -= left.len();
            leaves = right;
        }
    }
    proof.reverse();
    proof
}

/// The hashes that prove the tree of all `leaves` to go on from its first `old` leaves; empty when `old` is none or all.
pub fn consistency_proof(leaves: &[Hash], old: usize) -> Vec<Hash> {
    let (mut leaves, mut old, mut whole, mut proof) = (leaves, old, true, Vec::new());
    if old == 0 || old >= leaves.len() {
        return proof;
    }
    while old < leaves.len() {
        let (left, right) = leaves.split_at(split(leaves.len()));
        if old <= left.len() {
            proof.push(root(right));
            leaves = left;
        } else {
            proof.push(root(left));
            old -= left.len();
            leaves = right;
            whole = false;
        }
    }
    // The old tree itself is known to whoever checks; a part of it is not.
    if !whole {
        proof.push(root(leaves));
    }
    proof.reverse();
    proof
}

/// One level up from the node `at` of a level whose last one is `last` (RFC 9162, 2.1.3.2): whether its neighbour is on the left;
/// nothing at the top.
const fn climb(at: &mut u64, last: &mut u64) -> Option<bool> {
    if *last == 0 {
        return None;
    }
    let on_the_left = *at & 1 == 1 || *at == *last;
    if on_the_left {
        // A last node without a neighbour stands for itself on the levels above.
        while *at & 1 == 0 && *at != 0 {
            *at >>= 1;
            *last >>= 1;
        }
    }
    *at >>= 1;
    *last >>= 1;
    Some(on_the_left)
}

/// Whether `proof` shows `leaf` to be the entry at `index` of the tree of `size` entries with `root`.
pub fn verify_inclusion(leaf: &Hash, index: u64, size: u64, root: &Hash, proof: &[Hash]) -> bool {
    if index >= size {
        return false;
    }
    let (mut at, mut last, mut hash) = (index, size - 1, *leaf);
    for step in proof {
        let Some(on_the_left) = climb(&mut at, &mut last) else { return false };
        if on_the_left {
            hash = node_hash(step, &hash);
        } else {
            hash = node_hash(&hash, step);
        }
    }
    last == 0 && hash == *root
}

/// Whether `proof` shows the tree of `size` entries to begin with the tree of `old_size` entries.
pub fn verify_consistency(old_size: u64, old_root: &Hash, size: u64, root: &Hash, proof: &[Hash]) -> bool {
    if old_size > size {
        return false;
    }
    if old_size == size {
        return proof.is_empty() && old_root == root;
    }
    if old_size == 0 {
        return proof.is_empty() && *old_root == Hash::empty();
    }
    let mut steps = proof.iter();
    let start = if old_size.is_power_of_two() { Some(old_root) } else { steps.next() };
    let Some(start) = start else { return false };
    let (mut at, mut last) = (old_size - 1, size - 1);
    while at & 1 == 1 {
        at >>= 1;
        last >>= 1;
    }
    let (mut old_hash, mut hash) = (*start, *start);
    for step in steps {
        let Some(on_the_left) = climb(&mut at, &mut last) else { return false };
        if on_the_left {
            old_hash = node_hash(step, &old_hash);
            hash = node_hash(step, &hash);
        } else {
            hash = node_hash(&hash, step);
        }
    }
    last == 0 && old_hash == *old_root && hash == *root
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::leaf_hash;
    use proptest::prelude::*;

    fn leaves(size: usize) -> Vec<Hash> {
        (0..size as u64).map(|n| leaf_hash(&n.to_be_bytes())).collect()
    }

    /// The Merkle Tree Hash as RFC 6962 writes it, by recursion.
    fn by_definition(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => Hash::empty(),
            [leaf] => *leaf,
            more => {
                let (left, right) = more.split_at(split(more.len()));
                node_hash(&by_definition(left), &by_definition(right))
            }
        }
    }

    #[test]
    fn every_entry_of_every_small_tree_is_proved_and_no_other_is() {
        for size in 1..=33 {
            let leaves = leaves(size);
            let top = root(&leaves);
            assert_eq!(top, by_definition(&leaves));
            for index in 0..size {
                let proof = inclusion_proof(&leaves, index);
                assert!(verify_inclusion(&leaves[index], index as u64, size as u64, &top, &proof));
                for other in (0..size).filter(|other| *other != index) {
                    assert!(!verify_inclusion(&leaves[index], other as u64, size as u64, &top, &proof));
                    assert!(!verify_inclusion(&leaves[other], index as u64, size as u64, &top, &proof));
                }
            }
        }
    }

    #[test]
    fn every_small_tree_is_proved_to_go_on_from_every_earlier_one() {
        for size in 0..=33 {
            let new = leaves(size);
            for old in 0..=size {
                let proof = consistency_proof(&new, old);
                let (before, after) = (root(&new[..old]), root(&new));
                assert!(verify_consistency(old as u64, &before, size as u64, &after, &proof), "{old} to {size}");
                assert!(!verify_consistency(size as u64 + 1, &before, size as u64, &after, &proof));
            }
        }
    }

    proptest! {
        #[test]
        fn a_tree_that_was_rewritten_before_its_checkpoint_cannot_be_proved(
            size in 2_usize..200, old in 1_usize..200, changed in 0_usize..200, noise in any::<u64>(),
        ) {
            let (old, changed) = (old.min(size), changed % old.min(size));
            let before = leaves(size);
            let mut after = before.clone();
            after[changed] = leaf_hash(&[b"forged".as_slice(), &noise.to_be_bytes()].concat());
            let proof = consistency_proof(&after, old);
            prop_assert!(!verify_consistency(old as u64, &root(&before[..old]), size as u64, &root(&after), &proof));
        }

        #[test]
        fn a_proof_with_a_hash_more_or_less_or_other_proves_nothing(
            size in 2_usize..300, index in 0_usize..300, place in 0_usize..20, kind in 0_u8..3,
        ) {
            let leaves = leaves(size);
            let index = index % size;
            let mut proof = inclusion_proof(&leaves, index);
            let place = place % proof.len();
            match kind {
                0 => drop(proof.remove(place)),
                1 => proof.insert(place, leaf_hash(b"more")),
                _ => proof[place] = leaf_hash(b"other"),
            }
            prop_assert!(!verify_inclusion(&leaves[index], index as u64, size as u64, &root(&leaves), &proof));
        }
    }
}
