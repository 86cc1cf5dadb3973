//! Any encoding read as UTF-8, piece by piece.
//!
//! Wraps the bytes of CSV and XML files. It never holds more than a buffer, and never fails on bytes
//! that are no text: they become U+FFFD.

use encoding_rs::{CoderResult, Decoder, Encoding};
use std::io::{self, BufRead, Read};

/// A reader that yields UTF-8.
pub(crate) struct Transcode {
    from: Box<dyn BufRead + Send>,
    decoder: Decoder,
    ready: Vec<u8>,
    at: usize,
    ended: bool,
}

impl Transcode {
    /// Takes a byte order mark away, whatever it says.
    pub fn new(from: Box<dyn BufRead + Send>, encoding: &'static Encoding) -> Self {
        Transcode { from, decoder: encoding.new_decoder(), ready: Vec::new(), at: 0, ended: false }
    }

    fn refill(&mut self) -> io::Result<()> {
        self.ready.clear();
        self.at = 0;
        while self.ready.is_empty() && !self.ended {
            let chunk = self.from.fill_buf()?;
            let last = chunk.is_empty();
            let room = self.decoder.max_utf8_buffer_length(chunk.len()).unwrap_or(chunk.len() * 3 + 16);
            self.ready.resize(room, 0);
            let (result, read, written, _) = self.decoder.decode_to_utf8(chunk, &mut self.ready, last);
            self.ready.truncate(written);
            self.from.consume(read);
            self.ended = last && result == CoderResult::InputEmpty;
        }
        Ok(())
    }
}

impl Read for Transcode {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if self.at == self.ready.len() {
            self.refill()?;
        }
        let part = &self.ready[self.at..];
        let n = part.len().min(buf.len());
        buf[..n].copy_from_slice(&part[..n]);
        self.at += n;
        Ok(n)
    }
}

/// Passes at most so many bytes on before it is told to go on: bounds one piece of an XML file.
pub(crate) struct Capped<R> {
    inner: R,
    pub left: usize,
}

impl<R> Capped<R> {
    pub fn new(inner: R, left: usize) -> Self {
        Capped { inner, left }
    }
}

impl<R: BufRead> Read for Capped<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let chunk = self.fill_buf()?;
        let n = chunk.len().min(buf.len());
        buf[..n].copy_from_slice(&chunk[..n]);
        self.consume(n);
        Ok(n)
    }
}

impl<R: BufRead> BufRead for Capped<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let chunk = self.inner.fill_buf()?;
        if self.left == 0 && !chunk.is_empty() {
            return Err(io::Error::other("a piece of text is too long"));
        }
        let n = chunk.len().min(self.left);
        Ok(&chunk[..n])
    }

    fn consume(&mut self, amount: usize) {
        self.left = self.left.saturating_sub(amount);
        self.inner.consume(amount);
    }
}
