//! The engine against statsmodels and scipy: data and answers are in `tests/vectors`, with their source.

use vocation_evaluation::{
    Better, Estimate, Place, Question, Series, compare_means, compare_shares, difference_in_differences,
    interrupted_series, t_below, t_quantile,
};

const QUESTION: Question = Question { better: Better::Less, matters: 0.5 };

fn numbers(line: &str) -> Vec<f64> {
    line.split(' ').map(|value| value.parse().unwrap()).collect()
}

/// Effect, standard error, low, high, degrees of freedom, p value.
fn assert_is(found: &Estimate, wanted: &[f64]) {
    let found = [found.effect, found.standard_error, found.low, found.high, found.degrees, found.p_value];
    for (found, wanted) in found.iter().zip(wanted) {
        assert!((found - wanted).abs() <= 1e-8 * wanted.abs().max(1.0), "{found} is not {wanted}");
    }
    assert_eq!(wanted.len(), 6);
}

#[test]
fn students_t_is_that_of_scipy() {
    let mut compared = 0;
    for line in include_str!("../vectors/t.txt").lines() {
        let [t, degrees, below] = numbers(line)[..] else { panic!("{line}") };
        let found = t_below(t, degrees);
        assert!((found - below).abs() < 1e-12, "{line}: {found}");
        if below > 1e-6 && below < 1.0 - 1e-6 {
            assert!((t_quantile(below, degrees) - t).abs() < 1e-6 * t.abs().max(1.0), "{line}");
        }
        compared += 1;
    }
    assert_eq!(compared, 72);
}

#[test]
fn two_means_are_compared_as_by_statsmodels() {
    let (mut offered, mut others, mut compared) = (Vec::new(), Vec::new(), 0);
    for line in include_str!("../vectors/means.txt").lines() {
        match line.split_once(' ').unwrap() {
            ("a", values) => offered = numbers(values),
            ("b", values) => others = numbers(values),
            (_, wanted) => {
                let found = compare_means(&offered, &others, QUESTION).unwrap();
                assert_is(&found.estimate.unwrap(), &numbers(wanted));
                compared += 1;
            }
        }
    }
    assert_eq!(compared, 3);
}

#[test]
fn two_shares_are_compared_as_by_statsmodels() {
    let mut compared = 0;
    for line in include_str!("../vectors/shares.txt").lines() {
        let [x_a, n_a, x_b, n_b, effect, low, high, p_value] = numbers(line)[..] else { panic!("{line}") };
        let whole = |value: f64| value as u32;
        let found = compare_shares((whole(x_a), whole(n_a)), (whole(x_b), whole(n_b)), QUESTION).unwrap();
        let found = found.estimate.unwrap();
        for (found, wanted) in [(found.effect, effect), (found.low, low), (found.high, high), (found.p_value, p_value)]
        {
            assert!((found - wanted).abs() < 1e-10, "{line}: {found} is not {wanted}");
        }
        compared += 1;
    }
    assert_eq!(compared, 5);
}

#[test]
fn difference_in_differences_is_the_regression_on_places_and_periods() {
    let (mut places, mut wanted) = (Vec::new(), Vec::new());
    for line in include_str!("../vectors/differences.txt").lines() {
        match line.strip_prefix("place ") {
            Some(place) => {
                let values = numbers(place);
                let (before, after) = (values[1..13].to_vec(), values[13..].to_vec());
                places.push(Place { changed: values[0] > 0.5, before, after });
            }
            None => wanted = numbers(line.strip_prefix("is ").unwrap()),
        }
    }
    let found = difference_in_differences(&places, QUESTION).unwrap();
    assert_is(&found.estimate.unwrap(), &wanted);
}

#[test]
fn an_interrupted_series_is_the_generalised_least_squares_of_statsmodels() {
    let text = include_str!("../vectors/interrupted.txt");
    let line = |name: &str| numbers(text.lines().find_map(|line| line.strip_prefix(name)).unwrap());
    let found = interrupted_series(Series { values: &line("values "), change: 36 }, QUESTION).unwrap();
    assert_is(&found.estimate.unwrap(), &line("is "));
}
