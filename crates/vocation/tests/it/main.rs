//! The server and the command, through the door.

mod command;
mod pages;
mod server;
mod wire;
