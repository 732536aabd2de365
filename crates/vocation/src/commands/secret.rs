//! Secrets in files: they stand beside the database and are never in it.

use super::Trouble;
use std::path::Path;

/// The 32 bytes of a secret's file, made from the system's randomness the first time.
///
/// # Errors
/// [`Trouble`] when the file cannot be read or made, or holds something else.
pub fn secret(data: &Path, name: &str) -> Result<[u8; 32], Trouble> {
    let path = data.join(name);
    let unusable = |error: std::io::Error| Trouble::unusable(format!("cannot use {}: {error}", path.display()));
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => new(&path).map_err(unusable)?,
        Err(error) => return Err(unusable(error)),
    };
    let bytes = <[u8; 32]>::try_from(bytes.as_slice());
    bytes.map_err(|_| Trouble::unusable(format!("{} does not hold 32 bytes", path.display())))
}

/// Bytes from the system's randomness.
///
/// # Errors
/// What the system says when it has none.
pub fn random<const N: usize>() -> std::io::Result<[u8; N]> {
    use std::io::Read as _;
    let mut bytes = [0; N];
    std::fs::File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn new(path: &Path) -> std::io::Result<Vec<u8>> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    let bytes = random::<32>()?;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    // Written aside and then named, so that a cut leaves no half key behind.
    let aside = path.with_extension("new");
    let mut file = std::fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&aside)?;
    file.write_all(&bytes)?;
    file.sync_all()?;
    std::fs::rename(aside, path)?;
    Ok(bytes.to_vec())
}
