//! Delivering the plan: the strategy alive, what covers it, and the pages that show both.

pub mod built;
pub mod coverage;
pub mod pages;
