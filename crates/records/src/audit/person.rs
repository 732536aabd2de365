//! Whom a pseudonym of the trail means, as long as anybody may know.

use super::AuditError;
use crate::hash;
use crate::sql::{Batch, Db, args};

/// A person as the trail knows them.
#[derive(Clone, PartialEq, Eq)]
pub struct AuditPerson {
    /// The person outside the trail, such as `person:12`.
    pub person: String,
    /// Their pseudonym in the trail.
    pub subject: String,
    secret: [u8; 32],
}

impl std::fmt::Debug for AuditPerson {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "AuditPerson({})", self.subject)
    }
}

impl AuditPerson {
    fn new(person: &str, secret: [u8; 32]) -> Self {
        let subject = hash::hex_of(&hash::keyed(&secret, b"subject")[..16]);
        Self { person: person.to_owned(), subject, secret }
    }

    /// What the trail keeps of a detail.
    pub(super) fn commitment(&self, detail: &str) -> String {
        hash::hex_of(&hash::keyed(&self.secret, format!("detail\n{detail}").as_bytes()))
    }

    pub(super) fn from_row(person: &str, secret: &str) -> Result<Self, AuditError> {
        let bytes = vocation_tlog::Hash::from_hex(secret);
        let bytes = bytes.ok_or_else(|| AuditError::Damaged("a person's key is not 32 bytes".to_owned()))?;
        Ok(Self::new(person, bytes.0))
    }
}

/// The person in the trail; made with the random `secret` the first time, and found again after that.
///
/// # Errors
/// [`AuditError::Store`].
pub async fn audit_person(db: &Db, tenant: i64, person: &str, secret: [u8; 32]) -> Result<AuditPerson, AuditError> {
    let sql = "select secret from audit_person where tenant = $1 and person = $2";
    if let Some(row) = db.row(sql, args![tenant, person]).await? {
        return AuditPerson::from_row(person, &row.get::<String>(0)?);
    }
    let new = AuditPerson::new(person, secret);
    let insert =
        "insert into audit_person (tenant, person, subject, secret) values ($1, $2, $3, $4) on conflict do nothing";
    db.apply(Batch::new().execute(insert, args![tenant, person, &new.subject, hash::hex_of(&secret)])).await?;
    let row = db.row(sql, args![tenant, person]).await?;
    let row = row.ok_or_else(|| AuditError::Damaged("a person was not kept".to_owned()))?;
    AuditPerson::from_row(person, &row.get::<String>(0)?)
}

/// Adds the erasure of a person from the trail to a batch: their key and all details go. The entry that tells of the erasure is
/// the caller's.
#[must_use]
pub fn audit_person_erase(batch: Batch, tenant: i64, person: &str) -> Batch {
    batch
        .execute("delete from audit_detail where tenant = $1 and person = $2", args![tenant, person])
        .execute("delete from audit_person where tenant = $1 and person = $2", args![tenant, person])
}
