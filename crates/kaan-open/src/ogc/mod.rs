//! OGC API Features at `/ogc`: JSON for programs, pages for people, the same facts.
//!
//! Mounted by [`crate::Open::open_routes`]. It never answers from anything but the collections it was
//! given, and refuses every parameter it does not know.

mod docs;
pub(crate) mod feature;
mod items;
pub(crate) mod openapi;
mod pages;

pub(crate) use pages::own_page;

use crate::answer::{self, Format, Reads as _};
use crate::params;
use crate::state::{Shared, State, missing};
use axum::extract::{Path, State as From};
use axum::http::{HeaderMap, HeaderValue, Uri};
use axum::response::Response;
use kaan_base::Lang;
use kaan_web::{Doors, Failure, Visit};
use serde_json::Value;
use std::sync::Arc;

/// The routes, at absolute addresses.
pub(crate) fn routes() -> Doors<Arc<Shared>> {
    Doors::new()
        .read("/ogc", landing)
        .read("/ogc/", landing)
        .read("/ogc/api", definition)
        .read("/ogc/conformance", conformance)
        .read("/ogc/collections", collections)
        .read("/ogc/collections/{id}", collection)
        .read("/ogc/collections/{id}/queryables", queryables)
        .read("/ogc/collections/{id}/items", items)
        .read("/ogc/collections/{id}/items/{feature}", item)
}

/// What a request wants: the form, the language, its parameters.
struct Wanted {
    format: Format,
    lang: Lang,
    pairs: Vec<(String, String)>,
}

impl Wanted {
    fn read(uri: &Uri, headers: &HeaderMap) -> Result<Self, Failure> {
        let pairs = answer::pairs(uri)?;
        Ok(Wanted { format: answer::format(&pairs, headers)?, lang: answer::language(headers), pairs })
    }

    /// As `read`, with no parameter but those known.
    fn only(uri: &Uri, headers: &HeaderMap, known: &[&str]) -> Result<Self, Failure> {
        let wanted = Self::read(uri, headers)?;
        answer::only(&wanted.pairs, known)?;
        Ok(wanted)
    }
}

fn json(media_type: &'static str, lang: Lang, value: &Value) -> Response {
    answer::document(media_type, lang, value.to_string())
}

async fn landing(From(s): State, visit: Visit, uri: Uri, headers: HeaderMap) -> Result<Response, Failure> {
    let wanted = Wanted::only(&uri, &headers, &["f"])?;
    let value = docs::landing(&s, wanted.lang);
    match wanted.format {
        Format::Json => Ok(json(docs::JSON, wanted.lang, &value)),
        Format::Html => pages::landing(&s, &visit).await,
    }
}

async fn definition(From(s): State, visit: Visit, uri: Uri, headers: HeaderMap) -> Result<Response, Failure> {
    let wanted = Wanted::only(&uri, &headers, &["f"])?;
    let value = openapi::document(&s);
    match wanted.format {
        Format::Json => Ok(json(docs::OPENAPI, Lang::En, &value)),
        Format::Html => crate::api::operations_page(&s, &visit, &value, "/ogc/api"),
    }
}

async fn conformance(From(s): State, visit: Visit, uri: Uri, headers: HeaderMap) -> Result<Response, Failure> {
    let wanted = Wanted::only(&uri, &headers, &["f"])?;
    match wanted.format {
        Format::Json => Ok(json(docs::JSON, wanted.lang, &docs::conformance(&s, wanted.lang))),
        Format::Html => pages::conformance(&s, &visit),
    }
}

async fn collections(From(s): State, visit: Visit, uri: Uri, headers: HeaderMap) -> Result<Response, Failure> {
    let wanted = Wanted::only(&uri, &headers, &["f"])?;
    match wanted.format {
        Format::Json => Ok(json(docs::JSON, wanted.lang, &docs::collections(&s, wanted.lang).await?)),
        Format::Html => pages::landing(&s, &visit).await,
    }
}

async fn collection(
    From(s): State,
    Path(id): Path<String>,
    visit: Visit,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let one = s.collection(&id)?;
    let wanted = Wanted::only(&uri, &headers, &["f"])?;
    match wanted.format {
        Format::Json => Ok(json(docs::JSON, wanted.lang, &docs::collection(&s, wanted.lang, one.as_ref(), true).await?)),
        Format::Html => pages::collection(&s, &visit, one.as_ref()).await,
    }
}

async fn queryables(
    From(s): State,
    Path(id): Path<String>,
    visit: Visit,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let one = s.collection(&id)?;
    let wanted = Wanted::only(&uri, &headers, &["f"])?;
    match wanted.format {
        Format::Json => Ok(json(docs::SCHEMA, wanted.lang, &docs::queryables(&s, wanted.lang, one.as_ref()))),
        Format::Html => pages::collection(&s, &visit, one.as_ref()).await,
    }
}

async fn items(From(s): State, Path(id): Path<String>, visit: Visit, uri: Uri, headers: HeaderMap) -> Result<Response, Failure> {
    let one = s.collection(&id)?;
    let pairs = answer::pairs(&uri)?;
    let asked = params::items(&pairs, one.columns()).map_err(|all| Failure::Problems(axum::http::StatusCode::BAD_REQUEST, all))?;
    let wanted = Wanted::read(&uri, &headers)?;
    let page = items::page(one.as_ref(), &asked, asked.crs).await?;
    if wanted.format == Format::Html {
        return pages::items(&s, &visit, one.as_ref(), &pairs, &page);
    }
    let links = items::links(&s, wanted.lang, one.id(), &pairs, page.next.as_deref());
    let body = items::collection_json(one.as_ref(), &page, &links, s.ui.now())?;
    Ok(with_crs(answer::document(docs::GEOJSON, wanted.lang, body), page.crs))
}

async fn item(
    From(s): State,
    Path((id, key)): Path<(String, String)>,
    visit: Visit,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let one = s.collection(&id)?;
    let wanted = Wanted::only(&uri, &headers, &["f", "crs"])?;
    let crs = params::crs(&wanted.pairs).map_err(crate::state::wrong)?;
    let feature = one.item(&key).await?.ok_or_else(|| missing("unknown-feature"))?;
    if wanted.format == Format::Html {
        return pages::feature(&s, &visit, one.as_ref(), &feature);
    }
    let body = items::feature_json(&s, wanted.lang, one.as_ref(), &feature, crs)?;
    Ok(with_crs(answer::document(docs::GEOJSON, wanted.lang, body), crs))
}

/// Names the system of the coordinates (OGC 18-058r1, requirement 16).
fn with_crs(mut answer: Response, crs: feature::Crs) -> Response {
    if let Ok(value) = HeaderValue::from_str(&format!("<{}>", crs.address())) {
        answer.headers_mut().insert("content-crs", value);
    }
    answer
}
