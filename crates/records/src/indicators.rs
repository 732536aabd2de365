//! Indicators of the workforce: what is counted, and the figures made from the counts.

pub mod count;
pub mod cube;
mod load;
pub mod measure;
pub mod official;
pub mod pay;
pub mod staff;
