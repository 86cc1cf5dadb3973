//! A JSON scanner that reads from a stream and builds nothing (RFC 8259).
//!
//! Called by the GeoJSON readers. Depth and length are bounded; numbers keep their digits. It never
//! holds more than one string or one captured value in memory.

use crate::limits::Limits;
use crate::number::Number;
use crate::refusal::Refusal;
use std::io::{BufRead, ErrorKind};

/// The record separator of RFC 8142.
pub(crate) const RS: u8 = 0x1e;

pub(crate) struct Scanner {
    from: Box<dyn BufRead + Send>,
    buffer: Vec<u8>,
    at: usize,
    /// Bytes before the buffer.
    before: u64,
    max_text: usize,
    max_depth: u32,
}

type Scan<T> = Result<T, Refusal>;

impl Scanner {
    pub fn new(from: Box<dyn BufRead + Send>, limits: &Limits) -> Self {
        Scanner { from, buffer: Vec::new(), at: 0, before: 0, max_text: limits.max_attribute_bytes, max_depth: limits.max_depth }
    }

    pub fn offset(&self) -> u64 {
        self.before + self.at as u64
    }

    pub fn broken(&self, what: &'static str) -> Refusal {
        Refusal::new("json-broken").with("expected", what).at_byte(self.offset())
    }

    fn truncated(&self) -> Refusal {
        Refusal::new("file-truncated").at_byte(self.offset())
    }

    /// The next byte, not taken; `None` at the end.
    pub fn peek(&mut self) -> Scan<Option<u8>> {
        if let Some(b) = self.buffer.get(self.at) {
            return Ok(Some(*b));
        }
        self.before += self.at as u64;
        self.at = 0;
        self.buffer.clear();
        let chunk = loop {
            match self.from.fill_buf() {
                Err(e) if e.kind() == ErrorKind::Interrupted => {}
                other => break other.map_err(|e| Refusal::new("file-unreadable").with("error", e))?,
            }
        };
        self.buffer.extend_from_slice(chunk);
        let n = self.buffer.len();
        self.from.consume(n);
        Ok(self.buffer.first().copied())
    }

    fn must(&mut self) -> Scan<u8> {
        self.peek()?.ok_or_else(|| self.truncated())
    }

    fn take(&mut self) -> Scan<u8> {
        let b = self.must()?;
        self.at += 1;
        Ok(b)
    }

    /// Skips blanks, and record separators and byte order marks between values.
    pub fn blanks(&mut self) -> Scan<Option<u8>> {
        loop {
            match self.peek()? {
                Some(b' ' | b'\t' | b'\r' | b'\n' | RS) => self.at += 1,
                other => return Ok(other),
            }
        }
    }

    /// The next byte after blanks, not taken; the end is an error.
    pub fn next_byte(&mut self) -> Scan<u8> {
        self.blanks()?;
        self.must()
    }

    /// Takes this byte, after blanks.
    pub fn expect(&mut self, byte: u8, what: &'static str) -> Scan<()> {
        if self.next_byte()? != byte {
            return Err(self.broken(what));
        }
        self.at += 1;
        Ok(())
    }

    /// After an element: `true` when another follows, `false` when the container closes here.
    pub fn more(&mut self, close: u8) -> Scan<bool> {
        match self.next_byte()? {
            b',' => {
                self.at += 1;
                Ok(true)
            }
            b if b == close => {
                self.at += 1;
                Ok(false)
            }
            _ => Err(self.broken("a comma or the end of a list")),
        }
    }

    /// After an opening bracket: whether the container closes at once.
    pub fn closes(&mut self, close: u8) -> Scan<bool> {
        let empty = self.next_byte()? == close;
        self.at += usize::from(empty);
        Ok(empty)
    }

    /// Calls `f` with every key of an object; `f` must take the value.
    pub fn object(&mut self, mut f: impl FnMut(&mut Self, &str) -> Scan<()>) -> Scan<()> {
        self.expect(b'{', "an object")?;
        if self.closes(b'}')? {
            return Ok(());
        }
        loop {
            let key = self.text()?;
            self.expect(b':', "a colon")?;
            f(self, &key)?;
            if !self.more(b'}')? {
                return Ok(());
            }
        }
    }

    /// A string.
    pub fn text(&mut self) -> Scan<String> {
        self.expect(b'"', "a string")?;
        let mut raw = Vec::new();
        loop {
            // Everything up to a quote, an escape or the end of the buffer at once.
            self.must()?;
            let rest = &self.buffer[self.at..];
            let plain = rest.iter().position(|b| matches!(b, b'"' | b'\\') || *b < 0x20).unwrap_or(rest.len());
            raw.extend_from_slice(&rest[..plain]);
            self.at += plain;
            if raw.len() > self.max_text {
                return Err(Refusal::new("attribute-too-long").with("limit", self.max_text).at_byte(self.offset()));
            }
            match self.peek()? {
                Some(b'"') => {
                    self.at += 1;
                    return String::from_utf8(raw).map_err(|_| Refusal::new("encoding-broken").at_byte(self.offset()));
                }
                Some(b'\\') => self.escape(&mut raw)?,
                Some(b) if b < 0x20 => return Err(self.broken("no control character in a string")),
                Some(_) => {}
                None => return Err(self.truncated()),
            }
        }
    }

