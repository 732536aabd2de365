//! The embedded files, read into rows. Pure: bytes in, rows out.

mod people;

use std::io::Read as _;

use flate2::read::GzDecoder;
use jiff::civil::Date;

use super::{Period, PlacesError, Postcode};
pub(super) use people::{ESTIMATE, LEVEL_18_64, LEVEL_65_PLUS, LEVEL_YEAR, PROJECTION, people};

macro_rules! data {
    ($path:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/", $path))
    };
}

const DISTRICTS: &str = data!("places/reference_lookups/la_east.csv");
const ICB_SHARES: &str = data!("places/reference_lookups/ltla_icb24_lsoa_share_east.csv");
const SECTORS: &str = data!("places/postcodes_east/sectors_east.csv");
const OUTCODES: &str = data!("places/postcodes_east/outcodes_east.csv");
const PROJECTIONS: &str = data!("places/population_east/population_bands_principal.csv");
const ESTIMATES: &str = data!("places/population_east/mye2020_east.csv");
const ASCOF: &str = data!("ascof/ascof_2024_25_east.csv");
const REGIONS: &str = data!("reference/places/regions.csv");
const ICBS: &str = data!("reference/places/icb.csv");
const ICB_COUNCILS: &str = data!("reference/places/icb_council.csv");
const NAMES: &str = data!("reference/places/place_names.csv");
const NOTES: &str = data!("reference/places/notes.csv");
pub(super) const ICB_OUTLINES: &str = data!("places/boundaries/east_icb_apr2023.geojson");
pub(super) const COUNCIL_OUTLINES: &str = data!("places/boundaries/east_utla_dec2023.geojson");
pub(super) const DISTRICT_OUTLINES: &str = data!("places/boundaries/east_ltla_may2024.geojson");
const POSTCODES: &[u8] =
    include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/places/postcodes_east/postcodes_east.csv.gz"));

/// Every embedded byte that the places are loaded from, for the fingerprint that says whether the
/// store already holds them.
pub(super) fn all_bytes() -> [&'static [u8]; 16] {
    [
        DISTRICTS.as_bytes(),
        ICB_SHARES.as_bytes(),
        SECTORS.as_bytes(),
        OUTCODES.as_bytes(),
        PROJECTIONS.as_bytes(),
        ESTIMATES.as_bytes(),
        ASCOF.as_bytes(),
        REGIONS.as_bytes(),
        ICBS.as_bytes(),
        ICB_COUNCILS.as_bytes(),
        NAMES.as_bytes(),
        NOTES.as_bytes(),
        ICB_OUTLINES.as_bytes(),
        DISTRICT_OUTLINES.as_bytes(),
        COUNCIL_OUTLINES.as_bytes(),
        POSTCODES,
    ]
}

/// One CSV line with its place, so that a fault can be named.
struct Line {
    dataset: &'static str,
    number: u64,
    fields: csv::StringRecord,
}

impl Line {
    fn text(&self, column: usize) -> Result<&str, PlacesError> {
        self.fields.get(column).map(str::trim).ok_or_else(|| self.fault(format!("column {} is missing", column + 1)))
    }

    fn number<T: std::str::FromStr>(&self, column: usize) -> Result<T, PlacesError> {
        let text = self.text(column)?;
        text.parse().map_err(|_| self.fault(format!("{text:?} in column {} is not a number", column + 1)))
    }

    fn date(&self, column: usize) -> Result<Option<Date>, PlacesError> {
        let text = self.text(column)?;
        if text.is_empty() {
            return Ok(None);
        }
        text.parse().map(Some).map_err(|_| self.fault(format!("{text:?} in column {} is not a date", column + 1)))
    }

    fn period(&self, from: usize) -> Result<Period, PlacesError> {
        Ok(Period { from: self.date(from)?, to: self.date(from + 1)? })
    }

    fn fault(&self, what: String) -> PlacesError {
        PlacesError::Data { dataset: self.dataset, line: self.number, what }
    }
}

