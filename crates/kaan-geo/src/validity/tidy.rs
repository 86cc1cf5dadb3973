//! One ring at a time: closing, corners given twice, range, too few corners, spikes, rounds.
//!
//! Called by `check` first. It never compares two rings, except to see that they are the same.

use super::{FaultCode, Found, NoteCode, Spot, Traced};
use crate::point::{double_area, orient};
use crate::{Point, Ring, Rings};
use std::collections::HashMap;

/// What is made of the rings as handed in.
#[derive(Clone, Copy)]
pub(super) struct Wanted {
    /// Whether the last corner must repeat the first.
    pub closed: bool,
    /// Whether corners in a row within a unit are one corner.
    pub merged: bool,
}

/// Corners in a row no farther apart than this, in units, are told: about a centimetre.
const NEAR: i64 = 10;

/// Every ring that can be compared with others.
pub(super) fn all(rings: &Rings, wanted: Wanted, found: &mut Found) -> Vec<Traced> {
    let mut traced = Vec::with_capacity(rings.len());
    for (part, polygon) in rings.iter().enumerate() {
        if polygon.is_empty() && rings.len() > 1 {
            found.fault(FaultCode::Empty, Spot { part: part + 1, ring: 0, corner: None, point: None }, None);
        }
        for (ring, given) in polygon.iter().enumerate() {
            let at = At { part, ring };
            traced.extend(trace(at, given, wanted, found));
        }
    }
    drop_repeated(&mut traced, found);
    traced
}

/// Which ring.
#[derive(Clone, Copy)]
struct At {
    part: usize,
    ring: usize,
}

impl At {
    fn ring(self, point: Option<Point>) -> Spot {
        Spot { part: self.part + 1, ring: self.ring + 1, corner: None, point }
    }

    fn corner(self, n: usize, point: Point) -> Spot {
        Spot { part: self.part + 1, ring: self.ring + 1, corner: Some(n + 1), point: point.in_range().then_some(point) }
    }
}

fn trace(at: At, given: &[Point], wanted: Wanted, found: &mut Found) -> Option<Traced> {
    let out_of_range = given.iter().enumerate().filter(|(_, p)| !p.in_range());
    let before = found.faults.len();
    out_of_range.for_each(|(n, p)| found.fault(FaultCode::BeyondRange, at.corner(n, *p), None));
    let open = closed(at, given, wanted.closed, found);
    let (mut corners, mut origin) = once_each(at, open, wanted.merged, found);
    if let Some(code) = flat(&corners) {
        found.fault(code, at.ring(corners.first().copied().filter(|p| p.in_range())), None);
        return None;
    }
    if found.faults.iter().skip(before).any(|f| f.code == FaultCode::BeyondRange) {
        return None;
    }
    near(at, &corners, &origin, found);
    if runs_round_twice(&corners) {
        found.fault(FaultCode::RepeatedRing, at.ring(corners.first().copied()), None);
        return None;
    }
    let spikes = drop_spikes(&mut corners, &mut origin);
    for (n, tip) in &spikes {
        found.fault(FaultCode::Spike, at.corner(*n as usize, *tip), None);
    }
    if corners.len() < 3 {
        return None;
    }
    let reversed = (double_area(&corners) > 0) != (at.ring == 0);
    if reversed {
        corners[1..].reverse();
        origin[1..].reverse();
    }
    Some(Traced { part: at.part, ring: at.ring, corners, origin, reversed, sound: spikes.is_empty() })
}

/// The ring without its closing corner.
fn closed<'a>(at: At, given: &'a [Point], must_close: bool, found: &mut Found) -> &'a [Point] {
    match given {
        [first, inner @ .., last] if first == last => &given[..=inner.len()],
        [_, .., last] => {
            let spot = at.corner(given.len() - 1, *last);
            if must_close {
                found.fault(FaultCode::Unclosed, spot, None)
            } else {
                found.note(NoteCode::RingClosed, spot)
            }
            given
        }
        _ => given,
    }
}

/// Whether any two corners in a row are different and lie within a unit.
pub(super) fn has_twins(rings: &Rings) -> bool {
    let twins = |w: &[Point]| w[0] != w[1] && is_same(w[0], w[1], true);
    rings.iter().flatten().any(|r| r.windows(2).any(twins) || matches!(r[..], [first, .., last] if twins(&[first, last])))
}

/// Whether two corners are one: the same, or within a unit.
const fn is_same(a: Point, b: Point, merged: bool) -> bool {
    let unit = if merged { 1 } else { 0 };
    a.x.abs_diff(b.x) <= unit && a.y.abs_diff(b.y) <= unit
}

/// Each corner once where it was given several times in a row.
fn once_each(at: At, given: &[Point], merged: bool, found: &mut Found) -> (Ring, Vec<u32>) {
    let (mut corners, mut origin): (Ring, Vec<u32>) = (Vec::with_capacity(given.len()), Vec::with_capacity(given.len()));
    for (n, p) in given.iter().enumerate() {
        let ends = n > 0 && n + 1 == given.len();
        let before = corners.last().filter(|q| is_same(**q, *p, merged));
        match before.or_else(|| corners.first().filter(|q| ends && is_same(**q, *p, merged))) {
            Some(kept) => {
                let code = if kept == p { NoteCode::RepeatedCorner } else { NoteCode::NearPointsMerged };
                found.note(code, at.corner(n, *p));
            }
            None => {
                corners.push(*p);
                origin.push(n as u32);
            }
        }
    }
    while corners.len() > 1 && corners.first() == corners.last() {
        corners.pop();
        origin.pop();
    }
    (corners, origin)
}

