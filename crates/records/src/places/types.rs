//! The words for places.

use std::fmt;
use std::str::FromStr;

use super::Period;
use crate::sql::SqlError;

/// The code of a place: an official code (`E10000020`), an outcode (`NR3`), a sector (`NR3 1`) or,
/// where no official code exists, one of our own that says so (`PLANNED-ICB-ESSEX`, `ADASS-EAST`).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PlaceCode(String);

impl PlaceCode {
    /// Takes the text as it is, without white space at the ends; whether such a place exists is
    /// for the store to say.
    pub fn new(code: &str) -> Self {
        Self(code.trim().to_owned())
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PlaceCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for PlaceCode {
    fn from(code: &str) -> Self {
        Self::new(code)
    }
}

impl std::borrow::Borrow<str> for PlaceCode {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// What sort of place it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PlaceKind {
    /// England.
    Nation,
    /// A region; who belongs to it is data (the statisticians' and the directors' differ).
    Region,
    /// A council with social services duties.
    Council,
    /// An integrated care board, and the system of the same area.
    Icb,
    /// A district or borough under a county council. A unitary council is a council only.
    District,
    /// The first half of a postcode.
    Outcode,
    /// A postcode up to the first figure of its second half.
    Sector,
    /// A neighbourhood, drawn by its council.
    Neighbourhood,
}

impl PlaceKind {
    /// Every kind, largest first.
    pub const ALL: [Self; 8] = [
        Self::Nation,
        Self::Region,
        Self::Council,
        Self::Icb,
        Self::District,
        Self::Outcode,
        Self::Sector,
        Self::Neighbourhood,
    ];

    /// The word used in the store, in addresses and in files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Nation => "nation",
            Self::Region => "region",
            Self::Council => "council",
            Self::Icb => "icb",
            Self::District => "district",
            Self::Outcode => "outcode",
            Self::Sector => "sector",
            Self::Neighbourhood => "neighbourhood",
        }
    }
}

impl fmt::Display for PlaceKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A word that is no kind of place.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error(
    "there is no kind of place called {0:?}; the kinds are nation, region, council, icb, district, outcode, sector and neighbourhood"
)]
pub struct UnknownPlaceKind(pub String);

impl FromStr for PlaceKind {
    type Err = UnknownPlaceKind;

    fn from_str(word: &str) -> Result<Self, UnknownPlaceKind> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str().eq_ignore_ascii_case(word.trim()))
            .ok_or_else(|| UnknownPlaceKind(word.to_owned()))
    }
}

/// Which data set a fact came from: the `id` of a [`super::Dataset`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Source(pub String);

/// A place, for the time that it held.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Its code.
    pub code: PlaceCode,
    /// What sort of place it is.
    pub kind: PlaceKind,
    /// Its full name.
    pub name: String,
    /// The name used on a map or in a table.
    pub short_name: String,
    /// When it held; open ends are open.
    pub period: Period,
    /// False for a code of our own making; such a code is said to be provisional wherever shown.
    pub is_official_code: bool,
    /// Degrees north of a point inside it (WGS 84), where known.
    pub latitude: Option<f64>,
    /// Degrees east of a point inside it (WGS 84), where known.
    pub longitude: Option<f64>,
    /// What a reader should know: a change expected, a code made here.
    pub note: Option<String>,
    /// Where it came from.
    pub source: Source,
}

/// Why places could not be loaded or read.
#[derive(Debug, thiserror::Error)]
pub enum PlacesError {
    /// The database refused.
    #[error("the places could not be read from or written to the database")]
    Sql(#[from] SqlError),
    /// A file of the embedded data is not what it should be.
    #[error("the data set {dataset} is damaged at line {line}: {what}")]
    Data {
        /// Which data set.
        dataset: &'static str,
        /// Its line, from 1; 0 when the whole is meant.
        line: u64,
        /// What is wrong with it.
        what: String,
    },
    /// The store holds something that this version does not know.
    #[error("the stored place {code} has {what}")]
    Stored {
        /// Its code.
        code: String,
        /// What is wrong with it.
        what: String,
    },
}
