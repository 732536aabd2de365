//! The answer for one record.

use jiff::civil::Date;

use super::{Action, Kind, Purpose, RULES, Reach, Record, Role, Rule, Subject};

/// A share of a person that was not stopped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shared {
    /// The region.
    pub tenant: i64,
    /// Who shares.
    pub person: String,
    /// Which kind of record.
    pub kind: Kind,
    /// With whom, as [`Subject::recipient`] names them.
    pub recipient: String,
    /// For what.
    pub purpose: Purpose,
    /// First and last day.
    pub days: (Date, Date),
}

/// An authority to act for a person that was not ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Represents {
    /// The region.
    pub tenant: i64,
    /// For whom.
    pub person: String,
    /// Who acts.
    pub representative: String,
    /// First and last day.
    pub days: (Date, Date),
}

/// What must be known besides the record.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Shares that were not stopped.
    pub shares: Vec<Shared>,
    /// Authorities that were not ended.
    pub represents: Vec<Represents>,
}

/// The answer: the rule that allows it, or none.
#[derive(Debug, Clone, Copy)]
pub struct Decision {
    /// The rule, for the audit trail and for the person who asks why.
    pub rule: Option<&'static Rule>,
}

impl Decision {
    /// Whether it is allowed.
    pub fn is_allowed(self) -> bool {
        self.rule.is_some()
    }
}

/// The rules that could allow it.
pub(super) fn rules(role: Role, action: Action, kind: Kind, purpose: Purpose) -> impl Iterator<Item = &'static Rule> {
    RULES.iter().filter(move |rule| {
        rule.role == role && rule.purpose == purpose && rule.actions.contains(&action) && rule.kinds.contains(&kind)
    })
}

/// Whether `subject` may do `action` with `record` for `purpose` on `today`.
pub fn decide(
    subject: &Subject,
    action: Action,
    record: &Record,
    purpose: Purpose,
    today: Date,
    facts: &Facts,
) -> Decision {
    if subject.tenant != record.tenant {
        return Decision { rule: None };
    }
    let mut rules = rules(subject.role, action, record.kind, purpose);
    Decision { rule: rules.find(|rule| reaches(rule.reach, subject, record, purpose, today, facts)) }
}

fn same(subject: &str, record: &str) -> bool {
    !subject.is_empty() && subject == record
}

fn holds((from, until): (Date, Date), today: Date) -> bool {
    from <= today && today <= until
}

fn reaches(reach: Reach, subject: &Subject, record: &Record, purpose: Purpose, today: Date, facts: &Facts) -> bool {
    match reach {
        Reach::Region => true,
        Reach::Own => same(&subject.person, &record.person),
        Reach::Council => same(&subject.council, &record.council),
        Reach::Provider => {
            same(&subject.provider, &record.provider)
                && (subject.location.is_empty() || subject.location == record.location)
        }
        Reach::Shared => {
            let recipient = subject.recipient();
            facts.shares.iter().any(|share| {
                share.tenant == record.tenant
                    && same(&share.person, &record.person)
                    && share.kind == record.kind
                    && same(&share.recipient, &recipient)
                    && share.purpose == purpose
                    && holds(share.days, today)
            })
        }
        Reach::Represented => facts.represents.iter().any(|one| {
            one.tenant == record.tenant
                && same(&one.person, &record.person)
                && same(&one.representative, &subject.person)
                && holds(one.days, today)
        }),
    }
}
