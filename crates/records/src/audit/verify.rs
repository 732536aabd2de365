//! Reads the whole trail and names what is not as it was written.

use std::collections::BTreeMap;
use std::fmt;

use vocation_tlog::{Checkpoint, Frontier, Hash, PublicKey};

use super::checkpoint::head;
use super::{AuditError, AuditPerson};
use crate::sql::{AuditLine, Db, Row, SqlError, args};

/// Findings kept; a trail with more is beyond naming.
const MOST: usize = 100;
/// Altered entries that are tried for having been written under another number.
const TRIED: usize = 256;

/// What is wrong with the trail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// An entry does not have the hash that was taken when it was written.
    Altered {
        /// Its number.
        entry_no: u64,
    },
    /// An entry is not there.
    Missing {
        /// Its number.
        entry_no: u64,
    },
    /// What stands under a number was written under another.
    Reordered {
        /// The number it has.
        entry_no: u64,
        /// The number it had.
        written_as: u64,
    },
    /// The trail is shorter than it was.
    Truncated {
        /// Entries there are.
        holds: u64,
        /// Entries there were.
        had: u64,
    },
    /// There are entries that the store did not write.
    Added {
        /// The first of them.
        first: u64,
    },
    /// Entries and their hashes were rewritten together: the root over them is not the one that was signed or stored.
    Rewritten {
        /// The first entry that may be concerned.
        first: u64,
        /// The last entry that may be concerned.
        last: u64,
    },
    /// A checkpoint from outside is of another history: the log was forked.
    Forked {
        /// Entries under that checkpoint.
        size: u64,
    },
    /// What is kept about an entry is not what the entry commits to.
    Detail {
        /// The commitment.
        commitment: String,
    },
    /// A kept checkpoint is not signed by the key of the trail, or says something other than its row.
    Checkpoint {
        /// Entries under it.
        size: u64,
    },
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Altered { entry_no } => write!(out, "entry {entry_no} was altered"),
            Self::Missing { entry_no } => write!(out, "entry {entry_no} was removed"),
            Self::Reordered { entry_no, written_as } => {
                write!(out, "entry {entry_no} holds what was written as entry {written_as}: entries were reordered")
            }
            Self::Truncated { holds, had } => write!(out, "the trail was cut: it had {had} entries and holds {holds}"),
            Self::Added { first } => write!(out, "entry {first} and those after it were added from outside"),
            Self::Rewritten { first, last } => {
                write!(out, "entries {first} to {last} were rewritten together with their hashes, at least one of them")
            }
            Self::Forked { size } => {
                write!(out, "the checkpoint at {size} entries is of another history: the trail was forked before it")
            }
            Self::Detail { commitment } => {
                write!(out, "a detail was altered: it does not fit the commitment {commitment}")
            }
            Self::Checkpoint { size } => {
                write!(out, "the kept checkpoint at {size} entries was altered or is not signed")
            }
        }
    }
}

/// A checkpoint that was kept elsewhere, with its signature checked.
pub type Outside = Checkpoint;

/// What a check has found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Entries read.
    pub entries: u64,
    /// The root over them.
    pub root: Hash,
    /// Checkpoints that agree.
    pub checkpoints: usize,
    /// What is wrong; empty when nothing is.
    pub findings: Vec<Finding>,
    /// What could not be checked, and why.
    pub limits: Vec<String>,
}

