//! The server and the command, through the door.

mod server;
mod wire;
