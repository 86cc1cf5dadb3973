//! Bringing a register in: one file, one act, all or nothing.
//!
//! Called by the binary. A file is opened and asked what it does not say (`plan`), read and mapped on one
//! thread (`read`), judged on others (`judge`), and written by the act (`write`) in one transaction with
//! its entries in the ledger; overlaps among live titles are recorded as inherited (`meet`). It never
//! repairs an outline, never guesses in silence, and leaves nothing behind when it is interrupted.

mod answers;
mod fields;
mod holders;
mod judge;
mod meet;
mod plan;
mod read;
mod refusal;
mod rejects;
mod report;
mod write;

pub use answers::Answers;
pub use kaan_exchange::Reject;
pub use refusal::NotImported;
pub use report::Report;

use crate::law::Law;
use crate::model::{Collection, Counts, Register};
use kaan_base::Instant;
use kaan_db::{Db, Fault};
use plan::Plan;
use std::path::PathBuf;
use std::sync::Arc;
use write::{Bring, Outcome};

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Rows are read, judged and written.
    Rows,
    /// What can be searched is indexed, while overlaps among live titles are looked for.
    Search,
    /// The last overlaps are waited for.
    Overlaps,
    /// All of it goes to disk.
    Commit,
}

/// What the caller is told while an import runs.
#[derive(Debug, Clone, Copy)]
pub struct Told {
    /// At what it is.
    pub phase: Phase,
    /// Rows, or titles, or documents done.
    pub done: u64,
    /// Of how many, where that is known.
    pub of: Option<u64>,
    /// What became of the rows so far.
    pub counts: Counts,
}

/// An import as it is asked for.
#[derive(Clone)]
pub struct Import {
    /// What is brought in.
    pub collection: Collection,
    /// The file, in any format that kaan-exchange reads.
    pub file: PathBuf,
    /// The register it belongs to; one that is bare but for its code takes what the store knows of it.
    pub register: Register,
    /// The mapping file's text and the folder where its file of holders stands; guessed without one.
    pub mapping: Option<(String, PathBuf)>,
    /// What the person says about the file; wins over the mapping.
    pub answers: Answers,
    /// Everything but the storing.
    pub dry_run: bool,
    /// Take the rows that can be taken and write the others here, as CSV with reasons.
    pub rejects: Option<PathBuf>,
    /// The moment of the act.
    pub now: Instant,
    /// Chance, for keys.
    pub chance: [u8; 4],
    /// Told how far it is, a few times a second at most.
    pub tell: Arc<dyn Fn(Told) + Send + Sync>,
    /// Asked again and again; `true` ends the import, and nothing is stored.
    pub stop: kaan_exchange::Stop,
}

/// Brings a file in. `Ok` means committed, or that there was nothing to do, or (see
/// [`Report::stands`]) that nothing was stored because rows were rejected or it was a trial.
///
/// # Errors
/// What makes the file unreadable, what must be answered first, what is wrong with the mapping, or what
/// the store says; nothing is stored then.
pub async fn import(db: &Db, what: Import) -> Result<Report, NotImported> {
    let law = Law::shipped().map_err(|e| NotImported::Store(Fault::Broken(e)))?;
    let plan = tokio::task::spawn_blocking(move || Plan::make(what, law)).await;
    let plan = Arc::new(plan.map_err(|e| NotImported::Store(Fault::Broken(e.to_string())))??);
    let outcome = Arc::new(Outcome::default());
    let done = db.act(Bring { plan: Arc::clone(&plan), outcome: Arc::clone(&outcome) }).await;
    let said = outcome.take();
    match (done, said) {
        (Ok(report), _) => Ok(plan.dress(report)),
        // The act turned back by itself, and says why beside its fault.
        (Err(Fault::Undone(_)), Some(Ok(report))) => Ok(plan.dress(report)),
        (Err(Fault::Undone(_)), Some(Err(refused))) => Err(refused),
        (Err(fault), _) => Err(NotImported::Store(fault)),
    }
}
