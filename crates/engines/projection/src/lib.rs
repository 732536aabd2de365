//! What if: the care workforce of a region, month by month, and the money.
//!
//! Pure: values in, values out; no clock, files, network or ambient randomness. The same seed gives the same bytes on
//! any number of threads and any processor.

pub mod given;
pub mod levers;
pub mod money;
pub mod parameters;
pub mod population;
pub mod proportional;
pub mod random;
pub mod scenario;
pub mod start;
pub mod sw1;
