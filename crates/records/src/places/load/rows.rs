//! The rows of the places' tables, made from the embedded files. Pure.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::super::boundary::{Outline, place_of_point, read_outlines};
use super::super::list::write_period;
use super::super::reference::{self, AreaRow, DistrictRow, IcbRow, IcbShareRow, RawPostcode};
use super::super::{Period, PlaceKind, PlacesError};
use crate::sql::{Rows, Value, args};

pub(super) const DATASET: &[&str] = &[
    "tenant",
    "dataset_id",
    "title",
    "publisher",
    "licence",
    "attribution",
    "as_at",
    "limits",
    "fingerprint",
    "loaded_at",
];
pub(super) const PLACE: &[&str] = &[
    "tenant",
    "code",
    "kind",
    "name",
    "short_name",
    "effective_from",
    "effective_to",
    "is_official_code",
    "latitude",
    "longitude",
    "note",
    "dataset_id",
];
pub(super) const LINK: &[&str] =
    &["tenant", "parent_code", "child_code", "effective_from", "effective_to", "share", "dataset_id"];
pub(super) const SPELLING: &[&str] = &["tenant", "spelling", "code"];
pub(super) const ATOM: &[&str] = &["tenant", "atom_no", "council_code", "icb_before_code", "icb_after_code"];
pub(super) const POSTCODE: &[&str] =
    &["tenant", "postcode_no", "district_code", "atom_no", "latitude", "longitude", "is_live"];
pub(super) const POPULATION: &[&str] =
    &["tenant", "place_code", "series", "year", "everyone", "age_18_64", "age_65_plus", "age_75_plus", "age_85_plus"];

const NATION: &str = "E92000001";

/// Everything that is written, ready for the database.
pub(super) struct Built {
    pub places: Rows,
    pub links: Rows,
    pub spellings: Rows,
    pub atom_rows: Rows,
    pub districts: Vec<DistrictRow>,
    pub postcodes: Vec<RawPostcode>,
    pub atom_of_postcode: Vec<i64>,
}

/// An atom before it has a number: a council and a care board of before April 2026.
type Piece = (String, String);

/// What the rows are made from, read once.
struct Sources {
    tenant: i64,
    districts: Vec<DistrictRow>,
    shares: Vec<IcbShareRow>,
    icbs: Vec<IcbRow>,
    postcodes: Vec<RawPostcode>,
    notes: HashMap<String, String>,
    centres: HashMap<String, (f64, f64)>,
}

pub(super) fn build(tenant: i64) -> Result<Built, PlacesError> {
    let districts = reference::districts()?;
    let postcodes = reference::postcodes(&districts)?;
    let sources = Sources {
        tenant,
        shares: reference::icb_shares()?,
        icbs: reference::icbs()?,
        notes: reference::notes()?.into_iter().collect(),
        centres: centres()?,
        districts,
        postcodes,
    };
    let pieces = sources.pieces()?;
    let numbers: BTreeMap<&Piece, i64> = pieces.iter().collect::<BTreeSet<_>>().into_iter().zip(0..).collect();
    let atom_of_postcode = pieces.iter().filter_map(|piece| numbers.get(piece).copied()).collect();
    let mut spellings = Rows { width: SPELLING.len(), values: Vec::new() };
    for (spelling, code) in reference::spellings()? {
        spellings.values.extend(args![tenant, spelling, code]);
    }
    Ok(Built {
        places: sources.places()?,
        links: sources.links()?,
        atom_rows: sources.atom_rows(&numbers)?,
        spellings,
        atom_of_postcode,
        districts: sources.districts,
        postcodes: sources.postcodes,
    })
}

/// A point inside every council, district and care board, for a label on a map.
fn centres() -> Result<HashMap<String, (f64, f64)>, PlacesError> {
    let fault = |what| PlacesError::Data { dataset: "boundaries", line: 0, what };
    let mut centres = HashMap::new();
    for text in [reference::DISTRICT_OUTLINES, reference::COUNCIL_OUTLINES, reference::ICB_OUTLINES] {
        for outline in read_outlines(text).map_err(fault)? {
            if let Some(centre) = outline.centre {
                centres.insert(outline.code, centre);
            }
        }
    }
    Ok(centres)
}

