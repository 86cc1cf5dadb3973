//! The one binary of Kaan: starts the log of the program and the runtime, and calls [`kaan::run`].
//!
//! It never decides anything: see the library beside it.

use clap::Parser as _;
use std::process::ExitCode;

/// Rows of an import are made on one thread and freed on another, which the system's allocator does slowly
/// (docs/adr/0019-allocator.md).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = kaan::Cli::parse();
    let log = tracing_subscriber::EnvFilter::try_from_env("KAAN_LOG").unwrap_or_else(|_| "warn,kaan=info".into());
    let colours = std::io::IsTerminal::is_terminal(&std::io::stderr());
    tracing_subscriber::fmt().with_env_filter(log).with_ansi(colours).with_writer(std::io::stderr).with_target(false).init();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(e) => return fail(&e.into()),
    };
    let end = runtime.block_on(kaan::run(cli));
    // Work on threads of its own (a long read, a verification) must not hold the program up.
    runtime.shutdown_background();
    match end {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(e) => fail(&e),
    }
}

fn fail(e: &anyhow::Error) -> ExitCode {
    eprintln!("kaan: {e:#}");
    ExitCode::from(2)
}
