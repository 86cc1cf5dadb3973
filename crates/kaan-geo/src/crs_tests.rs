//! Known points of the region in every system that is read (EPSG v11.022, computed with PROJ 9.5.1).
//!
//! Tests of `crs` alone; it ships nothing and never runs outside them.
#![allow(clippy::unwrap_used)]

use super::*;

/// Longitude, latitude, UTM, the same as UTM on Kalianpur 1962, its Lambert zone, CGCS2000 3-degree.
type Vector = (f64, f64, (u32, f64, f64), (f64, f64), Option<(u32, f64, f64)>, (u32, f64, f64));
const VECTORS: [Vector; 6] = [
    (
        61.58,
        29.27,
        (1, 362_045.628, 3_238_735.836),
        (362_064.639, 3_238_473.0),
        Some((24376, 2_119_516.215, 575_358.343)),
        (63, 361_990.424, 3_240_031.849),
    ),
    (
        66.82,
        26.09,
        (2, 281_964.709, 2_887_475.597),
        (281_994.474, 2_887_245.198),
        Some((24377, 2_026_229.346, 944_054.787)),
        (66, 582_035.599, 2_887_063.733),
    ),
    (
        70.33,
        24.79,
        (2, 634_445.014, 2_742_349.430),
        (634_426.728, 2_742_132.117),
        Some((24377, 2_372_549.912, 785_725.312)),
        (69, 634_498.814, 2_743_446.809),
    ),
    (
        67.83,
        30.84,
        (2, 388_114.936, 3_412_455.811),
        (388_130.429, 3_412_176.406),
        Some((24376, 2_726_948.879, 730_564.977)),
        (69, 388_070.164, 3_413_821.340),
    ),
    (
        71.14,
        34.22,
        (2, 697_130.411, 3_788_620.479),
        (697_102.813, 3_788_303.883),
        Some((24376, 3_032_231.762, 1_109_199.416)),
        (72, 420_753.391, 3_788_399.284),
    ),
    (74.31, 35.92, (3, 437_748.719, 3_975_295.251), (437_757.483, 3_974_959.649), None, (75, 437_723.808, 3_976_886.005)),
];

/// Whether a corner of a system comes out within 3 units (3 mm: vectors are given to 1 mm) of a place.
fn comes_out(crs: Crs, (e, n): (f64, f64), place: Point) {
    let p = Placer::new(&crs).place(e, n).unwrap();
    assert!((p.x - place.x).abs() <= 3 && (p.y - place.y).abs() <= 3, "{crs:?} {p:?} {place:?}");
}

#[test]
fn known_points_come_out_where_they_are() {
    for (lon, lat, (zone, e, n), (ke, kn), lcc, (meridian, ge, gn)) in VECTORS {
        let place = Point::from_degrees(lon, lat).unwrap();
        comes_out(Crs::Epsg(32640 + zone), (e, n), place);
        comes_out(Crs::gauss_krueger(meridian, 0).unwrap(), (ge, gn), place);
        let prefixed = (f64::from(meridian / 3) * 1e6 + ge, gn);
        comes_out(Crs::gauss_krueger(meridian, meridian / 3).unwrap(), prefixed, place);
        // The same numbers as degrees of Kalianpur 1962: the grids and the degrees must agree.
        let moved = Placer::new(&Crs::Epsg(4145)).place(lon, lat).unwrap();
        comes_out(Crs::Epsg(24310 + zone), (ke, kn), moved);
        if let Some((code, le, ln)) = lcc {
            comes_out(Crs::Epsg(code), (le, ln), moved);
        }
    }
    let gilgit = Point::from_degrees(74.31, 35.92).unwrap();
    comes_out(Crs::Epsg(4534), (437_723.808, 3_976_886.005), gilgit);
    comes_out(Crs::Epsg(4513), (25_437_723.808, 3_976_886.005), gilgit);
}

#[test]
fn kalianpur_moves_by_the_pinned_operation() {
    for (lon, lat, to_lon, to_lat) in [
        (61.58, 29.27, 61.580_778_85, 29.269_989_13),
        (67.83, 30.84, 67.829_950_65, 30.839_830_89),
        (74.31, 35.92, 74.309_024_76, 35.919_381_07),
    ] {
        let p = Placer::new(&Crs::Epsg(4145)).place(lon, lat).unwrap();
        assert_eq!(p, Point::from_degrees(to_lon, to_lat).unwrap());
    }
    assert_eq!(Crs::Epsg(24312).operation(), Some("EPSG:1247"));
    assert_eq!((Crs::Epsg(24312).accuracy_m(), Crs::Epsg(24312).error_m()), (None, 15.0));
}

#[test]
fn the_other_operations_differ_by_metres_and_state_their_accuracy() {
    let by = |o: Operation| Placer::new(&Crs::Epsg(4145).by_operation(o).unwrap()).place(68.8, 25.2).unwrap();
    let first = by(Operation::Onshore);
    for operation in Operation::ALL.into_iter().skip(1) {
        let off = crate::distance_m(first, by(operation));
        assert!((2.0..30.0).contains(&off), "{operation:?} {off}");
        assert!(operation.accuracy_m().is_some());
        assert_eq!(Operation::by_code(operation.code()), Some(operation));
    }
    assert_eq!(Crs::Epsg(32642).by_operation(Operation::Badin), None);
    assert_eq!(Crs::Epsg(24312).by_operation(Operation::Badin).unwrap().operation(), Some("EPSG:15702"));
}

#[test]
fn meridians_that_epsg_lacks_are_known_and_others_refused() {
    for meridian in [60, 63, 66, 69, 72, 75] {
        assert!(Crs::gauss_krueger(meridian, meridian / 3).is_some());
    }
    assert_eq!(Crs::gauss_krueger(30, 0), None);
    assert_eq!(Crs::by_epsg(3857), None);
    assert_eq!(Crs::by_epsg(24370), None);
}

#[test]
fn what_cannot_be_placed_is_none() {
    assert_eq!(Placer::new(&Crs::Epsg(4326)).place(181.0, 0.0), None);
    assert_eq!(Placer::new(&Crs::Epsg(4145)).place(61.0, 91.0), None);
    assert_eq!(Placer::new(&Crs::Epsg(32642)).place(f64::NAN, 0.0), None);
    assert_eq!(Placer::new(&Crs::Epsg(32642)).place(1e9, 0.0), None);
    assert_eq!(Placer::new(&Crs::Epsg(1)).place(1.0, 1.0), None);
}
