//! The page of one title, application or reserved area: all its facts, its ground, its history with proofs.
//!
//! Called by the routes. It never leaves out what is wrong with a record: faults, overlaps and a standing
//! of mere report are said before anything else.

use super::ground::{Boundary, corners, handed_in};
use super::rows::{HolderCell, RegisterRow, own_kind, tone};
use super::view::View;
use super::{draw, query};
use crate::ground::Ground;
use crate::model::{Collection, Fact, HolderKind, OutlineFault, Standing};
use crate::state::{Shared, State};
use axum::extract::{Path, State as From};
use axum::http::StatusCode;
use axum::response::Response;
use kaan_base::{Problem, Text3};
use kaan_geo::{Parcel, Point};
use kaan_ledger::Placed;
use kaan_web::svg::{self, MapView, Shape};
use kaan_web::{DataLink, Failure, Head, Visit, fault};
use serde::Serialize;

/// Neighbours drawn on the map.
const AROUND: usize = 60;
/// Inherited overlaps listed; of more the number is said.
const OVERLAPS: usize = 50;
/// Numbers named where one was not found.
const NEAR: usize = 8;
/// Longest number looked for, bytes.
const LONGEST: usize = 200;

#[derive(Serialize)]
struct FaultRow {
    code: String,
    place: Option<String>,
    at: Option<[i64; 2]>,
}

#[derive(Serialize)]
struct OverlapRow {
    number: String,
    path: String,
    class: &'static str,
    status: &'static str,
    tone: &'static str,
    holders: Vec<HolderCell>,
    relation: String,
    area_m2: f64,
    width_m: Option<f64>,
}

#[derive(Serialize)]
struct EntryRow {
    index: Option<u64>,
    /// `registered`, `reported`, `corrected`, `continued` or `other`.
    what: &'static str,
    kind: String,
}

#[derive(Serialize)]
struct DistrictRow {
    name: Text3,
    province: Text3,
}

/// All that the page shows.
#[derive(Serialize)]
struct Context<'a> {
    collection: &'static str,
    /// Called so because `number` and `name` are functions of templates.
    no: &'a str,
    path: String,
    own_name: Option<&'a str>,
    class: &'static str,
    kind: Option<String>,
    reported: bool,
    status: &'static str,
    tone: &'static str,
    status_text: Option<&'a str>,
    holders: Vec<HolderCell>,
    minerals: &'a [String],
    applied: Option<&'a str>,
    granted: Option<&'a str>,
    expires: Option<&'a str>,
    claimed_area: Option<&'a str>,
    area_m2: Option<f64>,
    perimeter_m: Option<f64>,
    sources: Vec<&'a str>,
    register: Option<RegisterRow>,
    faults: Vec<FaultRow>,
    has_bounds: bool,
    boundary: Option<Boundary>,
    handed_in: Option<Vec<[String; 2]>>,
    handed_in_more: usize,
    rule: Option<&'a str>,
    crs: Option<&'a str>,
    operation: Option<&'a str>,
    accuracy_m: Option<f64>,
    districts: Vec<DistrictRow>,
    district_credit: Option<String>,
    overlaps: Vec<OverlapRow>,
    more_overlaps: usize,
    entries: Vec<EntryRow>,
    map: Option<String>,
    bbox: Option<String>,
    tiles: String,
    position: u64,
    address: String,
    item: String,
}

/// `/titles/{number}`.
pub(super) async fn title(From(s): State, visit: Visit, Path(number): Path<String>) -> Result<Response, Failure> {
    page(&s, &visit, Collection::Titles, &number).await
}

/// `/applications/{number}`.
pub(super) async fn application(From(s): State, visit: Visit, Path(number): Path<String>) -> Result<Response, Failure> {
    page(&s, &visit, Collection::Applications, &number).await
}

/// `/reserved-areas/{number}`.
pub(super) async fn reserved_area(From(s): State, visit: Visit, Path(number): Path<String>) -> Result<Response, Failure> {
    page(&s, &visit, Collection::ReservedAreas, &number).await
}

/// Prefix of the message keys.
const fn words(collection: Collection) -> &'static str {
    match collection {
        Collection::Titles => "title",
        Collection::Applications => "application",
        Collection::ReservedAreas => "reserved",
    }
}

