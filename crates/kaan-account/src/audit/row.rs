//! One row of the record: all that the reader may know of it, its seal and the ledger's entry.
//!
//! Called by the doors. It never says whether a row outside the reader's reach exists.

use super::filter::reach;
use super::search::{Line, line, names};
use crate::shared::{Here, fault};
use axum::extract::{Path, State};
use axum::response::Response;
use kaan_access::record;
use kaan_web::{Failure, Visit, Visitor};
use serde::Serialize;

#[derive(Serialize)]
struct Seal {
    rows: u64,
    made: i64,
    hash: String,
    row_hash: String,
    entry: Option<u64>,
}

#[derive(Serialize)]
struct Page {
    row: Line,
    seal: Option<Seal>,
}

/// `GET /audit/{id}`.
pub(super) async fn one(State(s): Here, visit: Visit, visitor: Visitor, Path(id): Path<String>) -> Result<Response, Failure> {
    let reach = reach(&s, &visitor, "record.search")?;
    let missing = || Failure::missing("unknown-record");
    if !kaan_base::is_id(&id) {
        return Err(missing());
    }
    let found = record::find(s.access.db(), &reach, &id).await.map_err(fault)?.ok_or_else(missing)?;
    let names = names(&s, std::slice::from_ref(&found.row), &kaan_base::access::Reach::default()).await?;
    let seal = match found.seal {
        Some(x) => {
            let entries = kaan_ledger::find_by_subject(s.access.db(), &x.subject).await.map_err(fault)?;
            let entry = entries.first().and_then(|e| e.index);
            Some(Seal { rows: x.rows, made: x.sealed_at.0, hash: x.hash, row_hash: x.row_hash, entry })
        }
        None => None,
    };
    let page = Page { row: line(found.row, &names), seal };
    s.ui.page(&visit, s.head(&visit, "audit-title"), "account/audit_row.html", &page)
}
