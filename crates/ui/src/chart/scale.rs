//! Axes: round steps, and the place of a value.

/// A linear axis with round steps.
#[derive(Clone, Debug)]
pub(crate) struct Scale {
    pub low: f64,
    pub high: f64,
    pub ticks: Vec<f64>,
}

impl Scale {
    /// An axis that holds the extent in about `steps` round steps; from zero when asked or when zero is near.
    pub fn new((low, high): (f64, f64), steps: usize, from_zero: bool) -> Self {
        let span = (high - low).abs();
        let low = if low > 0.0 && (from_zero || span > low * 0.8) { 0.0 } else { low };
        let high = if high < 0.0 && from_zero { 0.0 } else { high };
        let high = if high - low < 1e-9 { low + low.abs().max(1.0) } else { high };
        let step = round_step((high - low) / steps.max(1) as f64);
        let (first, last) = ((low / step).floor(), (high / step - 1e-9).ceil());
        let count = (last - first).clamp(1.0, 12.0) as usize;
        let ticks: Vec<f64> = (0..=count).map(|place| (first + place as f64) * step).collect();
        Self { low: first * step, high: (first + count as f64) * step, ticks }
    }

    /// Where a value lies, from 0 at the low end to 1 at the high end.
    pub fn share(&self, value: f64) -> f64 {
        ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }
}

/// The next of 1, 2, 5 times a power of ten.
fn round_step(raw: f64) -> f64 {
    let power = 10_f64.powf(raw.max(1e-12).log10().floor());
    let lead = raw / power;
    let round = [1.0, 2.0, 5.0].into_iter().find(|step| lead <= *step + 1e-9).unwrap_or(10.0);
    round * power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_has_round_steps_holds_every_value_and_has_at_most_ten_lines() {
        for (low, high) in
            [(0.0, 1.0), (23.1, 33.2), (0.0, 177_000.0), (-3.0, 4.2), (5.0, 5.0), (0.0, 0.0), (1180.0, 1340.0)]
        {
            let scale = Scale::new((low, high), 5, false);
            assert!(scale.low <= low && scale.high >= high, "{scale:?}");
            assert!((2..=10).contains(&scale.ticks.len()), "{scale:?}");
        }
        assert!(Scale::new((23.0, 33.0), 5, true).low.abs() < 1e-9);
    }
}
