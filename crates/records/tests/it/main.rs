//! The records through their own doors, on every store there is.

mod editors;
mod facade;
mod house;
mod region;
mod stores;
