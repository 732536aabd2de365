//! What can go wrong with a request, and the one place where it becomes a page or a problem document.
//!
//! A handler answers an error with a [`Failure`], or with a plain status and text. The texts of 4xx answers are written
//! for the person who asked and are shown; the texts of 5xx answers are for the operator and only go to the log, under the
//! reference that the page shows.

use crate::server::reference::Reference;
use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use axum::response::IntoResponse;
use std::borrow::Cow;
use vocation_ui::components::errors::{Problem, problem_page};

/// Why a request got no proper answer.
#[derive(Debug)]
pub enum Failure {
    /// The request makes no sense; the sentence says what is wrong with it.
    BadRequest(Cow<'static, str>),
    /// There is no such thing, or none that the asker may know of.
    NotFound,
    /// The body is larger than is accepted here.
    TooLarge {
        /// The limit in bytes.
        limit: usize,
    },
    /// Path and query are longer than is accepted.
    TargetTooLong,
    /// The headers are larger than is accepted.
    HeadersTooLarge,
    /// The body did not arrive in time.
    TooSlow,
    /// The answer took longer than a request may.
    Overdue,
    /// The server is stopping, or the store takes no changes; the sentence says which.
    Unavailable(Cow<'static, str>),
    /// Something is broken here; the text is for the log alone.
    Internal(String),
}

impl Failure {
    /// Wraps an error of the store or of another floor, with all of its causes.
    pub fn internal(error: &(dyn std::error::Error + 'static)) -> Failure {
        let mut text = error.to_string();
        let mut next = error.source();
        while let Some(source) = next {
            text.push_str(": ");
            text.push_str(&source.to_string());
            next = source.source();
        }
        Failure::Internal(text)
    }

    fn status(&self) -> StatusCode {
        match self {
            Failure::BadRequest(_) => StatusCode::BAD_REQUEST,
            Failure::NotFound => StatusCode::NOT_FOUND,
            Failure::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Failure::TargetTooLong => StatusCode::URI_TOO_LONG,
            Failure::HeadersTooLarge => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            Failure::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Failure::Overdue | Failure::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Failure::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn text(self) -> Cow<'static, str> {
        match self {
            Failure::BadRequest(text) | Failure::Unavailable(text) => text,
            Failure::NotFound => sentence(StatusCode::NOT_FOUND).into(),
            Failure::TooLarge { limit } => {
                format!("The request is too large: at most {limit} bytes are accepted here.").into()
            }
            Failure::TargetTooLong => sentence(StatusCode::URI_TOO_LONG).into(),
            Failure::HeadersTooLarge => sentence(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE).into(),
            Failure::TooSlow => sentence(StatusCode::REQUEST_TIMEOUT).into(),
            Failure::Overdue => "The answer took too long to prepare.".into(),
            Failure::Internal(text) => text.into(),
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response<Body> {
        (self.status(), self.text().into_owned()).into_response()
    }
}

/// What a status means, in one sentence for the person who asked.
fn sentence(status: StatusCode) -> &'static str {
    match status {
        StatusCode::BAD_REQUEST => "The request could not be understood.",
        StatusCode::NOT_FOUND => "There is nothing at this address.",
        StatusCode::METHOD_NOT_ALLOWED => "This address does not take that kind of request.",
        StatusCode::REQUEST_TIMEOUT => "The request did not arrive in time.",
        StatusCode::PAYLOAD_TOO_LARGE => "The request is too large.",
        StatusCode::URI_TOO_LONG => "The address is too long.",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "This kind of content is not accepted here.",
        StatusCode::UNPROCESSABLE_ENTITY => "The content of the request is not acceptable.",
        StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE => "The request's headers are too large.",
        StatusCode::SERVICE_UNAVAILABLE => "The service is not available just now. Please try again in a moment.",
        status if status.is_server_error() => {
            "Something went wrong here. It was not your doing, and nothing was changed."
        }
        _ => "The request was refused.",
    }
}

/// Who asked: a browser reading pages, or a program reading the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surface {
    /// Pages: errors are pages.
    Page,
    /// `/api` and the machine addresses: errors are `application/problem+json` (RFC 9457).
    Api,
}

impl Surface {
    /// The surface that a path belongs to.
    pub fn of(path: &str) -> Surface {
        let machine = path == "/api" || path.starts_with("/api/") || path == "/health" || path == "/routes.json";
        if machine { Surface::Api } else { Surface::Page }
    }
}

/// Gives an error answer its face: a page or a problem document, with the reference. Answers that already have one
/// (a form shown again with its errors, a problem document) pass unchanged.
pub async fn faced(response: Response<Body>, surface: Surface, reference: Reference) -> Response<Body> {
    let status = response.status();
    let raw =
        response.headers().get(header::CONTENT_TYPE).is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"));
    if !(status.is_client_error() || status.is_server_error()) || !raw {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let text = axum::body::to_bytes(body, 16 << 10).await.unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    if status.is_server_error() {
        tracing::error!(%reference, status = status.as_u16(), cause = %text, "request failed");
    }
    let told = text.is_empty() || (status.is_server_error() && status != StatusCode::SERVICE_UNAVAILABLE);
    let shown = if told { sentence(status) } else { &text };
    let (kind, body) = match surface {
        Surface::Page => ("text/html; charset=utf-8", page(status, shown, reference)),
        Surface::Api => ("application/problem+json", problem(status, shown, reference)),
    };
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    parts.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if status == StatusCode::SERVICE_UNAVAILABLE {
        parts.headers.insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
    }
    Response::from_parts(parts, Body::from(body))
}

fn problem(status: StatusCode, detail: &str, reference: Reference) -> String {
    serde_json::json!({
        "type": "about:blank",
        "title": status.canonical_reason().unwrap_or("Error"),
        "status": status.as_u16(),
        "detail": detail,
        "reference": reference.to_string(),
    })
    .to_string()
}

fn page(status: StatusCode, text: &str, reference: Reference) -> String {
    let problem = match status {
        StatusCode::NOT_FOUND => Problem::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => Problem::MethodNotAllowed,
        StatusCode::PAYLOAD_TOO_LARGE | StatusCode::URI_TOO_LONG | StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE => {
            Problem::TooLarge
        }
        StatusCode::SERVICE_UNAVAILABLE => Problem::Unavailable,
        status if status.is_server_error() => Problem::Internal,
        _ => Problem::BadRequest,
    };
    problem_page(problem, Some(text), &reference.to_string()).render_page()
}
