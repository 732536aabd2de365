//! The head of a log in the text form of <https://c2sp.org/tlog-checkpoint>.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::error::TlogError;
use crate::hash::Hash;

/// How many entries a log has, and the root over all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The name of the log: a schema-less address, such as `care.example/audit/1`.
    pub origin: String,
    /// Number of entries.
    pub size: u64,
    /// Root of the tree of all of them.
    pub root: Hash,
}

impl Checkpoint {
    /// The text that is signed.
    pub fn text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, STANDARD.encode(self.root.0))
    }

    /// Reads what [`Checkpoint::text`] writes; lines that extend it are passed over.
    ///
    /// # Errors
    /// [`TlogError::Form`] when the text is no checkpoint.
    pub fn parse(text: &str) -> Result<Self, TlogError> {
        let wrong = || TlogError::Form("a checkpoint");
        let mut lines = text.lines();
        let origin = lines.next().filter(|origin| !origin.is_empty()).ok_or_else(wrong)?.to_owned();
        let number = lines.next().ok_or_else(wrong)?;
        let size: u64 = number.parse().map_err(|_| wrong())?;
        if size.to_string() != number {
            return Err(wrong());
        }
        let root = lines.next().and_then(hash_from_base64).ok_or_else(wrong)?;
        Ok(Self { origin, size, root })
    }
}

/// A hash from its base64 text.
pub(crate) fn hash_from_base64(text: &str) -> Option<Hash> {
    STANDARD.decode(text).ok().and_then(|bytes| bytes.try_into().ok()).map(Hash)
}

/// A hash as base64 text.
pub(crate) fn hash_to_base64(hash: &Hash) -> String {
    STANDARD.encode(hash.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_checkpoint_reads_back_and_what_is_none_is_refused() {
        let checkpoint = Checkpoint { origin: "care.example/audit".into(), size: 20_852_163, root: Hash::empty() };
        assert_eq!(Checkpoint::parse(&checkpoint.text()), Ok(checkpoint.clone()));
        let longer = format!("{}an extension\n", checkpoint.text());
        assert_eq!(Checkpoint::parse(&longer), Ok(checkpoint));
        let root = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
        for wrong in [
            String::new(),
            "o\n1\n".to_owned(),
            format!("\n1\n{root}\n"),
            format!("o\n01\n{root}\n"),
            format!("o\n-1\n{root}\n"),
            format!("o\n+1\n{root}\n"),
            "o\n1\nAAAA\n".to_owned(),
        ] {
            assert_eq!(Checkpoint::parse(&wrong), Err(TlogError::Form("a checkpoint")), "{wrong:?}");
        }
    }
}