impl Sources {
    /// The piece of every postcode: by its district, or by outline where its district lies in two boards.
    fn pieces(&self) -> Result<Vec<Piece>, PlacesError> {
        let fault = |what: String| PlacesError::Data { dataset: "boundaries", line: 0, what };
        let outlines = read_outlines(reference::ICB_OUTLINES).map_err(fault)?;
        let mut candidates: Vec<Vec<&Outline>> = Vec::with_capacity(self.districts.len());
        for district in &self.districts {
            let of_district: Vec<&Outline> = outlines
                .iter()
                .filter(|outline| {
                    self.shares.iter().any(|row| row.district_code == district.code && row.icb_code == outline.code)
                })
                .collect();
            if of_district.is_empty() {
                return Err(fault(format!("{} lies in no care board", district.code)));
            }
            candidates.push(of_district);
        }
        let piece_of = |row: &RawPostcode| {
            let number = usize::from(row.district);
            let around = candidates.get(number)?;
            let icb = match around.as_slice() {
                [only] => *only,
                several => place_of_point(several, row.longitude, row.latitude)?,
            };
            Some((self.districts.get(number)?.council_code.clone(), icb.code.clone()))
        };
        Ok(self.postcodes.iter().filter_map(piece_of).collect())
    }

    fn atom_rows(&self, numbers: &BTreeMap<&Piece, i64>) -> Result<Rows, PlacesError> {
        let after: HashMap<String, String> =
            reference::icb_councils()?.into_iter().map(|row| (row.council_code, row.parent_code)).collect();
        let mut rows = Rows { width: ATOM.len(), values: Vec::new() };
        for ((council, icb), &number) in numbers {
            let after = after.get(council).map_or("", String::as_str);
            rows.values.extend(args![self.tenant, number, council, icb, after]);
        }
        Ok(rows)
    }

    fn places(&self) -> Result<Rows, PlacesError> {
        let mut rows = Rows { width: PLACE.len(), values: Vec::new() };
        let values = &mut rows.values;
        self.place(values, PlaceKind::Nation, NATION, ("England", "England"), Period::default(), "population_east");
        let mut seen = BTreeSet::new();
        for row in reference::region_councils()? {
            if seen.insert(row.parent_code.clone()) {
                let name = row.parent_name.as_str();
                self.place(values, PlaceKind::Region, &row.parent_code, (name, name), Period::default(), "regions");
            }
        }
        for row in &self.districts {
            let name = row.council_name.as_str();
            if seen.insert(row.council_code.clone()) {
                let source = "reference_lookups";
                self.place(values, PlaceKind::Council, &row.council_code, (name, name), Period::default(), source);
            }
            if row.code != row.council_code {
                let name = row.name.as_str();
                let source = "reference_lookups";
                self.place(values, PlaceKind::District, &row.code, (name, name), Period::default(), source);
            }
        }
        for row in &self.icbs {
            self.place(values, PlaceKind::Icb, &row.code, (&row.name, &row.short_name), row.period, "icb");
        }
        self.areas(values, PlaceKind::Outcode, &reference::outcodes()?);
        self.areas(values, PlaceKind::Sector, &reference::sectors()?);
        Ok(rows)
    }

    fn areas(&self, values: &mut Vec<Value>, kind: PlaceKind, areas: &[AreaRow]) {
        for row in areas {
            let (from, to) = write_period(Period::default());
            values.extend(args![
                self.tenant,
                &row.code,
                kind.as_str(),
                &row.code,
                &row.code,
                from,
                to,
                true,
                row.latitude,
                row.longitude,
                None::<String>,
                "postcodes_east"
            ]);
        }
    }

    fn place(
        &self,
        values: &mut Vec<Value>,
        kind: PlaceKind,
        code: &str,
        (name, short_name): (&str, &str),
        period: Period,
        source: &str,
    ) {
        let (from, to) = write_period(period);
        let icb = self.icbs.iter().find(|icb| icb.code == code);
        let note = self.notes.get(code).cloned().or_else(|| icb.map(|icb| icb.note.clone()));
        let is_official = icb.map_or_else(|| code.starts_with('E'), |icb| icb.is_official);
        let centre = self.centres.get(code);
        values.extend(args![
            self.tenant,
            code,
            kind.as_str(),
            name,
            short_name,
            from,
            to,
            is_official,
            centre.map(|centre| centre.0),
            centre.map(|centre| centre.1),
            note,
            source
        ]);
    }