async fn page(s: &Shared, visit: &Visit, collection: Collection, number: &str) -> Result<Response, Failure> {
    if number.len() > LONGEST {
        return missing(s, visit, collection, "");
    }
    let subject = collection.subject(number);
    let overlaps =
        async { if collection == Collection::Titles { crate::store::list_overlaps(&s.db, number).await } else { Ok(Vec::new()) } };
    let found = tokio::try_join!(
        crate::store::find_fact(&s.db, collection, number),
        overlaps,
        kaan_ledger::find_by_subject(&s.db, &subject)
    );
    let (fact, overlaps, entries) = found.map_err(fault)?;
    let Some(fact) = fact else { return missing(s, visit, collection, number) };
    let ground = s.ground();
    let ctx = context(s, visit, &ground, collection, &fact, overlaps, entries);
    let named = [("number", number.to_owned())];
    let key = words(collection);
    let head = Head {
        title: s.ui.text(visit.lang, &format!("{key}-page"), &named),
        description: s.ui.text(visit.lang, &format!("{key}-page-description"), &named),
        canonical: Some(ctx.path.clone()),
        data: vec![DataLink { href: ctx.item.clone(), media_type: "application/geo+json", label_key: "data-this-record" }],
        islands: if ctx.map.is_some() { vec!["map"] } else { Vec::new() },
        active: if collection == Collection::Titles { "map" } else { collection.code() },
        ..Head::default()
    };
    s.ui.page(visit, head, "cadastre/record.html", &ctx)
}

#[derive(Serialize)]
struct Missing<'a> {
    words: &'static str,
    no: &'a str,
    list: String,
    near: Vec<Near>,
}

#[derive(Serialize)]
struct Near {
    number: String,
    path: String,
}

/// 404 with the numbers nearest to the one asked for.
fn missing(s: &Shared, visit: &Visit, collection: Collection, number: &str) -> Result<Response, Failure> {
    let near = s.ground().near_numbers(collection, number, NEAR);
    let ctx = Missing {
        words: words(collection),
        no: number,
        list: format!("/{}", collection.code()),
        near: near.into_iter().map(|n| Near { path: collection.path(&n), number: n }).collect(),
    };
    let head = Head { title: s.ui.text(visit.lang, "missing-title", &[]), noindex: true, active: "map", ..Head::default() };
    s.ui.page_with(StatusCode::NOT_FOUND, visit, head, "cadastre/missing.html", &ctx)
}

/// 404 where no page can be drawn.
pub(super) fn absent() -> Failure {
    Failure::Problems(StatusCode::NOT_FOUND, vec![Problem::refused("not-found")])
}

fn context<'a>(
    s: &Shared,
    visit: &Visit,
    ground: &Ground,
    collection: Collection,
    fact: &'a Fact,
    overlaps: Vec<crate::store::OverlapRow>,
    entries: Vec<Placed>,
) -> Context<'a> {
    let g = &fact.ground;
    let parcel = g.boundary.as_deref().and_then(|b| kaan_geo::decode(b).ok());
    let (handed, handed_more) = handed_in(g.as_handed_in.as_deref());
    let (map, bbox) = drawn(s, visit, ground, collection, fact, parcel.as_ref());
    let path = collection.path(&fact.number);
    let more_overlaps = overlaps.len().saturating_sub(OVERLAPS);
    let (districts, district_credit) = districts(s, parcel.as_ref());
    let id = query::path_part(&fact.number);
    Context {
        collection: collection.code(),
        no: &fact.number,
        own_name: fact.name.as_deref(),
        class: fact.class.code(),
        kind: own_kind(fact.kind.clone(), fact.class),
        reported: fact.standing == Standing::Reported,
        status: fact.status.code(),
        tone: tone(fact.status),
        status_text: fact.status_text.as_deref(),
        holders: fact.holders.iter().map(holder).collect(),
        minerals: &fact.commodities,
        applied: fact.applied.as_deref(),
        granted: fact.granted.as_deref(),
        expires: fact.expires.as_deref(),
        claimed_area: fact.claimed_area.as_deref(),
        area_m2: g.area_m2,
        perimeter_m: g.perimeter_m,
        sources: fact.source.iter().flat_map(|t| t.split([' ', ';', '|'])).map(str::trim).filter(|t| !t.is_empty()).collect(),
        register: ground.registers.iter().find(|r| r.code == fact.register).map(|r| RegisterRow::of(ground, r, "/map", visit.lang)),
        faults: g.faults.iter().map(fault_row).collect(),
        has_bounds: g.bounds.is_some(),
        boundary: parcel.as_ref().map(corners),
        handed_in: handed,
        handed_in_more: handed_more,
        rule: g.rule.as_deref(),
        crs: g.crs.as_deref(),
        operation: g.operation.as_deref(),
        accuracy_m: g.accuracy_m,
        districts,
        district_credit,
        overlaps: overlaps.into_iter().take(OVERLAPS).map(overlap_row).collect(),
        more_overlaps,
        entries: entries.into_iter().map(entry_row).collect(),
        map,
        bbox,
        tiles: format!("/tiles/register/{{z}}/{{x}}/{{y}}.mvt?v={}", ground.size()),
        position: ground.size(),
        address: format!("{}/{}{path}", s.ui.base(), visit.lang.code()),
        item: format!("/ogc/collections/{}/items/{id}?f=json", collection.code()),
        path,
    }
}

