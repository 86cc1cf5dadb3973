//! Every kind of fault with a specimen, and outlines that look wrong and are not.
//!
//! Tests of `check` alone; it ships nothing and never runs outside them.
#![allow(clippy::unwrap_used)]

use super::*;

const ANY: Limits = Limits { corners: 1_000_000, bounds: None, must_close: false };

fn ring(corners: &[(i64, i64)]) -> Vec<Point> {
    corners.iter().chain(corners.first()).map(|c| Point::new(c.0, c.1)).collect()
}

fn square(x: i64, y: i64, size: i64) -> Vec<Point> {
    ring(&[(x, y), (x + size, y), (x + size, y + size), (x, y + size)])
}

/// The faults of an outline as `code at` and its notes the same.
fn judged(rings: &Rings, limits: &Limits) -> (Vec<String>, Vec<String>) {
    let checked = check(rings, limits);
    assert_eq!(checked.parcel.is_none(), !checked.faults.is_empty());
    (
        checked.faults.iter().map(|f| format!("{} {}", f.code.code(), f.at)).collect(),
        checked.notes.iter().map(|n| format!("{} {}", n.code.code(), n.at)).collect(),
    )
}

fn faults(rings: Rings) -> Vec<String> {
    judged(&rings, &ANY).0
}

fn one(corners: &[(i64, i64)]) -> Vec<String> {
    faults(vec![vec![ring(corners)]])
}

#[test]
fn a_square_is_valid_and_turned() {
    let checked = check(&vec![vec![ring(&[(0, 0), (0, 90), (90, 90), (90, 0)])]], &ANY);
    let parcel = checked.parcel.unwrap();
    assert_eq!(parcel.polygons()[0].shell, [(0, 0), (90, 0), (90, 90), (0, 90)].map(|c| Point::new(c.0, c.1)));
    assert_eq!((checked.faults.len(), checked.notes.len()), (0, 0));
}

#[test]
fn faults_of_one_ring_are_named_and_located() {
    assert_eq!(one(&[(0, 0), (90, 90), (90, 0), (0, 90)]), ["bow-tie 1.1.1"]);
    assert_eq!(
        one(&[(0, 0), (90, 0), (90, 90), (30, 90), (30, -30), (40, -30), (40, 80), (0, 80)]),
        ["self-crossing 1.1.1", "self-crossing 1.1.1", "self-crossing 1.1.4"]
    );
    // A loop inside: one crossing, and both lobes turn the same way.
    assert_eq!(one(&[(0, 0), (90, 0), (90, 90), (30, 90), (30, 30), (60, 30), (60, 60), (0, 60)]), ["self-crossing 1.1.4"]);
    assert_eq!(one(&[(0, 0), (90, 0), (90, 90), (90, 150), (90, 90), (0, 90)]), ["spike 1.1.4"]);
    assert_eq!(one(&[(0, 0), (90, 0), (90, 90), (120, 120), (150, 110), (120, 120), (90, 90), (0, 90)]), ["spike 1.1.5"]);
    assert_eq!(one(&[(90, 150), (90, 90), (0, 90), (0, 0), (90, 0), (90, 90)]), ["spike 1.1.1"]);
    assert_eq!(one(&[(0, 0), (90, 0), (45, 45), (90, 90), (0, 90), (45, 45)]), ["ring-self-touch 1.1.6"]);
    assert_eq!(one(&[(0, 0), (90, 0), (90, 90), (45, 0), (0, 90)]), ["ring-self-touch 1.1.4"]);
    assert_eq!(one(&[(0, 0), (90, 0), (90, 90), (60, 90), (60, 0), (30, 0), (30, 90), (0, 90)]), ["self-overlap 1.1.1"]);
    assert_eq!(one(&[(0, 0), (9, 0), (9, 9), (0, 9), (0, 0), (9, 0), (9, 9), (0, 9)]), ["repeated-ring 1.1"]);
    assert_eq!(one(&[(0, 0), (9, 0)]), ["too-few-corners 1.1"]);
    assert_eq!(one(&[(0, 0), (9, 9), (4, 4)]), ["zero-area 1.1"]);
    assert_eq!(faults(vec![vec![vec![]]]), ["empty-outline 1.0", "too-few-corners 1.1"]);
    assert_eq!(faults(vec![]), ["empty-outline 1.0"]);
}

