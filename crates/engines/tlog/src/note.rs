//! Signed notes as <https://c2sp.org/signed-note> writes them, with Ed25519 (RFC 8032).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, Signer as _, VerifyingKey};
use sha2::{Digest as _, Sha256};

use crate::error::TlogError;

/// What marks an Ed25519 key in its identifier.
const ED25519: u8 = 1;
/// What marks the key of a witness.
pub(crate) const COSIGNATURE: u8 = 4;

/// A key that signs, with its name.
#[derive(Clone)]
pub struct SigningKey {
    key: ed25519_dalek::SigningKey,
    public: PublicKey,
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "SigningKey({})", self.public.name)
    }
}

/// A key that checks signatures, with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey {
    name: String,
    id: [u8; 4],
    kind: u8,
    key: VerifyingKey,
}

impl SigningKey {
    /// A key from 32 random bytes.
    ///
    /// # Errors
    /// [`TlogError::Name`] when the name is empty or has a space or a plus.
    pub fn new(name: &str, seed: &[u8; 32]) -> Result<Self, TlogError> {
        Self::of_kind(name, seed, ED25519)
    }

    pub(crate) fn of_kind(name: &str, seed: &[u8; 32], kind: u8) -> Result<Self, TlogError> {
        let key = ed25519_dalek::SigningKey::from_bytes(seed);
        let public = PublicKey::new(name, kind, key.verifying_key())?;
        Ok(Self { key, public })
    }

    /// What others check the signatures with.
    pub fn public(&self) -> &PublicKey {
        &self.public
    }

    /// The text, signed.
    ///
    /// # Errors
    /// [`TlogError::Form`] when the text does not end a line or holds control characters.
    pub fn sign(&self, text: &str) -> Result<String, TlogError> {
        if !text.ends_with('\n') || text.chars().any(|letter| letter < ' ' && letter != '\n') {
            return Err(TlogError::Form("a text that can be signed"));
        }
        Ok(format!("{text}\n{}", self.line(&self.raw(text.as_bytes()))))
    }

    pub(crate) fn raw(&self, message: &[u8]) -> [u8; 64] {
        self.key.sign(message).to_bytes()
    }

    /// The line that carries a signature.
    pub(crate) fn line(&self, signature: &[u8]) -> String {
        let bytes = [self.public.id.as_slice(), signature].concat();
        format!("\u{2014} {} {}\n", self.public.name, STANDARD.encode(bytes))
    }
}

