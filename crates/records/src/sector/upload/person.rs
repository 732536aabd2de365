//! Telling that two employments are one person's without keeping who: a keyed hash of the National Insurance number.

use sha2::{Digest as _, Sha256};
use vocation_ascwds::NiNumber;

/// The secret that makes the hashes. Without it they cannot be turned back by trying every number.
#[derive(Clone)]
pub struct PersonKey([u8; 32]);

impl std::fmt::Debug for PersonKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PersonKey(..)")
    }
}

impl PersonKey {
    /// A key from 32 random bytes, kept outside the database.
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// HMAC-SHA-256 (RFC 2104) of the number, cut to 63 bits and never 0.
    pub(super) fn person(&self, number: NiNumber) -> i64 {
        let pad = |with: u8| {
            let mut block = [with; 64];
            for (byte, key) in block.iter_mut().zip(self.0) {
                *byte ^= key;
            }
            block
        };
        let inner = Sha256::new().chain_update(pad(0x36)).chain_update(number.reveal()).finalize();
        let outer = Sha256::new().chain_update(pad(0x5c)).chain_update(inner).finalize();
        let first = outer.iter().take(8).fold(0_u64, |all, byte| all << 8 | u64::from(*byte));
        (first >> 1).max(1).cast_signed()
    }
}
