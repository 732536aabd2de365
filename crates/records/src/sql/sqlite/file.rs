//! Before a file is opened: where it lies and what it is.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use crate::sql::{Options, SqlError};

/// "VOCA": marks a file as ours in SQLite's header.
pub(super) const APPLICATION_ID: i32 = 0x564f_4341;

/// File systems that live on another machine or in another process: name and `statfs` magic number.
const FAR: [(&str, u32); 10] = [
    ("NFS", 0x6969),
    ("SMB", 0x517b),
    ("CIFS", 0xff53_4d42),
    ("SMB2", 0xfe53_4d42),
    ("FUSE", 0x6573_5546),
    ("9P", 0x0102_1997),
    ("Ceph", 0x00c3_6400),
    ("AFS", 0x5346_414f),
    ("Coda", 0x7375_7245),
    ("Lustre", 0x0bd0_0bd0),
];

/// Makes the folder, refuses far file systems and files of others, and gives the whole path.
pub(super) fn prepare(path: &Path, options: Options) -> Result<PathBuf, SqlError> {
    let name = path.file_name().filter(|name| *name != ":memory:").ok_or_else(|| {
        SqlError::Open(format!(
            "{} is not the path of a file; give one such as vocation-data/vocation.db",
            path.display()
        ))
    })?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let cannot = |what: &str, error: std::io::Error| SqlError::Open(format!("{what} {} ({error})", folder.display()));
    std::fs::create_dir_all(folder).map_err(|error| cannot("cannot make the folder", error))?;
    let folder = folder.canonicalize().map_err(|error| cannot("cannot find the folder", error))?;
    if !options.allow_network_filesystem {
        let found = rustix::fs::statfs(&folder).map_err(|error| cannot("cannot examine the folder", error.into()))?;
        if let Some(far) = far(found.f_type as u32) {
            return Err(SqlError::Open(format!(
                "{} is on a network file system ({far}), where SQLite can lose data; use a local disk or PostgreSQL, or allow it in the settings",
                folder.display()
            )));
        }
    }
    let path = folder.join(name);
    check_header(&path)?;
    Ok(path)
}

/// Name of the far file system with this magic number.
fn far(magic: u32) -> Option<&'static str> {
    FAR.iter().find(|(_, number)| *number == magic).map(|(name, _)| *name)
}

/// Refuses a file that SQLite or we did not write. An empty or missing file is a new database.
fn check_header(path: &Path) -> Result<(), SqlError> {
    if path.is_dir() {
        return Err(SqlError::Open(format!("{} is a folder, not a file", path.display())));
    }
    let mut header = [0_u8; 72];
    let read = match File::open(path) {
        Ok(mut file) => file.read(&mut header),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => Err(error),
    }
    .map_err(|error| SqlError::Open(format!("cannot read {} ({error})", path.display())))?;
    let id = i32::from_be_bytes([header[68], header[69], header[70], header[71]]);
    if read == 0 || (header.starts_with(b"SQLite format 3\0") && (id == APPLICATION_ID || id == 0)) {
        return Ok(());
    }
    if header.starts_with(b"SQLite format 3\0") {
        return Err(SqlError::Open(format!("{} is the database of another program", path.display())));
    }
    Err(SqlError::Open(format!("{} is not a database, or its first page is damaged", path.display())))
}

/// The note that a check leaves beside a damaged file, so that a restart does not forget it.
pub(super) fn note_of(database: &Path) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push("-damaged");
    name.into()
}

/// Leaves the note. If that fails too, this process still remembers.
pub(super) fn mark_damaged(database: &Path, text: &str) {
    drop(std::fs::write(note_of(database), text));
}

/// The damage that was found earlier, if there was any.
pub(super) fn damage_found(database: &Path) -> Option<String> {
    std::fs::read_to_string(note_of(database)).ok()
}

/// Empties the log of a file into it, and says whether nobody else has it open. A file that cannot be opened is used by
/// nobody.
pub(crate) fn alone(database: &Path) -> bool {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let emptied = Connection::open_with_flags(database, flags).and_then(|connection| {
        connection.busy_timeout(Duration::from_millis(200))?;
        connection.query_row("pragma wal_checkpoint(truncate)", (), |row| row.get::<_, i64>(0))
    });
    let mut index = database.as_os_str().to_owned();
    index.push("-shm");
    match emptied {
        // The last connection that is closed removes the index of the log.
        Ok(busy) => busy == 0 && !Path::new(&index).exists(),
        Err(error) => !matches!(super::convert::error(error), SqlError::Busy(_)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn far_file_systems_are_known_by_their_number() {
        assert_eq!(far(0x6969), Some("NFS"));
        assert_eq!(far(0xef53), None, "ext4");
    }

    #[test]
    fn a_file_that_is_no_database_is_refused_in_words() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notes.txt");
        std::fs::write(&path, "some notes").unwrap();
        let error = prepare(&path, Options::default()).unwrap_err().to_string();
        assert!(error.contains("is not a database"), "{error}");
    }
}
