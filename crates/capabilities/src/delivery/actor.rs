//! Who does something, and why something is refused.

use vocation_records::sql::SqlError;
use vocation_records::strategy::StrategyError;

/// A body that approves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Body {
    /// A council's own governance.
    CouncilGovernance,
    /// The People Board of an integrated care system.
    PeopleBoard,
    /// A Health and Wellbeing Board.
    HealthAndWellbeingBoard,
    /// The Market Shaping and Commissioning Group of the region.
    MarketShapingGroup,
}

impl Body {
    /// All bodies whose approval a strategy needs.
    pub const ALL: [Self; 4] =
        [Self::CouncilGovernance, Self::PeopleBoard, Self::HealthAndWellbeingBoard, Self::MarketShapingGroup];

    /// The name in sentences.
    pub const fn name(self) -> &'static str {
        match self {
            Self::CouncilGovernance => "council governance",
            Self::PeopleBoard => "the People Board",
            Self::HealthAndWellbeingBoard => "the Health and Wellbeing Board",
            Self::MarketShapingGroup => "the Market Shaping Group",
        }
    }

    /// The name in tables.
    pub const fn key(self) -> &'static str {
        match self {
            Self::CouncilGovernance => "council",
            Self::PeopleBoard => "people-board",
            Self::HealthAndWellbeingBoard => "health-and-wellbeing-board",
            Self::MarketShapingGroup => "market-shaping-group",
        }
    }

    /// The body with this key.
    pub fn find(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|body| body.key() == key)
    }
}

/// What somebody may do to the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Right {
    /// Add and change actions, and put strategies before the boards.
    Plan,
    /// Record the approval of one body.
    Approve(Body),
    /// Propose, run and decide pilots.
    Pilot,
    /// Tell barriers and write asks.
    Ask,
    /// Open and close consultations.
    Consult,
}

/// Somebody signed in, as the plan needs to know them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The account's id; it is kept with every change.
    pub account: String,
    /// What they may do.
    pub rights: Vec<Right>,
}

impl Actor {
    /// Refuses what they may not do.
    pub(crate) fn must(&self, right: Right, doing: &str) -> Result<(), Refusal> {
        if self.rights.contains(&right) {
            return Ok(());
        }
        Err(Refusal::new(format!("you may not {doing}; ask an administrator of your organisation for that right")))
    }
}

/// Why something is not done: a sentence for the person, which says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refusal(String);

impl Refusal {
    /// A refusal in these words.
    pub fn new(words: impl Into<String>) -> Self {
        Self(words.into())
    }
}

/// Why a change to the plan failed.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// It is refused, for a reason that the person can do something about.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The strategy that the plan belongs to could not be read.
    #[error(transparent)]
    Strategy(#[from] StrategyError),
    /// What is stored could not be read as what it should be.
    #[error("a stored {kind} ({key}) cannot be read: {why}")]
    Stored {
        /// The kind of record.
        kind: &'static str,
        /// Its key.
        key: String,
        /// What is wrong.
        why: String,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] SqlError),
}
