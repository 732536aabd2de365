//! SW-1, a reference model for speed and correctness: posts in isolation, a hazard of age, tenure and pay, vacancies
//! filled at a constant rate. It exists to be compared with other programs that do exactly this (docs/benchmarks.md);
//! the model that answers questions is elsewhere in this crate.
//!
//! Each month: everyone in post leaves with p = 0.024 · A(age) · Y(tenure) · (2 − pay / 12.60), at most 0.5; a post
//! vacant when the month began is filled with probability 0.30; who stays grows a month older.

use crate::random::{Key, LANES, Purpose, philox, unit};
use multiversion::multiversion;

/// Posts of a run.
pub const POSTS: usize = 177_000;
/// Months of a run.
pub const MONTHS: u32 = 120;

const BASE: f32 = 0.024;
const FILL: f32 = 0.30;
const MONTH: f32 = 1.0 / 12.0;
/// Lower edge and width in years of the age bands of joiners, and their cumulated shares.
const JOINERS: [(f32, f32, f32); 5] =
    [(18.0, 7.0, 0.22), (25.0, 10.0, 0.50), (35.0, 10.0, 0.72), (45.0, 10.0, 0.89), (55.0, 9.0, 1.0)];

/// The posts, a column for each of their properties.
#[derive(Clone, Debug)]
pub struct Posts {
    age: Vec<f32>,
    tenure: Vec<f32>,
    pay: Vec<f32>,
    /// All bits set when somebody is in the post; none when vacant.
    filled: Vec<u32>,
    /// Rows past this number only round the columns up; they never fill.
    real: usize,
}

/// What is compared between programs.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Summary {
    /// Leavers of all months.
    pub leavers: u64,
    /// Joiners of all months.
    pub joiners: u64,
    /// Mean share of posts vacant as a month begins, in the second half.
    pub vacancy: f64,
    /// Leavers of a year over mean filled posts, in the second half.
    pub turnover: f64,
    /// Filled posts at the end.
    pub filled: u64,
}

impl Posts {
    /// The population that SW-1 starts from.
    pub fn start(posts: usize, seed: u64) -> Posts {
        let rows = posts.next_multiple_of(LANES);
        let key = Key::new(seed, Purpose::Start);
        let mut made = Posts {
            age: vec![0.0; rows],
            tenure: vec![0.0; rows],
            pay: vec![0.0; rows],
            filled: vec![0; rows],
            real: posts,
        };
        for at in 0..posts {
            let word = key.words(at as u32, 0);
            made.filled[at] = if unit(word[0]) < 0.93 { u32::MAX } else { 0 };
            made.age[at] = 18.0 + 48.0 * unit(word[1]);
            made.tenure[at] = (120.0 * unit(word[2])).floor();
            made.pay[at] = 11.5 + 3.0 * unit(word[3]);
        }
        made
    }

    /// Runs the months and sums up. `hazard` multiplies everybody's chance of leaving (1 in every comparison).
    pub fn run(&mut self, months: u32, seed: u64, hazard: f32) -> Summary {
        let (event, joiner) = (Key::new(seed, Purpose::Event), Key::new(seed, Purpose::Joiner));
        let (mut sum, mut filled_months, mut vacant_months, mut late_leavers) = (Summary::default(), 0, 0, 0);
        for month in 0..months {
            let [left, joined, filled] = self.month(month, event, joiner, hazard);
            sum.leavers += left;
            sum.joiners += joined;
            if month >= months / 2 {
                late_leavers += left;
                filled_months += filled;
                vacant_months += self.real as u64 - filled;
            }
        }
        let late = f64::from(months - months / 2);
        sum.vacancy = vacant_months as f64 / (late * self.real as f64);
        sum.turnover = late_leavers as f64 / (filled_months as f64 / late) / (late / 12.0);
        sum.filled = self.filled.iter().filter(|filled| **filled != 0).count() as u64;
        sum
    }

