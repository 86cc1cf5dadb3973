//! Areas and lengths on the WGS 84 ellipsoid, for sides straight in longitude and latitude.
//!
//! Called wherever a figure is shown or a common part is measured. Not geodesic sides: along 30° N
//! the two differ by 1.1 m of ground at 10 km. It never projects, and never decides a verdict.
//!
//! Area: under a side lies the strip of the ellipsoid between it and a parallel, and its area is the
//! integral of the zone's area over the side's longitudes (Green's theorem on the authalic sphere). The
//! zone is a closed form of the latitude, taken as a difference from the ring's first corner by the
//! theorems of addition, so that a ring of millimetres keeps its digits; the integral along the side is
//! smooth, and Gauss's quadrature of three or five points leaves less than 1e-15 of it. Lengths are
//! integrated in the same way.

use crate::point::UNITS;
use crate::{Parcel, Point};
use geographiclib_rs::{Geodesic, InverseGeodesic};
use std::sync::LazyLock;

/// Equatorial radius of WGS 84, metres.
const A: f64 = 6_378_137.0;
const F: f64 = 1.0 / 298.257_223_563;
const E2: f64 = F * (2.0 - F);
/// Square of the polar radius.
const B2: f64 = A * A * (1.0 - E2);

/// Nodes and weights of Gauss and Legendre on 0 to 1.
type Rule = &'static [(f64, f64)];
const ONE: Rule = &[(0.5, 1.0)];
const THREE: Rule = &[(0.112_701_665_379_258_31, 5.0 / 18.0), (0.5, 8.0 / 18.0), (0.887_298_334_620_741_7, 5.0 / 18.0)];
const FIVE: Rule = &[
    (0.046_910_077_030_668_004, 0.118_463_442_528_094_54),
    (0.230_765_344_947_158_45, 0.239_314_335_249_683_24),
    (0.5, 0.284_444_444_444_444_44),
    (0.769_234_655_052_841_6, 0.239_314_335_249_683_24),
    (0.953_089_922_969_332, 0.118_463_442_528_094_54),
];

/// Square metres of a parcel.
pub fn area_m2(parcel: &Parcel) -> f64 {
    parcel.rings().map(|ring| ring_area(ring.iter().map(|p| (p.x, p.y)), Scale::RECORD)).sum()
}

/// Metres along all rings of a parcel, holes included.
pub fn perimeter_m(parcel: &Parcel) -> f64 {
    parcel.rings().map(|ring| ring_length(ring.iter().map(|p| (p.x, p.y)), Scale::RECORD)).sum()
}

/// Metres between two places along the geodesic, the shortest way.
pub fn distance_m(a: Point, b: Point) -> f64 {
    static WGS84: LazyLock<Geodesic> = LazyLock::new(Geodesic::wgs84);
    let ((lon1, lat1), (lon2, lat2)) = (a.degrees(), b.degrees());
    WGS84.inverse(lat1, lon1, lat2, lon2)
}

/// What the whole numbers of a ring stand for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scale {
    /// Radians in one unit.
    unit: f64,
}

impl Scale {
    /// The units of the record: 1e-8 degree.
    pub(crate) const RECORD: Scale = Scale::finer(0);

    /// Units of 1e-8 degree divided by two to the power of `bits`.
    pub(crate) const fn finer(bits: u32) -> Scale {
        Scale { unit: std::f64::consts::PI / (180.0 * UNITS as f64 * (1u64 << bits) as f64) }
    }
}

/// The sides of a closed ring of longitudes and latitudes.
fn sides(ring: impl Iterator<Item = (i64, i64)> + Clone) -> impl Iterator<Item = ((i64, i64), (i64, i64))> {
    let next = ring.clone().skip(1).chain(ring.clone().take(1));
    ring.zip(next)
}

/// Square metres inside a ring; negative when it runs clockwise.
pub(crate) fn ring_area(ring: impl Iterator<Item = (i64, i64)> + Clone, scale: Scale) -> f64 {
    let Some((_, y0)) = ring.clone().next() else { return 0.0 };
    let from = Latitude::of(y0 as f64 * scale.unit);
    let under = |((x1, y1), (x2, y2)): ((i64, i64), (i64, i64))| {
        let (rise, start) = ((y2 - y1) as f64 * scale.unit, (y1 - y0) as f64 * scale.unit);
        (x2 - x1) as f64 * scale.unit * mean(rise, |t| from.zone_to(start + t * rise))
    };
    -sides(ring).filter(|(a, b)| a.0 != b.0).map(under).sum::<f64>()
}

/// Metres along a ring.
pub(crate) fn ring_length(ring: impl Iterator<Item = (i64, i64)> + Clone, scale: Scale) -> f64 {
    sides(ring).map(|(a, b)| side_length(a, b, scale)).sum()
}

fn side_length((x1, y1): (i64, i64), (x2, y2): (i64, i64), scale: Scale) -> f64 {
    let (east, rise) = ((x2 - x1) as f64 * scale.unit, (y2 - y1) as f64 * scale.unit);
    let start = y1 as f64 * scale.unit;
    mean(rise, |t| {
        let (sin, cos) = (start + t * rise).sin_cos();
        let w2 = 1.0 - E2 * sin * sin;
        let (across, along) = (A / w2.sqrt() * cos * east, A * (1.0 - E2) / (w2 * w2.sqrt()) * rise);
        across.hypot(along)
    })
}

