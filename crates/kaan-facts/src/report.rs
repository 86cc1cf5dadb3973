//! What an import says: counts, rejected rows with their reasons, refusals of the whole file.
//!
//! Printed by the binary. English, for it goes to a terminal or a CSV file; it never holds more than
//! a bounded number of reasons.

use crate::model::Counts;
use kaan_db::Fault;
use kaan_exchange::Reject;
use std::fmt;

/// What became of an import.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    /// Rows by what became of them.
    pub counts: Counts,
    /// The very file was brought in before under this mapping: nothing was done.
    pub already: bool,
    /// Nothing was stored, because it was not to be.
    pub dry_run: bool,
    /// The first rejected rows.
    pub rejects: Vec<Reject>,
    /// Minerals that `names/` does not know: shown as stated.
    pub unknown: Vec<String>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let c = &self.counts;
        if self.already {
            return write!(f, "this file was brought in before: nothing to do");
        }
        let done = if self.dry_run { "would be" } else { "were" };
        write!(
            f,
            "{} rows read: {} {done} added, {} corrected, {} unchanged, {} rejected, {} belong to another collection",
            c.read, c.added, c.corrected, c.unchanged, c.rejected, c.skipped
        )?;
        if !self.unknown.is_empty() {
            write!(f, "; shown as stated, for want of a name: {}", self.unknown.join(", "))?;
        }
        Ok(())
    }
}

/// Why nothing was stored.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file as a whole cannot be read; a stable code and the reason.
    #[error("{reason} [{code}]")]
    Refused {
        /// Stable code: `file-unreadable`, `not-utf8`, `column-missing`, …
        code: &'static str,
        /// The reason in words.
        reason: String,
    },
    /// Rows were rejected, and the file was to be taken whole or not at all.
    #[error("{} of {} rows were rejected, so nothing was stored", .0.counts.rejected, .0.counts.read)]
    Rejected(Box<Report>),
    /// The store.
    #[error("the store: {0}")]
    Store(#[from] Fault),
}

/// A refusal of the whole file.
pub fn refused(code: &'static str, reason: impl Into<String>) -> ImportError {
    ImportError::Refused { code, reason: reason.into() }
}
