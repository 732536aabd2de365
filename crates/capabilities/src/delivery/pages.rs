//! The pages of the plan: the path of a file is the address of its page, below `/plan`.

pub mod actions;
pub mod activities;
pub mod activity;
pub mod asks;
pub mod barrier;
pub mod board;
pub mod coverage;
pub mod parts;
pub mod pilots;
pub mod plan;
pub mod practice;
pub mod priority;
pub mod pulse;
pub mod reference;
pub mod statements;
