//! Training records: about three a worker, some of them expired.

use super::{Rows, cell, date};
use crate::Drawn;
use crate::calendar::{Day, civil, day};
use crate::codes::{Group, ROLES};
use crate::person::Worker;
use crate::register::Site;
use crate::rng::Stream;

/// National category, months it is valid, weight for care staff, weight for others; assumed.
const CATEGORIES: [(u64, i32, f64, f64); 16] = [
    (20, 36, 10.0, 8.0),
    (15, 12, 10.0, 1.0),
    (13, 12, 8.0, 0.5),
    (10, 12, 9.0, 6.0),
    (6, 12, 8.0, 9.0),
    (9, 36, 8.0, 9.0),
    (8, 36, 6.0, 5.0),
    (7, 36, 5.0, 4.0),
    (14, 36, 6.0, 3.0),
    (2, 24, 7.0, 3.0),
    (23, 36, 5.0, 6.0),
    (26, 24, 3.0, 6.0),
    (41, 36, 5.0, 5.0),
    (42, 36, 3.0, 2.0),
    (17, 36, 3.0, 0.5),
    (22, 36, 4.0, 2.0),
];

/// Appends a worker's records.
pub fn rows(drawn: &Drawn, site: &Site, w: &Worker, today: Day, out: &mut Rows) {
    let mut s = Stream::new(drawn.config.seed, 11, u64::from(w.person), today as u64);
    let other = matches!(ROLES[w.role as usize].group, Group::Other);
    let mut weights: [f64; 16] = std::array::from_fn(|i| if other { CATEGORIES[i].3 } else { CATEGORIES[i].2 });
    let n = if other { [0, 1, 2, 3, 4][s.below(5)] } else { 1 + s.below(6) };
    for _ in 0..n {
        let pick = s.pick(&weights);
        weights[pick] = 0.0;
        let (category, months, ..) = CATEGORIES[pick];
        let since = (today - w.started).clamp(1, months * 38);
        let done = today - 1 - s.days(since);
        let o = &mut out.training;
        o.extend_from_slice(site.local_id.as_bytes());
        o.extend_from_slice(b",W");
        cell(o, u64::from(w.id));
        cell(o, category);
        o.extend_from_slice(b"Synthetic course,");
        cell(o, u64::from(s.chance(0.6)));
        o.extend_from_slice(if s.chance(0.7) { b"1,," } else { b"2,999," });
        cell(o, 1 + u64::from(s.chance(0.55)));
        cell(o, months as u64);
        date(o, done);
        o.push(b',');
        date(o, expiry(done, months));
        o.extend_from_slice(b",\n");
        out.counts[2] += 1;
    }
}

/// The day before the same day `months` later.
fn expiry(done: Day, months: i32) -> Day {
    let (y, m, d) = civil(done);
    let at = y * 12 + m - 1 + months;
    let (y, m) = (at / 12, at % 12 + 1);
    let last = civil(crate::calendar::month_end(at)).2;
    day(y, m, d.min(last)) - 1
}
