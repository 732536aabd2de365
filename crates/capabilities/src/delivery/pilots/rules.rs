//! What a pilot is, and the gates between its stages.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocation_records::indicators::measure::{MEASURES, Measure};
use vocation_records::strategy::Strategy;

use crate::delivery::actor::Refusal;
use crate::delivery::record::{PlanRecord, words};

/// The stages of a pilot, in order; none is skipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// Written down.
    Proposed,
    /// Running.
    Testing,
    /// Over, with a decision.
    Decided,
}

impl Stage {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Testing => "testing",
            Self::Decided => "decided",
        }
    }
}

/// What is decided at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Decision {
    /// It ends.
    Stop,
    /// It is changed and tested again.
    Adapt,
    /// It is done more widely.
    Scale,
}

impl Decision {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Stop => "stop",
            Self::Adapt => "adapt",
            Self::Scale => "scale",
        }
    }
}

/// Something learnt on the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Learnt {
    /// The day.
    pub on: Date,
    /// What was learnt; failures too.
    pub text: String,
}

/// A pilot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pilot {
    /// The form of what is stored.
    pub form: u8,
    /// Its name.
    pub title: String,
    /// The activity it serves.
    pub activity: String,
    /// The barrier it addresses.
    pub barrier: String,
    /// The example of best practice that it tries again, if it does.
    pub practice: Option<String>,
    /// What is expected, and why.
    pub hypothesis: String,
    /// Codes of the councils that change.
    pub places: Vec<String>,
    /// Codes of the councils that they are compared with; empty for one place against its own past.
    pub comparison: Vec<String>,
    /// Key of the indicator that tells.
    pub measure: String,
    /// The smallest change worth having, in hundredths of the indicator's unit.
    pub matters_hundredths: u32,
    /// What it costs, in pence.
    pub cost_pence: u64,
    /// First day of the change.
    pub starts_on: Date,
    /// Last day of the test.
    pub ends_on: Date,
    /// Where it is.
    pub stage: Stage,
    /// What was learnt.
    pub log: Vec<Learnt>,
    /// What was decided.
    pub decision: Option<Decision>,
    /// What the decision rests on.
    pub evidence: String,
}

impl PlanRecord for Pilot {
    const KIND: &'static str = "pilot";
}

/// Refuses a pilot that cannot be carried out or judged.
///
/// # Errors
/// [`Refusal`] with what to do.
pub fn check(pilot: &Pilot, strategy: &Strategy) -> Result<(), Refusal> {
    words(&pilot.title, "the name of the pilot")?;
    words(&pilot.hypothesis, "the hypothesis")?;
    let refuse = |text: String| Err(Refusal::new(text));
    if strategy.activity(&pilot.activity).is_none() {
        return refuse(format!("{} is no activity of the strategy; choose one from the list", pilot.activity));
    }
    if strategy.barrier(&pilot.barrier).is_none() {
        return refuse(format!("{} is no barrier of the strategy; choose the one it addresses", pilot.barrier));
    }
    if let Some(practice) = &pilot.practice
        && strategy.practices.iter().all(|known| known.id != *practice)
    {
        return refuse(format!("{practice} is no entry of the best practice library"));
    }
    if Measure::find(&pilot.measure).is_none() {
        let allowed: Vec<&str> = MEASURES.iter().map(|measure| measure.key).collect();
        return refuse(format!("{:?} is no indicator; choose one of {}", pilot.measure, allowed.join(", ")));
    }
    if pilot.matters_hundredths == 0 {
        return refuse("say the smallest change worth having, above zero, before anybody looks at results".to_owned());
    }
    if pilot.places.is_empty() {
        return refuse("a pilot is tested somewhere; choose at least one council".to_owned());
    }
    if let Some(both) = pilot.places.iter().find(|place| pilot.comparison.contains(place)) {
        return refuse(format!("{both} is both tested and compared with; take it out of one of the two"));
    }
    if pilot.ends_on < pilot.starts_on {
        return refuse(format!("it ends on {}, before it starts on {}", pilot.ends_on, pilot.starts_on));
    }
    Ok(())
}

/// The pilot begun.
///
/// # Errors
/// [`Refusal`] when it is not at that gate.
pub fn begun(pilot: &Pilot) -> Result<Pilot, Refusal> {
    match pilot.stage {
        Stage::Proposed => Ok(Pilot { stage: Stage::Testing, ..pilot.clone() }),
        other => Err(Refusal::new(format!("this pilot is {} and cannot begin again", other.name()))),
    }
}

/// The pilot decided: not without evidence, and not with nothing learnt.
///
/// # Errors
/// [`Refusal`] with what is missing.
pub fn decided(pilot: &Pilot, decision: Decision, evidence: &str) -> Result<Pilot, Refusal> {
    match pilot.stage {
        Stage::Testing => {}
        Stage::Proposed => return Err(Refusal::new("this pilot has not been tested yet; begin the test first")),
        Stage::Decided => return Err(Refusal::new("this pilot is decided; propose a new one to go on")),
    }
    if evidence.trim().is_empty() {
        return Err(Refusal::new("a pilot cannot close without its evidence; write what the decision rests on"));
    }
    words(evidence, "the evidence")?;
    if pilot.log.is_empty() {
        return Err(Refusal::new("nothing was learnt yet; write at least one entry in the learning log, failures too"));
    }
    let evidence = evidence.trim().to_owned();
    Ok(Pilot { stage: Stage::Decided, decision: Some(decision), evidence, ..pilot.clone() })
}

/// The pilot with something more learnt.
///
/// # Errors
/// [`Refusal`] when it is decided, or nothing is said.
pub fn learnt(pilot: &Pilot, on: Date, text: &str) -> Result<Pilot, Refusal> {
    words(text, "what was learnt")?;
    if pilot.stage == Stage::Decided {
        return Err(Refusal::new("this pilot is decided; its log is closed"));
    }
    let mut pilot = pilot.clone();
    pilot.log.push(Learnt { on, text: text.trim().to_owned() });
    Ok(pilot)
}
