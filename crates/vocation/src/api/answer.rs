//! How an answer goes out: as JSON in pages, or as one CSV that is written while it is read.

use super::operations::Operation;
use super::problem::Refused;
use super::record::Record;
use axum::Json;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde::Serialize;
use std::future::Future;
use vocation_ui::to_csv;

/// The form of an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// `application/json`
    #[default]
    Json,
    /// `text/csv`
    Csv,
}

impl Shape {
    /// The form that the address and the `Accept` header ask for; an address that ends in `.csv` decides alone.
    pub fn asked(operation: &Operation, path: &str, headers: &HeaderMap) -> Result<Shape, Refused> {
        if operation.csv == Some(path) {
            return Ok(Shape::Csv);
        }
        let accepted: Vec<&str> =
            headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok()).collect();
        let accepted = accepted.join(",");
        if accepted.trim().is_empty() {
            return Ok(Shape::Json);
        }
        let json = quality(&accepted, "application", "json");
        let csv = if operation.csv.is_some() { quality(&accepted, "text", "csv") } else { 0.0 };
        if json <= 0.0 && csv <= 0.0 {
            return Err(Refused::Form);
        }
        Ok(if csv > json { Shape::Csv } else { Shape::Json })
    }
}

/// How welcome a media type is (0 to 1), by the range that names it most exactly (RFC 9110, 12.5.1).
fn quality(accepted: &str, kind: &str, subtype: &str) -> f64 {
    let mut best = (0, 0.0);
    for range in accepted.split(',') {
        let mut parts = range.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default().to_ascii_lowercase();
        let exact = match name.split_once('/') {
            Some((a, b)) if a == kind && b == subtype => 3,
            Some((a, "*")) if a == kind => 2,
            Some(("*", "*")) => 1,
            _ => continue,
        };
        let weight = parts.find_map(|part| part.strip_prefix("q=")).map_or(1.0, |q| q.parse().unwrap_or(0.0));
        if exact > best.0 {
            best = (exact, weight);
        }
    }
    best.1
}

/// A list, in pages.
#[derive(Debug, Serialize)]
pub struct Page<T> {
    /// What was asked for.
    pub items: Vec<T>,
    /// The cursor of the next page, when there is one.
    pub next: Option<String>,
}

/// Answers with a list that is whole.
pub fn whole<T: Record>(shape: Shape, name: &str, items: Vec<T>) -> Response {
    match shape {
        Shape::Json => page(items, None),
        Shape::Csv => csv(name, Body::from(heading::<T>() + &rows(&items))),
    }
}

/// Answers with one page of a list.
pub fn page<T: Record>(items: Vec<T>, next: Option<String>) -> Response {
    Json(Page { items, next }).into_response()
}

/// Cuts a list that was read one longer than asked to `limit`, and gives the cursor of what follows, when something does.
pub fn cut<T>(items: &mut Vec<T>, limit: usize, cursor: impl Fn(&T) -> String) -> Option<String> {
    if items.len() <= limit {
        return None;
    }
    items.truncate(limit);
    items.last().map(cursor)
}

/// Answers with a CSV of any length, in constant memory: `read` gives the next rows and where the ones after them
/// begin. The first stretch is read before the answer begins, so that a failure there is answered as one; a later failure
/// breaks the transfer off, which a client notices.
pub async fn streamed<T, C, F>(
    name: &str,
    first: C,
    read: impl Fn(C) -> F + Send + 'static,
) -> Result<Response, Refused>
where
    T: Record + Send + 'static,
    C: Send + 'static,
    F: Future<Output = Result<(Vec<T>, Option<C>), Refused>> + Send + 'static,
{
    let (items, next) = read(first).await?;
    let begun = Bytes::from(heading::<T>() + &rows(&items));
    drop(items);
    let begun = stream::once(std::future::ready(Ok(begun)));
    let rest = stream::try_unfold((next, read), |(next, read)| async move {
        let Some(from) = next else { return Ok(None) };
        match read(from).await {
            Ok((items, next)) => Ok(Some((Bytes::from(rows(&items)), (next, read)))),
            Err(refused) => {
                tracing::error!(cause = ?refused, "a CSV broke off");
                Err(std::io::Error::other("the figures could not be read further"))
            }
        }
    });
    let all = futures_util::StreamExt::chain(begun, rest);
    Ok(csv(name, Body::from_stream(all)))
}

fn heading<T: Record>() -> String {
    to_csv([T::columns()])
}

fn rows<T: Record>(items: &[T]) -> String {
    to_csv(items.iter().map(Record::cells))
}

fn csv(name: &str, body: Body) -> Response {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8; header=present"));
    let named = HeaderValue::try_from(format!("attachment; filename=\"{name}.csv\""));
    if let Ok(named) = named {
        headers.insert(header::CONTENT_DISPOSITION, named);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_exact_range_decides_how_welcome_a_form_is() {
        let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
        assert!((quality(browser, "application", "json") - 0.8).abs() < 1e-9);
        assert!((quality("text/*;q=0.5, text/csv;q=0", "text", "csv")).abs() < 1e-9);
        assert!((quality("text/csv, */*;q=0.1", "text", "csv") - 1.0).abs() < 1e-9);
        assert!((quality("image/png", "text", "csv")).abs() < 1e-9);
    }

    #[test]
    fn a_list_read_one_too_long_is_cut_and_goes_on_after_its_last() {
        let mut items = vec!["a", "b", "c"];
        assert_eq!(cut(&mut items, 2, |item| (*item).to_owned()), Some("b".to_owned()));
        assert_eq!(cut(&mut items, 2, |item| (*item).to_owned()), None);
        assert_eq!(items, ["a", "b"]);
    }
}
