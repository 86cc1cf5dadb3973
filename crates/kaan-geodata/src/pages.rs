//! Pages of deposits, occurrences and districts.
//!
//! Mounted by [`crate::Geodata::pages`]. It never draws a border without saying whose it is.

use crate::Shared;
use crate::districts::Outline;
use crate::kind::DISTRICTS;
use crate::store;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use kaan_base::Text3;
use kaan_facts::pages::near::{Near, near, reach};
use kaan_facts::pages::record::View;
use kaan_facts::pages::show::From;
use kaan_facts::{Register, pages};
use kaan_geo::{Bounds, Point};
use kaan_web::svg::{Class, Ground, MapView, Shape};
use kaan_web::{DataLink, Doors, Failure, Head, PUBLIC, Visit, fault};
use serde::Serialize;
use std::sync::Arc;

type Here = State<Arc<Shared>>;

/// The routes, below each language.
pub(crate) fn routes() -> Doors<Arc<Shared>> {
    Doors::new()
        .get("/deposits", PUBLIC, deposits)
        .get("/deposits/{id}", PUBLIC, deposit)
        .get("/occurrences", PUBLIC, occurrences)
        .get("/occurrences/{id}", PUBLIC, occurrence)
        .get("/districts", PUBLIC, districts)
        .get("/districts/{id}", PUBLIC, district)
}

async fn deposits(State(s): Here, visit: Visit, uri: Uri) -> Result<Response, Failure> {
    pages::list(&s.deposits, &visit, &uri)
}

async fn occurrences(State(s): Here, visit: Visit, uri: Uri) -> Result<Response, Failure> {
    pages::list(&s.occurrences, &visit, &uri)
}

async fn deposit(State(s): Here, visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    one(&s.deposits, &visit, &id, "unknown-deposit").await
}

async fn occurrence(State(s): Here, visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    one(&s.occurrences, &visit, &id, "unknown-occurrence").await
}

async fn one(register: &Register, visit: &Visit, id: &str, unknown: &'static str) -> Result<Response, Failure> {
    let Some((view, head, record)) = pages::view(register, visit, id).await? else { return Err(Failure::missing(unknown)) };
    let near = match reach(&record) {
        Some(b) => near(&record, store::near(&register.db, b).await.map_err(fault)?, "/projects"),
        None => Vec::new(),
    };
    register.ui.page(visit, head, "geodata/record.html", &Sourced { view, near, near_key: "geodata-near-projects" })
}

#[derive(Serialize)]
struct Sourced {
    #[serde(flatten)]
    view: View,
    near: Vec<Near>,
    near_key: &'static str,
}

#[derive(Serialize)]
struct Line {
    path: String,
    name: Text3,
    division: Option<String>,
}

#[derive(Serialize)]
struct Province {
    name: Text3,
    lines: Vec<Line>,
}

#[derive(Serialize)]
struct List {
    tabs: &'static [(&'static str, &'static str)],
    provinces: Vec<Province>,
    count: usize,
    datasets: Vec<From>,
    position: u64,
}

fn line(o: &Outline) -> Line {
    Line { path: DISTRICTS.path(&o.district.id), name: o.name.clone(), division: o.district.division.clone() }
}

async fn districts(State(s): Here, visit: Visit) -> Result<Response, Failure> {
    let loaded = s.outlines.loaded();
    let mut provinces: Vec<Province> = Vec::new();
    for o in &loaded.all {
        match provinces.iter_mut().find(|p| p.name == o.province) {
            Some(p) => p.lines.push(line(o)),
            None => provinces.push(Province { name: o.province.clone(), lines: vec![line(o)] }),
        }
    }
    let page = List {
        tabs: DISTRICTS.tabs,
        provinces,
        count: loaded.all.len(),
        datasets: loaded.datasets.iter().map(From::of).collect(),
        position: loaded.position,
    };
    let head = Head {
        title: s.ui.text(visit.lang, "districts-title", &[]),
        description: s.ui.text(visit.lang, "districts-description", &[]),
        canonical: Some("/districts".into()),
        data: vec![DataLink {
            href: "/ogc/collections/districts/items?f=json".into(),
            media_type: "application/geo+json",
            label_key: "facts-as-geojson",
        }],
        active: "projects",
        ..Head::default()
    };
    s.ui.page(&visit, head, "geodata/districts.html", &page)
}

