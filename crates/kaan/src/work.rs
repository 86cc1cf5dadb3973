//! What goes on beside serving: numbering the ledger's entries and showing what changed, with the chores beside.
//!
//! Started by `serve`, and once by every import. Any number of replicas may run it: one sequences at a
//! time, by the store's lock. It never changes a record.

use crate::capabilities::Capabilities;
use crate::chores::{self, Letters};
use crate::key::Key;
use kaan_db::{Db, Fault, Res};
use kaan_ledger::{Checkpoint, open_checkpoint};
use std::time::{Duration, Instant};

/// How often waiting entries are looked for.
const EVERY: Duration = Duration::from_millis(250);
/// After a refresh, the next waits so many times as long as it took.
const REST: u32 = 3;

/// Numbers entries until none waits, where the key is at hand; returns the signed ledger's size.
///
/// # Errors
/// [`Fault::Broken`] when another key signed the ledger meanwhile; else what the store says.
pub async fn sequence_all(db: &Db, key: &Key) -> Res<u64> {
    let note = kaan_ledger::checkpoint(db).await?;
    if let Some(note) = &note {
        open_checkpoint(note, &key.verifier())?;
    }
    if let Key::Signing(signer) = key
        && (note.is_none() || kaan_ledger::pending(db).await? > 0)
    {
        return Ok(kaan_ledger::sequence(db, signer).await?.size);
    }
    note.map_or(Ok(0), |n| Ok(Checkpoint::parse(&n)?.size))
}

/// Runs until the server stops: the ledger and the chores beside each other, so that a mail server that does
/// not answer holds up no entry.
pub async fn work(db: Db, key: Key, capabilities: Capabilities, shown: u64, letters: Letters) {
    let seals = matches!(key, Key::Signing(_));
    tokio::join!(show(&db, &key, &capabilities, shown), chores::run(&capabilities, &letters, seals));
}

/// Sequences, and refreshes what is kept in memory when the log has grown.
#[allow(clippy::disallowed_methods)] // A stopwatch: it says when to look again, and decides nothing else.
async fn show(db: &Db, key: &Key, capabilities: &Capabilities, mut shown: u64) {
    let mut rest_until = Instant::now();
    loop {
        match sequence_all(db, key).await {
            Ok(size) if shown != size && Instant::now() >= rest_until => {
                let begun = Instant::now();
                match capabilities.refresh().await {
                    Ok(()) => {
                        capabilities.ui().set_ledger_size(size);
                        shown = size;
                    }
                    Err(e) => tracing::error!(error = %format!("{e:#}"), "what is kept in memory could not be refreshed"),
                }
                rest_until = Instant::now() + begun.elapsed() * REST;
            }
            Ok(_) => {}
            Err(e) => grumble(&e),
        }
        tokio::time::sleep(EVERY).await;
    }
}

fn grumble(e: &Fault) {
    if e.may_pass() {
        tracing::warn!(error = %e, "the ledger's entries could not be numbered; trying again");
    } else {
        tracing::error!(error = %e, "the ledger's entries could not be numbered");
    }
}
