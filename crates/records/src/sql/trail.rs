//! The audit trail as the store writes it: in the transaction of the change, numbered without a gap, as the leaves of a tree.

use std::collections::BTreeMap;

use vocation_tlog::{Frontier, Hash, leaf_hash};

use super::{Row, SqlError, Value, args};

/// One entry of the audit trail, before it has a number. Empty fields mean "none".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditLine {
    /// The region whose trail it is.
    pub tenant: i64,
    /// When, as UTC text.
    pub at: String,
    /// Which account or part of the program.
    pub actor: String,
    /// On whose behalf.
    pub behalf: String,
    /// What was done.
    pub action: String,
    /// To what.
    pub object: String,
    /// About whom, by the pseudonym of the trail.
    pub subject: String,
    /// Why.
    pub purpose: String,
    /// The rule that allowed it.
    pub rule: String,
    /// Keyed hash of the detail that is kept apart.
    pub commitment: String,
}

impl AuditLine {
    /// The text whose hash is the leaf: a fixed first line, then each field on a line, with `\` written as `\\` and a line
    /// end inside a field as `\n`.
    pub fn leaf_text(&self, entry_no: u64) -> String {
        let mut text = format!("vocation-audit/1\n{}\n{entry_no}\n", self.tenant);
        for field in self.fields() {
            if field.contains(['\\', '\n']) {
                text.push_str(&field.replace('\\', "\\\\").replace('\n', "\\n"));
            } else {
                text.push_str(field);
            }
            text.push('\n');
        }
        text
    }

    /// The hash of the entry under that number.
    pub fn leaf(&self, entry_no: u64) -> Hash {
        leaf_hash(self.leaf_text(entry_no).as_bytes())
    }

    fn fields(&self) -> [&String; 9] {
        [
            &self.at,
            &self.actor,
            &self.behalf,
            &self.action,
            &self.object,
            &self.subject,
            &self.purpose,
            &self.rule,
            &self.commitment,
        ]
    }

    /// The arguments of [`INSERT`], and the leaf.
    pub(super) fn row(&self, entry_no: u64) -> Result<(Vec<Value>, Hash), SqlError> {
        let leaf = self.leaf(entry_no);
        let number = i64::try_from(entry_no).map_err(|_| damaged("too many entries"))?;
        let mut row = args![self.tenant, number];
        row.extend(self.fields().into_iter().map(Value::from));
        row.push(Value::Text(leaf.hex()));
        Ok((row, leaf))
    }
}

pub(super) const HEAD: &str = "select entries, frontier from audit_head where tenant = $1";
pub(super) const INSERT: &str = "insert into audit_entry
    (tenant, entry_no, at, actor, behalf, action, object, subject, purpose, rule, commitment, leaf)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
pub(super) const SET_HEAD: &str = "insert into audit_head (tenant, entries, frontier) values ($1, $2, $3)
    on conflict (tenant) do update set entries = $2, frontier = $3";

/// For PostgreSQL: locks the head until the transaction ends, making it the first time.
pub(super) const LOCK_HEAD: &str = "insert into audit_head (tenant, entries, frontier) values ($1, 0, '')
    on conflict (tenant) do update set tenant = $1 returning entries, frontier";

/// The trees that a transaction has added to.
#[derive(Debug, Clone, Default)]
pub(super) struct Heads {
    trees: BTreeMap<i64, Frontier>,
}

impl Heads {
    /// The tree of a tenant, if it was read already.
    pub(super) fn get(&mut self, tenant: i64) -> Option<&mut Frontier> {
        self.trees.get_mut(&tenant)
    }

    /// Remembers the tree of a tenant as it was read from [`HEAD`].
    pub(super) fn read(&mut self, tenant: i64, row: Option<&Row>) -> Result<&mut Frontier, SqlError> {
        let tree = match row {
            None => Frontier::default(),
            Some(row) => Frontier::from_text(row.get(0)?, &row.get::<String>(1)?)
                .ok_or_else(|| damaged("the head of the audit trail is no tree"))?,
        };
        Ok(self.trees.entry(tenant).or_insert(tree))
    }

    /// The arguments of [`SET_HEAD`] for every tree.
    pub(super) fn rows(&self) -> Result<Vec<Vec<Value>>, SqlError> {
        let row = |(tenant, tree): (&i64, &Frontier)| {
            let size = i64::try_from(tree.size()).map_err(|_| damaged("too many entries"))?;
            Ok(args![*tenant, size, tree.text()])
        };
        self.trees.iter().map(row).collect()
    }

    pub(super) fn clear(&mut self) {
        self.trees.clear();
    }
}

fn damaged(text: &str) -> SqlError {
    SqlError::Damaged(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_of_an_entry_never_changes_and_no_field_can_pass_for_two() {
        let line = AuditLine {
            tenant: 1,
            at: "2026-10-01T09:00:00Z".into(),
            actor: "account:7".into(),
            action: "read".into(),
            object: "worker:9\nx".into(),
            rule: "own-record".into(),
            ..AuditLine::default()
        };
        let text = "vocation-audit/1\n1\n4\n2026-10-01T09:00:00Z\naccount:7\n\nread\nworker:9\\nx\n\n\nown-record\n\n";
        assert_eq!(line.leaf_text(4), text);
        let other = AuditLine { object: "worker:9\\nx".into(), ..line.clone() };
        assert_ne!(line.leaf(4), other.leaf(4));
        assert_ne!(line.leaf(4), line.leaf(5));
    }
}
