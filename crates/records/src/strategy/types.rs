//! The entries of a strategy.

use jiff::civil::Date;
use serde::{Deserialize, Deserializer};

use super::kinds::{Confidence, Level, MeasureRef, Role};

/// A strategy, whole and checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Strategy {
    /// What it is, whose and for when.
    pub about: About,
    /// What it holds to.
    pub principles: Vec<Principle>,
    /// What it works on.
    pub priorities: Vec<Priority>,
    /// What is to be done.
    pub activities: Vec<Activity>,
    /// What the workforce is to be like.
    pub characteristics: Vec<Characteristic>,
    /// What people are to be able to say.
    pub statements: Vec<Statement>,
    /// What stands in the way.
    pub barriers: Vec<Barrier>,
    /// Why providers fail.
    pub failure_causes: Vec<Cause>,
    /// Who does what at which level.
    pub duties: Vec<Duty>,
    /// What has been done elsewhere.
    pub practices: Vec<Practice>,
    /// What comes next, by body.
    pub next_steps: Vec<NextStep>,
    /// What its words mean.
    pub glossary: Vec<Term>,
}

/// What a strategy is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// Its key in addresses and tables.
    pub key: String,
    /// Its title.
    pub title: String,
    /// The region's name.
    pub region: String,
    /// The body that owns it.
    pub owner: String,
    /// Where its text comes from.
    pub source: String,
    /// The first day of its period.
    #[serde(deserialize_with = "date")]
    pub from: Date,
    /// The last day of its period.
    #[serde(deserialize_with = "date")]
    pub to: Date,
    /// What the whole system aims at.
    pub aim: String,
    /// The vision.
    pub vision: String,
}

/// One of the principles.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Principle {
    /// `P1` and so on.
    pub id: String,
    /// What it says.
    pub text: String,
}

/// A priority: a group of activities with one aim.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Priority {
    /// `RR` and so on.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it aims at.
    pub aim: String,
    /// The capability of this program that serves it.
    pub capability: String,
    /// Whether it was derived here and is no priority of the document.
    #[serde(default)]
    pub derived: bool,
}

/// Something to be done.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Activity {
    /// `RR1` and so on.
    pub id: String,
    /// The priority it belongs to.
    pub priority: String,
    /// What is to be done.
    pub text: String,
    /// Whether it was derived here and is not listed in the document.
    #[serde(default)]
    pub derived: bool,
    /// How it will be known whether it works; empty while nothing measures it.
    pub measures: Vec<MeasureRef>,
}

/// Something that the workforce is to be.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Characteristic {
    /// `CH1` and so on.
    pub id: String,
    /// The end of the sentence "The workforce …".
    pub text: String,
    /// Activities that work towards it.
    pub activities: Vec<String>,
    /// How it will be known; empty while nothing measures it.
    pub measures: Vec<MeasureRef>,
}

/// What somebody in a role is to be able to say.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// `SP-I1` and so on.
    pub id: String,
    /// Who says it.
    pub role: Role,
    /// Its row, from 1; the rows of the roles match loosely.
    pub row: u8,
    /// What is said.
    pub text: String,
    /// Whether a word of it could not be read with certainty.
    #[serde(default)]
    pub uncertain: bool,
    /// Activities that work towards it.
    pub activities: Vec<String>,
}

/// What stands in the way.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Barrier {
    /// `B1` and so on.
    pub id: String,
    /// The priority under which it is listed.
    pub priority: String,
    /// What it is.
    pub text: String,
    /// Activities that work on it.
    pub activities: Vec<String>,
    /// How it will be known whether it falls; empty while nothing measures it.
    pub measures: Vec<MeasureRef>,
}

/// A cause of provider failure.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cause {
    /// `PF1` and so on.
    pub id: String,
    /// What it is.
    pub text: String,
    /// Activities that work on it.
    pub activities: Vec<String>,
}

/// What is done at a level.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    /// `DN1`, `DR1`, `DL1` and so on.
    pub id: String,
    /// The level.
    pub level: Level,
    /// What is done.
    pub text: String,
}

/// Something that was done somewhere.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Practice {
    /// `BP1` and so on.
    pub id: String,
    /// Where.
    pub place: String,
    /// What.
    pub text: String,
    /// How sure the place is.
    pub confidence: Confidence,
    /// What is known of it elsewhere.
    pub evidence: String,
    /// Activities that it bears on.
    pub activities: Vec<String>,
}

/// What a body does next.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NextStep {
    /// `NS1` and so on.
    pub id: String,
    /// Who.
    pub body: String,
    /// What.
    pub text: String,
    /// By when, as the document says it.
    pub due: String,
}

/// A word and what it means.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// The word.
    pub term: String,
    /// What it means.
    pub meaning: String,
}

fn date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    let written = toml::value::Datetime::deserialize(deserializer)?;
    let fault = || serde::de::Error::custom("a day is written like 2026-09-30");
    let day = written.date.filter(|_| written.time.is_none()).ok_or_else(fault)?;
    let (year, month, day) = (i16::try_from(day.year), i8::try_from(day.month), i8::try_from(day.day));
    match (year, month, day) {
        (Ok(year), Ok(month), Ok(day)) => Date::new(year, month, day).map_err(|_| fault()),
        _ => Err(fault()),
    }
}

impl Strategy {
    /// The activity with this id.
    pub fn activity(&self, id: &str) -> Option<&Activity> {
        self.activities.iter().find(|activity| activity.id == id)
    }

    /// The priority with this id.
    pub fn priority(&self, id: &str) -> Option<&Priority> {
        self.priorities.iter().find(|priority| priority.id == id)
    }

    /// The barrier with this id.
    pub fn barrier(&self, id: &str) -> Option<&Barrier> {
        self.barriers.iter().find(|barrier| barrier.id == id)
    }

    /// The statement with this id.
    pub fn statement(&self, id: &str) -> Option<&Statement> {
        self.statements.iter().find(|statement| statement.id == id)
    }

    /// The activities of a priority, in the order of the file.
    pub fn activities_of<'a>(&'a self, priority: &'a str) -> impl Iterator<Item = &'a Activity> {
        self.activities.iter().filter(move |activity| activity.priority == priority)
    }

    /// The barriers that an activity works on.
    pub fn barriers_of<'a>(&'a self, activity: &'a str) -> impl Iterator<Item = &'a Barrier> {
        self.barriers.iter().filter(move |barrier| barrier.activities.iter().any(|id| id == activity))
    }

    /// The statements of a role, by row.
    pub fn statements_of(&self, role: Role) -> impl Iterator<Item = &Statement> {
        self.statements.iter().filter(move |statement| statement.role == role)
    }
}
