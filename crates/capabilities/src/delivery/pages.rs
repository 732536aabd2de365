//! The pages of the plan: the path of a file is the address of its page, below `/plan`.

pub mod activities;
pub mod activity;
pub mod barrier;
pub mod coverage;
pub mod parts;
pub mod plan;
pub mod practice;
pub mod priority;
pub mod reference;
pub mod statements;
