//! The one binary of Kaan: reads the command line, opens the store, and does what was asked.
//!
//! It decides nothing of the law: acts stand in the capabilities, and each command calls one.

mod capabilities;
mod chance;
mod check;
mod config;
mod demo;
mod export;
mod fetch;
mod import;
mod key;
mod migrations;
mod progress;
mod serve;
mod store;
mod verify;
mod work;

use anyhow::Result;
use clap::{Parser, Subcommand};
use config::Config;
use std::path::PathBuf;

/// Kaan: an open register of mineral titles, deposits and projects, with a proof beside every record.
#[derive(Debug, Parser)]
#[command(name = "kaan", version, about, propagate_version = true)]
struct Cli {
    #[command(flatten)]
    config: Config,
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
    /// Check a ledger: a server's address or an export's folder.
    Verify(verify::Verify),
    /// Write everything public as static files.
    Export {
        /// A new or empty folder.
        dir: PathBuf,
    },
    /// Make a working register from an export alone, in a new store.
    Rebuild {
        /// The export's folder.
        dir: PathBuf,
    },
}

fn main() -> std::process::ExitCode {
    let cli = Cli::parse();
    let log = tracing_subscriber::EnvFilter::try_from_env("KAAN_LOG").unwrap_or_else(|_| "info".into());
    tracing_subscriber::fmt().with_env_filter(log).with_writer(std::io::stderr).with_target(false).init();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(e) => return fail(&e.into()),
    };
    match runtime.block_on(run(cli)) {
        Ok(true) => std::process::ExitCode::SUCCESS,
        Ok(false) => std::process::ExitCode::FAILURE,
        Err(e) => fail(&e),
    }
}

fn fail(e: &anyhow::Error) -> std::process::ExitCode {
    eprintln!("kaan: {e:#}");
    std::process::ExitCode::FAILURE
}

/// Carries out a command; `false` when it was carried out and the answer is no.
async fn run(cli: Cli) -> Result<bool> {
    let config = &cli.config;
    match cli.command.unwrap_or(Command::Run) {
        Command::Run => {
            let db = store::open(config).await?;
            demo::load_into_new(config, &db).await?;
            serve::serve(config, db).await?;
        }
        Command::Serve => serve::serve(config, store::open(config).await?).await?,
        Command::Demo => demo::load(config, &store::open(config).await?).await?,
        Command::Migrate => drop(store::open(config).await?),
        Command::Import(what) => return import::run(config, &store::open(config).await?, what).await,
        Command::Check(what) => return check::run(&store::open(config).await?, what).await,
        Command::Backup { to } => store::backup(config, &to)?,
        Command::Restore { from, force } => store::restore(config, &from, force)?,
        Command::Verify(what) => return verify::run(what).await,
        Command::Export { dir } => export::export(config, &store::open(config).await?, &dir).await?,
        Command::Rebuild { dir } => export::rebuild(config, &dir).await?,
    }
    Ok(true)
}