fn lines(dataset: &'static str, text: &'static str) -> Result<Vec<Line>, PlacesError> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let mut lines = Vec::new();
    for record in reader.records() {
        let fields = record.map_err(|error| PlacesError::Data {
            dataset,
            line: error.position().map_or(0, csv::Position::line),
            what: error.to_string(),
        })?;
        let number = fields.position().map_or(0, csv::Position::line);
        lines.push(Line { dataset, number, fields });
    }
    Ok(lines)
}

/// A district, the council around it.
pub(super) struct DistrictRow {
    pub code: String,
    pub name: String,
    pub council_code: String,
    pub council_name: String,
}

pub(super) fn districts() -> Result<Vec<DistrictRow>, PlacesError> {
    lines("reference_lookups", DISTRICTS)?
        .iter()
        .map(|line| {
            Ok(DistrictRow {
                code: line.text(0)?.to_owned(),
                name: line.text(1)?.to_owned(),
                council_code: line.text(2)?.to_owned(),
                council_name: line.text(3)?.to_owned(),
            })
        })
        .collect()
}

/// What part of a district's small areas lies in a care board.
pub(super) struct IcbShareRow {
    pub district_code: String,
    pub icb_code: String,
    pub small_areas: f64,
    pub share: f64,
}

pub(super) fn icb_shares() -> Result<Vec<IcbShareRow>, PlacesError> {
    lines("reference_lookups", ICB_SHARES)?
        .iter()
        .map(|line| {
            Ok(IcbShareRow {
                district_code: line.text(0)?.to_owned(),
                icb_code: line.text(1)?.to_owned(),
                small_areas: line.number(3)?,
                share: line.number(4)?,
            })
        })
        .collect()
}

/// A care board, before or after the change of April 2026.
pub(super) struct IcbRow {
    pub code: String,
    pub name: String,
    pub short_name: String,
    pub period: Period,
    pub is_official: bool,
    pub note: String,
}

pub(super) fn icbs() -> Result<Vec<IcbRow>, PlacesError> {
    lines("icb", ICBS)?
        .iter()
        .map(|line| {
            Ok(IcbRow {
                code: line.text(0)?.to_owned(),
                name: line.text(1)?.to_owned(),
                short_name: line.text(2)?.to_owned(),
                period: line.period(3)?,
                is_official: line.text(6)? == "1",
                note: line.text(8)?.to_owned(),
            })
        })
        .collect()
}

/// A council inside a larger place, for a time.
pub(super) struct MemberRow {
    pub parent_code: String,
    pub parent_name: String,
    pub council_code: String,
    pub period: Period,
}

pub(super) fn region_councils() -> Result<Vec<MemberRow>, PlacesError> {
    lines("regions", REGIONS)?
        .iter()
        .map(|line| {
            Ok(MemberRow {
                parent_code: line.text(0)?.to_owned(),
                parent_name: line.text(1)?.to_owned(),
                council_code: line.text(3)?.to_owned(),
                period: line.period(4)?,
            })
        })
        .collect()
}

pub(super) fn icb_councils() -> Result<Vec<MemberRow>, PlacesError> {
    lines("icb", ICB_COUNCILS)?
        .iter()
        .map(|line| {
            Ok(MemberRow {
                parent_code: line.text(0)?.to_owned(),
                parent_name: String::new(),
                council_code: line.text(1)?.to_owned(),
                period: line.period(2)?,
            })
        })
        .collect()
}

/// Pairs of another spelling and the code of the place that it means.
pub(super) fn spellings() -> Result<Vec<(String, String)>, PlacesError> {
    lines("regions", NAMES)?.iter().map(|line| Ok((line.text(0)?.to_owned(), line.text(1)?.to_owned()))).collect()
}

/// Pairs of a place's code and a note about it.
pub(super) fn notes() -> Result<Vec<(String, String)>, PlacesError> {
    lines("regions", NOTES)?.iter().map(|line| Ok((line.text(0)?.to_owned(), line.text(2)?.to_owned()))).collect()
}

