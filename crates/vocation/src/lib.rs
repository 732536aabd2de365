//! The way in: the `vocation` command and the server, as a library so that tests can start both in one process.
//!
//! Nothing here decides anything about care or its workforce: this crate only translates between a command line or HTTP and
//! the floors below.

pub mod api;
pub mod args;
pub mod assets;
pub mod commands;
pub mod error;
mod fresh;
pub mod health;
pub mod printer;
pub mod routes;
pub mod server;
pub mod state;
