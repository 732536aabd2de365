//! The engine through its own door.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a failed unwrap is a failed test; how often intervals held is said"
)]

mod reference;
mod refusals;
mod simulation;
