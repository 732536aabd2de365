//! Watches the bytes of a connection for requests whose length two readers could understand differently.
//!
//! Hyper accepts a request with both `Content-Length` and `Transfer-Encoding` (it quietly drops the length), two equal
//! lengths, and a request without `Host`. Each is a way to smuggle a second request past a proxy (RFC 9112 section 11.2), and after
//! hyper has parsed the head the evidence is gone. So the bytes are read once more here, on their way in: a small pure
//! state machine that only remembers whether something was wrong. The server then refuses the request and closes the connection.

/// What was wrong with a request's framing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Fault {
    /// Both `Content-Length` and `Transfer-Encoding`.
    BothLengths = 1,
    /// `Content-Length` given twice, equal or not.
    TwoLengths,
    /// A `Content-Length` that is not a plain decimal number.
    BadLength,
    /// A `Transfer-Encoding` other than `chunked`.
    BadEncoding,
    /// HTTP/1.1 without a `Host` header.
    NoHost,
    /// More than one `Host` header.
    TwoHosts,
    /// A line ended by a bare line feed, or a header line that is folded or has a space before its colon.
    BadLine,
    /// A chunk whose size or end is malformed.
    BadChunk,
}

impl Fault {
    const ALL: [Fault; 8] = [
        Fault::BothLengths,
        Fault::TwoLengths,
        Fault::BadLength,
        Fault::BadEncoding,
        Fault::NoHost,
        Fault::TwoHosts,
        Fault::BadLine,
        Fault::BadChunk,
    ];

    /// The fault with this number, for a flag kept in an atomic byte; 0 is no fault.
    pub fn from_number(number: u8) -> Option<Fault> {
        Fault::ALL.into_iter().find(|fault| *fault as u8 == number)
    }

    /// One sentence for whoever sent the request.
    pub fn sentence(self) -> &'static str {
        match self {
            Fault::BothLengths => "The request has both a Content-Length and a Transfer-Encoding.",
            Fault::TwoLengths => "The request has more than one Content-Length.",
            Fault::BadLength => "The request's Content-Length is not a number.",
            Fault::BadEncoding => "The only Transfer-Encoding accepted is chunked.",
            Fault::NoHost => "The request has no Host header.",
            Fault::TwoHosts => "The request has more than one Host header.",
            Fault::BadLine => "The request has a header line that is not well formed.",
            Fault::BadChunk => "The request has a chunk that is not well formed.",
        }
    }
}

/// Longest part of a line that is looked at: names and lengths are short, and what is longer cannot change the framing.
const LINE_SEEN: usize = 256;
/// A chunk size has at most this many hexadecimal digits (2^48 bytes: far above any limit here, far below overflow).
const CHUNK_DIGITS: usize = 12;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    /// Before or in a request line.
    Start,
    Header,
    /// In a body of known length.
    Body(u64),
    ChunkSize,
    ChunkData(u64),
    /// The CRLF after a chunk's data.
    ChunkEnd,
    Trailer,
}

/// The watcher of one connection.
#[derive(Debug)]
pub struct Framing {
    at: At,
    line: Vec<u8>,
    last: u8,
    head: Head,
    fault: Option<Fault>,
}

#[derive(Debug, Default)]
struct Head {
    old: bool,
    length: Option<u64>,
    hosts: u8,
    chunked: bool,
}

impl Default for Framing {
    fn default() -> Self {
        Framing { at: At::Start, line: Vec::with_capacity(LINE_SEEN), last: 0, head: Head::default(), fault: None }
    }
}

impl Framing {
    /// The first fault seen, if any. It stays: a connection that was once unclear is not trusted again.
    pub fn fault(&self) -> Option<Fault> {
        self.fault
    }

    /// Reads the next bytes of the connection, in the order in which they arrived.
    pub fn feed(&mut self, mut bytes: &[u8]) {
        while self.fault.is_none() && !bytes.is_empty() {
            match self.at {
                At::Body(left) => bytes = self.skip(left, bytes, At::Start, At::Body),
                At::ChunkData(left) => bytes = self.skip(left, bytes, At::ChunkEnd, At::ChunkData),
                _ => bytes = self.line(bytes),
            }
        }
    }

    fn skip<'a>(&mut self, left: u64, bytes: &'a [u8], then: At, still: fn(u64) -> At) -> &'a [u8] {
        let taken = usize::try_from(left).unwrap_or(usize::MAX).min(bytes.len());
        let left = left - taken as u64;
        self.at = if left == 0 { then } else { still(left) };
        &bytes[taken..]
    }

    fn line<'a>(&mut self, bytes: &'a [u8]) -> &'a [u8] {
        let end = bytes.iter().position(|byte| *byte == b'\n');
        let part = &bytes[..end.unwrap_or(bytes.len())];
        let room = LINE_SEEN.saturating_sub(self.line.len()).min(part.len());
        self.line.extend_from_slice(&part[..room]);
        if let Some(last) = part.last() {
            self.last = *last;
        }
        let Some(end) = end else { return &[] };
        if self.last == b'\r' {
            let mut line = std::mem::take(&mut self.line);
            if line.last() == Some(&b'\r') {
                line.pop();
            }
            match self.take(&line) {
                Ok(next) => self.at = next,
                Err(fault) => self.fault = Some(fault),
            }
            line.clear();
            self.line = line;
            self.last = 0;
        } else {
            self.fault = Some(if self.at == At::ChunkEnd { Fault::BadChunk } else { Fault::BadLine });
        }
        &bytes[end + 1..]
    }

    fn take(&mut self, line: &[u8]) -> Result<At, Fault> {
        match self.at {
            At::Start | At::Trailer if line.is_empty() => Ok(At::Start),
            At::Start => {
                self.head = Head { old: line.ends_with(b"HTTP/1.0"), ..Head::default() };
                Ok(At::Header)
            }
            At::Header if line.is_empty() => self.head.end(),
            At::Header => self.head.header(line).map(|()| At::Header),
            At::ChunkSize => chunk_size(line).map(|size| if size == 0 { At::Trailer } else { At::ChunkData(size) }),
            At::ChunkEnd if line.is_empty() => Ok(At::ChunkSize),
            At::ChunkEnd => Err(Fault::BadChunk),
            At::Trailer | At::Body(_) | At::ChunkData(_) => Ok(self.at),
        }
    }
}

