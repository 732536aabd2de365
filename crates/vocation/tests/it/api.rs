//! The API: what it gives, what it refuses, and that it says the same as the pages.

use crate::house::{House, body, house, staffed};
use crate::wire::status;
use std::path::Path;
use vocation::api::{Form, OPERATIONS, Operation, document, example_path};
use vocation_records::indicators::measure::MEASURES;

/// The example of an operation: every parameter but the cursor and the number of a release.
fn example(operation: &Operation, path: &str) -> String {
    let asked = operation.params.iter().filter(|param| !["cursor", "release"].contains(&param.name));
    let asked = asked.filter(|param| operation.csv != Some(path) || param.name != "limit");
    let query: Vec<String> = asked.map(|param| format!("{}={}", param.name, param.example)).collect();
    format!("{}?{}", example_path(path), query.join("&")).trim_end_matches('?').to_owned()
}

#[tokio::test]
async fn every_operation_answers_its_example_with_exactly_the_fields_of_its_schema_as_json_and_as_csv() {
    let house = staffed().await;
    let schemas = &document()["components"]["schemas"];
    for operation in OPERATIONS {
        let target = example(operation, operation.path);
        let value = house.json(&target).await;
        let items = if operation.many { value["items"].as_array().unwrap().clone() } else { vec![value] };
        assert!(!items.is_empty(), "{target} is empty");
        let wanted: Vec<&String> = schemas[operation.answer.name]["properties"].as_object().unwrap().keys().collect();
        for item in &items {
            let fields: Vec<&String> = item.as_object().unwrap().keys().collect();
            assert_eq!(fields, wanted, "{target}");
        }
        let Some(csv) = operation.csv else { continue };
        let by_address = house.ask(&example(operation, csv), "").await;
        assert!(by_address.contains("text/csv; charset=utf-8"), "{by_address}");
        let text = body(&by_address);
        assert_eq!(text.lines().next().unwrap(), (operation.answer.columns)().join(","), "{csv}");
        assert!(text.lines().count() > 1, "{csv} is empty");
        let target = example(operation, csv).replacen(csv, operation.path, 1).replace(".csv", "");
        let by_header = house.ask(&target, "Accept: text/csv, application/json;q=0.5\r\n").await;
        assert_eq!(body(&by_header), text, "{target}");
        assert_eq!(status(&house.ask(&target, "Accept: image/png\r\n").await), 406, "{target}");
    }
}

/// Values that a parameter must not take, whatever it means.
fn wrong(form: Form) -> Vec<String> {
    let mut wrong = match form {
        Form::Text(most) => vec!["x".repeat(most + 1)],
        Form::Day => vec!["31/02/2026".into(), "2026-02-30".into(), "yesterday".into()],
        Form::Month => vec!["2026-13".into(), "2026-9".into(), "202609".into(), "+026-01".into()],
        Form::Word(_) => vec!["nonsense".into(), "%F0%9F%A6%80".into(), "COUNCIL".into()],
        Form::Number(..) => {
            ["-1", "0.5", "1e3", "99999999999999999999", "0x10", "ten", "%D9%A3"].map(Into::into).into()
        }
    };
    wrong.extend(["", "%20", "%00", "%FF", "%C3%28", "%zz", &"9".repeat(6_000)].map(str::to_owned));
    wrong
}

/// The answer is a problem document of this status with one sentence.
fn assert_refused(answer: &str, code: u16, asked: &str) {
    let asked: String = asked.chars().take(200).collect();
    assert_eq!(status(answer), code, "{asked}: {answer}");
    assert!(answer.contains("application/problem+json"), "{asked}: {answer}");
    let problem: serde_json::Value = serde_json::from_str(body(answer)).expect("a document");
    assert_eq!(problem["status"], code, "{asked}");
    let detail = problem["detail"].as_str().expect("a sentence");
    assert!(detail.ends_with('.') && !detail.contains('\n') && detail.len() < 400, "{asked}: {detail}");
}

