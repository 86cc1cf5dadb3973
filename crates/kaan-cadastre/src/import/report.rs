//! What an import says: counts, rejected rows with their reasons, overlaps found.
//!
//! Called by the import; printed by the binary. English, for it goes to a terminal or a CSV file.
//! It never holds more than a bounded number of reasons: all of them go to the rejects file.

use crate::model::Counts;
use std::fmt;

/// Why a row was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reject {
    /// The row, counted from 1.
    pub row: u64,
    /// The column, or empty.
    pub column: String,
    /// Stable code: `number-missing`, `number-twice`, `date-unread`, …
    pub code: &'static str,
    /// The reason in words, and what to do.
    pub reason: String,
}

impl Reject {
    /// A reason for a row.
    pub fn new(row: u64, column: &str, code: &'static str, reason: impl Into<String>) -> Self {
        Reject { row, column: column.to_owned(), code, reason: reason.into() }
    }
}

impl fmt::Display for Reject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "row {}", self.row)?;
        if !self.column.is_empty() {
            write!(f, ", column {}", self.column)?;
        }
        write!(f, ": {} [{}]", self.reason, self.code)
    }
}

/// What became of an import.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    /// Rows by what became of them.
    pub counts: Counts,
    /// The very file was brought in before under this mapping: nothing was done.
    pub already: bool,
    /// Nothing was stored, because it was not to be.
    pub dry_run: bool,
    /// The first rejected rows, at most 1,000.
    pub rejects: Vec<Reject>,
    /// Codes that the mapping does not know: their records stand as `other` or `unknown`.
    pub unknown: Vec<String>,
    /// What the reader of the file had to note.
    pub notes: Vec<String>,
    /// The mapping as TOML, when it was guessed.
    pub guessed: Option<String>,
}

/// So many rejected rows stand in a report.
pub const MOST_REJECTS: usize = 1_000;

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let c = &self.counts;
        if self.already {
            return write!(f, "this file was brought in before: nothing to do");
        }
        let done = if self.dry_run { "would be" } else { "were" };
        write!(
            f,
            "{} rows read: {} {done} added, {} corrected, {} unchanged, {} rejected, {} passed over; {} outlines are invalid and kept as handed in; {} overlaps and slivers are recorded as inherited",
            c.read, c.added, c.corrected, c.unchanged, c.rejected, c.skipped, c.invalid, c.overlaps
        )
    }
}
