//! The register: workplaces by council, service, sector and size, and the organisations that run them.

mod names;

use crate::codes::{LARGE, SECTOR_JOBS, SECTORS, SERVICE_JOBS, SERVICES, SMALL_MEAN, sector_seed};
use crate::ipf::{Margin, apportion, rake};
use crate::places::{Places, unreal_postcode};
use crate::rng::{Stream, normal_quantile};
use crate::{Config, Region, SynthError};
use names::{invented, name};
use std::io::Read;

/// An organisation that runs workplaces.
#[derive(Debug, Clone)]
pub struct Organisation {
    /// Name, ending in "(synthetic)".
    pub name: String,
    /// Regulator-like provider id, in the reserved block 1-9991xxxxxxxx.
    pub id: String,
    /// Number of workplaces drawn for it.
    pub sites: u32,
    /// Number of registered locations among them.
    pub locations: u32,
    /// Beds in them.
    pub beds: u32,
}

/// A workplace.
#[derive(Debug, Clone)]
pub struct Site {
    /// `SYN-<council code>-<number>`.
    pub local_id: String,
    /// Name, ending in "(synthetic)".
    pub name: String,
    /// Regulator-like location id, in the reserved block 1-9992xxxxxxxx; empty when not regulated.
    pub location_id: String,
    /// Index of its council.
    pub council: u16,
    /// Index of its organisation.
    pub organisation: u32,
    /// Index into the services.
    pub service: u8,
    /// A second service, where the real slice has the pair.
    pub also: Option<u8>,
    /// Index into the sectors.
    pub sector: u8,
    /// Workers at the last month.
    pub workers: u16,
    /// Beds, care homes only.
    pub beds: u16,
    /// A withdrawn postcode, or one of an area that does not exist.
    pub postcode: [u8; 8],
    /// Overall rating: outstanding, good, requires improvement, inadequate, not yet rated; regulated only.
    pub rating: Option<u8>,
    /// Makes a return.
    pub returns: bool,
}

/// Organisations and their workplaces; workplaces of a council lie together.
#[derive(Debug)]
pub struct Register {
    /// Organisations.
    pub organisations: Vec<Organisation>,
    /// Workplaces.
    pub sites: Vec<Site>,
}

const SLICE: &[u8] = include_bytes!("../../../data/cqc/cqc_england_slice_aug2025.csv.gz");
/// Care homes in England (ASCOF 6b 2024-25), to weigh the slice, which holds every name that begins with a digit.
const ENGLISH_HOMES: f64 = 13_820.0;

/// What the real slice of the directory says.
struct Slice {
    nursing_share: f64,
    /// (beds, weight), ascending, with and without nursing.
    beds: [Vec<(u16, f64)>; 2],
    /// Overall ratings of community services.
    community: [f64; 5],
}

/// The ratings in the order used here.
pub const RATINGS: [&str; 5] = ["Outstanding", "Good", "Requires improvement", "Inadequate", ""];

fn slice() -> Result<Slice, SynthError> {
    let mut text = String::new();
    flate2::read::GzDecoder::new(SLICE).read_to_string(&mut text).map_err(|e| SynthError::Data(e.to_string()))?;
    let rows: Vec<csv::StringRecord> = csv::Reader::from_reader(text.as_bytes())
        .records()
        .collect::<Result<_, _>>()
        .map_err(|e| SynthError::Data(e.to_string()))?;
    let digit = |r: &csv::StringRecord| r[0].starts_with(|c: char| c.is_ascii_digit());
    let homes: Vec<&csv::StringRecord> = rows.iter().filter(|r| r[6].starts_with("Care home service")).collect();
    let numbered = homes.iter().filter(|r| digit(r)).count() as f64;
    let weight = (ENGLISH_HOMES - numbered) / (homes.len() as f64 - numbered);
    let mut out = Slice { nursing_share: 0.0, beds: [Vec::new(), Vec::new()], community: [0.0; 5] };
    for r in &homes {
        let kind = usize::from(!r[6].starts_with("Care home service with nursing"));
        if let Some(beds) = r[7].parse::<u16>().ok().filter(|b| *b > 0) {
            out.beds[kind].push((beds, if digit(r) { 1.0 } else { weight }));
        }
    }
    for b in &mut out.beds {
        b.sort_by_key(|x| x.0);
    }
    let sum = |k: usize| out.beds[k].iter().map(|x| x.1).sum::<f64>();
    out.nursing_share = sum(0) / (sum(0) + sum(1));
    for r in rows.iter().filter(|r| r[5].starts_with("Community based")) {
        if let Some(i) = RATINGS.iter().position(|n| n.eq_ignore_ascii_case(&r[11])) {
            out.community[i] += 1.0;
        }
    }
    Ok(out)
}

