//! Interrupted time series: one place, a known moment, a good while before and after.
//!
//! The model is a straight line before, and from the change on a step and another slope (Wagner and others 2002). Months
//! that follow one another resemble one another; least squares would be far too sure. The errors are taken to follow one
//! another with a correlation `r` (AR(1)); `r` is found from the residuals with its bias removed and then raised by three quarters of its standard error, so that the
//! intervals hold although `r` is only estimated; the fit is generalised least squares with that `r` (Prais and Winsten 1954), and the degrees of freedom are those of the number
//! of independent months that the series is worth. Robust (Newey-West) errors were tried and hold far less often in
//! series of this length; see `docs/methods/evaluation.md`.

use crate::least_squares::{COLUMNS, Row, apply, cross, dot, fit, invert};
use crate::verdict::{
    Assumption, Estimate, Evaluation, EvaluationError, Method, Question, Standing, to_judge, too_few,
};

/// Fewest periods on each side of the change.
const FEWEST: usize = 12;
/// Most periods.
const MOST: usize = 1_200;
/// The greatest correlation that is believed.
const STRONGEST: f64 = 0.95;
/// Standard errors by which the correlation is raised: measured, see `docs/methods/evaluation.md`.
const RAISED_BY: f64 = 0.75;

/// A series that was interrupted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Series<'a> {
    /// Values, one a period, earliest first, none left out.
    pub values: &'a [f64],
    /// Index of the first period after the change.
    pub change: usize,
}

/// The step at the change, and whether the slope changed as well.
///
/// # Errors
/// [`EvaluationError`] when a value is no number or there are too many.
pub fn interrupted_series(series: Series<'_>, question: Question) -> Result<Evaluation, EvaluationError> {
    let question = question.check()?;
    let method = Method::InterruptedSeries;
    if series.values.iter().any(|value| !value.is_finite()) {
        return Err(EvaluationError::NotANumber("the series"));
    }
    if series.values.len() > MOST {
        return Err(EvaluationError::TooLong(series.values.len()));
    }
    let (before, after) = (series.change.min(series.values.len()), series.values.len().saturating_sub(series.change));
    let found = if before.min(after) < FEWEST { None } else { fitted(series) };
    let Some((estimate, correlation)) = found else {
        let reason =
            format!("there must be {FEWEST} periods or more on each side; here are {before} before and {after} after.");
        return Ok(too_few(method, assumptions(Standing::ToJudge), reason));
    };
    let standing = if correlation >= STRONGEST { Standing::Doubtful } else { Standing::Plausible };
    Ok(question.answer(method, estimate, assumptions(standing)))
}

fn assumptions(correlation: Standing) -> Vec<Assumption> {
    vec![
        Assumption {
            text: "the series is long enough for how much months resemble the one before",
            standing: correlation,
        },
        to_judge("without the change the line from before would have gone on"),
        to_judge("nothing else happened at that time"),
        to_judge("the moment of the change was not chosen for how the series looked"),
    ]
}

/// A row of the design: level, line, step, change of slope.
fn rows(periods: usize, change: usize) -> Vec<Row> {
    let row = |time: usize| {
        let since = time as f64 - change as f64;
        if time < change { [1.0, time as f64, 0.0, 0.0] } else { [1.0, time as f64, 1.0, since] }
    };
    (0..periods).map(row).collect()
}

/// The step with its interval, and the correlation of the errors.
fn fitted(series: Series<'_>) -> Option<(Estimate, f64)> {
    let rows = rows(series.values.len(), series.change);
    let plain = fit(&rows, series.values)?;
    let scale: f64 = series.values.iter().map(|value| value * value).sum();
    let flat = plain.squares <= scale * 1e-24;
    let count = series.values.len() as f64;
    let correlation = if flat {
        0.0
    } else {
        let likely = correlation(&rows, &plain.residuals)?;
        (likely + RAISED_BY * ((1.0 - likely * likely) / count).sqrt()).min(STRONGEST)
    };
    let (effect, standard_error) = gls(&rows, series.values, correlation)?;
    let standard_error = if flat { 0.0 } else { standard_error };
    let worth = (count - COLUMNS as f64) * (1.0 - correlation) / (1.0 + correlation);
    Some((Estimate::of(effect, standard_error, worth.max(2.0)), correlation))
}

/// The step and its standard error by generalised least squares with a known correlation of the errors.
pub(crate) fn gls(rows: &[Row], values: &[f64], correlation: f64) -> Option<(f64, f64)> {
    let first = (1.0 - correlation * correlation).sqrt();
    let mut whitened = Vec::with_capacity(rows.len());
    let mut left = Vec::with_capacity(rows.len());
    for at in 0..rows.len() {
        if at == 0 {
            whitened.push(rows[0].map(|cell| cell * first));
            left.push(values[0] * first);
        } else {
            whitened.push(std::array::from_fn(|column| rows[at][column] - correlation * rows[at - 1][column]));
            left.push(values[at] - correlation * values[at - 1]);
        }
    }
    let fit = fit(&whitened, &left)?;
    let variance = fit.squares / (rows.len() - COLUMNS) as f64;
    Some((fit.beta[2], (fit.inverse[2][2] * variance).sqrt()))
}

