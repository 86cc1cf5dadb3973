//! What is wrong, said so that machines and people in three languages understand it.
//!
//! Raised by acts and readers of input; turned into a page or an RFC 9457 document by kaan-web
//! alone. It never holds a sentence: the code names one in `locales/`.

use serde::Serialize;
use std::fmt;

/// Whose turn it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The person's: a field is wrong. HTTP 422, or 400 for a malformed address.
    Invalid,
    /// The law, a right or a state says no. HTTP 403, 404 or 409.
    Refused,
    /// Ours: something broke. HTTP 500 or 503; logged once, shown without detail.
    Fault,
}

/// What went wrong beneath an act, as far as whoever answers must know of it.
pub trait MayPass: fmt::Display {
    /// Whether a caller may sensibly try the same again later.
    fn may_pass(&self) -> bool;
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Whose turn it is.
    pub kind: Kind,
    /// Stable, kebab-case, unique in Kaan: `self-crossing`, `unknown-parameter`.
    pub code: &'static str,
    /// The field, row or corner where it is wrong, in the caller's own terms.
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Values that the sentence in `locales/` names, as ready text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<(&'static str, String)>,
}

impl Problem {
    /// A wrong field.
    pub fn invalid(code: &'static str) -> Self {
        Problem { kind: Kind::Invalid, code, place: None, values: Vec::new() }
    }

    /// A refusal.
    pub fn refused(code: &'static str) -> Self {
        Problem { kind: Kind::Refused, ..Problem::invalid(code) }
    }

    /// Our own fault.
    pub fn fault(code: &'static str) -> Self {
        Problem { kind: Kind::Fault, ..Problem::invalid(code) }
    }

    /// Says where.
    #[must_use]
    pub fn at(mut self, place: impl Into<String>) -> Self {
        self.place = Some(place.into());
        self
    }

    /// Adds a value for the sentence.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.values.push((name, value.to_string()));
        self
    }
}

impl From<crate::access::Denial> for Problem {
    /// A refusal with the denial's code; rule and section, where known, for the sentence.
    fn from(denial: crate::access::Denial) -> Self {
        let refused = Problem { kind: Kind::Refused, ..Problem::invalid(denial.code) };
        let named = [("rule", denial.rule), ("section", denial.section)];
        named.into_iter().fold(refused, |p, (name, value)| match value {
            Some(value) => p.with(name, value),
            None => p,
        })
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)?;
        if let Some(place) = &self.place {
            write!(f, " at {place}")?;
        }
        for (name, value) in &self.values {
            write!(f, ", {name}: {value}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problem {}