/// Draws the register.
pub fn draw(config: &Config, places: &Places) -> Result<Register, SynthError> {
    let slice = slice()?;
    let mut s = Stream::new(config.seed, 1, 0, 0);
    let mut sites = Vec::new();
    place_services(config, places, &slice, &mut sites, &mut s);
    let jobs = jobs_total(config);
    size_sites(&mut sites, &slice, jobs, &mut s);
    assign_sectors(&mut sites, &mut s);
    rate(config, places, &slice, &mut sites, &mut s);
    let organisations = organise(config, places, &mut sites, &mut s);
    name(&mut sites, &mut s);
    let mut register = Register { organisations, sites };
    for site in &register.sites {
        let o = &mut register.organisations[site.organisation as usize];
        o.sites += 1;
        o.locations += u32::from(!site.location_id.is_empty());
        o.beds += u32::from(site.beds);
    }
    Ok(register)
}

/// Jobs at the last month.
pub fn jobs_total(config: &Config) -> f64 {
    let whole = if config.region == Region::East { 177_000.0 } else { 1_600_000.0 };
    whole * config.scale
}

/// Workplaces by council and service: care homes as published per council, others by population.
fn place_services(config: &Config, places: &Places, slice: &Slice, sites: &mut Vec<Site>, s: &mut Stream) {
    let councils = &places.councils;
    let scale = jobs_total(config) / 177_000.0;
    let homes: Vec<f64> = councils.iter().map(|c| f64::from(c.ratings.iter().sum::<u32>()) * config.scale).collect();
    let homes_total = homes.iter().sum::<f64>().round();
    let people: Vec<f64> = councils.iter().map(|c| c.older * 2.0 + c.adults * 0.5).collect();
    let mut wanted: Vec<f64> = SERVICES.iter().map(|v| f64::from(v.workplaces) * scale).collect();
    wanted[0] = homes_total * slice.nursing_share;
    wanted[1] = homes_total - wanted[0];
    // Whatever the homes leave of 4,100 workplaces is shared among the rest.
    let rest = (4100.0 * scale).round() - homes_total;
    let other: f64 = wanted[2..].iter().sum();
    for w in &mut wanted[2..] {
        *w *= rest / other;
    }
    let mut seed: Vec<f64> = (0..councils.len() * SERVICES.len()).map(|i| people[i / SERVICES.len()]).collect();
    let by_home: Vec<f64> =
        (0..councils.len()).flat_map(|c| [homes[c], rest * people[c] / people.iter().sum::<f64>()]).collect();
    // Fit homes and the rest apart: the margin "homes per council" touches only the first two columns.
    let (n, k) = (councils.len(), SERVICES.len());
    for (columns, part) in [(0..2, 0), (2..k, 1)] {
        let width = columns.len();
        let mut table: Vec<f64> = (0..n * width).map(|i| seed[i / width * k + columns.start + i % width]).collect();
        let margins = [
            Margin { axes: vec![0], sums: (0..n).map(|c| by_home[c * 2 + part].max(1e-9)).collect() },
            Margin { axes: vec![1], sums: columns.clone().map(|v| wanted[v]).collect() },
        ];
        rake(&mut table, &[n, width], &margins, 1e-9);
        for (i, x) in table.into_iter().enumerate() {
            seed[i / width * k + columns.start + i % width] = x;
        }
    }
    let mut counts = vec![vec![0_u32; k]; n];
    for (c, row) in counts.iter_mut().enumerate() {
        let split = apportion(&seed[c * k..c * k + 2], homes[c].round() as u32);
        row[..2].copy_from_slice(&split);
    }
    for v in 2..k {
        let column: Vec<f64> = (0..n).map(|c| seed[c * k + v]).collect();
        for (c, x) in apportion(&column, wanted[v].round() as u32).into_iter().enumerate() {
            counts[c][v] = x;
        }
    }
    for (c, row) in counts.iter().enumerate() {
        for (v, &count) in row.iter().enumerate() {
            for _ in 0..count {
                let also = (SERVICES[v].code == 8 && s.chance(0.25)).then_some(6);
                let pool = &places.councils[c].postcodes;
                let postcode = if pool.is_empty() {
                    unreal_postcode(c, s.bits() >> 8)
                } else {
                    places.postcodes[pool[s.below(pool.len())] as usize]
                };
                sites.push(Site {
                    local_id: format!("SYN-{}-{:05}", councils[c].code, sites.len() + 1),
                    name: String::new(),
                    location_id: String::new(),
                    council: c as u16,
                    organisation: 0,
                    service: v as u8,
                    also,
                    sector: 0,
                    workers: 0,
                    beds: 0,
                    postcode,
                    rating: None,
                    returns: s.chance(config.coverage),
                });
            }
        }
    }
}