/// The correlation of errors of which residuals like these are expected. Residuals resemble one another less than the
/// errors do, because the line was fitted to them; for a given correlation the expected value is a ratio of two traces,
/// and the correlation is found for which it is what was seen. Never below none.
fn correlation(rows: &[Row], residuals: &[f64]) -> Option<f64> {
    let squares: f64 = residuals.iter().map(|residual| residual * residual).sum();
    let neighbours: f64 = residuals.windows(2).map(|pair| pair[0] * pair[1]).sum();
    let seen = neighbours / squares;
    let (together, apart) = diagonals(rows)?;
    let expected = |r: f64| {
        let sum = |parts: &[f64]| parts.iter().rev().fold(0.0, |sum, part| sum * r + part);
        sum(&together) / sum(&apart)
    };
    if seen <= expected(0.0) {
        return Some(0.0);
    }
    let (mut low, mut high) = (0.0, STRONGEST);
    if seen >= expected(high) {
        return Some(high);
    }
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if expected(middle) < seen {
            low = middle;
        } else {
            high = middle;
        }
    }
    Some(f64::midpoint(low, high))
}

/// Sums along the diagonals of the two forms whose traces with the correlation matrix give the expected product of
/// neighbouring residuals and the expected square: `M A M` and `M`, where `M` takes residuals and `A` is the shift.
fn diagonals(rows: &[Row]) -> Option<(Vec<f64>, Vec<f64>)> {
    let count = rows.len();
    let inverse = invert(cross(rows))?;
    let weighted: Vec<Row> = rows.iter().map(|row| apply(&inverse, row)).collect();
    let maker = |i: usize, j: usize| f64::from(u8::from(i == j)) - dot(&weighted[i], &rows[j]);
    let square: Vec<Vec<f64>> = (0..count).map(|i| (0..count).map(|j| maker(i, j)).collect()).collect();
    let mut apart = vec![0.0; count];
    let mut together = vec![0.0; count];
    for i in 0..count {
        for j in 0..count {
            let steps = i.abs_diff(j);
            apart[steps] += square[i][j];
            // (M A M)[i][j] with A[k][k + 1] = 1; M is symmetric.
            let product: f64 = square[i].iter().zip(&square[j][1..]).map(|(a, b)| a * b).sum();
            together[steps] += product;
        }
    }
    Some((together, apart))
}

#[cfg(test)]
mod tests {
    use super::{fit, gls, rows};

    /// The series of `tests/vectors/interrupted.txt`.
    fn values() -> Vec<f64> {
        let text = include_str!("../tests/vectors/interrupted.txt");
        let line = text.lines().find_map(|line| line.strip_prefix("values ")).unwrap();
        line.split(' ').map(|value| value.parse().unwrap()).collect()
    }

    #[test]
    fn the_fit_with_a_known_correlation_is_that_of_statsmodels() {
        let text = include_str!("../tests/vectors/interrupted.txt");
        let values = values();
        let rows = rows(values.len(), 36);
        let mut compared = 0;
        for line in text.lines().filter_map(|line| line.strip_prefix("gls ")) {
            let wanted: Vec<f64> = line.split(' ').map(|value| value.parse().unwrap()).collect();
            let (step, error) = gls(&rows, &values, wanted[0]).unwrap();
            assert!((step - wanted[1]).abs() < 1e-9 && (error - wanted[2]).abs() < 1e-9, "{line}: {step} {error}");
            compared += 1;
        }
        assert_eq!(compared, 4);
        let wanted: Vec<f64> = text
            .lines()
            .find_map(|line| line.strip_prefix("ols "))
            .map(|line| line.split(' ').map(|value| value.parse().unwrap()).collect())
            .unwrap();
        let beta = fit(&rows, &values).unwrap().beta;
        assert!(beta.iter().zip(&wanted).all(|(a, b)| (a - b).abs() < 1e-9), "{beta:?}");
    }

    #[test]
    fn the_correlation_is_the_one_found_with_whole_matrices() {
        let text = include_str!("../tests/vectors/interrupted.txt");
        let wanted: f64 = text.lines().find_map(|line| line.strip_prefix("correlation ")).unwrap().parse().unwrap();
        let values = values();
        let rows = rows(values.len(), 36);
        let plain = fit(&rows, &values).unwrap();
        let found = super::correlation(&rows, &plain.residuals).unwrap();
        assert!((found - wanted).abs() < 1e-8, "{found} {wanted}");
    }
}
