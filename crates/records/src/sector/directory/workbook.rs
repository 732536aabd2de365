//! The workbook of active locations, .xlsx or .ods: first weighed, then opened.

use std::io::{Cursor, Read as _};

use calamine::{Data, Range, Reader as _, Sheets, open_workbook_auto_from_rs};
use flate2::read::DeflateDecoder;

use super::DirectoryError;
use super::layout::{Document, Layout, read_table};
use super::row::{DirectoryRow, LocationFacts, Note, NoteCode};
use super::text::date_in_words;

/// The most files in the archive.
const MOST_ENTRIES: usize = 2000;
/// The most bytes that they unpack to.
const MOST_BYTES: u64 = 512 << 20;
/// How many times larger an entry of some size may become.
const MOST_RATIO: u64 = 200;
/// Entries smaller than this may have any ratio.
const SMALL: u64 = 1 << 20;

/// Reads the sheets `README`, `HSCA_Active_Locations` and `Dual_Registration_Locations`.
pub(super) fn read(bytes: &[u8]) -> Result<Document, DirectoryError> {
    weigh(bytes)?;
    let broken =
        |error: calamine::Error| DirectoryError::NotADirectory(format!("the workbook cannot be opened: {error}"));
    let mut book: Sheets<Cursor<&[u8]>> = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(broken)?;
    let names = book.sheet_names();
    let mut as_at = None;
    if let Some(name) = names.iter().find(|name| name.to_lowercase().contains("readme")) {
        let sheet = book.worksheet_range(name).map_err(broken)?;
        as_at = sheet.rows().flatten().find_map(|cell| date_in_words(&text(cell)));
    }
    let mut document = None;
    for name in &names {
        let lower = name.to_lowercase();
        if lower.contains("readme") || lower.contains("dual") {
            continue;
        }
        let sheet = book.worksheet_range(name).map_err(broken)?;
        document = read_table(lines(&sheet), as_at)?;
        if document.is_some() {
            break;
        }
    }
    let mut document = document
        .ok_or_else(|| DirectoryError::NotADirectory("the workbook has no sheet of active locations".to_owned()))?;
    for name in names.iter().filter(|name| name.to_lowercase().contains("dual")) {
        let sheet = book.worksheet_range(name).map_err(broken)?;
        add_dual(&sheet, &mut document);
    }
    Ok(document)
}

fn lines(sheet: &Range<Data>) -> impl Iterator<Item = Result<(u64, Vec<String>), DirectoryError>> {
    let first = sheet.start().map_or(0, |start| u64::from(start.0));
    sheet.rows().zip(first + 1..).map(|(cells, line)| Ok((line, cells.iter().map(text).collect())))
}

/// A cell as text; whole numbers without a fraction, dates in ISO.
fn text(cell: &Data) -> String {
    match cell {
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        Data::DateTime(moment) => moment.as_f64().floor().to_string(),
        Data::Empty | Data::Error(_) => String::new(),
        other => other.to_string(),
    }
}

/// Every row of the sheet of dual registrations is listed: the register counts the place once.
fn add_dual(sheet: &Range<Data>, document: &mut Document) {
    let mut rows = lines(sheet).flatten();
    let Some((_, heading)) = rows.by_ref().find(|(_, cells)| cells.iter().any(|cell| cell.trim() == "Location ID"))
    else {
        return;
    };
    let column = heading.iter().position(|cell| cell.trim() == "Location ID").unwrap_or(0);
    for (line, cells) in rows {
        let Some(id) = cells.get(column).map(|id| id.trim()).filter(|id| !id.is_empty()) else { continue };
        let note = Note { column: "Dual registration".to_owned(), code: NoteCode::DualRegistration };
        let location = Some(LocationFacts { id: id.to_owned(), ..LocationFacts::default() });
        document.rows.push(DirectoryRow { line, location, provider: None, notes: vec![note] });
    }
    debug_assert!(document.layout == Layout::ActiveLocations, "only this layout has such a sheet");
}

/// Refuses an archive that is, or unpacks to, more than a workbook of the register ever is: by what it declares and by
/// what its entries really hold, before anything else reads it.
fn weigh(bytes: &[u8]) -> Result<(), DirectoryError> {
    let broken =
        || DirectoryError::NotADirectory("the workbook is damaged: its table of contents cannot be read".to_owned());
    let refuse = |why: String| Err(DirectoryError::Unsafe(why));
    let end = (bytes.len().saturating_sub(65_557)..=bytes.len().saturating_sub(22))
        .rev()
        .find(|&at| bytes.get(at..).is_some_and(|rest| rest.starts_with(b"PK\x05\x06")))
        .ok_or_else(broken)?;
    let entries = usize::from(u16_at(bytes, end + 10).ok_or_else(broken)?);
    if entries > MOST_ENTRIES {
        return refuse(format!("it holds {entries} files; a workbook has at most {MOST_ENTRIES}"));
    }
    let mut at = u32_at(bytes, end + 16).ok_or_else(broken)? as usize;
    let (mut declared, mut actual) = (0, 0);
    for _ in 0..entries {
        let entry = Entry::read(bytes, at).ok_or_else(broken)?;
        at = entry.next;
        if entry.name.contains("..") || entry.name.starts_with(['/', '\\']) {
            return refuse("it holds a file name that leads outside".to_owned());
        }
        declared += entry.unpacked;
        actual += entry.weigh(bytes, MOST_BYTES - actual).ok_or_else(broken)?;
        let ratio = actual.max(entry.unpacked) / entry.packed.max(1);
        if declared > MOST_BYTES || actual >= MOST_BYTES {
            return refuse(format!("it unpacks to more than {} MiB", MOST_BYTES >> 20));
        }
        if entry.unpacked > SMALL && ratio > MOST_RATIO {
            return refuse(format!("a part of it unpacks to more than {MOST_RATIO} times its size"));
        }
    }
    Ok(())
}

