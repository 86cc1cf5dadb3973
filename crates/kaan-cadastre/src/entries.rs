//! Facts as entries of the ledger, and back.
//!
//! Called by the import (facts to entries) and by the fold (entries to facts). It never touches a table.
//!
//! A body is one JSON object with its members in a fixed order. An entry of the log holds 65,535 bytes;
//! a fact that is longer (a reserved area of twenty thousand corners) is cut into pieces that stand
//! before it in the log as `cadastre.fact-continued`, so that the log alone always suffices.

use crate::model::{Collection, Fact, Imported, InheritedOverlaps, Register, Standing};
use kaan_ledger::Entry;
use serde::{Deserialize, Serialize};

/// Longest text that stands in one entry.
const MOST: usize = 60_000;
/// Most pieces of one fact: about 60 MB.
const MOST_PIECES: usize = 1_000;

/// A register's row was written.
pub const REGISTER: &str = "cadastre.register-described";
/// A piece of the fact that follows.
pub const CONTINUED: &str = "cadastre.fact-continued";
/// Inherited overlaps were recorded.
pub const OVERLAPS: &str = "cadastre.overlaps-inherited";
/// An import ended.
pub const IMPORT: &str = "cadastre.import-completed";
/// Kinds of entries about one record: registered, reported, corrected.
const RECORDS: [[&str; 3]; 3] = [
    ["cadastre.title-registered", "cadastre.title-reported", "cadastre.title-corrected"],
    ["cadastre.application-registered", "cadastre.application-reported", "cadastre.application-corrected"],
    ["cadastre.reserved-area-registered", "cadastre.reserved-area-reported", "cadastre.reserved-area-corrected"],
];

/// What an entry of the register says.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// A register was described, or described anew.
    Register(Register),
    /// A record is new, or (`true`) its facts are corrected.
    Record(Collection, Box<Fact>, bool),
    /// Inherited overlaps.
    Overlaps(InheritedOverlaps),
    /// An import ended.
    Import(Imported),
}

#[derive(Serialize, Deserialize)]
struct Piece {
    part: usize,
    of: usize,
    text: String,
}

fn kind(collection: Collection, fact: &Fact, corrected: bool) -> &'static str {
    let kinds = RECORDS[crate::store::at(collection)];
    match (corrected, fact.standing) {
        (true, _) => kinds[2],
        (false, Standing::Reported) => kinds[1],
        (false, Standing::Registered) => kinds[0],
    }
}

fn body<T: Serialize>(value: &T) -> Result<Vec<u8>, String> {
    serde_json::to_vec(value).map_err(|e| e.to_string())
}

/// The entries of a record's facts: one, or the pieces of a long one and a last with the rest.
///
/// # Errors
/// When the facts are longer than 60 MB, in English.
pub fn record(collection: Collection, fact: &Fact, corrected: bool) -> Result<Vec<Entry>, String> {
    let (kind, subject) = (kind(collection, fact, corrected), collection.subject(&fact.number));
    let bytes = body(fact)?;
    if bytes.len() <= MOST {
        return Ok(vec![Entry { kind, subject, body: bytes }]);
    }
    let text = String::from_utf8(bytes).map_err(|e| e.to_string())?;
    let pieces = cut(&text);
    if pieces.len() > MOST_PIECES {
        return Err(format!("the facts of {} take {} bytes", fact.number, text.len()));
    }
    let of = pieces.len();
    let last = pieces.len() - 1;
    let entry = |(i, text): (usize, &str)| {
        let kind = if i == last { kind } else { CONTINUED };
        let piece = Piece { part: i + 1, of, text: text.to_owned() };
        body(&piece).map(|body| Entry { kind, subject: subject.clone(), body })
    };
    pieces.into_iter().enumerate().map(entry).collect()
}

/// SHA-256 of a record's facts as they stand in the ledger: equal exactly when the facts are.
///
/// # Errors
/// When they cannot be written as JSON.
pub fn digest(fact: &Fact) -> Result<[u8; 32], String> {
    use sha2::Digest as _;
    Ok(sha2::Sha256::digest(body(fact)?).into())
}

/// Cuts a text into pieces whose JSON form fits an entry.
fn cut(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let mut weight = 0;
        let end = rest
            .char_indices()
            .find(|(_, c)| {
                weight += match c {
                    '"' | '\\' => 2,
                    c if (*c as u32) < 0x20 => 6,
                    c => c.len_utf8(),
                };
                weight > MOST
            })
            .map_or(rest.len(), |(i, _)| i);
        let (piece, tail) = rest.split_at(end);
        out.push(piece);
        rest = tail;
    }
    out
}

/// The entry of a register's row.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn register(r: &Register) -> Result<Entry, String> {
    Ok(Entry { kind: REGISTER, subject: register_subject(&r.code), body: body(r)? })
}

/// The subject of a register's own entries.
#[must_use]
pub fn register_subject(code: &str) -> String {
    format!("register:{}", code.split_whitespace().collect::<Vec<_>>().join("%20"))
}

