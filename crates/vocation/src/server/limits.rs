//! How long and how large a request may be.

use std::time::Duration;

/// The limits of the server; the defaults are the promise, tests shorten the times.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Connections open at once; one more is refused at once.
    pub connections: usize,
    /// Time to send a whole request head, and so also the longest a kept-alive connection may sit idle.
    pub head_time: Duration,
    /// Time to send a whole request body.
    pub body_time: Duration,
    /// Time to produce the head of an answer, body included when it is not streamed.
    pub request_time: Duration,
    /// Time for which a client may take none of the bytes that are ready for it.
    pub write_stall: Duration,
    /// Age at which a connection is closed after the request in hand.
    pub connection_age: Duration,
    /// Bytes of a request body, unless its route allows less.
    pub body_bytes: usize,
    /// Bytes of path and query together.
    pub target_bytes: usize,
    /// Bytes of all header names and values together.
    pub header_bytes: usize,
    /// Time for which new connections are still answered after a stop was asked, so that a load balancer can see it.
    pub drain_time: Duration,
    /// Time from the stop being asked to the process ending, whatever is still open.
    pub stop_time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            connections: 1_024,
            head_time: Duration::from_secs(10),
            body_time: Duration::from_secs(30),
            request_time: Duration::from_mins(1),
            write_stall: Duration::from_secs(30),
            connection_age: Duration::from_mins(10),
            body_bytes: 1 << 20,
            target_bytes: 8 << 10,
            header_bytes: 16 << 10,
            drain_time: Duration::from_millis(500),
            stop_time: Duration::from_secs(8),
        }
    }
}
