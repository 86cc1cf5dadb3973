//! The manifest of an export: every file that is not of the log, by length and hash, and the ledger's position.
//!
//! Made last by `export`, read by `check`. It never lists the log's files: the signed root covers those.

use crate::fetch::LOG;
use anyhow::{Context, Result, bail};
use kaan_ledger::Checkpoint;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::io::Read as _;
use std::path::Path;

/// Its name in the folder.
pub const MANIFEST: &str = "manifest.json";
/// What this program writes and can check; another number means other columns or files.
const FORMAT: &str = "kaan-export/1";
/// A manifest longer than this is not read.
const MOST_BYTES: u64 = 1 << 20;
/// Folders below the export's are searched so deep.
const DEEPEST: usize = 4;

/// The manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    format: String,
    ledger: String,
    ledger_size: u64,
    ledger_root: String,
    /// By path, in its order.
    pub files: Vec<Listed>,
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    /// Below the export's folder.
    pub path: String,
    /// Length.
    pub bytes: u64,
    /// SHA-256, hexadecimal.
    pub sha256: String,
}

impl Manifest {
    /// The manifest of the files that are in the folder.
    pub fn of(dir: &Path, checkpoint: &Checkpoint) -> Result<Self> {
        let mut paths = Vec::new();
        list(dir, "", DEEPEST, &mut paths)?;
        paths.sort();
        let files = paths.into_iter().map(|path| listed(dir, path)).collect::<Result<_>>()?;
        Ok(Manifest {
            format: FORMAT.to_owned(),
            ledger: checkpoint.origin.clone(),
            ledger_size: checkpoint.size,
            ledger_root: checkpoint.text().lines().nth(2).unwrap_or_default().to_owned(),
            files,
        })
    }

    /// As it stands in the folder: JSON of one fixed form.
    pub fn text(&self) -> Result<String> {
        Ok(format!("{}\n", serde_json::to_string_pretty(self)?))
    }

    /// Reads the folder's manifest.
    pub fn read(dir: &Path) -> Result<Self> {
        let path = dir.join(MANIFEST);
        if std::fs::metadata(&path)?.len() > MOST_BYTES {
            bail!("{MANIFEST} is too long");
        }
        let manifest: Self = serde_json::from_slice(&std::fs::read(&path)?).context(MANIFEST)?;
        if manifest.format != FORMAT {
            bail!("{MANIFEST}: the export has the form {}, this program checks {FORMAT}", manifest.format);
        }
        Ok(manifest)
    }
}

fn list(dir: &Path, prefix: &str, depth: usize, out: &mut Vec<String>) -> Result<()> {
    if depth == 0 {
        bail!("{prefix}: folders nest too deep for an export");
    }
    for entry in std::fs::read_dir(dir.join(prefix))? {
        let entry = entry?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            if path != LOG {
                list(dir, &format!("{path}/"), depth - 1, out)?;
            }
        } else if path != MANIFEST && !path.ends_with(".part") {
            out.push(path);
        }
    }
    Ok(())
}

fn listed(dir: &Path, path: String) -> Result<Listed> {
    let mut file = std::fs::File::open(dir.join(&path)).with_context(|| path.clone())?;
    let (mut hash, mut bytes, mut piece) = (Sha256::new(), 0, vec![0; 1 << 16]);
    loop {
        let n = file.read(&mut piece)?;
        let Some(read) = piece.get(..n).filter(|r| !r.is_empty()) else { break };
        hash.update(read);
        bytes += n as u64;
    }
    Ok(Listed { path, bytes, sha256: hex::encode(hash.finalize()) })
}
