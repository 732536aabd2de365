//! How many people of which age live in a place, and will.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::reference::{ESTIMATE, LEVEL_18_64, LEVEL_65_PLUS, LEVEL_YEAR, PROJECTION};
use super::{PlaceCode, PlacesError};
use crate::sql::{Db, args};

/// What a year's figures rest on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Counted and estimated by the statisticians for that year.
    Estimate,
    /// The principal projection with the base year 2018; 2018 itself is its base.
    Projection2018,
}

/// The people of a place in a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PopulationYear {
    /// The year (the middle of it).
    pub year: i64,
    /// What the figures rest on.
    pub basis: Basis,
    /// Everyone.
    pub everyone: i64,
    /// 18 to 64.
    pub age_18_64: i64,
    /// 65 and over.
    pub age_65_plus: i64,
    /// 75 and over.
    pub age_75_plus: i64,
    /// 85 and over.
    pub age_85_plus: i64,
    /// What every figure of 65 and over is multiplied by to stand on the latest level (ASCOF 2024-25 over
    /// the projection for 2024), keeping the projection's growth. `None` where no level is known (districts,
    /// boards of before April 2026) and for estimates.
    pub rebase_65_plus: Option<f64>,
    /// The same for 18 to 64.
    pub rebase_18_64: Option<f64>,
}

impl PopulationYear {
    /// 65 and over on the latest level, rounded; `None` where no level is known.
    pub fn rebased_65_plus(&self) -> Option<i64> {
        self.rebase_65_plus.map(|factor| (self.age_65_plus as f64 * factor).round() as i64)
    }

    /// 85 and over with the factor of 65 and over, for want of a level of their own; rounded.
    pub fn rebased_85_plus(&self) -> Option<i64> {
        self.rebase_65_plus.map(|factor| (self.age_85_plus as f64 * factor).round() as i64)
    }

    /// 18 to 64 on the latest level, rounded; `None` where no level is known.
    pub fn rebased_18_64(&self) -> Option<i64> {
        self.rebase_18_64.map(|factor| (self.age_18_64 as f64 * factor).round() as i64)
    }
}

/// The people of a place in each of the years, in order, the projection's figure and, for 2020, the
/// estimate beside it. A place without figures of its own (a region, a board from April 2026) is the sum of
/// its councils. Empty when nothing is known.
pub async fn population(
    db: &Db,
    tenant: i64,
    place: &PlaceCode,
    years: RangeInclusive<i64>,
) -> Result<Vec<PopulationYear>, PlacesError> {
    let own = Figures::read(db, tenant, place, false).await?;
    let figures = if own.has_projection() { own } else { Figures::read(db, tenant, place, true).await? };
    Ok(figures.years(&years))
}

/// Sums over councils, by series and year.
#[derive(Default)]
struct Figures(BTreeMap<(String, i64), [i64; 5]>);

impl Figures {
    async fn read(db: &Db, tenant: i64, place: &PlaceCode, of_councils: bool) -> Result<Self, PlacesError> {
        let arguments = args![tenant, place.as_str()];
        let rows = if of_councils {
            db.rows(
                "select series, year, cast(sum(everyone) as bigint), cast(sum(age_18_64) as bigint), \
                 cast(sum(age_65_plus) as bigint), cast(sum(age_75_plus) as bigint), cast(sum(age_85_plus) as bigint) \
                 from population where tenant = $1 and place_code in (select l.child_code from place_link l \
                 join place c on c.tenant = l.tenant and c.code = l.child_code \
                 where l.tenant = $1 and l.parent_code = $2 and c.kind = 'council' and l.share = 1.0) \
                 group by series, year",
                arguments,
            )
            .await?
        } else {
            db.rows(
                "select series, year, everyone, age_18_64, age_65_plus, age_75_plus, age_85_plus \
                 from population where tenant = $1 and place_code = $2",
                arguments,
            )
            .await?
        };
        let mut figures = Self::default();
        for row in rows {
            let mut bands = [0; 5];
            for (band, column) in bands.iter_mut().zip(2..) {
                *band = row.get::<Option<i64>>(column)?.unwrap_or(0);
            }
            figures.0.insert((row.get(0)?, row.get(1)?), bands);
        }
        Ok(figures)
    }

    fn has_projection(&self) -> bool {
        self.0.keys().any(|(series, _)| series == PROJECTION)
    }

    /// The level of a band over the projection of its year; `None` unless both are known.
    fn factor(&self, series: &str, band: usize) -> Option<f64> {
        let level = *self.0.get(&(series.to_owned(), LEVEL_YEAR))?.get(band)?;
        let projected = *self.0.get(&(PROJECTION.to_owned(), LEVEL_YEAR))?.get(band)?;
        (level > 0 && projected > 0).then(|| level as f64 / projected as f64)
    }

    fn years(&self, years: &RangeInclusive<i64>) -> Vec<PopulationYear> {
        let (over_65, working) = (self.factor(LEVEL_65_PLUS, 2), self.factor(LEVEL_18_64, 1));
        let mut out = Vec::new();
        for ((series, year), bands) in &self.0 {
            let basis = match series.as_str() {
                PROJECTION => Basis::Projection2018,
                ESTIMATE => Basis::Estimate,
                _ => continue,
            };
            if !years.contains(year) {
                continue;
            }
            let projected = basis == Basis::Projection2018;
            let [everyone, age_18_64, age_65_plus, age_75_plus, age_85_plus] = *bands;
            out.push(PopulationYear {
                year: *year,
                basis,
                everyone,
                age_18_64,
                age_65_plus,
                age_75_plus,
                age_85_plus,
                rebase_65_plus: over_65.filter(|_| projected),
                rebase_18_64: working.filter(|_| projected),
            });
        }
        out.sort_by_key(|figure| (figure.year, figure.basis == Basis::Projection2018));
        out
    }
}
