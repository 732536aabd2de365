//! The server: a bounded accept loop over hyper's HTTP/1, because axum's own has no defence against slow clients.

pub mod door;
pub mod framing;
pub mod guard;
pub mod limits;
pub mod reference;
pub mod stream;

use door::Door;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use stream::Watched;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::time::{sleep, timeout};

/// Hyper's own bound on a request head; below it the answer is a page, above it hyper answers 431 by itself.
const HEAD_BUFFER: usize = 64 << 10;
/// Sent to a connection over the cap before it is closed.
const FULL: &[u8] =
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

/// Where a server is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Answering.
    Open,
    /// Asked to stop: still answering, each answer closing its connection, and saying so on `/health`.
    Draining,
    /// No new connections; those open finish the request in hand.
    Closing,
}

/// How a server ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stopped {
    /// Connections that were still busy when the time to stop was over, and were cut.
    pub cut: usize,
}

/// Serves until `stop` resolves, then lets the requests in hand finish. `phase` tells the pages where the server is.
pub async fn run(
    listener: TcpListener,
    door: Door,
    phase: watch::Sender<Phase>,
    stop: impl Future<Output = ()>,
) -> Stopped {
    let limits = door.limits;
    let door = Arc::new(door);
    let room = Arc::new(Semaphore::new(limits.connections));
    let mut stop = pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => admit(accepted, &door, &room, &phase).await,
        }
    }
    phase.send_replace(Phase::Draining);
    let mut drained = pin!(sleep(limits.drain_time));
    loop {
        tokio::select! {
            biased;
            accepted = listener.accept() => admit(accepted, &door, &room, &phase).await,
            () = &mut drained => break,
        }
    }
    drop(listener);
    phase.send_replace(Phase::Closing);
    let left = limits.stop_time.saturating_sub(limits.drain_time);
    let all = u32::try_from(limits.connections).unwrap_or(u32::MAX);
    match timeout(left, room.acquire_many(all)).await {
        Ok(_) => Stopped { cut: 0 },
        Err(_) => Stopped { cut: limits.connections - room.available_permits() },
    }
}

async fn admit(
    accepted: std::io::Result<(TcpStream, std::net::SocketAddr)>,
    door: &Arc<Door>,
    room: &Arc<Semaphore>,
    phase: &watch::Sender<Phase>,
) {
    let tcp = match accepted {
        Ok((tcp, _)) => tcp,
        Err(error) => {
            tracing::warn!(%error, "a connection could not be accepted");
            // Out of file descriptors: others must close before the next can come.
            sleep(Duration::from_millis(20)).await;
            return;
        }
    };
    let Ok(permit) = Arc::clone(room).try_acquire_owned() else {
        let _sent = tcp.try_write(FULL);
        return;
    };
    let (door, phase) = (Arc::clone(door), phase.subscribe());
    tokio::spawn(async move {
        converse(tcp, door, phase).await;
        drop(permit);
    });
}

async fn converse(tcp: TcpStream, door: Arc<Door>, mut phase: watch::Receiver<Phase>) {
    let limits = door.limits;
    let _delay_left_on = tcp.set_nodelay(true);
    let (watched, seen) = Watched::new(tcp, limits.write_stall);
    let current = phase.clone();
    let service = service_fn(move |request| {
        let (door, seen) = (Arc::clone(&door), Arc::clone(&seen));
        let closing = *current.borrow() != Phase::Open;
        async move { Ok::<_, Infallible>(door.answer(request, &seen, closing).await) }
    });
    let mut connection = pin!(
        hyper::server::conn::http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(limits.head_time)
            .max_buf_size(HEAD_BUFFER)
            .serve_connection(TokioIo::new(watched), service)
    );
    let ended = tokio::select! {
        outcome = connection.as_mut() => Some(outcome),
        _ = phase.wait_for(|phase| *phase == Phase::Closing) => None,
        () = sleep(limits.connection_age) => None,
    };
    let outcome = if let Some(outcome) = ended {
        outcome
    } else {
        connection.as_mut().graceful_shutdown();
        match timeout(limits.request_time, connection).await {
            Ok(outcome) => outcome,
            Err(_) => return,
        }
    };
    if let Err(error) = outcome {
        tracing::debug!(%error, "connection ended early");
    }
}