    fn escape(&mut self, raw: &mut Vec<u8>) -> Scan<()> {
        self.at += 1;
        let plain = match self.take()? {
            b'n' => b'\n',
            b't' => b'\t',
            b'r' => b'\r',
            b'b' => 8,
            b'f' => 12,
            b @ (b'"' | b'\\' | b'/') => b,
            b'u' => {
                let mut code = self.hex()?;
                if (0xd800..0xdc00).contains(&code) && self.must()? == b'\\' {
                    self.at += 1;
                    if self.take()? != b'u' {
                        return Err(self.broken("the second half of a surrogate pair"));
                    }
                    let low = self.hex()?;
                    code = 0x10000 + ((code - 0xd800) << 10) + (low.wrapping_sub(0xdc00) & 0x3ff);
                }
                let c = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
                raw.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                return Ok(());
            }
            _ => return Err(self.broken("an escape that JSON knows")),
        };
        raw.push(plain);
        Ok(())
    }

    fn hex(&mut self) -> Scan<u32> {
        let mut code = 0;
        for _ in 0..4 {
            let digit = char::from(self.take()?).to_digit(16).ok_or_else(|| self.broken("four hexadecimal digits"))?;
            code = code * 16 + digit;
        }
        Ok(code)
    }

    /// A number, with its digits.
    pub fn number(&mut self) -> Scan<Number> {
        self.blanks()?;
        let (mut word, mut n) = ([0u8; 64], 0);
        while let Some(b) = self.peek()? {
            if !matches!(b, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E') {
                break;
            }
            *word.get_mut(n).ok_or_else(|| self.broken("a number of at most 64 characters"))? = b;
            n += 1;
            self.at += 1;
        }
        if n == 0 && self.peek()?.is_some_and(|b| b.is_ascii_alphabetic()) {
            return Err(Refusal::new("number-not-finite").at_byte(self.offset()));
        }
        match Number::parse(&word[..n]) {
            Some(number) => Ok(number),
            None if self.peek()?.is_none() => Err(self.truncated()),
            None => Err(self.broken("a number")),
        }
    }

    /// `true`, `false` or `null`.
    pub fn word(&mut self) -> Scan<Option<bool>> {
        let (text, value): (&[u8], _) = match self.next_byte()? {
            b't' => (b"true", Some(true)),
            b'f' => (b"false", Some(false)),
            b'n' => (b"null", None),
            _ => return Err(self.broken("a value")),
        };
        for expected in text {
            if self.take()? != *expected {
                return Err(self.broken("true, false or null"));
            }
        }
        Ok(value)
    }

    /// Skips one value of any kind; keeps its text when asked to.
    pub fn skip(&mut self, mut keep: Option<&mut Vec<u8>>) -> Scan<()> {
        let mut depth = 0u32;
        self.next_byte()?;
        loop {
            let token = self.token(&mut depth)?;
            if depth > self.max_depth {
                return Err(Refusal::new("too-deep").with("limit", self.max_depth).at_byte(self.offset()));
            }
            if let (Some(keep), Some(token)) = (keep.as_mut(), &token) {
                keep.extend_from_slice(token.as_bytes());
                if keep.len() > self.max_text {
                    return Err(Refusal::new("attribute-too-long").with("limit", self.max_text).at_byte(self.offset()));
                }
            }
            if depth == 0 && token.is_some() {
                return Ok(());
            }
        }
    }

    /// One token of a value that is skipped, as text; `None` for blanks.
    fn token(&mut self, depth: &mut u32) -> Scan<Option<std::borrow::Cow<'static, str>>> {
        let b = self.must()?;
        let sign = match b {
            b'"' => return Ok(Some(serde_json::Value::from(self.text()?).to_string().into())),
            b't' | b'f' | b'n' => return Ok(Some(self.word()?.map_or("null", |w| if w { "true" } else { "false" }).into())),
            b'{' => "{",
            b'[' => "[",
            b'}' => "}",
            b']' => "]",
            b',' if *depth > 0 => ",",
            b':' if *depth > 0 => ":",
            b' ' | b'\t' | b'\r' | b'\n' => {
                self.at += 1;
                return Ok(None);
            }
            _ => return Ok(Some(self.number()?.to_string().into())),
        };
        match b {
            b'{' | b'[' => *depth += 1,
            b'}' | b']' => *depth = depth.checked_sub(1).ok_or_else(|| self.broken("a value"))?,
            _ => {}
        }
        self.at += 1;
        Ok(Some(sign.into()))
    }
}
