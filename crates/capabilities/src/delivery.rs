//! Delivering the plan: the strategy alive, what covers it, who does what, what is tested, what people say, and the pages
//! that show it.
//!
//! Everything that is changed is kept in versions ([`record`]), by an [`actor::Actor`] with a right.

pub mod actions;
pub mod actor;
pub mod approvals;
pub mod asks;
pub mod built;
pub mod consultations;
pub mod coverage;
pub mod pages;
pub mod pilots;
pub mod pulse;
pub mod record;
