//! Data to take away: the page that lists it, and the files.
//!
//! Mounted by [`crate::Open`]. It never gives a file without its ledger position and its sources.

pub(crate) mod cache;
pub(crate) mod make;
mod serve;

use crate::answer::{self, Reads as _};
use crate::state::{Shared, State, fault_io, missing};
use axum::extract::{Path, State as From};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, LINK};
use axum::http::{HeaderMap, HeaderValue, Uri};
use axum::response::Response;
use kaan_base::Lang;
use kaan_web::{Class, Collection, DataLink, Doors, Failure, Head, Visit};
use make::Kind;
use serde::Serialize;
use std::sync::Arc;

/// Ending, media type and message key of each format.
pub(crate) const FORMATS: [(&str, &str, &str); 3] = [
    ("gpkg", Kind::Gpkg.media_type(), "data-format-gpkg"),
    ("geojsonl", Kind::Lines.media_type(), "data-format-geojsonl"),
    ("csv", Kind::Csv.media_type(), "data-format-csv"),
];

/// The page, below each language.
pub(crate) fn pages() -> Doors<Arc<Shared>> {
    Doors::new().read("/data", page)
}

/// The files, at absolute addresses.
pub(crate) fn routes() -> Doors<Arc<Shared>> {
    Doors::new().read("/data/{file}", file).limited(Class::Api)
}

/// A source as pages show it.
#[derive(Serialize)]
pub(crate) struct CreditRow {
    text: String,
    licence: String,
    href: Option<String>,
}

/// The sources of a collection.
pub(crate) async fn credits(one: &dyn Collection) -> Result<Vec<CreditRow>, Failure> {
    Ok(one.credit().await?.into_iter().map(|c| CreditRow { text: c.text, licence: c.licence, href: c.href }).collect())
}

#[derive(Serialize)]
struct Download {
    href: String,
    label: &'static str,
    ending: &'static str,
    bytes: Option<u64>,
    position: Option<u64>,
}

#[derive(Serialize)]
struct Row {
    id: &'static str,
    title: String,
    description: String,
    features: Option<u64>,
    files: Vec<Download>,
    credits: Vec<CreditRow>,
}

#[derive(Serialize)]
struct Page {
    position: u64,
    rows: Vec<Row>,
    ogc: String,
}

async fn page(From(s): State, visit: Visit) -> Result<Response, Failure> {
    let counts = s.counts().await?;
    let mut rows = Vec::with_capacity(s.collections.len());
    for (one, features) in s.collections.iter().zip(&counts.features) {
        let id = one.id();
        let mut files = Vec::with_capacity(FORMATS.len());
        for (ending, _, label) in FORMATS {
            let made = match Kind::of(ending) {
                Some(kind) => s.cache.prepared(id, kind).await,
                None => None,
            };
            let (bytes, position) = (made.as_ref().map(|m| m.bytes), made.as_ref().map(|m| m.position));
            files.push(Download { href: format!("/data/{id}.{ending}"), label, ending, bytes, position });
        }
        let (title, description) = (s.title(visit.lang, id), s.description(visit.lang, id));
        rows.push(Row { id, title, description, features: *features, files, credits: credits(one.as_ref()).await? });
    }
    let head = Head {
        title: s.ui.text(visit.lang, "data-title", &[]),
        description: s.ui.text(visit.lang, "data-description", &[]),
        canonical: Some("/data".into()),
        data: vec![DataLink { href: "/ogc?f=json".into(), media_type: "application/json", label_key: "ogc-as-json" }],
        ..Head::default()
    };
    s.ui.page(&visit, head, "open/data.html", &Page { position: counts.position, rows, ogc: format!("{}/ogc", s.ui.base()) })
}

async fn file(From(s): State, Path(name): Path<String>, uri: Uri, headers: HeaderMap) -> Result<Response, Failure> {
    answer::only(&answer::pairs(&uri)?, &[])?;
    let (id, ending) = name.rsplit_once('.').ok_or_else(|| missing("unknown-download"))?;
    let one = s.collection(id).map_err(|_| missing("unknown-download"))?;
    let position = s.position().await?;
    if ending == "txt" {
        return sources(&s, one.as_ref(), position).await;
    }
    let kind = Kind::of(ending).ok_or_else(|| missing("unknown-download"))?;
    let (made, open) = s.cache.get(one, kind, position, s.ui.now()).await?;
    let etag = format!("\"{id}-{}-{ending}-{}\"", made.position, made.bytes);
    let mut out = serve::answer(&headers, open, made.bytes, &etag).await.map_err(fault_io)?;
    let set = out.headers_mut();
    let mut put = |name, value: String| {
        if let Ok(value) = HeaderValue::from_str(&value) {
            set.insert(name, value);
        }
    };
    put(CONTENT_TYPE, kind.media_type().to_owned());
    put(CACHE_CONTROL, "public, max-age=60".to_owned());
    put(CONTENT_DISPOSITION, format!("attachment; filename=\"{id}-{}.{ending}\"", made.position));
    put(LINK, format!("</data/{id}.txt>; rel=\"describedby\"; type=\"text/plain\", </ledger/log/checkpoint>; rel=\"related\""));
    put(axum::http::HeaderName::from_static("x-ledger-size"), made.position.to_string());
    Ok(out)
}

/// What a file is, where it comes from and under which licence, as text to keep beside it.
async fn sources(s: &Shared, one: &dyn Collection, position: u64) -> Result<Response, Failure> {
    let id = one.id();
    let mut out = String::new();
    for lang in Lang::ALL {
        out.push_str(&format!("{}: {}\n", s.title(lang, id), s.description(lang, id)));
    }
    out.push_str(&format!("\n{}/data/{id}.gpkg\nx-ledger-size: {position}\n\n", s.ui.base()));
    for credit in one.credit().await? {
        out.push_str(&make::credit_line(&credit));
        out.push('\n');
    }
    out.push('\n');
    for column in one.columns() {
        out.push_str(&format!("{}: {}\n", column.name, column.about));
    }
    let mut answer = answer::plain("text/plain; charset=utf-8", "public, max-age=60", out);
    answer.headers_mut().insert("x-ledger-size", position.into());
    Ok(answer)
}
