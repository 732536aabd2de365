//! Where things are: nations, regions, councils with social services, integrated care boards,
//! districts, outcodes, postcode sectors and postcodes, each with the dates it held.
//!
//! Places overlap and change. A council may lie in three boards, a board ends, a region is drawn
//! one way by the statisticians and another by the directors of social services. So a place is
//! linked to many others, every link is dated, and a figure for a place at a month is the sum of
//! its [`Atom`]s at that month: the pieces that no boundary of the period cuts.

mod boundary;
mod datasets;
mod geography;
mod list;
mod load;
mod period;
mod population;
mod postcode;
mod reference;
mod search;
#[cfg(test)]
mod tests;
mod types;

pub use datasets::{Dataset, datasets};
pub use geography::{Atom, AtomId, Found, Geography, Precision};
pub use list::{place_children, place_get, place_list, place_names, place_parents};
pub use load::{Loaded, load};
pub use period::{AsAt, Period};
pub use population::{Basis, PopulationYear, population};
pub use postcode::{NotAPostcode, Postcode, PostcodeRow, postcode_find};
pub use search::{Hit, Match, place_search};
pub use types::{Place, PlaceCode, PlaceKind, PlacesError, Source, UnknownPlaceKind};

/// The tenant that the embedded places belong to: 1, the East of England.
pub const EAST: i64 = 1;