#[tokio::test]
async fn every_operation_refuses_wrong_types_sizes_encodings_and_methods_in_one_sentence() {
    let house = staffed().await;
    let mut asked = 0;
    for operation in OPERATIONS {
        let whole = example_path(operation.path);
        for address in std::iter::once(whole.clone()).chain(operation.csv.map(example_path)) {
            let mut queries: Vec<String> =
                ["nonsense=1", &format!("{}=1", "n".repeat(3_000)), "%FF=1", "a%00b=1", "=", "&&=&", "%"]
                    .map(Into::into)
                    .into();
            for param in operation.params {
                queries.extend(wrong(param.form).iter().map(|value| format!("{}={value}", param.name)));
                queries.push(format!("{0}={1}&{0}={1}", param.name, param.example));
            }
            for query in queries {
                // Nothing between two ampersands is no parameter.
                if query == "&&=&" && status(&house.ask(&format!("{address}?{query}"), "").await) == 200 {
                    continue;
                }
                assert_refused(&house.ask(&format!("{address}?{query}"), "").await, 400, &format!("{address}?{query}"));
                asked += 1;
            }
            for method in ["POST", "PUT", "DELETE", "PATCH"] {
                let request = format!("{method} {address} HTTP/1.0\r\nHost: localhost\r\n\r\n");
                assert_refused(&house.server.raw(request).await, 405, &address);
            }
        }
        if operation.path.contains('{') {
            for id in ["E99999999", "%F0%9F%A6%80", "..%2F..", "%27%20or%201%3D1", &"x".repeat(4_000), "%E2%80%AE"] {
                let known = example_path(operation.path);
                let example =
                    ["E10000020", "turnover", "1-101606446"].into_iter().find(|one| known.contains(one)).unwrap();
                let answer = house.ask(&known.replace(example, id), "").await;
                assert_refused(&answer, if id.contains("..") { 400 } else { 404 }, id);
                asked += 1;
            }
        }
    }
    for (target, code) in [
        ("/api/v1/nothing", 404),
        ("/api/v1/series?indicator=nothing", 404),
        ("/api/v1/series?place=nowhere", 404),
        ("/api/v1/series?release=999", 404),
        ("/api/v1/series.csv?place=nowhere", 404),
        ("/api/v1/series?from=2026-09&to=2026-08", 400),
        ("/api/v1/series?cursor=a~b", 400),
        ("/api/v1/uploads?cursor=first", 400),
        ("/api/v1/locations?council=nowhere", 404),
        ("/api/v1/places/E10000020/population?from=2030&to=2020", 400),
        ("/api/v1/places/E10000020.csv", 404),
        (&format!("/api/v1/{}", "x".repeat(9_000)), 414),
    ] {
        assert_refused(&house.ask(target, "").await, code, target);
    }
    assert!(asked > 400, "{asked}");
}

#[tokio::test]
async fn before_the_first_release_the_api_says_that_nothing_is_published() {
    let house = house().await;
    for target in ["/api/v1/series", "/api/v1/series.csv?indicator=turnover"] {
        let answer = house.ask(target, "").await;
        assert_refused(&answer, 404, target);
        assert!(answer.contains("No figures are published yet."), "{answer}");
    }
    assert_eq!(house.json("/api/v1/releases").await["items"].as_array().unwrap().len(), 0);
}

/// The cells of a line of CSV.
fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(std::mem::take(&mut cell)),
            letter => cell.push(letter),
        }
    }
    cells.push(cell);
    cells
}

/// A figure as the pages write it, without its sign, unit and thousands.
fn bare(cell: &str) -> String {
    cell.replace([',', '%', '£'], "").replace(" days", "").replace(' ', "")
}

/// The figures of the two places in each row of the page that compares them, by the key of the indicator.
async fn compared(house: &House, a: &str, b: &str) -> Vec<(String, [String; 2])> {
    let page = house.ask(&format!("/compare?a={a}&b={b}"), "").await;
    let cell = |text: &str| {
        let content = text.split("</td>").next()?.split_once('>')?.1;
        // What is left of a cell without its tags.
        let words = content.split('<').map(|part| part.split_once('>').map_or(part, |(_, words)| words));
        Some(words.collect::<String>())
    };
    let row = |row: &str| {
        let key = row.split("/indicators/").nth(1)?.split('"').next()?.to_owned();
        let mut cells = row.split("<td").skip(1).filter_map(cell);
        Some((key, [cells.next()?, cells.next()?]))
    };
    page.split("<tr").filter_map(row).collect()
}

#[tokio::test]
async fn page_csv_and_api_give_the_same_figure_of_the_same_place_indicator_and_month() {
    let house = staffed().await;
    let (a, b) = ("E12000006", "E10000020");
    let (mut shown, mut hidden) = (0, 0);
    let rows = compared(&house, a, b).await;
    assert_eq!(rows.len(), MEASURES.len());
    for (key, on_page) in rows {
        for (place, on_page) in [a, b].into_iter().zip(on_page) {
            let told = house.json(&format!("/api/v1/series?indicator={key}&place={place}&cut=whole")).await;
            let figure = &told["items"][0]["figures"];
            let figure = figure.as_array().unwrap().last().unwrap();
            assert_eq!(figure["month"], "2026-09");
            let published = figure["shown"].as_str().unwrap();
            let csv = house
                .ask(&format!("/api/v1/series.csv?indicator={key}&place={place}&cut=whole&from=2026-09"), "")
                .await;
            let row = cells(body(&csv).lines().nth(1).unwrap());
            assert_eq!(format!("{}{}", row[8], row[9]), published, "{key} of {place}");
            if let Some(value) = figure["value"].as_f64() {
                let digits: f64 = row[8].parse().unwrap();
                let page: f64 = bare(&on_page).split('[').next().unwrap().parse().unwrap();
                let same = (digits - value).abs() < 1e-9 && (page - value).abs() < 1e-9;
                assert!(same, "{key} of {place}: {on_page}");
                shown += 1;
            } else {
                let told = bare(&on_page);
                assert!(told.starts_with(&published[..3]), "{key} of {place}: {told} {published}");
                hidden += 1;
            }
        }
        // The page of the indicator gives the same CSV rows as the API.
        let page = house.ask(&format!("/indicators/{key}/figures.csv"), "").await;
        let of_page = body(&page).lines().find(|line| line.contains("E10000020,2026-09")).unwrap().to_owned();
        let told = house.json(&format!("/api/v1/series?indicator={key}&place={b}&cut=whole&from=2026-09")).await;
        let figure = &told["items"][0]["figures"][0];
        let row = cells(&of_page);
        assert_eq!(format!("{}{}", row[3], row[4]), figure["shown"].as_str().unwrap(), "{of_page}");
    }
    // Both kinds were compared: figures, and reasons why there is none.
    assert!(shown > 10 && hidden > 3, "{shown} shown, {hidden} hidden");
}