/// Sizes that keep, per service group, the jobs, the number with 50 or more, and the mean of the smaller.
fn size_sites(sites: &mut [Site], slice: &Slice, jobs: f64, s: &mut Stream) {
    for group in 0..4 {
        let members: Vec<usize> =
            (0..sites.len()).filter(|i| usize::from(SERVICES[sites[*i].service as usize].group) == group).collect();
        if members.is_empty() {
            continue;
        }
        let n = members.len() as f64;
        let large = (LARGE[group] / [1722.0, 1475.0, 420.0, 483.0][group] * n).round().max(1.0) as usize;
        let small = members.len() - large.min(members.len());
        let want = jobs * SERVICE_JOBS[group] / SERVICE_JOBS.iter().sum::<f64>();
        let mut sizes = lognormal_sizes(small, 2.0, 49.0, 0.75, SMALL_MEAN[group] * small as f64);
        let left = want - sizes.iter().map(|x| f64::from(*x)).sum::<f64>();
        sizes.extend(lognormal_sizes(large, 50.0, 850.0, 0.9, left));
        // Homes with nursing are the larger.
        let lean = |site: &Site| [0.45, 0.1, 0.0, -0.2].get(site.service as usize).copied().unwrap_or(0.0);
        let mut order: Vec<(f64, usize)> = members.iter().map(|&i| (s.unit() + lean(&sites[i]), i)).collect();
        order.sort_by(|a, b| a.0.total_cmp(&b.0));
        sizes.sort_unstable();
        for ((_, i), size) in order.iter().zip(&sizes) {
            sites[*i].workers = *size;
        }
    }
    for kind in 0..2 {
        let mut homes: Vec<usize> = (0..sites.len()).filter(|i| usize::from(sites[*i].service) == kind).collect();
        homes.sort_by_cached_key(|&i| ((f64::from(sites[i].workers) * (1.0 + 0.15 * s.normal())) * 100.0) as i64);
        let total: f64 = slice.beds[kind].iter().map(|b| b.1).sum();
        for (rank, &i) in homes.iter().enumerate() {
            let mut at = (rank as f64 + 0.5) / homes.len() as f64 * total;
            let beds = slice.beds[kind].iter().find(|b| {
                at -= b.1;
                at <= 0.0
            });
            sites[i].beds = beds.map_or(20, |b| b.0);
        }
    }
}

/// `n` whole sizes at the quantiles of a log-normal cut to `[lo, hi]`, its centre such that they sum to about `want`.
fn lognormal_sizes(n: usize, lo: f64, hi: f64, sigma: f64, want: f64) -> Vec<u16> {
    let z: Vec<f64> = (0..n).map(|i| normal_quantile((i as f64 + 0.5) / n as f64)).collect();
    let at = |mu: f64| z.iter().map(move |z| (mu + sigma * z).exp().clamp(lo, hi));
    let (mut a, mut b) = (-2.0, 9.0);
    for _ in 0..60 {
        let mid = f64::midpoint(a, b);
        if at(mid).sum::<f64>() < want { a = mid } else { b = mid }
    }
    let mut carry = 0.0;
    at(a)
        .map(|x| {
            let whole = (x + carry).round().clamp(lo, hi);
            carry += x - whole;
            whole as u16
        })
        .collect()
}

/// Establishment types, so that jobs split as published: 81 % private and voluntary.
fn assign_sectors(sites: &mut [Site], s: &mut Stream) {
    let group = |site: &Site| usize::from(SERVICES[site.service as usize].group);
    let mut jobs = [0.0; 4];
    for site in sites.iter() {
        jobs[group(site)] += f64::from(site.workers);
    }
    let total: f64 = jobs.iter().sum();
    let mut table: Vec<f64> = (0..20).map(|i| sector_seed(i / 4, i % 4) * jobs[i % 4]).collect();
    let share: f64 = SECTOR_JOBS.iter().sum();
    let margins = [
        Margin { axes: vec![0], sums: SECTOR_JOBS.iter().map(|x| x / share * total).collect() },
        Margin { axes: vec![1], sums: jobs.to_vec() },
    ];
    rake(&mut table, &[5, 4], &margins, 1e-9);
    let mut order: Vec<(f64, usize)> = (0..sites.len()).map(|i| (-f64::from(sites[i].workers) + s.unit(), i)).collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (_, i) in order {
        let g = group(&sites[i]);
        let left: [f64; 5] = std::array::from_fn(|k| table[k * 4 + g].max(0.0));
        let sector = if left.iter().sum::<f64>() > 0.0 { s.pick(&left) } else { 2 };
        table[sector * 4 + g] -= f64::from(sites[i].workers);
        sites[i].sector = sector as u8;
    }
}

