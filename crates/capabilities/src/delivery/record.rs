//! Records of the plan: kept for ever, version by version, read as they are now or as they were on a day.

use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use vocation_records::sql::{Db, Row, SqlError, args};

use super::actor::{Actor, PlanError, Refusal};

/// Something that is kept in versions.
pub trait PlanRecord: Serialize + DeserializeOwned + Clone + PartialEq + Send {
    /// Its kind, as in the table.
    const KIND: &'static str;
}

/// A version of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct Versioned<T> {
    /// The record's key.
    pub key: String,
    /// The version, from 1.
    pub version: i64,
    /// When it was made, as UTC text to the second.
    pub changed_at: String,
    /// The account that made it.
    pub changed_by: String,
    /// What was done.
    pub change: String,
    /// Why.
    pub note: String,
    /// What it says.
    pub body: T,
}

/// A version to be made.
pub(crate) struct Draft<T> {
    pub(crate) key: String,
    pub(crate) change: &'static str,
    pub(crate) note: String,
    pub(crate) body: T,
}

/// Longest text that a field of a record may hold.
pub(crate) const LONGEST: usize = 4_000;

/// A moment as it is kept: to the second, so that texts sort as moments do.
pub fn moment(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// All records of a kind as they were at a moment (or are now), in the order of their keys.
///
/// # Errors
/// [`PlanError`] when the store fails or holds what cannot be read.
pub async fn record_list<T: PlanRecord>(
    db: &Db,
    tenant: i64,
    as_of: Option<Timestamp>,
) -> Result<Vec<Versioned<T>>, PlanError> {
    let sql = "select record_key, version, changed_at, changed_by, change, note, body from plan_record as latest
               where tenant = $1 and kind = $2 and version = (
                 select max(version) from plan_record as any_version where any_version.tenant = $1
                 and any_version.kind = $2 and any_version.record_key = latest.record_key
                 and any_version.changed_at <= $3)
               order by record_key";
    let until = as_of.map_or_else(|| "9999".to_owned(), moment);
    let rows = db.rows(sql, args![tenant, T::KIND, until]).await?;
    rows.iter().map(read).collect()
}

/// One record as it is now.
///
/// # Errors
/// As [`record_list`].
pub async fn record_get<T: PlanRecord>(db: &Db, tenant: i64, key: &str) -> Result<Option<Versioned<T>>, PlanError> {
    Ok(record_history(db, tenant, key).await?.pop())
}

/// Every version of a record, the first first.
///
/// # Errors
/// As [`record_list`].
pub async fn record_history<T: PlanRecord>(db: &Db, tenant: i64, key: &str) -> Result<Vec<Versioned<T>>, PlanError> {
    let sql = "select record_key, version, changed_at, changed_by, change, note, body from plan_record
               where tenant = $1 and kind = $2 and record_key = $3 order by version";
    let rows = db.rows(sql, args![tenant, T::KIND, key]).await?;
    rows.iter().map(read).collect()
}

/// Makes a version, decided upon all records of the kind as they are; nobody changes any of them meanwhile.
///
/// A first version that is sent again unchanged is answered as it was.
pub(crate) async fn record_write<T: PlanRecord>(
    db: &Db,
    tenant: i64,
    actor: &Actor,
    now: Timestamp,
    decide: impl FnOnce(&[Versioned<T>]) -> Result<Draft<T>, Refusal> + Send,
) -> Result<Versioned<T>, PlanError> {
    let mut tx = db.begin().await?;
    let raise = "insert into plan_head (tenant, revision) values ($1, 1)
                 on conflict (tenant) do update set revision = plan_head.revision + 1";
    tx.execute(raise, args![tenant]).await?;
    let sql = "select record_key, version, changed_at, changed_by, change, note, body from plan_record as latest
               where tenant = $1 and kind = $2 and version = (
                 select max(version) from plan_record as any_version where any_version.tenant = $1
                 and any_version.kind = $2 and any_version.record_key = latest.record_key)
               order by record_key";
    let rows = tx.rows(sql, args![tenant, T::KIND]).await?;
    let known = rows.iter().map(read).collect::<Result<Vec<Versioned<T>>, PlanError>>()?;
    let draft = decide(&known)?;
    let before = known.into_iter().find(|record| record.key == draft.key);
    if let Some(before) = before.as_ref().filter(|before| before.body == draft.body && before.change == draft.change) {
        tx.rollback().await?;
        return Ok(before.clone());
    }
    let made = Versioned {
        version: before.map_or(0, |before| before.version) + 1,
        changed_at: moment(now),
        changed_by: actor.account.clone(),
        change: draft.change.to_owned(),
        note: draft.note,
        key: draft.key,
        body: draft.body,
    };
    let body = serde_json::to_string(&made.body).map_err(|error| stored::<T>(&made.key, &error))?;
    let row = args![
        tenant,
        T::KIND,
        &made.key,
        made.version,
        &made.changed_at,
        &made.changed_by,
        &made.change,
        &made.note,
        body
    ];
    let insert = "insert into plan_record
                  (tenant, kind, record_key, version, changed_at, changed_by, change, note, body)
                  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    tx.execute(insert, row).await?;
    tx.commit().await?;
    Ok(made)
}

/// A draft of something new: its key must be free, or hold the very same.
pub(crate) fn new_record<T: PlanRecord>(
    known: &[Versioned<T>],
    key: &str,
    body: T,
    change: &'static str,
) -> Result<Draft<T>, Refusal> {
    let fine = (1..=64).contains(&key.len()) && key.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '-');
    if !fine {
        return Err(Refusal::new("this form is not complete; open it again"));
    }
    if known.iter().any(|record| record.key == key && (record.version > 1 || record.body != body)) {
        return Err(Refusal::new("this form was already sent with other words; open it again to add another"));
    }
    Ok(Draft { key: key.to_owned(), change, note: String::new(), body })
}

/// The version that somebody saw and wants to change.
pub(crate) fn seen<'a, T>(known: &'a [Versioned<T>], key: &str, version: i64) -> Result<&'a Versioned<T>, Refusal> {
    let record = known.iter().find(|record| record.key == key);
    let record = record.ok_or_else(|| Refusal::new("there is no such record; go back to the list"))?;
    if record.version == version {
        return Ok(record);
    }
    let by = &record.changed_by;
    Err(Refusal::new(format!(
        "{by} changed this first: it is now version {}; read it again and repeat your change",
        record.version
    )))
}

/// Refuses a text that is empty or too long.
pub(crate) fn words(text: &str, what: &str) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal::new(format!("{what} is empty; write it in a few words")));
    }
    if text.chars().count() > LONGEST {
        return Err(Refusal::new(format!(
            "{what} is longer than {LONGEST} characters; write less, and link to the rest"
        )));
    }
    Ok(())
}

fn read<T: PlanRecord>(row: &Row) -> Result<Versioned<T>, PlanError> {
    let key: String = row.get(0)?;
    let body: String = row.get(6)?;
    let body = serde_json::from_str(&body).map_err(|error| stored::<T>(&key, &error))?;
    let text = |column| row.get::<String>(column);
    let version: Result<i64, SqlError> = row.get(1);
    let (version, changed_at, changed_by, change, note) = (version?, text(2)?, text(3)?, text(4)?, text(5)?);
    Ok(Versioned { key, version, changed_at, changed_by, change, note, body })
}

fn stored<T: PlanRecord>(key: &str, error: &serde_json::Error) -> PlanError {
    PlanError::Stored { kind: T::KIND, key: key.to_owned(), why: error.to_string() }
}
