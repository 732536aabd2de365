//! The engine through its door.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]

mod cases;
mod hostile;
mod page;
mod reference;
mod round_trip;
mod rows;
mod sample;
mod stream;
