//! Shares: who lets whom see what, for what and until when. Stopping one acts on the next reading.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Kind, Purpose};
use crate::audit::{AuditPerson, Entry};
use crate::sql::{Batch, Db, SqlError, args};

/// A share as a person gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// Its number in the region.
    pub share_no: i64,
    /// Who shares.
    pub person: String,
    /// Which kind of record.
    pub kind: String,
    /// With whom.
    pub recipient: String,
    /// For what.
    pub purpose: String,
    /// First day.
    pub from_on: String,
    /// Last day.
    pub until_on: String,
    /// When it was stopped, if it was.
    pub stopped_at: Option<String>,
}

/// Why a share was not given or stopped.
#[derive(Debug, thiserror::Error)]
pub enum ConsentError {
    /// It would end before it begins, or run for more than two years.
    #[error("a share ends after it begins, and within two years")]
    Days,
    /// Nobody is named to share with.
    #[error("a share needs somebody to share with")]
    Recipient,
    /// There is no such share of this person that still runs.
    #[error("there is no such share that still runs")]
    Missing,
    /// The store refused.
    #[error(transparent)]
    Store(#[from] SqlError),
}

/// Gives a share, with its entry in the audit trail, and says its number. `actor` is the account that gives it.
///
/// # Errors
/// [`ConsentError`]; nothing is kept then.
#[expect(clippy::too_many_arguments, reason = "each is a fact of the share, and none has a sensible default")]
pub async fn share_add(
    db: &Db,
    tenant: i64,
    person: &AuditPerson,
    kind: Kind,
    recipient: &str,
    purpose: Purpose,
    days: (Date, Date),
    actor: &str,
    now: Timestamp,
) -> Result<i64, ConsentError> {
    let (from, until) = days;
    let longest = from.checked_add(jiff::Span::new().years(2)).unwrap_or(Date::MAX);
    if until < from || until > longest {
        return Err(ConsentError::Days);
    }
    if recipient.is_empty() {
        return Err(ConsentError::Recipient);
    }
    let next = "select coalesce(max(share_no), 0) + 1 from consent_share where tenant = $1";
    loop {
        let number: i64 = db.row(next, args![tenant]).await?.map_or(Ok(1), |row| row.get(0))?;
        let row = args![
            tenant,
            number,
            &person.person,
            kind.word(),
            recipient,
            purpose.word(),
            from.to_string(),
            until.to_string(),
            now.to_string(),
            actor,
        ];
        let insert = "insert into consent_share (tenant, share_no, person, kind, recipient, purpose, from_on, until_on,
                      given_at, given_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
        let detail = format!("{} to {recipient} for {} from {from} until {until}", kind.word(), purpose.word());
        let entry = Entry::new(tenant, now, actor, "share.add", &format!("share:{number}"))
            .because(purpose.word(), "worker-share")
            .about(person, &detail);
        match db.apply(entry.add_to(Batch::new().execute(insert, row))).await {
            Ok(_) => return Ok(number),
            Err(error) if error.is_duplicate() => {}
            Err(error) => return Err(error.into()),
        }
    }
}

/// Stops a share of a person, with its entry in the audit trail. It is refused to everybody from the next reading on.
///
/// # Errors
/// [`ConsentError::Missing`] when it does not run, or is another person's.
pub async fn share_stop(
    db: &Db,
    tenant: i64,
    person: &AuditPerson,
    share_no: i64,
    actor: &str,
    now: Timestamp,
) -> Result<(), ConsentError> {
    let stop = "update consent_share set stopped_at = $4
                where tenant = $1 and share_no = $2 and person = $3 and stopped_at is null";
    let batch = Batch::new().execute(stop, args![tenant, share_no, &person.person, now.to_string()]).expect_rows(1);
    let entry = Entry::new(tenant, now, actor, "share.stop", &format!("share:{share_no}")).about(person, "");
    match db.apply(entry.add_to(batch)).await {
        Ok(_) => Ok(()),
        Err(error) if error.is_conflict() => Err(ConsentError::Missing),
        Err(error) => Err(error.into()),
    }
}

/// All shares of a person, the newest first, stopped ones too.
///
/// # Errors
/// [`ConsentError::Store`].
pub async fn share_list(db: &Db, tenant: i64, person: &str) -> Result<Vec<Share>, ConsentError> {
    let sql = "select share_no, person, kind, recipient, purpose, from_on, until_on, stopped_at from consent_share
               where tenant = $1 and person = $2 order by share_no desc";
    let rows = db.rows(sql, args![tenant, person]).await?;
    let share = |row: &crate::sql::Row| -> Result<Share, SqlError> {
        Ok(Share {
            share_no: row.get(0)?,
            person: row.get(1)?,
            kind: row.get(2)?,
            recipient: row.get(3)?,
            purpose: row.get(4)?,
            from_on: row.get(5)?,
            until_on: row.get(6)?,
            stopped_at: row.get(7)?,
        })
    };
    Ok(rows.iter().map(share).collect::<Result<_, _>>()?)
}
