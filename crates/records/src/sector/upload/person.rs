//! Telling that two employments are one person's without keeping who: a keyed hash of the National Insurance number.

use vocation_ascwds::NiNumber;

use crate::hash;

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

    /// A mark by which the same key is known again, and which tells nothing of it.
    pub(super) fn check(&self) -> String {
        format!("{:016x}", self.hmac(b"person key check"))
    }

    /// The person behind a number. Its suffix letter, which people leave out, is left out.
    pub(super) fn person(&self, number: NiNumber) -> i64 {
        let number = number.reveal();
        (self.hmac(number.get(..8).unwrap_or(number).as_bytes()) >> 1).max(1).cast_signed()
    }

    /// The first 64 bits of HMAC-SHA-256.
    fn hmac(&self, text: &[u8]) -> u64 {
        hash::keyed(&self.0, text).iter().take(8).fold(0, |all, byte| all << 8 | u64::from(*byte))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_one_of_the_published_test() {
        // RFC 4231, test case 2: key "Jefe".
        let mut key = [0; 32];
        key[..4].copy_from_slice(b"Jefe");
        let hash = PersonKey::new(key).hmac(b"what do ya want for nothing?");
        assert_eq!(hash, 0x5bdc_c146_bf60_754e);
    }

    #[test]
    fn a_number_is_the_same_persons_with_and_without_its_letter() {
        let key = PersonKey::new([7; 32]);
        let of = |text: &str| key.person(NiNumber::parse(text).unwrap());
        assert_eq!(of("QQ123456C"), of("QQ123456"));
        assert_ne!(of("QQ123456C"), of("QQ123457C"));
    }
}
