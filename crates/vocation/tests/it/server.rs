//! Slow, oversize, unclear and hostile clients, and stopping under load.

use crate::wire::{Server, read_all, status};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use vocation::server::limits::Limits;

fn hurried() -> Limits {
    Limits {
        head_time: Duration::from_millis(500),
        body_time: Duration::from_millis(800),
        request_time: Duration::from_millis(1_500),
        write_stall: Duration::from_millis(700),
        drain_time: Duration::from_millis(200),
        ..Limits::default()
    }
}

#[tokio::test]
async fn every_answer_carries_the_security_headers_and_hsts_only_behind_tls() {
    let server = Server::start(hurried()).await;
    for target in ["/", "/nothing", "/panic", "/%00"] {
        let answer = server.get(target).await;
        for header in [
            "content-security-policy: default-src 'self';",
            "frame-ancestors 'none'",
            "x-content-type-options: nosniff",
            "referrer-policy: ",
            "permissions-policy: ",
            "cross-origin-opener-policy: same-origin",
        ] {
            assert!(answer.contains(header), "{target} lacks {header}: {answer}");
        }
        assert!(!answer.contains("unsafe-inline") && !answer.contains("strict-transport-security"));
    }
    let secure = Server::start_secure(hurried(), true).await;
    assert!(secure.get("/").await.contains("strict-transport-security: max-age="));
}

#[tokio::test]
async fn a_change_that_another_site_asks_a_browser_for_is_refused() {
    let server = Server::start(hurried()).await;
    for (said, code) in [
        ("", 200),
        ("Sec-Fetch-Site: same-origin\r\n", 200),
        ("Sec-Fetch-Site: none\r\n", 200),
        ("Origin: http://localhost\r\nSec-Fetch-Site: same-origin\r\n", 200),
        ("Sec-Fetch-Site: cross-site\r\n", 400),
        ("Sec-Fetch-Site: same-site\r\n", 400),
        ("Origin: https://elsewhere.example\r\n", 400),
        ("Origin: http://localhost.elsewhere.example\r\n", 400),
        ("Origin: null\r\n", 400),
        ("Origin: http://localhost\r\nSec-Fetch-Site: cross-site\r\n", 400),
    ] {
        let head =
            format!("POST /echo HTTP/1.1\r\nHost: localhost\r\n{said}Content-Length: 2\r\nConnection: close\r\n\r\nhi");
        let answer = server.raw(&head).await;
        assert_eq!(status(&answer), code, "{said:?}: {answer}");
        assert_eq!(answer.ends_with("hi"), code == 200, "{said:?}");
    }
}

#[tokio::test]
async fn an_error_shows_a_reference_and_never_what_broke() {
    let server = Server::start(hurried()).await;
    for target in ["/panic", "/broken", "/api/v1/broken"] {
        let answer = server.get(target).await;
        assert_eq!(status(&answer), 500, "{answer}");
        assert!(answer.to_lowercase().contains("reference"), "{answer}");
        assert!(!answer.contains("secret"), "{answer}");
        let problem = answer.contains("content-type: application/problem+json");
        assert_eq!(problem, target.starts_with("/api"), "{answer}");
    }
    assert_eq!(status(&server.get("/").await), 200, "the server lives on after a panic");
}

#[tokio::test]
async fn silent_and_half_spoken_clients_are_closed_when_their_time_is_over() {
    let server = Server::start(hurried()).await;
    for said in ["", "GET / HT", "GET / HTTP/1.1\r\nHost: x\r\nX-A: 1"] {
        let mut client = server.connect().await;
        client.write_all(said.as_bytes()).await.unwrap();
        let began = Instant::now();
        read_all(&mut client).await;
        let open = began.elapsed();
        assert!(open >= Duration::from_millis(400) && open < Duration::from_secs(3), "{said:?} was open for {open:?}");
    }
}

