//! What one import decides, row by row.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::civil::Date;

use super::super::DirectoryError;
use super::super::layout::Layout;
use super::super::merge::{self, Kept, Stamp, Where};
use super::super::row::{DirectoryRow, Given, LocationFacts, NoteCode, ProviderFacts};
use super::super::text::is_social_care;
use super::ImportReport;
use crate::places::{Geography, Postcode, Precision};
use crate::sql::{Tx, Value, args};

/// A row not loaded, or a value left out.
pub(super) struct Finding {
    pub line: u64,
    pub column: String,
    pub code: NoteCode,
    /// The regulator's identifier; never a text of the row.
    pub id: String,
}

/// An import in progress.
pub(super) struct Loading<'a> {
    geography: &'a Geography,
    layout: Layout,
    councils: HashMap<String, String>,
    seen: HashSet<String>,
    loaded: u64,
    listed: u64,
    pub stamp: Stamp,
    pub locations: BTreeMap<String, Kept>,
    pub providers: BTreeMap<String, Kept>,
    pub findings: Vec<Finding>,
}

impl<'a> Loading<'a> {
    pub fn new(geography: &'a Geography, stamp: Stamp, layout: Layout) -> Self {
        Self {
            geography,
            layout,
            stamp,
            councils: HashMap::new(),
            seen: HashSet::new(),
            loaded: 0,
            listed: 0,
            locations: BTreeMap::new(),
            providers: BTreeMap::new(),
            findings: Vec::new(),
        }
    }

    /// Reads what the store knows: locations, providers, and the names of councils.
    pub async fn read_store(&mut self, tx: &mut Tx) -> Result<(), DirectoryError> {
        let tenant = self.stamp.tenant;
        let names = tx
            .rows(
                "select name, code from place where tenant = $1 and kind = 'council' union all \
                 select s.spelling, s.code from place_spelling s \
                 join place p on p.tenant = s.tenant and p.code = s.code where s.tenant = $1 and p.kind = 'council'",
                args![tenant],
            )
            .await?;
        for row in names {
            self.councils.insert(row.get::<String>(0)?.to_lowercase(), row.get(1)?);
        }
        let locations = tx
            .rows(
                "select tenant, location_id, provider_id, name, council_code, postcode, latitude, longitude, category, \
                 service_types, specialisms, beds, overall, safe, effective, caring, responsive, well_led, rated_on, \
                 dormant, registered_on, ended_on, synthetic, as_at_on, import_no from location where tenant = $1",
                args![tenant],
            )
            .await?;
        for row in locations {
            let mut values = row.into_values();
            as_bool(&mut values, &[19, 22]);
            self.locations.insert(key(&values), Kept::stored(values));
        }
        let providers = tx
            .rows(
                "select tenant, provider_id, name, ownership, group_size, company_number, brand, registered_on, \
                 synthetic, as_at_on, import_no from provider where tenant = $1",
                args![tenant],
            )
            .await?;
        for row in providers {
            let mut values = row.into_values();
            as_bool(&mut values, &[8]);
            self.providers.insert(key(&values), Kept::stored(values));
        }
        Ok(())
    }

    /// Loads a row or lists it.
    pub fn take(&mut self, row: &DirectoryRow) {
        let id = row.location.as_ref().map(|facts| &facts.id).or(row.provider.as_ref().map(|facts| &facts.id));
        let id = id.map_or("", String::as_str);
        if let Err(code) = self.decide(row) {
            self.list(row.line, code, id);
            return;
        }
        self.loaded += 1;
        for note in &row.notes {
            let column = note.column.clone();
            self.findings.push(Finding { line: row.line, column, code: note.code, id: id.to_owned() });
        }
    }

    /// Lists a row that is not loaded.
    pub fn list(&mut self, line: u64, code: NoteCode, id: &str) {
        self.listed += 1;
        self.findings.push(Finding { line, column: String::new(), code, id: id.to_owned() });
    }

