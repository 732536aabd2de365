//! The table of routes over a store that holds the places.

use crate::house::house;
use crate::wire::status;
use vocation::routes::{Cache, Kind, table};

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
async fn the_board_pack_of_a_day_is_the_same_each_time_and_of_no_place_there_is_none() {
    let house = house().await;
    let one = house.server.get("/plan/boards/E10000020?on=2026-09-30").await;
    let other = house.server.get("/plan/boards/E10000020?on=2026-09-30").await;
    assert_eq!(status(&one), 200, "{one}");
    let page = |answer: &str| answer.split_once("\r\n\r\n").map(|(_, page)| page.to_owned());
    assert_eq!(page(&one), page(&other));
    assert!(one.contains("As on 30 September 2026") && one.contains("What we ask of you"));
    assert_eq!(status(&house.server.get("/plan/boards/E99?on=2026-09-30").await), 404);
    assert_eq!(status(&house.server.get("/plan/boards/E10000020?on=tomorrow").await), 400);
    assert_eq!(status(&house.server.get("/plan/activities/XX1").await), 404);
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
async fn the_health_page_says_ready() {
    let house = house().await;
    let answer = house.server.get("/health").await;
    assert_eq!(status(&answer), 200);
    assert!(answer.contains("\"status\":\"ready\"") && answer.contains("no-store"), "{answer}");
}
