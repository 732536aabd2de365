//! Indicators of the workforce: what is counted, and the figures made from the counts.

pub mod browse;
pub mod catalogue;
pub mod count;
pub mod cube;
mod cut;
mod load;
pub mod measure;
pub mod median;
pub mod official;
pub mod pay;
pub mod publish;
pub mod series;
pub mod staff;
