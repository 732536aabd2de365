//! The rules, each with the sentence that is shown to whoever asks why.

use std::fmt::Write as _;

use super::{Action, Kind, Purpose, Role};

/// How far a rule reaches among the records of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Records about the subject.
    Own,
    /// Records about somebody the subject acts for, with an authority that holds on the day.
    Represented,
    /// Records of the subject's provider, or only of the one location the subject has to do with.
    Provider,
    /// Records in the area of the subject's council.
    Council,
    /// Records that the person shares with the subject's body for the purpose, on the day.
    Shared,
    /// Every record of the kind in the region.
    Region,
}

impl Reach {
    const fn words(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Represented => "of those they act for",
            Self::Provider => "of their provider or location",
            Self::Council => "in their council",
            Self::Shared => "shared with them",
            Self::Region => "all of the region",
        }
    }
}

/// One thing that is allowed. Whatever no rule allows is refused.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Its name in the audit trail.
    pub id: &'static str,
    /// Who may.
    pub role: Role,
    /// What.
    pub actions: &'static [Action],
    /// With which records.
    pub kinds: &'static [Kind],
    /// Which of them.
    pub reach: Reach,
    /// For which purpose alone.
    pub purpose: Purpose,
    /// Why, for people.
    pub because: &'static str,
}

const fn rule(
    id: &'static str,
    role: Role,
    actions: &'static [Action],
    kinds: &'static [Kind],
    reach: Reach,
    purpose: Purpose,
    because: &'static str,
) -> Rule {
    Rule { id, role, actions, kinds, reach, purpose, because }
}

use Action::{Change, Erase, Export, Read, Share};
use Kind::{AccessLog, Account, Application, Business, Concern, Employment, Monitoring, Outcomes, Passport};

/// All that is allowed.
pub const RULES: &[Rule] = &[
    rule(
        "worker-own",
        Role::Worker,
        &[Read, Export],
        &[Employment, Passport, Application, Monitoring, AccessLog, Account],
        Reach::Own,
        Purpose::Own,
        "everybody may see and take away what is held about them, and who has seen it",
    ),
    rule(
        "worker-own-change",
        Role::Worker,
        &[Change, Erase],
        &[Passport, Application, Monitoring, Account],
        Reach::Own,
        Purpose::Own,
        "a passport, an application and answers about oneself belong to the worker",
    ),
    rule(
        "worker-share",
        Role::Worker,
        &[Share],
        &[Passport, Application],
        Reach::Own,
        Purpose::Own,
        "the worker decides who sees the passport, for what and until when",
    ),
    rule(
        "worker-received",
        Role::Worker,
        &[Read],
        &[Outcomes],
        Reach::Shared,
        Purpose::Support,
        "a person may show a care worker or personal assistant what matters to them",
    ),
    rule(
        "person-own",
        Role::Person,
        &[Read, Change, Share, Export, Erase],
        &[Outcomes, Account],
        Reach::Own,
        Purpose::Own,
        "what matters to a person belongs to that person",
    ),
    rule(
        "person-own-log",
        Role::Person,
        &[Read, Export],
        &[AccessLog],
        Reach::Own,
        Purpose::Own,
        "everybody may see who has looked at what is held about them",
    ),
    rule(
        "person-represents",
        Role::Person,
        &[Read, Change, Share, Export],
        &[Outcomes, AccessLog],
        Reach::Represented,
        Purpose::Support,
        "a representative acts for the person, as far and as long as the recorded authority holds",
    ),
    rule(
        "person-received",
        Role::Person,
        &[Read],
        &[Passport],
        Reach::Shared,
        Purpose::Recruitment,
        "a worker may show the passport to somebody who looks for a personal assistant",
    ),
    rule(
        "manager-employs",
        Role::Manager,
        &[Read, Change, Export],
        &[Employment],
        Reach::Provider,
        Purpose::Employment,
        "a registered manager keeps the records of those who work there (2014 Regulations, regulation 19)",
    ),
    rule(
        "manager-business",
        Role::Manager,
        &[Read, Change, Export],
        &[Business],
        Reach::Provider,
        Purpose::Own,
        "a provider's figures are its own; no other provider sees them",
    ),
    rule(
        "manager-concern",
        Role::Manager,
        &[Read],
        &[Concern],
        Reach::Provider,
        Purpose::Oversight,
        "a provider sees what is said about it, and may answer",
    ),
    rule(
        "manager-received",
        Role::Manager,
        &[Read],
        &[Passport],
        Reach::Shared,
        Purpose::Employment,
        "a worker shares the passport with the employer",
    ),
    rule(
        "recruiter-received",
        Role::Recruiter,
        &[Read],
        &[Passport, Application],
        Reach::Shared,
        Purpose::Recruitment,
        "a candidate shows a recruiter the application and the passport, for this purpose and no longer",
    ),
    rule(
        "commissioner-business",
        Role::Commissioner,
        &[Read],
        &[Business],
        Reach::Council,
        Purpose::Oversight,
        "a council looks after the market in its area (Care Act 2014, section 5)",
    ),
    rule(
        "commissioner-received",
        Role::Commissioner,
        &[Read],
        &[Outcomes],
        Reach::Shared,
        Purpose::Support,
        "a person may show the council what matters to them",
    ),
    rule(
        "quality-concern",
        Role::Quality,
        &[Read, Change],
        &[Concern],
        Reach::Council,
        Purpose::Oversight,
        "a quality officer follows up concerns in the council's area",
    ),
    rule(
        "quality-business",
        Role::Quality,
        &[Read],
        &[Business],
        Reach::Council,
        Purpose::Oversight,
        "signs of a provider in trouble are in its figures",
    ),
    rule(
        "administrator-accounts",
        Role::Administrator,
        &[Read, Change, Erase],
        &[Account],
        Reach::Region,
        Purpose::Operation,
        "somebody must invite, move and remove accounts; no record comes with it",
    ),
    rule(
        "system-retention",
        Role::System,
        &[Erase],
        &[Employment, Passport, Application, Monitoring, Outcomes, Concern, Account],
        Reach::Region,
        Purpose::Operation,
        "what has been kept long enough is removed by the dated schedule",
    ),
];

/// `docs/authorisation.md`.
pub fn document() -> String {
    let mut text = String::from(
        "# Who may see what\n\nMade from `crates/records/src/access/rules.rs` by its tests; do not edit. What no line allows is refused: \
         an analyst and a member of a care board see no record of a person or of a provider's business, only published figures. \
         Another region's records are never seen.\n\n| rule | who | may | what | which | for | because |\n\
         | --- | --- | --- | --- | --- | --- | --- |\n",
    );
    for rule in RULES {
        let actions: Vec<_> = rule.actions.iter().map(|action| action.word()).collect();
        let kinds: Vec<_> = rule.kinds.iter().map(|kind| kind.word()).collect();
        // Writing to a string does not fail.
        let _ = writeln!(
            text,
            "| `{}` | {} | {} | {} | {} | {} | {} |",
            rule.id,
            rule.role.word(),
            actions.join(", "),
            kinds.join(", "),
            rule.reach.words(),
            rule.purpose.word(),
            rule.because
        );
    }
    text.push_str("\n## On which basis\n\n| purpose | lawful basis |\n| --- | --- |\n");
    for purpose in Purpose::ALL {
        let _ = writeln!(text, "| {} | {} |", purpose.word(), purpose.lawful_basis());
    }
    text
}
