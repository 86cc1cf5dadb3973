//! JSON for programs: search, entries of the ledger, and the description of everything.
//!
//! Mounted by [`crate::Open`]. It never answers anything that a page does not show too.

pub(crate) mod document;

use crate::answer::{self, Reads as _, only, pairs};
use crate::state::{Shared, State, fault, wrong};
use crate::{params, search};
use axum::extract::State as From;
use axum::http::Uri;
use axum::response::Response;
use kaan_base::{Lang, Problem};
use kaan_web::{Class, DataLink, Doors, Failure, Head, Visit};
use serde::Serialize;
use serde_json::{Value, json};
use std::sync::Arc;

/// Most results of one answer.
const MOST: usize = 200;

/// The page for people, below each language.
pub(crate) fn pages() -> Doors<Arc<Shared>> {
    Doors::new().read("/api", page)
}

/// The interfaces, at absolute addresses.
pub(crate) fn routes() -> Doors<Arc<Shared>> {
    let find = Doors::new().read("/api/v1/search", search).limited(Class::Search);
    Doors::new().read("/api/openapi.json", openapi).read("/api/v1/ledger/entries", entries).merge(find)
}

async fn openapi(From(s): State, uri: Uri) -> Result<Response, Failure> {
    only(&pairs(&uri)?, &[])?;
    Ok(answer::plain(document::MEDIA, "public, max-age=300", s.document.to_string()))
}

fn limit(asked: &[(String, String)]) -> Result<usize, Failure> {
    let Some((_, text)) = asked.iter().find(|(k, _)| k == "limit") else { return Ok(50) };
    let n = params::at_least_one(text).map(|n| n.min(MOST as u64) as usize);
    n.ok_or_else(|| wrong(Problem::invalid("wrong-limit").at("limit").with("most", MOST)))
}

async fn search(From(s): State, uri: Uri) -> Result<Response, Failure> {
    let asked = pairs(&uri)?;
    only(&asked, &["q", "limit"])?;
    let limit = limit(&asked)?;
    let text = asked.iter().find(|(k, _)| k == "q").map(|(_, v)| v.trim()).filter(|q| !q.is_empty());
    let text = text.ok_or_else(|| wrong(Problem::invalid("question-missing").at("q")))?;
    let found = search::gather(&s, Lang::En, text, limit).await?;
    Ok(answer::plain(document::MEDIA, "public, max-age=5", serde_json::to_vec(&found).map_err(|e| Failure::Fault(e.to_string()))?))
}

async fn entries(From(s): State, uri: Uri) -> Result<Response, Failure> {
    let asked = pairs(&uri)?;
    only(&asked, &["after", "limit"])?;
    let limit = limit(&asked)?;
    let after = asked.iter().find(|(k, _)| k == "after").map(|(_, v)| crate::ledger::index(v)).transpose().map_err(wrong)?;
    let size = s.position().await?;
    let from = after.map_or(0, |a| a + 1).min(size);
    let count = limit.min(usize::try_from(size - from).unwrap_or(limit));
    let placed = kaan_ledger::since(&s.db, from, count).await.map_err(fault)?;
    let list: Vec<Value> = placed
        .iter()
        .map(|p| {
            let body: Option<Value> = serde_json::from_slice(&p.body).ok();
            json!({ "index": p.index, "kind": p.kind, "subject": p.subject, "leaf": hex::encode(kaan_ledger::leaf_hash(&p.bytes())), "body": body })
        })
        .collect();
    let last = placed.last().and_then(|p| p.index);
    let next = last.filter(|l| l + 1 < size).map(|l| format!("{}/api/v1/ledger/entries?after={l}&limit={limit}", s.ui.base()));
    let body = json!({ "size": size, "entries": list, "next": next });
    Ok(answer::plain(document::MEDIA, "public, max-age=5", body.to_string()))
}

#[derive(Serialize)]
struct Operation {
    method: String,
    path: String,
    summary: String,
    answers: String,
}

#[derive(Serialize)]
struct Page {
    rows: Vec<Operation>,
    document: String,
    ogc: String,
}

async fn page(From(s): State, visit: Visit) -> Result<Response, Failure> {
    operations_page(&s, &visit, &s.document, "/api/openapi.json")
}

/// A page that lists the operations of an OpenAPI document.
pub(crate) fn operations_page(s: &Shared, visit: &Visit, document: &Value, href: &str) -> Result<Response, Failure> {
    let mut rows = Vec::new();
    for (path, methods) in document.get("paths").and_then(Value::as_object).into_iter().flatten() {
        for (method, op) in methods.as_object().into_iter().flatten() {
            let answers: Vec<&str> =
                op.get("responses").and_then(Value::as_object).into_iter().flatten().map(|(k, _)| k.as_str()).collect();
            let summary = op.get("summary").and_then(Value::as_str).unwrap_or_default().to_owned();
            rows.push(Operation { method: method.to_uppercase(), path: path.clone(), summary, answers: answers.join(" ") });
        }
    }
    rows.sort_by(|a, b| (&a.path, &a.method).cmp(&(&b.path, &b.method)));
    let head = Head {
        title: s.ui.text(visit.lang, "api-title", &[]),
        description: s.ui.text(visit.lang, "api-description", &[]),
        canonical: Some("/api".into()),
        data: vec![DataLink { href: href.to_owned(), media_type: "application/json", label_key: "api-document" }],
        ..Head::default()
    };
    s.ui.page(visit, head, "open/api.html", &Page { rows, document: href.to_owned(), ogc: format!("{}/ogc", s.ui.base()) })
}
