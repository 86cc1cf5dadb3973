//! Holders: a list with search by a part of the name, and the page of one with all that it holds.
//!
//! Called by the routes. It never joins holders of two registers into one: that two names are one company
//! is for somebody who knows to say.

use super::rows::{self, RegisterRow, Row, tone};
use super::view::View;
use super::{draw, malformed, pairs};
use crate::ground::{Ground, HolderRow, Item};
use crate::model::{Collection, HolderKind, Status};
use crate::state::{Shared, State};
use axum::extract::{Path, State as From};
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use kaan_base::{Problem, is_id};
use kaan_web::svg::MapView;
use kaan_web::{DataLink, Failure, Head, Visit};
use serde::Serialize;
use std::collections::BTreeMap;

/// Holders on a page.
const PAGE: usize = 50;
/// Records listed on a holder's page, of each collection.
const RECORDS: usize = 100;
/// Longest text looked for, bytes.
const LONGEST: usize = 200;

#[derive(Serialize)]
struct ListRow {
    id: String,
    name: String,
    masked: bool,
    register: String,
    records: u32,
}

#[derive(Serialize)]
struct List {
    name_typed: String,
    register: String,
    registers: Vec<RegisterRow>,
    rows: Vec<ListRow>,
    count: u64,
    first: Option<String>,
    next: Option<String>,
    position: u64,
}

/// `/holders`.
pub(super) async fn list(From(s): State, visit: Visit, uri: Uri) -> Result<Response, Failure> {
    let asked = pairs(&uri)?;
    let value = |name: &str| asked.iter().find(|(k, _)| k == name).map(|(_, v)| v.trim()).filter(|v| !v.is_empty());
    let (name, register, after) = (value("name"), value("register"), value("after"));
    let mut wrong: Vec<Problem> = Vec::new();
    for (field, text) in [("name", name), ("register", register)] {
        if text.is_some_and(|t| t.len() > LONGEST) {
            wrong.push(Problem::invalid("parameter-too-long").at(field).with("most", LONGEST));
        }
    }
    let ground = s.ground();
    if after.is_some_and(|a| !is_id(a) || ground.find_holder(a).is_none()) {
        wrong.push(Problem::invalid("wrong-page-token").at("after"));
    }
    if !wrong.is_empty() {
        return Err(malformed(wrong));
    }
    let found = ground.list_holders(name, register, after, PAGE);
    let kept = [("name", name.unwrap_or_default()), ("register", register.unwrap_or_default())];
    let link = |after: &str| kaan_web::form::address("/holders", &[kept[0], kept[1], ("after", after)]);
    let ctx = List {
        name_typed: name.unwrap_or_default().to_owned(),
        register: register.unwrap_or_default().to_owned(),
        registers: ground.registers.iter().map(|r| RegisterRow::of(&ground, r, "/map", visit.lang)).collect(),
        count: found.total.count,
        first: after.is_some().then(|| link("")),
        next: found.next.as_deref().map(link),
        rows: found.holders.into_iter().map(list_row).collect(),
        position: ground.size(),
    };
    let head = Head {
        title: s.ui.text(visit.lang, "holders-title", &[]),
        description: s.ui.text(visit.lang, "holders-description", &[]),
        canonical: Some("/holders".into()),
        noindex: after.is_some() || name.is_some(),
        active: "map",
        ..Head::default()
    };
    s.ui.page(&visit, head, "cadastre/holders.html", &ctx)
}

fn list_row(h: HolderRow) -> ListRow {
    ListRow { masked: h.kind == HolderKind::PersonMasked, id: h.id, name: h.name, register: h.register, records: h.records }
}

/// How many records of a status, and their ground together.
#[derive(Serialize)]
struct Sum {
    status: &'static str,
    tone: &'static str,
    count: u64,
    area_m2: f64,
    /// Of them, without a known area.
    unknown: u64,
}

/// What a holder has of one collection.
#[derive(Serialize)]
struct Part {
    collection: &'static str,
    words: &'static str,
    sums: Vec<Sum>,
    rows: Vec<Row>,
    count: usize,
    all: String,
}

