//! The ledger's signing key: a file that only its owner may read.
//!
//! Called by commands that may sign checkpoints. The key never enters the store, a backup or a log.

use crate::chance;
use crate::config::Config;
use crate::store::make_private;
use anyhow::{Context, Result, bail};
use kaan_ledger::Signer;
use std::io::Write as _;
use std::path::Path;

/// Reads the key, or makes it on the first use.
///
/// # Errors
/// When the file cannot be read, is no key, or belongs to a log of another name.
pub fn signer(config: &Config) -> Result<Signer> {
    let path = config.ledger_key();
    if !path.exists() {
        let signer = Signer::generate(chance::bytes()?, &config.ledger_name)?;
        if let Some(folder) = path.parent() {
            make_private(folder)?;
        }
        write_private(&path, &signer.secret()).with_context(|| format!("{} cannot be written", path.display()))?;
        return Ok(signer);
    }
    let text = std::fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
    let signer = Signer::from_secret(&text).with_context(|| format!("{} is no ledger key", path.display()))?;
    if signer.name() != config.ledger_name {
        bail!("{} is the key of the log {}, not of {}: set KAAN_LEDGER_NAME or KAAN_LEDGER_KEY", path.display(), signer.name(), config.ledger_name);
    }
    Ok(signer)
}

/// Writes a new file that only its owner may read; never over one that is there.
fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let mut file = options.open(path)?;
    writeln!(file, "{text}")?;
    file.sync_all()
}
