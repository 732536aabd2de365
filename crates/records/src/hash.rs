//! Hashes as they are stored and compared: SHA-256 in hexadecimal.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

/// The end of a hash, in 64 hexadecimal digits.
pub(crate) fn hex(hash: Sha256) -> String {
    let mut text = String::with_capacity(64);
    for byte in hash.finalize() {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// The hash of some bytes.
pub(crate) fn of(bytes: &[u8]) -> String {
    hex(Sha256::new_with_prefix(bytes))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_empty_text_has_its_well_known_hash() {
        assert_eq!(super::of(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
