//! All pairs of sides that meet: crossings, shared stretches, touches.
//!
//! Called by `check` after the rings are tidied. It never asks what lies in what: it gathers at each
//! touch on which side of the one ring the other goes on, from which `nest` knows it.

use super::{FaultCode, Found, MOST, Traced};
use crate::point::{orient, within};
use crate::{Bounds, BoxIndex, Point};
use std::collections::{BTreeMap, BTreeSet};

/// So many pairs of boxes are looked at; real outlines need a few for each side.
const BUDGET: usize = 20_000_000;
/// So many pairs of rings may have something in common; in real outlines a ring meets a few others.
const MANY: usize = 100_000;
/// So many sides are compared one by one.
const FEW: usize = 48;

/// What two rings have in common, the first of them with the lower number.
#[derive(Debug, Default)]
pub(super) struct Meeting {
    /// The first place where they cross.
    pub crossing: Option<[super::Spot; 2]>,
    /// The first stretch that they share, and whether they run the same way there.
    pub along: Option<([super::Spot; 2], bool)>,
    /// Where they touch.
    pub touches: BTreeSet<Point>,
    /// Whether the first goes on inside the second at a touch, and whether outside.
    pub first_in_second: [bool; 2],
    /// The same for the second in the first.
    pub second_in_first: [bool; 2],
}

/// What rings have in common, by the numbers of both.
pub(super) type Meetings = BTreeMap<(usize, usize), Meeting>;

/// One side.
struct Side {
    a: Point,
    b: Point,
    ring: usize,
    n: usize,
}

impl Side {
    fn bounds(&self) -> Bounds {
        Bounds::of([&self.a, &self.b])
    }
}

/// How two sides meet.
enum Contact {
    Crossing,
    /// They share a stretch, in the same direction or not.
    Along(Point, bool),
    Touch(Point),
}

/// What one ring has in common with itself.
#[derive(Default)]
struct Own {
    crossings: Vec<(usize, usize)>,
    along: bool,
    touches: BTreeMap<Point, (usize, usize)>,
}

/// Looks at all pairs of sides; marks rings that are not simple as unsound and tells their faults. Also
/// answers whether it came to the end.
pub(super) fn all(traced: &mut [Traced], found: &mut Found) -> (Meetings, bool) {
    let sides: Vec<Side> = traced
        .iter()
        .enumerate()
        .flat_map(|(ring, t)| (0..t.len()).map(move |n| Side { a: t.corner(n), b: t.corner(n + 1), ring, n }))
        .collect();
    let mut meetings = Meetings::new();
    let mut own: BTreeMap<usize, Own> = BTreeMap::new();
    let finished = pairs(&sides, |one, two| {
        let Some(contact) = contact(one, two) else { return true };
        if one.ring != two.ring {
            between(traced, one, two, &contact, meetings.entry((one.ring, two.ring)).or_default());
            return meetings.len() < MANY;
        }
        if !neighbours(one, two, traced[one.ring].len()) {
            with_itself(traced, one, two, &contact, (own.entry(one.ring).or_default(), found));
        }
        found.faults.len() < MOST
    });
    for (ring, own) in own {
        traced[ring].sound = false;
        tell(&traced[ring], &own, found);
    }
    (meetings, finished)
}

/// Calls `f` for every pair of sides whose boxes meet, until it answers `false` or the budget is spent;
/// whether it came to the end.
fn pairs(sides: &[Side], mut f: impl FnMut(&Side, &Side) -> bool) -> bool {
    if sides.len() <= FEW {
        let boxes: Vec<Bounds> = sides.iter().map(Side::bounds).collect();
        for i in 0..sides.len() {
            for j in i + 1..sides.len() {
                if boxes[i].meets(boxes[j]) && !f(&sides[i], &sides[j]) {
                    return false;
                }
            }
        }
        return true;
    }
    let index = BoxIndex::build(sides.iter().map(Side::bounds).collect());
    let (mut spent, mut going) = (0, true);
    for (i, side) in sides.iter().enumerate() {
        index.meeting(side.bounds(), |j| {
            spent += 1;
            going = spent < BUDGET && (j <= i || f(side, &sides[j]));
            going
        });
        if !going {
            return false;
        }
    }
    true
}

/// Whether one side follows the other in a ring of so many.
const fn neighbours(one: &Side, two: &Side, count: usize) -> bool {
    one.n + 1 == two.n || (one.n == 0 && two.n + 1 == count)
}

fn contact(one: &Side, two: &Side) -> Option<Contact> {
    let (p, q, r, s) = (one.a, one.b, two.a, two.b);
    let (o1, o2) = (orient(p, q, r), orient(p, q, s));
    if o1 * o2 > 0 {
        return None;
    }
    let (o3, o4) = (orient(r, s, p), orient(r, s, q));
    if o3 * o4 > 0 {
        return None;
    }
    if o1 * o2 < 0 && o3 * o4 < 0 {
        return Some(Contact::Crossing);
    }
    let ends = [
        (o1 == 0 && within(p, q, r), r),
        (o2 == 0 && within(p, q, s), s),
        (o3 == 0 && within(r, s, p), p),
        (o4 == 0 && within(r, s, q), q),
    ];
    let mut on = ends.into_iter().filter(|(on, _)| *on).map(|(_, z)| z);
    let first = on.next()?;
    if on.any(|z| z != first) {
        let dot = i128::from(q.x - p.x) * i128::from(s.x - r.x) + i128::from(q.y - p.y) * i128::from(s.y - r.y);
        return Some(Contact::Along(first, dot > 0));
    }
    Some(Contact::Touch(first))
}

