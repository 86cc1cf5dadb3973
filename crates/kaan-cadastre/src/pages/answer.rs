//! The answer of the check as a page shows it: for each parcel its state, its neighbours and what each means.
//!
//! Called by the check's page. It never says more than the exact verdict does: what could not be judged is
//! named as such.

use super::draw;
use super::rows::HolderCell;
use super::view::View;
use crate::check::{Answered, CheckAnswer, Meeting, Neighbour, Outline, Sure};
use crate::ground::Ground;
use crate::law::Part;
use crate::model::{Collection, HolderKind};
use crate::state::Shared;
use kaan_base::{Instant, Text3};
use kaan_exchange::Note;
use kaan_geo::{Bounds, Parcel, Point};
use kaan_web::Visit;
use kaan_web::svg::{self, MapView, Shape};
use serde::Serialize;
use std::fmt::Write as _;

/// Neighbours drawn on the map.
const AROUND: usize = 80;
/// Overlaps drawn on the map.
const COMMON: usize = 40;
/// Records of no valid outline that are named.
const UNJUDGED: usize = 5;
/// The longest answer that the page offers to save, bytes.
const SAVED: usize = 200_000;
/// Corners of a parcel that are written into the saved answer.
const CORNERS: usize = 2_000;

/// A record that meets the ground.
#[derive(Serialize)]
struct Row {
    number: String,
    path: String,
    collection: &'static str,
    class: &'static str,
    status: &'static str,
    holders: Vec<HolderCell>,
    relation: &'static str,
    means: &'static str,
    certainty: &'static str,
    conflict: bool,
    area_m2: f64,
    share: f64,
    register: String,
}

/// One thing that is wrong with an outline, or worth knowing.
#[derive(Serialize)]
struct ProblemRow {
    code: String,
    place: Option<String>,
    other: Option<String>,
    at: Option<[i64; 2]>,
    fatal: bool,
}

#[derive(Serialize)]
struct DistrictRow {
    name: Text3,
    province: Text3,
}

/// Neighbours that mean the same.
#[derive(Serialize)]
struct Group {
    /// Message key of the meaning.
    means: &'static str,
    rows: Vec<Row>,
}

/// What neighbours may mean, the gravest first.
const MEANINGS: [&str; 7] = [
    "means-overlap-exclusive",
    "means-overlap-application",
    "means-overlap-reserved",
    "means-overlap-open",
    "means-uncertain",
    "means-sliver",
    "means-touch",
];

/// The answer for one parcel.
#[derive(Serialize)]
struct One {
    name: String,
    n: usize,
    /// `free`, `beside` (borders and slivers only), `met` or `invalid`.
    state: &'static str,
    overlaps: usize,
    problems: Vec<ProblemRow>,
    area_m2: Option<f64>,
    perimeter_m: Option<f64>,
    districts: Vec<DistrictRow>,
    /// How many records meet it in any way.
    met: usize,
    groups: Vec<Group>,
    more: bool,
    /// Records whose outline is not valid and whose box meets this ground.
    unjudged: Vec<Unjudged>,
    unjudged_more: usize,
    crs: String,
    operation: Option<String>,
    accuracy_m: Option<f64>,
}

#[derive(Serialize)]
struct Unjudged {
    number: String,
    path: String,
}

/// The answer to everything that was asked.
#[derive(Serialize)]
pub(super) struct Answer {
    parcels: Vec<One>,
    several: bool,
    more: bool,
    now: i64,
    position: u64,
    map: Option<String>,
    registers: Vec<Text3>,
    credit: Option<String>,
    /// The answer as an address that holds it, to be saved without a script.
    saved: Option<String>,
    notes: Vec<NoteRow>,
    #[serde(skip)]
    pub view: Option<View>,
}

/// What the reader of a file left out or assumed.
#[derive(Serialize)]
struct NoteRow {
    code: &'static str,
    count: u64,
    first_row: Option<u64>,
    detail: Option<String>,
}

impl Answer {
    /// The same with what the reader of the file left out or assumed.
    pub fn with_notes(mut self, notes: &[Note]) -> Self {
        let row = |n: &Note| NoteRow { code: n.code.code(), count: n.count, first_row: n.first_row, detail: n.detail.clone() };
        self.notes = notes.iter().map(row).collect();
        self
    }

    /// Whether one outline was asked about and is not valid.
    pub fn is_one_invalid(&self) -> bool {
        matches!(self.parcels.as_slice(), [one] if one.state == "invalid")
    }
}

