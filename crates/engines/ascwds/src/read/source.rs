//! Records with their physical lines, out of a stream, in constant memory.

use std::io::Read;

use super::input::{self, Encoding, Utf16};
use super::split::{self, Span, Split};
use super::{MAX_COLUMNS, MAX_ROW_BYTES};
use crate::Unusable;

const BUFFER: usize = 128 << 10;

/// A stream of records.
pub(crate) struct Source<R> {
    input: R,
    encoding: Encoding,
    utf16: Utf16,
    buffer: Vec<u8>,
    /// Unread bytes are `buffer[start..end]`.
    start: usize,
    end: usize,
    at_end: bool,
    /// The last record ended in a carriage return: a line feed that follows belongs to it.
    after_return: bool,
    /// Physical line of the next record.
    next_line: u64,
    now: Current,
    spans: Vec<Span>,
    unquoted: Vec<u8>,
    decoded: String,
    decoded_spans: Vec<Span>,
}

/// The record last advanced to.
#[derive(Default)]
struct Current {
    line: u64,
    start: usize,
    end: usize,
    quoted: bool,
    untidy: bool,
    ended: bool,
}

/// One record as text.
#[derive(Clone, Copy)]
pub(crate) struct Record<'a> {
    text: &'a str,
    spans: &'a [Span],
    /// Physical line it starts on.
    pub line: u64,
    /// It was not UTF-8 and has been read as Windows-1252.
    pub recoded: bool,
    /// A quoted cell was followed by more text.
    pub untidy: bool,
    /// It ends in a line end, not in the end of the file.
    pub ended: bool,
}

impl<'a> Record<'a> {
    /// How many cells it has.
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// The cells as they are, joined by commas.
    pub fn joined(&self) -> String {
        let cells = self.spans.iter().map(|span| self.text.get(span.start as usize..span.end as usize));
        cells.map(Option::unwrap_or_default).collect::<Vec<_>>().join(",")
    }

    /// A cell without white space around it; empty beyond the last.
    #[inline]
    pub fn cell(&self, at: usize) -> &'a str {
        let Some(span) = self.spans.get(at) else { return "" };
        let cell = self.text.get(span.start as usize..span.end as usize).unwrap_or_default();
        match cell.as_bytes() {
            [] => "",
            [only] if only.is_ascii_graphic() => cell,
            [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => cell,
            _ => cell.trim(),
        }
    }
}

impl<R: Read> Source<R> {
    /// Starts reading: tells the encoding, refuses what is not text.
    pub fn new(mut input: R) -> Result<Self, Unusable> {
        let mut buffer = vec![0; BUFFER];
        let (mut end, mut at_end) = (0, false);
        while end < input::SNIFF && !at_end {
            let read =
                input::read_some(&mut input, &mut buffer[end..]).map_err(|source| Unusable::Io { line: 1, source })?;
            at_end = read == 0;
            end += read;
        }
        let (encoding, mark) = input::sniff(&buffer[..end])?;
        let mut source = Self {
            input,
            encoding,
            utf16: Utf16::default(),
            buffer,
            start: mark,
            end,
            at_end,
            after_return: false,
            next_line: 1,
            now: Current::default(),
            spans: Vec::with_capacity(128),
            unquoted: Vec::new(),
            decoded: String::new(),
            decoded_spans: Vec::new(),
        };
        if source.is_utf16() {
            let raw = source.buffer[mark..end].to_vec();
            (source.start, source.end) = (0, 0);
            source.append(&raw);
        }
        Ok(source)
    }

