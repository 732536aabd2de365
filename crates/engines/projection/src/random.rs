//! Random numbers that are looked up rather than drawn: the value for (seed, purpose; who, month) is a function of those
//! four and nothing else. Results do not depend on threads or order, and two scenarios of one seed share every number
//! (common random numbers), so that their difference is not drowned by chance.
//!
//! The function is Philox4x32-10 (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC'11).

/// What a number is for. Numbers of different purposes are independent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Purpose {
    /// The population at the start.
    Start = 1,
    /// Whether anything happens to a post this month.
    Event = 2,
    /// What it is that happens.
    Outcome = 3,
    /// Who fills a post.
    Joiner = 4,
    /// Workplaces: opening, closing, growing.
    Workplace = 5,
    /// Parameters of a run, drawn from their ranges.
    Parameter = 6,
}

/// The key of a run: its seed and what the number is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    words: [u32; 2],
    purpose: u32,
}

const MULTIPLIERS: [u32; 2] = [0xD251_1F53, 0xCD9E_8D57];
const WEYL: [u32; 2] = [0x9E37_79B9, 0xBB67_AE85];
const ROUNDS: usize = 10;

/// Philox4x32-10 of a counter and a key.
#[inline]
pub const fn philox(mut counter: [u32; 4], mut key: [u32; 2]) -> [u32; 4] {
    let mut round = 0;
    while round < ROUNDS {
        let low = counter[0] as u64 * MULTIPLIERS[0] as u64;
        let high = counter[2] as u64 * MULTIPLIERS[1] as u64;
        counter = [
            (high >> 32) as u32 ^ counter[1] ^ key[0],
            high as u32,
            (low >> 32) as u32 ^ counter[3] ^ key[1],
            low as u32,
        ];
        key = [key[0].wrapping_add(WEYL[0]), key[1].wrapping_add(WEYL[1])];
        round += 1;
    }
    counter
}

/// A random word as a number in `[0, 1)` with 24 bits.
#[inline]
pub const fn unit(word: u32) -> f32 {
    (word >> 8) as f32 * (1.0 / 16_777_216.0)
}

/// A probability as the threshold below which a random word means yes: exact to one part in 2^32.
pub fn threshold(probability: f64) -> u32 {
    (probability.clamp(0.0, 1.0) * 4_294_967_296.0).min(4_294_967_295.0) as u32
}

impl Key {
    /// The key of a seed and purpose.
    pub const fn new(seed: u64, purpose: Purpose) -> Key {
        Key { words: [seed as u32, (seed >> 32) as u32], purpose: purpose as u32 }
    }

    /// Four independent words for one of whatever is numbered (a post, a workplace, a run) in one month.
    #[inline]
    pub const fn words(self, who: u32, month: u32) -> [u32; 4] {
        philox([who, month, self.purpose, 0], self.words)
    }

    /// One word each for `to.len()` neighbours from `first` on, in one month; `first` and the length are multiples of
    /// [`LANES`]. Number `i` is word `i % 4` of counter `i / 4`: four neighbours share a call. The order within a
    /// group of [`LANES`] is by word, then counter, which costs no shuffle.
    #[expect(clippy::inline_always, reason = "vector code is made only inside the caller that may use it")]
    #[inline(always)]
    pub fn fill(self, first: u32, month: u32, to: &mut [u32]) {
        for (group, out) in to.as_chunks_mut::<LANES>().0.iter_mut().enumerate() {
            let base = (first >> 2) + (group * WIDTH) as u32;
            let words = philox_wide(base, month, self.purpose, self.words);
            for (word, lane) in words.iter().zip(out.as_chunks_mut::<WIDTH>().0) {
                *lane = *word;
            }
        }
    }

    /// The word that [`Key::fill`] gives to one neighbour.
    pub fn one(self, who: u32, month: u32) -> u32 {
        let within = who % LANES as u32;
        let counter = (who - within) / 4 + within % WIDTH as u32;
        philox([counter, month, self.purpose, 0], self.words)[(within / WIDTH as u32) as usize]
    }
}

