//! One entry, as the code that makes a change writes it.

use jiff::Timestamp;

use super::AuditPerson;
use crate::sql::{AuditLine, Batch, args};

/// What happened. Names of accounts, not of people; what was said about a person goes through [`Entry::about`].
#[derive(Debug, Clone)]
pub struct Entry {
    line: AuditLine,
    detail: Option<(String, String)>,
}

impl Entry {
    /// `actor` did `action` to `object`: for example `account:7`, `share.stop`, `share:12`.
    pub fn new(tenant: i64, at: Timestamp, actor: &str, action: &str, object: &str) -> Self {
        let line = AuditLine {
            tenant,
            at: at.to_string(),
            actor: actor.to_owned(),
            action: action.to_owned(),
            object: object.to_owned(),
            ..AuditLine::default()
        };
        Self { line, detail: None }
    }

    /// On whose behalf it was done.
    #[must_use]
    pub fn on_behalf(mut self, of: &str) -> Self {
        of.clone_into(&mut self.line.behalf);
        self
    }

    /// Why, and by which rule of the policy.
    #[must_use]
    pub fn because(mut self, purpose: &str, rule: &str) -> Self {
        purpose.clone_into(&mut self.line.purpose);
        rule.clone_into(&mut self.line.rule);
        self
    }

    /// Whom it is about, with what is only kept as long as the person is. An empty detail is none.
    #[must_use]
    pub fn about(mut self, person: &AuditPerson, detail: &str) -> Self {
        person.subject.clone_into(&mut self.line.subject);
        if !detail.is_empty() {
            self.line.commitment = person.commitment(detail);
            self.detail = Some((person.person.clone(), detail.to_owned()));
        }
        self
    }

    /// Adds the entry to the batch of the change.
    #[must_use]
    pub fn add_to(self, batch: Batch) -> Batch {
        let batch = match &self.detail {
            None => batch,
            Some((person, detail)) => batch.execute(
                "insert into audit_detail (tenant, commitment, person, detail) values ($1, $2, $3, $4)
                 on conflict do nothing",
                args![self.line.tenant, &self.line.commitment, person, detail],
            ),
        };
        batch.audit(self.line)
    }

    /// A batch of the entry alone: for what was read, not changed.
    pub fn alone(self) -> Batch {
        self.add_to(Batch::new())
    }
}
