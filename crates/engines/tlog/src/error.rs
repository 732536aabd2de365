//! What can be wrong with a checkpoint, a signature or a proof.

/// Why a note, a checkpoint or a proof is not accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TlogError {
    /// The text is not in the form that it should have.
    #[error("this is not {0}")]
    Form(&'static str),
    /// None of the signatures is by the key that was asked for.
    #[error("the note carries no signature by {0}")]
    Unsigned(String),
    /// A signature by the right key does not fit the text.
    #[error("the signature by {0} does not fit the text: it was altered")]
    Signature(String),
    /// The name of a key holds a character that the form does not allow.
    #[error("{0:?} cannot be the name of a key")]
    Name(String),
    /// A checkpoint does not go on from the one before it.
    #[error("the log does not go on from the checkpoint at {old}: it was forked or rewritten before entry {old}")]
    Forked {
        /// Entries under the earlier checkpoint.
        old: u64,
    },
    /// A checkpoint is older than the one already seen.
    #[error("the log was cut: {seen} entries were seen before, now it holds {size}")]
    Cut {
        /// Entries seen before.
        seen: u64,
        /// Entries under the new checkpoint.
        size: u64,
    },
    /// The proof begins elsewhere than the checkpoint that was seen last.
    #[error("the proof begins at {given} entries, and the last checkpoint seen has {seen}")]
    Start {
        /// Entries at which the proof begins.
        given: u64,
        /// Entries under the last checkpoint seen.
        seen: u64,
    },
}
