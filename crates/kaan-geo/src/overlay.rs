//! The common part of two parcels: its shape for a map, and its area.
//!
//! Called for display, and by `relation` once the verdict says that ground is shared. It never decides
//! whether ground is shared: crossings of sides are points between the integers and must be rounded.
//! They are rounded on a grid 2^24 times finer than the record (7e-17 m), which leaves areas right to 1e-11.

use crate::area::{Scale, ring_area, ring_length};
use crate::parcel::turned;
use crate::point::double_area;
use crate::{Bounds, Parcel, Point, Polygon, Ring};
use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay::{Overlay, ShapeType};
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::i_float::int::point::IntPoint;

/// Coordinates have 35 bits, and the engine takes 62.
const BITS: u32 = 24;

type Contour = Vec<IntPoint<i64>>;

/// The common ground of two parcels as polygons, corners rounded to the record's unit.
///
/// For display only. What is thinner than a unit disappears.
pub fn common_part(a: &Parcel, b: &Parcel) -> Vec<Polygon> {
    let polygon = |contours: Vec<Contour>| {
        let mut rings = contours.iter().map(rounded);
        let shell = turned(rings.next().filter(|r| double_area(r) != 0)?, true);
        Some(Polygon { shell, holes: rings.filter(|r| double_area(r) != 0).map(|r| turned(r, false)).collect() })
    };
    shapes(a, b).into_iter().filter_map(polygon).collect()
}

/// Square metres and metres around of each connected piece of the common ground.
pub(crate) fn pieces(a: &Parcel, b: &Parcel) -> Vec<(f64, f64)> {
    let one = |contours: Vec<Contour>| {
        contours.iter().fold((0.0, 0.0), |(area, length), c| {
            let corners = c.iter().map(|p| (p.x, p.y));
            (area + ring_area(corners.clone(), Scale::finer(BITS)), length + ring_length(corners, Scale::finer(BITS)))
        })
    };
    shapes(a, b).into_iter().map(one).collect()
}

/// The pieces as the engine gives them: outer contours counter-clockwise, holes clockwise.
fn shapes(a: &Parcel, b: &Parcel) -> Vec<Vec<Contour>> {
    let Some(common) = a.bounds().meet(b.bounds()) else { return Vec::new() };
    let mut overlay = Overlay::<i64>::new(a.corners() + b.corners());
    for (parcel, side) in [(a, ShapeType::Subject), (b, ShapeType::Clip)] {
        // Polygons of one parcel share no ground: one that is away from the common box gives nothing.
        for polygon in parcel.polygons().iter().filter(|p| Bounds::of(&p.shell).meets(common)) {
            polygon.rings().for_each(|ring| overlay.add_contour(&fine(ring), side));
        }
    }
    overlay.overlay(OverlayRule::Intersect, FillRule::EvenOdd)
}

fn fine(ring: &Ring) -> Contour {
    ring.iter().map(|p| IntPoint::new(p.x << BITS, p.y << BITS)).collect()
}

fn rounded(contour: &Contour) -> Ring {
    let half = 1i64 << (BITS - 1);
    let mut ring: Ring = contour.iter().map(|p| Point::new((p.x + half) >> BITS, (p.y + half) >> BITS)).collect();
    ring.dedup();
    if ring.len() > 1 && ring.first() == ring.last() {
        ring.pop();
    }
    ring
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::area_m2;

    fn rect(x0: i64, y0: i64, x1: i64, y1: i64) -> Ring {
        vec![Point::new(x0, y0), Point::new(x1, y0), Point::new(x1, y1), Point::new(x0, y1)]
    }

    #[test]
    fn the_common_part_is_what_both_hold() {
        let a = Parcel::from_valid(vec![vec![rect(0, 0, 1_000_000, 1_000_000), rect(400_000, 400_000, 600_000, 600_000)]]);
        let b = Parcel::from_valid(vec![vec![rect(300_000, 300_000, 2_000_000, 700_000)]]);
        let common = common_part(&a, &b);
        assert_eq!(common.len(), 1);
        assert_eq!(common[0].holes.len(), 1);
        assert_eq!(double_area(&common[0].shell), 2 * 700_000 * 400_000);
        let area: f64 = pieces(&a, &b).iter().map(|p| p.0).sum();
        assert!((area / area_m2(&Parcel::judged(common)) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_hair_thinner_than_a_unit_has_an_area() {
        let a = Parcel::from_valid(vec![vec![vec![Point::new(0, 0), Point::new(1_000_003, 7), Point::new(500_000, 900_000)]]]);
        let b = Parcel::from_valid(vec![vec![vec![Point::new(500_001, 4), Point::new(400_000, -90), Point::new(600_000, -90)]]]);
        let area: f64 = pieces(&a, &b).iter().map(|p| p.0).sum();
        assert!(area > 0.0 && area < 1e-3, "{area}");
        assert!(pieces(&b, &a).iter().map(|p| p.0).sum::<f64>() > 0.0);
    }

    #[test]
    fn neighbours_have_nothing_in_common() {
        let (a, b) = (Parcel::from_valid(vec![vec![rect(0, 0, 10, 10)]]), Parcel::from_valid(vec![vec![rect(10, 0, 20, 10)]]));
        assert!(common_part(&a, &b).is_empty() && pieces(&a, &b).is_empty());
    }
}
