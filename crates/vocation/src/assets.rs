//! `/assets/{hash}/{name}`: files compiled into the binary, under addresses that change with their content.

use crate::error::Failure;
use axum::body::Bytes;
use axum::http::{HeaderMap, Uri, header};
use axum::response::{IntoResponse, Response};

/// The file at this address, compressed when the browser takes that.
pub async fn get(uri: Uri, headers: HeaderMap) -> Result<Response, Failure> {
    let asset = vocation_ui::assets::assets().iter().find(|asset| asset.path == uri.path()).ok_or(Failure::NotFound)?;
    let mut response = match asset.gzip_bytes.filter(|_| takes_gzip(&headers)) {
        Some(packed) => ([(header::CONTENT_ENCODING, "gzip")], Bytes::from_static(packed)).into_response(),
        None => Bytes::from_static(asset.bytes).into_response(),
    };
    let fixed = [(header::CONTENT_TYPE, asset.content_type), (header::VARY, "accept-encoding")];
    for (name, value) in fixed {
        response.headers_mut().insert(name, axum::http::HeaderValue::from_static(value));
    }
    Ok(response)
}

/// True when the client accepts gzip (a weight of zero is a refusal).
pub fn takes_gzip(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accepted.split(',').any(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("gzip") || name == "*");
        named && !parts.any(|weight| matches!(weight.trim_end_matches('0'), "q=" | "q=0."))
    })
}
