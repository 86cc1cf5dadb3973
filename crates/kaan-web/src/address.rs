//! Where a request came from: the peer's address, or the one that a trusted proxy names.
//!
//! The binary puts a [`Peer`] into each request as it accepts its connection. It never believes a header of
//! anybody but a proxy that was named.

use crate::Ui;
use axum::http::{Extensions, HeaderMap};
use std::net::IpAddr;

/// The address at the other end of the connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Peer(pub IpAddr);

impl Ui {
    /// Names the proxies before this server, once, before the first request: they alone are believed when they
    /// say from where a request came (`X-Forwarded-For`).
    pub fn set_proxies(&self, proxies: Vec<IpAddr>) {
        let plain = proxies.into_iter().map(|p| p.to_canonical()).collect();
        if self.0.proxies.set(plain).is_err() {
            tracing::warn!("proxies were named already; the second list was not taken");
        }
    }

    /// The address of whoever asks; none in a test without a connection.
    pub(crate) fn address(&self, extensions: &Extensions, headers: &HeaderMap) -> Option<IpAddr> {
        let Peer(peer) = extensions.get::<Peer>().copied()?;
        let trusted = self.0.proxies.get().map(Vec::as_slice).unwrap_or_default();
        Some(origin(peer.to_canonical(), trusted, headers))
    }
}

/// The last hop that is no trusted proxy; the peer itself when it is none, or says nothing that can be read.
fn origin(peer: IpAddr, trusted: &[IpAddr], headers: &HeaderMap) -> IpAddr {
    if !trusted.contains(&peer) {
        return peer;
    }
    let hops = headers.get_all("x-forwarded-for").iter().filter_map(|v| v.to_str().ok()).flat_map(|v| v.split(','));
    let mut last = peer;
    for hop in hops.collect::<Vec<_>>().into_iter().rev().take(16) {
        let Ok(address) = hop.trim().parse::<IpAddr>() else { break };
        last = address.to_canonical();
        if !trusted.contains(&last) {
            break;
        }
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_proxy_that_was_named_is_believed() {
        let mut headers = HeaderMap::new();
        headers.append("x-forwarded-for", "10.9.9.9, 203.0.113.7".parse().unwrap());
        let at = |text: &str| text.parse::<IpAddr>().unwrap();
        let proxy = [at("192.0.2.1"), at("192.0.2.2")];
        assert_eq!(origin(at("198.51.100.4"), &proxy, &headers), at("198.51.100.4"), "anybody can write the header");
        assert_eq!(origin(at("192.0.2.1"), &proxy, &headers), at("203.0.113.7"), "what comes before the last hop is hearsay");
        headers.append("x-forwarded-for", "192.0.2.2".parse().unwrap());
        assert_eq!(origin(at("192.0.2.1"), &proxy, &headers), at("203.0.113.7"), "a second proxy of ours is passed over");
        headers.append("x-forwarded-for", "unknown".parse().unwrap());
        assert_eq!(origin(at("192.0.2.1"), &proxy, &headers), at("192.0.2.1"));
    }
}
