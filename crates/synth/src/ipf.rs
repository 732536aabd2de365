//! Iterative proportional fitting (Deming and Stephan, 1940): the table nearest to a seed, in relative entropy, whose
//! margins are the given ones; and the rounding of its cells to whole numbers.

/// One margin: the axes kept, and the wanted sums in row-major order of those axes.
#[derive(Debug, Clone)]
pub struct Margin {
    /// Axes of the table that the margin keeps, ascending.
    pub axes: Vec<usize>,
    /// Wanted sums, row-major over `axes`.
    pub sums: Vec<f64>,
}

/// How a fit ended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    /// Rounds over all margins.
    pub rounds: u32,
    /// Largest relative miss of any margin cell at the end.
    pub worst: f64,
}

/// Scales `table` (row-major, extents `dims`) until every margin holds within `tolerance` (relative), at most 500 rounds.
/// A margin cell whose seed is zero throughout cannot be met: it is left, and shows in [`Fit::worst`].
pub fn rake(table: &mut [f64], dims: &[usize], margins: &[Margin], tolerance: f64) -> Fit {
    let strides: Vec<usize> = (0..dims.len()).map(|i| dims[i + 1..].iter().product()).collect();
    let maps: Vec<Vec<usize>> = margins
        .iter()
        .map(|m| {
            (0..table.len())
                .map(|cell| m.axes.iter().fold(0, |at, &a| at * dims[a] + cell / strides[a] % dims[a]))
                .collect()
        })
        .collect();
    let mut fit = Fit { rounds: 0, worst: f64::INFINITY };
    while fit.rounds < 500 && fit.worst > tolerance {
        fit = Fit { rounds: fit.rounds + 1, worst: 0.0 };
        for (margin, map) in margins.iter().zip(&maps) {
            let mut have = vec![0.0; margin.sums.len()];
            for (cell, &slot) in table.iter().zip(map) {
                have[slot] += cell;
            }
            for (want, have) in margin.sums.iter().zip(&mut have) {
                fit.worst = fit.worst.max((*have - want).abs() / want.abs().max(1e-12));
                *have = if *have > 0.0 { want / *have } else { 1.0 };
            }
            for (cell, &slot) in table.iter_mut().zip(map) {
                *cell *= have[slot];
            }
        }
    }
    fit
}

/// Whole numbers that sum to `total`, each within one of its share of it (largest remainders; ties to the earlier).
pub fn apportion(weights: &[f64], total: u32) -> Vec<u32> {
    let sum: f64 = weights.iter().sum();
    if sum <= 0.0 {
        return vec![0; weights.len()];
    }
    let exact: Vec<f64> = weights.iter().map(|w| w / sum * f64::from(total)).collect();
    let mut out: Vec<u32> = exact.iter().map(|x| x.floor() as u32).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by(|&a, &b| (exact[b] - exact[b].floor()).total_cmp(&(exact[a] - exact[a].floor())).then(a.cmp(&b)));
    let missing = total.saturating_sub(out.iter().sum());
    for &i in order.iter().cycle().take(missing as usize) {
        out[i] += 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fitted_table_meets_its_margins_and_keeps_the_seeds_odds_ratio() {
        let mut t = [4.0, 1.0, 1.0, 2.0];
        let margins =
            [Margin { axes: vec![0], sums: vec![30.0, 70.0] }, Margin { axes: vec![1], sums: vec![55.0, 45.0] }];
        let fit = rake(&mut t, &[2, 2], &margins, 1e-9);
        assert!(fit.worst <= 1e-9 && fit.rounds < 60, "{fit:?}");
        assert!((t[0] + t[1] - 30.0).abs() < 1e-6 && (t[0] + t[2] - 55.0).abs() < 1e-6);
        assert!((t[0] * t[3] / (t[1] * t[2]) - 8.0).abs() < 1e-6);
    }

    #[test]
    fn a_margin_over_two_axes_of_three_is_met() {
        let mut t: Vec<f64> = (1..=12).map(f64::from).collect();
        let margins = [
            Margin { axes: vec![0, 2], sums: vec![10.0, 20.0, 30.0, 40.0] },
            Margin { axes: vec![1], sums: vec![20.0, 30.0, 50.0] },
        ];
        assert!(rake(&mut t, &[2, 3, 2], &margins, 1e-9).worst <= 1e-9);
    }

    #[test]
    fn apportioned_numbers_sum_to_the_total() {
        assert_eq!(apportion(&[1.0, 1.0, 1.0], 10), vec![4, 3, 3]);
        assert_eq!(apportion(&[0.2, 0.3, 0.5], 7).iter().sum::<u32>(), 7);
        assert_eq!(apportion(&[0.0, 0.0], 7), vec![0, 0]);
    }
}
