//! The command line: what Kaan can be asked to do, and who does it.
//!
//! Called by `main`. It never does anything itself.

use crate::config::Config;
use crate::{check, demo, export, import, key, people, rebuild, secret, serve, store, verify, work};
use anyhow::Result;
use clap::{Parser, Subcommand};
use std::path::PathBuf;

/// Kaan: an open register of mineral titles, deposits and projects, with a proof beside every record.
#[derive(Debug, Parser)]
#[command(name = "kaan", version, about, propagate_version = true)]
pub struct Cli {
    /// Where it listens, keeps its data and finds its store.
    #[command(flatten)]
    pub config: Config,
    #[command(subcommand)]
    command: Option<Command>,
}

/// What Kaan can be asked to do.
#[derive(Debug, Subcommand)]
enum Command {
    /// Make the data folder, load the demonstration into a new store, and serve (the default).
    Run,
    /// Serve the store as it is.
    Serve,
    /// Load the demonstration; what is already there stays as it is.
    Demo,
    /// Bring the store's schema up to date.
    Migrate,
    /// Bring a register or a list of facts in.
    Import(import::Import),
    /// Check parcels in a file against the register: one JSON line a feature.
    Check(check::Check),
    /// Copy the embedded store to a file while it is in use.
    Backup {
        /// The new file.
        to: PathBuf,
    },
    /// Put a backup in the place of the embedded store; the server must be stopped.
    Restore {
        /// The backup.
        from: PathBuf,
        /// Replace a store that is there.
        #[arg(long)]
        force: bool,
    },
    /// Put authorities in and give the first roles, as a file says (docs/operations.md); run again, it changes nothing.
    Seat {
        /// Organisations and accounts, as TOML.
        file: PathBuf,
    },
    /// Put a new secret on top of the server's own: what an earlier one sealed still opens.
    Secret,
    /// Check a ledger (a server's address or an export's folder) or a receipt.
    Verify(verify::Verify),
    /// Write everything public as static files.
    Export {
        /// A new or empty folder, or that of an earlier export.
        dir: PathBuf,
    },
    /// Make a working register from an export alone, in a new store.
    Rebuild {
        /// The export's folder.
        dir: PathBuf,
    },
}

/// Carries out a command; `false` when it was carried out and the answer is no.
///
/// # Errors
/// When it could not be carried out, in English.
pub async fn run(cli: Cli) -> Result<bool> {
    let config = &cli.config;
    match cli.command.unwrap_or(Command::Run) {
        Command::Run => {
            let db = store::open(config).await?;
            demo::load_into_new(config, &db).await?;
            people::seat(config, &db).await?;
            serve::serve(config, db).await?;
        }
        Command::Serve => serve::serve(config, store::open(config).await?).await?,
        Command::Demo => {
            let db = store::open(config).await?;
            demo::load(config, &db).await?;
            people::seat(config, &db).await?;
        }
        Command::Migrate => drop(store::open(config).await?),
        Command::Import(what) => return imported(config, what).await,
        Command::Check(what) => return check::run(config, &store::open(config).await?, what).await,
        Command::Backup { to } => store::backup(config, &to)?,
        Command::Restore { from, force } => store::restore(config, &from, force)?,
        Command::Seat { file } => people::seat_from(config, &store::open(config).await?, &file).await?,
        Command::Secret => secret::renew(config)?,
        Command::Verify(what) => return verify::run(what).await,
        Command::Export { dir } => export::export(config, &store::open(config).await?, &dir).await?,
        Command::Rebuild { dir } => rebuild::rebuild(config, &dir).await?,
    }
    Ok(true)
}

/// Imports, then gives the new entries their place and signs, where the key is at hand.
async fn imported(config: &Config, what: import::Import) -> Result<bool> {
    let db = store::open(config).await?;
    let key = key::open(config, &db).await?;
    key.must_sign()?;
    let good = import::run(&db, what).await?;
    work::sequence_all(&db, &key).await?;
    Ok(good)
}