    fn decide(&mut self, row: &DirectoryRow) -> Result<(), NoteCode> {
        let whole = [NoteCode::DualRegistration, NoteCode::PopulationGroup];
        if let Some(note) = row.notes.iter().find(|note| whole.contains(&note.code)) {
            return Err(note.code);
        }
        let Some(facts) = &row.location else {
            let provider = row.provider.as_ref().ok_or(NoteCode::NoIdentifier)?;
            return self.provider_alone(provider);
        };
        let place = self.place(&facts.postcode, &facts.council);
        let known = self.locations.get(&facts.id);
        if known.is_none() && self.layout == Layout::Postcodes {
            return Err(NoteCode::UnknownLocation);
        }
        if known.is_none() && place.council.is_none() {
            return Err(NoteCode::OutsideRegion);
        }
        let types = facts.service_types.known().map(String::as_str);
        let says_what = facts.category.known().is_some() || types.is_some();
        if (says_what || known.is_none()) && !is_social_care(facts.category.known().map(String::as_str), types) {
            return Err(NoteCode::NotSocialCare);
        }
        if known.is_none() && row.provider.is_none() {
            return Err(NoteCode::NoProvider);
        }
        if known.is_some_and(|known| *self.stamp.as_at < *known.location_as_at()) {
            return Err(NoteCode::Older);
        }
        let first = self.seen.insert(facts.id.clone());
        if !first && self.layout != Layout::LatestRatings {
            return Err(NoteCode::Duplicate);
        }
        self.council_note(row.line, facts, &place);
        let provider_id = row.provider.as_ref().map(|provider| provider.id.as_str());
        let kept = self
            .locations
            .entry(facts.id.clone())
            .or_insert_with(|| merge::new_location(&facts.id, provider_id.unwrap_or_default()));
        merge::lay_location(kept, facts, provider_id, &place, &self.stamp);
        if let Some(provider) = &row.provider {
            self.lay_provider(provider);
        }
        Ok(())
    }

    fn provider_alone(&mut self, provider: &ProviderFacts) -> Result<(), NoteCode> {
        let known = self.providers.get(&provider.id);
        if known.is_none() && self.place(&provider.postcode, &provider.council).council.is_none() {
            return Err(NoteCode::OutsideRegion);
        }
        if known.is_none() && !is_social_care(provider.category.known().map(String::as_str), None) {
            return Err(NoteCode::NotSocialCare);
        }
        if known.is_some_and(|known| *self.stamp.as_at < *known.provider_as_at()) {
            return Err(NoteCode::Older);
        }
        if !self.seen.insert(provider.id.clone()) {
            return Err(NoteCode::Duplicate);
        }
        self.lay_provider(provider);
        Ok(())
    }

    fn lay_provider(&mut self, facts: &ProviderFacts) {
        let kept = self.providers.entry(facts.id.clone()).or_insert_with(|| merge::new_provider(&facts.id));
        if *self.stamp.as_at >= *kept.provider_as_at() {
            merge::lay_provider(kept, facts, &self.stamp);
        }
    }

    /// Where a row lies: by its postcode, or else by the council that it names.
    fn place(&self, postcode: &Given<String>, council: &Given<String>) -> Where {
        let mut place = Where::default();
        if let Some(written) = postcode.known() {
            let read = written.parse::<Postcode>().ok();
            place.postcode = Some(read.map_or_else(|| written.clone(), |postcode| postcode.to_string()));
            if let Some(found) = read.and_then(|postcode| self.geography.find_postcode(postcode))
                && found.precision == Precision::Postcode
            {
                place.council = Some(found.atom.council.to_string());
                place.point = Some((found.latitude, found.longitude));
            }
        }
        if place.council.is_none() {
            place.council = self.council_named(council);
        }
        place
    }

    fn council_named(&self, council: &Given<String>) -> Option<String> {
        council.known().and_then(|name| self.councils.get(&name.to_lowercase())).cloned()
    }

    fn council_note(&mut self, line: u64, facts: &LocationFacts, place: &Where) {
        let named = self.council_named(&facts.council);
        if named.is_some() && named != place.council {
            let column = "council".to_owned();
            self.findings.push(Finding { line, column, code: NoteCode::CouncilDiffers, id: facts.id.clone() });
        }
    }

    /// What was done.
    pub fn report(&self, as_at: Date, rows_read: u64) -> ImportReport {
        let mut findings: BTreeMap<NoteCode, u64> = BTreeMap::new();
        for finding in &self.findings {
            *findings.entry(finding.code).or_default() += 1;
        }
        ImportReport {
            import_no: self.stamp.import_no,
            already: false,
            layout: self.layout,
            as_at,
            rows_read,
            rows_loaded: self.loaded,
            rows_listed: self.listed,
            locations: self.locations.values().filter(|kept| kept.changed).count() as u64,
            providers: self.providers.values().filter(|kept| kept.changed).count() as u64,
            findings: findings.into_iter().collect(),
        }
    }
}

fn key(values: &[Value]) -> String {
    match values.get(1) {
        Some(Value::Text(id)) => id.clone(),
        _ => String::new(),
    }
}

/// SQLite gives a yes or no back as a number.
fn as_bool(values: &mut [Value], columns: &[usize]) {
    for &column in columns {
        if let Some(value) = values.get_mut(column)
            && let Value::Int(number) = *value
        {
            *value = Value::Bool(number != 0);
        }
    }
}
