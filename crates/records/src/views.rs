//! Saved comparisons. Two people who edit one never overwrite each other silently.

use jiff::Timestamp;

use crate::sql::{Batch, Db, SqlError, args};

/// What a person can change of a saved view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewText {
    /// Its name.
    pub title: String,
    /// What it compares, as the query part of its page's address.
    pub question: String,
    /// What its makers want to say with it.
    pub note: String,
}

/// A saved view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// Its key.
    pub key: String,
    /// Rises by one with each change, from 1.
    pub version: i64,
    /// What it says.
    pub text: ViewText,
    /// When it last changed, as UTC text.
    pub changed_at: String,
}

/// Why a view was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ViewError {
    /// Somebody else changed it first: their version, and the words that were not saved.
    #[error("somebody else changed this view first: it is now version {}", .theirs.version)]
    Conflict {
        /// What is stored.
        theirs: Box<View>,
        /// What was to be stored.
        yours: Box<ViewText>,
    },
    /// There is no such view.
    #[error("there is no such view")]
    Missing,
    /// The key was used for another view.
    #[error("this form was already sent with other words; open it again")]
    KeyReused,
    /// The store refused.
    #[error(transparent)]
    Store(#[from] SqlError),
}

/// Saves a new view under a key that its form carried; sent twice, it is saved once.
///
/// # Errors
/// [`ViewError::KeyReused`] when the key has other words already.
pub async fn view_add(db: &Db, tenant: i64, key: &str, text: &ViewText, now: Timestamp) -> Result<View, ViewError> {
    let row = args![tenant, key, &text.title, &text.question, &text.note, now.to_string()];
    let insert = "insert into view_saved (tenant, view_key, version, title, question, note, created_at, changed_at)
                  values ($1, $2, 1, $3, $4, $5, $6, $6) on conflict do nothing";
    db.apply(Batch::new().execute(insert, row)).await?;
    let view = view_get(db, tenant, key).await?.ok_or(ViewError::Missing)?;
    // A later version means that the first sending worked and the view went on from there.
    if view.text == *text || view.version > 1 { Ok(view) } else { Err(ViewError::KeyReused) }
}

/// A saved view, if there is one.
///
/// # Errors
/// Any [`SqlError`].
pub async fn view_get(db: &Db, tenant: i64, key: &str) -> Result<Option<View>, SqlError> {
    let row = db
        .row(
            "select view_key, version, title, question, note, changed_at from view_saved
             where tenant = $1 and view_key = $2",
            args![tenant, key],
        )
        .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(View {
        key: row.get(0)?,
        version: row.get(1)?,
        text: ViewText { title: row.get(2)?, question: row.get(3)?, note: row.get(4)? },
        changed_at: row.get(5)?,
    }))
}

/// Changes the version that the person saw. A form that arrives twice is answered the same.
///
/// # Errors
/// [`ViewError::Conflict`] with both versions when it is no longer the newest; nothing is changed then.
pub async fn view_edit(
    db: &Db,
    tenant: i64,
    key: &str,
    seen: i64,
    text: &ViewText,
    now: Timestamp,
) -> Result<View, ViewError> {
    let row = args![tenant, key, seen, &text.title, &text.question, &text.note, now.to_string()];
    let update = "update view_saved set version = version + 1, title = $4, question = $5, note = $6, changed_at = $7
                  where tenant = $1 and view_key = $2 and version = $3";
    let done = db.apply(Batch::new().execute(update, row).expect_rows(1)).await;
    let stored = view_get(db, tenant, key).await?.ok_or(ViewError::Missing)?;
    match done {
        Ok(_) => Ok(View { version: seen + 1, text: text.clone(), ..stored }),
        Err(SqlError::Conflict { .. }) if stored.version == seen + 1 && stored.text == *text => Ok(stored),
        Err(SqlError::Conflict { .. }) => {
            Err(ViewError::Conflict { theirs: Box::new(stored), yours: Box::new(text.clone()) })
        }
        Err(error) => Err(error.into()),
    }
}
