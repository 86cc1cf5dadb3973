//! Accepting connections: bounded in number, for each address too, and in the time that a client may take to
//! ask and to read.
//!
//! Called by `serve`. It puts the peer's address into every request, for limits and the record of acts. It never reads a request itself, and never drops one that is being answered.

use crate::steady::Steady;
use axum::Router;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1::Builder;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use kaan_web::Peer;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;
use tower::ServiceExt as _;

/// Connections at the same time; the next ones wait in the system's queue.
const MOST: usize = 4_096;
/// Of these, the most of one address, so that nobody takes them all; a proxy before this server needs no more.
const MOST_OF_ONE: usize = 1_024;
/// How long the head of a request may take, and a connection may idle.
const HEAD: Duration = Duration::from_secs(30);
/// How long a client may read nothing of its answer.
const STALL: Duration = Duration::from_secs(30);
/// How long to wait when the system has no more sockets to give.
const BREATH: Duration = Duration::from_millis(200);

/// Serves until `stop` is true, then until the last request that came before is answered.
pub async fn accept(listener: TcpListener, router: Router, mut stop: watch::Receiver<bool>) {
    let (permits, mut open) = (Arc::new(Semaphore::new(MOST)), JoinSet::new());
    let crowd = Arc::new(Crowd::default());
    loop {
        let Ok(permit) = Arc::clone(&permits).acquire_owned().await else { break };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = told(&mut stop) => break,
        };
        match accepted {
            Ok((stream, from)) => {
                let ip = from.ip().to_canonical();
                if let Some(place) = Crowd::enter(&crowd, ip) {
                    open.spawn(connection((stream, ip), router.clone(), stop.clone(), (permit, place)));
                }
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

async fn connection(
    (stream, ip): (TcpStream, IpAddr),
    router: Router,
    mut stop: watch::Receiver<bool>,
    _held: (OwnedSemaphorePermit, Place),
) {
    if let Err(e) = stream.set_nodelay(true) {
        tracing::debug!(error = %e, "a connection keeps small packets back");
    }
    let mut builder = Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(HEAD);
    let known = router.map_request(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(Peer(ip));
        request
    });
    let stream = TokioIo::new(Steady::new(stream, STALL));
    let serving = builder.serve_connection(stream, TowerToHyperService::new(known));
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

/// Open connections by address.
#[derive(Default)]
struct Crowd(Mutex<HashMap<IpAddr, usize>>);

/// A place in the crowd, given back when the connection ends.
struct Place(Arc<Crowd>, IpAddr);

impl Crowd {
    /// A place for one more connection of an address; none when it has its share.
    fn enter(crowd: &Arc<Crowd>, ip: IpAddr) -> Option<Place> {
        let mut open = crowd.0.lock().ok()?;
        let count = open.entry(ip).or_default();
        if *count >= MOST_OF_ONE {
            return None;
        }
        *count += 1;
        Some(Place(Arc::clone(crowd), ip))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let Ok(mut open) = self.0.0.lock() else { return };
        if let Some(count) = open.get_mut(&self.1) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.1);
            }
        }
    }
}

/// Ready when the server is to stop.
async fn told(stop: &mut watch::Receiver<bool>) {
    // An error means that nobody can say so any more, which is the same.
    let _ = stop.wait_for(|s| *s).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_does_not_take_every_connection() {
        let (crowd, ip) = (Arc::new(Crowd::default()), IpAddr::from([192, 0, 2, 1]));
        let mut places: Vec<Place> = (0..MOST_OF_ONE).map(|_| Crowd::enter(&crowd, ip).unwrap()).collect();
        assert!(Crowd::enter(&crowd, ip).is_none());
        assert!(Crowd::enter(&crowd, IpAddr::from([192, 0, 2, 2])).is_some());
        places.pop();
        assert!(Crowd::enter(&crowd, ip).is_some());
        places.clear();
        assert!(crowd.0.lock().unwrap().is_empty());
    }
}
