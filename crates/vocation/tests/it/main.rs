//! The server and the command, through the door.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a failed unwrap is a failed test; what was not run is said"
)]

mod api;
mod audit;
mod backups;
mod check;
mod command;
mod hostile;
mod house;
mod kill;
mod large;
mod pages;
mod served;
mod server;
mod wire;
