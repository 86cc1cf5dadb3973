//! The list of public parties, with search by name in any script and by public number.
//!
//! Called by the doors. It never lists a person, and counts nothing that is not public.

use super::{Here, asked, fault};
use crate::model::Kind;
use crate::store::{self, Line};
use crate::{codes, search};
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use kaan_base::{Problem, is_id};
use kaan_web::form::address;
use kaan_web::{Failure, Head, Visit};
use serde::Serialize;

/// Parties on a page.
const PAGE: i64 = 50;

#[derive(Serialize)]
struct Row {
    #[serde(flatten)]
    line: Line,
    country_names: Option<kaan_base::Text3>,
}

#[derive(Serialize)]
struct List {
    q: String,
    kind_asked: String,
    kinds: [&'static str; 3],
    rows: Vec<Row>,
    count: i64,
    first: Option<String>,
    next: Option<String>,
}

/// `/parties`.
pub(super) async fn list(State(s): Here, visit: Visit, uri: Uri) -> Result<Response, Failure> {
    let form = asked(&uri);
    let (q, after) = (form.typed("q").map(|q| q.chars().take(200).collect::<String>()), form.typed("after"));
    let kind = match form.typed("kind") {
        None => None,
        Some(code) => match Kind::parse(code).filter(|k| *k != Kind::Person) {
            Some(kind) => Some(kind),
            None => return Err(Failure::malformed(Problem::invalid("choice-missing").at("kind"))),
        },
    };
    if after.is_some_and(|a| !is_id(a)) {
        return Err(Failure::malformed(Problem::invalid("wrong-page-token").at("after")));
    }
    let (mut rows, count) = match &q {
        Some(q) => found(&s, q, kind).await?,
        None => {
            let rows = store::list_public(&s.db, kind, after, PAGE + 1).await.map_err(fault)?;
            (rows, store::count_public(&s.db, kind).await.map_err(fault)?)
        }
    };
    let more = rows.len() > PAGE as usize;
    rows.truncate(PAGE as usize);
    let code = kind.map(Kind::code).unwrap_or_default();
    let next = rows.last().filter(|_| more && q.is_none()).map(|r| address("/parties", &[("kind", code), ("after", &r.id)]));
    let page = List {
        q: q.clone().unwrap_or_default(),
        kind_asked: code.into(),
        kinds: ["company", "authority", "consortium"],
        count,
        first: after.map(|_| address("/parties", &[("kind", code)])),
        next,
        rows: rows
            .into_iter()
            .map(|line| Row { country_names: line.country.as_deref().map(|c| codes::country(c).names), line })
            .collect(),
    };
    let head = Head {
        title: s.ui.text(visit.lang, "parties-title", &[]),
        description: s.ui.text(visit.lang, "parties-description", &[]),
        canonical: Some("/parties".into()),
        noindex: q.is_some() || after.is_some(),
        ..Head::default()
    };
    s.ui.page(&visit, head, "parties/list.html", &page)
}

/// What answers a text, in the order of the search.
async fn found(s: &crate::Shared, q: &str, kind: Option<Kind>) -> Result<(Vec<Line>, i64), Failure> {
    let hits = kaan_search::find_kind(&s.db, search::KIND, q, PAGE as usize).await.map_err(fault)?;
    let ids: Vec<String> = hits.into_iter().map(|h| h.id).collect();
    let lines = store::list_of(&s.db, &ids).await.map_err(fault)?;
    let of = |id: &String| lines.iter().find(|l| l.id == *id && kind.is_none_or(|k| k.code() == l.kind)).cloned();
    let rows: Vec<Line> = ids.iter().filter_map(of).collect();
    let count = rows.len() as i64;
    Ok((rows, count))
}
