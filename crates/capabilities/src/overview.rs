//! The first pages: the region, its councils, and what is known of each and how well.

pub mod pages;
mod picture;
pub mod workforce;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use vocation_records::places::PlacesError;
use vocation_records::sql::{Db, SqlError};

use crate::delivery::actor::PlanError;
use crate::delivery::pulse::results::ResultsError;

pub use picture::{CouncilPicture, Picture};

/// The code of the East of England, as the Office for National Statistics draws it.
pub const REGION: &str = "E12000006";

/// What a page works with: the store, and the day on which it is asked.
#[derive(Clone)]
pub struct Desk {
    /// The store.
    pub db: Db,
    /// The day of the request; decides which boundaries and years are the present ones.
    pub today: Date,
    /// The moment of the request.
    pub now: jiff::Timestamp,
    /// A number that no other request has, for forms that must count once when they are sent twice.
    pub unique: u128,
}

impl Desk {
    /// The key of a form shown now: 32 hexadecimal digits.
    pub fn form_key(&self) -> String {
        format!("{:032x}", self.unique)
    }
}

/// Why a page could not be shown.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    /// There is no such place.
    #[error("there is nothing at this address")]
    NotFound,
    /// The store failed.
    #[error("the places could not be read")]
    Places(#[from] PlacesError),
    /// The figures could not be read.
    #[error("the figures could not be read")]
    Figures(#[from] SqlError),
    /// The plan could not be read.
    #[error("the plan could not be read")]
    Plan(#[from] PlanError),
    /// The results of the pulse could not be had.
    #[error("the results of the pulse could not be had")]
    Pulse(#[from] ResultsError),
}

impl IntoResponse for PageError {
    /// The text of a server error is for the log; the server shows a page with a reference instead.
    fn into_response(self) -> Response {
        match &self {
            Self::NotFound => StatusCode::NOT_FOUND.into_response(),
            Self::Places(cause) => (StatusCode::INTERNAL_SERVER_ERROR, format!("{self}: {cause:?}")).into_response(),
            Self::Plan(cause) => (StatusCode::INTERNAL_SERVER_ERROR, format!("{self}: {cause}")).into_response(),
            Self::Pulse(cause) => (StatusCode::INTERNAL_SERVER_ERROR, format!("{self}: {cause}")).into_response(),
            Self::Figures(cause) => (StatusCode::INTERNAL_SERVER_ERROR, format!("{self}: {cause}")).into_response(),
        }
    }
}
