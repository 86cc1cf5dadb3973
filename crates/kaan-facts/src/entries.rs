//! Facts as entries of the ledger, and back.
//!
//! Called by the import and by the fold. A body is the JSON that the table keeps, byte for byte. It
//! never touches a table.

use crate::kind::Kind;
use crate::model::{Dataset, Imported, Record};
use kaan_ledger::Entry;
use serde::Serialize;

/// The entry of a record.
#[must_use]
pub fn record(kind: &Kind, id: &str, body: &str, corrected: bool) -> Entry {
    let what = if corrected { kind.corrected } else { kind.recorded };
    Entry { kind: what, subject: kind.subject(id), body: body.as_bytes().to_vec() }
}

/// The entry of a data set.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn dataset(described: &'static str, d: &Dataset) -> Result<Entry, String> {
    Ok(Entry { kind: described, subject: subject(&d.code), body: json(d)?.into_bytes() })
}

/// The entry that ends an import.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn import(completed: &'static str, i: &Imported) -> Result<Entry, String> {
    Ok(Entry { kind: completed, subject: subject(&i.dataset), body: json(i)?.into_bytes() })
}

fn subject(code: &str) -> String {
    format!("dataset:{code}")
}

/// The body of a record.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn json<T: Serialize>(value: &T) -> Result<String, String> {
    serde_json::to_string(value).map_err(|e| e.to_string())
}

/// What an entry says.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// A record as it stands from here on, with its body.
    Record(Box<Record>, String),
    /// A data set.
    Dataset(Dataset),
    /// An import ended.
    Import(Imported),
}

/// Reads an entry of this kind of records back; `None` when it speaks of something else.
///
/// # Errors
/// What is wrong with it, in English.
pub fn read(kind: &Kind, what: &str, subject: &str, body: &[u8]) -> Result<Option<Event>, String> {
    let text = std::str::from_utf8(body).map_err(|e| e.to_string())?;
    if what == kind.recorded || what == kind.corrected {
        let record: Record = parse(text)?;
        if kind.subject(&record.id) != subject {
            return Err(format!("an entry about {subject} tells of {}", record.id));
        }
        return Ok(Some(Event::Record(Box::new(record), text.to_owned())));
    }
    if what == kind.described {
        return parse(text).map(|d| Some(Event::Dataset(d)));
    }
    if what == kind.completed {
        // One capability's collections share the kind of this entry: each takes its own.
        let i: Imported = parse(text)?;
        return Ok((i.collection == kind.id).then_some(Event::Import(i)));
    }
    Ok(None)
}

fn parse<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_str(text).map_err(|e| e.to_string())
}