#[test]
fn faults_between_rings_are_named_and_located() {
    let shell = || square(0, 0, 100);
    assert_eq!(faults(vec![vec![shell(), square(200, 0, 10)]]), ["hole-outside 1.2"]);
    assert_eq!(faults(vec![vec![square(40, 40, 10), shell()]]), ["hole-outside 1.2"]);
    assert_eq!(faults(vec![vec![shell(), square(90, 40, 20)]]), ["rings-crossing 1.2.1"]);
    assert_eq!(faults(vec![vec![shell(), square(80, 40, 20)]]), ["rings-crossing 1.2.3"]);
    assert_eq!(faults(vec![vec![shell(), square(10, 10, 80), square(20, 20, 10)]]), ["nested-holes 1.3"]);
    assert_eq!(faults(vec![vec![shell(), square(10, 10, 30), square(10, 10, 30)]]), ["repeated-ring 1.3"]);
    assert_eq!(faults(vec![vec![shell(), shell()]]), ["repeated-ring 1.2"]);
    assert_eq!(faults(vec![vec![shell()], vec![square(50, 50, 100)]]), ["overlapping-parts 2.1.1"]);
    assert_eq!(faults(vec![vec![shell()], vec![square(50, 50, 10)]]), ["overlapping-parts 2.1"]);
    assert_eq!(faults(vec![vec![shell()], vec![shell()]]), ["repeated-ring 2.1"]);
    assert_eq!(faults(vec![vec![shell()], vec![square(100, 0, 100)]]), ["adjacent-parts 2.1.4"]);
    assert_eq!(faults(vec![vec![shell(), square(20, 20, 60)], vec![square(20, 20, 60)]])[0][..14], "adjacent-parts"[..]);
}

#[test]
fn rings_that_cross_at_a_corner_are_seen_without_a_crossing_of_sides() {
    // The hole leaves through two corners that lie on the shell's side and corner.
    let hole = ring(&[(50, 50), (100, 50), (150, 75), (100, 100)]);
    assert_eq!(faults(vec![vec![square(0, 0, 100), hole.clone()]])[0], "rings-crossing 1.2");
    assert_eq!(faults(vec![vec![square(0, 0, 100)], vec![hole]]), ["overlapping-parts 2.1"]);
}

#[test]
fn an_inside_cut_apart_is_told() {
    // A hole that touches the shell twice; two holes that touch each other and the shell.
    let belt = ring(&[(0, 50), (50, 40), (100, 50), (50, 60)]);
    assert_eq!(faults(vec![vec![square(0, 0, 100), belt]]), ["interior-cut 1.2"]);
    let (left, right) = (ring(&[(0, 50), (25, 40), (50, 50), (25, 60)]), ring(&[(50, 50), (75, 40), (100, 50), (75, 60)]));
    assert_eq!(faults(vec![vec![square(0, 0, 100), left.clone(), right]]).len(), 1);
    assert!(faults(vec![vec![square(0, 0, 100), left]]).is_empty());
    // Three rings that touch in one place cut nothing.
    let (a, b) = (ring(&[(0, 50), (30, 60), (30, 70)]), ring(&[(0, 50), (30, 30), (30, 40)]));
    assert!(faults(vec![vec![square(0, 0, 100), a, b]]).is_empty());
}

#[test]
fn what_looks_wrong_and_is_not() {
    assert!(faults(vec![vec![square(0, 0, 10)], vec![square(10, 10, 10)]]).is_empty());
    assert!(faults(vec![vec![square(0, 0, 100), square(20, 20, 60)], vec![square(30, 30, 10)]]).is_empty());
    assert!(one(&[(0, 0), (5, 0), (9, 0), (9, 9)]).is_empty());
    // A part that touches the hole it lies in with a corner.
    let diamond = ring(&[(20, 50), (50, 40), (60, 50), (50, 60)]);
    assert!(faults(vec![vec![square(0, 0, 100), square(20, 20, 60)], vec![diamond]]).is_empty());
}

