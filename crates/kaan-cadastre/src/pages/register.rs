//! Map and register: a list of titles, applications or reserved areas, and the map of the same result.
//!
//! Called by the routes. What is listed and drawn follows from the address alone; it never lists
//! anything that the ground does not hold at the position it names.

use super::query::{Asked, FILTERS};
use super::rows::{self, RegisterRow, Row};
use super::view::View;
use super::{draw, malformed, pairs};
use crate::ground::{Ground, Page};
use crate::model::{Class, Collection, Standing, Status};
use crate::state::{Shared, State};
use axum::extract::State as From;
use axum::http::Uri;
use axum::response::Response;
use kaan_web::svg::MapView;
use kaan_web::{DataLink, Failure, Head, Visit, fault};
use serde::Serialize;
use std::collections::HashMap;
use std::sync::Arc;

/// Rows of a page beside a map.
const FEW: usize = 25;
/// Rows of a page without one.
const MANY: usize = 50;
/// Entries of a filter's list.
const CHOICES: usize = 60;

/// One thing to choose in a filter, with how many records have it.
#[derive(Serialize)]
struct Choice {
    value: String,
    count: u64,
}

/// The form that narrows the list.
#[derive(Serialize)]
struct Filters {
    values: HashMap<&'static str, String>,
    classes: Vec<&'static str>,
    statuses: Vec<&'static str>,
    standings: Vec<&'static str>,
    kinds: Vec<Choice>,
    minerals: Vec<Choice>,
    registers: Vec<RegisterRow>,
    bbox: Option<String>,
    holder: Option<String>,
    any: bool,
}

/// A link that moves the map.
#[derive(Serialize)]
struct Move {
    key: &'static str,
    href: String,
}

/// The map of the result.
#[derive(Serialize)]
struct Map {
    svg: String,
    moves: Vec<Move>,
    bbox: String,
    tiles: String,
    shown: usize,
    all: usize,
    /// Projects drawn.
    beside: usize,
}

#[derive(Serialize)]
struct Context {
    /// Prefix of the message keys: `register`, `applications`, `reserved`.
    words: &'static str,
    collection: &'static str,
    path: &'static str,
    tabs: Vec<Tab>,
    count: u64,
    more: bool,
    rows: Vec<Row>,
    filters: Filters,
    map: Option<Map>,
    /// Elsewhere: registers whose ground lies outside the view, where the view has none.
    elsewhere: Vec<RegisterRow>,
    first: Option<String>,
    next: Option<String>,
    whole: Option<String>,
    other_view: String,
    ogc: String,
    position: u64,
    demonstration: Vec<RegisterRow>,
}

/// Another list of the same kind.
#[derive(Serialize)]
struct Tab {
    words: &'static str,
    href: &'static str,
    here: bool,
}

/// `/map`.
pub(super) async fn map(From(s): State, visit: Visit, uri: Uri) -> Result<Response, Failure> {
    page(&s, &visit, &uri, Collection::Titles, "/map").await
}

/// `/titles`.
pub(super) async fn titles(From(s): State, visit: Visit, uri: Uri) -> Result<Response, Failure> {
    page(&s, &visit, &uri, Collection::Titles, "/titles").await
}

/// `/applications`.
pub(super) async fn applications(From(s): State, visit: Visit, uri: Uri) -> Result<Response, Failure> {
    page(&s, &visit, &uri, Collection::Applications, "/applications").await
}

/// `/reserved-areas`.
pub(super) async fn reserved_areas(From(s): State, visit: Visit, uri: Uri) -> Result<Response, Failure> {
    page(&s, &visit, &uri, Collection::ReservedAreas, "/reserved-areas").await
}

const fn words(collection: Collection) -> &'static str {
    match collection {
        Collection::Titles => "register",
        Collection::Applications => "applications",
        Collection::ReservedAreas => "reserved",
    }
}

/// What one request asks, and of which ground.
struct Question<'v> {
    visit: &'v Visit,
    ground: Arc<Ground>,
    collection: Collection,
    path: &'static str,
    asked: Asked,
}

