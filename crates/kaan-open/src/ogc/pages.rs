//! The same features as pages for people.
//!
//! Called by the OGC interface when a browser asks. It never shows more or less than the JSON does.

use super::docs::{self, root};
use super::feature::{bounds, degrees};
use super::items::{self, Page};
use crate::answer;
use crate::params::is_queryable;
use crate::state::Shared;
use axum::response::Response;
use kaan_geo::Bounds;
use kaan_web::{Cell, Collection, ColumnKind, DataLink, Failure, Feature, Head, Visit};
use serde::Serialize;

/// A collection in a list.
#[derive(Serialize)]
struct Row {
    id: &'static str,
    title: String,
    description: String,
    features: Option<u64>,
    items: String,
    href: String,
}

#[derive(Serialize)]
struct Landing {
    address: String,
    rows: Vec<Row>,
    conformance: String,
    api: String,
}

/// The landing page, which lists the collections too.
pub(crate) async fn landing(s: &Shared, visit: &Visit) -> Result<Response, Failure> {
    let counts = s.counts().await?;
    let rows = s.collections.iter().zip(&counts.features).map(|(c, n)| Row {
        id: c.id(),
        title: s.title(visit.lang, c.id()),
        description: s.description(visit.lang, c.id()),
        features: *n,
        items: format!("/ogc/collections/{}/items?f=html", c.id()),
        href: format!("/ogc/collections/{}?f=html", c.id()),
    });
    let ctx = Landing {
        address: root(s),
        rows: rows.collect(),
        conformance: "/ogc/conformance?f=html".into(),
        api: "/ogc/api?f=html".into(),
    };
    s.ui.page(visit, head(s, visit, "ogc-title", "ogc-description", "/ogc?f=json"), "open/ogc.html", &ctx)
}

#[derive(Serialize)]
struct Conformance {
    classes: [&'static str; 8],
}

/// The parts of the standards.
pub(crate) fn conformance(s: &Shared, visit: &Visit) -> Result<Response, Failure> {
    let head = head(s, visit, "ogc-conformance", "ogc-conformance-lead", "/ogc/conformance?f=json");
    s.ui.page(visit, head, "open/ogc_conformance.html", &Conformance { classes: docs::CONFORMS })
}

#[derive(Serialize)]
struct Described {
    name: &'static str,
    kind: &'static str,
    about: &'static str,
    filter: bool,
}

#[derive(Serialize)]
struct OneCollection {
    id: &'static str,
    title: String,
    description: String,
    extent: Option<[String; 4]>,
    columns: Vec<Described>,
    items: String,
    credits: Vec<crate::data::CreditRow>,
}

/// One collection with its columns.
pub(crate) async fn collection(s: &Shared, visit: &Visit, one: &dyn Collection) -> Result<Response, Failure> {
    let id = one.id();
    let columns =
        one.columns().iter().map(|c| Described { name: c.name, kind: kind(c.kind), about: c.about, filter: is_queryable(c.kind) });
    let title = s.title(visit.lang, id);
    let description = s.description(visit.lang, id);
    let ctx = OneCollection {
        id,
        title: title.clone(),
        description: description.clone(),
        extent: one.extent().await?.map(corners),
        columns: columns.collect(),
        items: format!("/ogc/collections/{id}/items?f=html"),
        credits: crate::data::credits(one).await?,
    };
    let mut head = head(s, visit, "ogc-title", "ogc-description", &format!("/ogc/collections/{id}?f=json"));
    (head.title, head.description) = (title, description);
    s.ui.page(visit, head, "open/ogc_collection.html", &ctx)
}

/// The message key of a kind of column.
const fn kind(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Text => "ogc-type-text",
        ColumnKind::Integer => "ogc-type-integer",
        ColumnKind::Real => "ogc-type-real",
        ColumnKind::Bool => "ogc-type-bool",
        ColumnKind::Date => "ogc-type-date",
    }
}

fn corners(b: Bounds) -> [String; 4] {
    [b.x0, b.y0, b.x1, b.y1].map(degrees)
}

