//! A refused request, which the server turns into a problem document.

use crate::error::Failure;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use vocation_records::places::PlacesError;
use vocation_records::sql::SqlError;

/// A request that got no answer. The sentence of a 4xx is shown; that of a 5xx is for the log.
#[derive(Debug)]
pub enum Refused {
    /// The request makes no sense as it stands.
    Request(String),
    /// There is no such thing.
    Missing(String),
    /// None of the forms that the asker accepts can be given.
    Form,
    /// Something failed here.
    Broken(Failure),
}

impl Refused {
    /// There is no `what` with this id; the id is shown shortened.
    pub fn no(what: &str, id: &str) -> Refused {
        let mut short: String = id.chars().take(40).collect();
        if short.len() < id.len() {
            short.push('…');
        }
        Refused::Missing(format!("There is no {what} {short:?}."))
    }
}

impl From<SqlError> for Refused {
    fn from(error: SqlError) -> Refused {
        Refused::Broken(Failure::internal(&error))
    }
}

impl From<PlacesError> for Refused {
    fn from(error: PlacesError) -> Refused {
        Refused::Broken(Failure::internal(&error))
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        match self {
            Refused::Request(text) => (StatusCode::BAD_REQUEST, text).into_response(),
            Refused::Missing(text) => (StatusCode::NOT_FOUND, text).into_response(),
            Refused::Form => {
                let text = "Answers are given as application/json, and lists also as text/csv; neither is accepted.";
                (StatusCode::NOT_ACCEPTABLE, text).into_response()
            }
            Refused::Broken(failure) => failure.into_response(),
        }
    }
}
