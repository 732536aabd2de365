//! Whole pence and exact rates.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul, Neg, Sub};

/// An amount of money in whole pence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pence(pub i64);

/// A rate in millionths: 13.8 per cent is 138,000.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rate(pub i64);

impl Rate {
    /// A whole.
    pub const ONE: Rate = Rate(1_000_000);
}

/// `a · b / c` to the nearest whole number, halves away from zero; `c` is positive.
fn scaled(a: i64, b: i64, c: i64) -> i64 {
    let product = i128::from(a) * i128::from(b);
    let half = i128::from(c) / 2;
    let nearest = if product < 0 { (product - half) / i128::from(c) } else { (product + half) / i128::from(c) };
    nearest.clamp(i128::from(i64::MIN), i128::from(i64::MAX)) as i64
}

impl Pence {
    /// Pounds and pence: `Pence::of(7_870, 38)` is £7,870.38.
    pub const fn of(pounds: i64, pence: i64) -> Pence {
        Pence(pounds * 100 + pence)
    }

    /// This amount at a rate, to the nearest penny, halves away from zero.
    #[must_use]
    pub fn at(self, rate: Rate) -> Pence {
        Pence(scaled(self.0, rate.0, Rate::ONE.0))
    }

    /// This amount times `numerator / denominator`, to the nearest penny, halves away from zero.
    ///
    /// # Panics
    /// When the denominator is not positive.
    #[must_use]
    pub fn share(self, numerator: i64, denominator: i64) -> Pence {
        assert!(denominator > 0, "a share has a positive denominator");
        Pence(scaled(self.0, numerator, denominator))
    }

    /// Splits this amount in proportion to `weights` so that the parts sum to it exactly: each part is rounded down and
    /// the pennies left go to the largest remainders, first come first served. Without any weight all goes to the first.
    pub fn split(self, weights: &[u64]) -> Vec<Pence> {
        let total: u128 = weights.iter().map(|weight| u128::from(*weight)).sum();
        if total == 0 {
            return weights.iter().enumerate().map(|(at, _)| if at == 0 { self } else { Pence(0) }).collect();
        }
        let (sign, whole) = (self.0.signum(), u128::from(self.0.unsigned_abs()));
        let exact: Vec<(u128, u128)> = weights
            .iter()
            .map(|weight| (whole * u128::from(*weight) / total, whole * u128::from(*weight) % total))
            .collect();
        let mut parts: Vec<u128> = exact.iter().map(|(part, _)| *part).collect();
        let mut order: Vec<usize> = (0..weights.len()).collect();
        order.sort_by_key(|at| std::cmp::Reverse(exact[*at].1));
        let left = (whole - parts.iter().sum::<u128>()) as usize;
        for at in order.into_iter().take(left) {
            parts[at] += 1;
        }
        parts.into_iter().map(|part| Pence(sign * part as i64)).collect()
    }
}

impl Add for Pence {
    type Output = Pence;
    fn add(self, other: Pence) -> Pence {
        Pence(self.0 + other.0)
    }
}

impl AddAssign for Pence {
    fn add_assign(&mut self, other: Pence) {
        self.0 += other.0;
    }
}

impl Sub for Pence {
    type Output = Pence;
    fn sub(self, other: Pence) -> Pence {
        Pence(self.0 - other.0)
    }
}

impl Neg for Pence {
    type Output = Pence;
    fn neg(self) -> Pence {
        Pence(-self.0)
    }
}

impl Mul<i64> for Pence {
    type Output = Pence;
    fn mul(self, times: i64) -> Pence {
        Pence(self.0 * times)
    }
}

impl Sum for Pence {
    fn sum<I: Iterator<Item = Pence>>(amounts: I) -> Pence {
        amounts.fold(Pence(0), Add::add)
    }
}

impl fmt::Display for Pence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = (self.0.unsigned_abs() / 100).to_string();
        let sign = if self.0 < 0 { "−" } else { "" };
        write!(f, "{sign}£")?;
        for (at, digit) in digits.char_indices() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                write!(f, ",")?;
            }
            write!(f, "{digit}")?;
        }
        write!(f, ".{:02}", self.0.unsigned_abs() % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_written_in_pounds() {
        assert_eq!(Pence(232_963_248_000).to_string(), "£2,329,632,480.00");
        assert_eq!(Pence(-5).to_string(), "−£0.05");
        assert_eq!(Pence::of(999, 99).to_string(), "£999.99");
    }

    #[test]
    fn halves_round_away_from_zero() {
        assert_eq!(Pence(5).at(Rate(500_000)), Pence(3));
        assert_eq!(Pence(-5).at(Rate(500_000)), Pence(-3));
        assert_eq!(Pence(100).share(1, 3), Pence(33));
    }

    #[test]
    fn a_split_sums_to_its_whole() {
        assert_eq!(Pence(100).split(&[1, 1, 1]), [Pence(34), Pence(33), Pence(33)]);
        assert_eq!(Pence(-100).split(&[1, 1, 1]), [Pence(-34), Pence(-33), Pence(-33)]);
        assert_eq!(Pence(7).split(&[0, 0]), [Pence(7), Pence(0)]);
    }
}
