//! What users tell us about a page. Sent twice, it counts once.

use jiff::Timestamp;

use crate::sql::{Batch, Db, SqlError, args};

/// Longest message kept, in characters.
pub const LONGEST_MESSAGE: usize = 4_000;

/// What somebody said about a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feedback {
    /// Path of the page, without its query.
    pub page: String,
    /// What it is: `problem`, `question`, `idea` or `praise`.
    pub kind: String,
    /// The words. Forms ask not to name people.
    pub message: String,
}

/// Why feedback was not kept.
#[derive(Debug, thiserror::Error)]
pub enum FeedbackError {
    /// The same key came with other words.
    #[error("this form was already sent with other words; open it again to send more")]
    KeyReused,
    /// The store refused.
    #[error(transparent)]
    Store(#[from] SqlError),
}

/// Keeps feedback under the key that its form carried. The same feedback under the same key changes nothing and is
/// answered the same; the key with other words is refused.
///
/// # Errors
/// [`FeedbackError`]; nothing is kept then.
pub async fn feedback_add(
    db: &Db,
    tenant: i64,
    key: &str,
    feedback: &Feedback,
    now: Timestamp,
) -> Result<(), FeedbackError> {
    let message: String = feedback.message.chars().take(LONGEST_MESSAGE).collect();
    let row = args![tenant, key, &feedback.page, &feedback.kind, &message, now.to_string()];
    let insert = "insert into feedback (tenant, feedback_key, page, kind, message, sent_at)
                  values ($1, $2, $3, $4, $5, $6) on conflict do nothing";
    let applied = db.apply(Batch::new().execute(insert, row)).await?;
    if applied.rows == [1] {
        return Ok(());
    }
    let kept = db
        .row("select page, kind, message from feedback where tenant = $1 and feedback_key = $2", args![tenant, key])
        .await?
        .ok_or(FeedbackError::KeyReused)?;
    let same = kept.get::<String>(0)? == feedback.page
        && kept.get::<String>(1)? == feedback.kind
        && kept.get::<String>(2)? == message;
    if same { Ok(()) } else { Err(FeedbackError::KeyReused) }
}

/// The newest feedback about a page, with the moment it was sent.
///
/// # Errors
/// Any [`SqlError`].
pub async fn feedback_list(db: &Db, tenant: i64, page: &str, most: u32) -> Result<Vec<(String, Feedback)>, SqlError> {
    let rows = db
        .rows(
            "select sent_at, page, kind, message from feedback where tenant = $1 and page = $2
             order by sent_at desc, feedback_key limit $3",
            args![tenant, page, most],
        )
        .await?;
    rows.iter()
        .map(|row| Ok((row.get(0)?, Feedback { page: row.get(1)?, kind: row.get(2)?, message: row.get(3)? })))
        .collect()
}
