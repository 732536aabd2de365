//! What the directory says about a location and its provider, whatever the layout.

use jiff::civil::Date;

/// A fact of a file: some layouts lack it, some rows leave it blank, and neither is zero.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Given<T> {
    /// The layout has no such column: what is stored stays.
    #[default]
    NotInLayout,
    /// The column is there and blank.
    Blank,
    /// The fact.
    Is(T),
}

impl<T> Given<T> {
    /// A column's value, blank or not.
    pub fn of(value: Option<T>) -> Self {
        value.map_or(Self::Blank, Self::Is)
    }

    /// The fact, if there is one.
    pub const fn known(&self) -> Option<&T> {
        match self {
            Self::Is(value) => Some(value),
            Self::NotInLayout | Self::Blank => None,
        }
    }
}

/// A rating as the regulator gives it. A location that is not yet rated has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rating {
    /// Outstanding.
    Outstanding,
    /// Good.
    Good,
    /// Requires improvement, spelt in two ways in the files.
    RequiresImprovement,
    /// Inadequate.
    Inadequate,
    /// Inspected, but not rated.
    InspectedNotRated,
}

impl Rating {
    /// The words shown and stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Outstanding => "Outstanding",
            Self::Good => "Good",
            Self::RequiresImprovement => "Requires improvement",
            Self::Inadequate => "Inadequate",
            Self::InspectedNotRated => "Inspected but not rated",
        }
    }
}

/// What a row says about a location.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LocationFacts {
    /// The regulator's identifier.
    pub id: String,
    /// Its name.
    pub name: Given<String>,
    /// The council that the file names, in the file's spelling.
    pub council: Given<String>,
    /// Its postcode, in the file's spelling.
    pub postcode: Given<String>,
    /// Degrees north (WGS 84).
    pub latitude: Given<f64>,
    /// Degrees east (WGS 84).
    pub longitude: Given<f64>,
    /// The primary inspection category.
    pub category: Given<String>,
    /// Service types, parted by `; `.
    pub service_types: Given<String>,
    /// Whom it serves, parted by `; `.
    pub specialisms: Given<String>,
    /// Beds; a published nought is a nought, and blank is not known.
    pub beds: Given<i64>,
    /// The overall rating.
    pub overall: Given<Rating>,
    /// Is it safe?
    pub safe: Given<Rating>,
    /// Is it effective?
    pub effective: Given<Rating>,
    /// Is it caring?
    pub caring: Given<Rating>,
    /// Is it responsive?
    pub responsive: Given<Rating>,
    /// Is it well led?
    pub well_led: Given<Rating>,
    /// When the rating was published.
    pub rated_on: Given<Date>,
    /// Registered but giving no care.
    pub dormant: Given<bool>,
    /// When it was registered.
    pub registered_on: Given<Date>,
    /// When its registration ended.
    pub ended_on: Given<Date>,
}

/// What a row says about a provider.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProviderFacts {
    /// The regulator's identifier.
    pub id: String,
    /// Its name; a person's or a partnership's is not taken.
    pub name: Given<String>,
    /// Organisation, individual, partnership.
    pub ownership: Given<String>,
    /// Size of its group, in the file's words.
    pub group_size: Given<String>,
    /// Its number at Companies House.
    pub company_number: Given<String>,
    /// The brand that it belongs to.
    pub brand: Given<String>,
    /// When it was registered.
    pub registered_on: Given<Date>,
    /// The primary inspection category, where a file of providers gives it.
    pub category: Given<String>,
    /// The council of its address, where a file of providers gives it.
    pub council: Given<String>,
    /// The postcode of its address, where a file of providers gives it.
    pub postcode: Given<String>,
}

/// One row of a directory file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DirectoryRow {
    /// Its line (or row of the sheet, or number of the document), from 1.
    pub line: u64,
    /// The location, unless the file is one of providers.
    pub location: Option<LocationFacts>,
    /// The provider, unless the row names none.
    pub provider: Option<ProviderFacts>,
    /// Values that were left out although the row is good.
    pub notes: Vec<Note>,
}

/// Why a row, or a value of one, was not loaded as it stood. The code is kept in the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NoteCode {
    /// The row has too few or too many fields, or is no object.
    Ragged,
    /// The row has no identifier.
    NoIdentifier,
    /// The row names no provider and its location is not known yet.
    NoProvider,
    /// The location lies outside the region.
    OutsideRegion,
    /// It is a dentist, a hospital or the like.
    NotSocialCare,
    /// The location was in the file before.
    Duplicate,
    /// The store holds a newer state of it.
    Older,
    /// A rating of one group of patients; only those of the whole location are kept.
    PopulationGroup,
    /// The same place is registered twice and is counted once.
    DualRegistration,
    /// A row of this layout only adds to a location, and this one is not known.
    UnknownLocation,
    /// The day the file is of was taken from its newest row.
    AssumedDate,
    /// The council named is another than that around the postcode, which is used.
    CouncilDiffers,
    /// Beds that are no number.
    BadBeds,
    /// A date that is none.
    BadDate,
    /// A rating that we do not know.
    BadRating,
    /// A coordinate that is none.
    BadCoordinate,
}

impl NoteCode {
    /// The code as stored.
    pub const fn as_str(self) -> &'static str {
        self.entry().0
    }

    /// The sentence for people.
    pub const fn message(self) -> &'static str {
        self.entry().1
    }

    const fn entry(self) -> (&'static str, &'static str) {
        match self {
            Self::Ragged => ("ragged", "the row does not have as many fields as the heading"),
            Self::NoIdentifier => ("no_identifier", "the row has no identifier of the regulator's"),
            Self::NoProvider => {
                ("no_provider", "the row names no provider and the location is not known from elsewhere")
            }
            Self::OutsideRegion => ("outside_region", "the location lies outside the region"),
            Self::NotSocialCare => ("not_social_care", "this is not adult social care"),
            Self::Duplicate => ("duplicate", "the same identifier stands in an earlier row, which was used"),
            Self::Older => ("older", "the store holds a newer state of this location"),
            Self::PopulationGroup => {
                ("population_group", "a rating of one group; only ratings of the whole location are kept")
            }
            Self::DualRegistration => {
                ("dual_registration", "the place is registered twice; the register counts it once")
            }
            Self::UnknownLocation => {
                ("unknown_location", "this layout adds to known locations, and this one is not known")
            }
            Self::AssumedDate => {
                ("assumed_date", "the file does not say of which day it is; its newest date was taken")
            }
            Self::CouncilDiffers => {
                ("council_differs", "the council named is not the one around the postcode; the postcode's was used")
            }
            Self::BadBeds => ("bad_beds", "the number of beds is not a whole number and was left out"),
            Self::BadDate => ("bad_date", "the date is not a date and was left out"),
            Self::BadRating => ("bad_rating", "the rating is not one that the regulator gives and was left out"),
            Self::BadCoordinate => ("bad_coordinate", "the coordinate is not one in Great Britain and was left out"),
        }
    }
}

/// A value left out, and where. The value itself is not kept: in a shifted row it may be somebody's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Which column.
    pub column: String,
    /// Why.
    pub code: NoteCode,
}
