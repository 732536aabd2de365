//! Whether an asker has the answer already: weak entity tags (RFC 9110, 8.8.3), made from what an answer holds.

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use http_body_util::BodyExt as _;
use hyper::body::Body as _;
use std::hash::{DefaultHasher, Hasher as _};

/// Longest answer that is tagged by its content; what is longer and comes in one piece is not tagged.
const LONGEST: u64 = 8 << 20;

/// Tags a good answer, and sends nothing but the tag to who has it already. A streamed answer is tagged only where its
/// handler knows a tag.
pub async fn tagged(request: Request, next: Next) -> Response {
    let had = known(request.headers());
    let answer = next.run(request).await;
    if answer.status() != StatusCode::OK {
        return answer;
    }
    let mut answer = if answer.headers().contains_key(header::ETAG) { answer } else { by_content(answer).await };
    let Some(tag) = answer.headers().get(header::ETAG) else { return answer };
    if had.iter().any(|had| had == "*" || had.as_bytes() == tag.as_bytes()) {
        *answer.status_mut() = StatusCode::NOT_MODIFIED;
        *answer.body_mut() = Body::empty();
        for name in [header::CONTENT_TYPE, header::CONTENT_LENGTH, header::CONTENT_DISPOSITION] {
            answer.headers_mut().remove(name);
        }
    }
    answer
}

/// The tags that the asker has.
fn known(headers: &HeaderMap) -> Vec<String> {
    let all = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|line| line.split(',')).map(|tag| tag.trim().to_owned()).collect()
}

async fn by_content(answer: Response) -> Response {
    if answer.body().size_hint().exact().is_none_or(|length| length > LONGEST) {
        return answer;
    }
    let (mut parts, body) = answer.into_parts();
    // The body lies in memory already: reading it does not fail.
    let Ok(body) = body.collect().await.map(http_body_util::Collected::to_bytes) else {
        return Response::from_parts(parts, Body::empty());
    };
    let mut hash = DefaultHasher::new();
    hash.write(&body);
    if let Ok(tag) = HeaderValue::try_from(format!("W/\"{:016x}\"", hash.finish())) {
        parts.headers.insert(header::ETAG, tag);
    }
    Response::from_parts(parts, Body::from(body))
}
