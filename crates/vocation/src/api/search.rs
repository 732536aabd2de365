//! One search over places, providers and care locations.

use super::answer;
use super::params::Asked;
use super::problem::Refused;
use super::record::record;
use crate::state::AppState;
use axum::extract::State;
use axum::response::Response;
use vocation_records::places::{EAST, place_search};
use vocation_records::sector::provider::{location_page, provider_page};
use vocation_ui::url_part;

record! {
    /// Something found.
    HitOut as "Hit" {
        /// What it is: a kind of place, provider or location.
        kind: String,
        /// Its code or id.
        id: String,
        /// Its name.
        name: String,
        /// Where the API tells more of it.
        href: String,
        /// Whether it is invented.
        synthetic: bool,
    }
}

/// Providers and locations given, each.
const OF_EACH: usize = 10;

/// `GET /api/v1/search`
pub async fn list(State(state): State<AppState>, asked: Asked) -> Result<Response, Refused> {
    let text = asked.get("q").unwrap_or_default().trim();
    let places = place_search(&state.db, EAST, text).await?;
    let providers = provider_page(&state.db, EAST, text, "", OF_EACH).await?;
    let locations = location_page(&state.db, EAST, text, "", "", OF_EACH).await?;
    let places = places.into_iter().map(|hit| HitOut {
        kind: hit.place.kind.to_string(),
        id: hit.place.code.to_string(),
        href: format!("/api/v1/places/{}", url_part(hit.place.code.as_str())),
        name: hit.place.name,
        synthetic: false,
    });
    let providers = providers.into_iter().map(|provider| HitOut {
        kind: "provider".to_owned(),
        href: format!("/api/v1/providers/{}", url_part(&provider.id)),
        id: provider.id,
        name: provider.name,
        synthetic: provider.synthetic,
    });
    let locations = locations.into_iter().map(|location| HitOut {
        kind: "location".to_owned(),
        id: location.id,
        name: location.name,
        href: format!("/api/v1/providers/{}/locations", url_part(&location.provider.0)),
        synthetic: location.synthetic,
    });
    Ok(answer::whole(asked.shape, "search", places.chain(providers).chain(locations).collect()))
}
