//! A row that an import did not take, and why.
//!
//! Made by the imports of capabilities, printed by the binary. English, for it goes to a terminal or a
//! CSV file. It never judges a row.

use std::fmt;

/// So many rejected rows stand in a report; all of them go to the rejects file.
pub const MOST_REJECTS: usize = 1_000;

/// Why a row was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reject {
    /// The row, counted from 1, without headings.
    pub row: u64,
    /// The column or field, or empty.
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