/// The entry of a pack of inherited overlaps.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn overlaps(found: &InheritedOverlaps) -> Result<Entry, String> {
    Ok(Entry { kind: OVERLAPS, subject: register_subject(&found.register), body: body(found)? })
}

/// The entry that ends an import.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn import(done: &Imported) -> Result<Entry, String> {
    Ok(Entry { kind: IMPORT, subject: register_subject(&done.register), body: body(done)? })
}

/// Reads entries back in the order of the log; holds the pieces of a long fact until its last comes.
#[derive(Debug, Clone, Default)]
pub struct Reader {
    held: Option<(String, String, usize)>,
}

impl Reader {
    /// What this entry says; `None` for an entry of another capability, or a piece that is continued.
    ///
    /// # Errors
    /// What is wrong with it, in English.
    pub fn read(&mut self, kind: &str, subject: &str, body: &[u8]) -> Result<Option<Event>, String> {
        let text = || std::str::from_utf8(body).map_err(|e| e.to_string());
        match kind {
            REGISTER => Ok(Some(Event::Register(parse(text()?)?))),
            OVERLAPS => Ok(Some(Event::Overlaps(parse(text()?)?))),
            IMPORT => Ok(Some(Event::Import(parse(text()?)?))),
            CONTINUED => {
                let piece: Piece = parse(text()?)?;
                self.hold(subject, piece)?;
                Ok(None)
            }
            _ => self.read_record(kind, subject, text),
        }
    }

    fn read_record<'a>(
        &mut self,
        kind: &str,
        subject: &str,
        text: impl Fn() -> Result<&'a str, String>,
    ) -> Result<Option<Event>, String> {
        let found = Collection::ALL.iter().zip(RECORDS).find_map(|(c, kinds)| Some((*c, kinds.iter().position(|k| *k == kind)?)));
        let Some((collection, which)) = found else { return Ok(None) };
        let fact: Fact = match self.held.take() {
            None => parse(text()?)?,
            Some(held) => {
                self.held = Some(held);
                self.hold(subject, parse(text()?)?)?;
                let (_, whole, _) = self.held.take().unwrap_or_default();
                parse(&whole)?
            }
        };
        Ok(Some(Event::Record(collection, Box::new(fact), which == 2)))
    }

    fn hold(&mut self, subject: &str, piece: Piece) -> Result<(), String> {
        let held = self.held.get_or_insert_with(|| (subject.to_owned(), String::new(), 0));
        if held.0 != subject || piece.part != held.2 + 1 || piece.part > piece.of || piece.of > MOST_PIECES {
            return Err(format!("piece {} of {} of {subject} is out of order", piece.part, piece.of));
        }
        held.1.push_str(&piece.text);
        held.2 = piece.part;
        Ok(())
    }
}

fn parse<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_str(text).map_err(|e| e.to_string())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::model::{Class, Ground, Status};

    fn fact(handed_in: usize) -> Fact {
        Fact {
            number: "RO 7".into(),
            register: "R".into(),
            kind: None,
            class: Class::Other,
            standing: Standing::Registered,
            status: Status::Active,
            status_text: None,
            name: None,
            holders: vec![],
            commodities: vec!["copper".into()],
            applied: None,
            granted: Some("2020-01-02".into()),
            expires: None,
            claimed_area: None,
            ground: Ground {
                boundary: Some(vec![1, 2, 250]),
                as_handed_in: (handed_in > 0).then(|| "[\"ایک\\\n".repeat(handed_in)),
                ..Ground::default()
            },
            source: None,
        }
    }

    fn back(entries: &[Entry]) -> Vec<Event> {
        let mut reader = Reader::default();
        entries.iter().filter_map(|e| reader.read(e.kind, &e.subject, &e.body).unwrap()).collect()
    }

    #[test]
    fn short_and_long_facts_read_back() {
        for n in [0, 10, 20_000] {
            let f = fact(n);
            let entries = record(Collection::ReservedAreas, &f, false).unwrap();
            assert_eq!(entries.len() > 1, n == 20_000);
            assert!(entries.iter().all(|e| e.body.len() < 65_000), "{n}");
            assert_eq!(back(&entries), [Event::Record(Collection::ReservedAreas, Box::new(f), false)]);
        }
    }

    #[test]
    fn a_missing_piece_is_found() {
        let entries = record(Collection::Titles, &fact(20_000), false).unwrap();
        let mut reader = Reader::default();
        assert!(reader.read(entries[1].kind, &entries[1].subject, &entries[1].body).is_err());
    }

    #[test]
    fn the_body_is_compact_and_in_a_fixed_order() {
        let e = record(Collection::Titles, &fact(0), true).unwrap().remove(0);
        assert_eq!((e.kind, e.subject.as_str()), ("cadastre.title-corrected", "title:RO%207"));
        assert_eq!(
            String::from_utf8(e.body).unwrap(),
            r#"{"number":"RO 7","register":"R","class":"other","standing":"registered","status":"active","commodities":["copper"],"granted":"2020-01-02","parcel":"AQL6"}"#
        );
    }
}
