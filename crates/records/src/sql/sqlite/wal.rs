//! Looks for damage in SQLite's write-ahead log.
//!
//! SQLite ends its reading of the log silently at the first frame whose checksum is wrong: that is right after a power
//! cut, and wrong when a bit of an older frame has changed by itself, because every later change is then forgotten. The
//! two can be told apart: a torn frame differs in whole sectors, a flipped one becomes valid again when one bit is put
//! back. Format: sqlite.org/fileformat2.html, section 4.

use std::path::{Path, PathBuf};

use crate::sql::{Damage, DamageKind, SqlError};

const HEADER: usize = 32;
const FRAME: usize = 24;

/// The log of a database file.
pub(super) fn path_of(database: &Path) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

/// Reads the log beside a database file and names a changed bit.
pub(super) fn check(database: &Path) -> Result<Vec<Damage>, SqlError> {
    let bytes = match std::fs::read(path_of(database)) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(SqlError::Open(format!("cannot read the write-ahead log ({error})"))),
    };
    Ok(damage(&bytes).map(|text| Damage { kind: DamageKind::Log, table: None, part: None, text }).into_iter().collect())
}

/// The two running sums of the checksum.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Sums(u32, u32);

impl Sums {
    fn over(mut self, bytes: &[u8], big: bool) -> Self {
        for pair in bytes.chunks_exact(8) {
            self.0 = self.0.wrapping_add(word(pair, 0, big)).wrapping_add(self.1);
            self.1 = self.1.wrapping_add(word(pair, 4, big)).wrapping_add(self.0);
        }
        self
    }
}

fn word(bytes: &[u8], at: usize, big: bool) -> u32 {
    let four = [bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]];
    if big { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) }
}

fn be(bytes: &[u8], at: usize) -> u32 {
    word(bytes, at, true)
}

/// What the header of the log says.
struct Log {
    big: bool,
    page: usize,
    salts: (u32, u32),
    sums: Sums,
}

fn header(bytes: &[u8]) -> Option<Log> {
    let magic = be(bytes, 0);
    let big = magic == 0x377f_0683;
    let page = be(bytes, 8) as usize;
    let sums = Sums(0, 0).over(&bytes[..24], big);
    let valid = (big || magic == 0x377f_0682)
        && be(bytes, 4) == 3_007_000
        && page.is_power_of_two()
        && (512..=65_536).contains(&page)
        && sums == Sums(be(bytes, 24), be(bytes, 28));
    valid.then(|| Log { big, page, salts: (be(bytes, 16), be(bytes, 20)), sums })
}

/// The damage in a log, if there is any.
fn damage(bytes: &[u8]) -> Option<String> {
    if bytes.len() < HEADER {
        return None;
    }
    let Some(mut log) = header(bytes) else {
        return (0..HEADER * 8).find(|bit| header(&flipped(&bytes[..HEADER], *bit)).is_some()).map(|bit| {
            format!("the write-ahead log is damaged in its header (bit {bit}): all its changes would be forgotten")
        });
    };
    for (number, frame) in bytes[HEADER..].chunks_exact(FRAME + log.page).enumerate() {
        let sums = log.sums.over(&frame[..8], log.big).over(&frame[FRAME..], log.big);
        let stored = Sums(be(frame, 16), be(frame, 20));
        let salts = (be(frame, 8), be(frame, 12));
        if be(frame, 0) != 0 && salts == log.salts && sums == stored {
            log.sums = sums;
            continue;
        }
        return is_one_bit(frame, &log, sums, stored, salts).then(|| {
            format!(
                "the write-ahead log is damaged in frame {}: it and all later changes would be forgotten",
                number + 1
            )
        });
    }
    None
}

fn flipped(bytes: &[u8], bit: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[bit / 8] ^= 1 << (bit % 8);
    bytes
}

/// True when one changed bit explains why a frame is not valid.
fn is_one_bit(frame: &[u8], log: &Log, sums: Sums, stored: Sums, salts: (u32, u32)) -> bool {
    let bits = |a: (u32, u32), b: (u32, u32)| (a.0 ^ b.0).count_ones() + (a.1 ^ b.1).count_ones();
    match bits(salts, log.salts) {
        0 => bits((sums.0, sums.1), (stored.0, stored.1)) == 1 || explains(frame, log.big, sums, stored),
        1 => sums == stored,
        _ => false,
    }
}

/// Whether putting back one bit of the summed bytes gives the stored checksum. The sums are linear: a word that changes
/// by `d`, followed by `n` pairs, changes them by `d` times the `n`-th power of ((1 1) (1 2)).
fn explains(frame: &[u8], big: bool, sums: Sums, stored: Sums) -> bool {
    let gap = (stored.0.wrapping_sub(sums.0), stored.1.wrapping_sub(sums.1));
    // What a change of 1 in the first and in the second word of a pair adds to the sums in the end.
    let (mut first, mut second) = ((1_u32, 1_u32), (0_u32, 1_u32));
    let body = frame[FRAME..].chunks_exact(8).rev().chain(std::iter::once(&frame[..8]));
    for pair in body {
        for (at, effect) in [(0, first), (4, second)] {
            let value = word(pair, at, big);
            for bit in 0..32 {
                let step = 1_u32 << bit;
                let change = if value & step == 0 { step } else { step.wrapping_neg() };
                if effect.0.wrapping_mul(change) == gap.0 && effect.1.wrapping_mul(change) == gap.1 {
                    return true;
                }
            }
        }
        for effect in [&mut first, &mut second] {
            let (a, b) = *effect;
            *effect = (a.wrapping_add(b), a.wrapping_add(b.wrapping_mul(2)));
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A log of three frames of 512 bytes, made by the rules of the format.
    fn log() -> Vec<u8> {
        let mut bytes = Vec::new();
        for word in [0x377f_0682_u32, 3_007_000, 512, 1, 0x1234_5678, 0x9abc_def0] {
            bytes.extend(word.to_be_bytes());
        }
        let mut sums = Sums(0, 0).over(&bytes, false);
        bytes.extend(sums.0.to_be_bytes());
        bytes.extend(sums.1.to_be_bytes());
        for frame in 1..=3_u32 {
            let page: Vec<u8> = (0..512_u32).map(|n| (n.wrapping_mul(frame * 37) >> 2) as u8).collect();
            let head: Vec<u8> = [frame, 3].iter().flat_map(|word| word.to_be_bytes()).collect();
            sums = sums.over(&head, false).over(&page, false);
            bytes.extend(head);
            for word in [0x1234_5678, 0x9abc_def0, sums.0, sums.1] {
                bytes.extend(word.to_be_bytes());
            }
            bytes.extend(page);
        }
        bytes
    }

    #[test]
    fn every_single_changed_bit_of_a_log_is_found() {
        let sound = log();
        assert_eq!(damage(&sound), None);
        for bit in 0..sound.len() * 8 {
            assert!(damage(&flipped(&sound, bit)).is_some(), "bit {bit}");
        }
    }

    #[test]
    fn a_log_that_a_power_cut_tore_is_not_taken_for_a_damaged_one() {
        let sound = log();
        for long in 0..sound.len() {
            assert_eq!(damage(&sound[..long]), None, "cut at {long}");
            let mut zeroed = sound.clone();
            zeroed[long..].fill(0);
            if long >= HEADER && sound[long..].iter().map(|byte| byte.count_ones()).sum::<u32>() > 1 {
                assert_eq!(damage(&zeroed), None, "zeroes from {long}");
            }
        }
    }
}