async fn page(s: &Shared, visit: &Visit, uri: &Uri, collection: Collection, path: &'static str) -> Result<Response, Failure> {
    let mut asked = Asked::read(&pairs(uri)?).map_err(malformed)?;
    asked.table |= path == "/titles";
    let q = Question { visit, ground: s.ground(), collection, path, asked };
    let limit = if q.asked.table { MANY } else { FEW };
    let found = q.ground.list(collection, &q.asked.filter, q.asked.after.as_deref(), limit);
    let rows = facts(s, collection, &found).await?;
    let map = if q.asked.table { None } else { Some(drawn(s, &q).await?) };
    let ctx = context(&q, &found, rows, map);
    let prefix = words(collection);
    let ending = |kind: &'static str, key: &'static str, ending: &str| DataLink {
        href: format!("/data/{}.{ending}", collection.code()),
        media_type: kind,
        label_key: key,
    };
    let head = Head {
        title: s.ui.text(visit.lang, &format!("{prefix}-title"), &[]),
        description: s.ui.text(visit.lang, &format!("{prefix}-description"), &[]),
        canonical: Some(q.asked.link(path, None, None)),
        data: vec![
            DataLink { href: ctx.ogc.clone(), media_type: "application/geo+json", label_key: "data-this-result" },
            ending("application/geopackage+sqlite3", "data-whole-geopackage", "gpkg"),
            ending("text/csv", "data-whole-csv", "csv"),
        ],
        noindex: q.asked.after.is_some() || q.asked.bbox.is_some(),
        islands: if ctx.map.is_some() { vec!["map"] } else { Vec::new() },
        active: if collection == Collection::Titles { "map" } else { collection.code() },
    };
    s.ui.page(visit, head, "cadastre/register.html", &ctx)
}

/// The rows of a page in the order of its numbers.
async fn facts(s: &Shared, collection: Collection, page: &Page) -> Result<Vec<Row>, Failure> {
    if page.numbers.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = crate::store::list_facts(&s.db, collection, &page.numbers).await.map_err(fault)?;
    found.sort_by(|a, b| a.number.cmp(&b.number));
    Ok(found.into_iter().map(|f| rows::of_fact(collection, f)).collect())
}

/// What the map shows when the address does not say: the register or holder asked for, else the country.
fn view(ground: &Ground, collection: Collection, asked: &Asked) -> View {
    if let Some(b) = asked.bbox {
        return View(b);
    }
    if !asked.is_filtered() {
        return View::HOME;
    }
    let mut all: Option<[i64; 4]> = None;
    ground.each(collection, &asked.filter, |_, item| {
        if let Some(b) = item.bounds {
            all = Some(all.map_or(b, |a| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]));
        }
        std::ops::ControlFlow::Continue(())
    });
    all.map_or(View::HOME, |b| View::around(b, 0.05))
}

async fn drawn(s: &Shared, q: &Question<'_>) -> Result<Map, Failure> {
    let Question { visit, ground, collection, path, asked } = q;
    let view = view(ground, *collection, asked);
    let picked = draw::pick(s, ground, *collection, asked, view).await?;
    let title = s.ui.text(visit.lang, &format!("{}-map", words(*collection)), &[]);
    let mut map = MapView::new(view.bounds(), title);
    map.shapes = draw::shapes(ground, &picked.places);
    let mut beside = 0;
    if *collection == Collection::Titles && !asked.is_filtered() {
        let places = draw::beside(s, view, visit.lang).await?;
        beside = places.len();
        map.shapes.extend(places);
    }
    let to = |key, v: View| Move { key, href: asked.link(path, Some(&v.text()), None) };
    let moves = vec![
        to("map-in", view.scaled(0.5)),
        to("map-out", view.scaled(2.0)),
        to("map-west", view.moved(-0.5, 0.0)),
        to("map-north", view.moved(0.0, 0.5)),
        to("map-south", view.moved(0.0, -0.5)),
        to("map-east", view.moved(0.5, 0.0)),
        Move { key: "map-home", href: asked.link(path, Some(&View::HOME.text()), None) },
    ];
    let version = ground.size().to_string();
    let own = asked.kept.iter().map(|(n, v)| (*n, v.as_str()));
    let tiles = super::query::query(std::iter::once(("v", version.as_str())).chain(own));
    Ok(Map {
        svg: s.ui.map(visit, &map),
        moves,
        bbox: view.text(),
        tiles: format!("/tiles/register/{{z}}/{{x}}/{{y}}.mvt{tiles}"),
        shown: picked.places.len(),
        all: picked.all,
        beside,
    })
}

