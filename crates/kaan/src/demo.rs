//! The demonstration: real data under `demo/`, brought in by the same acts as any other register.
//!
//! Called by `kaan run` for a new store and by `kaan demo`. What is brought in, and in which order, stands in
//! `demo/demo.toml`. It never loads into a register that somebody else has begun, and running it again
//! changes nothing.

use crate::config::Config;
use crate::import::{Task, What, one, stop_when_interrupted, text};
use crate::{key, work};
use anyhow::{Context, Result, bail};
use kaan_db::Db;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Demo {
    import: Vec<Step>,
}

/// The words of `kaan import`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    what: What,
    files: Vec<PathBuf>,
    authority: String,
    map: Option<PathBuf>,
    register: Option<PathBuf>,
}

/// Loads the demonstration when the store is new, or when an earlier load did not come to its end.
///
/// # Errors
/// When it cannot be loaded; the next start goes on where this one ended.
pub async fn load_into_new(config: &Config, db: &Db) -> Result<()> {
    let begun = config.data().join("demo.loading");
    let new = kaan_ledger::checkpoint(db).await?.is_none() && kaan_ledger::pending(db).await? == 0;
    if !new && !begun.exists() {
        return Ok(());
    }
    if config.demo().is_none() {
        eprintln!("No folder demo was found: the register begins empty.");
        return Ok(());
    }
    std::fs::write(&begun, "")?;
    load(config, db).await?;
    std::fs::remove_file(&begun)?;
    Ok(())
}

/// Loads the demonstration; what is already there stays as it is.
///
/// # Errors
/// When there is none, or a file of it cannot be taken whole.
pub async fn load(config: &Config, db: &Db) -> Result<()> {
    let Some(folder) = config.demo() else { bail!("there is no folder demo here: name it by --demo or KAAN_DEMO") };
    let key = key::open(config, db).await?;
    key.must_sign()?;
    let plan: Demo = toml::from_str(&text(&folder.join("demo.toml"))?).context("demo.toml")?;
    eprintln!("Loading the demonstration from {}", folder.display());
    let stop = stop_when_interrupted();
    for step in &plan.import {
        let at = |path: &PathBuf| folder.join(path);
        let (map, register) = (step.map.as_ref().map(at), step.register.as_ref().map(at));
        for file in &step.files {
            let file = folder.join(file);
            if !load_one(db, step, &file, map.as_deref(), register.as_deref(), &stop)
                .await
                .with_context(|| file.display().to_string())?
            {
                bail!("{}: rows were rejected, so it was not taken", file.display());
            }
            if stop.load(Ordering::Relaxed) {
                bail!("interrupted: the next start goes on from here");
            }
        }
    }
    work::sequence_all(db, &key).await?;
    Ok(())
}

async fn load_one(
    db: &Db,
    step: &Step,
    file: &Path,
    map: Option<&Path>,
    register: Option<&Path>,
    stop: &std::sync::Arc<std::sync::atomic::AtomicBool>,
) -> Result<bool> {
    let authority = &step.authority;
    one(
        db,
        Task { what: step.what, file, authority, map, register, answers: Default::default(), dry_run: false, rejects: None },
        stop,
    )
    .await
}
