//! Who has seen or changed what is held about a person.

use super::{AuditError, AuditPerson};
use crate::sql::{Db, args};

/// One line of a person's access log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Number of the entry in the trail.
    pub entry_no: i64,
    /// When, as UTC text.
    pub at: String,
    /// By which account.
    pub actor: String,
    /// On whose behalf, or nothing.
    pub behalf: String,
    /// What was done.
    pub action: String,
    /// To what.
    pub object: String,
    /// Why.
    pub purpose: String,
    /// The rule that allowed it.
    pub rule: String,
    /// What was said, where it was kept.
    pub detail: Option<String>,
}

/// The newest entries about a person, the newest first, from before entry `before` where it is given.
///
/// # Errors
/// [`AuditError::Store`].
pub async fn access_log(
    db: &Db,
    tenant: i64,
    person: &AuditPerson,
    before: Option<i64>,
    most: u32,
) -> Result<Vec<Seen>, AuditError> {
    let sql = "select e.entry_no, e.at, e.actor, e.behalf, e.action, e.object, e.purpose, e.rule, d.detail
               from audit_entry e left join audit_detail d
                 on d.tenant = e.tenant and d.commitment = e.commitment and e.commitment <> ''
               where e.tenant = $1 and e.subject = $2 and e.subject <> '' and e.entry_no < $3
               order by e.entry_no desc limit $4";
    let rows = db.rows(sql, args![tenant, &person.subject, before.unwrap_or(i64::MAX), most]).await?;
    let mut seen = Vec::with_capacity(rows.len());
    for row in rows {
        seen.push(Seen {
            entry_no: row.get(0)?,
            at: row.get(1)?,
            actor: row.get(2)?,
            behalf: row.get(3)?,
            action: row.get(4)?,
            object: row.get(5)?,
            purpose: row.get(6)?,
            rule: row.get(7)?,
            detail: row.get(8)?,
        });
    }
    Ok(seen)
}
