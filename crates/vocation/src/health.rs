//! `/health`: may this server be sent work?

use crate::server::Phase;
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use vocation_records::sql::Health;

/// What the health page says.
#[derive(Debug, Serialize)]
struct Report {
    /// `ready`, `read-only`, `degraded` (the store does not answer) or `stopping`.
    status: &'static str,
    /// Which database, `sqlite` or `postgres`.
    database: &'static str,
    /// What an operator should know, in a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    version: &'static str,
}

/// 200 when pages can be served (`ready`, `read-only`); 503 when another server should be asked (`degraded`, `stopping`).
pub async fn get(State(state): State<AppState>) -> Response {
    let stopping = *state.phase.borrow() != Phase::Open;
    let answered = state.db.row("select 1", Vec::new()).await;
    let (status, reason) = match (stopping, answered, state.db.health()) {
        (true, _, _) => ("stopping", None),
        (false, Err(error), _) => {
            tracing::error!(%error, "the store does not answer");
            ("degraded", Some("the store does not answer; see the log".to_owned()))
        }
        (false, Ok(_), Health::ReadOnly(_)) => (
            "read-only",
            Some("the store takes no changes since a fault; stop the server and run `vocation doctor`".to_owned()),
        ),
        (false, Ok(_), Health::Working) => ("ready", None),
    };
    let code = match status {
        "ready" | "read-only" => StatusCode::OK,
        _ => StatusCode::SERVICE_UNAVAILABLE,
    };
    let report = Report { status, database: state.db.backend(), reason, version: env!("CARGO_PKG_VERSION") };
    (code, Json(report)).into_response()
}
