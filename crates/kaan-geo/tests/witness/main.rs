//! The exact verdict against a witness of another kind: the area of the common part in rational numbers
//! of any size, by integrals under pairs of sides, and contacts of sides tried one by one.
//!
//! Thousands of pairs: slivers from rounded T-junctions, wedges, shared borders and corners, holes, and
//! outlines on so coarse a grid that every coincidence happens. It never trusts what it tests: only `check` is
//! used to choose valid outlines.
#![allow(clippy::unwrap_used, clippy::panic)]

mod big;

use big::{Big, Fraction};
use kaan_geo::{Kind, Limits, Parcel, Point, Tolerance, Verdict, check, relation, verdict};
use std::collections::BTreeMap;

type Side = (Point, Point);

fn sides(p: &Parcel) -> Vec<Side> {
    p.rings().flat_map(|r| (0..r.len()).map(|i| (r[i], r[(i + 1) % r.len()]))).collect()
}

fn cross(o: Point, a: Point, b: Point) -> i128 {
    i128::from(a.x - o.x) * i128::from(b.y - o.y) - i128::from(a.y - o.y) * i128::from(b.x - o.x)
}

/// Twice the area of the common part: the sum over pairs of sides of the integral of the lower of the two.
fn common_area(a: &Parcel, b: &Parcel) -> Fraction {
    let mut total = Fraction::new(Big::of(0), 1);
    for one in sides(a) {
        for two in sides(b) {
            if let Some(part) = lower_integral(one, two) {
                total = total.add(&part);
            }
        }
    }
    total
}

/// A side from west to east with its sign: a side that runs east bounds the inside from below.
fn eastward((a, b): Side) -> Option<(Point, Point, i128)> {
    match a.x.cmp(&b.x) {
        std::cmp::Ordering::Less => Some((a, b, -1)),
        std::cmp::Ordering::Greater => Some((b, a, 1)),
        std::cmp::Ordering::Equal => None,
    }
}

fn lower_integral(one: Side, two: Side) -> Option<Fraction> {
    let ((p, q, s), (u, v, t)) = (eastward(one)?, eastward(two)?);
    let (l, r) = (p.x.max(u.x), q.x.min(v.x));
    if l >= r {
        return None;
    }
    let (l, r) = (i128::from(l), i128::from(r));
    // Heights over a base below everything, times the width of their side.
    let height = |a: Point, b: Point, x: i128| {
        (i128::from(a.y) + BASE) * i128::from(b.x - a.x) + i128::from(b.y - a.y) * (x - i128::from(a.x))
    };
    let (d1, d2) = (i128::from(q.x - p.x), i128::from(v.x - u.x));
    let (al, ar, bl, br) = (height(p, q, l), height(p, q, r), height(u, v, l), height(u, v, r));
    let above = |a: i128, b: i128| Big::of(a).mul(&Big::of(d2)).add(&Big::of(-b).mul(&Big::of(d1)));
    let (dl, dr) = (above(al, bl), above(ar, br));
    let strip = |a: i128, b: i128, d: i128| Fraction::new(Big::of(s * t * (a + b)).mul(&Big::of(r - l)), d);
    if !dl.is_positive() && !dr.is_positive() {
        return Some(strip(al, ar, d1));
    }
    if (dl.is_positive() || dl.is_zero()) && (dr.is_positive() || dr.is_zero()) {
        return Some(strip(bl, br, d2));
    }
    // They cross: the strip under the one that starts lower, less the triangle by which it ends higher.
    // Its height at the end is dr / (d1 d2) and its width (r - l) dr / (dr - dl), both by their size.
    let (start, size) = if dl.is_positive() { (strip(bl, br, d2), dr.mul(&Big::of(-1))) } else { (strip(al, ar, d1), dr.clone()) };
    let other = if dl.is_positive() { dl } else { dl.mul(&Big::of(-1)) };
    let (size, other) = (small(&size), small(&other));
    let triangle =
        Fraction::new(Big::of(-s * t * (r - l)).mul(&Big::of(size)), size + other).times(&Fraction::new(Big::of(size), d1 * d2));
    Some(start.add(&triangle))
}

/// Lower than any latitude in these tests.
const BASE: i128 = 9_100_000_000;

/// Back to a machine number: differences of heights have some hundred bits here.
fn small(b: &Big) -> i128 {
    b.to_i128().unwrap()
}

/// Whether two sides have a point in common, and whether a stretch.
fn contact((p, q): Side, (r, s): Side) -> (bool, bool) {
    let on = |a: Point, b: Point, z: Point| {
        cross(a, b, z) == 0 && (a.x.min(b.x)..=a.x.max(b.x)).contains(&z.x) && (a.y.min(b.y)..=a.y.max(b.y)).contains(&z.y)
    };
    let mut ends: Vec<Point> =
        [(p, q, r), (p, q, s), (r, s, p), (r, s, q)].into_iter().filter(|(a, b, z)| on(*a, *b, *z)).map(|t| t.2).collect();
    ends.sort_unstable();
    ends.dedup();
    let proper = cross(p, q, r).signum() * cross(p, q, s).signum() < 0 && cross(r, s, p).signum() * cross(r, s, q).signum() < 0;
    (proper || !ends.is_empty(), ends.len() > 1)
}

fn truth(a: &Parcel, b: &Parcel) -> Verdict {
    if common_area(a, b).top.is_positive() {
        return Verdict::Overlap;
    }
    let (sa, sb) = (sides(a), sides(b));
    let contacts: Vec<(bool, bool)> = sa.iter().flat_map(|s| sb.iter().map(|t| contact(*s, *t))).collect();
    match (contacts.iter().any(|c| c.1), contacts.iter().any(|c| c.0)) {
        (true, _) => Verdict::Line,
        (false, true) => Verdict::Point,
        _ => Verdict::Apart,
    }
}

