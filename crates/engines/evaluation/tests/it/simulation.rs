//! How often the intervals hold. A planted effect is in the interval at least 93 times in 100, and no effect is called
//! one at most 6 times in 100, over 1,000 drawn data sets for each design.

use vocation_evaluation::{
    Better, Evaluation, Place, Question, Series, Verdict, compare_means, compare_shares, difference_in_differences,
    interrupted_series,
};

const RUNS: u64 = 1_000;
const QUESTION: Question = Question { better: Better::Less, matters: 0.5 };

/// A small generator (the mixing of Steele, Lea and Flood 2014), so that the draws never change.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn share(&mut self) -> f64 {
        ((self.next() >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }

    fn normal(&mut self) -> f64 {
        (-2.0 * self.share().ln()).sqrt() * (2.0 * std::f64::consts::PI * self.share()).cos()
    }

    fn series(&mut self, length: usize, correlation: f64) -> Vec<f64> {
        let mut last = self.normal() / (1.0 - correlation * correlation).sqrt();
        let mut values = Vec::with_capacity(length);
        for _ in 0..length {
            values.push(last);
            last = correlation * last + self.normal();
        }
        values
    }
}

/// How many of 1,000 intervals hold the effect, and how many verdicts claim a change.
fn played(effect: f64, mut draw: impl FnMut(&mut Dice, f64) -> Evaluation) -> (u64, u64) {
    let (mut held, mut claimed) = (0, 0);
    for run in 0..RUNS {
        let found = draw(&mut Dice(run * 7_919 + 1), effect);
        let estimate = found.estimate.unwrap();
        held += u64::from(estimate.low <= effect && effect <= estimate.high);
        claimed += u64::from(matches!(found.verdict, Verdict::Worked | Verdict::Harmed));
    }
    (held, claimed)
}

fn assert_honest(name: &str, planted: f64, mut draw: impl FnMut(&mut Dice, f64) -> Evaluation) {
    let (held, claimed) = played(planted, &mut draw);
    println!("{name}: planted effect held {held}, found {claimed} of {RUNS}");
    assert!(held >= 930, "{name}: the planted effect is in {held} of 1,000 intervals");
    let (_, flagged) = played(0.0, &mut draw);
    println!("{name}: no effect flagged {flagged} of {RUNS}");
    assert!(flagged <= 60, "{name}: no effect was called one {flagged} times in 1,000");
}

#[test]
fn means_drawn_by_lot() {
    assert_honest("means", -0.8, |dice, effect| {
        let offered: Vec<f64> = (0..25).map(|_| 5.0 + effect + 1.5 * dice.normal()).collect();
        let others: Vec<f64> = (0..40).map(|_| 5.0 + dice.normal()).collect();
        compare_means(&offered, &others, QUESTION).unwrap()
    });
}

#[test]
fn shares_drawn_by_lot() {
    assert_honest("shares", -0.15, |dice, effect| {
        let count =
            |dice: &mut Dice, people: u32, share: f64| (0..people).filter(|_| dice.share() < share).count() as u32;
        let offered = count(dice, 60, 0.4 + effect);
        let others = count(dice, 80, 0.4);
        compare_shares((offered, 60), (others, 80), QUESTION).unwrap()
    });
}

#[test]
fn differences_between_few_places_whose_months_resemble_one_another() {
    assert_honest("differences", -2.0, |dice, effect| {
        let mut places = Vec::new();
        for at in 0..11 {
            let (changed, level) = (at < 5, 30.0 + 4.0 * dice.normal());
            let values: Vec<f64> = dice.series(36, 0.6).iter().map(|error| level + error).collect();
            let after = values[24..].iter().map(|value| value + if changed { effect } else { 0.0 }).collect();
            places.push(Place { changed, before: values[..24].to_vec(), after });
        }
        difference_in_differences(&places, QUESTION).unwrap()
    });
}

#[test]
fn interrupted_series_whose_months_resemble_one_another() {
    for correlation in [0.0, 0.3, 0.6] {
        assert_honest(&format!("interrupted series, correlation {correlation}"), -3.0, |dice, effect| {
            let errors = dice.series(60, correlation);
            let line = |(time, error): (usize, &f64)| {
                25.0 - 0.05 * time as f64 + error + if time >= 36 { effect } else { 0.0 }
            };
            let values: Vec<f64> = errors.iter().enumerate().map(line).collect();
            interrupted_series(Series { values: &values, change: 36 }, QUESTION).unwrap()
        });
    }
}
