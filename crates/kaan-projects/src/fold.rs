//! Projects as the fold of the ledger.
//!
//! Called by `kaan rebuild` (which applies) and `kaan verify` (which rebuilds aside and compares). It
//! never records an entry itself.

use crate::kind::{NAMES, PROJECTS};
use kaan_db::{Db, Res, Tx};

/// The state of a fold between entries: none, as every entry stands alone.
#[derive(Debug, Clone, Copy, Default)]
pub struct Fold;

impl Fold {
    /// Applies one entry of the log; `true` when it was ours.
    ///
    /// # Errors
    /// [`kaan_db::Fault::Broken`] when the entry cannot be read; else what the store says.
    pub async fn apply(&mut self, tx: &mut Tx<'_>, kind: &str, subject: &str, body: &[u8]) -> Res<bool> {
        if !kind.starts_with("projects.") {
            return Ok(false);
        }
        kaan_facts::apply(tx, &PROJECTS, &NAMES, (kind, subject), body).await
    }

    /// Ends a batch: nothing waits here.
    ///
    /// # Errors
    /// None.
    pub async fn finish(&mut self, _tx: &mut Tx<'_>) -> Res<()> {
        Ok(())
    }
}

/// What differs between two stores, at most 20 lines in English.
///
/// # Errors
/// What either store says.
pub async fn compare(one: &Db, two: &Db) -> Res<Vec<String>> {
    kaan_facts::compare(one, two, &PROJECTS).await
}
