//! Accepting connections: bounded in number, bounded in the time that a client may take to ask.
//!
//! Called by `serve`. It never reads a request itself, and never drops one that is being answered.

use axum::Router;
use hyper::server::conn::http1::Builder;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;

/// Connections at the same time; the next ones wait in the system's queue.
const MOST: usize = 4_096;
/// How long the head of a request may take, and a connection may idle.
const HEAD: Duration = Duration::from_secs(30);
/// How long to wait when the system has no more sockets to give.
const BREATH: Duration = Duration::from_millis(200);

/// Serves until `stop` is true, then until the last request that came before is answered.
pub async fn accept(listener: TcpListener, router: Router, mut stop: watch::Receiver<bool>) {
    let (permits, mut open) = (Arc::new(Semaphore::new(MOST)), JoinSet::new());
    loop {
        let Ok(permit) = Arc::clone(&permits).acquire_owned().await else { break };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = told(&mut stop) => break,
        };
        match accepted {
            Ok((stream, _)) => {
                open.spawn(connection(stream, router.clone(), stop.clone(), permit));
            }
            Err(e) => {
                tracing::warn!(error = %e, "a connection could not be accepted");
                tokio::time::sleep(BREATH).await;
            }
        }
        while open.try_join_next().is_some() {}
    }
    drop(listener);
    while open.join_next().await.is_some() {}
}

async fn connection(stream: TcpStream, router: Router, mut stop: watch::Receiver<bool>, _permit: OwnedSemaphorePermit) {
    if let Err(e) = stream.set_nodelay(true) {
        tracing::debug!(error = %e, "a connection keeps small packets back");
    }
    let mut builder = Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(HEAD);
    let serving = builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
    tokio::pin!(serving);
    let end = tokio::select! {
        end = serving.as_mut() => end,
        () = told(&mut stop) => {
            serving.as_mut().graceful_shutdown();
            serving.await
        }
    };
    if let Err(e) = end {
        tracing::debug!(error = %e, "a connection broke off");
    }
}

/// Ready when the server is to stop.
async fn told(stop: &mut watch::Receiver<bool>) {
    // An error means that nobody can say so any more, which is the same.
    let _ = stop.wait_for(|s| *s).await;
}
