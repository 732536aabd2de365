//! The priorities of the strategy, one module each, holding their rules, their queries and their pages.

pub mod delivery;
pub mod overview;
