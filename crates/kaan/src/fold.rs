//! The whole register as the fold of its ledger: every entry to the capability that knows it.
//!
//! Called by `rebuild`, which keeps the result, and by `verify`, which compares it. It never records an entry.

use crate::progress::Progress;
use anyhow::{Context, Result};
use kaan_db::{Act, Db, Fault, Res, Tx};
use kaan_ledger::{LogSource, split};
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex};
use tokio::sync::mpsc;

/// Entries applied in one transaction.
const AT_ONCE: usize = 4_000;

/// The folds of all capabilities, with what each remembers between entries.
#[derive(Default)]
struct Folds {
    cadastre: kaan_cadastre::Fold,
    geodata: kaan_geodata::fold::Fold,
    projects: kaan_projects::fold::Fold,
    parties: kaan_parties::fold::Fold,
    office: kaan_office::fold::Fold,
}

impl Folds {
    /// Whether one of them knows the entry.
    async fn apply(&mut self, tx: &mut Tx<'_>, kind: &str, subject: &str, body: &[u8]) -> Res<bool> {
        Ok(self.cadastre.apply(tx, kind, subject, body).await?
            || self.geodata.apply(tx, kind, subject, body).await?
            || self.projects.apply(tx, kind, subject, body).await?
            || self.parties.apply(tx, kind, subject, body).await?
            || self.office.apply(tx, kind, subject, body).await?
            || is_about_acts(kind))
    }

    /// Writes what the folds have kept back: once at the end of each transaction.
    async fn finish(&mut self, tx: &mut Tx<'_>) -> Res<()> {
        self.cadastre.finish(tx).await?;
        self.geodata.finish(tx).await?;
        self.projects.finish(tx).await?;
        self.parties.finish(tx).await?;
        self.office.finish(tx).await
    }
}

/// Roles and seals of the record: the log proves them, and holds commitments to what is private of them. A
/// register made from the log alone has none of that, so there is nothing to fold.
fn is_about_acts(kind: &str) -> bool {
    kind.starts_with("access.")
}

/// Some entries, as one act. Nobody else writes into the store, so it need not be run a second time.
struct Chunk {
    folds: Mutex<Option<Folds>>,
    entries: Vec<(u64, Vec<u8>)>,
}

impl Act for Chunk {
    type Out = Folds;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Folds> {
        let taken = self.folds.lock().ok().and_then(|mut f| f.take());
        let mut folds = taken.ok_or_else(|| Fault::Broken("somebody else writes into the store".into()))?;
        for (index, bytes) in &self.entries {
            let named = |what: &str| Fault::Broken(format!("entry {index}: {what}"));
            let (kind, subject, body) = split(bytes).ok_or_else(|| named("it has no kind and subject"))?;
            let known = folds.apply(tx, kind, subject, body).await.map_err(|e| named(&e.to_string()))?;
            if !known {
                return Err(named(&format!("this program does not know entries of kind {kind}")));
            }
        }
        folds.finish(tx).await?;
        Ok(folds)
    }
}

/// Applies the first `size` entries of a log to the tables of an empty store.
///
/// # Errors
/// When an entry cannot be read or applied, naming it, or the store refuses.
pub async fn fold(db: &Db, log: Arc<dyn LogSource + Send>, size: u64) -> Result<()> {
    let (send, mut receive) = mpsc::channel::<Vec<(u64, Vec<u8>)>>(2);
    let reading = tokio::task::spawn_blocking(move || read(log.as_ref(), size, &send));
    let mut folds = Folds::default();
    let (mut progress, mut done) = (Progress::new("entries folded"), 0);
    while let Some(entries) = receive.recv().await {
        done += entries.len() as u64;
        folds = db.act(Chunk { folds: Mutex::new(Some(folds)), entries }).await.context("the log cannot be folded")?;
        progress.tell(done, Some(size));
    }
    reading.await??;
    progress.end(done);
    Ok(())
}

/// Reads the log in pieces, on a thread of its own, as fast as they are taken.
fn read(log: &dyn LogSource, size: u64, send: &mpsc::Sender<Vec<(u64, Vec<u8>)>>) -> Res<()> {
    let mut piece = Vec::with_capacity(AT_ONCE);
    kaan_ledger::walk(log, size, |index, bytes| {
        piece.push((index, bytes.to_vec()));
        if piece.len() < AT_ONCE {
            return Ok(ControlFlow::Continue(()));
        }
        let full = std::mem::replace(&mut piece, Vec::with_capacity(AT_ONCE));
        // Nobody takes it any more: the fold has failed and says why.
        Ok(if send.blocking_send(full).is_err() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    })?;
    if !piece.is_empty() {
        let _ = send.blocking_send(piece);
    }
    Ok(())
}
