//! The register in the regulator's region layout, 41 columns, and its companion of postcodes.

use super::postcode;
use crate::calendar::{civil, day, iso};
use crate::codes::SERVICES;
use crate::register::RATINGS;
use crate::rng::Stream;
use crate::{Drawn, SynthError};
use std::io::Write as _;

/// Header of the region layout, as the real slice has it.
const HEADER: [&str; 41] = [
    "Location Name",
    "Location ID",
    "Location UPRN",
    "Location Local Authority",
    "Location ADASS Region",
    "Primary inspection category",
    "Service Types",
    "Care homes beds",
    "Location HSCA start date",
    "Location HSCA end date",
    "Dormant",
    "Location Latest Overall Rating",
    "Publication Date",
    "Service users supported",
    "Size of care home (bands by number of beds)",
    "Location length of service (bands by number of years)",
    "Location safe rating",
    "Location effective rating",
    "Location caring rating",
    "Location responsive rating",
    "Location well-led rating",
    "Provider Name",
    "Provider ID",
    "Provider HSCA start date",
    "Provider length of service (bands by number of years)",
    "Provider Ownership Type",
    "Provider Companies House Number",
    "Provider characteristic - number of locations",
    "Provider characteristic - national group size (based on locations)",
    "Provider characteristic - number of beds",
    "Provider characteristic - share of beds (nationally)",
    "Provider characteristic - number of local authority areas where it has locations",
    "Provider characteristic - % of local authority areas where it has locations",
    "Brand Name",
    "Brand ID",
    "Brand characteristic - number of locations",
    "Brand characteristic -national group size (based on locations)",
    "Brand characteristic - number of beds",
    "Brand characteristic - share of beds (nationally)",
    "Brand characteristic - % of local authority areas where it has locations",
    "Brand characteristic - number of local authority areas where it has locations",
];

fn us(d: i32) -> String {
    let (y, m, dom) = civil(d);
    format!("{m}/{dom}/{y} 12:00:00 AM")
}

const fn group_size(n: u32) -> &'static str {
    match n {
        0..=1 => "1 location",
        2..=5 => "2 - 5 locations",
        6..=10 => "6 - 10 locations",
        11..=20 => "11 - 20 locations",
        21..=50 => "21 - 50 locations",
        _ => "More than 50 locations",
    }
}

const fn beds_band(n: u16) -> &'static str {
    match n {
        0 => "",
        1..=9 => "1-9 beds",
        10..=24 => "10-24 beds",
        25..=39 => "25-39 beds",
        40..=60 => "40-60 beds",
        _ => "61 beds and over",
    }
}

/// The five key questions, near the overall rating: as in the slice most agree with it.
fn questions(rating: u8, s: &mut Stream) -> [u8; 5] {
    std::array::from_fn(|k| match rating {
        0 => u8::from(!matches!(k, 2..=4) && !s.chance(0.3)),
        1 => {
            if s.chance(0.03) {
                2
            } else {
                u8::from(!s.chance(0.03))
            }
        }
        2 => {
            if k == 4 || (k != 2 && s.chance(0.6)) {
                2
            } else {
                1
            }
        }
        3 => {
            if matches!(k, 0 | 4) {
                3
            } else {
                2
            }
        }
        _ => 4,
    })
}

/// The directory's words for a service.
const fn service(v: u8) -> &'static str {
    match SERVICES[v as usize].code {
        1 => "Care home service with nursing",
        2 => "Care home service without nursing",
        54 => "Extra Care housing services",
        55 => "Supported living service",
        17 => "Shared Lives",
        _ => "Domiciliary care service",
    }
}

/// The directory's band of years in service.
const fn service_band(years: u32) -> &'static str {
    match years {
        0 => "",
        1..=2 => "More than 1 year but less than 3 years",
        3..=4 => "More than 3 years but less than 5 years",
        5..=7 => "More than 5 years but less than 8 years",
        _ => "More than 8 years",
    }
}

/// The register, regulated locations only.
pub fn register(drawn: &Drawn) -> Result<Vec<u8>, SynthError> {
    let fail = |e: csv::Error| SynthError::Data(e.to_string());
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(HEADER).map_err(fail)?;
    let register = drawn.register();
    let today = day(2025, 8, 28);
    for (i, site) in register.sites.iter().enumerate().filter(|x| !x.1.location_id.is_empty()) {
        let mut s = Stream::new(drawn.config.seed, 12, i as u64, 0);
        let provider = &register.organisations[site.organisation as usize];
        let council = &drawn.places.councils[site.council as usize];
        let home = site.service < 2;
        let rating = site.rating.unwrap_or(4);
        let years = if rating == 4 { 0.3 + s.unit() * 2.5 } else { 1.5 + s.unit() * 13.0 };
        let started = today - (years * 365.25) as i32;
        let from = iso(started);
        let types = site
            .also
            .map_or_else(|| service(site.service).to_owned(), |a| format!("{}, {}", service(site.service), service(a)));
        let q = questions(rating, &mut s).map(|r| RATINGS[r as usize]);
        let local = if council.name == "Bedford" { "Bedford Borough" } else { &council.name };
        let region = if council.region == crate::places::EAST { "East" } else { &council.region };
        let users = [
            "Caring for adults over 65 yrs, Dementia",
            "Caring for adults over 65 yrs, Caring for adults under 65 yrs",
            "Caring for adults under 65 yrs, Learning Disabilities or autistic spectrum disorder",
        ][s.pick(if home { &[4.0, 2.0, 3.0] } else { &[2.0, 5.0, 2.0] })];
        let band = service_band(years as u32);
        let row: [&str; 41] = [
            &site.name,
            &site.location_id,
            "",
            local,
            &format!("{region} (ADASS Region)"),
            if home { "Residential social care" } else { "Community based adult social care services" },
            &types,
            &site.beds.to_string(),
            &from,
            "",
            if s.chance(0.05) && rating == 4 { "Y" } else { "N" },
            RATINGS[rating as usize],
            &us(started),
            users,
            beds_band(site.beds),
            band,
            q[0],
            q[1],
            q[2],
            q[3],
            q[4],
            &provider.name,
            &provider.id,
            &us(started - 30),
            &(years as u32).to_string(),
            "Organisation",
            "",
            &provider.locations.to_string(),
            group_size(provider.locations),
            &provider.beds.to_string(),
            "0",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
        ];
        out.write_record(row).map_err(fail)?;
    }
    out.into_inner().map_err(|e| SynthError::Data(e.to_string()))
}

/// Location and postcode, which the region layout lacks.
pub fn register_postcodes(drawn: &Drawn) -> Vec<u8> {
    let mut out = b"Location ID,Postal Code\n".to_vec();
    for site in drawn.register().sites.iter().filter(|x| !x.location_id.is_empty()) {
        // Writing to memory cannot fail.
        let _ = write!(out, "{},", site.location_id);
        postcode(&mut out, site.postcode);
        out.push(b'\n');
    }
    out
}
