//! Writes a file back in exact national layout, every value as it stands.

use super::super::Trouble;
use super::{unreadable, unusable, unwritable};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use vocation_ascwds::{Kind, Reader};

/// Writes `workplace.csv`, `worker.csv` or `training.csv` into the folder; a file that is there already is left alone.
pub(super) fn write(path: &Path, kind: Kind, folder: &Path) -> Result<(), Trouble> {
    std::fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))?;
    let to = folder.join(format!("{kind}.csv"));
    let file = File::create_new(&to).map_err(|error| unwritable(&to, &error))?;
    let failed = |error: std::io::Error| unwritable(&to, &error);
    let mut out = BufWriter::new(file);
    let input = File::open(path).map_err(|error| unreadable(path, &error))?;
    let mut reader = Reader::new(input).map_err(|error| unusable(path, &error))?;
    out.write_all(reader.national_columns().join(",").as_bytes()).map_err(failed)?;
    out.write_all(b"\r\n").map_err(failed)?;
    let mut text = String::new();
    while let Some(entry) = reader.next_raw().map_err(|error| unusable(path, &error))? {
        let mut cells = Vec::with_capacity(64);
        entry.raw.national(&mut cells);
        text.clear();
        for (at, cell) in cells.into_iter().enumerate() {
            if at > 0 {
                text.push(',');
            }
            push(&mut text, cell);
        }
        text.push_str("\r\n");
        out.write_all(text.as_bytes()).map_err(failed)?;
    }
    out.flush().map_err(failed)
}

fn push(text: &mut String, cell: &str) {
    if cell.contains(['"', ',', '\n', '\r']) {
        text.push('"');
        text.push_str(&cell.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(cell);
    }
}
