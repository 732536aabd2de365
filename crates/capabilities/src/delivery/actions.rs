//! Action plans: who does what by when, at which level, and how it is going.

pub mod calendar;
pub mod rules;
pub mod store;
