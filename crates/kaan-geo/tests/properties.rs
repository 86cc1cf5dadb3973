//! What must hold for any two outlines, and geo's `Relate` as a second witness.
//!
//! Outlines are drawn at random and passed over where `check` refuses them. It never uses a fixed answer.
#![allow(clippy::unwrap_used, clippy::panic)]

use geo::{LineString, MultiPolygon, Relate};
use kaan_geo::*;
use proptest::prelude::*;

fn corners(size: i64, most: usize) -> impl Strategy<Value = Vec<Point>> {
    proptest::collection::vec((0..size, 0..size).prop_map(|(x, y)| Point::new(6_600_000_000 + x, 3_000_000_000 + y)), 3..most)
}

fn outline() -> impl Strategy<Value = Vec<Vec<Vec<Point>>>> {
    prop_oneof![
        corners(12, 6).prop_map(|r| vec![vec![r]]),
        corners(400_000, 6).prop_map(|r| vec![vec![r]]),
        (corners(12, 5), corners(12, 4)).prop_map(|(a, b)| vec![vec![a, b]]),
        (corners(30, 4), corners(30, 4)).prop_map(|(a, b)| vec![vec![a], vec![b]]),
    ]
}

fn judged(rings: &Rings) -> Option<Parcel> {
    check(rings, &Limits { corners: 1000, bounds: None, must_close: false }).parcel
}

fn parcel() -> impl Strategy<Value = Parcel> {
    outline().prop_filter_map("valid", |r| judged(&r))
}

/// As geo has it; units as whole floats, so that nothing is rounded.
fn as_geo(rings: &Rings) -> MultiPolygon<f64> {
    let ring = |r: &Vec<Point>| {
        LineString::from(r.iter().map(|p| ((p.x - 6_600_000_000) as f64, (p.y - 3_000_000_000) as f64)).collect::<Vec<_>>())
    };
    MultiPolygon::new(rings.iter().map(|p| geo::Polygon::new(ring(&p[0]), p[1..].iter().map(ring).collect())).collect())
}

fn rings_of(p: &Parcel) -> Rings {
    p.polygons().iter().map(|p| p.rings().cloned().collect()).collect()
}

const LAW: Tolerance = Tolerance { width_mm: 20.0, area_m2: 1.0 };

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, max_global_rejects: 100_000, ..ProptestConfig::default() })]

    #[test]
    fn what_was_written_reads_back(p in parcel()) {
        prop_assert_eq!(decode(&encode(&p)), Ok(p));
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..60), p in parcel(), at in any::<prop::sample::Index>(), to in any::<u8>()) {
        let _ = decode(&bytes);
        let mut changed = encode(&p);
        let n = at.index(changed.len());
        changed[n] = to;
        if let Ok(read) = decode(&changed) {
            prop_assert_eq!(encode(&read), changed);
        }
        prop_assert!(decode(&encode(&p)[..n]).is_err());
    }

    #[test]
    fn a_valid_outline_stays_valid_and_the_same(p in parcel()) {
        prop_assert_eq!(judged(&rings_of(&p)), Some(p.clone()));
        let closed: Rings = rings_of(&p).into_iter().map(|rings| rings.into_iter().map(|mut r| { r.push(r[0]); r }).collect()).collect();
        prop_assert_eq!(judged(&closed), Some(p.clone()));
        let backwards: Rings = rings_of(&p).into_iter().map(|rings| rings.into_iter().map(|mut r| { r.reverse(); r }).collect()).collect();
        prop_assert_eq!(judged(&backwards).map(|b| area_m2(&b) as f32), Some(area_m2(&p) as f32));
    }

    #[test]
    fn no_outline_makes_the_judge_panic(r in proptest::collection::vec(proptest::collection::vec(corners(6, 12), 0..4), 0..4)) {
        let checked = check(&r, &Limits { corners: 1000, bounds: Bounds::from_degrees(66.0, 29.0, 67.0, 31.0), must_close: true });
        prop_assert_eq!(checked.parcel.is_none(), !checked.faults.is_empty());
        prop_assert!(checked.faults.len() <= 100 && checked.notes.len() <= 100);
    }

    #[test]
    fn relations_are_symmetric_and_areas_no_greater_than_either(a in parcel(), b in parcel()) {
        let (one, two) = (relation(&a, &b, LAW), relation(&b, &a, LAW));
        prop_assert_eq!(verdict(&a, &b), verdict(&b, &a));
        prop_assert_eq!(one.kind, two.kind);
        let least = area_m2(&a).min(area_m2(&b));
        prop_assert!(one.area_m2 <= least * (1.0 + 1e-9) && (one.area_m2 - two.area_m2).abs() <= 1e-9 * least);
        prop_assert!(area_m2(&a) > 0.0 && perimeter_m(&a) > 0.0);
    }

    #[test]
    fn a_parcel_and_itself_share_all_of_it(a in parcel()) {
        prop_assert_eq!(verdict(&a, &a), Verdict::Overlap);
        let shared = relation(&a, &a, LAW).area_m2;
        prop_assert!((shared / area_m2(&a) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn geo_says_the_same(a in parcel(), b in parcel()) {
        let matrix = as_geo(&rings_of(&a)).relate(&as_geo(&rings_of(&b)));
        let expected = if matrix.is_disjoint() {
            Verdict::Apart
        } else if matrix.get(geo::coordinate_position::CoordPos::Inside, geo::coordinate_position::CoordPos::Inside) == geo::dimensions::Dimensions::TwoDimensional {
            Verdict::Overlap
        } else if matrix.get(geo::coordinate_position::CoordPos::OnBoundary, geo::coordinate_position::CoordPos::OnBoundary) == geo::dimensions::Dimensions::OneDimensional {
            Verdict::Line
        } else {
            Verdict::Point
        };
        prop_assert_eq!(verdict(&a, &b), expected);
    }

    #[test]
    fn geo_refuses_the_same_outlines(rings in outline()) {
        use geo::Validation;
        let checked = check(&rings, &Limits { corners: 1000, bounds: None, must_close: false });
        let merged = checked.notes.iter().any(|n| n.code == NoteCode::NearPointsMerged);
        // geo takes a ring of no area for valid.
        let flat = checked.faults.iter().any(|f| f.code == FaultCode::ZeroArea);
        prop_assume!(!merged && !flat);
        prop_assert_eq!(checked.parcel.is_some(), as_geo(&rings).is_valid(), "{:?}", checked.faults);
    }
}
