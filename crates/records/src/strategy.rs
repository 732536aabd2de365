//! The strategy of a region as dated data: read from one file, checked as a whole, named by the ids that everybody uses.
//!
//! The file of the East of England is carried in the program ([`Strategy::built_in`]); another region writes its own and has
//! it checked by [`Strategy::read`].

mod check;
mod kinds;
mod read;
mod types;

use std::sync::{Arc, LazyLock};

pub use kinds::{Confidence, Level, MeasureRef, Role};
pub use read::StrategyError;
pub use types::{
    About, Activity, Barrier, Cause, Characteristic, Duty, NextStep, Practice, Principle, Priority, Statement,
    Strategy, Term,
};

const EAST: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/reference/strategy/east-of-england.toml"));
const EAST_NAME: &str = "east-of-england.toml";

static BUILT_IN: LazyLock<Result<Arc<Strategy>, StrategyError>> =
    LazyLock::new(|| Strategy::read(EAST_NAME, EAST).map(Arc::new));

impl Strategy {
    /// The strategy carried in the program.
    ///
    /// # Errors
    /// [`StrategyError`] when the file in the tree has a fault; a test sees to it that it has none.
    pub fn built_in() -> Result<Arc<Self>, StrategyError> {
        BUILT_IN.clone()
    }
}