#[tokio::test]
async fn a_hidden_figure_is_data_with_its_reason_and_never_nought() {
    let house = staffed().await;
    let told = house.json("/api/v1/series?place=E06000056&limit=500").await;
    let mut hidden = 0;
    for series in told["items"].as_array().unwrap() {
        for figure in series["figures"].as_array().unwrap() {
            let mark = figure["mark"].as_str();
            if figure["value"].is_null() {
                assert!(mark.is_some_and(|mark| ["[c]", "[x]", "[z]"].contains(&&mark[..3])), "{figure}");
                assert_eq!(figure["shown"], figure["mark"]);
                hidden += 1;
            }
        }
    }
    assert!(hidden > 0, "nothing is hidden in a small council of a small workforce");
}

#[tokio::test]
async fn series_in_pages_and_as_csv_are_the_same_series() {
    let house = staffed().await;
    let (mut cursor, mut paged, mut pages) = (String::new(), Vec::new(), 0);
    loop {
        let told = house.json(&format!("/api/v1/series?indicator=turnover&cut=service&limit=37{cursor}")).await;
        for series in told["items"].as_array().unwrap() {
            for figure in series["figures"].as_array().unwrap() {
                let text = |of: &serde_json::Value| of.as_str().unwrap_or_default().to_owned();
                paged.push([
                    text(&series["place"]),
                    text(&series["service"]),
                    text(&figure["month"]),
                    text(&figure["shown"]),
                ]);
            }
        }
        pages += 1;
        let Some(next) = told["next"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    assert!(pages > 2, "{pages}");
    let csv = house.ask("/api/v1/series.csv?indicator=turnover&cut=service", "").await;
    let row = |line: &str| {
        let cells = cells(line);
        [cells[2].clone(), cells[4].clone(), cells[7].clone(), format!("{}{}", cells[8], cells[9])]
    };
    let rows: Vec<[String; 4]> = body(&csv).lines().skip(1).map(row).collect();
    assert_eq!(rows, paged);
    assert!(csv.contains("filename=\"synthetic-figures-release-1.csv\""), "{}", &csv[..400]);
}

#[tokio::test]
async fn who_has_the_answer_already_is_told_so() {
    let house = staffed().await;
    for target in ["/api/v1/indicators", "/api/v1/series.csv?indicator=turnover&cut=whole", "/region", "/councils.csv"]
    {
        let first = house.ask(target, "").await;
        let tag =
            first.lines().find_map(|line| line.strip_prefix("etag: ")).unwrap_or_else(|| panic!("{target}: {first}"));
        assert!(first.contains("cache-control: no-cache"), "{target}");
        let again = house.ask(target, &format!("If-None-Match: \"other\", {tag}\r\n")).await;
        assert_eq!(status(&again), 304, "{target}: {again}");
        assert_eq!(body(&again), "", "{target}");
        let changed = house.ask(target, "If-None-Match: W/\"other\"\r\n").await;
        assert_eq!(body(&changed), body(&first), "{target}");
    }
}

#[tokio::test]
async fn the_pages_of_a_list_follow_one_another_without_gap_or_repetition() {
    let house = house().await;
    let mut codes = Vec::new();
    let mut cursor = String::new();
    loop {
        let value = house.json(&format!("/api/v1/places?kind=district&limit=7{cursor}")).await;
        let items = value["items"].as_array().unwrap();
        codes.extend(items.iter().map(|item| item["code"].as_str().unwrap().to_owned()));
        let Some(next) = value["next"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    let whole = house.json("/api/v1/places?kind=district&limit=500").await;
    assert_eq!(codes.len(), whole["items"].as_array().unwrap().len());
    assert!(codes.len() > 14 && codes.is_sorted());
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
