//! What can go wrong with a backup.

use std::path::{Path, PathBuf};

use crate::sql::SqlError;

/// Why a backup was not made, not accepted or not put in place. Whatever was there before is there still.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// A file could not be read or written.
    #[error("{}: {}", path.display(), words(source))]
    File {
        /// Which one.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A file is there already and is not overwritten.
    #[error("{} is there already and is not overwritten", .0.display())]
    Exists(PathBuf),
    /// The file is something else.
    #[error("{} is not a backup of this program", .0.display())]
    NotABackup(PathBuf),
    /// The file was made by a later program.
    #[error("{} was made by a newer program (format {found}); use that one", path.display())]
    NewerFormat {
        /// Which file.
        path: PathBuf,
        /// Its format.
        found: u32,
    },
    /// The file is not as it was written.
    #[error("the backup {} is damaged: {what}; use another one", path.display())]
    Damaged {
        /// Which file.
        path: PathBuf,
        /// Where, and how that is known.
        what: String,
    },
    /// What is in the database is not what was sealed, so that a backup would only copy the damage.
    #[error("{table} is not as it was written (sealed {sealed}; found {found}); run `vocation verify`")]
    Unsound {
        /// The table.
        table: String,
        /// Its seal.
        sealed: String,
        /// What was read.
        found: String,
    },
    /// What was restored is not what was backed up.
    #[error("what was restored is not what was backed up ({0}); nothing was put in place")]
    Different(String),
    /// Another program has the database open.
    #[error("{} is in use; stop the server first", .0.display())]
    InUse(PathBuf),
    /// The store.
    #[error(transparent)]
    Store(#[from] SqlError),
}

impl BackupError {
    /// Puts the path to an error of the system.
    pub(super) fn at(path: &Path) -> impl Fn(std::io::Error) -> Self + '_ {
        |source| Self::File { path: path.to_owned(), source }
    }
}

fn words(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        std::io::ErrorKind::PermissionDenied => "that is not permitted".to_owned(),
        std::io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        _ => error.to_string(),
    }
}
