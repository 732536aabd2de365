//! Places and their people.

use super::answer::{self, Shape};
use super::params::Asked;
use super::problem::Refused;
use super::record::record;
use crate::state::AppState;
use axum::Json;
use axum::extract::{Path, State};
use axum::response::Response;
use jiff::civil::Date;
use vocation_records::places::{self, AsAt, Basis, EAST, Place, PlaceCode, PlaceKind, PopulationYear};

record! {
    /// A place, for the time that it held.
    PlaceOut as "Place" {
        /// Its code.
        code: String,
        /// What sort of place it is.
        kind: &'static str,
        /// Its full name.
        name: String,
        /// The name used on a map or in a table.
        short_name: String,
        /// The day from which it held; open when null.
        effective_from: Option<String>,
        /// The last day on which it held; open when null.
        effective_to: Option<String>,
        /// False for a code of our own making.
        official_code: bool,
        /// Degrees north of a point inside it.
        latitude: Option<f64>,
        /// Degrees east of a point inside it.
        longitude: Option<f64>,
        /// What a reader should know.
        note: Option<String>,
        /// The data set that it comes from.
        dataset: String,
    }
}

record! {
    /// The people of a place in a year.
    PeopleOut as "Population" {
        /// The year (the middle of it).
        year: i64,
        /// estimate, or projection-2018.
        basis: &'static str,
        /// Everyone.
        everyone: i64,
        /// 18 to 64.
        age_18_64: i64,
        /// 65 and over.
        age_65_plus: i64,
        /// 75 and over.
        age_75_plus: i64,
        /// 85 and over.
        age_85_plus: i64,
        /// 65 and over on the latest level, where one is known.
        rebased_65_plus: Option<i64>,
    }
}

impl From<Place> for PlaceOut {
    fn from(place: Place) -> PlaceOut {
        PlaceOut {
            code: place.code.as_str().to_owned(),
            kind: place.kind.as_str(),
            name: place.name,
            short_name: place.short_name,
            effective_from: place.period.from.map(|day| day.to_string()),
            effective_to: place.period.to.map(|day| day.to_string()),
            official_code: place.is_official_code,
            latitude: place.latitude,
            longitude: place.longitude,
            note: place.note,
            dataset: place.source.0,
        }
    }
}

impl From<PopulationYear> for PeopleOut {
    fn from(people: PopulationYear) -> PeopleOut {
        PeopleOut {
            year: people.year,
            basis: match people.basis {
                Basis::Estimate => "estimate",
                Basis::Projection2018 => "projection-2018",
            },
            everyone: people.everyone,
            age_18_64: people.age_18_64,
            age_65_plus: people.age_65_plus,
            age_75_plus: people.age_75_plus,
            age_85_plus: people.age_85_plus,
            rebased_65_plus: people.rebased_65_plus(),
        }
    }
}

/// `GET /api/v1/places`
pub async fn list(State(state): State<AppState>, asked: Asked) -> Result<Response, Refused> {
    let kind = asked.read::<PlaceKind>("kind").unwrap_or(PlaceKind::Council);
    let on = asked.read::<Date>("on").unwrap_or_else(|| state.clock.today());
    let mut found = places::place_list(&state.db, EAST, kind, AsAt(on)).await?;
    found.sort_by(|one, other| one.code.cmp(&other.code));
    if asked.shape == Shape::Csv {
        return Ok(answer::whole(Shape::Csv, "places", found.into_iter().map(PlaceOut::from).collect()));
    }
    let after = asked.get("cursor").map(PlaceCode::new);
    let rest = found.into_iter().filter(|place| after.as_ref().is_none_or(|after| place.code > *after));
    let mut items: Vec<PlaceOut> = rest.take(asked.limit() + 1).map(PlaceOut::from).collect();
    let next = answer::cut(&mut items, asked.limit(), |place| place.code.clone());
    Ok(answer::page(items, next))
}

async fn known(state: &AppState, code: &str) -> Result<Place, Refused> {
    let place = places::place_get(&state.db, EAST, &PlaceCode::new(code)).await?;
    place.ok_or_else(|| Refused::no("place", code))
}

/// `GET /api/v1/places/{code}`
pub async fn one(State(state): State<AppState>, Path(code): Path<String>, _: Asked) -> Result<Json<PlaceOut>, Refused> {
    Ok(Json(known(&state, &code).await?.into()))
}

/// `GET /api/v1/places/{code}/population`
pub async fn people(
    State(state): State<AppState>,
    Path(code): Path<String>,
    asked: Asked,
) -> Result<Response, Refused> {
    let place = known(&state, &code).await?;
    let (from, to) = (asked.read("from").unwrap_or(2018), asked.read("to").unwrap_or(2043));
    if from > to {
        return Err(Refused::Request("The first year comes after the last.".to_owned()));
    }
    let people = places::population(&state.db, EAST, &place.code, from..=to).await?;
    Ok(answer::whole(asked.shape, "population", people.into_iter().map(PeopleOut::from).collect()))
}