#[derive(Serialize)]
struct ItemRow {
    id: String,
    href: String,
    values: Vec<String>,
}

#[derive(Serialize)]
struct Items {
    collection: &'static str,
    title: String,
    names: Vec<&'static str>,
    rows: Vec<ItemRow>,
    matched: Option<u64>,
    extent: Option<[String; 4]>,
    next: Option<String>,
    json: String,
}

/// A page of features as a table: all values, no outline.
pub(crate) fn items(
    s: &Shared,
    visit: &Visit,
    one: &dyn Collection,
    pairs: &[(String, String)],
    page: &Page,
) -> Result<Response, Failure> {
    let id = one.id();
    let title = s.ui.text(visit.lang, "ogc-items-title", &[("collection", s.title(visit.lang, id))]);
    let rows = page.features.iter().take(1_000).map(|f| ItemRow {
        id: f.id.clone(),
        href: format!("{}?f=html", relative(s, &items::feature_address(s, id, &f.id))),
        values: f.values.iter().map(text).collect(),
    });
    let next = page.next.as_deref().map(|n| relative(s, &items::address(s, id, pairs, &[("after", n), ("f", "html")])));
    let json = relative(s, &items::address(s, id, pairs, &[("f", "json")]));
    let ctx = Items {
        collection: id,
        title: title.clone(),
        names: one.columns().iter().map(|c| c.name).collect(),
        rows: rows.collect(),
        matched: page.matched,
        extent: items::extent(&page.features).map(corners),
        next,
        json: json.clone(),
    };
    let mut head = head(s, visit, "ogc-title", "ogc-description", &json);
    head.title = title;
    head.noindex = true;
    s.ui.page(visit, head, "open/ogc_items.html", &ctx)
}

#[derive(Serialize)]
struct Named {
    name: &'static str,
    text: String,
}

#[derive(Serialize)]
struct One {
    collection: &'static str,
    title: String,
    id: String,
    page: String,
    rows: Vec<Named>,
    extent: Option<[String; 4]>,
    json: String,
}

/// One feature.
pub(crate) fn feature(s: &Shared, visit: &Visit, one: &dyn Collection, feature: &Feature) -> Result<Response, Failure> {
    let id = one.id();
    let json = format!("{}?f=json", relative(s, &items::feature_address(s, id, &feature.id)));
    let ctx = One {
        collection: id,
        title: s.title(visit.lang, id),
        id: feature.id.clone(),
        page: own_page(id, &feature.id),
        rows: one.columns().iter().zip(&feature.values).map(|(c, v)| Named { name: c.name, text: text(v) }).collect(),
        extent: bounds(feature).map(corners),
        json: json.clone(),
    };
    let mut head = head(s, visit, "ogc-title", "ogc-description", &json);
    head.title = format!("{}: {}", ctx.title, ctx.id);
    head.noindex = true;
    s.ui.page(visit, head, "open/ogc_feature.html", &ctx)
}

/// The record's own page: collections are called as their pages are.
pub(crate) fn own_page(collection: &str, id: &str) -> String {
    let mut out = format!("/{collection}/");
    answer::encode(&mut out, id);
    out
}

fn relative(s: &Shared, href: &str) -> String {
    href.strip_prefix(s.ui.base()).unwrap_or(href).to_owned()
}

fn text(cell: &Cell) -> String {
    match cell {
        Cell::Null => String::new(),
        Cell::Text(t) => t.clone(),
        Cell::Integer(v) => v.to_string(),
        Cell::Real(v) => v.to_string(),
        Cell::Bool(v) => v.to_string(),
    }
}

fn head(s: &Shared, visit: &Visit, title: &str, description: &str, data: &str) -> Head {
    Head {
        title: s.ui.text(visit.lang, title, &[]),
        description: s.ui.text(visit.lang, description, &[]),
        data: vec![DataLink { href: data.to_owned(), media_type: "application/json", label_key: "ogc-as-json" }],
        ..Head::default()
    }
}
