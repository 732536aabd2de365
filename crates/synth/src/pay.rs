//! Pay: the legal minimum of the year, a premium over it, and the role's ratio. A worker keeps a place in the spread
//! from year to year, so that pay follows from role, year and place alone and rises each April.

use crate::calendar::Month;
use crate::codes::ROLES;
use crate::rng::normal_quantile;

const MINIMA: &str = include_str!("../../../data/pay/national_minimum_wage.csv");

/// Pay tables: minimum wages and the quantiles of the spread.
#[derive(Debug)]
pub struct Pay {
    /// By April year from 2019: under 18, 18-20, 21-22, 23 and over; pence an hour.
    minima: Vec<[f64; 4]>,
    /// Standard normal quantiles at 1/512 steps.
    quantiles: Vec<f64>,
}

/// Median premium of a care worker over the National Living Wage by April year from 2019, per cent. 2024 is published for
/// the East (11.90 on 11.44); the rest is assumed to shrink towards it as the minimum rose.
const PREMIUM: [f64; 9] = [6.5, 6.5, 6.5, 6.3, 5.1, 4.02, 3.6, 3.5, 3.5];

impl Pay {
    /// Reads the statutory rates.
    pub fn new() -> Self {
        let mut minima = vec![[0.0; 4]; 9];
        for line in MINIMA.lines().skip(1) {
            let mut f = line.split(',');
            let (Some(band), Some(from), Some(rate)) = (f.next(), f.next(), f.next()) else { continue };
            let year: usize = from.get(..4).and_then(|y| y.parse().ok()).unwrap_or(0);
            let band = match band {
                "under_18" => 0,
                "18_to_20" => 1,
                "21_to_22" => 2,
                "25_plus" => 3,
                _ => continue,
            };
            if (2019..=2026).contains(&year) {
                minima[year - 2019][band] = (rate.parse::<f64>().unwrap_or(0.0) * 100.0).round();
            }
        }
        minima[8] = minima[7];
        Self { minima, quantiles: (0..512).map(|i| normal_quantile((f64::from(i) + 0.5) / 512.0)).collect() }
    }

    /// The National Living Wage of the April year of a month, pence.
    pub fn living_wage(&self, month: Month) -> f64 {
        self.minima[Self::year(month)][3]
    }

    fn year(month: Month) -> usize {
        ((month - 3).div_euclid(12) - 2019).clamp(0, 8) as usize
    }

    /// Pence an hour for a role at a place in the spread (0..512), for somebody who will be `age` when the year ends.
    pub fn hourly(&self, month: Month, role: u8, place: u16, age: i32, public: bool) -> u32 {
        let year = Self::year(month);
        let ratio = ROLES[role as usize].pay;
        let z = self.quantiles[usize::from(place) & 511];
        let spread = if ratio > 1.1 { 0.12 } else { 0.052 };
        let wage = self.minima[year][3];
        let premium = PREMIUM[year] / 100.0 + spread * z + if public { 0.06 } else { 0.0 };
        let mut pence = wage * (1.0 + premium) * ratio;
        let floor = match age {
            ..18 => 0,
            18..=20 => 1,
            21..=22 => 2,
            _ => 3,
        };
        // Three in ten of the youngest are paid their own lower minimum.
        if floor < 3 && place % 10 < 3 {
            pence = pence.min(self.minima[year][floor]);
        }
        pence.max(self.minima[year][floor]).round() as u32
    }
}
