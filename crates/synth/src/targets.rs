//! What has been published, as the drawing aims at it. A year is that ending in March; between years a value moves in a
//! straight line from March to March; after the last it stays.

use crate::calendar::Month;

/// Vacancy rate by year, per cent of permanent, temporary and vacant posts. 2021: East (Skills for Care, 8.0; June 2021
/// 8.8); 2022-2025: England (10.5 restated, 9.9, 8.3, 7.0); after that held.
pub const VACANCY: [(i32, f64); 5] = [(2021, 8.0), (2022, 10.5), (2023, 9.9), (2024, 8.3), (2025, 7.0)];
/// Vacancy rate of a service group against the whole; assumed.
pub const VACANCY_BY_GROUP: [f64; 4] = [0.72, 1.32, 0.8, 0.95];
/// Male share, per cent: England 2021/22 18 (82 women), 2023/24 21, 2024/25 22.
pub const MALE: [(i32, f64); 4] = [(2021, 18.0), (2022, 18.0), (2024, 21.0), (2025, 22.0)];
/// British share, per cent: 83 in 2017/18; 70 in 2024/25 derived from "30,000 fewer, 2.6 %" and 1.6 million posts.
pub const BRITISH: [(i32, f64); 6] =
    [(2020, 82.5), (2022, 81.0), (2023, 78.0), (2024, 73.5), (2025, 70.3), (2026, 70.0)];
/// Share of all from the European Union; 8 in 2017/18, then assumed to fall.
pub const EUROPEAN: [(i32, f64); 2] = [(2020, 7.5), (2025, 6.0)];
/// Care and support workers with a qualification at level 2 or above: 48 in 2018/19, 41 in 2023/24, 38 in 2024/25.
pub const LEVEL_2: [(i32, f64); 4] = [(2019, 48.0), (2024, 41.0), (2025, 38.0), (2026, 37.5)];
/// Ages: shares by band (under 20, 20-24, 25-34, 35-44, 45-54, 55-59, 60 and over). 55 and over is the published 25 %.
pub const AGES: [f64; 7] = [1.5, 7.0, 19.5, 22.0, 25.0, 12.0, 13.0];
/// Filled posts against the last month. 2024 to 2025 is the published 3.4 %; the rest assumed.
pub const FILLED: [(i32, f64); 8] = [
    (2020, 0.938),
    (2021, 0.94),
    (2022, 0.932),
    (2023, 0.938),
    (2024, 0.9615),
    (2025, 0.9942),
    (2026, 0.998),
    (2027, 1.002),
];
/// Mean days of sickness: East 2021 4.8 % of days, about 9.6; 5.2 days otherwise (2016/17, the last published).
pub const SICKNESS: [(i32, f64); 4] = [(2021, 9.6), (2022, 8.0), (2023, 6.2), (2024, 5.2)];
/// Zero-hours contracts by service group, per cent; a quarter of all is published, the split assumed.
pub const ZERO_HOURS: [f64; 4] = [10.0, 44.0, 16.0, 12.0];
/// Leavers who take another job in adult social care, per cent of those under 60 and of those over; 63 to 66 of all.
pub const STAY: [f64; 2] = [0.69, 0.20];
/// Starters who come from adult social care; two thirds.
pub const FROM_SECTOR: f64 = 0.66;

/// Turnover of a class of role against that of all, where published.
pub const TURNOVER_BY_ROLE: [Option<f64>; 9] = [
    Some(36.1 / 29.0),
    None,
    Some(17.5 / 29.0),
    Some(44.1 / 29.0),
    Some(12.1 / 29.0),
    Some(17.0 / 23.1),
    None,
    None,
    None,
];
/// Where a class starts before fitting; also what an unpublished class keeps.
pub const TURNOVER_SEED: [f64; 9] = [1.2, 1.05, 0.6, 1.5, 0.42, 0.74, 0.7, 0.8, 0.8];
/// By age band (as [`AGES`]): under 20 and 60 and over are published (52.6 and 24.1 of 29.0, 2021/22).
pub const TURNOVER_BY_AGE: [Option<f64>; 7] = [Some(52.6 / 29.0), None, None, None, None, None, Some(24.1 / 29.0)];
/// Seeds by age.
pub const AGE_SEED: [f64; 7] = [1.7, 1.4, 1.15, 1.0, 0.9, 0.85, 0.85];
/// By years in the sector (under 1, 1-2, 3-4, 5-9, 10-19, 20 and over): 43.7 and 20.4 of 29.0 are published.
pub const TURNOVER_BY_TENURE: [Option<f64>; 6] = [Some(43.7 / 29.0), None, None, None, None, Some(20.4 / 29.0)];
/// Seeds by tenure.
pub const TENURE_SEED: [f64; 6] = [1.5, 1.2, 1.05, 0.9, 0.8, 0.7];
/// By hours (zero-hours contract, up to 35, over 35): published gap of 5.8 points between the first and last.
pub const TURNOVER_BY_HOURS: [Option<f64>; 3] = [Some(1.12), None, Some(0.92)];

/// The value at a month of a series of Marches.
pub fn at(series: &[(i32, f64)], month: Month) -> f64 {
    let x = f64::from(month - 2) / 12.0; // March of year y is y * 12 + 2
    let after = series.iter().position(|p| f64::from(p.0) > x);
    match after {
        None => series[series.len() - 1].1,
        Some(0) => series[0].1,
        Some(i) => {
            let (a, b) = (series[i - 1], series[i]);
            a.1 + (b.1 - a.1) * (x - f64::from(a.0)) / f64::from(b.0 - a.0)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_series_is_met_in_march_and_joined_between() {
        let march = |y: i32| y * 12 + 2;
        assert!((at(&VACANCY, march(2022)) - 10.5).abs() < 1e-9);
        assert!((at(&VACANCY, march(2021) + 6) - 9.25).abs() < 1e-9);
        assert!((at(&VACANCY, march(2026) + 6) - 7.0).abs() < 1e-9);
        assert!((at(&FILLED, march(2026) + 6) - 1.0).abs() < 1e-9);
    }
}
