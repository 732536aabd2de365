//! Random streams. Each workplace, month and purpose has a stream of its own, keyed by number, so that what is drawn does
//! not depend on how many threads drew it or in which order.

/// A `SplitMix64` stream (Steele, Lea and Flood, 2014): 64 bits of state, passes `BigCrush`, and may be keyed at will.
#[derive(Debug, Clone)]
pub struct Stream(u64);

const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// The finalising mix of `SplitMix64`: every input bit moves every output bit.
pub const fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

impl Stream {
    /// A stream for one purpose: `what` names it, `a` and `b` say for whom (a workplace, a month).
    pub const fn new(seed: u64, what: u64, a: u64, b: u64) -> Self {
        let k = mix(seed ^ GOLDEN);
        let k = mix(k ^ what.wrapping_mul(0xD1B5_4A32_D192_ED03));
        let k = mix(k ^ a.wrapping_mul(0xAEF1_7502_108E_F2D9));
        Self(mix(k ^ b.wrapping_mul(0x8CB9_2BA7_2F3D_8DD7)))
    }

    /// The next 64 random bits.
    pub const fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GOLDEN);
        mix(self.0)
    }

    /// A number in `[0, 1)`.
    pub fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A whole number in `0..n`; 0 when `n` is 0.
    pub const fn below(&mut self, n: usize) -> usize {
        ((self.bits() as u128 * n as u128) >> 64) as usize
    }

    /// A number of days or years in `0..n`; 0 when `n` is 0.
    pub fn days(&mut self, n: i32) -> i32 {
        (self.unit() * f64::from(n)) as i32
    }

    /// True with probability `p`.
    pub fn chance(&mut self, p: f64) -> bool {
        self.unit() < p
    }

    /// A standard normal number (sum of twelve would be rougher; this is Box and Muller's, one half of it).
    pub fn normal(&mut self) -> f64 {
        let r = (-2.0 * (1.0 - self.unit()).ln()).sqrt();
        r * (std::f64::consts::TAU * self.unit()).cos()
    }

    /// An index drawn with probability proportional to its weight; 0 when all weights are zero.
    pub fn pick(&mut self, weights: &[f64]) -> usize {
        let mut at = self.unit() * weights.iter().sum::<f64>();
        for (i, w) in weights.iter().enumerate() {
            at -= w;
            if at < 0.0 && *w > 0.0 {
                return i;
            }
        }
        weights.iter().rposition(|w| *w > 0.0).unwrap_or(0)
    }

    /// Puts a slice in random order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }

    /// `x` rounded down, or up with probability equal to its fraction.
    pub fn round(&mut self, x: f64) -> u32 {
        (x.max(0.0) + self.unit()) as u32
    }
}

/// The standard normal quantile of `p` in (0, 1), by bisection of Abramowitz and Stegun's 26.2.17 (error below 8e-8).
/// Used once per table, never per worker.
pub fn normal_quantile(p: f64) -> f64 {
    let (mut lo, mut hi) = (-6.0, 6.0);
    for _ in 0..60 {
        let mid = f64::midpoint(lo, hi);
        if normal_cdf(mid) < p { lo = mid } else { hi = mid }
    }
    f64::midpoint(lo, hi)
}

fn normal_cdf(x: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.231_641_9 * x.abs());
    let poly =
        t * (0.319_381_530 + t * (-0.356_563_782 + t * (1.781_477_937 + t * (-1.821_255_978 + t * 1.330_274_429))));
    let upper = (-x * x / 2.0).exp() / std::f64::consts::TAU.sqrt() * poly;
    if x < 0.0 { upper } else { 1.0 - upper }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_repeats_and_its_neighbours_differ() {
        let (mut a, mut b, mut c) = (Stream::new(1, 2, 3, 4), Stream::new(1, 2, 3, 4), Stream::new(1, 2, 4, 3));
        let first: Vec<u64> = (0..8).map(|_| a.bits()).collect();
        assert_eq!(first, (0..8).map(|_| b.bits()).collect::<Vec<_>>());
        assert_ne!(first, (0..8).map(|_| c.bits()).collect::<Vec<_>>());
    }

    #[test]
    fn uniform_and_normal_numbers_have_their_moments() {
        let mut s = Stream::new(7, 0, 0, 0);
        let n = 100_000;
        let mean = (0..n).map(|_| s.unit()).sum::<f64>() / f64::from(n);
        assert!((mean - 0.5).abs() < 0.005, "{mean}");
        let var = (0..n).map(|_| s.normal().powi(2)).sum::<f64>() / f64::from(n);
        assert!((var - 1.0).abs() < 0.02, "{var}");
        assert!((normal_quantile(0.975) - 1.959_964).abs() < 1e-4);
    }

    #[test]
    fn a_weightless_choice_is_never_made() {
        let mut s = Stream::new(9, 0, 0, 0);
        assert!((0..10_000).all(|_| s.pick(&[0.0, 1.0, 0.0, 3.0, 0.0]) % 2 == 1));
    }
}
