//! What is needed of a tree to add to it: the roots of its full subtrees, one for each binary digit of its size.

use crate::hash::{Hash, node_hash};

/// A growing tree, in at most 64 hashes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    /// Roots of the full subtrees, the largest first.
    roots: Vec<Hash>,
}

impl Frontier {
    /// Number of entries.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds an entry by its leaf hash.
    pub fn push(&mut self, leaf: Hash) {
        let mut root = leaf;
        // Each trailing one of the size is a full subtree that the new one completes.
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.roots.pop() {
                root = node_hash(&left, &root);
            }
        }
        self.roots.push(root);
        self.size += 1;
    }

    /// The root of the whole tree (RFC 6962's Merkle Tree Hash).
    pub fn root(&self) -> Hash {
        let mut roots = self.roots.iter().rev();
        let Some(last) = roots.next() else { return Hash::empty() };
        roots.fold(*last, |right, left| node_hash(left, &right))
    }

    /// The hashes in hexadecimal, one after another.
    pub fn text(&self) -> String {
        self.roots.iter().map(Hash::hex).collect()
    }

    /// Reads what [`Frontier::text`] wrote for a tree of `size`; nothing when it cannot be one.
    pub fn from_text(size: u64, text: &str) -> Option<Self> {
        if !text.is_ascii() || text.len() != 64 * size.count_ones() as usize {
            return None;
        }
        let roots = (0..text.len() / 64).map(|at| Hash::from_hex(&text[at * 64..(at + 1) * 64]));
        Some(Self { size, roots: roots.collect::<Option<_>>()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::leaf_hash;

    /// The eight leaves and the roots that the certificate-transparency project publishes with its code
    /// (`cpp/merkletree/merkle_tree_test.cc`), also used by transparency-dev/merkle; checked apart from this code.
    const LEAVES: [&[u8]; 8] = [
        b"",
        b"\x00",
        b"\x10",
        b"\x20\x21",
        b"\x30\x31",
        b"\x40\x41\x42\x43",
        b"\x50\x51\x52\x53\x54\x55\x56\x57",
        b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
    ];
    const ROOTS: [&str; 9] = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    #[test]
    fn the_roots_of_the_published_tree_are_the_published_ones() {
        let mut tree = Frontier::default();
        assert_eq!(tree.root().hex(), ROOTS[0]);
        for (leaf, root) in LEAVES.iter().zip(&ROOTS[1..]) {
            tree.push(leaf_hash(leaf));
            assert_eq!(tree.root().hex(), *root, "of {} leaves", tree.size());
        }
    }

    #[test]
    fn a_tree_that_was_written_down_goes_on_as_if_it_had_not_been() {
        let mut tree = Frontier::default();
        for n in 0..200_u8 {
            let mut read = Frontier::from_text(tree.size(), &tree.text()).unwrap();
            assert_eq!(read, tree);
            read.push(leaf_hash(&[n]));
            tree.push(leaf_hash(&[n]));
            assert_eq!(read.root(), tree.root());
        }
        assert_eq!(Frontier::from_text(3, &tree.text()), None, "another size has other subtrees");
    }
}
