//! Chores of the house: makes benchmark data and measures what no bench of functions can.
//!
//! Called by `scripts/bench.sh` and by hand: `cargo run --release -p xtask -- generate --out DIR`. It is
//! never part of the product, and never touches a store that is not its own.

mod acts;
mod bare;
mod generate;
mod live;
mod load;
mod random;
mod shapes;
mod write;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::path::PathBuf;

/// As in the binary that is measured (docs/adr/0019-allocator.md).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Chores of the house.
#[derive(Debug, Parser)]
#[command(name = "xtask", about)]
struct Cli {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Debug, Subcommand)]
enum Chore {
    /// Write a synthetic register and candidates: the same files for the same numbers.
    Generate {
        /// How many titles.
        #[arg(long, default_value_t = 100_000)]
        titles: usize,
        /// How many candidates.
        #[arg(long, default_value_t = 10_000)]
        candidates: usize,
        /// The seed of all chance.
        #[arg(long, default_value_t = 20_260_101)]
        seed: u64,
        /// The folder.
        #[arg(long)]
        out: PathBuf,
    },
    /// Check every candidate against the active titles of a generated register, in process.
    Live {
        /// The folder of `generate`.
        #[arg(long)]
        data: PathBuf,
    },
    /// Load a server with GET (or POST) requests over kept connections.
    Load {
        /// `http://127.0.0.1:8080`.
        #[arg(long)]
        url: String,
        /// A file with one path a line; with `--post`, one body a line, sent to the path of `--url`.
        #[arg(long)]
        lines: PathBuf,
        /// Send each line as a JSON body.
        #[arg(long)]
        post: bool,
        /// Connections at the same time.
        #[arg(long, default_value_t = 8)]
        connections: usize,
        /// Seconds.
        #[arg(long, default_value_t = 6)]
        seconds: u64,
        /// What it is called in the output.
        #[arg(long, default_value = "load")]
        name: String,
    },
    /// Durable acts with a ledger entry each, acknowledged one by one.
    Acts {
        /// `sqlite:///path` in a folder of its own, or `postgres://…` of a server of its own.
        #[arg(long)]
        database: String,
        /// Bare rows by group commit instead: the peer, on SQLite alone.
        #[arg(long)]
        bare: bool,
        /// Callers at the same time.
        #[arg(long, default_value_t = 32)]
        callers: usize,
        /// Seconds.
        #[arg(long, default_value_t = 6)]
        seconds: u64,
    },
}

fn main() -> Result<()> {
    match Cli::parse().chore {
        Chore::Generate { titles, candidates, seed, out } => write::all(&out, (titles, candidates), seed),
        Chore::Live { data } => live::run(&data),
        Chore::Load { url, lines, post, connections, seconds, name } => {
            load::run(&load::Wanted { url, lines, post, connections, seconds, name })
        }
        Chore::Acts { database, bare: true, callers, seconds } => {
            bare::run(database.trim_start_matches("sqlite://").as_ref(), callers, seconds)
        }
        Chore::Acts { database, bare: false, callers, seconds } => acts::run(&database, callers, seconds),
    }
}