/// Numbers that look like chance and are the same on every machine (SplitMix64).
struct Random(u64);

impl Random {
    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: i64) -> i64 {
        (self.bits() % n as u64) as i64
    }
}

fn judged(rings: Vec<Vec<Vec<Point>>>) -> Option<Parcel> {
    check(&rings, &Limits { corners: 1000, bounds: None, must_close: false }).parcel
}

/// An outline of a few corners, on a grid so coarse that it often touches itself and is then passed over.
fn coarse(r: &mut Random, size: i64) -> Option<Parcel> {
    let mut ring = |n: i64| (0..n).map(|_| Point::new(r.below(size), r.below(size))).collect::<Vec<_>>();
    let (shell, hole, second) = (ring(3 + size % 3), ring(3), ring(3));
    judged(match r.below(5) {
        0 => vec![vec![shell, hole]],
        1 => vec![vec![shell], vec![second]],
        _ => vec![vec![shell]],
    })
}

/// A ragged outline near 66° E 30° N, some hundred metres wide.
fn ragged(r: &mut Random, x: i64, y: i64) -> Vec<Point> {
    let n = 4 + r.below(8);
    (0..n)
        .map(|i| {
            let (turn, arm) = (
                (i as f64 + 0.7 * r.below(100) as f64 / 100.0) / n as f64 * std::f64::consts::TAU,
                200_000.0 + r.below(300_000) as f64,
            );
            Point::new(6_600_000_000 + x + (arm * turn.cos()) as i64, 3_000_000_000 + y + (arm * turn.sin()) as i64)
        })
        .collect()
}

/// A point along a side and so many units out to its right, both rounded to whole units.
fn beside((p, q): Side, along: f64, out: f64) -> Point {
    let (dx, dy) = ((q.x - p.x) as f64, (q.y - p.y) as f64);
    let length = dx.hypot(dy);
    Point::new(p.x + (dx * along + dy / length * out).round() as i64, p.y + (dy * along - dx / length * out).round() as i64)
}

/// A neighbour built on a side of an outline: sharing it, standing on it, leaning a hair into it, touching its
/// corner, filling its hole, or equal to it.
fn neighbour(r: &mut Random, of: &Parcel) -> Option<Parcel> {
    let all = sides(of);
    let side = all[r.below(all.len() as i64) as usize];
    let (p, q) = side;
    let out = 20_000.0 + r.below(100_000) as f64;
    let ring = match r.below(7) {
        0 => vec![q, p, beside(side, 0.0, out), beside(side, 1.0, out)],
        1 => vec![beside(side, 0.75, 0.0), beside(side, 0.25, 0.0), beside(side, 0.2, out), beside(side, 0.8, out)],
        2 => vec![q, beside(side, 0.0, -1.0), beside(side, 0.0, out), beside(side, 1.0, out)],
        3 => vec![q, beside(side, 0.9, out), beside(side, 1.4, out)],
        4 => vec![beside(side, 0.5, -(r.below(3) as f64)), beside(side, 0.4, out), beside(side, 0.6, out)],
        5 => vec![q, p, beside(side, 0.5, -out)],
        _ => of.polygons()[0].shell.clone(),
    };
    judged(vec![vec![ring]])
}

/// Holds one pair against the truth, both ways round.
fn hold(a: &Parcel, b: &Parcel, seen: &mut BTreeMap<Verdict, usize>) {
    let expected = truth(a, b);
    assert_eq!((verdict(a, b), verdict(b, a)), (expected, expected), "{a:?}\n{b:?}");
    let relation = relation(a, b, Tolerance { width_mm: 20.0, area_m2: 1.0 });
    let kind = match expected {
        Verdict::Apart => relation.kind == Kind::Disjoint,
        Verdict::Point | Verdict::Line => relation.kind == Kind::Touch && relation.area_m2 == 0.0,
        Verdict::Overlap => relation.kind >= Kind::Sliver && relation.area_m2 > 0.0,
    };
    assert!(kind, "{relation:?}\n{a:?}\n{b:?}");
    *seen.entry(expected).or_default() += 1;
}

#[test]
fn every_verdict_on_a_coarse_grid_is_the_truth() {
    let (mut r, mut seen) = (Random(20_260_101), BTreeMap::new());
    for round in 0..40_000 {
        let size = 4 + round % 9;
        if let (Some(a), Some(b)) = (coarse(&mut r, size), coarse(&mut r, size)) {
            hold(&a, &b, &mut seen);
        }
    }
    println!("{seen:?}");
    assert!(seen.len() == 4 && seen.values().all(|n| *n >= 50), "{seen:?}");
}

#[test]
fn every_verdict_on_neighbours_slivers_and_junctions_is_the_truth() {
    let (mut r, mut seen) = (Random(7), BTreeMap::new());
    for _ in 0..1500 {
        let (x, y) = (r.below(800_000), r.below(800_000));
        let (shell, hole) = (ragged(&mut r, 0, 0), r.below(3) == 0);
        let inner = shell
            .iter()
            .map(|p| Point::new(6_600_000_000 + (p.x - 6_600_000_000) / 3, 3_000_000_000 + (p.y - 3_000_000_000) / 3))
            .collect();
        let Some(a) = judged(vec![if hole { vec![shell, inner] } else { vec![shell] }]) else { continue };
        let others = [neighbour(&mut r, &a), judged(vec![vec![ragged(&mut r, x, y)]]), neighbour(&mut r, &a)];
        for b in others.into_iter().flatten() {
            hold(&a, &b, &mut seen);
        }
    }
    println!("{seen:?}");
    assert!(seen.len() == 4 && seen.values().sum::<usize>() > 3000, "{seen:?}");
}