/// An outcode or a sector and a point inside it.
pub(super) struct AreaRow {
    pub code: String,
    pub latitude: f64,
    pub longitude: f64,
}

pub(super) fn outcodes() -> Result<Vec<AreaRow>, PlacesError> {
    areas(OUTCODES)
}

pub(super) fn sectors() -> Result<Vec<AreaRow>, PlacesError> {
    areas(SECTORS)
}

fn areas(text: &'static str) -> Result<Vec<AreaRow>, PlacesError> {
    lines("postcodes_east", text)?
        .iter()
        .map(|line| {
            Ok(AreaRow { code: line.text(0)?.to_owned(), latitude: line.number(2)?, longitude: line.number(3)? })
        })
        .collect()
}

/// A postcode of the file.
pub(super) struct RawPostcode {
    pub postcode: Postcode,
    /// Its place in [`districts`].
    pub district: u8,
    pub latitude: f64,
    pub longitude: f64,
    pub is_live: bool,
}

/// Every postcode, in the order of [`Postcode`].
pub(super) fn postcodes(districts: &[DistrictRow]) -> Result<Vec<RawPostcode>, PlacesError> {
    let fault = |line: usize, what: String| PlacesError::Data { dataset: "postcodes_east", line: line as u64, what };
    let mut text = String::with_capacity(11 << 20);
    GzDecoder::new(POSTCODES).read_to_string(&mut text).map_err(|error| fault(0, error.to_string()))?;
    let mut rows = Vec::with_capacity(270_000);
    for (index, line) in text.lines().enumerate().skip(1) {
        let row = raw_postcode(line, districts).ok_or_else(|| fault(index + 1, format!("cannot be read: {line:?}")))?;
        rows.push(row);
    }
    rows.sort_unstable_by_key(|row| row.postcode);
    Ok(rows)
}

fn raw_postcode(line: &str, districts: &[DistrictRow]) -> Option<RawPostcode> {
    let mut fields = line.split(',');
    let postcode = fields.next()?.parse().ok()?;
    let code = fields.next()?;
    let district = u8::try_from(districts.iter().position(|row| row.code == code)?).ok()?;
    let latitude = fields.next()?.parse().ok()?;
    let longitude = fields.next()?.parse().ok()?;
    let is_live = fields.next()? == "1";
    Some(RawPostcode { postcode, district, latitude, longitude, is_live })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_embedded_file_reads_whole() {
        let districts = districts().unwrap();
        assert_eq!(districts.len(), 46);
        assert_eq!(icb_shares().unwrap().len(), 48);
        assert_eq!(icbs().unwrap().len(), 9);
        assert_eq!(region_councils().unwrap().len(), 11 + 12);
        assert_eq!(icb_councils().unwrap().len(), 12);
        assert_eq!((outcodes().unwrap().len(), sectors().unwrap().len()), (298, 1126));
        let postcodes = postcodes(&districts).unwrap();
        assert_eq!(postcodes.len(), 264_971);
        assert_eq!(postcodes.iter().filter(|row| row.is_live).count(), 178_280);
        assert!(postcodes.windows(2).all(|pair| pair[0].postcode < pair[1].postcode));
    }

    #[test]
    fn the_rows_that_only_repeat_2018_are_not_taken_for_a_history() {
        let people = people().unwrap();
        assert!(people.iter().all(|row| row.year >= 2018));
        assert!(people.iter().any(|row| row.series == PROJECTION && row.year == 2043));
        assert_eq!(people.iter().filter(|row| row.year == LEVEL_YEAR && row.everyone.is_none()).count(), 26);
    }

    #[test]
    fn a_provisional_code_says_that_it_is_not_an_ons_code() {
        for icb in icbs().unwrap() {
            assert_eq!(icb.is_official, icb.code.starts_with("E54"), "{}", icb.code);
            assert_eq!(!icb.is_official, icb.note.contains("not an ONS code"), "{}", icb.code);
        }
    }
}
