//! The engine through its own door.
#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

mod reference;
mod refusals;
mod simulation;