#[derive(Serialize)]
struct Found {
    path: String,
    name: Text3,
}

#[derive(Serialize)]
struct Entry {
    index: Option<u64>,
    kind: String,
}

#[derive(Serialize)]
struct Page {
    id: String,
    own_name: Text3,
    province: Text3,
    division: Option<String>,
    reference: Option<String>,
    repaired: bool,
    area_m2: f64,
    map: String,
    projects: Vec<Found>,
    deposits: Vec<Found>,
    occurrences: Vec<Found>,
    from: Option<From>,
    entries: Vec<Entry>,
}

async fn district(State(s): Here, visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let loaded = s.outlines.loaded();
    let Some(o) = loaded.find(&id) else { return Err(Failure::missing("unknown-district")) };
    let entries = kaan_ledger::find_by_subject(s.outlines.db(), &DISTRICTS.subject(&id)).await.map_err(fault)?;
    let name = o.name.best(visit.lang).map(|(t, _)| t.to_owned()).unwrap_or_default();
    let page = Page {
        id: id.clone(),
        own_name: o.name.clone(),
        province: o.province.clone(),
        division: o.district.division.clone(),
        reference: o.district.reference.clone(),
        repaired: o.district.repaired,
        area_m2: kaan_geo::area_m2(&o.parcel),
        map: s.ui.map(&visit, &drawn(o, name.clone())),
        projects: projects(&s, o).await?,
        deposits: inside(&s.deposits, o),
        occurrences: inside(&s.occurrences, o),
        from: loaded.datasets.iter().find(|d| d.code == o.district.dataset).map(From::of),
        entries: entries.into_iter().map(|e| Entry { index: e.index, kind: e.kind }).collect(),
    };
    let head = Head {
        description: s.ui.text(visit.lang, "districts-one-description", &[("name", name.clone())]),
        title: name,
        canonical: Some(DISTRICTS.path(&id)),
        data: vec![DataLink {
            href: format!("/ogc/collections/districts/items/{id}?f=json"),
            media_type: "application/geo+json",
            label_key: "facts-as-geojson",
        }],
        active: "projects",
        ..Head::default()
    };
    s.ui.page(&visit, head, "geodata/district.html", &page)
}

fn drawn(o: &Outline, name: String) -> MapView {
    let b = o.parcel.bounds();
    let (w, h) = ((b.x1 - b.x0) / 20, (b.y1 - b.y0) / 20);
    let mut view = MapView::new(Bounds { x0: b.x0 - w, y0: b.y0 - h, x1: b.x1 + w, y1: b.y1 + h }, name.clone());
    view.shapes.push(Shape {
        ground: Ground::Parcel(o.parcel.clone()),
        class: Class::Other,
        href: None,
        label: None,
        title: Some(name),
    });
    view.legend = false;
    view
}

/// Projects whose own point lies in the district, through the published view.
async fn projects(s: &Shared, o: &Outline) -> Result<Vec<Found>, Failure> {
    let rows = store::near(s.outlines.db(), o.parcel.bounds()).await.map_err(fault)?;
    let inside = rows.into_iter().filter(|(_, _, [x, y])| crate::districts::holds(&o.parcel, Point { x: *x, y: *y }));
    Ok(inside
        .map(|(id, name, _)| Found {
            path: format!("/projects/{id}"),
            name: if name.is_empty() { Text3::english(id) } else { name },
        })
        .collect())
}

/// Records whose own point lies in the district; towns that stand for something say nothing.
fn inside(register: &Register, o: &Outline) -> Vec<Found> {
    let shelf = register.shelf();
    let own = |r: &kaan_facts::Record| r.place.precision != kaan_facts::Precision::StandIn;
    let holds = |r: &kaan_facts::Record| own(r) && r.point().is_some_and(|p| crate::districts::holds(&o.parcel, p));
    let found = shelf.items.iter().map(|i| &i.record).filter(|r| holds(r)).take(200);
    found.map(|r| Found { path: register.kind.path(&r.id), name: pages::show::title(r) }).collect()
}
