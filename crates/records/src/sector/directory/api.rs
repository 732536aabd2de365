//! (d) Documents of the syndication API: one location or provider, a list, or one a line.

use serde_json::Value;

use super::DirectoryError;
use super::layout::{Document, Layout, Unread};
use super::row::{DirectoryRow, Given, LocationFacts, Note, NoteCode, ProviderFacts, Rating};
use super::table::NAME_NOT_TAKEN;
use super::text::{Order, is_personal, read_date, read_rating};

/// Reads a document, an array of documents, a page of `locations`, or documents one after another.
pub(super) fn read(text: &str) -> Result<Document, DirectoryError> {
    let mut document = Document { layout: Layout::Api, as_at: None, rows: Vec::new(), unread: Vec::new() };
    let mut any = false;
    for value in serde_json::Deserializer::from_str(text).into_iter::<Value>() {
        let value = value.map_err(|error| DirectoryError::NotADirectory(format!("the file is no JSON: {error}")))?;
        any = true;
        let many = value.as_array().or_else(|| value["locations"].as_array()).or_else(|| value["providers"].as_array());
        match many {
            Some(many) => many.iter().for_each(|one| add(one, &mut document)),
            None => add(&value, &mut document),
        }
    }
    let known = !document.rows.is_empty() || document.unread.is_empty();
    if any && known {
        return Ok(document);
    }
    Err(DirectoryError::NotADirectory("the JSON holds no location and no provider of the care directory".to_owned()))
}

fn add(value: &Value, document: &mut Document) {
    let line = (document.rows.len() + document.unread.len() + 1) as u64;
    let mut notes = Vec::new();
    let (location, provider) = if let Some(id) = text(value, "locationId") {
        (Some(location(value, id, &mut notes)), text(value, "providerId").map(|id| provider_of_location(value, id)))
    } else if let Some(id) = text(value, "providerId") {
        (None, Some(provider(value, id, &mut notes)))
    } else {
        let code = if value.is_object() { NoteCode::NoIdentifier } else { NoteCode::Ragged };
        document.unread.push(Unread { line, code });
        return;
    };
    document.rows.push(DirectoryRow { line, location, provider, notes });
}

fn text(value: &Value, key: &str) -> Option<String> {
    value[key].as_str().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

fn given(value: &Value, key: &str) -> Given<String> {
    if value.get(key).is_none() { Given::NotInLayout } else { Given::of(text(value, key)) }
}

fn names(value: &Value, key: &str, name: &str) -> Given<String> {
    let Some(list) = value[key].as_array() else { return Given::NotInLayout };
    let names: Vec<&str> = list.iter().filter_map(|one| one[name].as_str()).collect();
    Given::of((!names.is_empty()).then(|| names.join("; ")))
}

fn date(value: &Value, key: &str, notes: &mut Vec<Note>) -> Given<jiff::civil::Date> {
    if value.get(key).is_none() {
        return Given::NotInLayout;
    }
    let Some(written) = text(value, key) else { return Given::Blank };
    if let Some(date) = read_date(&written, Order::DayFirst) {
        return Given::Is(date);
    }
    notes.push(Note { column: key.to_owned(), code: NoteCode::BadDate });
    Given::Blank
}

fn rating(value: &Value, column: &str, notes: &mut Vec<Note>) -> Given<Rating> {
    let Some(written) = value["rating"].as_str() else { return Given::Blank };
    read_rating(written).map_or_else(
        |()| {
            notes.push(Note { column: column.to_owned(), code: NoteCode::BadRating });
            Given::Blank
        },
        Given::of,
    )
}

fn location(value: &Value, id: String, notes: &mut Vec<Note>) -> LocationFacts {
    let whole = value.get("registrationStatus").is_some();
    let overall = &value["currentRatings"]["overall"];
    let question = |name: &str, notes: &mut Vec<Note>| {
        let of = overall["keyQuestionRatings"].as_array().and_then(|all| all.iter().find(|one| one["name"] == name));
        if whole { of.map_or(Given::Blank, |one| rating(one, name, notes)) } else { Given::NotInLayout }
    };
    let category = value["inspectionCategories"].as_array().and_then(|all| {
        let primary = all.iter().find(|one| one["primary"] == "true").or(all.first())?;
        text(primary, "name")
    });
    LocationFacts {
        id,
        name: if whole { given(value, "name") } else { given(value, "locationName") },
        council: given(value, "localAuthority"),
        postcode: given(value, "postalCode"),
        latitude: value["onspdLatitude"].as_f64().map_or(Given::NotInLayout, Given::Is),
        longitude: value["onspdLongitude"].as_f64().map_or(Given::NotInLayout, Given::Is),
        category: if whole { Given::of(category) } else { Given::NotInLayout },
        service_types: names(value, "gacServiceTypes", "description"),
        specialisms: names(value, "specialisms", "name"),
        beds: match value.get("numberOfBeds") {
            None => Given::NotInLayout,
            Some(Value::Null) => Given::Blank,
            Some(beds) => beds.as_i64().filter(|beds| (0..10_000).contains(beds)).map_or_else(
                || {
                    notes.push(Note { column: "numberOfBeds".to_owned(), code: NoteCode::BadBeds });
                    Given::Blank
                },
                Given::Is,
            ),
        },
        overall: if whole { rating(overall, "overall", notes) } else { Given::NotInLayout },
        safe: question("Safe", notes),
        effective: question("Effective", notes),
        caring: question("Caring", notes),
        responsive: question("Responsive", notes),
        well_led: question("Well-led", notes),
        rated_on: date(overall, "reportDate", notes),
        dormant: value["dormancy"].as_str().map_or(Given::NotInLayout, |text| Given::Is(text == "Y")),
        registered_on: date(value, "registrationDate", notes),
        ended_on: date(value, "deregistrationDate", notes),
    }
}

/// A document of a location gives its provider's identifier and brand, but not its name.
fn provider_of_location(value: &Value, id: String) -> ProviderFacts {
    ProviderFacts { id, brand: given(value, "brandName"), ..ProviderFacts::default() }
}

fn provider(value: &Value, id: String, notes: &mut Vec<Note>) -> ProviderFacts {
    let ownership = given(value, "ownershipType");
    let personal = ownership.known().is_some_and(|kind| is_personal(kind));
    let category = value["inspectionCategories"].as_array().and_then(|all| text(all.first()?, "name"));
    ProviderFacts {
        id,
        name: if personal { Given::Is(NAME_NOT_TAKEN.to_owned()) } else { given(value, "name") },
        ownership,
        company_number: given(value, "companiesHouseNumber"),
        brand: given(value, "brandName"),
        registered_on: date(value, "registrationDate", notes),
        category: Given::of(category),
        council: given(value, "localAuthority"),
        postcode: given(value, "postalCode"),
        ..ProviderFacts::default()
    }
}
