//! What a process did to its files, from the text that `strace -f -y -xx` writes.

use std::collections::HashMap;
use std::path::Path;

/// One thing that was done, in order.
#[derive(Debug)]
pub enum Done {
    /// The child said that it is ready.
    Ready,
    /// The child acknowledged this write.
    Ack(u64),
    /// Bytes were written at a place of a file.
    Write(String, usize, Vec<u8>),
    /// A file was cut or lengthened.
    Cut(String, usize),
    /// All that was written to a file before is on the disk.
    Sync(String),
    /// A file was removed.
    Remove(String),
}

/// Reads a trace; files outside `folder`, the folder itself and the shared memory inside it are left out.
pub fn read(text: &str, folder: &Path) -> Vec<Done> {
    let mut waiting: HashMap<&str, String> = HashMap::new();
    let mut all = Vec::new();
    for line in text.lines() {
        let Some((process, rest)) = line.split_once(' ') else { continue };
        let rest = rest.trim_start();
        if let Some(begun) = rest.strip_suffix("<unfinished ...>") {
            waiting.insert(process, begun.to_owned());
            continue;
        }
        let whole = match rest.strip_prefix("<... ").and_then(|rest| rest.split_once(" resumed>")) {
            Some((_, end)) => waiting.remove(process).unwrap_or_default() + end,
            None => rest.to_owned(),
        };
        all.extend(done(&whole, folder));
    }
    all
}

fn done(call: &str, folder: &Path) -> Option<Done> {
    let (name, rest) = call.split_once('(')?;
    let (arguments, result) = rest.rsplit_once(" = ")?;
    if result.starts_with('-') {
        return None;
    }
    if name == "write" {
        let said = String::from_utf8(hex(between(arguments, '"', '"')?)).ok()?;
        let said = said.trim_end();
        return match said.strip_prefix("ACK ") {
            Some(number) => Some(Done::Ack(number.parse().ok()?)),
            None => (said == "READY").then_some(Done::Ready),
        };
    }
    let path = if name == "unlink" { between(arguments, '"', '"')? } else { between(arguments, '<', '>')? };
    let path = String::from_utf8(hex(path)).ok()?;
    let file = Path::new(&path).strip_prefix(folder).ok()?.to_str()?.to_owned();
    if file.is_empty() || file.ends_with("-shm") {
        return None;
    }
    let arguments = arguments.trim_end().trim_end_matches(')');
    Some(match name {
        "pwrite64" => {
            let bytes = hex(between(arguments, '"', '"')?);
            let written: usize = result.trim().parse().ok()?;
            Done::Write(file, arguments.rsplit(", ").next()?.parse().ok()?, bytes[..written].to_vec())
        }
        "ftruncate" => Done::Cut(file, arguments.rsplit(", ").next()?.parse().ok()?),
        "fsync" | "fdatasync" => Done::Sync(file),
        "unlink" => Done::Remove(file),
        _ => return None,
    })
}

fn between(text: &str, start: char, end: char) -> Option<&str> {
    let (_, rest) = text.split_once(start)?;
    Some(rest.split_once(end)?.0)
}

/// `\x41\x42` as bytes; text without escapes as it is.
fn hex(text: &str) -> Vec<u8> {
    if !text.starts_with("\\x") {
        return text.as_bytes().to_vec();
    }
    let digit = |byte: u8| (byte as char).to_digit(16).unwrap_or(0) as u8;
    text.as_bytes().chunks_exact(4).map(|four| digit(four[2]) << 4 | digit(four[3])).collect()
}
