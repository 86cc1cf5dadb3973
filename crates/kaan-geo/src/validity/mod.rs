//! Whether an outline is valid: every fault named and located, all at once.
//!
//! Called before anything is stored or compared. Valid means what ISO 19125 means: simple rings, holes in
//! their shell, an inside that hangs together, parts that share no more than points. It never repairs:
//! closing a ring and dropping a corner given twice in a row change nothing on the ground, and are said.
//!
//! So does taking two corners within a unit for one, which is done where nothing else makes them stand.
//!
//! Rings are first tidied one by one (`tidy`), then all pairs of sides that may meet are looked at
//! (`meet`), then it is asked what lies in what (`nest`). Only the signs of exact determinants decide.

mod fault;
mod meet;
mod nest;
mod tidy;

pub use fault::{Fault, FaultCode, Note, NoteCode, Spot};

use crate::{Bounds, Parcel, Point, Polygon, Ring, Rings};

/// At most so many faults, and so many notes, are told of one outline.
const MOST: usize = 100;

/// What the caller asks of an outline beside being valid.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Most corners in all rings together, as handed in.
    pub corners: usize,
    /// The box of the jurisdiction; `None` for anywhere.
    pub bounds: Option<Bounds>,
    /// Whether the last corner must repeat the first.
    pub must_close: bool,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The parcel; `None` if and only if there are faults.
    pub parcel: Option<Parcel>,
    /// What makes it invalid, in the order of the corners; at most 100.
    pub faults: Vec<Fault>,
    /// What was made good or is worth a look; at most 100.
    pub notes: Vec<Note>,
    /// The box around all corners that are on the globe.
    pub bounds: Option<Bounds>,
}

/// Faults and notes while they are gathered.
#[derive(Debug, Default)]
struct Found {
    faults: Vec<Fault>,
    notes: Vec<Note>,
}

impl Found {
    fn fault(&mut self, code: FaultCode, at: Spot, other: Option<Spot>) {
        if self.faults.len() < MOST {
            self.faults.push(Fault { code, at, other });
        }
    }

    fn note(&mut self, code: NoteCode, at: Spot) {
        if self.notes.len() < MOST {
            self.notes.push(Note { code, at });
        }
    }
}

/// A ring that can be compared with others: each corner once, no spike, shells counter-clockwise and
/// holes clockwise, with the way back to the corners as handed in.
#[derive(Debug)]
struct Traced {
    part: usize,
    ring: usize,
    corners: Ring,
    /// Place of each corner in the ring as handed in, from 0.
    origin: Vec<u32>,
    reversed: bool,
    /// Whether the ring alone is without fault, so that it has an inside.
    sound: bool,
}

impl Traced {
    fn len(&self) -> usize {
        self.corners.len()
    }

    fn corner(&self, n: usize) -> Point {
        self.corners[n % self.corners.len()]
    }

    /// The ring as a whole.
    fn spot(&self) -> Spot {
        Spot { part: self.part + 1, ring: self.ring + 1, corner: None, point: self.corners.first().copied() }
    }

    /// A point on the n-th side: named by the corner it is, or by the corner where the side starts.
    fn on_side(&self, n: usize, point: Point) -> Spot {
        let n = match point {
            p if p == self.corner(n) => n,
            p if p == self.corner(n + 1) => n + 1,
            _ => n + usize::from(self.reversed),
        };
        let origin = self.origin.get(n % self.len()).map_or(0, |o| *o as usize);
        Spot { part: self.part + 1, ring: self.ring + 1, corner: Some(origin + 1), point: Some(point) }
    }
}

/// Judges an outline; takes n log n steps for real outlines and a bounded number for any.
pub fn check(rings: &Rings, limits: &Limits) -> Checked {
    let corners: usize = rings.iter().flatten().map(Vec::len).sum();
    if corners > limits.corners {
        let at = Spot { part: 1, ring: 1, corner: Some(limits.corners + 1), point: None };
        return Checked {
            parcel: None,
            faults: vec![Fault { code: FaultCode::TooManyCorners, at, other: None }],
            notes: Vec::new(),
            bounds: None,
        };
    }
    let checked = judged(rings, limits, false);
    if checked.parcel.is_none() && tidy::has_twins(rings) {
        let merged = judged(rings, limits, true);
        if merged.parcel.is_some() {
            return merged;
        }
    }
    checked
}

fn judged(rings: &Rings, limits: &Limits, merged: bool) -> Checked {
    let mut found = Found::default();
    if rings.iter().flatten().all(Vec::is_empty) {
        found.fault(FaultCode::Empty, Spot { part: 1, ring: 0, corner: None, point: None }, None);
    }
    let mut traced = tidy::all(rings, tidy::Wanted { closed: limits.must_close, merged }, &mut found);
    let (meetings, finished) = meet::all(&mut traced, &mut found);
    nest::all(&traced, (&meetings, finished), &mut found);
    jurisdiction(rings, limits.bounds, &mut found);
    let on_globe = rings.iter().flatten().flatten().filter(|p| p.in_range());
    let bounds = Some(Bounds::of(on_globe)).filter(|b| !b.is_empty());
    found.faults.sort_unstable_by_key(|f| (f.at.part, f.at.ring, f.at.corner, f.code));
    found.faults.dedup();
    let parcel = found.faults.is_empty().then(|| assembled(traced));
    Checked { parcel, faults: found.faults, notes: found.notes, bounds }
}

/// The parcel of rings without fault; the first ring of each part is its shell.
fn assembled(traced: Vec<Traced>) -> Parcel {
    let mut polygons: Vec<Polygon> = Vec::with_capacity(1);
    for t in traced {
        match polygons.last_mut() {
            Some(polygon) if t.ring > 0 => polygon.holes.push(t.corners),
            _ => polygons.push(Polygon { shell: t.corners, holes: Vec::new() }),
        }
    }
    Parcel::judged(polygons)
}

/// Whether the outline lies in the jurisdiction, or would with its axes exchanged.
fn jurisdiction(rings: &Rings, bounds: Option<Bounds>, found: &mut Found) {
    let Some(bounds) = bounds else { return };
    let all_swapped = rings.iter().flatten().flatten().all(|p| bounds.holds(Point::new(p.y, p.x)));
    let mut swapped_said = false;
    for (part, polygon) in rings.iter().enumerate() {
        for (ring, corners) in polygon.iter().enumerate() {
            let Some(n) = corners.iter().position(|p| !bounds.holds(*p)) else { continue };
            let at = Spot {
                part: part + 1,
                ring: ring + 1,
                corner: Some(n + 1),
                point: corners.get(n).copied().filter(|p| p.in_range()),
            };
            if all_swapped && !std::mem::replace(&mut swapped_said, true) {
                found.fault(FaultCode::AxesProbablySwapped, at, None);
            }
            found.fault(FaultCode::OutsideJurisdiction, at, None);
        }
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
