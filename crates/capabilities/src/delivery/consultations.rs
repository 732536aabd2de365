//! Consultations: a question open for a while, words without names, and what came of them.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocation_disclosure::{DisclosedCount, Policy};
use vocation_records::sql::{Batch, Db, args};
use vocation_records::strategy::Role;

use super::actor::{Actor, PlanError, Refusal, Right};
use super::record::{Draft, LONGEST, PlanRecord, Versioned, new_record, record_get, record_write, seen, words};

/// A consultation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consultation {
    /// The form of what is stored.
    pub form: u8,
    /// What is asked.
    pub question: String,
    /// First day on which it is open.
    pub opens_on: Date,
    /// Last day.
    pub closes_on: Date,
    /// What people said, in our words; empty until it is closed.
    pub you_said: String,
    /// What was done about it.
    pub we_did: String,
}

impl PlanRecord for Consultation {
    const KIND: &'static str = "consultation";
}

impl Consultation {
    /// Whether words are taken on a day.
    pub fn is_open(&self, today: Date) -> bool {
        self.opens_on <= today && today <= self.closes_on && self.we_did.is_empty()
    }

    /// Whether its days are over and it owes a response.
    pub fn owes_a_response(&self, today: Date) -> bool {
        today > self.closes_on && self.we_did.is_empty()
    }
}

/// Opens a consultation.
///
/// # Errors
/// [`PlanError::Refused`] with what to do.
pub async fn consultation_open(
    db: &Db,
    tenant: i64,
    actor: &Actor,
    key: &str,
    consultation: Consultation,
    now: Timestamp,
) -> Result<Versioned<Consultation>, PlanError> {
    actor.must(Right::Consult, "open consultations")?;
    record_write(db, tenant, actor, now, |known| {
        words(&consultation.question, "the question")?;
        if consultation.closes_on < consultation.opens_on {
            let text = format!("it closes on {}, before it opens on {}", consultation.closes_on, consultation.opens_on);
            return Err(Refusal::new(text));
        }
        if !consultation.you_said.is_empty() || !consultation.we_did.is_empty() {
            return Err(Refusal::new("a consultation opens without a response; close it with one"));
        }
        new_record(known, key, consultation, "opened")
    })
    .await
}

/// Closes a consultation: never without what was said and what was done.
///
/// # Errors
/// [`PlanError::Refused`] when either is missing.
pub async fn consultation_close(
    db: &Db,
    tenant: i64,
    actor: &Actor,
    (key, version): (&str, i64),
    (you_said, we_did): (&str, &str),
    now: Timestamp,
) -> Result<Versioned<Consultation>, PlanError> {
    actor.must(Right::Consult, "close consultations")?;
    record_write(db, tenant, actor, now, |known: &[Versioned<Consultation>]| {
        let before = &seen(known, key, version)?.body;
        words(you_said, "what people said")?;
        words(we_did, "what was done about it")?;
        if !before.we_did.is_empty() {
            return Err(Refusal::new("this consultation is closed already"));
        }
        let body =
            Consultation { you_said: you_said.trim().to_owned(), we_did: we_did.trim().to_owned(), ..before.clone() };
        Ok(Draft { key: key.to_owned(), change: "closed", note: String::new(), body })
    })
    .await
}

/// Takes somebody's words. Who they are is not asked and not kept; the form's key only keeps it from counting twice.
///
/// # Errors
/// [`PlanError::Refused`] when it is not open or nothing is said.
pub async fn consultation_answer(
    db: &Db,
    tenant: i64,
    key: &str,
    form_key: &str,
    role: Role,
    said: &str,
    today: Date,
) -> Result<(), PlanError> {
    words(said, "what you say")?;
    let open = record_get::<Consultation>(db, tenant, key).await?.is_some_and(|found| found.body.is_open(today));
    if !open {
        return Err(Refusal::new("this consultation is not open; see what came of it on its page").into());
    }
    let said: String = said.trim().chars().take(LONGEST).collect();
    let insert = "insert into consultation_answer (tenant, consultation, form_key, role, words)
                  values ($1, $2, $3, $4, $5) on conflict do nothing";
    db.apply(Batch::new().execute(insert, args![tenant, key, form_key, role.key(), said])).await?;
    Ok(())
}

/// How many people of each role answered, as far as that may be told.
///
/// # Errors
/// [`PlanError`] when the store fails.
pub async fn consultation_reach(db: &Db, tenant: i64, key: &str) -> Result<Vec<(Role, DisclosedCount)>, PlanError> {
    let sql = "select role, count(*) from consultation_answer where tenant = $1 and consultation = $2 group by role";
    let mut counts = [0_u32; 4];
    for row in db.rows(sql, args![tenant, key]).await? {
        let role = Role::find(&row.get::<String>(0)?);
        if let Some(at) = Role::ALL.iter().position(|known| Some(*known) == role) {
            counts[at] = u32::try_from(row.get::<i64>(1)?).unwrap_or(u32::MAX);
        }
    }
    let policy = Policy::special();
    Ok(Role::ALL.into_iter().zip(counts.map(|count| policy.count(count))).collect())
}