#[derive(Serialize)]
struct One {
    id: String,
    holder_name: String,
    masked: bool,
    register: Option<RegisterRow>,
    parts: Vec<Part>,
    map: Option<String>,
    bbox: Option<String>,
    tiles: String,
    position: u64,
    address: String,
}

/// `/holders/{id}`.
pub(super) async fn one(From(s): State, visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let ground = s.ground();
    let found = if is_id(&id) { ground.find_holder(&id) } else { None };
    let Some(holder) = found else {
        return Err(Failure::Problems(StatusCode::NOT_FOUND, vec![Problem::refused("unknown-holder")]));
    };
    let mut items: Vec<(u32, &Item)> = ground.records_of(&id).collect();
    items.sort_by(|a, b| (a.1.collection, ground.number(a.1)).cmp(&(b.1.collection, ground.number(b.1))));
    let (map, bbox) = drawn(&s, &visit, &ground, &holder.name, &items);
    let masked = holder.kind == HolderKind::PersonMasked;
    let ctx = One {
        masked,
        register: ground
            .registers
            .iter()
            .find(|r| r.code == holder.register)
            .map(|r| RegisterRow::of(&ground, r, "/map", visit.lang)),
        parts: [Collection::Titles, Collection::Applications]
            .into_iter()
            .map(|c| part(&ground, c, &id, &items))
            .filter(|p| p.count > 0)
            .collect(),
        map,
        bbox,
        tiles: format!(
            "/tiles/register/{{z}}/{{x}}/{{y}}.mvt{}",
            super::query::query([("v", ground.size().to_string().as_str()), ("holder", id.as_str())])
        ),
        position: ground.size(),
        address: format!("{}/{}/holders/{id}", s.ui.base(), visit.lang.code()),
        holder_name: holder.name.clone(),
        id,
    };
    let named = [("name", holder.name)];
    let head = Head {
        title: s.ui.text(visit.lang, "holder-page", &named),
        description: s.ui.text(visit.lang, "holder-page-description", &named),
        canonical: Some(format!("/holders/{}", ctx.id)),
        data: vec![DataLink { href: "/data/titles.csv".into(), media_type: "text/csv", label_key: "data-whole-csv" }],
        // A masked person is not to be found by a search engine.
        noindex: masked,
        islands: if ctx.map.is_some() { vec!["map"] } else { Vec::new() },
        active: "map",
    };
    s.ui.page(&visit, head, "cadastre/holder.html", &ctx)
}

fn part(ground: &Ground, collection: Collection, id: &str, items: &[(u32, &Item)]) -> Part {
    let own: Vec<&Item> = items.iter().map(|(_, i)| *i).filter(|i| i.collection == collection).collect();
    let mut sums: BTreeMap<Status, Sum> = BTreeMap::new();
    for item in &own {
        let sum = sums.entry(item.status).or_insert(Sum {
            status: item.status.code(),
            tone: tone(item.status),
            count: 0,
            area_m2: 0.0,
            unknown: 0,
        });
        sum.count += 1;
        if item.area_m2.is_finite() {
            sum.area_m2 += item.area_m2;
        } else {
            sum.unknown += 1;
        }
    }
    Part {
        collection: collection.code(),
        words: if collection == Collection::Titles { "titles" } else { "applications" },
        sums: sums.into_values().collect(),
        rows: own.iter().take(RECORDS).map(|i| rows::of_item(ground, i)).collect(),
        count: own.len(),
        all: kaan_web::form::address(&format!("/{}", collection.code()), &[("holder", id)]),
    }
}

fn drawn(s: &Shared, visit: &Visit, ground: &Ground, name: &str, items: &[(u32, &Item)]) -> (Option<String>, Option<String>) {
    let boxes = items.iter().filter_map(|(_, i)| i.bounds);
    let Some(all) = boxes.reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]) else {
        return (None, None);
    };
    let view = View::around(all, 0.1);
    let mut places: Vec<u32> = items.iter().map(|(place, _)| *place).collect();
    places.truncate(draw::MOST);
    let mut map = MapView::new(view.bounds(), s.ui.text(visit.lang, "holder-map", &[("name", name.to_owned())]));
    map.shapes = draw::shapes(ground, &places);
    (Some(s.ui.map(visit, &map)), Some(view.text()))
}
