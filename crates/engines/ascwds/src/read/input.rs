//! The bytes underneath: what kind of file it is, and UTF-16 turned into UTF-8.

use std::io::{ErrorKind, Read};

use crate::Unusable;

/// How a file's text is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 without a mark, or Windows-1252: told row by row.
    Plain,
    /// UTF-8 with a byte-order mark.
    Utf8Mark,
    /// UTF-16 with a byte-order mark, low byte first.
    Utf16Little,
    /// UTF-16 with a byte-order mark, high byte first.
    Utf16Big,
}

/// Bytes that are enough to tell a file by.
pub(super) const SNIFF: usize = 512;

/// Tells the encoding from the first bytes, or that this is no CSV file. Also returns how many bytes the mark takes.
pub(super) fn sniff(start: &[u8]) -> Result<(Encoding, usize), Unusable> {
    let not = |what| Err(Unusable::NotCsv { what });
    match start {
        [0xEF, 0xBB, 0xBF, ..] => return sniff_text(&start[3..]).map(|()| (Encoding::Utf8Mark, 3)),
        [0xFF, 0xFE, ..] => return Ok((Encoding::Utf16Little, 2)),
        [0xFE, 0xFF, ..] => return Ok((Encoding::Utf16Big, 2)),
        [b'P', b'K', 3 | 5 | 7, ..] => return not("a zip archive or an Excel workbook (xlsx)"),
        [0x1F, 0x8B, ..] => return not("a gzip archive"),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => return not("an old Excel workbook (xls)"),
        [b'%', b'P', b'D', b'F', ..] => return not("a PDF document"),
        [0, second, ..] if *second != 0 => return Err(Unusable::Utf16WithoutMark),
        [first, 0, third, 0, ..] if *first != 0 && *third != 0 => return Err(Unusable::Utf16WithoutMark),
        _ => {}
    }
    sniff_text(start).map(|()| (Encoding::Plain, 0))
}

fn sniff_text(start: &[u8]) -> Result<(), Unusable> {
    if start.trim_ascii_start().first() == Some(&b'<') {
        return Err(Unusable::NotCsv { what: "a web page (HTML)" });
    }
    Ok(())
}

/// Turns UTF-16 bytes into UTF-8 as they come, keeping what is cut off for the next time.
#[derive(Debug, Default)]
pub(super) struct Utf16 {
    kept: Vec<u8>,
}

impl Utf16 {
    /// Appends the text of `bytes` to `out`; `last` when nothing follows. What cannot be read becomes U+FFFD.
    pub fn push(&mut self, bytes: &[u8], big: bool, last: bool, out: &mut Vec<u8>) {
        self.kept.extend_from_slice(bytes);
        let (pairs, odd) = self.kept.as_chunks::<2>();
        let unit = |pair: &[u8; 2]| if big { u16::from_be_bytes(*pair) } else { u16::from_le_bytes(*pair) };
        let cut = pairs.last().is_some_and(|pair| (0xD800..0xDC00).contains(&unit(pair)));
        let whole = if cut && !last { pairs.len() - 1 } else { pairs.len() };
        let mut buffer = [0; 4];
        for letter in char::decode_utf16(pairs[..whole].iter().map(unit)) {
            let letter = letter.unwrap_or(char::REPLACEMENT_CHARACTER);
            out.extend_from_slice(letter.encode_utf8(&mut buffer).as_bytes());
        }
        if last && !odd.is_empty() {
            out.extend_from_slice(char::REPLACEMENT_CHARACTER.encode_utf8(&mut buffer).as_bytes());
        }
        self.kept.drain(..whole * 2);
    }
}

/// Reads once, trying again when interrupted.
pub(super) fn read_some(input: &mut impl Read, into: &mut [u8]) -> std::io::Result<usize> {
    loop {
        match input.read(into) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            result => return result,
        }
    }
}

/// The letter of a Windows-1252 byte; the five bytes it leaves open become U+FFFD.
pub(super) fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{FFFD}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{FFFD}', 'Ž', '\u{FFFD}',
        '\u{FFFD}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{FFFD}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9F => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}
