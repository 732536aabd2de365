//! A refused request, which the server turns into a problem document.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

/// A request that was refused, with the sentence that says why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused(pub String);

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        (StatusCode::BAD_REQUEST, self.0).into_response()
    }
}
