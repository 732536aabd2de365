//! Cells to bytes, without formatting machinery.

use std::io::Write;

use jiff::civil::Date;

use super::WriteError;
use crate::codes::Code;
use crate::{Given, Postcode};

/// The bytes of rows not handed on yet.
pub(super) struct Line {
    bytes: Vec<u8>,
}

impl Line {
    pub fn with_capacity(capacity: usize) -> Self {
        Self { bytes: Vec::with_capacity(capacity) }
    }

    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Takes back what was written after `length`.
    pub fn cut(&mut self, length: usize) {
        self.bytes.truncate(length);
    }

    pub fn flush(&mut self, output: &mut impl Write) -> std::io::Result<()> {
        output.write_all(&self.bytes)?;
        self.bytes.clear();
        Ok(())
    }

    /// Ends the row: the comma after its last cell becomes a line end.
    pub fn end(&mut self) {
        self.bytes.pop();
        self.bytes.extend_from_slice(b"\r\n");
    }

    #[inline]
    pub fn blank(&mut self) {
        self.bytes.push(b',');
    }

    /// A text that needs no quotation marks.
    #[inline]
    pub fn plain(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.as_bytes());
        self.bytes.push(b',');
    }

    /// Any text.
    pub fn text(&mut self, column: &'static str, text: &str) -> Result<(), WriteError> {
        let mut quote = false;
        for byte in text.bytes() {
            match byte {
                0 => return Err(WriteError::Unwritable { column, what: "a NUL character" }),
                b',' | b'"' | b'\n' | b'\r' => quote = true,
                _ => {}
            }
        }
        if !quote {
            self.plain(text);
            return Ok(());
        }
        self.bytes.push(b'"');
        for byte in text.bytes() {
            if byte == b'"' {
                self.bytes.push(b'"');
            }
            self.bytes.push(byte);
        }
        self.bytes.extend_from_slice(b"\",");
        Ok(())
    }

    /// A list of texts between semicolons, which they must not hold.
    pub fn texts<'t>(&mut self, column: &'static str, texts: impl Iterator<Item = &'t str>) -> Result<(), WriteError> {
        let mut joined = String::new();
        for (at, text) in texts.enumerate() {
            if text.contains(';') {
                return Err(WriteError::Unwritable { column, what: "a semicolon" });
            }
            if at > 0 {
                joined.push(';');
            }
            joined.push_str(text);
        }
        self.text(column, &joined)
    }

    #[inline]
    pub fn digits(&mut self, number: u32) {
        if number < 10 {
            self.bytes.push(b'0' + number as u8);
            return;
        }
        let mut digits = [0; 10];
        let (mut at, mut rest) = (digits.len(), number);
        while rest > 0 {
            at -= 1;
            digits[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
        }
        self.bytes.extend_from_slice(&digits[at..]);
    }

    #[inline]
    pub fn byte(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    /// An answer, or the code that says don't know; blank without either.
    #[inline]
    pub fn given<T>(&mut self, given: Given<T>, unknown: &str, write: impl FnOnce(&mut Self, T)) {
        match given {
            Given::Value(value) => {
                write(self, value);
                self.bytes.push(b',');
            }
            Given::Unknown => self.plain(unknown),
            Given::Withheld => self.plain("Admin"),
            Given::NotGiven | Given::NotApplicable | Given::Invalid => self.blank(),
        }
    }

    #[inline]
    pub fn code<C: Code>(&mut self, given: Given<C>, unknown: &str) {
        self.given(given, unknown, |line, code| line.digits(code.number().into()));
    }

    /// 1 yes, 2 no, 999 don't know.
    pub fn yes_no(&mut self, given: Given<bool>) {
        self.given(given, "999", |line, yes| line.byte(if yes { b'1' } else { b'2' }));
    }

    /// 0 no, 1 yes.
    pub fn zero_one(&mut self, given: Given<bool>, unknown: &str) {
        self.given(given, unknown, |line, yes| line.byte(b'0' + u8::from(yes)));
    }

    pub fn date(&mut self, given: Given<Date>) {
        self.given(given, "", |line, date| {
            let pair = |number: i16| [b'0' + (number / 10 % 10) as u8, b'0' + (number % 10) as u8];
            let ([d1, d2], [m1, m2]) = (pair(date.day().into()), pair(date.month().into()));
            let ([y1, y2], [y3, y4]) = (pair(date.year() / 100), pair(date.year() % 100));
            line.bytes.extend_from_slice(&[d1, d2, b'/', m1, m2, b'/', y1, y2, y3, y4]);
        });
    }

    /// Hundredths with two decimals.
    pub fn hundredths(&mut self, number: u32) {
        self.digits(number / 100);
        self.bytes.extend_from_slice(&[b'.', b'0' + (number % 100 / 10) as u8, b'0' + (number % 10) as u8]);
    }

    pub fn halves(&mut self, number: u16) {
        self.digits((number / 2).into());
        if number % 2 == 1 {
            self.bytes.extend_from_slice(b".5");
        }
    }

    pub fn postcode(&mut self, given: Given<Postcode>) {
        self.given(given, "", |line, code| line.bytes.extend_from_slice(code.as_str().as_bytes()));
    }

    /// Numbers between semicolons, without the comma after.
    pub fn numbers(&mut self, numbers: impl Iterator<Item = u16>) {
        for (at, number) in numbers.enumerate() {
            if at > 0 {
                self.byte(b';');
            }
            self.digits(number.into());
        }
    }

    /// Bytes that need no quotation marks, without the comma after.
    pub fn raw(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.as_bytes());
    }
}