impl PublicKey {
    fn new(name: &str, kind: u8, key: VerifyingKey) -> Result<Self, TlogError> {
        if name.is_empty() || name.chars().any(|letter| letter.is_whitespace() || letter == '+') {
            return Err(TlogError::Name(name.to_owned()));
        }
        let hash = Sha256::new().chain_update(name).chain_update([b'\n', kind]).chain_update(key.as_bytes()).finalize();
        let mut id = [0_u8; 4];
        id.copy_from_slice(&hash[..4]);
        Ok(Self { name: name.to_owned(), id, kind, key })
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The key as text: name, identifier and key, with a plus between (`vkey`).
    pub fn text(&self) -> String {
        let id = u32::from_be_bytes(self.id);
        let key = [&[self.kind], self.key.as_bytes().as_slice()].concat();
        format!("{}+{id:08x}+{}", self.name, STANDARD.encode(key))
    }

    /// Reads what [`PublicKey::text`] writes.
    ///
    /// # Errors
    /// [`TlogError::Form`] when it is no key, or its identifier is not that of the key.
    pub fn parse(text: &str) -> Result<Self, TlogError> {
        let wrong = || TlogError::Form("a key (name+identifier+key)");
        let mut parts = text.trim().splitn(3, '+');
        let (name, id, key) =
            (parts.next().ok_or_else(wrong)?, parts.next().ok_or_else(wrong)?, parts.next().ok_or_else(wrong)?);
        let bytes = STANDARD.decode(key).map_err(|_| wrong())?;
        let (kind, key) = bytes.split_first().ok_or_else(wrong)?;
        if ![ED25519, COSIGNATURE].contains(kind) {
            return Err(wrong());
        }
        let key: [u8; 32] = key.try_into().map_err(|_| wrong())?;
        let key = Self::new(name, *kind, VerifyingKey::from_bytes(&key).map_err(|_| wrong())?)?;
        if key.text().split('+').nth(1) == Some(id) { Ok(key) } else { Err(wrong()) }
    }

    /// The text of a note that this key signed. Signatures by other keys are passed over.
    ///
    /// # Errors
    /// [`TlogError::Form`], [`TlogError::Unsigned`] or [`TlogError::Signature`].
    pub fn open<'note>(&self, note: &'note str) -> Result<&'note str, TlogError> {
        let (text, lines) = parts(note)?;
        let first = self.signatures(lines)?.into_iter().next();
        let first = first.ok_or_else(|| TlogError::Unsigned(self.name.clone()))?;
        let signature: [u8; 64] = first.try_into().map_err(|_| TlogError::Signature(self.name.clone()))?;
        self.check(text.as_bytes(), &signature).map(|()| text)
    }

    pub(crate) fn check(&self, message: &[u8], signature: &[u8; 64]) -> Result<(), TlogError> {
        let signature = Signature::from_bytes(signature);
        self.key.verify_strict(message, &signature).map_err(|_| TlogError::Signature(self.name.clone()))
    }

    /// The signatures among the lines that claim to be by this key.
    pub(crate) fn signatures(&self, lines: &str) -> Result<Vec<Vec<u8>>, TlogError> {
        let mut found = Vec::new();
        for line in lines.lines() {
            let wrong = || TlogError::Form("a signature line");
            let (name, code) =
                line.strip_prefix("\u{2014} ").and_then(|rest| rest.split_once(' ')).ok_or_else(wrong)?;
            let bytes = STANDARD.decode(code).map_err(|_| wrong())?;
            if bytes.len() < 5 {
                return Err(wrong());
            }
            if name == self.name && bytes[..4] == self.id {
                found.push(bytes[4..].to_vec());
            }
        }
        Ok(found)
    }
}

/// The text of a note, with its last line end, and its signature lines.
pub(crate) fn parts(note: &str) -> Result<(&str, &str), TlogError> {
    let at = note.rfind("\n\n").ok_or(TlogError::Form("a signed note"))?;
    let (text, lines) = (&note[..=at], &note[at + 2..]);
    if lines.is_empty() || !lines.ends_with('\n') {
        return Err(TlogError::Form("a signed note"));
    }
    Ok((text, lines))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the documentation of golang.org/x/mod/sumdb/note.
    const KEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    const NOTE: &str = "If you think cryptography is the answer to your problem,\n\
        then you don't know what your problem is.\n\n\
        \u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    #[test]
    fn the_published_note_opens_with_the_published_key_and_not_after_a_change() {
        let key = PublicKey::parse(KEY).unwrap();
        assert_eq!(key.text(), KEY);
        assert!(key.open(NOTE).unwrap().ends_with("what your problem is.\n"));
        let altered = NOTE.replace("problem is", "problem was");
        assert_eq!(key.open(&altered), Err(TlogError::Signature("PeterNeumann".into())));
        let other = SigningKey::new("PeterNeumann", &[1; 32]).unwrap();
        assert_eq!(other.public().open(NOTE), Err(TlogError::Unsigned("PeterNeumann".into())));
    }

    #[test]
    fn what_is_no_note_or_no_key_is_refused() {
        let key = SigningKey::new("log", &[9; 32]).unwrap();
        for note in
            ["", "text\n", "text\n\n", "text\n\n- log AAAA\n", "text\n\n\u{2014} log AAAA\n", "text\n\n\u{2014} log"]
        {
            assert!(matches!(key.public().open(note), Err(TlogError::Form(_))), "{note:?}");
        }
        assert!(SigningKey::new("a name", &[9; 32]).is_err() && SigningKey::new("a+b", &[9; 32]).is_err());
        assert!(key.sign("no end of line").is_err() && key.sign("a\ttab\n").is_err());
        for text in ["", "log", "log+00000000+AQ==", &key.public().text().replace("log", "other")] {
            assert!(PublicKey::parse(text).is_err(), "{text:?}");
        }
    }
}