/// Reads every entry of a tenant's trail and compares it with its hash, the head, every kept checkpoint and those from
/// outside. Kept checkpoints are checked for their signature when the key of the trail is given.
///
/// # Errors
/// [`AuditError`] when the trail cannot be read at all.
pub async fn verify(db: &Db, tenant: i64, key: Option<&PublicKey>, outside: &[Outside]) -> Result<Report, AuditError> {
    let mut findings = Vec::new();
    let mut roots: BTreeMap<u64, (Hash, Whence)> = BTreeMap::new();
    kept(db, tenant, key, &mut roots, &mut findings).await?;
    let head = head(db, tenant).await?;
    let mut reading = Reading::default();
    let mut marks: Vec<(u64, Hash, Whence)> =
        roots.iter().map(|(size, (root, whence))| (*size, *root, *whence)).collect();
    marks.push((head.size(), head.root(), Whence::Head));
    marks.extend(outside.iter().map(|checkpoint| (checkpoint.size, checkpoint.root, Whence::Outside)));
    marks.sort_by_key(|(size, ..)| *size);
    let sql = "select entry_no, leaf, at, actor, behalf, action, object, subject, purpose, rule, commitment
               from audit_entry where tenant = $1 order by entry_no";
    let mut stream = db.stream(sql, args![tenant]).await?;
    let mut marks = marks.into_iter().peekable();
    let mut agreed = Agreed::default();
    loop {
        while let Some(mark) = marks.next_if(|(size, ..)| *size <= reading.tree.size()) {
            agreed.see(&mark, &reading.tree);
        }
        let Some(row) = stream.next().await else { break };
        reading.entry(tenant, row?, &mut findings)?;
    }
    let had = marks.map(|(size, ..)| size).max().unwrap_or(0);
    if had > reading.tree.size() {
        findings.push(Finding::Truncated { holds: reading.tree.size(), had });
    }
    if reading.tree.size() > head.size() {
        findings.push(Finding::Added { first: head.size() });
    }
    reading.name(&mut findings);
    agreed.name(&findings.clone(), &mut findings);
    let limits = details(db, tenant, &mut findings).await?;
    findings.truncate(MOST);
    Ok(Report {
        entries: reading.tree.size(),
        root: reading.tree.root(),
        checkpoints: agreed.checkpoints,
        findings,
        limits,
    })
}

/// Where a root to compare with comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whence {
    Head,
    Kept,
    Outside,
}

