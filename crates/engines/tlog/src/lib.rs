//! A log that shows tampering.
//!
//! Entries are the leaves of a Merkle tree as RFC 6962 (section 2.1) defines it. Whoever keeps a [`Checkpoint`] can tell
//! later whether the log still holds what it held then, and whether one entry is in it, from a few hashes.
//! Checkpoints, signatures and the request to a witness have the text forms of <https://c2sp.org> (`tlog-checkpoint`,
//! `signed-note`, `tlog-cosignature`, `tlog-witness`), so that tools made by others can check them.
//!
//! Pure: no clock, no randomness, no files. Keys are given as 32 bytes.
//!
//! ```
//! use vocation_tlog::{Checkpoint, Frontier, SigningKey, consistency_proof, leaf_hash, verify_consistency};
//!
//! let leaves: Vec<_> = (0..5_u8).map(|n| leaf_hash(&[n])).collect();
//! let at = |size: usize| leaves[..size].iter().fold(Frontier::default(), |mut tree, leaf| { tree.push(*leaf); tree });
//! let key = SigningKey::new("care.example/audit", &[7; 32])?;
//! let note = key.sign(&Checkpoint { origin: "care.example/audit".into(), size: 3, root: at(3).root() }.text())?;
//! let kept = Checkpoint::parse(key.public().open(&note)?)?;
//! let proof = consistency_proof(&leaves, 3);
//! assert!(verify_consistency(kept.size, &kept.root, 5, &at(5).root(), &proof));
//! # Ok::<(), vocation_tlog::TlogError>(())
//! ```

mod checkpoint;
mod error;
mod frontier;
mod hash;
mod note;
mod proof;
mod witness;

pub use checkpoint::Checkpoint;
pub use error::TlogError;
pub use frontier::Frontier;
pub use hash::{Hash, leaf_hash, node_hash};
pub use note::{PublicKey, SigningKey};
pub use proof::{consistency_proof, inclusion_proof, verify_consistency, verify_inclusion};
pub use witness::{Witness, WitnessKey, WitnessRequest};