/// The districts that the ground meets, and whose borders those are.
fn districts(s: &Shared, parcel: Option<&Parcel>) -> (Vec<DistrictRow>, Option<String>) {
    let (Some(known), Some(parcel)) = (s.districts.as_ref(), parcel) else { return (Vec::new(), None) };
    let met: Vec<DistrictRow> =
        known.meeting(parcel).into_iter().map(|d| DistrictRow { name: d.name, province: d.province }).collect();
    let credit = if met.is_empty() { None } else { known.credit().map(|c| c.text) };
    (met, credit)
}

fn holder(h: &crate::model::Held) -> HolderCell {
    HolderCell { id: h.id.clone(), name: h.name.clone(), masked: h.kind == HolderKind::PersonMasked, share: h.share }
}

fn fault_row(f: &OutlineFault) -> FaultRow {
    FaultRow { code: f.code.clone(), place: f.place.clone(), at: f.at }
}

fn overlap_row(o: crate::store::OverlapRow) -> OverlapRow {
    OverlapRow {
        path: Collection::Titles.path(&o.number),
        number: o.number,
        class: o.class.code(),
        status: o.status.code(),
        tone: tone(o.status),
        holders: o.holders.iter().take(2).map(holder).collect(),
        relation: o.relation,
        area_m2: o.area_m2,
        width_m: o.width_mm.map(|w| w / 1_000.0),
    }
}

fn entry_row(p: Placed) -> EntryRow {
    let what = match p.kind.rsplit('-').next() {
        Some("registered") => "registered",
        Some("reported") => "reported",
        Some("corrected") => "corrected",
        Some("continued") => "continued",
        _ => "other",
    };
    EntryRow { index: p.index, what, kind: p.kind }
}

/// The record among its neighbours, with the places of its faults; and the box that it shows.
fn drawn(
    s: &Shared,
    visit: &Visit,
    ground: &Ground,
    collection: Collection,
    fact: &Fact,
    parcel: Option<&Parcel>,
) -> (Option<String>, Option<String>) {
    let Some(bounds) = fact.ground.bounds else { return (None, None) };
    let view = View::around(bounds, 0.6);
    let own = ground.find(collection, &fact.number).map(|(place, _)| place);
    let mut map = MapView::new(view.bounds(), s.ui.text(visit.lang, "record-map", &[("number", fact.number.clone())]));
    map.shapes = draw::around(ground, view, own, AROUND);
    let label = Some(fact.number.clone());
    match parcel {
        Some(p) => map.shapes.push(Shape {
            ground: svg::Ground::Parcel(p.clone()),
            class: svg::Class::Here,
            href: None,
            title: label.clone(),
            label,
        }),
        None => {
            let points = fact.ground.faults.iter().filter_map(|f| f.at).map(|[x, y]| Point::new(x, y));
            map.shapes.extend(points.map(|p| Shape {
                ground: svg::Ground::Point(p),
                class: svg::Class::Here,
                href: None,
                label: None,
                title: None,
            }));
        }
    }
    (Some(s.ui.map(visit, &map)), Some(view.text()))
}
