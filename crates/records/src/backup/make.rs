//! Making a backup and checking one.

use std::fs::{File, OpenOptions};
use std::io::BufWriter;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use super::archive::{Item, Manifest, Packed, Reader, Writer};
use super::{BackupError, Progress};
use crate::sql::Db;

/// A backup that is on the disk and was read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Its file.
    pub path: PathBuf,
    /// What it holds.
    pub manifest: Manifest,
    /// How large it is.
    pub packed: Packed,
}

/// Backs a database up into a new file, while others read and write it. The file appears under its name when it is
/// complete, on the disk, and was read back. Only its owner may read it.
///
/// # Errors
/// Any [`BackupError`]; then there is no file of this name, and none of the work is left over.
pub async fn make(db: &Db, path: &Path, now: jiff::Timestamp, progress: Progress) -> Result<Made, BackupError> {
    if path.exists() {
        return Err(BackupError::Exists(path.to_owned()));
    }
    let aside = with_ending(path, ".partial");
    let made = match write(db, &aside, now, progress).await {
        Ok(written) => name(&aside, path, &written),
        Err(error) => Err(error),
    };
    if made.is_err() {
        // What stopped the backup is told; that the rest of it could not be removed as well would not help.
        drop(std::fs::remove_file(&aside));
    }
    made
}

async fn write(db: &Db, aside: &Path, now: jiff::Timestamp, progress: Progress) -> Result<Manifest, BackupError> {
    let wrong = BackupError::at(aside);
    let file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(aside).map_err(&wrong)?;
    let writer = Writer::begin(BufWriter::with_capacity(1 << 16, file), aside.to_owned(), progress)?;
    let (manifest, out) = db.visit(writer).await?.finish(db.backend(), now)?;
    out.into_inner().map_err(|error| wrong(error.into_error()))?.sync_all().map_err(wrong)?;
    Ok(manifest)
}

/// Reads what was written, and only then gives it its name.
fn name(aside: &Path, path: &Path, written: &Manifest) -> Result<Made, BackupError> {
    let (manifest, packed) = check(aside, &|_| {})?;
    if manifest != *written {
        let what = "it holds something else than was written".to_owned();
        return Err(BackupError::Damaged { path: path.to_owned(), what });
    }
    if path.exists() {
        return Err(BackupError::Exists(path.to_owned()));
    }
    std::fs::rename(aside, path).map_err(BackupError::at(path))?;
    sync_folder(path)?;
    Ok(Made { path: path.to_owned(), manifest, packed })
}

/// Reads a backup whole and believes nothing: every block, every row and every table is compared with its hash.
///
/// # Errors
/// [`BackupError::Damaged`] with the block and the table; [`BackupError::NotABackup`], [`BackupError::NewerFormat`],
/// [`BackupError::File`].
pub fn check(path: &Path, progress: &dyn Fn(u64)) -> Result<(Manifest, Packed), BackupError> {
    let mut reader = Reader::open(path)?;
    let mut packed = Packed::default();
    loop {
        match reader.next()? {
            Item::Table(..) => {}
            Item::Rows(rows) => {
                packed.rows += rows.len() as u64;
                progress(packed.rows);
            }
            Item::End(manifest) => {
                packed.bytes = std::fs::metadata(path).map_err(BackupError::at(path))?.len();
                return Ok((manifest, packed));
            }
        }
    }
}

/// A path with something behind its name.
pub(super) fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Makes the names in the folder of a file durable.
pub(super) fn sync_folder(path: &Path) -> Result<(), BackupError> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(BackupError::at(folder))
}
