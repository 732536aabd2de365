//! The records through their own doors, on every store there is.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a failed unwrap is a failed test; what was not run is said"
)]

mod access;
mod audit;
mod backups;
mod editors;
mod facade;
mod faults;
mod house;
mod region;
mod seals;
mod stores;
mod strategy;
mod uploads;