    fn month(&mut self, month: u32, event: Key, joiner: Key, hazard: f32) -> [u64; 3] {
        let mut counts = [0_u64; 3];
        let columns = self.age.as_chunks_mut::<LANES>().0.iter_mut().zip(self.tenure.as_chunks_mut::<LANES>().0);
        let columns = columns.zip(self.pay.as_chunks_mut::<LANES>().0).zip(self.filled.as_chunks_mut::<LANES>().0);
        for (block, (((age, tenure), pay), filled)) in columns.enumerate() {
            let first = block * LANES;
            let (left, mut hits, began) = step(first as u32, month, event, hazard, age, tenure, pay, filled);
            // Rows past the last post would fill; they are put back.
            for (at, filled) in filled.iter_mut().enumerate().skip(self.real.saturating_sub(first)) {
                hits &= !(1 << at);
                *filled = 0;
            }
            counts[0] += u64::from(left);
            counts[1] += u64::from(hits.count_ones());
            counts[2] += u64::from(began);
            while hits != 0 {
                let at = hits.trailing_zeros() as usize;
                hits &= hits - 1;
                let word = joiner.words((first + at) as u32, month);
                let band = JOINERS.iter().position(|band| unit(word[0]) < band.2).unwrap_or(JOINERS.len() - 1);
                age[at] = JOINERS[band].0 + JOINERS[band].1 * unit(word[1]);
                tenure[at] = 0.0;
                pay[at] = 11.5 + 3.0 * unit(word[2]);
            }
        }
        counts
    }
}

type Lane<T> = [T; LANES];

/// One month of [`LANES`] posts: how many left, which posts were filled (a bit each), how many were filled before.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl", "x86_64+avx2", "x86_64+sse4.1"))]
#[expect(clippy::too_many_arguments, reason = "the columns of a block, each borrowed alone")]
fn step(
    first: u32,
    month: u32,
    event: Key,
    hazard: f32,
    age: &mut Lane<f32>,
    tenure: &mut Lane<f32>,
    pay: &Lane<f32>,
    filled: &mut Lane<u32>,
) -> (u32, u64, u32) {
    let mut words = [0; LANES];
    event.fill(first, month, &mut words);
    let (mut left, mut began, mut hits) = (0, 0, [0_u8; LANES]);
    for at in 0..LANES {
        let (years, months, before) = (age[at], tenure[at], filled[at]);
        let mut of_age = 1.6_f32;
        of_age = if years >= 20.0 { 1.3 } else { of_age };
        of_age = if years >= 30.0 { 1.0 } else { of_age };
        of_age = if years >= 40.0 { 0.85 } else { of_age };
        of_age = if years >= 50.0 { 0.75 } else { of_age };
        of_age = if years >= 60.0 { 0.8 } else { of_age };
        of_age = if years >= 67.0 { 4.0 } else { of_age };
        let mut of_tenure = 1.8_f32;
        of_tenure = if months >= 12.0 { 1.1 } else { of_tenure };
        of_tenure = if months >= 36.0 { 0.75 } else { of_tenure };
        of_tenure = if months >= 120.0 { 0.55 } else { of_tenure };
        let leave = (BASE * hazard * of_age * of_tenure * (2.0 - pay[at] * (1.0 / 12.6))).min(0.5);
        let chance = if before != 0 { leave } else { FILL };
        let happens = if unit(words[at]) < chance { u32::MAX } else { 0 };
        let one = before & 1;
        age[at] = years + one as f32 * MONTH;
        tenure[at] = months + one as f32;
        left += happens & one;
        began += one;
        hits[at] = (happens & !before & 1) as u8;
        filled[at] = before ^ happens;
    }
    let mut bits = 0;
    for (at, hit) in hits.iter().enumerate() {
        bits |= u64::from(*hit) << at;
    }
    (left, bits, began)
}

/// A bare loop over the generator, for comparison: the sum of `count` numbers.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl", "x86_64+avx2", "x86_64+sse4.1"))]
pub fn bare(count: u32, month: u32, seed: u64) -> u32 {
    let key = Key::new(seed, Purpose::Event);
    let (mut words, mut sum) = ([0; LANES], [0_u32; LANES]);
    for block in 0..count / LANES as u32 {
        key.fill(block * LANES as u32, month, &mut words);
        for (to, word) in sum.iter_mut().zip(words) {
            *to = to.wrapping_add(word);
        }
    }
    sum.iter().fold(0, |all, part| all.wrapping_add(*part))
}

/// The same with one counter at a time, four numbers each.
pub fn bare_one_by_one(count: u32, month: u32, seed: u64) -> u32 {
    let key = [seed as u32, (seed >> 32) as u32];
    (0..count / 4)
        .map(|at| philox([at, month, 2, 0], key))
        .fold(0, |all, word| word.iter().fold(all, |sum, part| sum.wrapping_add(*part)))
}
