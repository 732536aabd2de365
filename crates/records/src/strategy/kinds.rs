//! The kinds that entries of a strategy are of, and what tells whether something works.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};

/// The four roles that speak in 'I' statements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub enum Role {
    /// Somebody who draws on care.
    #[serde(rename = "supported person")]
    SupportedPerson,
    /// Somebody paid to give care.
    #[serde(rename = "care practitioner")]
    CarePractitioner,
    /// Somebody who answers for a provider.
    #[serde(rename = "provider")]
    Provider,
    /// Somebody who commissions care.
    #[serde(rename = "commissioner")]
    Commissioner,
}

impl Role {
    /// All roles, in the order of the document.
    pub const ALL: [Self; 4] = [Self::SupportedPerson, Self::CarePractitioner, Self::Provider, Self::Commissioner];

    /// The name in sentences.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SupportedPerson => "supported person",
            Self::CarePractitioner => "care practitioner",
            Self::Provider => "provider",
            Self::Commissioner => "commissioner",
        }
    }

    /// The name in addresses and tables.
    pub const fn key(self) -> &'static str {
        match self {
            Self::SupportedPerson => "person",
            Self::CarePractitioner => "practitioner",
            Self::Provider => "provider",
            Self::Commissioner => "commissioner",
        }
    }

    /// The role with this key.
    pub fn find(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.key() == key)
    }
}

/// The level at which something is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// In a council or place.
    Local,
    /// By the region.
    Regional,
    /// By government or national bodies.
    National,
}

impl Level {
    /// From the nearest to the farthest.
    pub const ALL: [Self; 3] = [Self::Local, Self::Regional, Self::National];

    /// Its name, as in addresses and tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Local => "local",
            Self::Regional => "regional",
            Self::National => "national",
        }
    }

    /// The level with this name.
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == name)
    }
}

/// How sure it is that an example belongs to the place that is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// Found elsewhere as well.
    Confirmed,
    /// Matched by the order of a list.
    Likely,
    /// It may be another place.
    Uncertain,
}

impl Confidence {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Likely => "likely",
            Self::Uncertain => "uncertain",
        }
    }
}

/// What tells whether something works.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum MeasureRef {
    /// An indicator of the workforce, by its key.
    Indicator(String),
    /// A statement asked in the pulse, by its id.
    Pulse(String),
}

impl fmt::Display for MeasureRef {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Indicator(key) => out.write_str(key),
            Self::Pulse(id) => write!(out, "pulse/{id}"),
        }
    }
}

impl<'de> Deserialize<'de> for MeasureRef {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Ok(match text.strip_prefix("pulse/") {
            Some(id) => Self::Pulse(id.to_owned()),
            None => Self::Indicator(text),
        })
    }
}
