//! Where things are: councils, and postcodes nobody lives at. Only postcodes that have been withdrawn (not in the current
//! Code-Point Open) are ever used, so that no synthetic provider or worker sits at anybody's present address.

use crate::{Region, SynthError};
use std::collections::HashMap;
use std::io::Read;

/// A council with social services.
#[derive(Debug, Clone)]
pub struct Council {
    /// ONS code.
    pub code: String,
    /// ONS name.
    pub name: String,
    /// ONS region name; Milton Keynes is put with the East, as the regulator's ADASS regions do.
    pub region: String,
    /// People aged 18 to 64, ASCOF 2024-25 denominators.
    pub adults: f64,
    /// People aged 65 and over, same source.
    pub older: f64,
    /// Residential locations rated outstanding, good, otherwise, not yet; ASCOF 6b 2024-25.
    pub ratings: [u32; 4],
    /// Turnover by year ending March, per cent; published, or filled in as the method page says.
    pub turnover: Vec<(i32, f64)>,
    /// Withdrawn postcodes, as indices into [`Places::postcodes`]; empty outside the East.
    pub postcodes: Vec<u32>,
}

/// Councils and postcodes.
#[derive(Debug)]
pub struct Places {
    /// Councils, East first, then by code.
    pub councils: Vec<Council>,
    /// Withdrawn postcodes of the East.
    pub postcodes: Vec<[u8; 8]>,
}

const COUNCILS: &str = include_str!("../../../data/synth/councils_england.csv");
const TURNOVER: &str = include_str!("../../../data/synth/turnover_by_council.csv");
const LA: &str = include_str!("../../../data/places/reference_lookups/la_east.csv");
const POSTCODES: &[u8] = include_bytes!("../../../data/places/postcodes_east/postcodes_east.csv.gz");

/// The region's name as the councils file has it.
pub const EAST: &str = "East of England";

fn table(text: &str) -> Result<Vec<csv::StringRecord>, SynthError> {
    csv::Reader::from_reader(text.as_bytes())
        .records()
        .collect::<Result<_, _>>()
        .map_err(|e| SynthError::Data(e.to_string()))
}

fn number(text: &str) -> f64 {
    text.parse().unwrap_or(0.0)
}

/// Loads the councils of a region and, for the East, the withdrawn postcodes.
pub fn load(region: Region) -> Result<Places, SynthError> {
    let mut published: HashMap<String, Vec<(i32, f64)>> = HashMap::new();
    for r in table(TURNOVER)? {
        published.entry(r[0].to_owned()).or_default().push((number(&r[2]) as i32, number(&r[3])));
    }
    let mut councils: Vec<Council> = table(COUNCILS)?
        .iter()
        .filter(|r| region == Region::England || &r[2] == EAST)
        .map(|r| Council {
            code: r[0].to_owned(),
            name: r[1].to_owned(),
            region: r[2].to_owned(),
            adults: number(&r[3]),
            older: number(&r[4]),
            ratings: [5, 6, 7, 8].map(|i| number(&r[i]) as u32),
            turnover: published.remove(&r[0]).unwrap_or_default(),
            postcodes: Vec::new(),
        })
        .collect();
    councils.sort_by(|a, b| ((a.region != EAST), &a.code).cmp(&((b.region != EAST), &b.code)));
    fill_turnover(&mut councils);
    let upper: HashMap<String, usize> = table(LA)?
        .iter()
        .filter_map(|r| Some((r[0].to_owned(), councils.iter().position(|c| c.code == r[2])?)))
        .collect();
    let mut text = String::new();
    flate2::read::GzDecoder::new(POSTCODES).read_to_string(&mut text).map_err(|e| SynthError::Data(e.to_string()))?;
    let mut postcodes = Vec::with_capacity(90_000);
    for line in text.lines().skip(1) {
        let mut f = line.trim_end().split(',');
        let (Some(code), Some(district)) = (f.next(), f.next()) else { continue };
        if f.nth(2) != Some("0") || code.len() > 8 {
            continue;
        }
        if let Some(&c) = upper.get(district) {
            let mut padded = [b' '; 8];
            padded[..code.len()].copy_from_slice(code.as_bytes());
            councils[c].postcodes.push(postcodes.len() as u32);
            postcodes.push(padded);
        }
    }
    Ok(Places { councils, postcodes })
}

/// Years without a published rate get the region's mean of that year times the council's usual ratio to it; after the
/// last published year the last rate stays.
fn fill_turnover(councils: &mut [Council]) {
    let regional = |councils: &[Council], region: &str, year: i32| {
        let v: Vec<f64> = councils
            .iter()
            .filter(|c| c.region == region)
            .filter_map(|c| c.turnover.iter().find(|t| t.0 == year).map(|t| t.1))
            .collect();
        (!v.is_empty()).then(|| v.iter().sum::<f64>() / v.len() as f64)
    };
    let whole: Vec<Vec<(i32, f64)>> = councils
        .iter()
        .map(|c| {
            let means: Vec<(i32, f64)> =
                (2020..=2025).map(|y| (y, regional(councils, &c.region, y).unwrap_or(28.0))).collect();
            let own: Vec<f64> =
                means.iter().filter_map(|(y, m)| c.turnover.iter().find(|t| t.0 == *y).map(|t| t.1 / m)).collect();
            let ratio = if own.is_empty() { 1.0 } else { own.iter().sum::<f64>() / own.len() as f64 };
            let mut out: Vec<(i32, f64)> = means
                .iter()
                .map(|(y, m)| (*y, c.turnover.iter().find(|t| t.0 == *y).map_or(m * ratio, |t| t.1)))
                .collect();
            let last = out.last().map_or(24.0, |t| t.1);
            out.extend([(2026, last), (2027, last)]);
            out
        })
        .collect();
    for (council, turnover) in councils.iter_mut().zip(whole) {
        council.turnover = turnover;
    }
}

impl Council {
    /// Turnover of the year ending in March `year`, per cent.
    pub fn turnover_in(&self, year: i32) -> f64 {
        self.turnover.iter().find(|t| t.0 == year).or_else(|| self.turnover.last()).map_or(25.0, |t| t.1)
    }
}

/// A postcode outside any real area, for councils whose postcodes we do not hold: area QX (Royal Mail uses no area that
/// begins with Q), district 1 to 99 and a unit ending in letters that no real unit uses (C, I, K, M, O, V).
pub fn unreal_postcode(council: usize, n: u64) -> [u8; 8] {
    const LETTERS: &[u8] = b"CIKMOV";
    let mut out = *b"QX10 0CC";
    let district = 10 + council as u64 % 90;
    out[2] = b'0' + (district / 10) as u8;
    out[3] = b'0' + (district % 10) as u8;
    out[5] = b'0' + (n % 10) as u8;
    out[6] = LETTERS[(n / 10 % 6) as usize];
    out[7] = LETTERS[(n / 60 % 6) as usize];
    out
}
