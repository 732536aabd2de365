//! Keeping pilots.

use jiff::Timestamp;
use jiff::civil::Date;
use vocation_records::sql::Db;
use vocation_records::strategy::Strategy;

use super::rules::{Decision, Pilot, Stage, begun, check, decided, learnt};
use crate::delivery::actor::{Actor, PlanError, Refusal, Right};
use crate::delivery::record::{Draft, Versioned, new_record, record_write, seen};

/// Proposes a pilot under a key that its form carried.
///
/// # Errors
/// [`PlanError::Refused`] with what to do.
pub async fn pilot_propose(
    db: &Db,
    tenant: i64,
    actor: &Actor,
    key: &str,
    pilot: Pilot,
    strategy: &Strategy,
    now: Timestamp,
) -> Result<Versioned<Pilot>, PlanError> {
    actor.must(Right::Pilot, "propose pilots")?;
    record_write(db, tenant, actor, now, |known| {
        check(&pilot, strategy)?;
        if pilot.stage != Stage::Proposed || pilot.decision.is_some() || !pilot.log.is_empty() {
            return Err(Refusal::new("a pilot begins as a proposal, without log or decision"));
        }
        new_record(known, key, pilot, "proposed")
    })
    .await
}

/// A step of a pilot that somebody takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Through the first gate: the test begins.
    Begin,
    /// Something was learnt on a day.
    Learn(Date, String),
    /// Through the second gate: what is decided, and on what it rests.
    Decide(Decision, String),
}

/// Takes a step with the version that somebody saw.
///
/// # Errors
/// [`PlanError::Refused`] when the gate is shut.
pub async fn pilot_step(
    db: &Db,
    tenant: i64,
    actor: &Actor,
    (key, version): (&str, i64),
    step: Step,
    now: Timestamp,
) -> Result<Versioned<Pilot>, PlanError> {
    actor.must(Right::Pilot, "run pilots")?;
    record_write(db, tenant, actor, now, |known| {
        let pilot = &seen(known, key, version)?.body;
        let (body, change) = match &step {
            Step::Begin => (begun(pilot)?, "begun"),
            Step::Learn(on, text) => (learnt(pilot, *on, text)?, "learnt"),
            Step::Decide(decision, evidence) => (decided(pilot, *decision, evidence)?, "decided"),
        };
        Ok(Draft { key: key.to_owned(), change, note: String::new(), body })
    })
    .await
}
