//! Providers and care locations of the public register.

use super::answer::{self, Shape};
use super::params::Asked;
use super::problem::Refused;
use super::record::record;
use crate::state::AppState;
use axum::Json;
use axum::extract::{Path, State};
use axum::response::Response;
use vocation_records::places::{EAST, PlaceCode, place_get};
use vocation_records::sector::provider::{
    Location, Provider, location_list, location_page, provider_get, provider_page,
};

record! {
    /// A provider of care, as the register tells it.
    ProviderOut as "Provider" {
        /// The regulator's id.
        id: String,
        /// Its name.
        name: String,
        /// What kind of owner it is.
        ownership: Option<String>,
        /// How many locations its group has, as a band.
        group_size: Option<String>,
        /// Its brand.
        brand: Option<String>,
        /// When it was registered.
        registered_on: Option<String>,
        /// Whether it is invented.
        synthetic: bool,
        /// The day of the register that it was last in.
        as_at: String,
    }
}

record! {
    /// A place where care is given or from which it is given.
    LocationOut as "Location" {
        /// The regulator's id.
        id: String,
        /// Its name.
        name: String,
        /// The regulator's id of its provider.
        provider: String,
        /// The name of its provider.
        provider_name: String,
        /// Code of the council around it.
        council: Option<String>,
        /// What it gives.
        service_types: String,
        /// Beds; none told is not 0.
        beds: Option<i64>,
        /// The overall rating; none where it is not yet rated.
        overall: Option<String>,
        /// Whether it is safe.
        safe: Option<String>,
        /// Whether it is effective.
        effective: Option<String>,
        /// Whether it is caring.
        caring: Option<String>,
        /// Whether it is responsive.
        responsive: Option<String>,
        /// Whether it is well led.
        well_led: Option<String>,
        /// When it was registered.
        registered_on: Option<String>,
        /// Whether it is invented.
        synthetic: bool,
    }
}

impl From<Provider> for ProviderOut {
    fn from(provider: Provider) -> ProviderOut {
        ProviderOut {
            id: provider.id,
            name: provider.name,
            ownership: provider.ownership,
            group_size: provider.group_size,
            brand: provider.brand,
            registered_on: provider.registered_on,
            synthetic: provider.synthetic,
            as_at: provider.as_at_on,
        }
    }
}

impl From<Location> for LocationOut {
    fn from(location: Location) -> LocationOut {
        let [safe, effective, caring, responsive, well_led] = location.questions;
        let (provider, provider_name) = location.provider;
        LocationOut {
            id: location.id,
            name: location.name,
            provider,
            provider_name,
            council: location.council,
            service_types: location.service_types,
            beds: location.beds,
            overall: location.overall,
            safe,
            effective,
            caring,
            responsive,
            well_led,
            registered_on: location.registered_on,
            synthetic: location.synthetic,
        }
    }
}

/// Rows read at a time for a CSV.
const AT_A_TIME: usize = 500;

/// The name of a file, which says when what it holds is invented.
fn file(state: &AppState, name: &str) -> String {
    if state.demo { format!("synthetic-and-real-{name}") } else { name.to_owned() }
}

/// `GET /api/v1/providers`
pub async fn list(State(state): State<AppState>, asked: Asked) -> Result<Response, Refused> {
    let words = asked.get("q").unwrap_or_default().trim().to_owned();
    let (db, shape, limit) = (state.db.clone(), asked.shape, asked.limit());
    let read = move |after: String, limit: usize| {
        let (db, words) = (db.clone(), words.clone());
        async move {
            let found = provider_page(&db, EAST, &words, &after, limit + 1).await?;
            let mut items: Vec<ProviderOut> = found.into_iter().map(ProviderOut::from).collect();
            let next = answer::cut(&mut items, limit, |item| item.id.clone());
            Ok((items, next))
        }
    };
    if shape == Shape::Csv {
        return answer::streamed(&file(&state, "providers"), String::new(), move |after| read(after, AT_A_TIME)).await;
    }
    let (items, next) = read(asked.get("cursor").unwrap_or_default().to_owned(), limit).await?;
    Ok(answer::page(items, next))
}

/// `GET /api/v1/locations`
pub async fn locations(State(state): State<AppState>, asked: Asked) -> Result<Response, Refused> {
    let words = asked.get("q").unwrap_or_default().trim().to_owned();
    let council = asked.get("council").unwrap_or_default().trim().to_owned();
    if !council.is_empty() && place_get(&state.db, EAST, &PlaceCode::new(&council)).await?.is_none() {
        return Err(Refused::no("place", &council));
    }
    let (db, shape, limit) = (state.db.clone(), asked.shape, asked.limit());
    let read = move |after: String, limit: usize| {
        let (db, words, council) = (db.clone(), words.clone(), council.clone());
        async move {
            let found = location_page(&db, EAST, &words, &council, &after, limit + 1).await?;
            let mut items: Vec<LocationOut> = found.into_iter().map(LocationOut::from).collect();
            let next = answer::cut(&mut items, limit, |item| item.id.clone());
            Ok((items, next))
        }
    };
    if shape == Shape::Csv {
        return answer::streamed(&file(&state, "locations"), String::new(), move |after| read(after, AT_A_TIME)).await;
    }
    let (items, next) = read(asked.get("cursor").unwrap_or_default().to_owned(), limit).await?;
    Ok(answer::page(items, next))
}

/// `GET /api/v1/providers/{id}`
pub async fn one(
    State(state): State<AppState>,
    Path(id): Path<String>,
    _: Asked,
) -> Result<Json<ProviderOut>, Refused> {
    let provider = provider_get(&state.db, EAST, &id).await?;
    provider.map(|provider| Json(provider.into())).ok_or_else(|| Refused::no("provider", &id))
}

/// `GET /api/v1/providers/{id}/locations`
pub async fn of_provider(
    State(state): State<AppState>,
    Path(id): Path<String>,
    asked: Asked,
) -> Result<Response, Refused> {
    if provider_get(&state.db, EAST, &id).await?.is_none() {
        return Err(Refused::no("provider", &id));
    }
    let found = location_list(&state.db, EAST, &id).await?;
    let found = found.into_iter().map(LocationOut::from).collect();
    Ok(answer::whole(asked.shape, &file(&state, "provider-locations"), found))
}
