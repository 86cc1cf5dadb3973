//! `kaan export`: everything public as static files, and the check that they are what the log says.
//!
//! Called by the command line and by `verify`. The folder has the addresses of the site: `ledger/log/` is a
//! whole C2SP log, `data/` the register as data; `manifest.json` names every other file by its hash.
//! All of it follows from the log alone: it holds no clock and no name of a machine.
//! It never writes what is not public, for it asks nobody but the open collections.

mod check;
mod files;
mod manifest;

pub use check::check;
pub use manifest::MANIFEST;

use crate::capabilities::Capabilities;
use crate::config::Config;
use crate::fetch::LOG;
use crate::progress::{Progress, grouped};
use crate::{key, work};
use anyhow::{Context, Result, bail};
use kaan_db::Db;
use kaan_ledger::Checkpoint;
use manifest::Manifest;
use std::path::Path;

/// A register that changes faster than it can be written is tried again so often.
const TRIES: usize = 10;

/// Writes everything public into a folder that is new, empty, or that of an earlier export.
///
/// # Errors
/// When the folder holds something else, the disk refuses, or the register never stands still.
pub async fn export(config: &Config, db: &Db, dir: &Path) -> Result<()> {
    prepare(dir)?;
    let key = key::open(config, db).await?;
    let capabilities = Capabilities::open(config, db).await?;
    // Gone until the folder is whole again: an interrupted export cannot pass for one.
    let _ = std::fs::remove_file(dir.join(MANIFEST));
    for _ in 0..TRIES {
        work::sequence_all(db, &key).await?;
        let mut progress = Progress::new("files written");
        let checkpoint = kaan_ledger::export(db, &key.verifier(), &dir.join(LOG)).await?;
        capabilities.refresh().await?;
        let mut told = 0;
        let positions = files::write(&capabilities, dir, &mut |n| {
            told = n;
            progress.tell(n, None);
        })
        .await?;
        if positions.iter().any(|(_, at)| *at != checkpoint.size) {
            tracing::info!("the register changed while it was written; writing it again");
            continue;
        }
        finish(dir, &checkpoint)?;
        progress.end(told);
        println!("{}: {} entries, {} files of data", dir.display(), grouped(checkpoint.size), positions.len());
        return Ok(());
    }
    bail!("the register changed {TRIES} times while it was written: try again at a quieter moment")
}

/// Texts for people, then the manifest over everything: it comes last, so a folder that has one is whole.
fn finish(dir: &Path, checkpoint: &Checkpoint) -> Result<()> {
    let text = Manifest::of(dir, checkpoint)?.text()?;
    files::put(&dir.join(MANIFEST), text.as_bytes())
}

fn prepare(dir: &Path) -> Result<()> {
    std::fs::create_dir_all(dir).with_context(|| format!("{} cannot be made", dir.display()))?;
    let ours = dir.join(MANIFEST).is_file() || dir.join(LOG).join("vkey").is_file();
    if !ours && std::fs::read_dir(dir)?.next().is_some() {
        bail!("{} holds something that is no export: name a new or empty folder", dir.display());
    }
    Ok(())
}
