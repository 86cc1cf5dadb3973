//! The ledger for people and for programs: pages, receipts, and the log's files by C2SP tlog-tiles.
//!
//! Mounted by [`crate::Open`]. It never writes to the ledger, and serves no byte that the signed
//! checkpoint does not cover.

mod feed;
mod log;
mod pages;
mod steps;

pub(crate) use feed::escape;

use crate::answer::Reads as _;
use crate::state::Shared;
use kaan_base::Problem;
use kaan_ledger::Placed;
use kaan_web::{Class, Doors};
use std::sync::Arc;

/// Pages, below each language.
pub(crate) fn pages() -> Doors<Arc<Shared>> {
    Doors::new().read("/ledger", pages::ledger).read("/ledger/entries/{index}", pages::entry)
}

/// Files, at absolute addresses.
pub(crate) fn routes() -> Doors<Arc<Shared>> {
    Doors::new()
        .read("/ledger/log/checkpoint", log::checkpoint)
        .read("/ledger/log/vkey", log::vkey)
        .read("/ledger/log/tile/{*path}", log::tile)
        .read("/ledger/receipts/{file}", log::receipt)
        .read("/ledger/feed.atom", feed::feed)
        .limited(Class::Api)
}

/// Reads an index of the log as it stands in an address.
pub(crate) fn index(text: &str) -> Result<u64, Problem> {
    let plain =
        !text.is_empty() && text.len() <= 18 && text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    plain
        .then(|| text.parse().ok())
        .flatten()
        .ok_or_else(|| Problem::invalid("wrong-index").at(text.chars().take(40).collect::<String>()))
}

/// The facts of an entry as indented JSON; `None` when they are not JSON text.
pub(crate) fn pretty(entry: &Placed) -> Option<String> {
    let value: serde_json::Value = serde_json::from_slice(&entry.body).ok()?;
    serde_json::to_string_pretty(&value).ok()
}
