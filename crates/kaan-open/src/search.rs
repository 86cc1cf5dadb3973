//! Search across numbers, holders, projects, places and minerals, in three scripts.
//!
//! Numbers are found by the collections themselves (`Collection::find_code`), words by kaan-search.
//! Called by its page and its JSON twin. It never keeps what was asked.

use crate::answer::{self, Reads as _, pairs};
use crate::state::{Shared, State, fault};
use axum::extract::State as From;
use axum::http::Uri;
use axum::response::Response;
use kaan_base::{Lang, Text3};
use kaan_search::How;
use kaan_web::{Class, DataLink, Doors, Failure, Head, Visit};
use serde::Serialize;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Longest question, in characters.
pub(crate) const MOST_TEXT: usize = kaan_search::MOST_TEXT;
/// Numbers shown of one collection.
const CODES: u32 = 10;
/// Results of words on the page.
const WORDS: usize = 60;
/// The order of the groups; what is not named comes last.
const ORDER: [&str; 9] =
    ["title", "application", "project", "deposit", "holder", "place", "mineral", "reserved-area", "occurrence"];

/// The page, below each language.
pub(crate) fn pages() -> Doors<Arc<Shared>> {
    Doors::new().read("/search", page).limited(Class::Search)
}

/// One result.
#[derive(Debug, Serialize)]
pub(crate) struct Found {
    /// The address of its page without the language.
    path: String,
    /// Its number, where it was found by that.
    code: Option<String>,
    names: Text3,
    note: String,
    how: &'static str,
}

/// Results of one kind.
#[derive(Debug, Serialize)]
pub(crate) struct Group {
    kind: String,
    /// The message key of its heading.
    #[serde(skip_serializing_if = "String::is_empty")]
    label: String,
    results: Vec<Found>,
}

/// All that was found.
#[derive(Debug, Serialize)]
pub(crate) struct Results {
    q: String,
    count: usize,
    similar: bool,
    groups: Vec<Group>,
}

/// Asks the collections for numbers and the index for words.
///
/// # Errors
/// Whatever the store or a collection says.
pub(crate) async fn gather(s: &Shared, lang: Lang, text: &str, limit: usize) -> Result<Results, Failure> {
    let q: String = text.chars().take(MOST_TEXT).collect();
    let mut groups: Vec<Group> = Vec::new();
    let mut seen = BTreeSet::new();
    let mut count = 0;
    let mut add = |kind: &str, found: Found| {
        if count >= limit || !seen.insert(found.path.clone()) {
            return;
        }
        count += 1;
        match groups.iter_mut().find(|g| g.kind == kind) {
            Some(group) => group.results.push(found),
            None => groups.push(Group { label: label(s, lang, kind), kind: kind.to_owned(), results: vec![found] }),
        }
    };
    for collection in &s.collections {
        for hit in collection.find_code(q.trim(), CODES).await? {
            let found = Found { path: hit.path, code: Some(hit.label), names: Text3::default(), note: hit.note, how: "exact" };
            add(hit.kind, found);
        }
    }
    let hits = kaan_search::find(&s.db, &q, limit).await.map_err(fault)?;
    let similar = !hits.is_empty() && hits.iter().all(|h| h.how == How::Similar);
    for hit in hits {
        let how = match hit.how {
            How::Exact => "exact",
            How::Prefix => "prefix",
            How::Similar => "similar",
        };
        add(&hit.kind, Found { path: hit.path, code: None, names: hit.names, note: hit.note, how });
    }
    groups.sort_by_key(|g| ORDER.iter().position(|k| *k == g.kind).unwrap_or(ORDER.len()));
    Ok(Results { q, count, similar, groups })
}

/// The heading of a kind: its own, or that of what has none.
fn label(s: &Shared, lang: Lang, kind: &str) -> String {
    let known = ORDER.contains(&kind);
    s.ui.text(lang, &format!("search-kind-{}", if known { kind } else { "other" }), &[])
}

#[derive(Serialize)]
struct Page {
    q: String,
    /// The limit of characters, when the question was longer.
    cut: Option<usize>,
    results: Option<Results>,
}

async fn page(From(s): State, visit: Visit, uri: Uri) -> Result<Response, Failure> {
    // Other parameters are passed over: messengers add their own to links that people share.
    let asked = pairs(&uri)?;
    let text = asked.iter().find(|(k, _)| k == "q").map(|(_, v)| v.as_str()).unwrap_or_default();
    let results = if text.trim().is_empty() { None } else { Some(gather(&s, visit.lang, text, WORDS).await?) };
    let q: String = text.chars().take(MOST_TEXT).collect();
    let cut = (text.chars().count() > MOST_TEXT).then_some(MOST_TEXT);
    let title = match &results {
        Some(r) => s.ui.text(visit.lang, "search-title-for", &[("q", r.q.clone())]),
        None => s.ui.text(visit.lang, "search-title", &[]),
    };
    let json = results.as_ref().map(|r| format!("/api/v1/search{}", answer::query(&[("q".to_owned(), r.q.clone())])));
    let head = Head {
        title,
        description: s.ui.text(visit.lang, "search-description", &[]),
        canonical: Some("/search".into()),
        data: json.into_iter().map(|href| DataLink { href, media_type: "application/json", label_key: "ogc-as-json" }).collect(),
        noindex: results.is_some(),
        ..Head::default()
    };
    s.ui.page(&visit, head, "open/search.html", &Page { q, cut, results })
}