#[test]
fn small_repairs_are_notes() {
    let open: Vec<Point> = ring(&[(0, 0), (900, 0), (900, 0), (900, 900), (900, 905)])[..5].to_vec();
    let (faults, notes) = judged(&vec![vec![open.clone()]], &ANY);
    assert!(faults.is_empty());
    assert_eq!(notes, ["ring-closed 1.1.5", "repeated-corner 1.1.3", "near-points 1.1.5"]);
    assert_eq!(judged(&vec![vec![open]], &Limits { must_close: true, ..ANY }).0, ["unclosed 1.1.5"]);
}

#[test]
fn corners_within_a_unit_are_one_where_both_cannot_stand() {
    // Every corner twice, a unit apart, which makes the outline cross itself at the last one.
    let twice = vec![vec![ring(&[(0, 0), (1, 0), (900, 0), (900, 1), (900, 900), (900, 900), (0, 900), (1, 900), (0, 1)])]];
    let (faults, notes) = judged(&twice, &ANY);
    assert!(faults.is_empty(), "{faults:?}");
    assert!(notes.iter().any(|n| n.starts_with("near-points-merged")), "{notes:?}");
    // Where both can stand they do.
    let (faults, notes) = judged(&vec![vec![ring(&[(0, 0), (900, 0), (900, 900), (0, 900), (0, 899)])]], &ANY);
    assert_eq!((faults.len(), notes), (0, vec!["near-points 1.1.5".to_owned()]));
}

#[test]
fn places_are_judged_by_the_jurisdiction() {
    let country = Limits { bounds: Bounds::from_degrees(60.0, 23.0, 78.0, 38.0), ..ANY };
    let at = |lon: i64, lat: i64| vec![vec![square(lon * 100_000_000, lat * 100_000_000, 1000)]];
    assert!(judged(&at(66, 30), &country).0.is_empty());
    assert_eq!(judged(&at(10, 30), &country).0, ["outside-jurisdiction 1.1.1"]);
    assert_eq!(judged(&at(30, 66), &country).0, ["outside-jurisdiction 1.1.1", "axes-probably-swapped 1.1.1"]);
    assert_eq!(
        judged(&at(181, 30), &ANY).0,
        vec!["beyond-range 1.1.1", "beyond-range 1.1.2", "beyond-range 1.1.3", "beyond-range 1.1.4", "beyond-range 1.1.5"]
    );
    assert!(judged(&vec![vec![ring(&[(i64::MAX, 0), (i64::MIN, 5), (3, i64::MAX)])]], &country).0.len() > 3);
}

#[test]
fn faults_come_all_at_once_and_in_bounded_number() {
    assert_eq!(
        faults(vec![
            vec![ring(&[(0, 0), (90, 90), (90, 0), (0, 90)])],
            vec![square(500, 0, 9), square(900, 0, 9)],
            vec![ring(&[(700, 700), (701, 701)])]
        ]),
        ["bow-tie 1.1.1", "hole-outside 2.2", "too-few-corners 3.1"]
    );
    let zigzag: Vec<(i64, i64)> = (0..2000).map(|i| (i * 37 % 1999, i * 91 % 2003)).collect();
    assert_eq!(one(&zigzag).len(), MOST);
    assert_eq!(judged(&vec![vec![ring(&zigzag)]], &Limits { corners: 1000, ..ANY }).0, ["too-many-corners 1.1.1001"]);
}

#[test]
fn a_comb_of_a_hundred_thousand_corners_is_judged_and_a_hostile_bundle_refused() {
    let teeth: Vec<(i64, i64)> = (0..50_000)
        .flat_map(|i| [(i * 20, if i % 2 == 0 { 1_000_000 } else { 0 }), (i * 20 + 10, if i % 2 == 0 { 1_000_000 } else { 0 })])
        .collect();
    let mut comb = teeth.clone();
    comb.extend([(1_000_000, -10), (0, -10)]);
    assert!(one(&comb).is_empty());
    // The same comb at a slant: every box meets every other.
    let slant: Vec<(i64, i64)> = comb.iter().map(|(x, y)| (x + y * 3, y * 3 - x)).collect();
    assert_eq!(one(&slant), ["too-intricate 1.1"]);
    // Thousands of parts in one another.
    let nested = (0..10_000).map(|i| vec![ring(&[(-i, -2 * i), (100 + i, -i), (100 + i, 100 + i), (-i, 100)])]).collect();
    assert!(!faults(nested).is_empty());
}
