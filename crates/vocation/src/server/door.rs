//! One request, from the head as hyper read it to the answer as it is sent.

use super::guard::{self, Hosts};
use super::limits::Limits;
use super::reference::References;
use super::stream::Seen;
use crate::error::{Failure, Surface, faced};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderName, HeaderValue, Request, Response, header};
use axum::response::IntoResponse;
use futures_util::FutureExt;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::Incoming;
use std::panic::AssertUnwindSafe;
use tokio::time::timeout;
use tower::ServiceExt;

/// Everything that stands between a connection and the pages.
#[derive(Debug)]
pub struct Door {
    /// The pages.
    pub router: Router,
    /// Times and sizes.
    pub limits: Limits,
    /// Names under which this server may be asked.
    pub hosts: Hosts,
    /// True when the server was told that TLS ends in front of it; then browsers are told to insist on it.
    pub secure: bool,
    /// Numbers for error pages.
    pub references: References,
}

const HEADERS: [(HeaderName, HeaderValue); 7] = [
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; img-src 'self' data:; object-src 'none'",
        ),
    ),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
];
const STRICT_TRANSPORT: HeaderValue = HeaderValue::from_static("max-age=31536000; includeSubDomains");

impl Door {
    /// Answers one request. `closing` asks the client to use another connection for its next one.
    pub async fn answer(&self, request: Request<Incoming>, seen: &Seen, closing: bool) -> Response<Body> {
        let reference = self.references.next();
        let surface = Surface::of(request.uri().path());
        let (method, path) = (request.method().clone(), request.uri().path().to_owned());
        let work = AssertUnwindSafe(self.handled(request, seen)).catch_unwind();
        let outcome = match timeout(self.limits.request_time, work).await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(panic)) => Err(Failure::Internal(format!("panic: {}", panic_text(&*panic)))),
            Err(_) => Err(Failure::Overdue),
        };
        let refused = outcome.is_err();
        let response = outcome.unwrap_or_else(IntoResponse::into_response);
        let mut response = faced(response, surface, reference).await;
        tracing::debug!(%reference, %method, %path, status = response.status().as_u16(), "answered");
        let headers = response.headers_mut();
        for (name, value) in HEADERS {
            headers.insert(name, value);
        }
        if self.secure {
            headers.insert(header::STRICT_TRANSPORT_SECURITY, STRICT_TRANSPORT);
        }
        if closing || refused {
            headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        response
    }

    async fn handled(&self, request: Request<Incoming>, seen: &Seen) -> Result<Response<Body>, Failure> {
        let (parts, body) = request.into_parts();
        guard::check(&parts, seen, &self.hosts, &self.limits)?;
        let body = if guard::has_body(&parts) { self.body(&parts, body, seen).await? } else { Bytes::new() };
        guard::form(&parts, &body)?;
        let request = Request::from_parts(parts, Body::from(body));
        let Ok(response) = self.router.clone().oneshot(request).await;
        Ok(response)
    }

    /// Reads the whole body before the page runs, so that no page ever waits for a client.
    async fn body(&self, parts: &axum::http::request::Parts, body: Incoming, seen: &Seen) -> Result<Bytes, Failure> {
        let limit = self.limits.body_bytes;
        if guard::declared(parts).is_some_and(|length| length > limit as u64) {
            return Err(Failure::TooLarge { limit });
        }
        let whole = timeout(self.limits.body_time, Limited::new(body, limit).collect()).await;
        match whole.map_err(|_| Failure::TooSlow)? {
            Ok(body) => Ok(body.to_bytes()),
            Err(error) if error.is::<LengthLimitError>() => Err(Failure::TooLarge { limit }),
            Err(_) => Err(Failure::BadRequest(
                seen.fault().map_or("The body of the request broke off.", super::framing::Fault::sentence).into(),
            )),
        }
    }
}

fn panic_text(panic: &(dyn std::any::Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message")
}
