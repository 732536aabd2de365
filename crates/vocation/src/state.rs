//! What every page and operation is given.

use crate::server::Phase;
use axum::extract::FromRef;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::watch;
use vocation_capabilities::overview::Desk;
use vocation_records::sql::Db;

/// Where the time comes from: the system's clock in the binary, a fixed one in tests.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Timestamp + Send + Sync>);

impl Clock {
    /// A clock that asks `now` each time.
    pub fn new(now: impl Fn() -> Timestamp + Send + Sync + 'static) -> Clock {
        Clock(Arc::new(now))
    }

    /// The present moment.
    pub fn now(&self) -> Timestamp {
        (self.0)()
    }

    /// The day in the region (UTC and British days differ for an hour a night in summer, which no page here can show).
    pub fn today(&self) -> Date {
        TimeZone::UTC.to_datetime(self.now()).date()
    }
}

/// The state of the server; cheap to clone.
#[derive(Clone)]
pub struct AppState {
    /// The store.
    pub db: Db,
    /// The time.
    pub clock: Clock,
    /// True for the demonstration: every page says that its people are synthetic.
    pub demo: bool,
    /// Where the server is in its life.
    pub phase: watch::Receiver<Phase>,
    /// Requests so far, so that no two of one moment are taken for the same.
    pub requests: Arc<AtomicU64>,
}

impl FromRef<AppState> for Desk {
    fn from_ref(state: &AppState) -> Desk {
        let now = state.clock.now();
        let count = state.requests.fetch_add(1, Ordering::Relaxed);
        let unique = now.as_nanosecond().cast_unsigned() << 40 ^ u128::from(count);
        Desk { db: state.db.clone(), today: state.clock.today(), now, unique }
    }
}
