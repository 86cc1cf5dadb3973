//! What goes on beside serving: numbering the ledger's entries, and showing what changed.
//!
//! Started by `serve`. Any number of replicas may run it: one sequences at a time, by the store's lock.
//! It never changes a record.

use crate::capabilities::Capabilities;
use kaan_db::Db;
use kaan_ledger::Signer;
use std::time::Duration;

/// How often waiting entries are looked for.
const EVERY: Duration = Duration::from_millis(250);

/// Numbers entries until the store is empty of waiting ones; returns the log's size.
pub async fn sequence_all(db: &Db, signer: &Signer) -> kaan_db::Res<u64> {
    loop {
        let done = kaan_ledger::sequence(db, signer).await?;
        if done.numbered == 0 {
            return Ok(done.size);
        }
    }
}

/// Runs until the server stops: sequences, and refreshes what is kept in memory when the log has grown.
pub async fn work(db: Db, signer: Signer, capabilities: Capabilities) {
    let mut shown = None;
    loop {
        match sequence_all(&db, &signer).await {
            Ok(size) if shown != Some(size) => match capabilities.refresh().await {
                Ok(()) => shown = Some(size),
                Err(e) => tracing::error!(error = %e, "what is kept in memory could not be refreshed"),
            },
            Ok(_) => {}
            Err(e) => tracing::warn!(error = %e, "the ledger's entries could not be numbered; trying again"),
        }
        tokio::time::sleep(EVERY).await;
    }
}
