//! Test-and-learn pilots: propose, test, decide; each with a hypothesis, a comparison, and a verdict.

pub mod evaluate;
pub mod rules;
pub mod store;