/// Makes the answer that the page shows.
pub(super) fn made(
    s: &Shared,
    visit: &Visit,
    ground: &Ground,
    outlines: Vec<(String, Outline)>,
    answered: Vec<Answered>,
    more: bool,
    now: Instant,
) -> Answer {
    let saved = saved(s, visit, &outlines, &answered, now);
    let view = view(&answered, &outlines);
    let map = view.map(|v| drawn(s, visit, ground, &outlines, &answered, v));
    let several = outlines.len() > 1;
    let parcels = outlines.iter().zip(&answered).enumerate().map(|(n, ((name, _), a))| one(s, ground, name, n + 1, a));
    let parcels: Vec<One> = parcels.collect();
    let credit = if parcels.iter().any(|p| !p.districts.is_empty()) {
        s.districts.as_ref().and_then(|d| d.credit()).map(|c| c.text)
    } else {
        None
    };
    Answer {
        parcels,
        several,
        more,
        now: now.0,
        position: ground.size(),
        map,
        registers: ground.registers.iter().map(|r| r.name.clone()).collect(),
        credit,
        saved,
        view,
        notes: Vec::new(),
    }
}

fn one(s: &Shared, ground: &Ground, name: &str, n: usize, a: &Answered) -> One {
    let c = &a.answer;
    let neighbours: Vec<Row> =
        c.neighbours.iter().map(|x| row(ground, x, false)).chain(c.waiting.iter().map(|x| row(ground, x, true))).collect();
    let overlaps = neighbours.iter().filter(|r| r.conflict).count();
    let state = match (c.valid, overlaps, neighbours.len()) {
        (false, ..) => "invalid",
        (_, 0, 0) => "free",
        (_, 0, _) => "beside",
        _ => "met",
    };
    let districts = a.parcel.as_ref().zip(s.districts.as_ref()).map(|(p, d)| d.meeting(p)).unwrap_or_default();
    let (unjudged, unjudged_more) = a.parcel.as_ref().map(|p| unjudged(ground, p.bounds())).unwrap_or_default();
    One {
        name: name.to_owned(),
        n,
        state,
        overlaps,
        problems: problems(a),
        area_m2: c.area_km2.map(|v| v * 1e6),
        perimeter_m: c.perimeter_km.map(|v| v * 1e3),
        districts: districts.into_iter().map(|d| DistrictRow { name: d.name, province: d.province }).collect(),
        met: neighbours.len(),
        groups: groups(neighbours),
        more: c.more,
        unjudged,
        unjudged_more,
        crs: c.crs.clone(),
        operation: c.operation.clone(),
        accuracy_m: c.accuracy_m,
    }
}

/// Neighbours by what they mean, each group in the order of the answer.
fn groups(rows: Vec<Row>) -> Vec<Group> {
    let mut out: Vec<Group> = MEANINGS.iter().map(|means| Group { means, rows: Vec::new() }).collect();
    for row in rows {
        if let Some(group) = out.iter_mut().find(|g| g.means == row.means) {
            group.rows.push(row);
        }
    }
    out.retain(|g| !g.rows.is_empty());
    out
}

fn problems(a: &Answered) -> Vec<ProblemRow> {
    let unit = |d: [f64; 2]| Point::from_degrees(d[0], d[1]).map(|p| [p.x, p.y]);
    let all = a.answer.problems.iter();
    all.map(|p| ProblemRow {
        code: p.code.clone(),
        place: p.place.clone(),
        other: p.other.clone(),
        at: p.at.and_then(unit),
        fatal: p.fatal,
    })
    .collect()
}

fn row(ground: &Ground, n: &Neighbour, waiting: bool) -> Row {
    let collection = Collection::from_code(n.collection).unwrap_or(Collection::Titles);
    let item = ground.find(collection, &n.number).map(|(_, i)| i);
    let holders = item.map(|i| ground.holders(i).take(2).collect::<Vec<_>>()).unwrap_or_default();
    Row {
        path: collection.path(&n.number),
        number: n.number.clone(),
        collection: n.collection,
        class: n.class,
        status: n.status,
        holders: holders
            .iter()
            .map(|h| HolderCell {
                id: h.id.to_string(),
                name: h.name.to_string(),
                masked: h.kind == HolderKind::PersonMasked,
                share: None,
            })
            .collect(),
        relation: n.relation.code(),
        means: means(n, collection, waiting),
        certainty: n.certainty.code(),
        conflict: n.relation == Meeting::Overlap && n.certainty == Sure::Certain,
        area_m2: n.area_m2,
        share: n.share,
        register: n.register.clone(),
    }
}

/// Message key of what a neighbour means for somebody who wants this ground.
fn means(n: &Neighbour, collection: Collection, waiting: bool) -> &'static str {
    match (n.relation, n.certainty, collection) {
        (Meeting::Touch, ..) => "means-touch",
        (Meeting::Sliver, ..) => "means-sliver",
        (_, Sure::Uncertain, _) => "means-uncertain",
        (_, _, Collection::ReservedAreas) => "means-overlap-reserved",
        (_, _, Collection::Applications) => "means-overlap-application",
        _ if waiting => "means-overlap-application",
        _ if n.exclusive => "means-overlap-exclusive",
        _ => "means-overlap-open",
    }
}