/// One entry of the archive's table of contents.
struct Entry<'a> {
    name: std::borrow::Cow<'a, str>,
    deflated: bool,
    packed: u64,
    unpacked: u64,
    header: usize,
    next: usize,
}

impl<'a> Entry<'a> {
    fn read(bytes: &'a [u8], at: usize) -> Option<Self> {
        bytes.get(at..)?.starts_with(b"PK\x01\x02").then_some(())?;
        let name_length = usize::from(u16_at(bytes, at + 28)?);
        let extra = usize::from(u16_at(bytes, at + 30)?) + usize::from(u16_at(bytes, at + 32)?);
        let (packed, unpacked, header) = (u32_at(bytes, at + 20)?, u32_at(bytes, at + 24)?, u32_at(bytes, at + 42)?);
        let method = u16_at(bytes, at + 10)?;
        // Encrypted entries, other packings and the 64-bit form are no workbook that we know.
        let plain = u16_at(bytes, at + 8)? & 1 == 0 && matches!(method, 0 | 8) && packed.max(unpacked) < u32::MAX;
        plain.then_some(Self {
            name: String::from_utf8_lossy(bytes.get(at + 46..at + 46 + name_length)?),
            deflated: method == 8,
            packed: packed.into(),
            unpacked: unpacked.into(),
            header: header as usize,
            next: at + 46 + name_length + extra,
        })
    }

    /// How many bytes it really holds, counted up to `most`.
    fn weigh(&self, bytes: &[u8], most: u64) -> Option<u64> {
        let name = usize::from(u16_at(bytes, self.header + 26)?);
        let extra = usize::from(u16_at(bytes, self.header + 28)?);
        let start = self.header + 30 + name + extra;
        let packed = bytes.get(start..start.checked_add(usize::try_from(self.packed).ok()?)?)?;
        if !self.deflated {
            return Some(self.packed);
        }
        std::io::copy(&mut DeflateDecoder::new(packed).take(most), &mut std::io::sink()).ok()
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    /// An archive of one deflated entry repeated under numbered names, declaring what it likes.
    fn archive(content: &[u8], copies: u16, declared: Option<u32>, name: &str) -> Vec<u8> {
        let mut packer = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
        packer.write_all(content).unwrap();
        let packed = packer.finish().unwrap();
        let unpacked = declared.unwrap_or(content.len() as u32);
        let (mut out, mut contents) = (Vec::new(), Vec::new());
        let sizes = |out: &mut Vec<u8>| {
            out.extend(0_u32.to_le_bytes());
            out.extend((packed.len() as u32).to_le_bytes());
            out.extend(unpacked.to_le_bytes());
            out.extend((name.len() as u16).to_le_bytes());
        };
        for _ in 0..copies {
            let header = out.len() as u32;
            out.extend(b"PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0");
            sizes(&mut out);
            out.extend([0, 0]);
            out.extend(name.as_bytes());
            out.extend(&packed);
            contents.extend(b"PK\x01\x02\x14\0\x14\0\0\0\x08\0\0\0\0\0");
            sizes(&mut contents);
            contents.extend([0; 12]);
            contents.extend(header.to_le_bytes());
            contents.extend(name.as_bytes());
        }
        let start = out.len() as u32;
        let length = contents.len() as u32;
        out.extend(contents);
        out.extend(b"PK\x05\x06\0\0\0\0");
        out.extend(copies.to_le_bytes());
        out.extend(copies.to_le_bytes());
        out.extend(length.to_le_bytes());
        out.extend(start.to_le_bytes());
        out.extend([0, 0]);
        out
    }

    #[test]
    fn an_archive_that_unpacks_to_too_much_is_refused_whether_it_says_so_or_not() {
        let bomb = vec![0; 256 << 20];
        let refused = |bytes: &[u8]| matches!(weigh(bytes), Err(DirectoryError::Unsafe(_)));
        assert!(refused(&archive(&bomb, 1, None, "content.xml")), "a thousand times its size");
        assert!(refused(&archive(&bomb, 3, Some(10), "content.xml")), "it lies about its size");
        assert!(refused(&archive(b"x", 20_000, None, "a")), "twenty thousand entries");
        assert!(refused(&archive(b"x", 1, None, "../../etc/passwd")));
        assert!(weigh(&archive(b"fair", 3, None, "content.xml")).is_ok());
    }

    #[test]
    fn a_damaged_archive_is_refused_with_a_sentence() {
        let fair = archive(b"fair", 2, None, "content.xml");
        for length in 0..fair.len() {
            let cut = fair.get(..length).unwrap();
            assert!(read(cut).is_err(), "{length} bytes");
        }
        let mut shifted = fair.clone();
        let at = shifted.len() - 6;
        shifted[at..at + 4].copy_from_slice(&u32::MAX.to_le_bytes());
        assert!(weigh(&shifted).is_err());
    }
}