/// Care homes are rated exactly as published per council; other regulated services as in the real slice.
fn rate(config: &Config, places: &Places, slice: &Slice, sites: &mut [Site], s: &mut Stream) {
    let mut at = 0;
    while at < sites.len() {
        let council = sites[at].council;
        let end = sites[at..].iter().position(|x| x.council != council).map_or(sites.len(), |n| at + n);
        let homes: Vec<usize> = (at..end).filter(|i| sites[*i].service < 2).collect();
        let counts = places.councils[council as usize].ratings;
        let counts =
            if config.scale < 1.0 { apportion(&counts.map(f64::from), homes.len() as u32) } else { counts.to_vec() };
        // "Other" is requires improvement or inadequate: 64 to 3 among rated homes of the slice.
        let mut bag: Vec<u8> = Vec::new();
        for (kind, n) in counts.iter().enumerate() {
            bag.extend((0..*n).map(|_| [0, 1, if s.chance(0.05) { 3 } else { 2 }, 4][kind]));
        }
        s.shuffle(&mut bag);
        for (i, r) in homes.iter().zip(bag) {
            sites[*i].rating = Some(r);
        }
        for site in sites[at..end].iter_mut().filter(|x| x.service >= 2 && SERVICES[x.service as usize].regulated) {
            site.rating = Some(s.pick(&slice.community) as u8);
        }
        at = end;
    }
}

/// Groups workplaces into 1,950 organisations per 4,100: one per council for its own, the rest by a spread of sizes.
fn organise(config: &Config, places: &Places, sites: &mut [Site], s: &mut Stream) -> Vec<Organisation> {
    let wanted = (1950.0 * jobs_total(config) / 177_000.0).round() as usize;
    let mut organisations: Vec<Organisation> = Vec::with_capacity(wanted);
    let blank =
        |n: usize, name: String| Organisation { name, id: format!("1-9991{n:08}"), sites: 0, locations: 0, beds: 0 };
    let mut own = vec![None; places.councils.len()];
    for site in sites.iter_mut().filter(|x| SECTORS[x.sector as usize] < 6) {
        let c = site.council as usize;
        site.organisation = *own[c].get_or_insert_with(|| {
            organisations.push(blank(
                organisations.len(),
                format!("{} council care services (synthetic)", places.councils[c].name),
            ));
            organisations.len() as u32 - 1
        });
    }
    let mut rest: Vec<(u8, f64, usize)> = (0..sites.len())
        .filter(|i| SECTORS[sites[*i].sector as usize] >= 6)
        .map(|i| {
            // Groups are mostly of one sector, of one kind of service, and near each other.
            let kind =
                if s.chance(0.8) { f64::from(SERVICES[sites[i].service as usize].group) } else { s.unit() * 3.9 };
            (sites[i].sector, kind.floor() * 1000.0 + f64::from(sites[i].council) + s.unit() * 2.0, i)
        })
        .collect();
    rest.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    for block in group_sizes(rest.len(), wanted.saturating_sub(organisations.len()), s).into_iter().scan(0, |at, n| {
        let from = *at;
        *at += n;
        Some(from..from + n)
    }) {
        let id = organisations.len();
        organisations.push(blank(id, format!("{} (synthetic)", invented(id, "Care Group"))));
        for (_, _, i) in &rest[block] {
            sites[*i].organisation = id as u32;
        }
    }
    organisations
}

/// Numbers of workplaces for `groups` organisations that sum to `n`: two thirds or more have one.
fn group_sizes(n: usize, groups: usize, s: &mut Stream) -> Vec<usize> {
    const SPREAD: [(usize, usize, f64); 7] =
        [(2, 2, 36.0), (3, 3, 18.0), (4, 5, 18.0), (6, 10, 15.0), (11, 20, 8.0), (21, 40, 4.0), (41, 70, 0.8)];
    let weights: Vec<f64> = SPREAD.iter().map(|x| x.2).collect();
    let mut sizes = vec![1; groups.min(n).max(1)];
    let mut extra = n.saturating_sub(sizes.len());
    let mut at = 0;
    while extra > 0 {
        let (lo, hi, _) = SPREAD[s.pick(&weights)];
        let size = (lo + s.below(hi - lo + 1) - 1).min(extra);
        let slot = at % sizes.len();
        sizes[slot] += size;
        extra -= size;
        at += 1;
    }
    s.shuffle(&mut sizes);
    sizes
}
