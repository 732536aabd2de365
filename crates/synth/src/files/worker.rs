//! Worker rows: everybody in a whole upload; in a changes upload those who left, started, or whose answers changed.

use super::{Kind, Rows, cell, date, halves, number, postcode};
use crate::Drawn;
use crate::calendar::{Day, Month, civil, day, month_end, year_ending_march};
use crate::codes::{Group, ROLES, SECTORS};
use crate::history::SiteState;
use crate::pay::Pay;
use crate::person::{NATIONS, Worker};
use crate::places::unreal_postcode;
use crate::register::Site;
use crate::rng::Stream;
use crate::targets::{SICKNESS, at};

/// Appends the rows of a workplace.
pub fn rows(drawn: &Drawn, site: &Site, state: &SiteState, month: Month, kind: Kind, pay: &Pay, out: &mut Rows) {
    if !kind.whole {
        for id in &state.left {
            start_row(&mut out.worker, site, *id, b"DELETE");
            out.worker.extend_from_slice(&[b','; 39]);
            out.worker.push(b'\n');
            out.counts[1] += 1;
        }
    }
    let fresh = state.workers.len() - state.fresh;
    for (k, w) in state.workers.iter().enumerate() {
        let new = k >= fresh;
        let public = SECTORS[site.sector as usize] < 6;
        let due = hourly(pay, w, month, public);
        if !kind.whole && !new && (!w.says(17) || due == hourly(pay, w, month - 1, public)) {
            continue;
        }
        start_row(&mut out.worker, site, w.id, if new || kind.first { b"NEW" } else { b"UPDATE" });
        row(drawn, site, w, month, due, &mut out.worker);
        out.counts[1] += 1;
    }
}

fn start_row(out: &mut Vec<u8>, site: &Site, id: u32, status: &[u8]) {
    out.extend_from_slice(site.local_id.as_bytes());
    out.extend_from_slice(b",W");
    number(out, u64::from(id));
    out.push(b',');
    out.extend_from_slice(status);
    out.extend_from_slice(b",Synthetic ");
    cell(out, u64::from(id));
}

/// Pence an hour now.
pub fn hourly(pay: &Pay, w: &Worker, month: Month, public: bool) -> u32 {
    pay.hourly(month, w.role, w.pay, w.age(day(year_ending_march(month), 3, 31)), public)
}

/// Paid by the year.
pub fn salaried(w: &Worker) -> bool {
    matches!(ROLES[w.role as usize].group, Group::Manager | Group::Professional)
        && ROLES[w.role as usize].pay > 1.17
        && !w.zero
        && w.employed()
}

/// Days of sickness in the twelve months to the last March: half have none, the rest an exponential spread; in half days.
pub fn sickness(w: &Worker, seed: u64, month: Month) -> u64 {
    let year = year_ending_march(month + 1) - 1;
    let mut s = Stream::new(seed, 7, u64::from(w.person), year as u64);
    let mean = at(&SICKNESS, year * 12 + 2);
    if s.chance(0.5) { 0 } else { ((-(1.0 - s.unit()).ln() * mean / 0.5) * 2.0).round().clamp(0.0, 520.0) as u64 }
}

fn row(drawn: &Drawn, site: &Site, w: &Worker, month: Month, due: u32, out: &mut Vec<u8>) {
    let mut fixed = Stream::new(drawn.config.seed, 8, u64::from(w.person), 0);
    identity(drawn, site, w, out);
    nationality(w, out);
    if w.says(8) {
        number(out, u64::from(w.disabled));
    }
    out.push(b',');
    if w.says(9) {
        number(out, u64::from(w.certificate));
    }
    out.extend_from_slice(if w.says(10) { b",2," } else { b",," });
    if w.says(11) {
        number(out, u64::from(w.source));
    }
    out.push(b',');
    visa(w, out);
    service(w, out);
    out.extend_from_slice(if w.says(14) { if w.flags & 1 == 1 { b",1," } else { b",2," } } else { b",," });
    cell(out, u64::from(w.contract));
    terms(drawn, w, month, due, out);
    qualifications(w, fixed.bits(), month_end(month), out);
}

fn identity(drawn: &Drawn, site: &Site, w: &Worker, out: &mut Vec<u8>) {
    if w.says(0) {
        // QQ is a prefix that HMRC never issues; the number is a permutation of the person's.
        let n = u64::from(w.person).wrapping_mul(2_654_435) % 4_000_000;
        out.extend_from_slice(b"QQ");
        let digits = n / 4;
        out.extend((0..6).rev().map(|k| b'0' + (digits / 10_u64.pow(k) % 10) as u8));
        out.push(b'A' + (n % 4) as u8);
    }
    out.push(b',');
    if w.says(1) {
        let pool = &drawn.places.councils[site.council as usize].postcodes;
        let home = if pool.is_empty() {
            unreal_postcode(site.council as usize, u64::from(w.home))
        } else {
            drawn.places.postcodes[pool[w.home as usize % pool.len()] as usize]
        };
        postcode(out, home);
    }
    out.push(b',');
    if w.says(2) {
        date(out, w.born);
    }
    out.push(b',');
    if w.says(3) {
        number(out, u64::from(w.gender));
    }
    out.push(b',');
    if w.says(4) {
        number(out, u64::from(w.ethnicity));
    }
    out.push(b',');
}