/// Takes down what sides of two rings have in common.
fn between(traced: &[Traced], one: &Side, two: &Side, contact: &Contact, meeting: &mut Meeting) {
    let (a, b) = (&traced[one.ring], &traced[two.ring]);
    let spots = |p: Point| [a.on_side(one.n, p), b.on_side(two.n, p)];
    match contact {
        Contact::Crossing => {
            let here = spots(crossing(one, two));
            let first = meeting.crossing.get_or_insert(here);
            if here[1] < first[1] {
                *first = here;
            }
        }
        Contact::Along(p, same_way) => {
            let here = spots(*p);
            let first = meeting.along.get_or_insert((here, *same_way));
            first.1 |= same_way;
            if here[1] < first.0[1] {
                first.0 = here;
            }
        }
        Contact::Touch(p) => {
            meeting.touches.insert(*p);
            for end in [one.a, one.b].into_iter().filter(|e| e != p) {
                mark(&mut meeting.first_in_second, enclosed(b, two.n, *p, end));
            }
            for end in [two.a, two.b].into_iter().filter(|e| e != p) {
                mark(&mut meeting.second_in_first, enclosed(a, one.n, *p, end));
            }
        }
    }
}

const fn mark(seen: &mut [bool; 2], side: i32) {
    match side {
        1 => seen[0] = true,
        -1 => seen[1] = true,
        _ => {}
    }
}

/// Whether the way from a point on the n-th side of a ring towards another point leads into the ground
/// that the ring encloses (1), out of it (-1), or along its border (0).
fn enclosed(ring: &Traced, n: usize, at: Point, towards: Point) -> i32 {
    let (r, s) = (ring.corner(n), ring.corner(n + 1));
    let left = if at == r || at == s {
        let v = if at == r { n } else { n + 1 };
        let (before, after) = (ring.corner(v + ring.len() - 1), ring.corner(v + 1));
        let (one, two) = (orient(before, at, towards), orient(at, after, towards));
        if orient(before, at, after) > 0 { one.min(two) } else { one.max(two) }
    } else {
        orient(r, s, towards)
    };
    if ring.ring == 0 { left } else { -left }
}

fn with_itself(traced: &[Traced], one: &Side, two: &Side, contact: &Contact, (own, found): (&mut Own, &mut Found)) {
    let ring = &traced[one.ring];
    match contact {
        Contact::Crossing if own.crossings.len() < MOST => own.crossings.push((one.n, two.n)),
        Contact::Crossing => {}
        Contact::Along(p, _) => {
            own.along = true;
            let (first, later) = in_order(ring, (one.n, two.n), *p);
            found.fault(FaultCode::SelfOverlap, first, Some(later));
        }
        Contact::Touch(p) => {
            own.touches.entry(*p).or_insert((one.n, two.n));
        }
    }
}

/// A point on two sides of a ring, in the order of the corners as handed in.
fn in_order(ring: &Traced, (i, j): (usize, usize), p: Point) -> (super::Spot, super::Spot) {
    let (one, two) = (ring.on_side(i, p), ring.on_side(j, p));
    (one.min(two), one.max(two))
}

/// Tells crossings and touches of one ring.
fn tell(ring: &Traced, own: &Own, found: &mut Found) {
    let side = |n: usize| Side { a: ring.corner(n), b: ring.corner(n + 1), ring: 0, n };
    let bow_tie = own.crossings.len() == 1 && !own.along && own.touches.is_empty();
    for (i, j) in &own.crossings {
        let p = crossing(&side(*i), &side(*j));
        let code = if bow_tie && lobes_differ(ring, *i, *j, p) { FaultCode::BowTie } else { FaultCode::SelfCrossing };
        let (first, later) = in_order(ring, (*i, *j), p);
        found.fault(code, first, Some(later));
    }
    // Where a stretch is shared its ends touch as well, and need not be told.
    for (p, (i, j)) in own.touches.iter().filter(|_| !own.along) {
        let (first, later) = in_order(ring, (*i, *j), *p);
        found.fault(FaultCode::RingSelfTouch, later, Some(first));
    }
}

/// Whether the two lobes at the ring's only crossing turn against each other.
fn lobes_differ(ring: &Traced, i: usize, j: usize, crossing: Point) -> bool {
    let lobe = |from: usize, to: usize| {
        let corners: Vec<Point> = std::iter::once(crossing).chain((from + 1..=to).map(|n| ring.corner(n))).collect();
        crate::point::double_area(&corners).signum()
    };
    lobe(i, j) * lobe(j, i + ring.len()) < 0
}

/// Where two crossing sides cross, rounded to the nearest unit: to be shown, never to decide.
fn crossing(one: &Side, two: &Side) -> Point {
    let (dx, dy) = ((one.b.x - one.a.x) as f64, (one.b.y - one.a.y) as f64);
    let (ex, ey) = ((two.b.x - two.a.x) as f64, (two.b.y - two.a.y) as f64);
    let (fx, fy) = ((two.a.x - one.a.x) as f64, (two.a.y - one.a.y) as f64);
    let t = ((fx * ey - fy * ex) / (dx * ey - dy * ex)).clamp(0.0, 1.0);
    Point::new(one.a.x + (t * dx).round() as i64, one.a.y + (t * dy).round() as i64)
}
