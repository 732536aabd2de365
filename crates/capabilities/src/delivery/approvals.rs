//! Strategies before the boards: a version goes live only when every body's approval is recorded.

use std::sync::Arc;

use jiff::Timestamp;
use vocation_records::sql::{Batch, Db, SqlError, args};
use vocation_records::strategy::Strategy;

use super::actor::{Actor, Body, PlanError, Refusal, Right};
use super::record::{moment, words};

/// An approval as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// Who approved.
    pub body: Body,
    /// When it was recorded.
    pub approved_at: String,
    /// The account that recorded it.
    pub approved_by: String,
    /// Where it is minuted.
    pub minute: String,
}

/// The subject of approvals for a strategy version.
fn subject(version: i64) -> String {
    format!("strategy/{version}")
}

/// Puts a strategy before the boards and says its version. The same text twice is one version.
///
/// # Errors
/// [`PlanError::Strategy`] with every fault of the file, or [`PlanError::Refused`].
pub async fn strategy_version_add(
    db: &Db,
    tenant: i64,
    actor: &Actor,
    file: &str,
    text: &str,
    now: Timestamp,
) -> Result<i64, PlanError> {
    actor.must(Right::Plan, "put a strategy before the boards")?;
    Strategy::read(file, text)?;
    let mut tx = db.begin().await?;
    let rows = tx
        .rows("select version_no, text from strategy_version where tenant = $1 order by version_no", args![tenant])
        .await?;
    let mut last = 0;
    for row in &rows {
        last = row.get::<i64>(0)?;
        if row.get::<String>(1)? == text {
            tx.rollback().await?;
            return Ok(last);
        }
    }
    let insert = "insert into strategy_version (tenant, version_no, text, added_at, added_by, live_from)
                  values ($1, $2, $3, $4, $5, null)";
    tx.execute(insert, args![tenant, last + 1, text, moment(now), &actor.account]).await?;
    tx.commit().await?;
    Ok(last + 1)
}

/// Records that a body approved a strategy version, and where that is minuted.
///
/// # Errors
/// [`PlanError::Refused`] when the actor may not speak for the body, or there is no such version.
pub async fn approval_add(
    db: &Db,
    tenant: i64,
    actor: &Actor,
    version: i64,
    body: Body,
    minute: &str,
    now: Timestamp,
) -> Result<(), PlanError> {
    actor.must(Right::Approve(body), &format!("record an approval of {}", body.name()))?;
    words(minute, "where the approval is minuted")?;
    let found = "select version_no from strategy_version where tenant = $1 and version_no = $2";
    if db.row(found, args![tenant, version]).await?.is_none() {
        return Err(
            Refusal::new(format!("there is no strategy version {version}; put it before the boards first")).into()
        );
    }
    let insert = "insert into approval (tenant, subject, body, approved_at, approved_by, minute)
                  values ($1, $2, $3, $4, $5, $6) on conflict do nothing";
    let row = args![tenant, subject(version), body.key(), moment(now), &actor.account, minute.trim()];
    db.apply(Batch::new().execute(insert, row)).await?;
    Ok(())
}

/// The approvals of a strategy version.
///
/// # Errors
/// Any [`SqlError`].
pub async fn approval_list(db: &Db, tenant: i64, version: i64) -> Result<Vec<Approval>, SqlError> {
    let sql = "select body, approved_at, approved_by, minute from approval where tenant = $1 and subject = $2
               order by approved_at, body";
    let mut approvals = Vec::new();
    for row in db.rows(sql, args![tenant, subject(version)]).await? {
        if let Some(body) = Body::find(&row.get::<String>(0)?) {
            approvals.push(Approval { body, approved_at: row.get(1)?, approved_by: row.get(2)?, minute: row.get(3)? });
        }
    }
    Ok(approvals)
}

/// Puts a strategy version live.
///
/// # Errors
/// [`PlanError::Refused`] naming the bodies whose approval is missing.
pub async fn strategy_go_live(
    db: &Db,
    tenant: i64,
    actor: &Actor,
    version: i64,
    now: Timestamp,
) -> Result<(), PlanError> {
    actor.must(Right::Plan, "put a strategy live")?;
    let given = approval_list(db, tenant, version).await?;
    let missing: Vec<&str> = Body::ALL
        .into_iter()
        .filter(|body| given.iter().all(|approval| approval.body != *body))
        .map(Body::name)
        .collect();
    if !missing.is_empty() {
        let text = format!(
            "strategy version {version} cannot go live without the approval of {}; record it first",
            missing.join(", ")
        );
        return Err(Refusal::new(text).into());
    }
    let sql = "update strategy_version set live_from = $3 where tenant = $1 and version_no = $2 and live_from is null";
    db.apply(Batch::new().execute(sql, args![tenant, version, moment(now)])).await?;
    Ok(())
}

/// The strategy in force at a moment (or now): the version last put live, or the one in the program before any was.
///
/// # Errors
/// [`PlanError`] when it cannot be read.
pub async fn strategy_live(db: &Db, tenant: i64, as_of: Option<Timestamp>) -> Result<Arc<Strategy>, PlanError> {
    let until = as_of.map_or_else(|| "9999".to_owned(), moment);
    let sql = "select text from strategy_version where tenant = $1 and live_from is not null and live_from <= $2
               order by live_from desc, version_no desc limit 1";
    match db.row(sql, args![tenant, until]).await? {
        Some(row) => Ok(Arc::new(Strategy::read("the live strategy", &row.get::<String>(0)?)?)),
        None => Ok(Strategy::built_in()?),
    }
}
