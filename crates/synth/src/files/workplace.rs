//! A workplace row: what it is, how many work there, and the rolling year of starters, leavers and reasons.

use super::{Kind, Rows, cell, number, postcode};
use crate::Drawn;
use crate::calendar::Month;
use crate::codes::{REGISTERED_MANAGER, ROLES, SECTORS, SERVICES};
use crate::history::SiteState;
use crate::register::Site;
use crate::rng::Stream;

/// Appends the row.
pub fn row(drawn: &Drawn, site: &Site, state: &SiteState, month: Month, kind: Kind, out: &mut Rows) {
    let o = &mut out.workplace;
    let service = SERVICES[site.service as usize];
    let text = |o: &mut Vec<u8>, t: &str| {
        o.extend_from_slice(t.as_bytes());
        o.push(b',');
    };
    text(o, &site.local_id);
    text(o, if kind.first { "NEW" } else { "UPDATE" });
    text(o, &site.name);
    text(o, &format!("Synthetic address {}", state.site + 1));
    o.extend_from_slice(b",,");
    let town = &drawn.places.councils[site.council as usize].name;
    text(o, &town.replace(',', " ").chars().take(40).collect::<String>());
    postcode(o, site.postcode);
    o.push(b',');
    cell(o, u64::from(SECTORS[site.sector as usize]));
    text(o, if SECTORS[site.sector as usize] == 8 { "Synthetic employer" } else { "" });
    text(o, "1,1");
    text(o, if service.regulated { "2" } else { "0" });
    text(o, if service.regulated { &drawn.register().organisations[site.organisation as usize].id } else { "" });
    text(o, &site.location_id);
    services(site, state, o);
    o.extend_from_slice(b",,");
    cell(o, state.workers.len() as u64);
    movements(drawn, state, month, o);
    practice(drawn, site, state, o);
    out.counts[0] += 1;
}

fn services(site: &Site, state: &SiteState, o: &mut Vec<u8>) {
    let service = SERVICES[site.service as usize];
    cell(o, u64::from(service.code));
    number(o, u64::from(service.code));
    if let Some(also) = site.also {
        o.push(b';');
        number(o, u64::from(SERVICES[also as usize].code));
    }
    o.push(b',');
    let places =
        if site.beds > 0 { u64::from(site.beds) } else { (state.workers.len() as u64 * 13 / 10).clamp(2, 900) };
    for asked in [service.asks.0, service.asks.1] {
        if asked {
            number(o, if asked == service.asks.1 && !service.asks.0 { places } else { places.min(900) });
        }
        if site.also.is_some() {
            o.push(b';');
        }
        o.push(b',');
    }
    o.extend_from_slice(if site.also.is_some() { b";," } else { b"," });
    o.extend_from_slice(match service.group {
        0 => b"1;28,;",
        1 => b"1;4,;",
        2 => b"5;28,;",
        _ => b"4;6,;",
    });
    o.push(b',');
}

/// Roles with a start, a leaver or a vacancy; when there are none, the first worker's role with noughts.
fn movements(drawn: &Drawn, state: &SiteState, month: Month, o: &mut Vec<u8>) {
    let mut counts = [[0_u16; 3]; 37];
    let mut reasons = [0_u16; 10];
    for e in state.events.iter().filter(|e| i32::from(e.month) > month - 12) {
        counts[e.role as usize][usize::from(e.reason > 0)] += 1;
        reasons[e.reason as usize] += u16::from(e.reason > 0);
    }
    let mut vacant = state.vacant;
    if state.unmanaged && vacant > 0 {
        counts[REGISTERED_MANAGER as usize][2] = 1;
        vacant -= 1;
    }
    // Other vacancies fall on the roles in the proportions of the staff, from a place that moves once a year.
    let mut s = Stream::new(drawn.config.seed, 9, u64::from(state.site), (month / 12) as u64);
    for _ in 0..vacant {
        let at = s.below(state.workers.len().max(1));
        let role = state.workers.get(at).map_or(7, |w| w.role);
        let role = if role == REGISTERED_MANAGER { 7 } else { role };
        counts[role as usize][2] += 1;
    }
    let mut roles: Vec<usize> = (0..37).filter(|r| counts[*r] != [0; 3]).collect();
    if roles.is_empty() {
        roles.push(state.workers.last().map_or(7, |w| usize::from(w.role)));
    }
    let mut list = |values: &mut dyn Iterator<Item = u64>| {
        for (k, v) in values.enumerate() {
            if k > 0 {
                o.push(b';');
            }
            number(o, v);
        }
        o.push(b',');
    };
    list(&mut roles.iter().map(|r| u64::from(ROLES[*r].code)));
    list(&mut roles.iter().map(|r| u64::from(counts[*r][0])));
    list(&mut roles.iter().map(|r| u64::from(counts[*r][1])));
    list(&mut roles.iter().map(|r| u64::from(counts[*r][2])));
    list(&mut (1..10).filter(|r| reasons[*r] > 0).map(|r| r as u64));
    list(&mut (1..10).filter(|r| reasons[*r] > 0).map(|r| u64::from(reasons[r])));
}

/// Answers about practice: 62 % have no enhanced sick pay and 57 % no pension above the minimum, as published.
fn practice(drawn: &Drawn, site: &Site, state: &SiteState, o: &mut Vec<u8>) {
    let mut s = Stream::new(drawn.config.seed, 10, u64::from(state.site), 0);
    cell(o, 1 + s.pick(&[60.0, 25.0, 12.0, 3.0]) as u64);
    cell(o, 1 + s.pick(&[20.0, 25.0, 25.0, 30.0]) as u64);
    o.extend_from_slice(b"2,,");
    o.extend_from_slice(if s.chance(0.62) { b"0," } else { b"1," });
    o.extend_from_slice(if s.chance(0.57) { b"0,," } else { [b"1,4,", b"1,5,", b"1,8,"][s.below(3)] });
    o.extend_from_slice(b"2,28,,,");
    if matches!(SERVICES[site.service as usize].code, 8 | 12) {
        number(o, [1, 2, 5][s.pick(&[45.0, 35.0, 20.0])]);
    }
    o.extend_from_slice(b",\n");
}
