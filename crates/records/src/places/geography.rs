//! All postcodes in memory: which piece of the map a postcode lies in, and of which pieces a place
//! was made at a month. Built once; small enough to keep (about 4 MiB for the East of England).

use std::collections::HashMap;
use std::fmt;

use super::list::read_period;
use super::{AsAt, Period, PlaceCode, PlacesError, Postcode};
use crate::month::Month;
use crate::sql::{Db, args};

/// Which [`Atom`] of a [`Geography`]: its `atom_no` in the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AtomId(pub u8);

impl fmt::Display for AtomId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A piece that no boundary of the period cuts: a council inside one care board of before April 2026.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Atom {
    /// Its number in the store.
    pub id: AtomId,
    /// The council around it.
    pub council: PlaceCode,
    /// The care board around it until 31 March 2026.
    pub icb_before: PlaceCode,
    /// The care board around it from 1 April 2026.
    pub icb_after: PlaceCode,
}

/// How exactly a postcode was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    /// The postcode itself is known.
    Postcode,
    /// Only its sector is known, and the whole sector lies in one atom.
    Sector,
    /// Only its outcode is known, and the whole outcode lies in one atom.
    Outcode,
}

/// Where a postcode lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found<'a> {
    /// The piece around it.
    pub atom: &'a Atom,
    /// The district around it; a unitary council's own code there. `None` unless the postcode itself is known.
    pub district: Option<&'a PlaceCode>,
    /// Degrees north (WGS 84); of the middle of the sector or outcode when only that is known.
    pub latitude: f64,
    /// Degrees east (WGS 84).
    pub longitude: f64,
    /// How exactly it was found.
    pub precision: Precision,
}

/// The map in memory.
pub struct Geography {
    atoms: Vec<Atom>,
    districts: Vec<PlaceCode>,
    postcodes: Vec<u32>,
    cells: Vec<Cell>,
    members: HashMap<PlaceCode, Vec<(Period, AtomId)>>,
}

struct Cell {
    atom: u8,
    district: u8,
    latitude: f32,
    longitude: f32,
}

impl Geography {
    /// Reads the loaded places; an empty store gives an empty map.
    pub async fn load(db: &Db, tenant: i64) -> Result<Self, PlacesError> {
        let atoms = read_atoms(db, tenant).await?;
        let members = read_members(db, tenant, &atoms).await?;
        let mut map = Self { atoms, districts: Vec::new(), postcodes: Vec::new(), cells: Vec::new(), members };
        let mut stream = db
            .stream(
                "select postcode_no, district_code, atom_no, latitude, longitude from postcode \
                 where tenant = $1 order by postcode_no",
                args![tenant],
            )
            .await?;
        while let Some(row) = stream.next().await {
            let row = row?;
            let district = map.district_number(&row.get::<String>(1)?);
            map.postcodes.push(row.get(0)?);
            map.cells.push(Cell {
                atom: row.get(2)?,
                district,
                latitude: row.get::<f64>(3)? as f32,
                longitude: row.get::<f64>(4)? as f32,
            });
        }
        map.postcodes.shrink_to_fit();
        map.cells.shrink_to_fit();
        Ok(map)
    }

    fn district_number(&mut self, code: &str) -> u8 {
        // Neighbouring postcodes mostly share a district, so the last one found is looked at first.
        let last = self.cells.last().map_or(0, |cell| cell.district);
        if self.districts.get(usize::from(last)).is_some_and(|district| district.as_str() == code) {
            return last;
        }
        let position = self.districts.iter().position(|district| district.as_str() == code);
        let position = position.unwrap_or_else(|| {
            self.districts.push(PlaceCode::new(code));
            self.districts.len() - 1
        });
        position.min(255) as u8
    }

    /// Every atom, in the order of its number.
    pub fn atoms(&self) -> &[Atom] {
        &self.atoms
    }

    /// The atom with the number; `None` when there is none.
    pub fn atom(&self, id: AtomId) -> Option<&Atom> {
        self.atoms.iter().find(|atom| atom.id == id)
    }

    /// How many postcodes are known.
    pub fn len(&self) -> usize {
        self.postcodes.len()
    }

    /// Whether nothing is loaded.
    pub fn is_empty(&self) -> bool {
        self.postcodes.is_empty()
    }

    /// The bytes that the map holds on to, about.
    pub fn bytes(&self) -> usize {
        self.postcodes.capacity() * size_of::<u32>() + self.cells.capacity() * size_of::<Cell>()
    }

