//! Finds the end of one record and its cells in a run of bytes.

/// Where a cell lies within its record's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub start: u32,
    pub end: u32,
}

/// What a run of bytes begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Split {
    /// A record, whose line end is at this index.
    Ended { at: usize },
    /// A record whose line end is not among the bytes.
    Open,
    /// A cell begins with a quotation mark here: take [`quoted`].
    Quote,
    /// A NUL byte.
    Nul,
    /// A quoted cell is not closed; this many line ends lie before its quotation mark within the record.
    OpenQuote { lines: u64 },
}

const EACH: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

fn span(start: usize, end: usize) -> Span {
    Span { start: start as u32, end: end as u32 }
}

/// Splits a record without quotation marks, eight bytes at a time. Every byte with a meaning (comma, quote, line end, NUL)
/// is no greater than a comma, so one subtraction finds them all, with some others that are then passed over.
pub(crate) fn plain(bytes: &[u8], spans: &mut Vec<Span>) -> Split {
    spans.clear();
    let mut start = 0;
    let mut base = 0;
    let (words, rest) = bytes.as_chunks::<8>();
    for word in words {
        let word = u64::from_le_bytes(*word);
        let mut small = word.wrapping_sub(EACH * 0x2D) & !word & HIGH;
        while small != 0 {
            let bit = small.trailing_zeros();
            let at = base + (bit / 8) as usize;
            let byte = (word >> (bit - 7)) as u8;
            if byte == b',' {
                spans.push(span(start, at));
                start = at + 1;
            } else if let Some(end) = other(byte, at, start, spans) {
                return end;
            }
            small &= small - 1;
        }
        base += 8;
    }
    for (offset, &byte) in rest.iter().enumerate() {
        let at = base + offset;
        if byte == b',' {
            spans.push(span(start, at));
            start = at + 1;
        } else if let Some(end) = other(byte, at, start, spans) {
            return end;
        }
    }
    spans.push(span(start, bytes.len()));
    Split::Open
}

fn other(byte: u8, at: usize, start: usize, spans: &mut Vec<Span>) -> Option<Split> {
    match byte {
        b'\n' | b'\r' => {
            spans.push(span(start, at));
            Some(Split::Ended { at })
        }
        b'"' if at == start => Some(Split::Quote),
        0 => Some(Split::Nul),
        _ => None,
    }
}

/// A record with quotation marks, unescaped.
pub(crate) struct Quoted {
    /// How it ended.
    pub split: Split,
    /// Line ends inside quoted cells.
    pub lines: u64,
    /// A quoted cell was followed by something else than a comma or a line end.
    pub untidy: bool,
}

/// Splits a record that has quotation marks; its text without them goes to `text`.
pub(crate) fn quoted(bytes: &[u8], text: &mut Vec<u8>, spans: &mut Vec<Span>) -> Quoted {
    spans.clear();
    text.clear();
    let mut found = Quoted { split: Split::Open, lines: 0, untidy: false };
    let (mut start, mut at, mut fresh) = (0, 0, true);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' if fresh => {
                let opened = found.lines;
                let Some(after) = quoted_cell(bytes, at + 1, text, &mut found.lines) else {
                    spans.push(span(start, text.len()));
                    found.split = if text.contains(&0) { Split::Nul } else { Split::OpenQuote { lines: opened } };
                    return found;
                };
                found.untidy |= !matches!(bytes.get(after), None | Some(b',' | b'\n' | b'\r'));
                at = after;
                fresh = false;
                continue;
            }
            b',' => {
                spans.push(span(start, text.len()));
                start = text.len();
                fresh = true;
                at += 1;
                continue;
            }
            b'\n' | b'\r' => {
                found.split = Split::Ended { at };
                break;
            }
            _ => text.push(byte),
        }
        fresh = false;
        at += 1;
    }
    spans.push(span(start, text.len()));
    if text.contains(&0) {
        found.split = Split::Nul;
    }
    found
}

/// Copies a quoted cell from after its opening mark; returns the index after its closing mark.
fn quoted_cell(bytes: &[u8], mut at: usize, text: &mut Vec<u8>, lines: &mut u64) -> Option<usize> {
    loop {
        let byte = *bytes.get(at)?;
        if byte == b'"' {
            if bytes.get(at + 1) != Some(&b'"') {
                return Some(at + 1);
            }
            at += 1;
        }
        if byte == b'\n' || (byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')) {
            *lines += 1;
        }
        text.push(byte);
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(bytes: &[u8]) -> (Split, Vec<String>) {
        let (mut spans, mut text) = (Vec::new(), Vec::new());
        let mut split = plain(bytes, &mut spans);
        let mut from = bytes;
        if split == Split::Quote {
            split = quoted(bytes, &mut text, &mut spans).split;
            from = &text;
        }
        let cell = |span: &Span| String::from_utf8_lossy(&from[span.start as usize..span.end as usize]).into_owned();
        (split, spans.iter().map(cell).collect())
    }

    #[test]
    fn a_plain_record_ends_at_its_line_end() {
        let (split, found) = cells(b"abc,de fg,,hi!\"#jklmnopqrst,-1.5\r\nnext,row");
        assert_eq!(split, Split::Ended { at: 32 });
        assert_eq!(found, ["abc", "de fg", "", "hi!\"#jklmnopqrst", "-1.5"]);
    }

    #[test]
    fn quotation_marks_inside_a_quoted_cell_are_doubled() {
        let (split, found) = cells(b"a,\"b \"\"c\"\", d\ne\",f\n");
        assert_eq!(split, Split::Ended { at: 18 });
        assert_eq!(found, ["a", "b \"c\", d\ne", "f"]);
    }

    #[test]
    fn an_unclosed_quotation_mark_is_told_apart_from_a_missing_line_end() {
        assert_eq!(cells(b"a,\"b\n\"\"c").0, Split::OpenQuote { lines: 0 });
        assert_eq!(cells(b"a,b").0, Split::Open);
        assert_eq!(cells(b"a,b\0").0, Split::Nul);
    }

    #[test]
    fn bytes_beside_the_separators_in_the_alphabet_do_not_split() {
        let all: Vec<u8> = (1_u8..=255).filter(|byte| !b"\n\r,\"".contains(byte)).collect();
        for shift in 0..9 {
            let mut row = vec![b'x'; shift];
            row.extend(&all);
            row.extend(b",y\n");
            let mut spans = Vec::new();
            assert_eq!(plain(&row, &mut spans), Split::Ended { at: row.len() - 1 });
            assert_eq!(spans.len(), 2);
        }
    }
}
