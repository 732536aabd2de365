//! What cannot be evaluated is refused with a sentence, and what is too little is not called an answer.

use vocation_evaluation::{
    Better, Place, Question, Series, Standing, Verdict, compare_means, compare_shares, difference_in_differences,
    interrupted_series,
};

const LESS: Question = Question { better: Better::Less, matters: 1.0 };

fn place(changed: bool, before: &[f64], after: &[f64]) -> Place {
    Place { changed, before: before.to_vec(), after: after.to_vec() }
}

#[test]
fn too_few_data_are_no_answer() {
    let few = [
        compare_means(&[1.0, 2.0], &[3.0; 9], LESS).unwrap(),
        compare_shares((1, 9), (5, 100), LESS).unwrap(),
        difference_in_differences(&[], LESS).unwrap(),
        difference_in_differences(&[place(true, &[1.0], &[2.0]), place(false, &[1.0], &[2.0])], LESS).unwrap(),
        interrupted_series(Series { values: &[1.0; 23], change: 12 }, LESS).unwrap(),
        interrupted_series(Series { values: &[], change: 0 }, LESS).unwrap(),
        interrupted_series(Series { values: &[1.0; 40], change: 99 }, LESS).unwrap(),
    ];
    for found in few {
        assert_eq!((found.verdict, found.estimate), (Verdict::CannotTellYet, None), "{found}");
        assert!(found.to_string().contains("we cannot tell yet"), "{found}");
        assert!(!found.assumptions.is_empty());
    }
}

#[test]
fn what_is_no_number_or_no_question_is_refused_with_a_sentence() {
    let refused = [
        compare_means(&[f64::NAN; 9], &[1.0; 9], LESS).unwrap_err(),
        compare_shares((11, 10), (1, 10), LESS).unwrap_err(),
        compare_shares((1, 10), (1, 10), Question { matters: 0.0, ..LESS }).unwrap_err(),
        compare_shares((1, 10), (1, 10), Question { matters: f64::NAN, ..LESS }).unwrap_err(),
        difference_in_differences(&[place(true, &[1.0], &[2.0]), place(true, &[], &[2.0])], LESS).unwrap_err(),
        difference_in_differences(&[place(true, &[f64::INFINITY], &[2.0])], LESS).unwrap_err(),
        interrupted_series(Series { values: &[f64::NAN; 40], change: 20 }, LESS).unwrap_err(),
        interrupted_series(Series { values: &[1.0; 1_201], change: 20 }, LESS).unwrap_err(),
    ];
    for error in refused {
        assert!(error.to_string().len() > 30, "{error}");
    }
}

#[test]
fn the_verdict_follows_the_interval_and_the_wanted_way() {
    let low = [1.0, 1.2, 0.9, 1.1, 1.0, 0.8];
    let high = [9.0, 9.2, 8.9, 9.1, 9.0, 8.8];
    let more = Question { better: Better::More, ..LESS };
    for (offered, others, question, verdict) in [
        (low, high, LESS, Verdict::Worked),
        (low, high, more, Verdict::Harmed),
        (high, low, more, Verdict::Worked),
        (low, low, LESS, Verdict::NoUsefulChange),
        (low, low, Question { matters: 0.01, ..LESS }, Verdict::CannotTellYet),
    ] {
        assert_eq!(compare_means(&offered, &others, question).unwrap().verdict, verdict);
    }
}

#[test]
fn places_on_another_course_before_the_change_leave_no_verdict() {
    let line = |slope: f64, level: f64, from: usize| {
        (from..from + 6).map(|time| level + slope * time as f64).collect::<Vec<_>>()
    };
    let of = |changed: bool, slope: f64, level: f64| Place {
        changed,
        before: line(slope, level, 0),
        after: line(slope, level, 6),
    };
    let mut places: Vec<Place> = (0..4).map(|at| of(true, -1.0 - 0.01 * f64::from(at), 30.0)).collect();
    places.extend((0..4).map(|at| of(false, 0.01 * f64::from(at), 28.0)));
    let found = difference_in_differences(&places, LESS).unwrap();
    assert_eq!(found.verdict, Verdict::CannotTellYet, "{found}");
    assert_eq!(found.assumptions[0].standing, Standing::Doubtful);
    assert!(
        found.estimate.is_some_and(|estimate| estimate.high < 0.0),
        "the numbers alone would have said that it worked"
    );
}

#[test]
fn a_series_without_any_noise_gives_its_step() {
    let values: Vec<f64> =
        (0..40).map(|time| 20.0 + 0.1 * f64::from(time) - if time >= 20 { 4.0 } else { 0.0 }).collect();
    let found = interrupted_series(Series { values: &values, change: 20 }, LESS).unwrap();
    assert!((found.estimate.unwrap().effect + 4.0).abs() < 1e-9);
    assert_eq!(found.verdict, Verdict::Worked);
}