    /// Where a postcode lies, however it is written. A postcode that is not known itself is placed by
    /// its sector, or else its outcode, when all known postcodes there lie in one atom.
    pub fn find(&self, text: &str) -> Option<Found<'_>> {
        self.find_postcode(text.parse().ok()?)
    }

    /// As [`Geography::find`].
    pub fn find_postcode(&self, postcode: Postcode) -> Option<Found<'_>> {
        if let Ok(index) = self.postcodes.binary_search(&postcode.packed()) {
            let cell = self.cells.get(index)?;
            return Some(Found {
                atom: self.atoms.get(usize::from(cell.atom))?,
                district: self.districts.get(usize::from(cell.district)),
                latitude: degrees(cell.latitude),
                longitude: degrees(cell.longitude),
                precision: Precision::Postcode,
            });
        }
        self.find_area(postcode.sector_range(), Precision::Sector)
            .or_else(|| self.find_area(postcode.outcode_range(), Precision::Outcode))
    }

    fn find_area(&self, range: std::ops::Range<u32>, precision: Precision) -> Option<Found<'_>> {
        let from = self.postcodes.partition_point(|&packed| packed < range.start);
        let to = self.postcodes.partition_point(|&packed| packed < range.end);
        let cells = self.cells.get(from..to)?;
        let first = cells.first()?;
        if cells.iter().any(|cell| cell.atom != first.atom) {
            return None;
        }
        let mean =
            |of: fn(&Cell) -> f32| cells.iter().map(|cell| f64::from(of(cell))).sum::<f64>() / cells.len() as f64;
        Some(Found {
            atom: self.atoms.get(usize::from(first.atom))?,
            district: None,
            latitude: mean(|cell| cell.latitude),
            longitude: mean(|cell| cell.longitude),
            precision,
        })
    }

    /// The atoms of which a place was made in a month (with the boundaries of its last day), so that any
    /// figure of the place is the sum over them. `None` when the place did not hold then, or is not made of
    /// atoms: a district of a county, an outcode, a sector, the nation.
    pub fn members(&self, place: &PlaceCode, month: Month) -> Option<Vec<AtomId>> {
        self.members_on(place, AsAt::from(month))
    }

    /// As [`Geography::members`], on a day.
    pub fn members_on(&self, place: &PlaceCode, day: AsAt) -> Option<Vec<AtomId>> {
        let members = self.members.get(place)?;
        let mut atoms: Vec<AtomId> =
            members.iter().filter(|(period, _)| period.contains(day.0)).map(|&(_, atom)| atom).collect();
        atoms.sort_unstable();
        atoms.dedup();
        (!atoms.is_empty()).then_some(atoms)
    }

    /// Every place that is ever made of atoms, by code.
    pub fn places(&self) -> Vec<&PlaceCode> {
        let mut places: Vec<&PlaceCode> = self.members.keys().collect();
        places.sort_unstable();
        places
    }

    /// The atom of a council and a care board of before April 2026.
    pub fn atom_of(&self, council: &PlaceCode, icb_before: &PlaceCode) -> Option<&Atom> {
        self.atoms.iter().find(|atom| atom.council == *council && atom.icb_before == *icb_before)
    }
}

/// A coordinate kept in four bytes, back at the five decimals that it came with.
fn degrees(kept: f32) -> f64 {
    (f64::from(kept) * 1e5).round() / 1e5
}

async fn read_atoms(db: &Db, tenant: i64) -> Result<Vec<Atom>, PlacesError> {
    let rows = db
        .rows(
            "select atom_no, council_code, icb_before_code, icb_after_code from atom where tenant = $1 order by atom_no",
            args![tenant],
        )
        .await?;
    let mut atoms = Vec::with_capacity(rows.len());
    for row in rows {
        atoms.push(Atom {
            id: AtomId(row.get(0)?),
            council: PlaceCode::new(&row.get::<String>(1)?),
            icb_before: PlaceCode::new(&row.get::<String>(2)?),
            icb_after: PlaceCode::new(&row.get::<String>(3)?),
        });
    }
    Ok(atoms)
}

async fn read_members(
    db: &Db,
    tenant: i64,
    atoms: &[Atom],
) -> Result<HashMap<PlaceCode, Vec<(Period, AtomId)>>, PlacesError> {
    let mut members: HashMap<PlaceCode, Vec<(Period, AtomId)>> = HashMap::new();
    let places = db
        .rows(
            "select code, effective_from, effective_to from place where tenant = $1 and kind in ('council', 'icb')",
            args![tenant],
        )
        .await?;
    for row in places {
        let code = PlaceCode::new(&row.get::<String>(0)?);
        let period = read_period(code.as_str(), &row.get::<String>(1)?, &row.get::<String>(2)?)?;
        for atom in atoms {
            if [&atom.council, &atom.icb_before, &atom.icb_after].contains(&&code) {
                members.entry(code.clone()).or_default().push((period, atom.id));
            }
        }
    }
    let regions = db
        .rows(
            "select l.parent_code, l.child_code, l.effective_from, l.effective_to from place_link l \
             join place p on p.tenant = l.tenant and p.code = l.parent_code \
             where l.tenant = $1 and p.kind = 'region'",
            args![tenant],
        )
        .await?;
    for row in regions {
        let code = PlaceCode::new(&row.get::<String>(0)?);
        let council: String = row.get(1)?;
        let period = read_period(code.as_str(), &row.get::<String>(2)?, &row.get::<String>(3)?)?;
        for atom in atoms.iter().filter(|atom| atom.council.as_str() == council) {
            members.entry(code.clone()).or_default().push((period, atom.id));
        }
    }
    Ok(members)
}