/// Counters worked out abreast.
const WIDTH: usize = 16;
/// Numbers that come of one wide call.
pub const LANES: usize = 4 * WIDTH;

/// [`WIDTH`] neighbouring counters at once, in the shape that compilers turn into vector code.
#[expect(clippy::inline_always, reason = "vector code is made only inside the caller that may use it")]
#[inline(always)]
#[expect(clippy::needless_range_loop, reason = "four columns by one lane: this shape becomes vector code")]
fn philox_wide(base: u32, month: u32, purpose: u32, mut key: [u32; 2]) -> [[u32; WIDTH]; 4] {
    let mut counter = [[0_u32; WIDTH], [month; WIDTH], [purpose; WIDTH], [0; WIDTH]];
    for (lane, value) in counter[0].iter_mut().enumerate() {
        *value = base + lane as u32;
    }
    for _ in 0..ROUNDS {
        for lane in 0..WIDTH {
            let low = u64::from(counter[0][lane]) * u64::from(MULTIPLIERS[0]);
            let high = u64::from(counter[2][lane]) * u64::from(MULTIPLIERS[1]);
            let (second, fourth) = (counter[1][lane], counter[3][lane]);
            counter[0][lane] = (high >> 32) as u32 ^ second ^ key[0];
            counter[1][lane] = high as u32;
            counter[2][lane] = (low >> 32) as u32 ^ fourth ^ key[1];
            counter[3][lane] = low as u32;
        }
        key = [key[0].wrapping_add(WEYL[0]), key[1].wrapping_add(WEYL[1])];
    }
    counter
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Known answers of Random123 (`tests/kat_vectors`, philox4x32 10).
    #[test]
    fn the_published_answers_come_out() {
        let pi = [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344];
        let known = [
            ([0; 4], [0; 2], [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]),
            ([u32::MAX; 4], [u32::MAX; 2], [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]),
            (pi, [0xa409_3822, 0x299f_31d0], [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]),
        ];
        for (counter, key, answer) in known {
            assert_eq!(philox(counter, key), answer);
        }
    }

    #[test]
    fn many_at_once_are_the_same_as_one_by_one() {
        let key = Key::new(0x0123_4567_89ab_cdef, Purpose::Event);
        let mut many = [0; 3 * LANES];
        key.fill(5 * LANES as u32, 77, &mut many);
        for (at, word) in many.iter().enumerate() {
            assert_eq!(*word, key.one((5 * LANES + at) as u32, 77));
        }
        assert_eq!(many.iter().collect::<std::collections::HashSet<_>>().len(), many.len());
    }

    #[test]
    fn seed_purpose_who_and_month_each_change_the_number() {
        let base = Key::new(1, Purpose::Event).words(10, 20);
        assert_ne!(base, Key::new(2, Purpose::Event).words(10, 20));
        assert_ne!(base, Key::new(1 << 32 | 1, Purpose::Event).words(10, 20));
        assert_ne!(base, Key::new(1, Purpose::Joiner).words(10, 20));
        assert_ne!(base, Key::new(1, Purpose::Event).words(11, 20));
        assert_ne!(base, Key::new(1, Purpose::Event).words(10, 21));
    }

    #[test]
    fn a_threshold_is_met_as_often_as_its_probability() {
        assert_eq!((threshold(0.0), threshold(1.0), threshold(0.5)), (0, u32::MAX, 1 << 31));
        let (key, at) = (Key::new(9, Purpose::Outcome), threshold(0.3));
        let met = (0..40_000).filter(|who| key.words(*who, 3)[0] < at).count() as f64 / 40_000.0;
        assert!((met - 0.3).abs() < 4.0 * (0.21_f64 / 40_000.0).sqrt(), "{met}");
    }
}