impl Head {
    fn header(&mut self, line: &[u8]) -> Result<(), Fault> {
        let colon = line.iter().position(|byte| *byte == b':').ok_or(Fault::BadLine)?;
        let (name, value) = (&line[..colon], line[colon + 1..].trim_ascii());
        if name.is_empty() || name.iter().any(u8::is_ascii_whitespace) {
            return Err(Fault::BadLine);
        }
        if name.eq_ignore_ascii_case(b"content-length") {
            if self.length.is_some() {
                return Err(Fault::TwoLengths);
            }
            self.length = Some(decimal(value).ok_or(Fault::BadLength)?);
        } else if name.eq_ignore_ascii_case(b"transfer-encoding") {
            if self.chunked || !value.eq_ignore_ascii_case(b"chunked") {
                return Err(Fault::BadEncoding);
            }
            self.chunked = true;
        } else if name.eq_ignore_ascii_case(b"host") {
            self.hosts += 1;
            if self.hosts > 1 {
                return Err(Fault::TwoHosts);
            }
        }
        Ok(())
    }

    fn end(&self) -> Result<At, Fault> {
        match (self.chunked, self.length) {
            (true, Some(_)) => Err(Fault::BothLengths),
            _ if self.hosts == 0 && !self.old => Err(Fault::NoHost),
            (true, None) => Ok(At::ChunkSize),
            (false, Some(0) | None) => Ok(At::Start),
            (false, Some(length)) => Ok(At::Body(length)),
        }
    }
}

fn decimal(value: &[u8]) -> Option<u64> {
    if value.is_empty() || value.len() > 15 || !value.iter().all(u8::is_ascii_digit) {
        return None;
    }
    std::str::from_utf8(value).ok()?.parse().ok()
}

fn chunk_size(line: &[u8]) -> Result<u64, Fault> {
    let digits = line.split(|byte| *byte == b';').next().unwrap_or_default().trim_ascii_end();
    if digits.is_empty() || digits.len() > CHUNK_DIGITS || !digits.iter().all(u8::is_ascii_hexdigit) {
        return Err(Fault::BadChunk);
    }
    let text = std::str::from_utf8(digits).map_err(|_| Fault::BadChunk)?;
    u64::from_str_radix(text, 16).map_err(|_| Fault::BadChunk)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault_of(request: &str) -> Option<Fault> {
        let mut whole = Framing::default();
        whole.feed(request.as_bytes());
        let mut bytewise = Framing::default();
        for byte in request.as_bytes() {
            bytewise.feed(&[*byte]);
        }
        assert_eq!(whole.fault(), bytewise.fault(), "the answer may not depend on how the bytes arrive: {request:?}");
        whole.fault()
    }

    #[test]
    fn ordinary_requests_pass_one_after_another_on_one_connection() {
        let two = "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhelloGET /b HTTP/1.1\r\nHost: x\r\n\r\n";
        assert_eq!(fault_of(two), None);
        let chunked = "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5;n=v\r\nhello\r\n0\r\nT: 1\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n";
        assert_eq!(fault_of(chunked), None);
        assert_eq!(fault_of("GET / HTTP/1.0\r\n\r\n"), None);
    }

    #[test]
    fn each_unclear_framing_is_named() {
        for (head, fault) in [
            ("Host: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked", Fault::BothLengths),
            ("Host: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 5", Fault::BothLengths),
            ("Host: x\r\nContent-Length: 5\r\nContent-Length: 5", Fault::TwoLengths),
            ("Host: x\r\nContent-Length: 5, 5", Fault::BadLength),
            ("Host: x\r\nContent-Length: +5", Fault::BadLength),
            ("Host: x\r\nTransfer-Encoding: gzip, chunked", Fault::BadEncoding),
            ("Accept: */*", Fault::NoHost),
            ("Host: x\r\nHost: y", Fault::TwoHosts),
            ("Host: x\r\nContent-Length : 5", Fault::BadLine),
            ("Host: x\r\nA: b\r\n folded", Fault::BadLine),
            ("Host: x\r\nA: b\nC: d", Fault::BadLine),
        ] {
            assert_eq!(fault_of(&format!("POST / HTTP/1.1\r\n{head}\r\n\r\n")), Some(fault), "{head:?}");
        }
    }

    #[test]
    fn a_malformed_chunk_is_named_and_a_long_line_is_not_a_fault() {
        let head = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
        for bad in ["zz\r\n", "\r\n", "fffffffffffff\r\n", "-1\r\n", "2\r\nabc\r\n", "5\r\nhello\n"] {
            assert_eq!(fault_of(&format!("{head}{bad}")), Some(Fault::BadChunk), "{bad:?}");
        }
        assert_eq!(
            fault_of(&format!("GET /{} HTTP/1.1\r\nHost: x\r\nCookie: {}\r\n\r\n", "a".repeat(9000), "b".repeat(9000))),
            None
        );
    }
}
