//! Is this ground free? An outline against the register: validity, area, and every neighbour by an exact
//! verdict.
//!
//! Called by pages, the interface and `kaan check`, for a question that was read (`question`), typed
//! (`typed`) or handed over as a file (`file`). It never stores what was asked, and answers from the
//! ground in memory alone.

mod answer;
mod file;
mod meet;
mod question;
mod typed;

pub use answer::{CheckAnswer, CheckProblem, Meeting, Neighbour, Sure};
pub(crate) use file::question as file_question;
pub use file::{CheckedFeature, Outlines, check_file, outlines};
pub use question::{Question, Unread, read, system};
pub use typed::typed;

use crate::ground::Ground;
use kaan_exchange::{Number, RawGeometry, Shape};
use kaan_geo::crs::Crs;
use kaan_geo::{Bounds, Fault, Limits, Note, Parcel, Point, Rings};

/// An outline on the ground, before it is judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline {
    /// Polygons of rings of corners, the closing corner as handed in.
    pub rings: Rings,
    /// The coordinate system in which it was handed in.
    pub crs: Crs,
    /// The operation that led to WGS 84.
    pub operation: Option<&'static str>,
    /// How far that may be off, metres; `None` where nobody knows.
    pub accuracy_m: Option<f64>,
    /// Whether its form closes rings by itself, so that the last corner need not be the first.
    pub closes_itself: bool,
}

/// An answer with what a page draws beside it.
#[derive(Debug, Clone)]
pub struct Answered {
    /// The answer.
    pub answer: CheckAnswer,
    /// The ground, when the outline is valid.
    pub parcel: Option<Parcel>,
    /// What is wrong, with its places.
    pub faults: Vec<Fault>,
    /// What is worth a look.
    pub notes: Vec<Note>,
}

/// Places a question's corners on WGS 84.
///
/// # Errors
/// `beyond-range` for a corner that cannot be placed.
pub fn place(question: &Question) -> Result<Outline, Unread> {
    let mut raw = RawGeometry { shape: Shape::Polygons, closes_itself: question.closes_itself, ..RawGeometry::default() };
    let count = question.polygons.iter().flatten().map(Vec::len).sum();
    raw.corners.reserve_exact(count);
    for polygon in &question.polygons {
        for ring in polygon {
            raw.corners.extend(ring.iter().map(|c| [Number::Float(c[0]), Number::Float(c[1])]));
            raw.ring_ends.push(raw.corners.len() as u32);
        }
        raw.polygon_ends.push(raw.ring_ends.len() as u32);
    }
    outline(&raw, &question.crs)
}

/// Places a geometry as a file gave it.
fn outline(raw: &RawGeometry, crs: &Crs) -> Result<Outline, Unread> {
    let located = kaan_exchange::locate(raw, crs).map_err(|r| {
        let corner = r.values.iter().find(|v| v.0 == "corner").map(|v| v.1.clone());
        Unread::new(r.code, corner)
    })?;
    Ok(Outline {
        rings: located.polygons,
        crs: *crs,
        operation: located.operation,
        accuracy_m: located.accuracy_m,
        closes_itself: raw.closes_itself,
    })
}

/// Judges an outline against the register.
#[must_use]
pub fn ask(ground: &Ground, outline: &Outline) -> Answered {
    let limits =
        Limits { corners: ground.law.check.corners, bounds: expected(ground, &outline.rings), must_close: !outline.closes_itself };
    let checked = kaan_geo::check(&outline.rings, &limits);
    let mut answer = CheckAnswer::about(outline, &checked.faults, &checked.notes, ground.size());
    if let Some(parcel) = &checked.parcel {
        let area_m2 = kaan_geo::area_m2(parcel);
        answer.area_km2 = Some(area_m2 / 1e6);
        answer.perimeter_km = Some(kaan_geo::perimeter_m(parcel) / 1e3);
        let asked = meet::Asked { parcel, area_m2, accuracy_m: ground.law.accuracy(outline.accuracy_m) };
        meet::neighbours(ground, &asked, &mut answer);
    }
    Answered { answer, parcel: checked.parcel, faults: checked.faults, notes: checked.notes }
}

/// The box in which this outline should lie: one that it meets, else one that it meets with its axes
/// exchanged, else the first of those that are served.
fn expected(ground: &Ground, rings: &Rings) -> Option<Bounds> {
    let own = Bounds::of(rings.iter().flatten().flatten());
    let swapped = Bounds { x0: own.y0, y0: own.x0, x1: own.y1, y1: own.x1 };
    let mut first = None;
    let mut other = None;
    for served in ground.served() {
        if served.covers(own) {
            return Some(served);
        }
        if other.is_none() && served.meets(own) {
            other = Some(served);
        }
        first.get_or_insert(served);
    }
    other.or_else(|| ground.served().find(|s| s.covers(swapped))).or(first)
}

/// A point as the answer writes it: longitude and latitude in degrees.
fn degrees(p: Point) -> [f64; 2] {
    let (x, y) = p.degrees();
    [x, y]
}