fn filters(q: &Question<'_>) -> Filters {
    let Question { ground, asked, path, .. } = q;
    let (collection, lang) = (q.collection, q.visit.lang);
    let facets = ground.facets(collection);
    let choices = |all: &[(String, u64)]| all.iter().take(CHOICES).map(|(v, n)| Choice { value: v.clone(), count: *n }).collect();
    let bbox = asked.bbox.map(|b| View(b).text());
    Filters {
        values: FILTERS.iter().map(|n| (*n, asked.value(n).to_owned())).collect(),
        classes: if collection == Collection::ReservedAreas { Vec::new() } else { Class::ALL.iter().map(|c| c.code()).collect() },
        statuses: Status::ALL.iter().map(|c| c.code()).collect(),
        standings: if collection == Collection::Titles { Standing::ALL.iter().map(|c| c.code()).collect() } else { Vec::new() },
        kinds: choices(&facets.kinds),
        minerals: choices(&facets.commodities),
        registers: ground.registers.iter().map(|r| RegisterRow::of(ground, r, path, lang)).collect(),
        any: asked.is_filtered() || bbox.is_some(),
        bbox,
        holder: asked.filter.holder.as_deref().and_then(|id| ground.find_holder(id)).map(|h| h.name),
    }
}

/// The same question to the OGC interface: its columns are called as the filters are, but for two.
fn ogc(collection: Collection, asked: &Asked, bbox: Option<&str>) -> String {
    let own = asked.kept.iter().filter_map(|(n, v)| match *n {
        "class" | "status" | "standing" | "register" => Some((*n, v.as_str())),
        "kind" => Some(("type", v.as_str())),
        _ => None,
    });
    let all = own.chain(bbox.map(|b| ("bbox", b))).chain([("f", "json")]);
    format!("/ogc/collections/{}/items{}", collection.code(), super::query::query(all))
}

fn context(q: &Question<'_>, found: &Page, rows: Vec<Row>, map: Option<Map>) -> Context {
    let filters = filters(q);
    let Question { ground, asked, .. } = q;
    let (collection, path) = (q.collection, q.path);
    let bbox = filters.bbox.clone();
    let of = |c: Collection| Tab {
        words: words(c),
        href: if c == Collection::Titles {
            "/map"
        } else if c == Collection::Applications {
            "/applications"
        } else {
            "/reserved-areas"
        },
        here: c == collection,
    };
    let here = map.as_ref().is_none_or(|m| m.all > 0);
    let elsewhere = if here { Vec::new() } else { filters.registers.iter().filter(|r| r.map.is_some()).cloned().collect() };
    let shown: Vec<&str> = rows.iter().map(|r| r.register.as_str()).collect();
    let demonstration = filters.registers.iter().filter(|r| r.demonstration && shown.contains(&r.code.as_str())).cloned().collect();
    let other = if asked.table { "/map" } else { "/titles" };
    let mut flat = asked.clone();
    flat.table = !asked.table && collection != Collection::Titles;
    let other_path = if collection == Collection::Titles { other } else { path };
    Context {
        words: words(collection),
        collection: collection.code(),
        path,
        tabs: Collection::ALL.iter().map(|c| of(*c)).collect(),
        count: found.total.count,
        more: found.total.more,
        rows,
        ogc: ogc(collection, asked, bbox.as_deref()),
        first: asked.after.is_some().then(|| asked.link(path, bbox.as_deref(), None)),
        next: found.next.as_deref().map(|n| asked.link(path, bbox.as_deref(), Some(n))),
        whole: bbox.is_some().then(|| asked.link(path, None, None)),
        other_view: flat.link(other_path, bbox.as_deref(), None),
        filters,
        map,
        elsewhere,
        position: ground.size(),
        demonstration,
    }
}
