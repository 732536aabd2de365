//! A second body that has seen the log: it signs a checkpoint only when it goes on from the last one that it saw.
//! The request is that of <https://c2sp.org/tlog-witness>, the signature that of <https://c2sp.org/tlog-cosignature>.

use crate::checkpoint::{Checkpoint, hash_from_base64, hash_to_base64};
use crate::error::TlogError;
use crate::hash::Hash;
use crate::note::{COSIGNATURE, PublicKey, SigningKey, parts};
use crate::proof::verify_consistency;

/// What a log sends to a witness.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WitnessRequest {
    /// Entries under the checkpoint that the witness saw last.
    pub old: u64,
    /// Proof from that checkpoint to the new one.
    pub proof: Vec<Hash>,
    /// The new checkpoint, signed by the log.
    pub note: String,
}

impl WitnessRequest {
    /// The request as text.
    pub fn text(&self) -> String {
        let proof: String = self.proof.iter().map(|hash| hash_to_base64(hash) + "\n").collect();
        format!("old {}\n{proof}\n{}", self.old, self.note)
    }

    /// Reads what [`WitnessRequest::text`] writes.
    ///
    /// # Errors
    /// [`TlogError::Form`].
    pub fn parse(text: &str) -> Result<Self, TlogError> {
        let wrong = || TlogError::Form("a request to a witness");
        let (head, note) = text.split_once("\n\n").ok_or_else(wrong)?;
        let mut lines = head.lines();
        let old = lines.next().and_then(|line| line.strip_prefix("old ")).ok_or_else(wrong)?;
        let old = old.parse().map_err(|_| wrong())?;
        let proof: Vec<Hash> = lines.map(hash_from_base64).collect::<Option<_>>().ok_or_else(wrong)?;
        if proof.len() > 63 {
            return Err(wrong());
        }
        Ok(Self { old, proof, note: note.to_owned() })
    }
}

/// The key of a witness.
#[derive(Debug, Clone)]
pub struct WitnessKey(SigningKey);

impl WitnessKey {
    /// A key from 32 random bytes.
    ///
    /// # Errors
    /// [`TlogError::Name`].
    pub fn new(name: &str, seed: &[u8; 32]) -> Result<Self, TlogError> {
        SigningKey::of_kind(name, seed, COSIGNATURE).map(Self)
    }

    /// What others check its signatures with.
    pub fn public(&self) -> &PublicKey {
        self.0.public()
    }
}

/// What a witness remembers of one log.
#[derive(Debug, Clone)]
pub struct Witness {
    /// The key of the log.
    pub log: PublicKey,
    /// The last checkpoint seen, if there was one.
    pub seen: Option<Checkpoint>,
}

impl Witness {
    /// Checks a request and gives the new checkpoint with the line that the witness adds to its note. The caller keeps the
    /// checkpoint, on disk, before it gives the line away. `seconds` is the moment, counted since 1970.
    ///
    /// # Errors
    /// [`TlogError::Cut`], [`TlogError::Forked`], [`TlogError::Start`], or what is wrong with the note.
    pub fn cosign(
        &self,
        request: &WitnessRequest,
        key: &WitnessKey,
        seconds: u64,
    ) -> Result<(Checkpoint, String), TlogError> {
        let text = self.log.open(&request.note)?;
        let new = Checkpoint::parse(text)?;
        let (seen, root) = self.seen.as_ref().map_or((0, Hash::empty()), |seen| (seen.size, seen.root));
        if self.seen.as_ref().is_some_and(|seen| seen.origin != new.origin) {
            return Err(TlogError::Form("a checkpoint of the log that was seen before"));
        }
        if new.size < seen {
            return Err(TlogError::Cut { seen, size: new.size });
        }
        if request.old != seen {
            return Err(TlogError::Start { given: request.old, seen });
        }
        if !verify_consistency(seen, &root, new.size, &new.root, &request.proof) {
            return Err(TlogError::Forked { old: seen });
        }
        let signature = key.0.raw(message(text, seconds).as_bytes());
        let line = key.0.line(&[seconds.to_be_bytes().as_slice(), &signature].concat());
        Ok((new, line))
    }

    /// The moment, in seconds since 1970, at which a witness signed a note.
    ///
    /// # Errors
    /// [`TlogError::Unsigned`] when it did not, or what else is wrong.
    pub fn signed_at(witness: &PublicKey, note: &str) -> Result<u64, TlogError> {
        let (text, lines) = parts(note)?;
        let wrong = || TlogError::Signature(witness.name().to_owned());
        let found = witness.signatures(lines)?;
        let bytes = found.first().ok_or_else(|| TlogError::Unsigned(witness.name().to_owned()))?;
        let (time, signature) = bytes.split_first_chunk::<8>().ok_or_else(wrong)?;
        let seconds = u64::from_be_bytes(*time);
        let signature: [u8; 64] = signature.try_into().map_err(|_| wrong())?;
        witness.check(message(text, seconds).as_bytes(), &signature)?;
        Ok(seconds)
    }
}

fn message(text: &str, seconds: u64) -> String {
    format!("cosignature/v1\ntime {seconds}\n{text}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Frontier, consistency_proof, leaf_hash};

    const ORIGIN: &str = "care.example/audit";

    fn request(leaves: &[Hash], old: usize, key: &SigningKey) -> WitnessRequest {
        let mut tree = Frontier::default();
        for leaf in leaves {
            tree.push(*leaf);
        }
        let checkpoint = Checkpoint { origin: ORIGIN.into(), size: tree.size(), root: tree.root() };
        let note = key.sign(&checkpoint.text()).unwrap();
        WitnessRequest { old: old as u64, proof: consistency_proof(leaves, old), note }
    }

    #[test]
    fn a_witness_signs_what_goes_on_and_names_what_was_cut_or_forked() {
        let log = SigningKey::new(ORIGIN, &[1; 32]).unwrap();
        let key = WitnessKey::new("other.example", &[2; 32]).unwrap();
        let leaves: Vec<Hash> = (0..9_u8).map(|n| leaf_hash(&[n])).collect();
        let mut witness = Witness { log: log.public().clone(), seen: None };
        let first = WitnessRequest::parse(&request(&leaves[..5], 0, &log).text()).unwrap();
        let (seen, line) = witness.cosign(&first, &key, 1_790_000_000).unwrap();
        assert_eq!(Witness::signed_at(key.public(), &format!("{}{line}", first.note)), Ok(1_790_000_000));
        assert!(log.public().open(&format!("{}{line}", first.note)).is_ok(), "other tools pass over its line");
        witness.seen = Some(seen);

        let (next, _) = witness.cosign(&request(&leaves, 5, &log), &key, 1).unwrap();
        assert_eq!(next.size, 9);
        assert_eq!(witness.cosign(&request(&leaves[..4], 4, &log), &key, 1), Err(TlogError::Cut { seen: 5, size: 4 }));
        let start = witness.cosign(&request(&leaves, 4, &log), &key, 1);
        assert_eq!(start, Err(TlogError::Start { given: 4, seen: 5 }));
        let mut other = leaves.clone();
        other[2] = leaf_hash(b"forged");
        assert_eq!(witness.cosign(&request(&other, 5, &log), &key, 1), Err(TlogError::Forked { old: 5 }));
        let stranger = SigningKey::new(ORIGIN, &[3; 32]).unwrap();
        assert!(matches!(witness.cosign(&request(&leaves, 5, &stranger), &key, 1), Err(TlogError::Unsigned(_))));
    }
}
