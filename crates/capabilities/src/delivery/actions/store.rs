//! Keeping actions.

use jiff::Timestamp;
use vocation_records::sql::Db;
use vocation_records::strategy::Level;

use super::rules::{Action, Known, check, moved};
use crate::delivery::actor::{Actor, PlanError, Right};
use crate::delivery::record::{Draft, Versioned, new_record, record_write, seen};

/// Adds an action under a key that its form carried; sent twice, it is added once.
///
/// # Errors
/// [`PlanError::Refused`] with what to do; nothing is kept then.
pub async fn action_add(
    db: &Db,
    tenant: i64,
    actor: &Actor,
    key: &str,
    action: Action,
    known: Known<'_>,
    now: Timestamp,
) -> Result<Versioned<Action>, PlanError> {
    actor.must(Right::Plan, "add actions")?;
    record_write(db, tenant, actor, now, |others| {
        check(key, &action, known, others)?;
        new_record(others, key, action, "added")
    })
    .await
}

/// Changes the version of an action that somebody saw.
///
/// # Errors
/// As [`action_add`]; also when somebody else changed it first, or its level is changed without
/// [`action_move`].
pub async fn action_change(
    db: &Db,
    tenant: i64,
    actor: &Actor,
    (key, version): (&str, i64),
    action: Action,
    known: Known<'_>,
    now: Timestamp,
) -> Result<Versioned<Action>, PlanError> {
    actor.must(Right::Plan, "change actions")?;
    record_write(db, tenant, actor, now, |others| {
        let before = seen(others, key, version)?;
        check(key, &action, known, others)?;
        let action = Action { level: before.body.level, ..action };
        Ok(Draft { key: key.to_owned(), change: "changed", note: String::new(), body: action })
    })
    .await
}

/// Escalates an action or hands it down, with the reason.
///
/// # Errors
/// As [`action_change`].
pub async fn action_move(
    db: &Db,
    tenant: i64,
    actor: &Actor,
    (key, version): (&str, i64),
    to: Level,
    reason: &str,
    now: Timestamp,
) -> Result<Versioned<Action>, PlanError> {
    actor.must(Right::Plan, "move actions between levels")?;
    record_write(db, tenant, actor, now, |others| {
        let (body, change) = moved(&seen(others, key, version)?.body, to, reason)?;
        Ok(Draft { key: key.to_owned(), change, note: reason.trim().to_owned(), body })
    })
    .await
}
