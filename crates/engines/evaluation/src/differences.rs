//! Difference in differences: places that changed against places that did not.

use crate::compare::{moments, welch};
use crate::verdict::{
    Assumption, Estimate, Evaluation, EvaluationError, Method, Question, Standing, to_judge, too_few,
};

/// Fewest places on each side: the interval rests on how much places differ, not on how many months were seen.
const FEWEST_PLACES: usize = 3;

/// A place with its periods before and after the change.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Whether the change was made here.
    pub changed: bool,
    /// Values before, earliest first.
    pub before: Vec<f64>,
    /// Values after, earliest first.
    pub after: Vec<f64>,
}

/// Compares how much places that changed moved with how much the others moved.
///
/// Each place becomes one number, its mean after less its mean before, so that months which follow one another are not
/// taken for independent (Bertrand, Duflo and Mullainathan 2004, section IV.C); the two sides are then compared as by
/// Welch. For the same periods everywhere the effect is that of the regression on places and periods.
///
/// # Errors
/// [`EvaluationError`] when a value is no number or places have different periods.
pub fn difference_in_differences(places: &[Place], question: Question) -> Result<Evaluation, EvaluationError> {
    let question = question.check()?;
    check(places)?;
    let method = Method::DifferenceInDifferences;
    let side = |changed: bool, of: fn(&Place) -> f64| -> Vec<f64> {
        places.iter().filter(|place| place.changed == changed).map(of).collect()
    };
    let (moved, others) = (side(true, move_of), side(false, move_of));
    let periods = places.first().map_or(0, |place| place.before.len().min(place.after.len()));
    if moved.len().min(others.len()) < FEWEST_PLACES || periods == 0 {
        let reason = format!(
            "there must be {FEWEST_PLACES} places or more on each side, seen before and after; here {} changed and {} did not.",
            moved.len(),
            others.len()
        );
        return Ok(too_few(method, assumptions(Standing::ToJudge), reason));
    }
    let before = places.first().map_or(0, |place| place.before.len());
    let trends = if before < 3 {
        Standing::ToJudge
    } else {
        let gap = welch(&side(true, slope_before), &side(false, slope_before));
        // What the gap in trends would add up to between the middles of the two spells.
        let drift = |slope: f64| slope * (before + places[0].after.len()) as f64 / 2.0;
        let apart = gap.low > 0.0 || gap.high < 0.0;
        let matters = drift(gap.effect).abs() >= question.matters;
        if apart && matters { Standing::Doubtful } else { Standing::Plausible }
    };
    let estimate: Estimate = welch(&moved, &others);
    Ok(question.answer(method, estimate, assumptions(trends)))
}

fn assumptions(trends: Standing) -> Vec<Assumption> {
    vec![
        Assumption { text: "both kinds of place were on the same course before the change", standing: trends },
        to_judge("nothing else happened at that time in one kind of place only"),
        to_judge("the places without the change did not feel it"),
    ]
}

fn check(places: &[Place]) -> Result<(), EvaluationError> {
    let Some(first) = places.first() else { return Ok(()) };
    for (number, place) in places.iter().enumerate() {
        if place.before.iter().chain(&place.after).any(|value| !value.is_finite()) {
            return Err(EvaluationError::NotANumber("a place"));
        }
        if (place.before.len(), place.after.len()) != (first.before.len(), first.after.len()) {
            return Err(EvaluationError::Uneven(number));
        }
    }
    Ok(())
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn move_of(place: &Place) -> f64 {
    mean(&place.after) - mean(&place.before)
}

/// The least-squares slope of the periods before.
fn slope_before(place: &Place) -> f64 {
    let times: Vec<f64> = (0..place.before.len()).map(|time| time as f64).collect();
    let (middle, spread) = moments(&times);
    let level = mean(&place.before);
    let together: f64 = times.iter().zip(&place.before).map(|(time, value)| (time - middle) * (value - level)).sum();
    together / (spread * (times.len() as f64 - 1.0))
}