    fn links(&self) -> Result<Rows, PlacesError> {
        let mut rows = Rows { width: LINK.len(), values: Vec::new() };
        let values = &mut rows.values;
        let open = Period::default();
        let mut regions = BTreeSet::new();
        for row in reference::region_councils()? {
            self.link(values, &row.parent_code, &row.council_code, row.period, 1.0, "regions");
            if regions.insert(row.parent_code.clone()) {
                self.link(values, NATION, &row.parent_code, open, 1.0, "regions");
            }
        }
        for row in reference::icb_councils()? {
            self.link(values, &row.parent_code, &row.council_code, row.period, 1.0, "icb");
        }
        for row in self.districts.iter().filter(|row| row.code != row.council_code) {
            self.link(values, &row.council_code, &row.code, open, 1.0, "reference_lookups");
        }
        self.board_links(values);
        self.area_links(values);
        Ok(rows)
    }

    /// Care boards of before April 2026 hold districts and councils, by their shares of small areas.
    fn board_links(&self, values: &mut Vec<Value>) {
        let council_of: HashMap<&str, &str> =
            self.districts.iter().map(|row| (row.code.as_str(), row.council_code.as_str())).collect();
        let mut in_board: BTreeMap<(&str, &str), f64> = BTreeMap::new();
        let mut in_council: BTreeMap<&str, f64> = BTreeMap::new();
        for row in &self.shares {
            let period =
                self.icbs.iter().find(|icb| icb.code == row.icb_code).map_or_else(Period::default, |icb| icb.period);
            let Some(&council) = council_of.get(row.district_code.as_str()) else { continue };
            *in_board.entry((&row.icb_code, council)).or_default() += row.small_areas;
            *in_council.entry(council).or_default() += row.small_areas;
            if council != row.district_code {
                self.link(values, &row.icb_code, &row.district_code, period, row.share, "reference_lookups");
            }
        }
        for ((icb, council), small_areas) in in_board {
            let period = self.icbs.iter().find(|row| row.code == icb).map_or_else(Period::default, |icb| icb.period);
            let share = small_areas / in_council.get(council).copied().unwrap_or(small_areas);
            self.link(values, icb, council, period, share, "reference_lookups");
        }
    }

    /// Councils hold outcodes and sectors, by their shares of postcodes.
    fn area_links(&self, values: &mut Vec<Value>) {
        let mut counts: BTreeMap<(String, &str), f64> = BTreeMap::new();
        let mut totals: BTreeMap<String, f64> = BTreeMap::new();
        let sectors = self.postcodes.chunk_by(|a, b| a.postcode.sector_range() == b.postcode.sector_range());
        for sector in sectors {
            let Some(first) = sector.first() else { continue };
            for area in [first.postcode.sector(), first.postcode.outcode()] {
                *totals.entry(area.as_str().to_owned()).or_default() += sector.len() as f64;
                for row in sector {
                    let Some(district) = self.districts.get(usize::from(row.district)) else { continue };
                    *counts.entry((area.as_str().to_owned(), &district.council_code)).or_default() += 1.0;
                }
            }
        }
        for ((area, council), count) in counts {
            let share = count / totals.get(&area).copied().unwrap_or(count);
            self.link(values, council, &area, Period::default(), share, "postcodes_east");
        }
    }

    fn link(&self, values: &mut Vec<Value>, parent: &str, child: &str, period: Period, share: f64, source: &str) {
        let (from, to) = write_period(period);
        values.extend(args![self.tenant, parent, child, from, to, share, source]);
    }
}

pub(super) fn datasets(tenant: i64, fingerprint: &str, now: jiff::Timestamp) -> Rows {
    let mut rows = Rows { width: DATASET.len(), values: Vec::new() };
    for set in super::super::datasets() {
        rows.values.extend(args![
            tenant,
            set.id,
            set.title,
            set.publisher,
            set.licence,
            set.attribution,
            set.as_at,
            set.limits,
            fingerprint,
            now.to_string()
        ]);
    }
    rows
}

pub(super) fn people(tenant: i64) -> Result<Rows, PlacesError> {
    let mut rows = Rows { width: POPULATION.len(), values: Vec::new() };
    for row in reference::people()? {
        rows.values.extend(args![
            tenant,
            row.place_code,
            row.series,
            row.year,
            row.everyone,
            row.age_18_64,
            row.age_65_plus,
            row.age_75_plus,
            row.age_85_plus
        ]);
    }
    Ok(rows)
}
