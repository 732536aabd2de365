//! One dimension of a table: its atoms, and what is published of it.

use super::ShapeError;
use std::collections::HashSet;

/// One dimension of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dimension {
    pub(super) name: String,
    pub(super) atoms: usize,
    pub(super) nodes: Vec<Node>,
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
        let mut keys = HashSet::new();
        for (key, mut members) in nodes {
            let key = key.into();
            members.sort_unstable();
            members.dedup();
            if !keys.insert(key.clone()) {
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
        let alone: HashSet<usize> =
            self.nodes.iter().filter(|node| node.atoms.len() == 1).map(|node| node.atoms[0]).collect();
        for atom in (0..self.atoms).filter(|atom| !alone.contains(atom)) {
            self.nodes.push(Node { key: format!("piece {atom}"), atoms: vec![atom] });
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
