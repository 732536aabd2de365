//! Places and their people.

use super::params::Asked;
use super::problem::Refused;
use crate::error::Failure;
use crate::state::AppState;
use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use serde::Serialize;
use vocation_records::places::{self, AsAt, Basis, EAST, Place, PlaceCode, PlaceKind, PlacesError, PopulationYear};

/// A list, in pages.
#[derive(Debug, Serialize)]
pub struct Page<T> {
    /// What was asked for.
    pub items: Vec<T>,
    /// The cursor of the next page, when there is one.
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// A list that is whole.
    pub fn whole(items: Vec<T>) -> Json<Page<T>> {
        Json(Page { items, next: None })
    }
}

/// A place as the API tells it.
#[derive(Debug, Serialize)]
pub struct PlaceOut {
    code: String,
    kind: &'static str,
    name: String,
    short_name: String,
    effective_from: Option<String>,
    effective_to: Option<String>,
    official_code: bool,
    latitude: Option<f64>,
    longitude: Option<f64>,
    note: Option<String>,
    dataset: String,
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

/// The people of a place in a year, as the API tells them.
#[derive(Debug, Serialize)]
pub struct PeopleOut {
    year: i64,
    basis: &'static str,
    everyone: i64,
    age_18_64: i64,
    age_65_plus: i64,
    age_75_plus: i64,
    age_85_plus: i64,
    rebased_65_plus: Option<i64>,
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

fn broken(error: &PlacesError) -> Failure {
    Failure::internal(error)
}

/// `GET /api/v1/places`
pub async fn list(State(state): State<AppState>, asked: Asked) -> Result<Json<Page<PlaceOut>>, Failure> {
    let kind = asked.read::<PlaceKind>("kind").unwrap_or(PlaceKind::Council);
    let on = asked.read::<Date>("on").unwrap_or_else(|| state.clock.today());
    let limit = asked.read::<usize>("limit").unwrap_or(100);
    let mut found = places::place_list(&state.db, EAST, kind, AsAt(on)).await.map_err(|error| broken(&error))?;
    found.sort_by(|one, other| one.code.cmp(&other.code));
    let after = asked.get("cursor").map(PlaceCode::new);
    let rest = found.into_iter().filter(|place| after.as_ref().is_none_or(|after| place.code > *after));
    let mut items: Vec<PlaceOut> = rest.take(limit + 1).map(PlaceOut::from).collect();
    let more = items.len() > limit;
    items.truncate(limit);
    let next = if more { items.last().map(|place| place.code.clone()) } else { None };
    Ok(Json(Page { items, next }))
}

async fn known(state: &AppState, code: &str) -> Result<Place, Failure> {
    let place = places::place_get(&state.db, EAST, &PlaceCode::new(code)).await.map_err(|error| broken(&error))?;
    place.ok_or(Failure::NotFound)
}

/// `GET /api/v1/places/{code}`
pub async fn one(State(state): State<AppState>, Path(code): Path<String>, _: Asked) -> Result<Json<PlaceOut>, Failure> {
    Ok(Json(known(&state, &code).await?.into()))
}

/// `GET /api/v1/places/{code}/population`
pub async fn people(
    State(state): State<AppState>,
    Path(code): Path<String>,
    asked: Asked,
) -> Result<Response, Failure> {
    let place = known(&state, &code).await?;
    let (from, to) = (asked.read("from").unwrap_or(2018), asked.read("to").unwrap_or(2043));
    if from > to {
        return Ok(Refused("The first year comes after the last.".to_owned()).into_response());
    }
    let people = places::population(&state.db, EAST, &place.code, from..=to).await.map_err(|error| broken(&error))?;
    Ok(Page::whole(people.into_iter().map(PeopleOut::from).collect()).into_response())
}

/// `GET /api/v1/search`
pub async fn search(State(state): State<AppState>, asked: Asked) -> Result<Json<Page<PlaceOut>>, Failure> {
    let text = asked.get("q").unwrap_or_default();
    let hits = places::place_search(&state.db, EAST, text).await.map_err(|error| broken(&error))?;
    Ok(Page::whole(hits.into_iter().map(|hit| hit.place.into()).collect()))
}