/// Whether there are fewer than three different corners, or all lie in one line.
fn flat(corners: &[Point]) -> Option<FaultCode> {
    let first = corners.first();
    let second = corners.iter().find(|p| Some(*p) != first);
    let (Some(a), Some(b)) = (first, second) else { return Some(FaultCode::TooFewCorners) };
    if !corners.iter().any(|p| p != a && p != b) {
        return Some(FaultCode::TooFewCorners);
    }
    // Corners beyond range may be too large for a determinant, and have been told already.
    let all_in_range = corners.iter().all(|p| p.in_range());
    (all_in_range && corners.iter().all(|p| orient(*a, *b, *p) == 0)).then_some(FaultCode::ZeroArea)
}

fn near(at: At, corners: &[Point], origin: &[u32], found: &mut Found) {
    let next = corners.iter().zip(origin).skip(1).chain(corners.iter().zip(origin).take(1));
    for (a, (b, n)) in corners.iter().zip(next) {
        if (a.x - b.x).abs() <= NEAR && (a.y - b.y).abs() <= NEAR {
            found.note(NoteCode::NearPoints, at.corner(*n as usize, *b));
        }
    }
}

/// Whether the ring is a shorter ring run through several times.
fn runs_round_twice(corners: &[Point]) -> bool {
    let n = corners.len();
    // The first return to the first corner tells the only candidates.
    let mut starts = (3..=n / 2).filter(|k| n.is_multiple_of(*k) && corners[*k] == corners[0]);
    starts.any(|k| (0..n).all(|i| corners[i] == corners[(i + k) % n]))
}

/// Whether the path comes straight back at b.
fn turns_back(a: Point, b: Point, c: Point) -> bool {
    let back = |p: Point, q: Point| i128::from(p.x - b.x) * i128::from(q.x - b.x) + i128::from(p.y - b.y) * i128::from(q.y - b.y);
    orient(a, b, c) == 0 && back(a, c) > 0
}

/// Takes spikes out of a ring and tells their tips; a spike of many corners has one tip.
fn drop_spikes(corners: &mut Ring, origin: &mut Vec<u32>) -> Vec<(u32, Point)> {
    let n = corners.len();
    if !(0..n).any(|i| turns_back(corners[(i + n - 1) % n], corners[i], corners[(i + 1) % n])) {
        return Vec::new();
    }
    let mut tips = Vec::new();
    let mut kept: Vec<(Point, u32)> = Vec::with_capacity(n);
    let mut unwound = None;
    // The ring is walked once and a little more, so that a spike over its beginning is seen as well.
    let given: Vec<(Point, u32)> = corners.iter().copied().zip(origin.iter().copied()).collect();
    for corner in given {
        kept.push(corner);
        unwind(&mut kept, &mut unwound, &mut tips);
    }
    while kept.len() > 2 {
        let (first, last) = (kept[0], kept[kept.len() - 1]);
        if first.0 == last.0 {
            kept.pop();
        } else if turns_back(kept[kept.len() - 2].0, last.0, first.0) {
            tips.extend((unwound != Some(last.1)).then_some((last.1, last.0)));
            kept.pop();
            unwound = kept.last().filter(|k| k.0 == first.0).map(|k| k.1).or(unwound);
        } else if turns_back(last.0, first.0, kept[1].0) {
            tips.extend((unwound != Some(first.1)).then_some((first.1, first.0)));
            kept.remove(0);
        } else {
            break;
        }
    }
    (*corners, *origin) = kept.into_iter().unzip();
    tips
}

/// Takes the spikes off the end of a path.
fn unwind(kept: &mut Vec<(Point, u32)>, unwound: &mut Option<u32>, tips: &mut Vec<(u32, Point)>) {
    while let [.., a, b, c] = kept[..] {
        if !turns_back(a.0, b.0, c.0) {
            return;
        }
        if *unwound != Some(b.1) {
            tips.push((b.1, b.0));
        }
        kept.truncate(kept.len() - 2);
        if a.0 == c.0 {
            *unwound = Some(a.1);
        } else {
            kept.push(c);
            *unwound = None;
        }
    }
}

/// Tells rings that are given twice, and keeps the first of each.
fn drop_repeated(traced: &mut Vec<Traced>, found: &mut Found) {
    if traced.len() < 2 {
        return;
    }
    let mut seen: HashMap<Ring, usize> = HashMap::new();
    let mut again = Vec::new();
    for (n, t) in traced.iter().enumerate() {
        match seen.entry(canonical(t)) {
            std::collections::hash_map::Entry::Vacant(place) => {
                place.insert(n);
            }
            std::collections::hash_map::Entry::Occupied(first) => {
                let one = &traced[*first.get()];
                // A part that fills another part's hole is adjacent, not repeated.
                if one.part == t.part || (one.ring == 0) == (t.ring == 0) {
                    found.fault(FaultCode::RepeatedRing, t.spot(), Some(one.spot()));
                    again.push(n);
                }
            }
        }
    }
    let (mut n, mut again) = (0, again.into_iter().peekable());
    traced.retain(|_| {
        n += 1;
        again.next_if_eq(&(n - 1)).is_none()
    });
}

/// The ring from its least corner on, in the direction of its lesser neighbour.
fn canonical(t: &Traced) -> Ring {
    let n = t.len();
    let start = (0..n).min_by_key(|i| t.corner(*i)).unwrap_or(0);
    let forward = t.corner(start + 1) <= t.corner(start + n - 1);
    (0..n).map(|i| t.corner(if forward { start + i } else { start + n - i })).collect()
}
