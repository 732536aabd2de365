//! Hashes as they are stored and compared: SHA-256 in hexadecimal.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

/// The end of a hash, in 64 hexadecimal digits.
pub(crate) fn hex(hash: Sha256) -> String {
    hex_of(&hash.finalize())
}

/// The hash of some bytes.
pub(crate) fn of(bytes: &[u8]) -> String {
    hex(Sha256::new_with_prefix(bytes))
}

/// HMAC-SHA-256 (RFC 2104) with a key of at most 64 bytes, as all keys here are.
pub(crate) fn keyed(key: &[u8; 32], text: &[u8]) -> [u8; 32] {
    let pad = |with: u8| {
        let mut block = [with; 64];
        for (byte, key) in block.iter_mut().zip(key) {
            *byte ^= key;
        }
        block
    };
    let inner = Sha256::new().chain_update(pad(0x36)).chain_update(text).finalize();
    Sha256::new().chain_update(pad(0x5c)).chain_update(inner).finalize().into()
}

/// Bytes in hexadecimal.
pub(crate) fn hex_of(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_keyed_hash_is_the_one_of_the_published_test() {
        // RFC 4231, test case 2: key "Jefe".
        let mut key = [0; 32];
        key[..4].copy_from_slice(b"Jefe");
        let hash = super::hex_of(&super::keyed(&key, b"what do ya want for nothing?"));
        assert_eq!(hash, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    #[test]
    fn the_empty_text_has_its_well_known_hash() {
        assert_eq!(super::of(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
