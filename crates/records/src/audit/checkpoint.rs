//! Signed heads of the trail.

use jiff::Timestamp;
use vocation_tlog::{Checkpoint, Frontier, Hash, SigningKey};

use super::AuditError;
use crate::sql::{Batch, Db, args};

/// The tree of a tenant as the store has it.
pub(super) async fn head(db: &Db, tenant: i64) -> Result<Frontier, AuditError> {
    let row = db.row("select entries, frontier from audit_head where tenant = $1", args![tenant]).await?;
    let Some(row) = row else { return Ok(Frontier::default()) };
    Frontier::from_text(row.get(0)?, &row.get::<String>(1)?)
        .ok_or_else(|| AuditError::Damaged("its head is no tree".to_owned()))
}

/// Signs the head of a tenant's trail, keeps the note and gives it back. Nothing new is kept when nothing was added since the
/// last one.
///
/// # Errors
/// [`AuditError`].
pub async fn checkpoint(db: &Db, tenant: i64, key: &SigningKey, now: Timestamp) -> Result<String, AuditError> {
    let tree = head(db, tenant).await?;
    let checkpoint = Checkpoint { origin: key.public().name().to_owned(), size: tree.size(), root: tree.root() };
    let note = key.sign(&checkpoint.text())?;
    let size = i64::try_from(tree.size()).map_err(|_| AuditError::Damaged("too many entries".to_owned()))?;
    let insert = "insert into audit_checkpoint (tenant, entries, root, signed_at, note) values ($1, $2, $3, $4, $5)
                  on conflict do nothing";
    let row = args![tenant, size, tree.root().hex(), now.to_string(), &note];
    db.apply(Batch::new().execute(insert, row)).await?;
    Ok(note)
}

/// The note of the newest checkpoint, if there is one.
///
/// # Errors
/// [`AuditError`].
pub async fn latest(db: &Db, tenant: i64) -> Result<Option<String>, AuditError> {
    let sql = "select note from audit_checkpoint where tenant = $1 order by entries desc limit 1";
    Ok(db.row(sql, args![tenant]).await?.map(|row| row.get(0)).transpose()?)
}

/// The leaf hashes of a trail in order, for proofs.
///
/// # Errors
/// [`AuditError`].
pub async fn leaves(db: &Db, tenant: i64) -> Result<Vec<Hash>, AuditError> {
    let mut stream =
        db.stream("select leaf from audit_entry where tenant = $1 order by entry_no", args![tenant]).await?;
    let mut leaves = Vec::new();
    while let Some(row) = stream.next().await {
        let leaf = Hash::from_hex(&row?.get::<String>(0)?);
        leaves.push(leaf.ok_or_else(|| AuditError::Damaged(format!("entry {} has no hash", leaves.len())))?);
    }
    Ok(leaves)
}
