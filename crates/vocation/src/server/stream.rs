//! A client's connection: its bytes are watched on the way in, and it may not leave an answer untaken for ever.

use super::framing::{Fault, Framing};
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};

/// What the requests of one connection may know of it.
#[derive(Debug, Default)]
pub struct Seen(AtomicU8);

impl Seen {
    /// The framing fault seen on the connection so far.
    pub fn fault(&self) -> Option<Fault> {
        Fault::from_number(self.0.load(Ordering::Acquire))
    }
}

/// A TCP stream with the framing watcher and the write-stall limit.
#[derive(Debug)]
pub struct Watched {
    tcp: TcpStream,
    framing: Framing,
    seen: Arc<Seen>,
    stall: Duration,
    stalled: Option<Pin<Box<Sleep>>>,
}

impl Watched {
    /// Watches `tcp`; a write that makes no progress for `stall` fails.
    pub fn new(tcp: TcpStream, stall: Duration) -> (Watched, Arc<Seen>) {
        let seen = Arc::new(Seen::default());
        (Watched { tcp, framing: Framing::default(), seen: Arc::clone(&seen), stall, stalled: None }, seen)
    }

    fn unless_stalled<T>(&mut self, cx: &mut Context<'_>, outcome: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if outcome.is_ready() {
            self.stalled = None;
            return outcome;
        }
        let stall = self.stall;
        let timer = self.stalled.get_or_insert_with(|| Box::pin(sleep(stall)));
        ready!(timer.as_mut().poll(cx));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Watched {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = buf.filled().len();
        ready!(Pin::new(&mut this.tcp).poll_read(cx, buf))?;
        this.framing.feed(&buf.filled()[before..]);
        if let Some(fault) = this.framing.fault() {
            this.seen.0.store(fault as u8, Ordering::Release);
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Watched {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let outcome = Pin::new(&mut this.tcp).poll_write(cx, bytes);
        this.unless_stalled(cx, outcome)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().tcp).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().tcp).poll_shutdown(cx)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let outcome = Pin::new(&mut this.tcp).poll_write_vectored(cx, parts);
        this.unless_stalled(cx, outcome)
    }

    fn is_write_vectored(&self) -> bool {
        self.tcp.is_write_vectored()
    }
}
