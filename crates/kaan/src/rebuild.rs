//! `kaan rebuild`: a working register from an export's folder alone, with the same root and the same answers.
//!
//! Called by the command line. It never writes into a store that holds anything, and never leaves half a
//! register under the store's name: the embedded store is made beside and renamed when whole.

use crate::config::Config;
use crate::fetch::Place;
use crate::fold::fold;
use crate::key;
use crate::migrations::MIGRATIONS;
use crate::progress::grouped;
use crate::store::make_private;
use anyhow::{Context, Result, bail};
use kaan_db::{Db, backup_file};
use kaan_ledger::{Checkpoint, LogSource, Verifier};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Rebuilds into the store of the configuration.
///
/// # Errors
/// When the log is not good, the store is not new, or either cannot be read or written.
pub async fn rebuild(config: &Config, dir: &Path) -> Result<()> {
    let log = Place::of(&dir.display().to_string())?.log()?;
    let (verifier, checkpoint) = good(Arc::clone(&log)).await?;
    make_private(&config.data())?;
    match config.store_file() {
        Some(file) => embedded(&file, log, &verifier, &checkpoint).await?,
        None => fill(&config.database(), log, &verifier, &checkpoint).await?,
    }
    key::keep_verifier(config, &verifier)?;
    println!("{} entries: the register of {} stands again, under the same root", grouped(checkpoint.size), checkpoint.origin);
    println!("It is a copy: put the ledger's key at {} if you are its keeper and mean to go on.", config.ledger_key().display());
    Ok(())
}

/// The whole log is checked before a single row is written.
async fn good(log: Arc<dyn LogSource + Send>) -> Result<(Verifier, Checkpoint)> {
    tokio::task::spawn_blocking(move || {
        let Some(bytes) = log.fetch("vkey")? else { bail!("there is no ledger in this folder") };
        let verifier = Verifier::parse(std::str::from_utf8(&bytes)?)?;
        let report = kaan_ledger::verify(log.as_ref(), &verifier, None)?;
        if let Some(w) = report.wrong.first() {
            bail!("the ledger is not good: {w}");
        }
        let checkpoint = report.checkpoint.context("the ledger has no checkpoint")?;
        Ok((verifier, checkpoint))
    })
    .await?
}

async fn embedded(file: &Path, log: Arc<dyn LogSource + Send>, verifier: &Verifier, checkpoint: &Checkpoint) -> Result<()> {
    if file.exists() {
        bail!("{} is there already: rebuild into a new data folder (--data or KAAN_DATA)", file.display());
    }
    let part = beside(file, ".rebuilding");
    remove(&part);
    fill(&format!("sqlite://{}", part.display()), log, verifier, checkpoint).await?;
    backup_file(&part, file)?;
    remove(&part);
    Ok(())
}

/// Tables first, log last: a store without a log is not taken for a register.
async fn fill(url: &str, log: Arc<dyn LogSource + Send>, verifier: &Verifier, checkpoint: &Checkpoint) -> Result<()> {
    let db = Db::open(url).await?;
    db.migrate(MIGRATIONS).await?;
    if kaan_ledger::checkpoint(&db).await?.is_some() || kaan_ledger::pending(&db).await? > 0 {
        bail!("the store holds a ledger already: rebuild into a new one");
    }
    fold(&db, Arc::clone(&log), checkpoint.size).await?;
    let imported = kaan_ledger::import(&db, log, verifier).await?;
    if imported != *checkpoint {
        bail!("the log changed while it was read: run it again");
    }
    Ok(())
}

fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// A store file with what SQLite keeps beside it.
fn remove(file: &Path) {
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(beside(file, ending));
    }
}