#[tokio::test]
async fn a_client_that_drips_bytes_does_not_win_time() {
    let server = Server::start(hurried()).await;
    let mut client = server.connect().await;
    let began = Instant::now();
    let mut sent = 0;
    while client.write_all(b"G").await.is_ok() && began.elapsed() < Duration::from_secs(10) {
        sent += 1;
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(began.elapsed() < Duration::from_secs(3), "{sent} bytes in {:?}", began.elapsed());
}

#[tokio::test]
async fn with_the_promised_times_a_silent_client_is_closed_at_ten_seconds_and_a_stalled_body_at_thirty() {
    let server = Server::start(Limits::default()).await;
    let silent = async {
        let mut client = server.connect().await;
        let began = Instant::now();
        read_all(&mut client).await;
        began.elapsed().as_secs_f64()
    };
    let stalled = async {
        let began = Instant::now();
        let answer =
            server.raw("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n0123456789").await;
        (began.elapsed().as_secs_f64(), status(&answer))
    };
    let (silent, (stalled, code)) = tokio::join!(silent, stalled);
    assert!((9.5..12.0).contains(&silent), "silent client open for {silent} s");
    assert!((29.5..33.0).contains(&stalled), "stalled body open for {stalled} s");
    assert_eq!(code, 408);
}

#[tokio::test]
async fn an_answer_that_nobody_takes_is_given_up_and_a_page_that_takes_too_long_is_said_to() {
    let server = Server::start(Limits { connections: 8, ..hurried() }).await;
    let mut lazy = Vec::new();
    for _ in 0..8 {
        let mut client = server.connect().await;
        client.write_all(b"GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
        lazy.push(client);
    }
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(status(&server.get("/").await), 200, "the places of the lazy clients are free again");
    assert_eq!(status(&server.get("/never").await), 503);
}

#[tokio::test]
async fn of_six_hundred_connections_those_over_the_cap_are_refused_at_once_and_the_rest_are_served() {
    let limits = Limits { connections: 512, head_time: Duration::from_secs(20), ..Limits::default() };
    let server = Server::start(limits).await;
    let began = Instant::now();
    let mut clients = Vec::new();
    for _ in 0..600 {
        clients.push(server.connect().await);
    }
    let mut refused = 0;
    for client in &mut clients[512..] {
        let mut answer = Vec::new();
        let read = tokio::time::timeout(Duration::from_secs(5), client.read_to_end(&mut answer)).await;
        refused += usize::from(read.is_ok());
    }
    assert_eq!(refused, 88);
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    let first = &mut clients[0];
    first.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").await.unwrap();
    assert_eq!(status(&read_all(first).await), 200);
    drop(clients);
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(status(&server.get("/").await), 200, "room again once they have gone");
}

#[tokio::test]
async fn what_is_too_large_is_refused_before_it_has_arrived() {
    let server = Server::start(hurried()).await;
    let head = "HTTP/1.1\r\nHost: localhost\r\n";
    let post = format!("POST /echo {head}");
    let began = Instant::now();
    let declared = server.raw(format!("{post}Content-Length: 10000000\r\n\r\n0123456789")).await;
    assert_eq!(status(&declared), 413);
    assert!(began.elapsed() < Duration::from_millis(600), "refused only after {:?}", began.elapsed());
    let chunk = format!("10000\r\n{}\r\n", "x".repeat(65_536)).repeat(17);
    assert_eq!(status(&server.raw(format!("{post}Transfer-Encoding: chunked\r\n\r\n{chunk}0\r\n\r\n")).await), 413);
    assert_eq!(status(&server.raw(format!("GET / {head}X-Big: {}\r\n\r\n", "a".repeat(70_000))).await), 431);
    assert_eq!(status(&server.raw(format!("GET / {head}X-Big: {}\r\n\r\n", "a".repeat(20_000))).await), 431);
    assert_eq!(status(&server.raw(format!("GET / {head}Cookie: {}\r\n\r\n", "a".repeat(1_000_000))).await), 431);
    assert_eq!(status(&server.get(&format!("/?q={}", "a".repeat(9_000))).await), 414);
    let fields = "a=1&".repeat(10_000);
    let form = format!(
        "{post}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{fields}",
        fields.len()
    );
    assert_eq!(status(&server.raw(form).await), 400);
    let fits = format!("{post}Content-Length: 5\r\nConnection: close\r\n\r\nhello");
    assert!(server.raw(fits).await.ends_with("hello"));
}

#[tokio::test]
async fn a_request_that_two_readers_could_understand_differently_is_refused() {
    let server = Server::start(hurried()).await;
    for request in [
        "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
        "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\n\r\n0\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nHost: other\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n",
        "GET http://localhost/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello",
        "GET / HTTP/1.1\r\nHost : localhost\r\n\r\n",
        "GET / HTTP/1.1\nHost: localhost\n\n",
        "GET /a%00b HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /%2e%2e/etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /a/../b HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /a%2fb HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /a%5cb HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET //a HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /%ff HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /?q=%00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "nonsense\r\n\r\n",
    ] {
        let answer = server.raw(request).await;
        assert_eq!(status(&answer), 400, "{request:?} gave {answer}");
    }
    let hidden = "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n\
                  GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let answer = server.raw(hidden).await;
    assert_eq!(answer.matches("HTTP/1.1 ").count(), 1, "the hidden second request got an answer: {answer}");
}

#[tokio::test]
async fn slow_clients_do_not_slow_the_others() {
    let server = Server::start(Limits::default()).await;
    let mut slow = Vec::new();
    let before = worst_of_two_hundred(&server).await;
    for _ in 0..500 {
        let mut client = server.connect().await;
        client.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-").await.unwrap();
        slow.push(client);
    }
    let during = worst_of_two_hundred(&server).await;
    // Twice, with a floor for what the scheduler of a busy machine adds.
    let allowed = (before * 2).max(Duration::from_millis(100));
    assert!(during <= allowed, "the slowest of 200 took {during:?}, without slow clients {before:?}");
}

async fn worst_of_two_hundred(server: &Server) -> Duration {
    let mut times = Vec::new();
    for _ in 0..200 {
        let began = Instant::now();
        assert_eq!(status(&server.get("/").await), 200);
        times.push(began.elapsed());
    }
    times.sort();
    times[198]
}

#[tokio::test]
async fn stopping_under_load_fails_no_request_and_takes_less_than_ten_seconds() {
    let server = Server::start(Limits::default()).await;
    let address = server.address.clone();
    let mut clients = Vec::new();
    for number in 0..32 {
        let address = address.clone();
        clients.push(tokio::spawn(async move { ask_until_refused(&address, number % 2 == 0).await }));
    }
    tokio::time::sleep(Duration::from_millis(700)).await;
    let began = Instant::now();
    let stopped = server.stop().await;
    let took = began.elapsed();
    let mut answered = 0;
    for client in clients {
        answered += client.await.unwrap().expect("a request that was begun got its whole answer");
    }
    assert_eq!(stopped.cut, 0);
    assert!(took < Duration::from_secs(10), "{took:?}");
    assert!(answered > 100, "only {answered} requests: no load");
}

/// Asks again and again, on as few connections as the server allows, until it accepts no more. An error is a request that
/// the server took and did not answer wholly.
async fn ask_until_refused(address: &str, slow: bool) -> Result<usize, String> {
    let target = if slow { "/wait" } else { "/" };
    let mut answered = 0;
    loop {
        let Ok(mut connection) = tokio::net::TcpStream::connect(address).await else { return Ok(answered) };
        loop {
            let request = format!("GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n");
            if connection.write_all(request.as_bytes()).await.is_err() {
                break;
            }
            let (answer, end) = one_answer(&mut connection).await;
            match (status(&answer), answer.ends_with(if slow { "waited" } else { "hello" })) {
                (200, true) => answered += 1,
                // Closed or reset before it was read: the client may safely ask another server.
                (0, _) if answer.is_empty() && end => break,
                _ => return Err(answer),
            }
            if answer.contains("connection: close") {
                break;
            }
        }
    }
}

async fn one_answer(connection: &mut tokio::net::TcpStream) -> (String, bool) {
    let mut text = Vec::new();
    let mut piece = [0; 4096];
    loop {
        match connection.read(&mut piece).await {
            Ok(0) | Err(_) => return (String::from_utf8_lossy(&text).into_owned(), true),
            Ok(length) => text.extend_from_slice(&piece[..length]),
        }
        let so_far = String::from_utf8_lossy(&text);
        if so_far.ends_with("hello") || so_far.ends_with("waited") {
            return (so_far.into_owned(), false);
        }
    }
}
