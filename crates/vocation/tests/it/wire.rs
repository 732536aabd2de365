//! A server in this process, and a client that sends exactly the bytes it is told to.

use axum::Router;
use axum::http::StatusCode;
use axum::routing::{get, post};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{oneshot, watch};
use tokio::task::JoinHandle;
use tokio::time::timeout;
use vocation::server::door::Door;
use vocation::server::guard::Hosts;
use vocation::server::limits::Limits;
use vocation::server::reference::References;
use vocation::server::{Phase, Stopped, run};

/// A running server.
pub struct Server {
    pub address: String,
    stop: oneshot::Sender<()>,
    task: JoinHandle<Stopped>,
}

/// Pages with every kind of behaviour: quick, slow, broken, large, and one that takes a body.
fn pages() -> Router {
    Router::new()
        .route("/", get(async || "hello"))
        .route("/echo", post(async |body: String| body))
        .route("/panic", get(async || -> &'static str { panic!("secret of the house") }))
        .route("/broken", get(async || (StatusCode::INTERNAL_SERVER_ERROR, "table secret_things is missing")))
        .route("/api/v1/broken", get(async || (StatusCode::INTERNAL_SERVER_ERROR, "table secret_things is missing")))
        .route(
            "/wait",
            get(async || {
                tokio::time::sleep(Duration::from_millis(300)).await;
                "waited"
            }),
        )
        .route(
            "/never",
            get(async || {
                tokio::time::sleep(Duration::from_hours(1)).await;
                "never"
            }),
        )
        .route("/large", get(async || vec![b'x'; 64 << 20]))
        .fallback(async || StatusCode::NOT_FOUND)
}

impl Server {
    pub async fn start(limits: Limits) -> Server {
        Server::start_secure(limits, false).await
    }

    pub async fn start_secure(limits: Limits, secure: bool) -> Server {
        let door = Door {
            router: pages(),
            limits,
            hosts: Hosts::Only(vec!["care.example".into()]),
            secure,
            references: References::new(7),
        };
        Server::start_door(door, watch::Sender::new(Phase::Open)).await
    }

    pub async fn start_door(door: Door, phase: watch::Sender<Phase>) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address").to_string();
        let (stop, stopped) = oneshot::channel::<()>();
        let task = tokio::spawn(async move {
            let stop = async { drop(stopped.await) };
            run(listener, door, phase, stop).await
        });
        Server { address, stop, task }
    }

    pub async fn connect(&self) -> TcpStream {
        TcpStream::connect(&self.address).await.expect("the server listens")
    }

    /// Asks the server to stop, and waits until it has.
    pub async fn stop(self) -> Stopped {
        self.stop.send(()).expect("the server runs");
        self.task.await.expect("the server ends by itself")
    }

    /// Sends bytes on a new connection and reads until the server closes it.
    pub async fn raw(&self, request: impl AsRef<[u8]>) -> String {
        let mut connection = self.connect().await;
        // A server that refuses early may close before it has read everything.
        let _refused_early = connection.write_all(request.as_ref()).await;
        read_all(&mut connection).await
    }

    /// One GET on a connection of its own.
    pub async fn get(&self, target: &str) -> String {
        self.raw(format!("GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")).await
    }
}

pub async fn read_all(connection: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let read = timeout(Duration::from_mins(1), connection.read_to_end(&mut bytes)).await;
    // A reset after the answer still leaves the answer.
    let _reset = read.expect("the server neither answered nor closed");
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The status of an answer; 0 when there was none.
pub fn status(answer: &str) -> u16 {
    let code = answer.strip_prefix("HTTP/1.").and_then(|rest| rest.get(2..5));
    code.and_then(|code| code.parse().ok()).unwrap_or(0)
}
