//! Barriers told locally, and what the region asks of others because of them.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocation_records::indicators::measure::Measure;
use vocation_records::indicators::series::{Cell, Figure, series};
use vocation_records::sql::{Db, SqlError, args};
use vocation_records::strategy::Strategy;

use super::actor::{Actor, PlanError, Refusal, Right};
use super::record::{Draft, PlanRecord, Versioned, new_record, record_list, record_write, seen, words};

/// A barrier as it is met in a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ToldBarrier {
    /// The form of what is stored.
    pub form: u8,
    /// The barrier of the strategy that it is a case of.
    pub barrier: String,
    /// Code of the place.
    pub place: String,
    /// What happens there.
    pub text: String,
}

impl PlanRecord for ToldBarrier {
    const KIND: &'static str = "barrier";
}

/// Where an ask is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AskState {
    /// Being written.
    Draft,
    /// Sent, and an answer is awaited.
    Sent,
    /// Answered.
    Answered,
}

/// Something that the region asks of a national body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    /// The form of what is stored.
    pub form: u8,
    /// What is asked.
    pub text: String,
    /// Of whom.
    pub of: String,
    /// Keys of the barriers told that it rests on.
    pub barriers: Vec<String>,
    /// The release of figures that it rests on.
    pub release_no: i64,
    /// Indicators of the evidence.
    pub measures: Vec<String>,
    /// Where it is.
    pub state: AskState,
    /// When it was sent.
    pub sent_on: Option<Date>,
    /// When an answer is due.
    pub answer_due_on: Option<Date>,
    /// The answer.
    pub answer: String,
}

impl PlanRecord for Ask {
    const KIND: &'static str = "ask";
}

/// Tells a barrier as it is met in a place.
///
/// # Errors
/// [`PlanError::Refused`] with what to do.
pub async fn barrier_tell(
    db: &Db,
    tenant: i64,
    actor: &Actor,
    key: &str,
    told: ToldBarrier,
    strategy: &Strategy,
    now: Timestamp,
) -> Result<Versioned<ToldBarrier>, PlanError> {
    actor.must(Right::Ask, "tell barriers")?;
    record_write(db, tenant, actor, now, |known| {
        words(&told.text, "what happens")?;
        words(&told.place, "the place")?;
        if strategy.barrier(&told.barrier).is_none() {
            let text = format!("{} is no barrier of the strategy; choose the one it is a case of", told.barrier);
            return Err(Refusal::new(text));
        }
        new_record(known, key, told, "told")
    })
    .await
}

/// Writes an ask: it rests on at least one barrier told and on a release of figures.
///
/// # Errors
/// [`PlanError::Refused`] with what is missing.
pub async fn ask_add(
    db: &Db,
    tenant: i64,
    actor: &Actor,
    key: &str,
    ask: Ask,
    now: Timestamp,
) -> Result<Versioned<Ask>, PlanError> {
    actor.must(Right::Ask, "write asks")?;
    let told = record_list::<ToldBarrier>(db, tenant, None).await?;
    let release = "select release_no from release where tenant = $1 and release_no = $2";
    let released = db.row(release, args![tenant, ask.release_no]).await?.is_some();
    record_write(db, tenant, actor, now, |known| {
        words(&ask.text, "what is asked")?;
        words(&ask.of, "of whom it is asked")?;
        if ask.barriers.is_empty() {
            return Err(Refusal::new("an ask rests on at least one barrier that was told; choose it from the list"));
        }
        if let Some(none) = ask.barriers.iter().find(|key| told.iter().all(|barrier| barrier.key != **key)) {
            return Err(Refusal::new(format!("there is no barrier told under {none}; choose it from the list")));
        }
        if !released {
            let text = format!("there is no release {} of figures; an ask rests on published ones", ask.release_no);
            return Err(Refusal::new(text));
        }
        if let Some(none) = ask.measures.iter().find(|key| Measure::find(key).is_none()) {
            return Err(Refusal::new(format!("{none:?} is no indicator; choose it from the list")));
        }
        if ask.state != AskState::Draft {
            return Err(Refusal::new("an ask begins as a draft; send it afterwards"));
        }
        new_record(known, key, ask, "written")
    })
    .await
}