/// The kept checkpoints.
async fn kept(
    db: &Db,
    tenant: i64,
    key: Option<&PublicKey>,
    roots: &mut BTreeMap<u64, (Hash, Whence)>,
    findings: &mut Vec<Finding>,
) -> Result<(), AuditError> {
    let sql = "select entries, root, note from audit_checkpoint where tenant = $1 order by entries";
    for row in db.rows(sql, args![tenant]).await? {
        let (size, root, note): (u64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let text = match key {
            Some(key) => key.open(&note).ok(),
            None => Some(note.as_str()),
        };
        let checkpoint = text.and_then(|text| Checkpoint::parse(text).ok());
        match checkpoint {
            Some(checkpoint) if checkpoint.size == size && checkpoint.root.hex() == root => {
                roots.insert(size, (checkpoint.root, Whence::Kept));
            }
            _ => findings.push(Finding::Checkpoint { size }),
        }
    }
    Ok(())
}

/// The entries as they go by.
#[derive(Default)]
struct Reading {
    tree: Frontier,
    /// Entries that do not fit their hash: the line and the hash.
    altered: Vec<(u64, AuditLine, Hash)>,
    missing: bool,
}

impl Reading {
    fn entry(&mut self, tenant: i64, row: Row, findings: &mut Vec<Finding>) -> Result<(), SqlError> {
        let entry_no: u64 = row.get(0)?;
        while self.tree.size() < entry_no && findings.len() < MOST {
            findings.push(Finding::Missing { entry_no: self.tree.size() });
            self.missing = true;
            self.tree.push(Hash([0; 32]));
        }
        let leaf = row.get::<String>(1)?;
        let line = line(tenant, row)?;
        let found = line.leaf(entry_no);
        match Hash::from_hex(&leaf) {
            Some(leaf) if leaf == found => self.tree.push(leaf),
            leaf => {
                let leaf = leaf.unwrap_or(found);
                self.tree.push(leaf);
                if self.altered.len() < TRIED {
                    self.altered.push((entry_no, line, leaf));
                }
            }
        }
        Ok(())
    }

    /// Says of each entry that does not fit its hash whether it was written under another number.
    fn name(&self, findings: &mut Vec<Finding>) {
        let numbers: Vec<u64> = self.altered.iter().map(|(entry_no, ..)| *entry_no).collect();
        for (entry_no, line, leaf) in &self.altered {
            let near = [entry_no.saturating_sub(1), entry_no + 1];
            let other = numbers.iter().chain(&near).find(|other| *other != entry_no && line.leaf(**other) == *leaf);
            // The line may also have been moved without its hash.
            let moved =
                self.altered.iter().find(|(other, _, theirs)| other != entry_no && line.leaf(*other) == *theirs);
            let written_as = other.copied().or_else(|| moved.map(|(other, ..)| *other));
            findings.push(match written_as {
                Some(written_as) => Finding::Reordered { entry_no: *entry_no, written_as },
                None => Finding::Altered { entry_no: *entry_no },
            });
        }
    }
}

fn line(tenant: i64, row: Row) -> Result<AuditLine, SqlError> {
    let mut values = row.into_values().into_iter().skip(2);
    let mut text = || match values.next() {
        Some(crate::sql::Value::Text(text)) => Ok(text),
        _ => Err(SqlError::Damaged("a field of the audit trail is no text".to_owned())),
    };
    Ok(AuditLine {
        tenant,
        at: text()?,
        actor: text()?,
        behalf: text()?,
        action: text()?,
        object: text()?,
        subject: text()?,
        purpose: text()?,
        rule: text()?,
        commitment: text()?,
    })
}

/// How far the roots agree.
#[derive(Default)]
struct Agreed {
    up_to: u64,
    checkpoints: usize,
    first_wrong: Option<u64>,
    forked: Vec<u64>,
}

impl Agreed {
    fn see(&mut self, (size, root, whence): &(u64, Hash, Whence), tree: &Frontier) {
        if tree.root() == *root {
            self.up_to = *size;
            self.checkpoints += usize::from(*whence != Whence::Head);
        } else if *whence == Whence::Outside {
            self.forked.push(*size);
        } else if self.first_wrong.is_none() {
            self.first_wrong = Some(*size);
        }
    }

    /// Roots that differ although nothing else explains it tell of entries that were rewritten with their hashes.
    fn name(&self, explained: &[Finding], findings: &mut Vec<Finding>) {
        let explained = explained.iter().any(|finding| {
            matches!(finding, Finding::Altered { .. } | Finding::Missing { .. } | Finding::Reordered { .. })
        });
        if let Some(wrong) = self.first_wrong.filter(|_| !explained) {
            let first = self.up_to.min(wrong.saturating_sub(1));
            findings.push(Finding::Rewritten { first, last: wrong.saturating_sub(1) });
        }
        if self.first_wrong.is_none() && !explained {
            findings.extend(self.forked.iter().map(|size| Finding::Forked { size: *size }));
        }
    }
}

/// Compares what is kept about entries with their commitments.
async fn details(db: &Db, tenant: i64, findings: &mut Vec<Finding>) -> Result<Vec<String>, AuditError> {
    let sql = "select d.commitment, d.person, d.detail, p.secret from audit_detail d left join audit_person p
                 on p.tenant = d.tenant and p.person = d.person
               where d.tenant = $1";
    let mut stream = db.stream(sql, args![tenant]).await?;
    let mut orphans = 0_u64;
    while let Some(row) = stream.next().await {
        let row = row?;
        let Some(secret) = row.get::<Option<String>>(3)? else {
            orphans += 1;
            continue;
        };
        let person = AuditPerson::from_row(&row.get::<String>(1)?, &secret)?;
        let commitment: String = row.get(0)?;
        if person.commitment(&row.get::<String>(2)?) != commitment && findings.len() < MOST {
            findings.push(Finding::Detail { commitment });
        }
    }
    Ok(if orphans == 0 {
        Vec::new()
    } else {
        vec![format!("{orphans} details belong to nobody any more: their keys were destroyed and they were not")]
    })
}