/// Live records of no valid outline whose box meets this one: nobody can say whether they meet the ground.
fn unjudged(ground: &Ground, b: Bounds) -> (Vec<Unjudged>, usize) {
    let mut out = Vec::new();
    let mut more = 0;
    ground.meeting_until([b.x0, b.y0, b.x1, b.y1], |item| {
        if item.part == Part::Ended || item.has_boundary() {
            return true;
        }
        if out.len() < UNJUDGED {
            let number = ground.number(item).to_owned();
            out.push(Unjudged { path: item.collection.path(&number), number });
        } else {
            more += 1;
        }
        more < 1_000
    });
    (out, more)
}

/// The view that shows all that was asked about, invalid outlines too.
fn view(answered: &[Answered], outlines: &[(String, Outline)]) -> Option<View> {
    let boxes = answered
        .iter()
        .zip(outlines)
        .map(|(a, (_, o))| a.parcel.as_ref().map_or_else(|| Bounds::of(o.rings.iter().flatten().flatten()), Parcel::bounds));
    let all = boxes.filter(|b| b.x0 <= b.x1 && b.y0 <= b.y1).reduce(Bounds::join)?;
    Some(View::around([all.x0, all.y0, all.x1, all.y1], 0.35))
}

fn drawn(s: &Shared, visit: &Visit, ground: &Ground, outlines: &[(String, Outline)], answered: &[Answered], view: View) -> String {
    let mut map = MapView::new(view.bounds(), s.ui.text(visit.lang, "check-map", &[]));
    map.shapes = draw::around(ground, view, None, AROUND);
    let several = outlines.len() > 1;
    for (n, (a, (name, _))) in answered.iter().zip(outlines).enumerate() {
        let label = if several {
            Some(if name.is_empty() { (n + 1).to_string() } else { name.clone() })
        } else {
            Some(s.ui.text(visit.lang, "check-own", &[]))
        };
        match &a.parcel {
            Some(p) => map.shapes.push(Shape {
                ground: svg::Ground::Parcel(p.clone()),
                class: svg::Class::Own,
                href: None,
                title: label.clone(),
                label,
            }),
            None => {
                let points = a.faults.iter().filter_map(|f| f.at.point).take(20);
                map.shapes.extend(points.map(|p| Shape {
                    ground: svg::Ground::Point(p),
                    class: svg::Class::Overlap,
                    href: None,
                    label: None,
                    title: None,
                }));
            }
        }
    }
    let mut left = COMMON;
    for a in answered {
        let Some(own) = &a.parcel else { continue };
        for n in a.answer.neighbours.iter().filter(|n| n.relation == Meeting::Overlap).take(left) {
            let other =
                Collection::from_code(n.collection).and_then(|c| ground.find(c, &n.number)).and_then(|(_, i)| ground.parcel(i));
            map.shapes.extend(other.and_then(|o| draw::common(own, &o)));
            left -= 1;
        }
    }
    s.ui.map(visit, &map)
}

#[derive(Serialize)]
struct Saved<'a> {
    checked_at: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    parcel: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    outline: Option<serde_json::Value>,
    #[serde(flatten)]
    answer: CheckAnswer,
}

/// The answer with its time and its outline, as an address that holds all of it (RFC 2397).
fn saved(s: &Shared, visit: &Visit, outlines: &[(String, Outline)], answered: &[Answered], now: Instant) -> Option<String> {
    let list: Vec<Saved<'_>> = outlines
        .iter()
        .zip(answered)
        .map(|((name, _), a)| {
            let mut answer = a.answer.clone();
            crate::api::speak(&mut answer, &s.ui, visit.lang);
            let outline = a.parcel.as_ref().filter(|p| p.corners() <= CORNERS).map(geojson);
            Saved { checked_at: now.rfc3339(), parcel: name, outline, answer }
        })
        .collect();
    let text = match list.as_slice() {
        [one] => serde_json::to_string_pretty(one),
        many => serde_json::to_string_pretty(many),
    };
    let text = text.ok().filter(|t| t.len() <= SAVED)?;
    let mut out = String::from("data:application/json;charset=utf-8,");
    for b in text.bytes() {
        match b {
            b'%' | b'"' | b'#' | b'<' | b'>' | b'&' | b'\'' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' | 0..=b' ' | 0x7f.. => {
                // Writing to a String cannot fail.
                let _ = write!(out, "%{b:02X}");
            }
            b => out.push(char::from(b)),
        }
    }
    Some(out)
}

/// A parcel as GeoJSON (RFC 7946), with every digit.
fn geojson(p: &Parcel) -> serde_json::Value {
    let ring = |r: &kaan_geo::Ring| -> serde_json::Value {
        r.iter().chain(r.first()).map(|c| serde_json::json!([c.x as f64 / 1e8, c.y as f64 / 1e8])).collect()
    };
    let polygons: serde_json::Value =
        p.polygons().iter().map(|poly| poly.rings().map(ring).collect::<serde_json::Value>()).collect();
    serde_json::json!({ "type": "MultiPolygon", "coordinates": polygons })
}
