//! Whether an export's register is what its log says: the log is folded aside and written out again.
//!
//! Called by `verify`, once the log itself was found good. It names the first byte of each data file that
//! differs, and every other file that is not the manifest's. It never changes the folder.

use super::files::{self, DATA, KINDS};
use super::manifest::{MANIFEST, Manifest};
use crate::capabilities::Capabilities;
use crate::chance;
use crate::fold::fold;
use crate::migrations::MIGRATIONS;
use anyhow::Result;
use kaan_db::Db;
use kaan_ledger::{Checkpoint, LogSource, Verifier};
use std::io::{BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is wrong with the folder, in English, one line each; empty when nothing is.
pub async fn check(
    folder: &Path,
    log: Arc<dyn LogSource + Send>,
    verifier: &Verifier,
    checkpoint: &Checkpoint,
) -> Result<Vec<String>> {
    let aside = Aside::new()?;
    let data = written_again(&aside.0, log, verifier, checkpoint).await;
    let names = match data {
        Ok(names) => names,
        Err(e) => return Ok(vec![format!("{e:#}")]),
    };
    let mut wrong = Vec::new();
    for name in &names {
        let path = format!("{DATA}/{name}");
        wrong.extend(compare(&aside.0.join(&path), &folder.join(&path), &path)?);
    }
    against_manifest(folder, checkpoint, &mut wrong)?;
    Ok(wrong)
}

/// Folds the log into a store aside, and writes its collections beside that store.
async fn written_again(
    aside: &Path,
    log: Arc<dyn LogSource + Send>,
    verifier: &Verifier,
    checkpoint: &Checkpoint,
) -> Result<Vec<String>> {
    let db = Db::open(&format!("sqlite://{}", aside.join("kaan.db").display())).await?;
    db.migrate(MIGRATIONS).await?;
    fold(&db, Arc::clone(&log), checkpoint.size).await?;
    kaan_ledger::import(&db, log, verifier).await?;
    let capabilities = Capabilities::aside(&db).await?;
    files::write(&capabilities, aside, &mut |_| {}).await?;
    let name = |id: &str| KINDS.map(|k| format!("{id}.{}", k.ending()));
    Ok(capabilities.collections().iter().flat_map(|c| name(c.id())).collect())
}

/// Every other file must be the one that the manifest names, and the manifest must be of this ledger.
fn against_manifest(folder: &Path, checkpoint: &Checkpoint, wrong: &mut Vec<String>) -> Result<()> {
    let found = Manifest::of(folder, checkpoint)?;
    let stated = match Manifest::read(folder) {
        Ok(stated) => stated,
        Err(e) => {
            wrong.push(format!("{e:#}"));
            return Ok(());
        }
    };
    let named = |path: &str, lines: &[String]| lines.iter().any(|w| w.starts_with(path));
    for file in &found.files {
        match stated.files.iter().find(|s| s.path == file.path) {
            None => wrong.push(format!("{}: it is not in {MANIFEST}", file.path)),
            Some(s) if s != file && !named(&file.path, wrong) => {
                wrong.push(format!("{}: it is not the file that {MANIFEST} names", file.path))
            }
            Some(_) => {}
        }
    }
    for s in stated.files.iter().filter(|s| !found.files.iter().any(|f| f.path == s.path)) {
        if !named(&s.path, wrong) {
            wrong.push(format!("{}: it is missing", s.path));
        }
    }
    if wrong.is_empty() && found.text()?.as_bytes() != std::fs::read(folder.join(MANIFEST))? {
        wrong.push(format!("{MANIFEST}: it is not what an export of this ledger says"));
    }
    Ok(())
}

/// The first byte in which a file is not what it should be, with its line.
fn compare(right: &Path, given: &Path, name: &str) -> Result<Option<String>> {
    if !given.is_file() {
        return Ok(Some(format!("{name}: it is missing")));
    }
    let open = |path: &Path| std::fs::File::open(path).map(|f| BufReader::with_capacity(1 << 16, f));
    let (mut right, mut given) = (open(right)?.bytes(), open(given)?.bytes());
    let (mut at, mut line) = (0u64, 1u64);
    loop {
        match (right.next().transpose()?, given.next().transpose()?) {
            (None, None) => return Ok(None),
            (a, b) if a != b => return Ok(Some(format!("{name}, line {line}, byte {at}: it is not what the ledger says"))),
            (a, _) => line += u64::from(a == Some(b'\n')),
        }
        at += 1;
    }
}

/// A folder of its own for one check; gone with the value.
struct Aside(PathBuf);

impl Aside {
    fn new() -> Result<Self> {
        let path = std::env::temp_dir().join(format!("kaan-verify-{}", hex::encode(chance::bytes::<8>()?)));
        crate::store::make_private(&path)?;
        Ok(Aside(path))
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
