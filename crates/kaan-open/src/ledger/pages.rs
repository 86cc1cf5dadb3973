//! Pages of the ledger: where it stands, its entries, one entry with its proof.
//!
//! Called by routes. What the script on the page checks stands in its markup, whole; it never asks
//! the reader to trust this server for the check.

use super::steps::steps;
use super::{index, pretty};
use crate::answer::pairs;
use crate::state::{Shared, State, fault, missing, wrong};
use axum::extract::{Path, State as From};
use axum::http::Uri;
use axum::response::Response;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use kaan_ledger::{Placed, Receipt};
use kaan_web::{DataLink, Failure, Head, Visit};
use serde::Serialize;

/// Bytes of an entry that are shown beside its facts; those of a larger one stand in the receipt.
const FEW: usize = 4_096;
/// Entries on a page.
const PAGE: u64 = 50;

#[derive(Serialize)]
struct Row {
    index: u64,
    kind: String,
    subject: String,
}

#[derive(Serialize)]
struct Signed {
    size: u64,
    origin: String,
    root: String,
    root_hex: String,
    note: String,
}

#[derive(Serialize)]
struct Ledger<'a> {
    signed: Option<Signed>,
    vkey: &'a str,
    pending: u64,
    rows: Vec<Row>,
    older: Option<String>,
    newest: Option<&'static str>,
    base: &'a str,
}

/// Where the ledger stands, and its entries from the newest on (`?before=` gives older ones).
pub(crate) async fn ledger(From(s): State, visit: Visit, uri: Uri) -> Result<Response, Failure> {
    let asked = pairs(&uri)?;
    if let Some((_, wanted)) = asked.iter().find(|(k, _)| k == "index") {
        return entry_page(&s, &visit, index(wanted.trim()).map_err(wrong)?).await;
    }
    let before = asked.iter().find(|(k, _)| k == "before").map(|(_, v)| index(v)).transpose().map_err(wrong)?;
    let checkpoint = s.checkpoint().await?;
    let size = checkpoint.as_ref().map_or(0, |(c, _)| c.size);
    let end = before.unwrap_or(size).min(size);
    let from = end.saturating_sub(PAGE);
    let placed = kaan_ledger::since(&s.db, from, (end - from) as usize).await.map_err(fault)?;
    let rows = placed.into_iter().rev().filter_map(|p| Some(Row { index: p.index?, kind: p.kind, subject: p.subject }));
    let signed = checkpoint.map(|(c, note)| Signed {
        size: c.size,
        origin: c.origin,
        root: STANDARD.encode(c.root),
        root_hex: hex::encode(c.root),
        note,
    });
    let ctx = Ledger {
        signed,
        vkey: s.vkey.trim_end(),
        pending: kaan_ledger::pending(&s.db).await.map_err(fault)?,
        rows: rows.collect(),
        older: (from > 0).then(|| format!("/ledger?before={from}")),
        newest: before.is_some().then_some("/ledger"),
        base: s.ui.base(),
    };
    let head = Head {
        title: s.ui.text(visit.lang, "ledger-title", &[]),
        description: s.ui.text(visit.lang, "ledger-description", &[]),
        canonical: Some(before.map_or_else(|| "/ledger".to_owned(), |b| format!("/ledger?before={b}"))),
        data: vec![DataLink { href: "/api/v1/ledger/entries".into(), media_type: "application/json", label_key: "ogc-as-json" }],
        ..Head::default()
    };
    s.ui.page(&visit, head, "open/ledger.html", &ctx)
}

#[derive(Serialize)]
struct StepRow {
    before: bool,
    sibling: String,
    gives: String,
}

/// What the browser's own check needs, in base64.
#[derive(Serialize)]
struct Check {
    entry: String,
    proof: Vec<String>,
    checkpoint: String,
}

#[derive(Serialize)]
struct Entry<'a> {
    index: u64,
    kind: String,
    subject: String,
    body: Option<String>,
    /// The bytes in base64, where they are few or nothing else can be shown.
    raw: Option<String>,
    bytes: usize,
    leaf: String,
    check: Check,
    steps: Vec<StepRow>,
    root: String,
    equal: bool,
    note: String,
    vkey: &'a str,
    receipt: String,
    previous: Option<u64>,
    next: Option<u64>,
}

/// One entry with its proof.
pub(crate) async fn entry(From(s): State, visit: Visit, Path(number): Path<String>) -> Result<Response, Failure> {
    entry_page(&s, &visit, index(&number).map_err(wrong)?).await
}

async fn entry_page(s: &Shared, visit: &Visit, index: u64) -> Result<Response, Failure> {
    let beyond = || missing("beyond-the-log");
    let text = kaan_ledger::receipt(&s.db, index).await.map_err(fault)?.ok_or_else(beyond)?;
    let receipt = Receipt::parse(&text).map_err(fault)?;
    let placed = kaan_ledger::since(&s.db, index, 1).await.map_err(fault)?.into_iter().next().ok_or_else(beyond)?;
    let ctx = context(s, index, placed, &receipt)?;
    let number = [("index", index.to_string())];
    let head = Head {
        title: s.ui.text(visit.lang, "entry-title", &number),
        description: s.ui.text(visit.lang, "entry-description", &number),
        canonical: Some(format!("/ledger/entries/{index}")),
        data: vec![DataLink { href: ctx.receipt.clone(), media_type: "text/plain", label_key: "entry-receipt-link" }],
        islands: vec!["verify"],
        ..Head::default()
    };
    s.ui.page(visit, head, "open/entry.html", &ctx)
}

fn context<'a>(s: &'a Shared, index: u64, placed: Placed, receipt: &Receipt) -> Result<Entry<'a>, Failure> {
    let checkpoint = kaan_ledger::Checkpoint::parse(&receipt.checkpoint).map_err(fault)?;
    let bytes = placed.bytes();
    let (leaf, all) =
        steps(&bytes, index, checkpoint.size, &receipt.proof).ok_or_else(|| Failure::Fault("a proof of another length".into()))?;
    let equal = all.last().map_or(leaf, |s| s.gives) == checkpoint.root;
    let steps = all.iter().map(|s| StepRow { before: s.before, sibling: hex::encode(s.sibling), gives: hex::encode(s.gives) });
    let body = pretty(&placed);
    let check = Check {
        entry: STANDARD.encode(&bytes),
        proof: receipt.proof.iter().map(|h| STANDARD.encode(h)).collect(),
        checkpoint: STANDARD.encode(&receipt.checkpoint),
    };
    Ok(Entry {
        index,
        kind: placed.kind,
        subject: placed.subject,
        raw: (bytes.len() <= FEW || body.is_none()).then(|| check.entry.clone()),
        body,
        bytes: bytes.len(),
        leaf: hex::encode(leaf),
        check,
        steps: steps.collect(),
        root: hex::encode(checkpoint.root),
        equal,
        note: receipt.checkpoint.clone(),
        vkey: s.vkey.trim_end(),
        receipt: format!("/ledger/receipts/{index}.tlog-proof"),
        previous: index.checked_sub(1),
        next: Some(index + 1).filter(|n| *n < checkpoint.size),
    })
}