fn nationality(w: &Worker, out: &mut Vec<u8>) {
    let code = NATIONS[w.nation as usize].0;
    if w.says(5) {
        number(out, u64::from(code));
    }
    out.push(b',');
    if w.says(5) && code != 826 {
        out.push(if w.flags & 8 > 0 { b'1' } else { b'2' });
    }
    out.push(b',');
    if w.says(6) {
        number(out, u64::from(code));
    }
    out.push(b',');
    if w.says(6) && w.says(7) && code != 826 && w.entry > 0 {
        number(out, 1950 + u64::from(w.entry));
    }
    out.push(b',');
}

fn visa(w: &Worker, out: &mut Vec<u8>) {
    let asked = w.says(5) && w.nation_class() > 0 && w.flags & 8 == 0;
    let held = w.flags & 2 > 0;
    out.extend_from_slice(if asked { if held { b"1," } else { b"2," } } else { b"," });
    out.extend_from_slice(if asked && held { if w.flags & 4 > 0 { b"1," } else { b"2," } } else { b"," });
}

fn service(w: &Worker, out: &mut Vec<u8>) {
    if w.says(12) {
        date(out, w.started);
    }
    out.push(b',');
    if w.says(13) {
        number(out, (i32::from(w.in_sector) / 12) as u64);
    }
    out.push(b',');
}

fn terms(drawn: &Drawn, w: &Worker, month: Month, due: u32, out: &mut Vec<u8>) {
    let role = &ROLES[w.role as usize];
    let contracted = w.contract <= 2 && !w.zero;
    let said = w.says(15) && w.says(18);
    if w.says(15) {
        out.push(if w.zero { b'1' } else { b'2' });
    }
    out.push(b',');
    if w.says(16) {
        halves(out, sickness(w, drawn.config.seed, month));
    }
    out.push(b',');
    if !w.says(17) {
        out.extend_from_slice(b",,,");
    } else if salaried(w) {
        // A full-timer's salary is even and a part-timer's odd: no two can look like one whole-time equivalent.
        let year = (f64::from(due) * f64::from(w.hours) / 2.0 * 52.143 / 100.0) as u64;
        out.extend_from_slice(b"1,");
        cell(out, (year & !1) + u64::from(w.hours < 74));
        out.push(b',');
    } else {
        out.extend_from_slice(b"3,,");
        number(out, u64::from(due / 100));
        out.extend_from_slice(&[b'.', b'0' + (due / 10 % 10) as u8, b'0' + (due % 10) as u8, b',']);
    }
    cell(out, u64::from(role.code));
    out.extend_from_slice(match role.code {
        23 => b"Other care role,",
        27 => b"Other support role,",
        _ => b",".as_slice(),
    });
    if contracted && said {
        halves(out, u64::from(w.hours));
    }
    out.push(b',');
    if !contracted && said {
        halves(out, u64::from(w.hours));
    }
    out.push(b',');
}

fn qualifications(w: &Worker, bits: u64, today: Day, out: &mut Vec<u8>) {
    let role = &ROLES[w.role as usize];
    if role.code == 16 {
        out.push(b'1' + (bits % 4 / 3) as u8);
    }
    out.push(b',');
    if role.code == 6 {
        out.push(if bits.is_multiple_of(5) { b'1' } else { b'2' });
    }
    out.push(b',');
    let said = w.says(19) || matches!(role.code, 6 | 15 | 16);
    if said && w.level > 0 {
        out.extend_from_slice(b"1;");
        number(out, u64::from(w.level));
    } else if said {
        out.extend_from_slice(if matches!(role.code, 6 | 15 | 16) { b"1;999" } else { b"2" });
    }
    out.push(b',');
    if w.says(20) {
        out.extend_from_slice(if bits >> 8 & 1 == 0 { b"2" } else { b"1;2" });
    }
    out.push(b',');
    if w.says(21) {
        let new = today - w.started < 365;
        out.extend_from_slice(match role.code {
            4 => b"7",
            43 => b"6",
            45 | 5 => b"4",
            7 => b"3",
            8 | 52 if new => b"1",
            8 | 9 | 52 | 23 => b"2",
            _ => b"998".as_slice(),
        });
    }
    out.push(b',');
    let code = match w.level {
        2 => 53,
        3 => 54,
        4 => 109,
        5 => 62,
        _ => 0,
    };
    if said && code > 0 {
        number(out, code);
        out.push(b';');
        number(out, (1950 + i64::from(w.level_year)).min(i64::from(civil(today).0)) as u64);
    }
    out.extend_from_slice(b",,,,,\n");
}
