//! The log's files: checkpoint, key, tiles, entry bundles, receipts (C2SP tlog-tiles, tlog-proof).
//!
//! Called by routes. Tiles never change once there, so they are cached for ever; the checkpoint is
//! cached for a moment only. It never serves what lies beyond the signed checkpoint.

use super::index;
use crate::answer::{only, pairs, plain};
use crate::state::{State, fault, missing, wrong};
use axum::extract::{Path as At, State as From};
use axum::http::header::CONTENT_DISPOSITION;
use axum::http::{HeaderValue, Uri};
use axum::response::Response;
use kaan_base::Problem;
use kaan_ledger::Path;
use kaan_web::Failure;

const TEXT: &str = "text/plain; charset=utf-8";
const FOR_EVER: &str = "public, max-age=31536000, immutable";
const A_MOMENT: &str = "public, max-age=2";

/// The signed checkpoint.
pub(crate) async fn checkpoint(From(s): State, uri: Uri) -> Result<Response, Failure> {
    only(&pairs(&uri)?, &[])?;
    let (_, note) = s.checkpoint().await?.ok_or_else(|| missing("beyond-the-log"))?;
    Ok(plain(TEXT, A_MOMENT, note))
}

/// The key to check it with.
pub(crate) async fn vkey(From(s): State, uri: Uri) -> Result<Response, Failure> {
    only(&pairs(&uri)?, &[])?;
    Ok(plain(TEXT, "public, max-age=3600", format!("{}\n", s.vkey.trim_end())))
}

/// A tile of hashes or a bundle of entries.
pub(crate) async fn tile(From(s): State, At(path): At<String>, uri: Uri) -> Result<Response, Failure> {
    only(&pairs(&uri)?, &[])?;
    let text = format!("tile/{path}");
    let at = Path::parse(&text)
        .ok_or_else(|| wrong(Problem::invalid("malformed-tile-address").at(text.chars().take(120).collect::<String>())))?;
    let beyond = || missing("beyond-the-log");
    if !at.within(s.position().await?) {
        return Err(beyond());
    }
    let bytes = match at {
        Path::Tile { level, n, width } => kaan_ledger::tile(&s.db, level, n, width).await,
        Path::Entries { n, width } => kaan_ledger::entries(&s.db, n, width).await,
    };
    Ok(plain("application/octet-stream", FOR_EVER, bytes.map_err(fault)?.ok_or_else(beyond)?))
}

/// A receipt to save.
pub(crate) async fn receipt(From(s): State, At(file): At<String>, uri: Uri) -> Result<Response, Failure> {
    only(&pairs(&uri)?, &[])?;
    let number = file
        .strip_suffix(".tlog-proof")
        .ok_or_else(|| wrong(Problem::invalid("wrong-receipt-address").at(file.chars().take(40).collect::<String>())))?;
    let index = index(number).map_err(wrong)?;
    let text = kaan_ledger::receipt(&s.db, index).await.map_err(fault)?.ok_or_else(|| missing("beyond-the-log"))?;
    let mut out = plain(TEXT, "public, max-age=60", text);
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{index}.tlog-proof\"")) {
        out.headers_mut().insert(CONTENT_DISPOSITION, value);
    }
    Ok(out)
}