/// Sends an ask, with the day by which an answer is due.
///
/// # Errors
/// [`PlanError::Refused`] when it was sent before, or the days are the wrong way round.
pub async fn ask_send(
    db: &Db,
    tenant: i64,
    actor: &Actor,
    (key, version): (&str, i64),
    (sent_on, due_on): (Date, Date),
    now: Timestamp,
) -> Result<Versioned<Ask>, PlanError> {
    actor.must(Right::Ask, "send asks")?;
    record_write(db, tenant, actor, now, |known: &[Versioned<Ask>]| {
        let ask = &seen(known, key, version)?.body;
        if ask.state != AskState::Draft {
            return Err(Refusal::new("this ask was sent already"));
        }
        if due_on < sent_on {
            return Err(Refusal::new(format!("the answer is due on {due_on}, before the ask is sent on {sent_on}")));
        }
        let body = Ask { state: AskState::Sent, sent_on: Some(sent_on), answer_due_on: Some(due_on), ..ask.clone() };
        Ok(Draft { key: key.to_owned(), change: "sent", note: String::new(), body })
    })
    .await
}

/// Keeps the answer to an ask.
///
/// # Errors
/// [`PlanError::Refused`] when none is awaited.
pub async fn ask_answer(
    db: &Db,
    tenant: i64,
    actor: &Actor,
    (key, version): (&str, i64),
    answer: &str,
    now: Timestamp,
) -> Result<Versioned<Ask>, PlanError> {
    actor.must(Right::Ask, "keep answers")?;
    record_write(db, tenant, actor, now, |known: &[Versioned<Ask>]| {
        let ask = &seen(known, key, version)?.body;
        words(answer, "the answer")?;
        if ask.state != AskState::Sent {
            return Err(Refusal::new("no answer is awaited to this ask; send it first"));
        }
        let body = Ask { state: AskState::Answered, answer: answer.trim().to_owned(), ..ask.clone() };
        Ok(Draft { key: key.to_owned(), change: "answered", note: String::new(), body })
    })
    .await
}

/// Whether an answer is late.
pub fn is_overdue(ask: &Ask, today: Date) -> bool {
    ask.state == AskState::Sent && ask.answer_due_on.is_some_and(|due| due < today)
}

/// A figure of the evidence of an ask: exactly as it was published in the release that the ask names.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// The indicator.
    pub measure: &'static Measure,
    /// Code of the place.
    pub place: String,
    /// The figure of the release's last month.
    pub figure: Option<Figure>,
}

/// The evidence pack of an ask: its indicators for the region and every place in which its barriers were told.
///
/// # Errors
/// [`PlanError`] when the store fails.
pub async fn ask_evidence(db: &Db, tenant: i64, ask: &Ask, region: &str) -> Result<Vec<Evidence>, PlanError> {
    let told = record_list::<ToldBarrier>(db, tenant, None).await?;
    let mut places = vec![region.to_owned()];
    for barrier in told.iter().filter(|barrier| ask.barriers.contains(&barrier.key)) {
        if !places.contains(&barrier.body.place) {
            places.push(barrier.body.place.clone());
        }
    }
    let mut pack = Vec::new();
    for measure in ask.measures.iter().filter_map(|key| Measure::find(key)) {
        for place in &places {
            let figure = last(db, tenant, ask.release_no, place, measure.key).await?;
            pack.push(Evidence { measure, place: place.clone(), figure });
        }
    }
    Ok(pack)
}

async fn last(db: &Db, tenant: i64, release: i64, place: &str, measure: &str) -> Result<Option<Figure>, SqlError> {
    Ok(series(db, tenant, release, Cell::whole(place), measure).await?.pop())
}
