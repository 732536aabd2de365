//! The same answer for many records: a condition of a query.

use jiff::civil::Date;

use super::decide::rules;
use super::{Action, Kind, Purpose, Reach, Subject};
use crate::sql::{Value, args};

/// The condition on `protected_record r`, for the arguments `$1` to `$11` of [`Scope::args`]. A query's own arguments go on
/// from `$12`. An argument that is `''` matches nothing.
pub const IN_SCOPE: &str = "r.tenant = $1 and r.kind = $2 and ($3
   or ($4 <> '' and r.person = $4)
   or ($5 <> '' and r.provider = $5 and ($6 = '' or r.location = $6))
   or ($7 <> '' and r.council = $7)
   or ($8 <> '' and r.person <> '' and exists (select 1 from consent_share s
        where s.tenant = r.tenant and s.person = r.person and s.kind = r.kind and s.recipient = $8 and s.purpose = $9
          and s.from_on <= $10 and s.until_on >= $10 and s.stopped_at is null))
   or ($11 <> '' and r.person <> '' and exists (select 1 from representation a
        where a.tenant = r.tenant and a.person = r.person and a.representative = $11
          and a.from_on <= $10 and a.until_on >= $10 and a.ended_at is null)))";

/// Which records a subject may do something with. Empty means that nothing is allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    tenant: i64,
    kind: Kind,
    purpose: Purpose,
    today: Date,
    everything: bool,
    own: String,
    provider: String,
    location: String,
    council: String,
    recipient: String,
    representative: String,
}

/// The records of a kind with which `subject` may do `action` for `purpose` on `today`.
pub fn scope(subject: &Subject, action: Action, kind: Kind, purpose: Purpose, today: Date) -> Scope {
    let mut scope = Scope {
        tenant: subject.tenant,
        kind,
        purpose,
        today,
        everything: false,
        own: String::new(),
        provider: String::new(),
        location: String::new(),
        council: String::new(),
        recipient: String::new(),
        representative: String::new(),
    };
    for rule in rules(subject.role, action, kind, purpose) {
        match rule.reach {
            Reach::Region => scope.everything = true,
            Reach::Own => scope.own.clone_from(&subject.person),
            Reach::Provider => {
                scope.provider.clone_from(&subject.provider);
                scope.location.clone_from(&subject.location);
            }
            Reach::Council => scope.council.clone_from(&subject.council),
            Reach::Shared => scope.recipient = subject.recipient(),
            Reach::Represented => scope.representative.clone_from(&subject.person),
        }
    }
    scope
}

impl Scope {
    /// The arguments `$1` to `$11` of [`IN_SCOPE`].
    pub fn args(&self) -> Vec<Value> {
        args![
            self.tenant,
            self.kind.word(),
            self.everything,
            &self.own,
            &self.provider,
            &self.location,
            &self.council,
            &self.recipient,
            self.purpose.word(),
            self.today.to_string(),
            &self.representative,
        ]
    }
}
