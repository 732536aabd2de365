//! The layouts that are tables: which columns say what.

use jiff::civil::Date;

use super::row::{DirectoryRow, Given, LocationFacts, Note, NoteCode, ProviderFacts, Rating};
use super::text::{Order, filled, is_personal, list, read_date, read_rating};

/// What stands for the name of a provider who is a person or a partnership.
pub(super) const NAME_NOT_TAKEN: &str = "(individual or partnership provider)";

/// A heading: finds columns by name, in any case.
pub(super) struct Heading {
    names: Vec<String>,
}

impl Heading {
    pub(super) fn new<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        Self { names: names.map(|name| name.trim().to_owned()).collect() }
    }

    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.position(name).is_some()
    }

    fn position(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|known| known.eq_ignore_ascii_case(name))
    }
}

/// A row under its heading, and the notes about it.
pub(super) struct Fields<'a> {
    pub heading: &'a Heading,
    pub values: &'a [String],
    pub order: Order,
    pub notes: Vec<Note>,
}

impl Fields<'_> {
    /// The value of a column; `None` when there is no such column.
    fn raw(&self, column: &str) -> Option<&str> {
        let index = self.heading.position(column)?;
        Some(self.values.get(index).map_or("", String::as_str))
    }

    /// The value of a column, unless blank or absent.
    pub(super) fn filled(&self, column: &str) -> Option<&str> {
        filled(self.raw(column)?)
    }

    fn text(&self, column: &str) -> Given<String> {
        self.raw(column).map_or(Given::NotInLayout, |text| Given::of(filled(text).map(str::to_owned)))
    }

    fn list(&self, column: &str) -> Given<String> {
        self.raw(column).map_or(Given::NotInLayout, |text| Given::of(filled(text).map(list)))
    }

    fn note(&mut self, column: &str, code: NoteCode) {
        self.notes.push(Note { column: column.to_owned(), code });
    }

    fn parsed<T>(&mut self, column: &str, code: NoteCode, read: impl Fn(&str) -> Option<T>) -> Given<T> {
        let Some(raw) = self.raw(column) else { return Given::NotInLayout };
        let Some(text) = filled(raw) else { return Given::Blank };
        if let Some(value) = read(text) {
            return Given::Is(value);
        }
        self.note(column, code);
        Given::Blank
    }

    fn date(&mut self, column: &str) -> Given<Date> {
        let order = self.order;
        self.parsed(column, NoteCode::BadDate, |text| read_date(text, order))
    }

    fn beds(&mut self, column: &str) -> Given<i64> {
        self.parsed(column, NoteCode::BadBeds, |text| {
            let whole = text.strip_suffix(".0").unwrap_or(text);
            whole.parse().ok().filter(|beds| (0..10_000).contains(beds))
        })
    }

    fn coordinate(&mut self, column: &str, least: f64, most: f64) -> Given<f64> {
        self.parsed(column, NoteCode::BadCoordinate, |text| {
            text.parse().ok().filter(|degrees| (least..=most).contains(degrees))
        })
    }

    pub(super) fn rating(&mut self, column: &str) -> Given<Rating> {
        let Some(raw) = self.raw(column) else { return Given::NotInLayout };
        if let Ok(rating) = read_rating(raw) {
            return Given::of(rating);
        }
        self.note(column, NoteCode::BadRating);
        Given::Blank
    }

    fn yes(&self, column: &str) -> Given<bool> {
        match self.raw(column).map(str::trim) {
            None => Given::NotInLayout,
            Some("") => Given::Blank,
            Some(text) => Given::Is(text.eq_ignore_ascii_case("y") || text.eq_ignore_ascii_case("yes")),
        }
    }

    /// The `Y` columns that begin so, by what follows, parted by `; `.
    fn marked(&self, prefix: &str) -> Given<String> {
        let mut any = false;
        let mut marked: Vec<&str> = Vec::new();
        for (index, name) in self.heading.names.iter().enumerate() {
            let Some(kind) = name.strip_prefix(prefix) else { continue };
            any = true;
            if self.values.get(index).is_some_and(|value| value.trim().eq_ignore_ascii_case("y")) {
                marked.push(kind);
            }
        }
        if any { Given::of((!marked.is_empty()).then(|| marked.join("; "))) } else { Given::NotInLayout }
    }

    /// The provider of the row under these column names; none without an identifier.
    fn provider(&mut self, id: &str, name: &str, ownership: &str) -> Option<ProviderFacts> {
        let id = self.filled(id)?.to_owned();
        let ownership = self.text(ownership);
        let personal = ownership.known().is_some_and(|kind| is_personal(kind));
        let name = if personal { Given::Is(NAME_NOT_TAKEN.to_owned()) } else { self.text(name) };
        Some(ProviderFacts {
            id,
            name,
            ownership,
            company_number: self.text("Provider Companies House Number"),
            brand: self.text("Brand Name"),
            registered_on: self.date("Provider HSCA start date"),
            ..ProviderFacts::default()
        })
    }
}

/// (a) A row of the sheet of active locations.
pub(super) fn active_location(fields: &mut Fields<'_>) -> DirectoryRow {
    let location = fields.filled("Location ID").map(str::to_owned).map(|id| LocationFacts {
        id,
        name: fields.text("Location Name"),
        council: fields.text("Location Local Authority"),
        postcode: fields.text("Location Postal Code"),
        latitude: fields.coordinate("Location Latitude", 49.0, 61.0),
        longitude: fields.coordinate("Location Longitude", -9.0, 2.5),
        category: fields.text("Location Primary Inspection Category"),
        service_types: fields.marked("Service type - "),
        specialisms: fields.marked("Service user band - "),
        beds: fields.beds("Care homes beds"),
        overall: fields.rating("Location Latest Overall Rating"),
        rated_on: fields.date("Publication Date"),
        dormant: fields.yes("Dormant (Y/N)"),
        registered_on: fields.date("Location HSCA start date"),
        ..LocationFacts::default()
    });
    let provider = fields.provider("Provider ID", "Provider Name", "Provider Ownership Type");
    DirectoryRow { location, provider, ..DirectoryRow::default() }
}

