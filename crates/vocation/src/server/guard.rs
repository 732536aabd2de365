//! What is refused before any page sees it.

use super::limits::Limits;
use super::stream::Seen;
use crate::error::Failure;
use axum::http::request::Parts;
use axum::http::{Method, header};

/// Names under which this server may be asked, when it knows them. A server on loopback that answered to every name could
/// be read by any web page through DNS rebinding.
#[derive(Clone, Debug)]
pub enum Hosts {
    /// Any name: the server stands behind a proxy or was told to listen openly.
    Any,
    /// These names, without port, besides the loopback names.
    Only(Vec<String>),
}

/// Refuses what is malformed, too long, or not addressed to this server.
pub fn check(parts: &Parts, seen: &Seen, hosts: &Hosts, limits: &Limits) -> Result<(), Failure> {
    if let Some(fault) = seen.fault() {
        return Err(Failure::BadRequest(fault.sentence().into()));
    }
    let target_bytes = parts.uri.path().len() + parts.uri.query().map_or(0, |query| query.len() + 1);
    if target_bytes > limits.target_bytes {
        return Err(Failure::TargetTooLong);
    }
    let header_bytes: usize = parts.headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
    if header_bytes > limits.header_bytes {
        return Err(Failure::HeadersTooLarge);
    }
    if parts.uri.scheme().is_some() || parts.uri.authority().is_some() {
        return Err(bad("The request must name a path, not a whole address."));
    }
    target(parts)?;
    host(parts, hosts)?;
    from_here(parts)?;
    if bodiless(&parts.method) && has_body(parts) {
        return Err(bad("A request of this kind may not carry a body."));
    }
    Ok(())
}

fn bad(text: &'static str) -> Failure {
    Failure::BadRequest(text.into())
}

fn target(parts: &Parts) -> Result<(), Failure> {
    let path = parts.uri.path();
    if !path.starts_with('/') {
        return Err(bad("The request must name a path."));
    }
    let Some(plain) = percent_decoded(path) else {
        return Err(bad("The address has a malformed % sequence."));
    };
    let Some(query) = percent_decoded(parts.uri.query().unwrap_or_default()) else {
        return Err(bad("The query has a malformed % sequence."));
    };
    if plain.iter().chain(&query).any(|byte| *byte == 0) {
        return Err(bad("The address contains a NUL character."));
    }
    if std::str::from_utf8(&plain).is_err() || std::str::from_utf8(&query).is_err() {
        return Err(bad("The address is not valid UTF-8."));
    }
    let slashes = |bytes: &[u8]| bytes.split(|byte| *byte == b'/').count();
    let hidden_slash = slashes(&plain) != slashes(path.as_bytes());
    let climbs = plain.split(|byte| *byte == b'/').any(|step| matches!(step, b"." | b".."));
    if hidden_slash
        || climbs
        || plain.windows(2).any(|two| two == b"//")
        || plain.iter().any(|b| *b == b'\\' || b.is_ascii_control())
    {
        return Err(bad("The address is not in its plain form."));
    }
    Ok(())
}

fn percent_decoded(text: &str) -> Option<Vec<u8>> {
    let mut plain = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        plain.push(match byte {
            b'%' => hex(bytes.next()?)? << 4 | hex(bytes.next()?)?,
            byte => byte,
        });
    }
    Some(plain)
}

fn hex(digit: u8) -> Option<u8> {
    (digit as char).to_digit(16).map(|value| value as u8)
}

fn host(parts: &Parts, hosts: &Hosts) -> Result<(), Failure> {
    let Hosts::Only(names) = hosts else { return Ok(()) };
    let Some(host) = parts.headers.get(header::HOST) else { return Ok(()) };
    let host = host.to_str().map_err(|_| bad("The Host header is malformed."))?;
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    let known =
        ["localhost", "127.0.0.1", "::1"].contains(&name) || names.iter().any(|own| own.eq_ignore_ascii_case(name));
    if known { Ok(()) } else { Err(bad("This server does not answer to that Host name.")) }
}

/// Refuses a change that another site's page asks a browser for. Browsers say where a request comes from in
/// `Sec-Fetch-Site`, older ones in `Origin`; programs that are no browsers say neither, and have no session to abuse.
fn from_here(parts: &Parts) -> Result<(), Failure> {
    if matches!(parts.method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return Ok(());
    }
    let refused = || bad("This form was sent from another site. Open it here and send it again.");
    let said = |name: &str| parts.headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    if said("sec-fetch-site").is_some_and(|site| !matches!(site, "same-origin" | "none")) {
        return Err(refused());
    }
    let Some(origin) = said("origin") else { return Ok(()) };
    let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
    if host.is_some() && host == said("host") { Ok(()) } else { Err(refused()) }
}

/// True for the methods that have no use for a body here.
fn bodiless(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::DELETE | Method::OPTIONS | Method::TRACE)
}

/// True when the head announces a body.
pub fn has_body(parts: &Parts) -> bool {
    parts.headers.contains_key(header::TRANSFER_ENCODING) || declared(parts).is_some_and(|length| length > 0)
}

/// Most fields that a form of this service could have.
const FORM_FIELDS: usize = 1_000;

/// Refuses a form with more fields than any form here has.
pub fn form(parts: &Parts, body: &[u8]) -> Result<(), Failure> {
    let kind = parts.headers.get(header::CONTENT_TYPE).map(axum::http::HeaderValue::as_bytes).unwrap_or_default();
    let form = kind.starts_with(b"application/x-www-form-urlencoded");
    if form && body.split(|byte| *byte == b'&').count() > FORM_FIELDS {
        return Err(bad("The form has too many fields."));
    }
    Ok(())
}

/// The declared length of the body, in bytes.
pub fn declared(parts: &Parts) -> Option<u64> {
    parts.headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}
