//! What an import says: counts, rejected rows with their reasons, overlaps found.
//!
//! Called by the import; printed by the binary. English, for it goes to a terminal or a CSV file.
//! It never holds more than a bounded number of reasons: all of them go to the rejects file.

use crate::model::Counts;
use kaan_exchange::{MOST_REJECTS, Reject};
use std::fmt;

/// What became of an import.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    /// Rows by what became of them.
    pub counts: Counts,
    /// Everything stands already as the file has it: nothing was done.
    pub already: bool,
    /// Nothing was stored, because it was not to be.
    pub dry_run: bool,
    /// Nothing was stored, because rows were rejected and no file for them was named.
    pub undone: bool,
    /// Records of the register that are not in this file: they stand as they were.
    pub absent: u64,
    /// Titles taken over from a register of reports.
    pub confirmed: u64,
    /// The first rejected rows, at most 1,000.
    pub rejects: Vec<Reject>,
    /// Codes that the mapping does not know: their records stand as `other` or `unknown`.
    pub unknown: Vec<String>,
    /// What the reader of the file had to note.
    pub notes: Vec<String>,
    /// The mapping as TOML, when it was guessed.
    pub guessed: Option<String>,
}

impl Report {
    /// Whether what the file says stands in the register now.
    #[must_use]
    pub fn stands(&self) -> bool {
        !self.undone && !self.dry_run
    }

    /// Counts a rejected row, and keeps its reasons while there are few.
    pub(super) fn reject(&mut self, reasons: &[Reject]) {
        self.counts.rejected += 1;
        let room = MOST_REJECTS.saturating_sub(self.rejects.len());
        self.rejects.extend(reasons.iter().take(room).cloned());
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let c = &self.counts;
        if self.already {
            return write!(f, "nothing to do: everything stands already as this file has it");
        }
        if self.undone {
            let some = self.rejects.iter().take(20).map(|r| format!("\n  {r}")).collect::<String>();
            return write!(
                f,
                "nothing was stored: {} of {} rows cannot be taken; correct them, or name a file for them with --rejects:{some}",
                c.rejected, c.read
            );
        }
        let done = if self.dry_run { "would be" } else { "were" };
        write!(
            f,
            "{} rows read: {} {done} added, {} corrected, {} unchanged, {} rejected, {} passed over; {} outlines are invalid and kept as handed in; {} overlaps and slivers are recorded as inherited",
            c.read, c.added, c.corrected, c.unchanged, c.rejected, c.skipped, c.invalid, c.overlaps
        )?;
        if self.absent > 0 {
            write!(f, "; {} records of the register are not in this file and stand as they were", self.absent)?;
        }
        if self.confirmed > 0 {
            write!(f, "; {} titles known from reports are registered now", self.confirmed)?;
        }
        for (what, list) in [("not known to the mapping", &self.unknown), ("noted while reading", &self.notes)] {
            if !list.is_empty() {
                write!(f, "\n  {what}: {}", list.join(", "))?;
            }
        }
        if let Some(mapping) = &self.guessed {
            write!(f, "\n  the mapping was guessed; save it, correct it and give it with --map:\n{mapping}")?;
        }
        Ok(())
    }
}