/// (b) A row of the weekly directory.
pub(super) fn weekly(fields: &mut Fields<'_>) -> DirectoryRow {
    let location = fields.filled("CQC Location ID (for office use only)").map(str::to_owned).map(|id| LocationFacts {
        id,
        name: fields.text("Name"),
        council: fields.text("Local authority"),
        postcode: fields.text("Postcode"),
        service_types: fields.list("Service types"),
        specialisms: fields.list("Specialisms/services"),
        ..LocationFacts::default()
    });
    let provider = fields.provider("CQC Provider ID (for office use only)", "Provider name", "");
    DirectoryRow { location, provider, ..DirectoryRow::default() }
}

/// (c) A row of the region layout. Its publication dates repeat the start dates, and its brand columns after the
/// group's size are shifted by one, so neither is taken.
pub(super) fn region(fields: &mut Fields<'_>) -> DirectoryRow {
    let location = fields.filled("Location ID").map(str::to_owned).map(|id| LocationFacts {
        id,
        name: fields.text("Location Name"),
        council: fields.text("Location Local Authority"),
        category: fields.text("Primary inspection category"),
        service_types: fields.list("Service Types"),
        specialisms: fields.list("Service users supported"),
        beds: fields.beds("Care homes beds"),
        overall: fields.rating("Location Latest Overall Rating"),
        safe: fields.rating("Location safe rating"),
        effective: fields.rating("Location effective rating"),
        caring: fields.rating("Location caring rating"),
        responsive: fields.rating("Location responsive rating"),
        well_led: fields.rating("Location well-led rating"),
        dormant: fields.yes("Dormant"),
        registered_on: fields.date("Location HSCA start date"),
        ended_on: fields.date("Location HSCA end date"),
        ..LocationFacts::default()
    });
    let mut provider = fields.provider("Provider ID", "Provider Name", "Provider Ownership Type");
    if let Some(provider) = &mut provider {
        provider.group_size = fields.text("Provider characteristic - national group size (based on locations)");
    }
    DirectoryRow { location, provider, ..DirectoryRow::default() }
}

/// A row of the latest ratings: one rating of one question of one group.
pub(super) fn latest_rating(fields: &mut Fields<'_>) -> DirectoryRow {
    let rating = fields.rating("Latest Rating");
    let domain = fields.filled("Domain").unwrap_or_default().to_lowercase();
    let location = fields.filled("Location ID").map(str::to_owned).map(|id| {
        let mut facts = LocationFacts {
            id,
            name: fields.text("Location Name"),
            council: fields.text("Location Local Authority"),
            postcode: fields.text("Location Post Code"),
            category: fields.text("Location Primary Inspection Category"),
            ..LocationFacts::default()
        };
        match domain.as_str() {
            "overall" => {
                facts.overall = rating;
                facts.rated_on = fields.date("Publication Date");
            }
            "safe" => facts.safe = rating,
            "effective" => facts.effective = rating,
            "caring" => facts.caring = rating,
            "responsive" => facts.responsive = rating,
            "well-led" => facts.well_led = rating,
            _ => {}
        }
        facts
    });
    let group = fields.filled("Service / Population Group").unwrap_or_default();
    if !group.eq_ignore_ascii_case("overall") {
        fields.note("Service / Population Group", NoteCode::PopulationGroup);
    }
    let provider = fields.provider("Provider ID", "Provider Name", "");
    DirectoryRow { location, provider, ..DirectoryRow::default() }
}

/// A row of newly registered providers.
pub(super) fn new_provider(fields: &mut Fields<'_>) -> DirectoryRow {
    let Some(mut provider) = fields.provider("providerId", "legalName", "ownershipStructure") else {
        return DirectoryRow::default();
    };
    provider.registered_on = fields.date("registrationDate");
    provider.company_number = fields.text("companiesHouseNumber");
    provider.category = fields.text("primaryServiceType");
    provider.council = fields.text("localAuthority");
    provider.postcode = fields.text("postalCode");
    DirectoryRow { provider: Some(provider), ..DirectoryRow::default() }
}

/// A row of locations around a point. It names no provider.
pub(super) fn radius(fields: &mut Fields<'_>) -> DirectoryRow {
    let location = fields.filled("locationId").map(str::to_owned).map(|id| LocationFacts {
        id,
        name: fields.text("locationName"),
        postcode: fields.text("postalCode"),
        latitude: fields.coordinate("latitude", 49.0, 61.0),
        longitude: fields.coordinate("longitude", -9.0, 2.5),
        service_types: fields.list("serviceTypes"),
        specialisms: fields.list("specialisms"),
        beds: fields.beds("beds"),
        overall: fields.rating("rating"),
        registered_on: fields.date("registrationDate"),
        ..LocationFacts::default()
    });
    DirectoryRow { location, ..DirectoryRow::default() }
}

/// A row of postcodes for locations of a layout that lacks them.
pub(super) fn postcode(fields: &mut Fields<'_>) -> DirectoryRow {
    let location = fields.filled("Location ID").map(str::to_owned).map(|id| LocationFacts {
        id,
        postcode: fields.text("Postal Code"),
        ..LocationFacts::default()
    });
    DirectoryRow { location, ..DirectoryRow::default() }
}
