//! The table of routes and the API over a store that holds the places.

use crate::wire::{Server, status};
use std::path::Path;
use vocation::api::{OPERATIONS, document};
use vocation::commands::door;
use vocation::routes::{Cache, Kind, table};
use vocation::server::guard::Hosts;
use vocation::server::limits::Limits;
use vocation::state::Clock;
use vocation_records::places::{EAST, Geography, load};
use vocation_records::sector::directory::{Upload, import};
use vocation_records::sql::Db;

struct House {
    server: Server,
    _folder: tempfile::TempDir,
}

async fn house() -> House {
    let folder = tempfile::tempdir().expect("a folder");
    let db = Db::open(&folder.path().join("vocation.db").display().to_string()).await.expect("a store");
    let now: jiff::Timestamp = "2026-10-01T09:00:00Z".parse().expect("a moment");
    db.migrate(now).await.expect("a schema");
    load(&db, EAST, now).await.expect("places");
    let geography = Geography::load(&db, EAST).await.expect("a map");
    let slice = include_bytes!("../../../../data/cqc/cqc_east_slice_aug2025.csv").to_vec();
    let upload = Upload { name: "cqc_east_slice_aug2025.csv".into(), bytes: slice, synthetic: false, as_at: None };
    import(&db, &geography, EAST, &upload, now, &mut |_, _| {}).await.expect("a directory");
    let (door, phase) = door(db, Clock::new(move || now), true, Limits::default(), Hosts::Only(Vec::new()), false);
    House { server: Server::start_door(door, phase).await, _folder: folder }
}

fn body(answer: &str) -> &str {
    answer.split_once("\r\n\r\n").map_or("", |(_, body)| body)
}

#[tokio::test]
async fn every_route_with_a_sample_answers_it_and_says_how_long_it_may_be_kept() {
    let house = house().await;
    let mut pages = 0;
    for route in table() {
        let Some(sample) = route.sample else { continue };
        let answer = house.server.get(sample).await;
        assert_eq!(status(&answer), 200, "{sample}: {answer}");
        let kept = if route.cache == Cache::No { "cache-control: no-store" } else { "cache-control: no-cache" };
        assert!(answer.contains(kept), "{sample}");
        if route.kind == Kind::Page {
            assert_eq!(answer.matches("<h1").count(), 1, "{sample} has not one heading");
            pages += 1;
        }
    }
    assert!(pages >= 9, "{pages} pages");
}

#[tokio::test]
async fn only_what_is_in_the_table_answers_and_only_to_its_method() {
    let house = house().await;
    for (request, code) in
        [("GET /nothing", 404), ("POST /region", 405), ("DELETE /api/v1/places", 405), ("GET /region/", 404)]
    {
        let answer =
            house.server.raw(format!("{request} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")).await;
        assert_eq!(status(&answer), code, "{request}: {answer}");
    }
    let listed = house.server.get("/routes.json").await;
    for route in table() {
        assert!(listed.contains(&format!("\"path\":\"{}\"", route.path)), "{} is not listed", route.path);
    }
}

#[tokio::test]
async fn the_style_sheet_is_kept_for_ever_under_its_own_address_and_sent_compressed() {
    let house = house().await;
    let path = vocation_ui::assets::href("vocation.css");
    let ask = |coding: &str| {
        format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: {coding}\r\nConnection: close\r\n\r\n")
    };
    let plain = house.server.raw(ask("identity")).await;
    let packed = house.server.raw(ask("br, gzip")).await;
    let refused = house.server.raw(ask("gzip;q=0")).await;
    assert!(plain.contains("cache-control: public, max-age=31536000, immutable"), "{plain}");
    assert!(packed.contains("content-encoding: gzip") && packed.len() * 3 < plain.len());
    assert!(!refused.contains("content-encoding"));
    assert_eq!(status(&house.server.get("/assets/0000000000000000/vocation.css").await), 404);
}

#[tokio::test]
async fn every_operation_answers_its_example_with_exactly_the_fields_of_its_schema() {
    let house = house().await;
    let schemas = &document()["components"]["schemas"];
    for operation in OPERATIONS {
        let query: Vec<String> = operation
            .params
            .iter()
            .filter(|param| param.name != "cursor")
            .map(|param| format!("{}={}", param.name, param.example))
            .collect();
        let target = format!("{}?{}", operation.path.replace("{code}", "E10000020"), query.join("&"));
        let answer = house.server.get(target.trim_end_matches('?')).await;
        assert_eq!(status(&answer), 200, "{target}: {answer}");
        let value: serde_json::Value = serde_json::from_str(body(&answer)).unwrap();
        let items = if operation.many { value["items"].as_array().unwrap().clone() } else { vec![value] };
        assert!(!items.is_empty(), "{target} is empty");
        let wanted: Vec<&String> = schemas[operation.answer]["properties"].as_object().unwrap().keys().collect();
        for item in items {
            let fields: Vec<&String> = item.as_object().unwrap().keys().collect();
            assert_eq!(fields, wanted, "{target}");
        }
    }
}

#[tokio::test]
async fn every_operation_refuses_what_it_does_not_know_in_a_problem_document() {
    let house = house().await;
    for operation in OPERATIONS {
        let path = operation.path.replace("{code}", "E10000020");
        let long = "x".repeat(5_000);
        for query in ["nonsense=1", "limit=-1&limit=2", "kind=%F0%9F%A6%80", &format!("q={long}"), "on=31/02/2026"] {
            let answer = house.server.get(&format!("{path}?{query}")).await;
            assert_eq!(status(&answer), 400, "{path}?{query}: {answer}");
            let problem: serde_json::Value = serde_json::from_str(body(&answer)).unwrap();
            assert_eq!(problem["status"], 400);
            let detail = problem["detail"].as_str().unwrap();
            assert!(detail.ends_with('.') && detail.len() < 300, "{detail}");
        }
    }
    for target in ["/api/v1/places/E99999999", "/api/v1/places/%F0%9F%A6%80/population", "/api/v1/nothing"] {
        let answer = house.server.get(target).await;
        assert_eq!(status(&answer), 404, "{target}");
        assert!(answer.contains("application/problem+json"), "{answer}");
    }
}

#[tokio::test]
async fn the_pages_of_a_list_follow_one_another_without_gap_or_repetition() {
    let house = house().await;
    let mut codes = Vec::new();
    let mut cursor = String::new();
    loop {
        let answer = house.server.get(&format!("/api/v1/places?kind=district&limit=7{cursor}")).await;
        let value: serde_json::Value = serde_json::from_str(body(&answer)).unwrap();
        let items = value["items"].as_array().unwrap();
        codes.extend(items.iter().map(|item| item["code"].as_str().unwrap().to_owned()));
        let Some(next) = value["next"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    let whole = house.server.get("/api/v1/places?kind=district&limit=500").await;
    let whole: serde_json::Value = serde_json::from_str(body(&whole)).unwrap();
    assert_eq!(codes.len(), whole["items"].as_array().unwrap().len());
    assert!(codes.len() > 14 && codes.is_sorted());
}

#[tokio::test]
async fn the_health_page_says_ready() {
    let house = house().await;
    let answer = house.server.get("/health").await;
    assert_eq!(status(&answer), 200);
    assert!(answer.contains("\"status\":\"ready\"") && answer.contains("no-store"), "{answer}");
}

#[test]
fn the_description_of_the_api_is_the_one_in_the_tree() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    let now = format!("{:#}\n", document());
    if kept != now {
        std::fs::write(&path, &now).unwrap();
    }
    assert_eq!(
        kept, now,
        "openapi.json was out of date and has been written anew: look at the difference and commit it"
    );
}
