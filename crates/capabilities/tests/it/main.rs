//! The capabilities through their own doors, on every store there is.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a failed unwrap is a failed test; what was not run is said"
)]

mod delivery_actions;
mod delivery_asks;
mod delivery_pilots;
mod delivery_pulse;
mod delivery_strategy;
#[path = "../../../records/tests/it/stores.rs"]
#[expect(dead_code, reason = "one module serves the tests of two crates; each uses a part of it")]
mod stores;
