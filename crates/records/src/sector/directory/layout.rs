//! Which layout a file has, and its rows.

use jiff::civil::Date;

use super::row::{DirectoryRow, NoteCode};
use super::table::{self, Fields, Heading};
use super::text::{Order, date_in_words};
use super::{DirectoryError, api, workbook};

/// The layouts of the regulator's directory and its companions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Layout {
    /// (a) The workbook of active locations, or its sheet as CSV.
    ActiveLocations,
    /// (b) The weekly directory: CSV under four lines of preamble.
    Weekly,
    /// (c) The region layout of the directors of social services.
    Region,
    /// (d) Documents of the syndication API.
    Api,
    /// The latest ratings, one a row.
    LatestRatings,
    /// Providers newly registered.
    NewProviders,
    /// Locations around a point.
    Radius,
    /// Postcodes for the locations of a layout that lacks them.
    Postcodes,
}

impl Layout {
    /// Its name for people.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ActiveLocations => "active locations",
            Self::Weekly => "weekly directory",
            Self::Region => "region layout",
            Self::Api => "API documents",
            Self::LatestRatings => "latest ratings",
            Self::NewProviders => "new providers",
            Self::Radius => "locations around a point",
            Self::Postcodes => "postcodes of locations",
        }
    }

    /// The layout of a heading, by the columns that no other has.
    pub(super) fn of(heading: &Heading) -> Option<Self> {
        let has = |name| heading.has(name);
        if has("CQC Location ID (for office use only)") {
            Some(Self::Weekly)
        } else if has("Location ADASS Region") && has("Location ID") {
            Some(Self::Region)
        } else if has("Location ID") && has("Latest Rating") && has("Domain") {
            Some(Self::LatestRatings)
        } else if has("Location ID") && has("Care home?") && has("Location HSCA start date") {
            Some(Self::ActiveLocations)
        } else if has("providerId") && has("legalName") {
            Some(Self::NewProviders)
        } else if has("locationId") && has("distance") {
            Some(Self::Radius)
        } else if has("Location ID") && has("Postal Code") && heading.len() == 2 {
            Some(Self::Postcodes)
        } else {
            None
        }
    }

    const fn order(self) -> Order {
        match self {
            Self::Region | Self::LatestRatings => Order::MonthFirst,
            _ => Order::DayFirst,
        }
    }

    fn row(self, fields: &mut Fields<'_>) -> DirectoryRow {
        match self {
            Self::ActiveLocations => table::active_location(fields),
            Self::Weekly => table::weekly(fields),
            Self::Region => table::region(fields),
            Self::LatestRatings => table::latest_rating(fields),
            Self::NewProviders => table::new_provider(fields),
            Self::Radius => table::radius(fields),
            Self::Postcodes => table::postcode(fields),
            Self::Api => DirectoryRow::default(),
        }
    }
}

/// A row that could not even be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Its line, from 1.
    pub line: u64,
    /// Why.
    pub code: NoteCode,
}

/// A file read. `rows` and `unread` together are every row of the file that is not blank.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Its layout.
    pub layout: Layout,
    /// The day it is of, if it says so.
    pub as_at: Option<Date>,
    /// Its rows.
    pub rows: Vec<DirectoryRow>,
    /// The rows that could not be read.
    pub unread: Vec<Unread>,
}

/// Reads a file of the directory in any layout, recognised by its content.
///
/// # Errors
/// A sentence that says what is wrong with the whole file; single bad rows are in [`Document::unread`].
pub fn read(bytes: &[u8]) -> Result<Document, DirectoryError> {
    let refuse = |why: &str| Err(DirectoryError::NotADirectory(why.to_owned()));
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    if start.is_empty() {
        return refuse("the file is empty");
    }
    if bytes.starts_with(b"PK") {
        return workbook::read(bytes);
    }
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return refuse("the file is in UTF-16; save it as CSV in UTF-8");
    }
    if bytes.starts_with(&[0x1f, 0x8b]) {
        return refuse("the file is packed with gzip; unpack it first");
    }
    if bytes.contains(&0) {
        return refuse("the file holds zero bytes, so it is no text");
    }
    if start.starts_with(b"<") {
        return refuse("the file is a web page, perhaps an error page saved under the name of the file");
    }
    let text = decode(bytes);
    if start.starts_with(b"{") || start.starts_with(b"[") {
        return api::read(&text);
    }
    read_csv(&text)
}

/// UTF-8, or else Windows-1252, which is how older weekly files were written.
fn decode(bytes: &[u8]) -> String {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes
            .iter()
            .map(|&byte| match byte {
                0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
                _ => char::from(byte),
            })
            .collect(),
    }
}

fn read_csv(text: &str) -> Result<Document, DirectoryError> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let lines = reader.records().map(|record| {
        let record = record.map_err(|error| DirectoryError::NotADirectory(format!("the file is no CSV: {error}")))?;
        let line = record.position().map_or(0, csv::Position::line);
        Ok((line, record.iter().map(str::to_owned).collect()))
    });
    read_table(lines, None)?.ok_or_else(|| {
        DirectoryError::NotADirectory(
            "none of the first lines is the heading of a layout of the care directory".to_owned(),
        )
    })
}

/// How many lines may stand above the heading.
const PREAMBLE: usize = 12;

/// Reads a table whose heading is among its first lines; `None` when it is not.
pub(super) fn read_table(
    lines: impl Iterator<Item = Result<(u64, Vec<String>), DirectoryError>>,
    mut as_at: Option<Date>,
) -> Result<Option<Document>, DirectoryError> {
    let mut found: Option<(Layout, Heading)> = None;
    let (mut rows, mut unread) = (Vec::new(), Vec::new());
    for (index, line) in lines.enumerate() {
        let (line, values) = line?;
        let Some((layout, heading)) = &found else {
            let heading = Heading::new(values.iter().map(String::as_str));
            if let Some(layout) = Layout::of(&heading) {
                found = Some((layout, heading));
            } else if index >= PREAMBLE {
                return Ok(None);
            } else {
                as_at = as_at.or_else(|| values.iter().find_map(|value| date_in_words(value)));
            }
            continue;
        };
        if values.iter().all(|value| value.trim().is_empty()) {
            continue;
        }
        if values.len() != heading.len() {
            unread.push(Unread { line, code: NoteCode::Ragged });
            continue;
        }
        let mut fields = Fields { heading, values: &values, order: layout.order(), notes: Vec::new() };
        let row = layout.row(&mut fields);
        if row.location.is_none() && (row.provider.is_none() || *layout != Layout::NewProviders) {
            unread.push(Unread { line, code: NoteCode::NoIdentifier });
        } else {
            rows.push(DirectoryRow { line, notes: fields.notes, ..row });
        }
    }
    Ok(found.map(|(layout, _)| Document { layout, as_at, rows, unread }))
}
