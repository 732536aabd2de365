//! How many people: projections, estimates and the latest level.

use super::{ASCOF, ESTIMATES, PROJECTIONS, lines};
use crate::places::PlacesError;

/// The people of a place in a year, by age band; what a series does not give is `None`.
pub(in crate::places) struct PeopleRow {
    pub place_code: String,
    pub series: &'static str,
    pub year: i64,
    pub everyone: Option<i64>,
    pub age_18_64: Option<i64>,
    pub age_65_plus: Option<i64>,
    pub age_75_plus: Option<i64>,
    pub age_85_plus: Option<i64>,
}

/// The projection of ONS with its base year 2018; the file's earlier rows only repeat 2018.
pub(in crate::places) const PROJECTION: &str = "snpp2018_principal";
/// The estimates of mid-2020.
pub(in crate::places) const ESTIMATE: &str = "mye2020";
/// The denominators of ASCOF 2024-25, the latest level: of ages 18 to 64.
pub(in crate::places) const LEVEL_18_64: &str = "ascof2024_25_18_64";
/// And of 65 and over.
pub(in crate::places) const LEVEL_65_PLUS: &str = "ascof2024_25_65_plus";
/// The year that the level is of, for comparison with the projection.
pub(in crate::places) const LEVEL_YEAR: i64 = 2024;

pub(in crate::places) fn people() -> Result<Vec<PeopleRow>, PlacesError> {
    let mut rows = Vec::with_capacity(1600);
    for line in lines("population_east", PROJECTIONS)? {
        if line.text(3)? != PROJECTION {
            continue;
        }
        rows.push(PeopleRow {
            place_code: line.text(0)?.to_owned(),
            series: PROJECTION,
            year: line.number(2)?,
            everyone: Some(line.number(4)?),
            age_18_64: Some(line.number(6)?),
            age_65_plus: Some(line.number(13)?),
            age_75_plus: Some(line.number(14)?),
            age_85_plus: Some(line.number(15)?),
        });
    }
    for line in lines("population_east", ESTIMATES)? {
        rows.push(PeopleRow {
            place_code: line.text(0)?.to_owned(),
            series: ESTIMATE,
            year: line.number(2)?,
            everyone: Some(line.number(3)?),
            age_18_64: Some(line.number(4)?),
            age_65_plus: Some(line.number(5)?),
            age_75_plus: Some(line.number(6)?),
            age_85_plus: Some(line.number(7)?),
        });
    }
    levels(&mut rows)?;
    Ok(rows)
}

fn levels(rows: &mut Vec<PeopleRow>) -> Result<(), PlacesError> {
    for line in lines("ascof_2024_25", ASCOF)? {
        let table = line.text(0)?;
        if !matches!(table, "2b" | "2c") || line.text(4)? != "2024 to 2025 - denominator" {
            continue;
        }
        let people = Some(line.number(5)?);
        rows.push(PeopleRow {
            place_code: line.text(2)?.to_owned(),
            series: if table == "2b" { LEVEL_18_64 } else { LEVEL_65_PLUS },
            year: LEVEL_YEAR,
            everyone: None,
            age_18_64: people.filter(|_| table == "2b"),
            age_65_plus: people.filter(|_| table == "2c"),
            age_75_plus: None,
            age_85_plus: None,
        });
    }
    Ok(())
}