    /// The encoding.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    fn is_utf16(&self) -> bool {
        matches!(self.encoding, Encoding::Utf16Little | Encoding::Utf16Big)
    }

    /// Appends UTF-16 bytes as UTF-8.
    fn append(&mut self, raw: &[u8]) {
        self.buffer.truncate(self.end);
        self.utf16.push(raw, self.encoding == Encoding::Utf16Big, self.at_end, &mut self.buffer);
        self.end = self.buffer.len();
    }

    /// Reads more bytes behind the unread ones, which move to the front.
    fn fill(&mut self) -> Result<(), Unusable> {
        self.buffer.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        self.start = 0;
        let io = |line| move |source| Unusable::Io { line, source };
        if self.is_utf16() {
            let mut raw = vec![0; BUFFER];
            let read = input::read_some(&mut self.input, &mut raw).map_err(io(self.next_line))?;
            self.at_end = read == 0;
            self.append(&raw[..read]);
            return Ok(());
        }
        if self.end * 2 > self.buffer.len() {
            self.buffer.resize((self.end * 2).max(BUFFER), 0);
        }
        let read = input::read_some(&mut self.input, &mut self.buffer[self.end..]).map_err(io(self.next_line))?;
        self.at_end = read == 0;
        self.end += read;
        Ok(())
    }

    /// Goes to the next record that is not blank; false at the end of the file.
    pub fn advance(&mut self) -> Result<bool, Unusable> {
        loop {
            if self.after_return && self.start == self.end && !self.at_end {
                self.fill()?;
                continue;
            }
            if self.after_return && self.buffer[..self.end].get(self.start) == Some(&b'\n') {
                self.start += 1;
            }
            self.after_return = false;
            if self.start == self.end && self.at_end {
                return Ok(false);
            }
            if !self.find_record()? {
                self.fill()?;
                continue;
            }
            if self.spans.len() > MAX_COLUMNS {
                return Err(Unusable::TooManyColumns { line: self.now.line, columns: self.spans.len() });
            }
            if !self.is_blank() {
                return Ok(true);
            }
        }
    }

    /// Splits the record at the start of the unread bytes; false when more bytes are needed.
    fn find_record(&mut self) -> Result<bool, Unusable> {
        let bytes = &self.buffer[self.start..self.end];
        let line = self.next_line;
        let mut split = split::plain(bytes, &mut self.spans);
        let (mut lines, mut untidy) = (0, false);
        let quoted = split == Split::Quote;
        if quoted {
            let found = split::quoted(bytes, &mut self.unquoted, &mut self.spans);
            (split, lines, untidy) = (found.split, found.lines, found.untidy);
        }
        let column = self.spans.len();
        let length = match split {
            Split::Ended { at } => at,
            Split::Nul => {
                return Err(Unusable::Nul {
                    line: line + lines,
                    column: if quoted { self.nul_column() } else { column + 1 },
                });
            }
            Split::OpenQuote { lines } if self.at_end || bytes.len() > MAX_ROW_BYTES => {
                return Err(Unusable::UnclosedQuote { line: line + lines, column });
            }
            _ if bytes.len() > MAX_ROW_BYTES => return Err(Unusable::RowTooLong { line, column }),
            _ if !self.at_end => return Ok(false),
            _ => bytes.len(),
        };
        if length > MAX_ROW_BYTES {
            return Err(Unusable::RowTooLong { line, column });
        }
        let ended = matches!(split, Split::Ended { .. });
        self.after_return = bytes.get(length) == Some(&b'\r');
        self.now = Current { line, start: self.start, end: self.start + length, quoted, untidy, ended };
        self.start += length + usize::from(ended);
        self.next_line += lines + u64::from(ended);
        Ok(true)
    }

    fn nul_column(&self) -> usize {
        let at = self.unquoted.iter().position(|byte| *byte == 0).unwrap_or_default();
        1 + self.spans.iter().take_while(|span| (span.end as usize) <= at).count()
    }

    fn bytes(&self) -> &[u8] {
        if self.now.quoted { &self.unquoted } else { &self.buffer[self.now.start..self.now.end] }
    }

    /// True for a line without any content: nothing, white space, or commas alone.
    fn is_blank(&self) -> bool {
        let bytes = self.bytes();
        if self.now.quoted {
            return bytes.trim_ascii().is_empty();
        }
        bytes.iter().all(|byte| matches!(byte, b',' | b' ' | b'\t'))
    }

    /// The record advanced to.
    pub fn record(&mut self) -> Record<'_> {
        let Self { buffer, unquoted, spans, decoded, decoded_spans, now, .. } = self;
        let bytes = if now.quoted { &unquoted[..] } else { &buffer[now.start..now.end] };
        let (line, untidy, ended) = (now.line, now.untidy, now.ended);
        if let Ok(text) = std::str::from_utf8(bytes) {
            return Record { text, spans, line, recoded: false, untidy, ended };
        }
        decoded.clear();
        decoded_spans.clear();
        for span in spans.iter() {
            let start = decoded.len() as u32;
            decoded.extend(bytes[span.start as usize..span.end as usize].iter().copied().map(input::windows_1252));
            decoded_spans.push(Span { start, end: decoded.len() as u32 });
        }
        Record { text: decoded, spans: decoded_spans, line, recoded: true, untidy, ended }
    }
}