/// The mean of a smooth function along a side that rises by so many radians of latitude.
fn mean(rise: f64, f: impl Fn(f64) -> f64) -> f64 {
    let rule = match rise.abs() {
        0.0 => ONE,
        r if r < 0.01 => THREE,
        _ => FIVE,
    };
    // Pieces of less than seven degrees; a side from pole to pole has 26.
    let pieces = (rise.abs() / 0.125).ceil().max(1.0);
    let one = |k: usize| rule.iter().map(|(at, weight)| weight * f((k as f64 + at) / pieces)).sum::<f64>();
    (0..pieces as usize).map(one).sum::<f64>() / pieces
}

/// A latitude from which zones are measured.
struct Latitude {
    sin: f64,
    cos: f64,
}

impl Latitude {
    fn of(phi: f64) -> Self {
        let (sin, cos) = phi.sin_cos();
        Latitude { sin, cos }
    }

    /// Square metres for each radian of longitude between here and a latitude so much further north.
    fn zone_to(&self, north: f64) -> f64 {
        // sin(phi + north) - sin(phi), without losing digits when north is small.
        let (half_sin, half_cos) = (north / 2.0).sin_cos();
        let step = 2.0 * half_sin * (self.cos * half_cos - self.sin * half_sin);
        let (s0, s) = (self.sin, self.sin + step);
        let ratio = step * (1.0 + E2 * s * s0) / ((1.0 - E2 * s * s) * (1.0 - E2 * s0 * s0));
        let e = E2.sqrt();
        let arc = (e * step / (1.0 - E2 * s * s0)).atanh() / e;
        B2 / 2.0 * (ratio + arc)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parcel(corners: &[(f64, f64)]) -> Parcel {
        Parcel::from_valid(vec![vec![corners.iter().filter_map(|c| Point::from_degrees(c.0, c.1)).collect()]])
    }

    fn near(a: f64, b: f64, relative: f64) {
        assert!((a / b - 1.0).abs() <= relative, "{a} for {b}");
    }

    #[test]
    fn the_whole_ellipsoid_has_its_known_area() {
        // 510 065 621.724 km², from the closed form of the surface of an oblate spheroid.
        let e = E2.sqrt();
        let surface = std::f64::consts::TAU * A * A * (1.0 + (1.0 - E2) / e * e.atanh());
        near(area_m2(&parcel(&[(-180.0, -90.0), (180.0, -90.0), (180.0, 90.0), (-180.0, 90.0)])), surface, 1e-14);
        near(surface, 510_065_621_724_088.4, 1e-12);
    }

    #[test]
    fn a_slanting_side_is_what_many_short_steps_are() {
        let (a, b, c) = ((61.0, 24.0), (76.5, 25.0), (66.0, 36.75));
        let mut dense = Vec::new();
        for (p, q) in [(a, b), (b, c), (c, a)] {
            dense.extend((0..1000).map(|i| f64::from(i) / 1000.0).map(|t| (p.0 + (q.0 - p.0) * t, p.1 + (q.1 - p.1) * t)));
        }
        near(area_m2(&parcel(&[a, b, c])), area_m2(&parcel(&dense)), 2e-9);
        let geodesics: f64 = (0..dense.len())
            .filter_map(|i| {
                let (p, q) = (dense[i], dense[(i + 1) % dense.len()]);
                Some(distance_m(Point::from_degrees(p.0, p.1)?, Point::from_degrees(q.0, q.1)?))
            })
            .sum();
        near(perimeter_m(&parcel(&[a, b, c])), geodesics, 1e-9);
    }

    #[test]
    fn a_strip_of_one_unit_keeps_its_digits() {
        // 1 km along the meridian and 1e-8 degree wide, against radius of the parallel by length of the arc.
        let (w, s) = (66.0, 30.0);
        let strip = parcel(&[(w, s), (w + 1e-8, s), (w + 1e-8, s + 0.009), (w, s + 0.009)]);
        let (sin, cos) = (s + 0.0045f64).to_radians().sin_cos();
        let w2 = 1.0 - E2 * sin * sin;
        let unit = 1e-8f64.to_radians();
        let expected = A / w2.sqrt() * cos * unit * A * (1.0 - E2) / (w2 * w2.sqrt()) * 900_000.0 * unit;
        near(area_m2(&strip), expected, 1e-8);
    }

    #[test]
    fn a_hole_is_taken_away_and_lies_on_the_perimeter() {
        let square = |a: f64, b: f64| {
            [(a, a), (b, a), (b, b), (a, b)].iter().filter_map(|c| Point::from_degrees(c.0, c.1)).collect::<Vec<_>>()
        };
        let holed = Parcel::from_valid(vec![vec![square(10.0, 11.0), square(10.2, 10.4)]]);
        let (whole, hole) =
            (Parcel::from_valid(vec![vec![square(10.0, 11.0)]]), Parcel::from_valid(vec![vec![square(10.2, 10.4)]]));
        near(area_m2(&holed), area_m2(&whole) - area_m2(&hole), 1e-14);
        near(perimeter_m(&holed), perimeter_m(&whole) + perimeter_m(&hole), 1e-14);
    }
}
