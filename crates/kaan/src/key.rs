//! The ledger's signing key: a file that only its owner may read.
//!
//! Called by commands that may sign checkpoints. The key never enters the store, a backup or a log.
//! Where the store holds a ledger already, it never makes a new key: two keys on one ledger would be
//! two ledgers to an auditor.

use crate::chance;
use crate::config::Config;
use crate::store::make_private;
use anyhow::{Context, Result, bail};
use kaan_db::Db;
use kaan_ledger::{Signer, Verifier, open_checkpoint};
use std::io::Write as _;
use std::path::Path;

/// What this program may do with the ledger of its store.
#[derive(Debug, Clone)]
pub enum Key {
    /// Sign: the ledger is ours.
    Signing(Signer),
    /// Show only: the store is a copy, made by `kaan rebuild`, of a ledger that another signs.
    Copy(Verifier),
}

impl Key {
    /// The public half.
    pub fn verifier(&self) -> Verifier {
        match self {
            Key::Signing(signer) => signer.verifier(),
            Key::Copy(verifier) => verifier.clone(),
        }
    }

    /// For what changes the register.
    ///
    /// # Errors
    /// When the store is a copy, saying what to do.
    pub fn must_sign(&self) -> Result<()> {
        match self {
            Key::Signing(_) => Ok(()),
            Key::Copy(v) => bail!("this store is a copy of the ledger {} and its key is not here: nothing can be added", v.name()),
        }
    }
}

/// Reads the key of the store's ledger, or makes it for a new store.
///
/// # Errors
/// When the file cannot be read, is no key, or is not the key of this store's ledger.
pub async fn open(config: &Config, db: &Db) -> Result<Key> {
    let path = config.ledger_key();
    let note = kaan_ledger::checkpoint(db).await?;
    let known = config.ledger_vkey();
    if path.exists() {
        let signer = read(config, &path, note.is_none())?;
        if let Some(note) = note {
            open_checkpoint(&note, &signer.verifier())
                .with_context(|| format!("the ledger in this store was not signed by {}", path.display()))?;
        }
        return Ok(Key::Signing(signer));
    }
    let Some(note) = note else { return make(config, &path).map(Key::Signing) };
    if known.is_file() {
        let verifier = Verifier::parse(&std::fs::read_to_string(&known)?)?;
        open_checkpoint(&note, &verifier)
            .with_context(|| format!("the ledger in this store was not signed by {}", known.display()))?;
        return Ok(Key::Copy(verifier));
    }
    bail!(
        "the store holds a ledger already, and its key is not at {}: copy the key file there from the first server, or name it by KAAN_LEDGER_KEY",
        path.display()
    )
}

/// Notes whose ledger the rebuilt store is a copy of.
pub fn keep_verifier(config: &Config, verifier: &Verifier) -> Result<()> {
    make_private(&config.data())?;
    std::fs::write(config.ledger_vkey(), format!("{}\n", verifier.vkey()))?;
    Ok(())
}

fn read(config: &Config, path: &Path, new: bool) -> Result<Signer> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let signer = Signer::from_secret(&text).with_context(|| format!("{} is no ledger key", path.display()))?;
    if new && signer.name() != config.ledger_name {
        bail!(
            "{} is the key of the log {}, not of {}: set KAAN_LEDGER_NAME or KAAN_LEDGER_KEY",
            path.display(),
            signer.name(),
            config.ledger_name
        );
    }
    Ok(signer)
}

fn make(config: &Config, path: &Path) -> Result<Signer> {
    let signer = Signer::generate(chance::bytes()?, &config.ledger_name)?;
    if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
        make_private(folder)?;
    }
    write_private(path, &signer.secret()).with_context(|| format!("{} cannot be written", path.display()))?;
    Ok(signer)
}

/// Writes a new file that only its owner may read; never over one that is there.
pub(crate) fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
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
