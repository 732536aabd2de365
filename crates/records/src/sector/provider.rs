//! Providers and their locations, as the care directory tells of them. Public facts of organisations; nobody is named.

use crate::sql::{Db, Row, SqlError, args};

/// The most locations that one answer of a search holds.
pub const PAGE: usize = 50;

/// A provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provider {
    /// The regulator's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What kind of owner it is, where told.
    pub ownership: Option<String>,
    /// How many locations its group has, as a band, where told.
    pub group_size: Option<String>,
    /// Its brand, where told.
    pub brand: Option<String>,
    /// When it was registered.
    pub registered_on: Option<String>,
    /// Whether it is invented.
    pub synthetic: bool,
    /// The day of the directory it was last in.
    pub as_at_on: String,
}

/// A place of delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// The regulator's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its provider's id and name.
    pub provider: (String, String),
    /// GSS code of the council around it.
    pub council: Option<String>,
    /// What it gives.
    pub service_types: String,
    /// Beds; none published is not 0.
    pub beds: Option<i64>,
    /// The overall rating; none where it is not yet rated.
    pub overall: Option<String>,
    /// Ratings of the five questions: safe, effective, caring, responsive, well-led.
    pub questions: [Option<String>; 5],
    /// When it was registered.
    pub registered_on: Option<String>,
    /// Whether it is invented.
    pub synthetic: bool,
}

const SEARCH: &str = "select l.location_id, l.name, l.provider_id, coalesce(p.name, l.provider_id), l.council_code, \
    l.service_types, l.beds, l.overall, l.safe, l.effective, l.caring, l.responsive, l.well_led, l.registered_on, \
    l.synthetic from location l left join provider p on p.tenant = l.tenant and p.provider_id = l.provider_id \
    where l.tenant = $1 and l.ended_on is null and ($2 = '' or l.council_code = $2) and ($3 = '' or lower(l.name) like $3 \
    or lower(p.name) like $3) and l.location_id > $4 order by l.location_id limit $5";

const OF_PROVIDER: &str = "select l.location_id, l.name, l.provider_id, coalesce(p.name, l.provider_id), l.council_code, \
    l.service_types, l.beds, l.overall, l.safe, l.effective, l.caring, l.responsive, l.well_led, l.registered_on, \
    l.synthetic from location l left join provider p on p.tenant = l.tenant and p.provider_id = l.provider_id \
    where l.tenant = $1 and l.provider_id = $2 and l.ended_on is null order by l.name limit 500";

const PROVIDER: &str = "select provider_id, name, ownership, group_size, brand, registered_on, synthetic, as_at_on \
    from provider where tenant = $1 and provider_id = $2";

const PROVIDERS: &str = "select provider_id, name, ownership, group_size, brand, registered_on, synthetic, as_at_on \
    from provider where tenant = $1 and ($2 = '' or lower(name) like $2) and provider_id > $3 \
    order by provider_id limit $4";

/// Locations whose own or whose provider's name holds `words`, in a council when one is given; [`PAGE`] at most, after
/// the location `after`. The second value says whether there are more.
pub async fn location_search(
    db: &Db,
    tenant: i64,
    words: &str,
    council: &str,
    after: &str,
) -> Result<(Vec<Location>, bool), SqlError> {
    let mut found = location_page(db, tenant, words, council, after, PAGE + 1).await?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    Ok((found, more))
}

/// As [`location_search`], `limit` at most.
pub async fn location_page(
    db: &Db,
    tenant: i64,
    words: &str,
    council: &str,
    after: &str,
    limit: usize,
) -> Result<Vec<Location>, SqlError> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    db.rows(SEARCH, args![tenant, council, like(words), after, limit]).await?.iter().map(location).collect()
}

/// Providers whose name holds `words`, in order of id, after the provider `after`, `limit` at most.
pub async fn provider_page(
    db: &Db,
    tenant: i64,
    words: &str,
    after: &str,
    limit: usize,
) -> Result<Vec<Provider>, SqlError> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    db.rows(PROVIDERS, args![tenant, like(words), after, limit]).await?.iter().map(provider).collect()
}

/// One provider.
pub async fn provider_get(db: &Db, tenant: i64, id: &str) -> Result<Option<Provider>, SqlError> {
    db.row(PROVIDER, args![tenant, id]).await?.as_ref().map(provider).transpose()
}

/// What the register says has changed since a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RegisterChanges {
    /// Locations registered since then and still open.
    pub opened: i64,
    /// Locations that ended since then.
    pub ended: i64,
    /// Open locations whose rating is dated since then.
    pub rated: i64,
    /// Those of them rated good or outstanding.
    pub rated_good: i64,
}

/// Locations that opened, ended or were rated on `since` (ISO) or later.
pub async fn register_changes(db: &Db, tenant: i64, since: &str) -> Result<RegisterChanges, SqlError> {
    let sql = "select count(case when ended_on is null and registered_on >= $2 then 1 end), \
               count(case when ended_on >= $2 then 1 end), \
               count(case when ended_on is null and rated_on >= $2 then 1 end), \
               count(case when ended_on is null and rated_on >= $2 and overall in ('Good', 'Outstanding') then 1 end) \
               from location where tenant = $1";
    let Some(row) = db.row(sql, args![tenant, since]).await? else { return Ok(RegisterChanges::default()) };
    Ok(RegisterChanges { opened: row.get(0)?, ended: row.get(1)?, rated: row.get(2)?, rated_good: row.get(3)? })
}

/// The locations of a provider, by name; the first 500, ten times what the largest has here.
pub async fn location_list(db: &Db, tenant: i64, provider: &str) -> Result<Vec<Location>, SqlError> {
    db.rows(OF_PROVIDER, args![tenant, provider]).await?.iter().map(location).collect()
}

/// A pattern for `like`: lower case, and without the signs that it reads as any letter; empty for no words.
fn like(words: &str) -> String {
    let plain = words.to_lowercase().replace(['%', '_', '\\'], " ");
    if plain.is_empty() { plain } else { format!("%{plain}%") }
}

fn provider(row: &Row) -> Result<Provider, SqlError> {
    Ok(Provider {
        id: row.get(0)?,
        name: row.get(1)?,
        ownership: row.get(2)?,
        group_size: row.get(3)?,
        brand: row.get(4)?,
        registered_on: row.get(5)?,
        synthetic: row.get(6)?,
        as_at_on: row.get(7)?,
    })
}

fn location(row: &Row) -> Result<Location, SqlError> {
    Ok(Location {
        id: row.get(0)?,
        name: row.get(1)?,
        provider: (row.get(2)?, row.get(3)?),
        council: row.get(4)?,
        service_types: row.get(5)?,
        beds: row.get(6)?,
        overall: row.get(7)?,
        questions: [row.get(8)?, row.get(9)?, row.get(10)?, row.get(11)?, row.get(12)?],
        registered_on: row.get(13)?,
        synthetic: row.get(14)?,
    })
}
