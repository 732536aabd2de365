//! The one error of the store, with a sentence of what to do.

/// What can go wrong between the product and its database.
///
/// Each text is one plain sentence that a person may read; those an operator can act on say how.
#[derive(Debug, Clone, thiserror::Error)]
pub enum SqlError {
    /// A row with the same key is already there (unique or primary key).
    #[error("there is already a record with this key ({0})")]
    Duplicate(String),
    /// A step changed another number of rows than it promised: somebody else changed the record first.
    /// The whole batch or transaction is undone.
    #[error(
        "somebody else changed this record first: {changed} rows changed where {expected} were expected; read it again and repeat the change"
    )]
    Conflict {
        /// Rows the step promised to change.
        expected: u64,
        /// Rows it would have changed.
        changed: u64,
    },
    /// A check, not-null or foreign-key rule of the schema refused the value.
    #[error("the database refused the value: {0}")]
    Refused(String),
    /// There is no room left on the disk. Nothing was changed; writing works again once there is room.
    #[error("the disk is full: nothing was changed; free some space and try again ({0})")]
    DiskFull(String),
    /// The store saw an input/output error or damage and takes no more writes until it is restarted and verified.
    #[error(
        "the database is read-only after a fault ({0}); stop the server, run `vocation doctor`, and restore the last backup if it reports damage"
    )]
    ReadOnly(String),
    /// The file or its content is damaged.
    #[error("the database is damaged: {0}; restore the last good backup with `vocation restore`")]
    Damaged(String),
    /// The database was written by a newer version of the program.
    #[error(
        "this database has schema {found}, which is newer than this program knows ({known}); use the newer program or restore a backup made before the upgrade"
    )]
    NewerSchema {
        /// Newest migration in the database.
        found: String,
        /// Newest migration in the program.
        known: String,
    },
    /// A migration that was applied before has another text now.
    #[error(
        "migration {0} was changed after it was applied to this database; use the program that made the database, or start a new database"
    )]
    ChangedMigration(String),
    /// The address or file cannot be used as a database.
    #[error("cannot open the database: {0}")]
    Open(String),
    /// Another process or a long import holds the database.
    #[error("the database is busy: {0}; try again in a moment")]
    Busy(String),
    /// A value has another type than the one asked for.
    #[error("column {column} holds {found} where {wanted} was asked for")]
    Type {
        /// Zero-based column.
        column: usize,
        /// What the code asked for.
        wanted: &'static str,
        /// What the row holds.
        found: &'static str,
    },
    /// The statement itself is wrong: a mistake of ours.
    #[error("the database did not understand a statement: {0}")]
    Statement(String),
    /// The database went away or the store was closed.
    #[error("the connection to the database was lost: {0}")]
    Lost(String),
}

impl SqlError {
    /// True when a key was already there.
    pub fn is_duplicate(&self) -> bool {
        matches!(self, Self::Duplicate(_))
    }

    /// True when somebody else changed the record first.
    pub fn is_conflict(&self) -> bool {
        matches!(self, Self::Conflict { .. })
    }

    /// True when repeating the same work later may succeed without a person doing anything to the data.
    pub fn is_temporary(&self) -> bool {
        matches!(self, Self::Busy(_) | Self::DiskFull(_) | Self::Lost(_))
    }
}
