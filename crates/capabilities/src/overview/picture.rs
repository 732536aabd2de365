//! The picture of a region: each council with its people, its care homes and its official turnover.

use vocation_records::indicators::official::{self, CouncilFacts, Turnover};
use vocation_records::places::{AsAt, EAST, Place, PlaceKind, PopulationYear, place_list, population};

use super::{Desk, PageError};

/// The year that growth is told up to: the furthest that a plan of today looks.
pub const LOOK_AHEAD_TO: i64 = 2035;

/// One council in the picture.
#[derive(Debug, Clone)]
pub struct CouncilPicture {
    /// The council.
    pub place: Place,
    /// Its people in this year and in [`LOOK_AHEAD_TO`].
    pub now: Option<PopulationYear>,
    /// Its people in the year looked ahead to.
    pub ahead: Option<PopulationYear>,
    /// Care homes and supported people, as officially published.
    pub facts: Option<CouncilFacts>,
    /// The latest official turnover.
    pub turnover: Option<Turnover>,
}

/// A region on a day.
#[derive(Debug, Clone)]
pub struct Picture {
    /// The year of the day.
    pub year: i64,
    /// Its councils, by name.
    pub councils: Vec<CouncilPicture>,
}

impl CouncilPicture {
    /// Reads what is known of one council.
    pub async fn read(desk: &Desk, place: Place) -> Result<Self, PageError> {
        let year = i64::from(desk.today.year());
        let people = population(&desk.db, EAST, &place.code, year..=LOOK_AHEAD_TO).await?;
        let of = |wanted: i64| people.iter().rfind(|known| known.year == wanted).copied();
        let code = place.code.as_str();
        let turnover = official::turnover(code).last().copied();
        Ok(Self { now: of(year), ahead: of(LOOK_AHEAD_TO), facts: official::facts(code), turnover, place })
    }

    /// Growth in people aged 85 and over up to the year looked ahead to, in per cent.
    pub fn growth_85_plus(&self) -> Option<f64> {
        let (now, ahead) = (self.now?.age_85_plus, self.ahead?.age_85_plus);
        (now > 0).then(|| (ahead - now) as f64 * 100.0 / now as f64)
    }
}

impl Picture {
    /// Reads what is known of every council of the region on the day.
    pub async fn read(desk: &Desk) -> Result<Self, PageError> {
        let places = place_list(&desk.db, EAST, PlaceKind::Council, AsAt(desk.today)).await?;
        let mut councils = Vec::with_capacity(places.len());
        for place in places {
            councils.push(CouncilPicture::read(desk, place).await?);
        }
        Ok(Self { year: i64::from(desk.today.year()), councils })
    }

    /// People aged 85 and over now and in the year looked ahead to, over all councils.
    pub fn people_85_plus(&self) -> (i64, i64) {
        let sum = |of: fn(&CouncilPicture) -> Option<PopulationYear>| {
            self.councils.iter().filter_map(of).map(|known| known.age_85_plus).sum()
        };
        (sum(|council| council.now), sum(|council| council.ahead))
    }

    /// Care homes over all councils, and the share of them rated good or outstanding, in per cent.
    pub fn care_homes(&self) -> Option<(u32, f64)> {
        let homes: u32 = self.councils.iter().filter_map(|council| council.facts).map(|known| known.care_homes).sum();
        let good: f64 = self
            .councils
            .iter()
            .filter_map(|council| council.facts)
            .map(|known| f64::from(known.care_homes) * known.good_or_outstanding / 100.0)
            .sum();
        (homes > 0).then(|| (homes, good * 100.0 / f64::from(homes)))
    }

    /// The council with the highest and the one with the lowest latest turnover.
    pub fn turnover_ends(&self) -> Option<(&CouncilPicture, &CouncilPicture)> {
        let known = || self.councils.iter().filter(|council| council.turnover.is_some());
        let percent = |council: &&CouncilPicture| council.turnover.map_or(0.0, |known| known.percent);
        let highest = known().max_by(|a, b| percent(a).total_cmp(&percent(b)))?;
        let lowest = known().min_by(|a, b| percent(a).total_cmp(&percent(b)))?;
        Some((highest, lowest))
    }
}
