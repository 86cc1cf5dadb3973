//! Serving: the address, the worker beside it, and the end.
//!
//! Called by `kaan run` and `kaan serve`; tests assemble the same server without an address.
//! It never answers a request itself.

use crate::accept::accept;
use crate::capabilities::Capabilities;
use crate::config::Config;
use crate::key::{self, Key};
use crate::{chores, people, work};
use anyhow::{Context, Result, bail};
use axum::Router;
use kaan_account::Demonstration;
use kaan_db::Db;
use std::io::ErrorKind;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

/// How long requests that are being answered may take at the end.
const GRACE: Duration = Duration::from_secs(10);

/// Everything that answers, and the worker that must run beside it.
pub struct Server {
    /// All routes with their layers.
    pub router: Router,
    /// The capabilities behind them.
    pub capabilities: Capabilities,
    /// What this server may do with the ledger.
    pub key: Key,
    /// Size of the ledger that is shown at first.
    pub shown: u64,
    /// Accounts by which a demonstration can be tried; none elsewhere.
    people: Vec<Demonstration>,
}

/// Opens the capabilities over a store and joins their routes.
///
/// # Errors
/// When the key is not the ledger's, or the store, templates or words are not in order.
pub async fn assemble(config: &Config, db: &Db) -> Result<Server> {
    let key = key::open(config, db).await?;
    let shown = work::sequence_all(db, &key).await?;
    let capabilities = Capabilities::open(config, db).await?;
    capabilities.ui().set_ledger_size(shown);
    let people = if capabilities.ui().demonstration() { people::shown(config)? } else { Vec::new() };
    capabilities.account().set_demonstration(people.clone());
    let router = capabilities.router(&key.verifier(), &config.cache()).await?;
    Ok(Server { router, capabilities, key, shown, people })
}

/// Serves until the program is told to stop, then lets requests in hand end.
///
/// # Errors
/// When the address is taken, or the server cannot be assembled.
pub async fn serve(config: &Config, db: Db) -> Result<()> {
    let listener = listen(&config.listen).await?;
    let server = assemble(config, &db).await?;
    let post = chores::Letters::open(config)?;
    let mut worker = tokio::spawn(work::work(db, server.key, server.capabilities, server.shown, post));
    tell(config, &listener, &server.people)?;
    let (stop, stopped) = watch::channel(false);
    let mut serving = tokio::spawn(accept(listener, server.router, stopped));
    tokio::select! {
        told = told_to_stop() => told?,
        // Serving on without it would show a register that never changes: better to be started anew.
        end = &mut worker => bail!("the worker beside the server ended: {end:?}"),
    }
    tracing::info!("stopping");
    let _ = stop.send(true);
    if tokio::time::timeout(GRACE, &mut serving).await.is_err() {
        tracing::warn!("requests were still being answered after {} seconds; stopping without them", GRACE.as_secs());
        serving.abort();
    }
    worker.abort();
    Ok(())
}

/// Takes the address, or says what to do when it cannot be had.
async fn listen(address: &str) -> Result<TcpListener> {
    match TcpListener::bind(address).await {
        Ok(listener) => Ok(listener),
        Err(e) if e.kind() == ErrorKind::AddrInUse => {
            bail!(
                "{address} is taken by another program, perhaps by another kaan: stop that one, or choose another address, such as KAAN_LISTEN=127.0.0.1:8081"
            )
        }
        Err(e) if e.kind() == ErrorKind::PermissionDenied => {
            bail!("{address} may not be used by this user: choose a port above 1023, such as KAAN_LISTEN=127.0.0.1:8080")
        }
        Err(e) => Err(e).with_context(|| format!("cannot listen on {address}")),
    }
}

/// The address, for people and for scripts: the first line that goes to standard output. On a demonstration,
/// the accounts by which it can be tried.
fn tell(config: &Config, listener: &TcpListener, people: &[Demonstration]) -> Result<()> {
    println!("Kaan is ready: http://{}/", listener.local_addr()?);
    let public = config.base();
    if public != format!("http://{}", config.listen) {
        println!("Links lead to {public}/");
    }
    if let Some(first) = people.first() {
        println!("Accounts of the demonstration, all with the password {}", first.password);
        for p in people {
            println!("  {:<46} {}", p.email, p.who);
        }
    }
    tracing::info!(data = %config.data().display(), "ready");
    Ok(())
}

async fn told_to_stop() -> Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        end = tokio::signal::ctrl_c() => end?,
        _ = terminate.recv() => {}
    }
    Ok(())
}
