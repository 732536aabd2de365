//! What is stored about a location or a provider, and what a row changes of it.

use crate::sql::Value;

use super::row::{Given, LocationFacts, ProviderFacts, Rating};

pub(super) const LOCATION: &[&str] = &[
    "tenant",
    "location_id",
    "provider_id",
    "name",
    "council_code",
    "postcode",
    "latitude",
    "longitude",
    "category",
    "service_types",
    "specialisms",
    "beds",
    "overall",
    "safe",
    "effective",
    "caring",
    "responsive",
    "well_led",
    "rated_on",
    "dormant",
    "registered_on",
    "ended_on",
    "synthetic",
    "as_at_on",
    "import_no",
];
pub(super) const PROVIDER: &[&str] = &[
    "tenant",
    "provider_id",
    "name",
    "ownership",
    "group_size",
    "company_number",
    "brand",
    "registered_on",
    "synthetic",
    "as_at_on",
    "import_no",
];

/// Where some columns stand.
const COUNCIL: usize = 4;
const POSTCODE: usize = 5;
const LATITUDE: usize = 6;
const LONGITUDE: usize = 7;
const LOCATION_AS_AT: usize = 23;
const PROVIDER_AS_AT: usize = 9;

/// A row of the store, and whether this import changes it.
pub(super) struct Kept {
    pub values: Vec<Value>,
    pub changed: bool,
    pub stored: bool,
}

/// What every row of an import carries.
pub(super) struct Stamp {
    pub tenant: i64,
    pub synthetic: bool,
    pub as_at: String,
    pub import_no: i64,
}

/// The place of a location, found out from postcode and council.
#[derive(Clone, Default)]
pub(super) struct Where {
    pub council: Option<String>,
    pub postcode: Option<String>,
    pub point: Option<(f64, f64)>,
}

impl Kept {
    pub fn stored(values: Vec<Value>) -> Self {
        Self { values, changed: false, stored: true }
    }

    /// The state's date, of a location.
    pub fn location_as_at(&self) -> &str {
        text(self.values.get(LOCATION_AS_AT))
    }

    /// The state's date, of a provider.
    pub fn provider_as_at(&self) -> &str {
        text(self.values.get(PROVIDER_AS_AT))
    }

    /// What was once made up stays marked so, whatever a later file says of itself.
    fn is_true(&self, column: usize) -> bool {
        self.values.get(column) == Some(&Value::Bool(true))
    }

    fn set(&mut self, column: usize, value: Option<Value>) {
        if let (Some(slot), Some(value)) = (self.values.get_mut(column), value) {
            *slot = value;
        }
    }
}

fn text(value: Option<&Value>) -> &str {
    match value {
        Some(Value::Text(text)) => text,
        _ => "",
    }
}

/// A fact as a value: `None` keeps what is stored.
fn value<T: Clone + Into<Value>>(given: &Given<T>) -> Option<Value> {
    match given {
        Given::NotInLayout => None,
        Given::Blank => Some(Value::Null),
        Given::Is(fact) => Some(fact.clone().into()),
    }
}

/// A text that may not be null: blank keeps what is stored.
fn text_value(given: &Given<String>) -> Option<Value> {
    given.known().map(Value::from)
}

fn date_value(given: &Given<jiff::civil::Date>) -> Option<Value> {
    match given {
        Given::NotInLayout => None,
        Given::Blank => Some(Value::Null),
        Given::Is(date) => Some(Value::Text(date.to_string())),
    }
}

fn rating_value(given: &Given<Rating>) -> Option<Value> {
    match given {
        Given::NotInLayout => None,
        Given::Blank => Some(Value::Null),
        Given::Is(rating) => Some(Value::from(rating.as_str())),
    }
}

fn list_value(given: &Given<String>) -> Option<Value> {
    match given {
        Given::NotInLayout => None,
        Given::Blank => Some(Value::from("")),
        Given::Is(list) => Some(Value::from(list)),
    }
}

/// A location that nothing is known of yet but its identifiers.
pub(super) fn new_location(id: &str, provider_id: &str) -> Kept {
    let mut values = vec![Value::Null; LOCATION.len()];
    for (column, first) in [(1, id), (2, provider_id), (3, id), (9, ""), (10, "")] {
        values[column] = Value::from(first);
    }
    values[19] = Value::Bool(false);
    Kept { values, changed: true, stored: false }
}

/// Lays a row over a location.
pub(super) fn lay_location(
    kept: &mut Kept,
    facts: &LocationFacts,
    provider_id: Option<&str>,
    place: &Where,
    stamp: &Stamp,
) {
    let point = place.point.filter(|_| facts.latitude.known().is_none() || facts.longitude.known().is_none());
    let dormant = facts.dormant.known().copied().map(Value::Bool);
    for (column, value) in [
        (2, provider_id.map(Value::from)),
        (3, text_value(&facts.name)),
        (COUNCIL, place.council.as_ref().map(Value::from)),
        (POSTCODE, place.postcode.as_ref().map(Value::from)),
        (LATITUDE, point.map_or_else(|| value(&facts.latitude), |point| Some(Value::Real(point.0)))),
        (LONGITUDE, point.map_or_else(|| value(&facts.longitude), |point| Some(Value::Real(point.1)))),
        (8, text_value(&facts.category)),
        (9, list_value(&facts.service_types)),
        (10, list_value(&facts.specialisms)),
        (11, value(&facts.beds)),
        (12, rating_value(&facts.overall)),
        (13, rating_value(&facts.safe)),
        (14, rating_value(&facts.effective)),
        (15, rating_value(&facts.caring)),
        (16, rating_value(&facts.responsive)),
        (17, rating_value(&facts.well_led)),
        (18, date_value(&facts.rated_on)),
        (19, dormant),
        (20, date_value(&facts.registered_on)),
        (21, date_value(&facts.ended_on)),
        (0, Some(Value::Int(stamp.tenant))),
        (22, Some(Value::Bool(stamp.synthetic || kept.is_true(22)))),
        (LOCATION_AS_AT, Some(Value::from(&stamp.as_at))),
        (24, Some(Value::Int(stamp.import_no))),
    ] {
        kept.set(column, value);
    }
    kept.changed = true;
}

/// A provider that nothing is known of yet but its identifier.
pub(super) fn new_provider(id: &str) -> Kept {
    let mut values = vec![Value::Null; PROVIDER.len()];
    values[1] = Value::from(id);
    values[2] = Value::from("(name not given)");
    Kept { values, changed: true, stored: false }
}

/// Lays a row over a provider.
pub(super) fn lay_provider(kept: &mut Kept, facts: &ProviderFacts, stamp: &Stamp) {
    for (column, value) in [
        (2, text_value(&facts.name)),
        (3, value(&facts.ownership)),
        (4, value(&facts.group_size)),
        (5, value(&facts.company_number)),
        (6, value(&facts.brand)),
        (7, date_value(&facts.registered_on)),
        (0, Some(Value::Int(stamp.tenant))),
        (8, Some(Value::Bool(stamp.synthetic || kept.is_true(8)))),
        (PROVIDER_AS_AT, Some(Value::from(&stamp.as_at))),
        (10, Some(Value::Int(stamp.import_no))),
    ] {
        kept.set(column, value);
    }
    kept.changed = true;
}
