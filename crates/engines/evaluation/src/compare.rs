//! Two groups drawn by lot.

use crate::student::normal_beyond;
use crate::verdict::{Estimate, Evaluation, EvaluationError, Method, Question, to_judge, too_few};

/// Fewest values in a group for a mean to be compared.
const FEWEST_VALUES: usize = 5;
/// Fewest people in a group for a share to be compared.
const FEWEST_CASES: u32 = 10;
/// The normal value behind a 95 % interval.
const Z: f64 = 1.959_963_984_540_054;

/// What the lot gives, and what it does not.
fn assumptions() -> Vec<crate::Assumption> {
    vec![
        to_judge("who was offered the change was drawn by lot, and nobody could bend the draw"),
        to_judge("everybody drawn is counted in the group that was drawn, whether they took the offer or not"),
        to_judge("one person's outcome does not depend on another's"),
    ]
}

/// Mean and sample variance.
pub(crate) fn moments(values: &[f64]) -> (f64, f64) {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    (mean, squares / (count - 1.0))
}

/// The difference of two means with Welch's interval, which lets the groups vary unequally (Welch 1947; degrees of
/// freedom by Satterthwaite). Each group has at least two values.
pub(crate) fn welch(offered: &[f64], others: &[f64]) -> Estimate {
    let ((mean_a, variance_a), (mean_b, variance_b)) = (moments(offered), moments(others));
    let (count_a, count_b) = (offered.len() as f64, others.len() as f64);
    let (part_a, part_b) = (variance_a / count_a, variance_b / count_b);
    let sum = part_a + part_b;
    let degrees = if sum > 0.0 {
        sum * sum / (part_a * part_a / (count_a - 1.0) + part_b * part_b / (count_b - 1.0))
    } else {
        count_a + count_b - 2.0
    };
    Estimate::of(mean_a - mean_b, sum.sqrt(), degrees)
}

/// Compares the mean of those offered a change with that of the others.
///
/// # Errors
/// [`EvaluationError`] when a value is no number, or the question is not one.
pub fn compare_means(offered: &[f64], others: &[f64], question: Question) -> Result<Evaluation, EvaluationError> {
    let question = question.check()?;
    for (name, values) in [("the group offered the change", offered), ("the other group", others)] {
        if values.iter().any(|value| !value.is_finite()) {
            return Err(EvaluationError::NotANumber(name));
        }
    }
    if offered.len().min(others.len()) < FEWEST_VALUES {
        let reason = format!("each group needs {FEWEST_VALUES} values or more.");
        return Ok(too_few(Method::Randomised, assumptions(), reason));
    }
    Ok(question.answer(Method::Randomised, welch(offered, others), assumptions()))
}

/// Wilson's interval of a share (Wilson 1927).
fn wilson(successes: f64, cases: f64) -> (f64, f64) {
    let share = successes / cases;
    let square = Z * Z;
    let middle = (share + square / (2.0 * cases)) / (1.0 + square / cases);
    let reach = Z * (share * (1.0 - share) / cases + square / (4.0 * cases * cases)).sqrt() / (1.0 + square / cases);
    (middle - reach, middle + reach)
}

/// Compares the share of successes among those offered a change with that among the others, each given as successes and
/// cases. The interval joins Wilson's for both shares (Newcombe 1998, method 10), which holds for few people and for
/// shares near none and all.
///
/// # Errors
/// [`EvaluationError`] when there are more successes than cases, or the question is not one.
pub fn compare_shares(
    offered: (u32, u32),
    others: (u32, u32),
    question: Question,
) -> Result<Evaluation, EvaluationError> {
    let question = question.check()?;
    for (name, (successes, cases)) in [("the group offered the change", offered), ("the other group", others)] {
        if successes > cases {
            return Err(EvaluationError::MoreThanAll(name));
        }
    }
    if offered.1.min(others.1) < FEWEST_CASES {
        let reason = format!("each group needs {FEWEST_CASES} people or more.");
        return Ok(too_few(Method::Randomised, assumptions(), reason));
    }
    let [(x_a, n_a), (x_b, n_b)] = [offered, others].map(|(x, n)| (f64::from(x), f64::from(n)));
    let ((low_a, high_a), (low_b, high_b)) = (wilson(x_a, n_a), wilson(x_b, n_b));
    let (share_a, share_b) = (x_a / n_a, x_b / n_b);
    let effect = share_a - share_b;
    let pooled = (x_a + x_b) / (n_a + n_b);
    let under_none = (pooled * (1.0 - pooled) * (1.0 / n_a + 1.0 / n_b)).sqrt();
    let estimate = Estimate {
        effect,
        standard_error: (share_a * (1.0 - share_a) / n_a + share_b * (1.0 - share_b) / n_b).sqrt(),
        low: effect - ((share_a - low_a).powi(2) + (high_b - share_b).powi(2)).sqrt(),
        high: effect + ((high_a - share_a).powi(2) + (share_b - low_b).powi(2)).sqrt(),
        degrees: f64::INFINITY,
        p_value: if under_none > 0.0 { normal_beyond(effect / under_none) } else { 1.0 },
    };
    Ok(question.answer(Method::Randomised, estimate, assumptions()))
}
