//! Indicators of the workforce: what is counted, and the figures made from the counts.

pub mod count;
pub mod measure;
pub mod official;
