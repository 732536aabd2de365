//! The number on an error page, by which the operator finds the line in the log.

use std::sync::atomic::{AtomicU64, Ordering};

/// Gives each request a reference; no two of one process are equal, and none tells how many requests there were.
#[derive(Debug)]
pub struct References {
    seed: u64,
    next: AtomicU64,
}

/// A request's reference: eight characters that cannot be mistaken for one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference(u64);

const ALPHABET: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

impl References {
    /// References of a process that began at `seed` (for example nanoseconds since 1970).
    pub fn new(seed: u64) -> References {
        References { seed, next: AtomicU64::new(0) }
    }

    /// The next reference.
    pub fn next(&self) -> Reference {
        let count = self.next.fetch_add(1, Ordering::Relaxed);
        Reference(scatter(count.wrapping_add(self.seed & MASK) & MASK))
    }
}

const BITS: u32 = 40;
const MASK: u64 = (1 << BITS) - 1;

/// A one-to-one mixing of 40-bit numbers: odd multiplications and right shifts, each of which can be undone.
fn scatter(mut x: u64) -> u64 {
    x = x.wrapping_mul(0x9E_3779_B97F) & MASK;
    x ^= x >> 19;
    x = x.wrapping_mul(0xBF_5847_6D1D) & MASK;
    x ^ (x >> 21)
}

impl std::fmt::Display for Reference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for place in (0..8).rev() {
            let letter = ALPHABET[(self.0 >> (5 * place)) as usize & 31];
            write!(f, "{}", letter as char)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn a_hundred_thousand_references_are_all_different_and_eight_letters_long() {
        let references = References::new(1_764_000_000_123_456_789);
        let seen: HashSet<String> = (0..100_000).map(|_| references.next().to_string()).collect();
        assert_eq!(seen.len(), 100_000);
        assert!(seen.iter().all(|r| r.len() == 8));
    }
}
