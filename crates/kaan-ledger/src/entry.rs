//! An entry of the log and its bytes.
//!
//! Made by acts, packed by [`record`](crate::record), read back by pages and by `rebuild`.
//! It never looks into a body: that is canonical JSON made by a capability, or anything else.
//!
//! The bytes of an entry, which the leaf hash covers: `kind`, a space, `subject`, a line feed, the body.

use kaan_db::{Fault, Res};

/// Longest entry: tlog-tiles prefixes each with a 16-bit length.
const MOST: usize = 65_535;
/// Most entries in one call of [`record`](crate::record).
pub const MOST_ENTRIES: usize = 4_096;
/// Most bytes in one call of [`record`](crate::record), lengths included.
pub const MOST_BYTES: usize = 8 << 20;
const MOST_KIND: usize = 100;
const MOST_SUBJECT: usize = 200;

/// One thing that happened, to be recorded in the transaction that made it happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What happened: `capability.noun-participle`, of `a-z`, `0-9`, `.`, `-`; at most 100 bytes.
    pub kind: &'static str,
    /// What it happened to: an id without spaces or control characters; at most 200 bytes.
    pub subject: String,
    /// The facts, as bytes; with kind and subject at most 65,535 bytes. Log digests, not documents.
    pub body: Vec<u8>,
}

/// An entry read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// Its place in the log, counted from 0; `None` until the sequencer has been by.
    pub index: Option<u64>,
    /// What happened.
    pub kind: String,
    /// What it happened to.
    pub subject: String,
    /// The facts.
    pub body: Vec<u8>,
}

impl Placed {
    /// The bytes that stand in the log, which the leaf hash covers.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.kind.len() + self.subject.len() + self.body.len() + 2);
        frame(&mut out, &self.kind, &self.subject, &self.body);
        out
    }

    pub(crate) fn from_bytes(index: Option<u64>, bytes: &[u8]) -> Res<Self> {
        let (kind, subject, body) =
            split(bytes).ok_or_else(|| Fault::Broken("an entry of the log has no kind and subject".into()))?;
        Ok(Self { index, kind: kind.to_owned(), subject: subject.to_owned(), body: body.to_vec() })
    }
}

fn frame(out: &mut Vec<u8>, kind: &str, subject: &str, body: &[u8]) {
    out.extend_from_slice(kind.as_bytes());
    out.push(b' ');
    out.extend_from_slice(subject.as_bytes());
    out.push(b'\n');
    out.extend_from_slice(body);
}

impl Entry {
    /// Appends the entry with its 16-bit length to `out`.
    pub(crate) fn pack(&self, out: &mut Vec<u8>) -> Res<()> {
        let length = self.kind.len() + self.subject.len() + self.body.len() + 2;
        let Ok(short) = u16::try_from(length) else {
            return Err(Fault::Broken(format!("an entry of {length} bytes; the log takes {MOST}")));
        };
        let kind_ok = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'.' || b == b'-';
        if self.kind.is_empty() || self.kind.len() > MOST_KIND || !self.kind.bytes().all(kind_ok) {
            return Err(Fault::Broken(format!("`{}` is no kind of entry", self.kind)));
        }
        let bad = |c: char| c.is_whitespace() || c.is_control();
        if self.subject.is_empty() || self.subject.len() > MOST_SUBJECT || self.subject.chars().any(bad) {
            return Err(Fault::Broken("the subject of an entry is empty, too long or has spaces".into()));
        }
        out.extend_from_slice(&short.to_be_bytes());
        frame(out, self.kind, &self.subject, &self.body);
        Ok(())
    }
}

/// Splits the bytes of an entry into kind, subject and body; `None` when they are not an entry of Kaan.
#[must_use]
pub fn split(bytes: &[u8]) -> Option<(&str, &str, &[u8])> {
    let end = bytes.iter().take(MOST_KIND + MOST_SUBJECT + 2).position(|&b| b == b'\n')?;
    let (head, body) = bytes.split_at(end);
    let (kind, subject) = std::str::from_utf8(head).ok()?.split_once(' ')?;
    Some((kind, subject, body.get(1..)?))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn entry(kind: &'static str, subject: &str, body: &[u8]) -> Entry {
        Entry { kind, subject: subject.into(), body: body.into() }
    }

    #[test]
    fn an_entry_reads_back_as_it_was_written() {
        let mut out = vec![];
        entry("a.b-made", "s1", b"{\"x\":\n1}").pack(&mut out).unwrap();
        assert_eq!(&out[..2], &[0, 20]);
        assert_eq!(split(&out[2..]), Some(("a.b-made", "s1", &b"{\"x\":\n1}"[..])));
        let placed = Placed::from_bytes(Some(7), &out[2..]).unwrap();
        assert_eq!(placed.bytes(), &out[2..]);
    }

    #[test]
    fn what_would_not_read_back_is_refused() {
        let mut out = vec![];
        for bad in [
            entry("", "s", b""),
            entry("A", "s", b""),
            entry("a b", "s", b""),
            entry("a", "", b""),
            entry("a", "s s", b""),
            entry("a", "s\n", b""),
            entry("a", "s", &vec![0; 65_533]),
        ] {
            assert!(bad.pack(&mut out).is_err(), "{} {}", bad.kind, bad.subject);
        }
        assert!(out.is_empty());
        entry("a", "s", &vec![0; 65_531]).pack(&mut out).unwrap();
        assert_eq!(out.len(), 65_537);
    }
}
