//! A place on the ground in whole 1e-8 degrees of WGS 84, and the two questions that decide everything.
//!
//! Everything in this crate stands on it. It never holds a projected coordinate or a floating number:
//! 1e-8 degree is about 1.1 mm, and is the unit of the record.

use serde::{Deserialize, Serialize};

/// Units in one degree.
pub(crate) const UNITS: i64 = 100_000_000;
const MAX_X: i64 = 180 * UNITS;
const MAX_Y: i64 = 90 * UNITS;

/// A corner: longitude and latitude in 1e-8 degree of WGS 84.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Point {
    /// Longitude, 1e-8 degree, east positive.
    pub x: i64,
    /// Latitude, 1e-8 degree, north positive.
    pub y: i64,
}

impl Point {
    /// A corner from whole units.
    pub const fn new(x: i64, y: i64) -> Self {
        Point { x, y }
    }

    /// A corner from degrees, rounded to the nearest unit (halves away from zero).
    ///
    /// `None` when a number is not finite or lies beyond ±180° or ±90°.
    pub fn from_degrees(lon: f64, lat: f64) -> Option<Self> {
        let fits = lon.abs() <= 180.0 && lat.abs() <= 90.0;
        fits.then(|| Point::new((lon * UNITS as f64).round() as i64, (lat * UNITS as f64).round() as i64))
    }

    /// Longitude and latitude in degrees; [`Point::from_degrees`] gives the same corner back.
    pub fn degrees(self) -> (f64, f64) {
        (self.x as f64 / UNITS as f64, self.y as f64 / UNITS as f64)
    }

    /// Whether the corner lies on the globe.
    pub const fn in_range(self) -> bool {
        self.x >= -MAX_X && self.x <= MAX_X && self.y >= -MAX_Y && self.y <= MAX_Y
    }
}

/// Which way the path a, b, c turns: 1 left, -1 right, 0 straight on or back. Exact for coordinates of
/// 62 bits, and so for doubled ones.
pub(crate) const fn orient(a: Point, b: Point, c: Point) -> i32 {
    let turn = (b.x - a.x) as i128 * (c.y - a.y) as i128 - (b.y - a.y) as i128 * (c.x - a.x) as i128;
    turn.signum() as i32
}

/// Whether c lies in the box of a and b: on the side a-b, when the three are in line.
pub(crate) const fn within(a: Point, b: Point, c: Point) -> bool {
    let (x, y) = (if a.x < b.x { (a.x, b.x) } else { (b.x, a.x) }, if a.y < b.y { (a.y, b.y) } else { (b.y, a.y) });
    c.x >= x.0 && c.x <= x.1 && c.y >= y.0 && c.y <= y.1
}

/// Twice the signed area of a ring in square units, exact; positive when it runs counter-clockwise.
pub(crate) fn double_area(ring: &[Point]) -> i128 {
    let Some((o, rest)) = ring.split_first() else { return 0 };
    let turn =
        |w: &[Point]| i128::from(w[0].x - o.x) * i128::from(w[1].y - o.y) - i128::from(w[1].x - o.x) * i128::from(w[0].y - o.y);
    rest.windows(2).map(turn).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn degrees_become_the_nearest_unit() {
        assert_eq!(Point::from_degrees(66.123_456_789, -30.000_000_004), Some(Point::new(6_612_345_679, -3_000_000_000)));
        assert_eq!(Point::from_degrees(f64::NAN, 0.0), None);
        assert_eq!(Point::from_degrees(0.0, f64::INFINITY), None);
        assert_eq!(Point::from_degrees(180.000_000_1, 0.0), None);
        assert_eq!(Point::from_degrees(180.0, 90.0), Some(Point::new(MAX_X, MAX_Y)));
    }

    #[test]
    fn one_unit_off_a_line_round_the_globe_is_seen() {
        let (a, b) = (Point::new(-MAX_X, -MAX_Y), Point::new(MAX_X, MAX_Y));
        assert_eq!(orient(a, b, Point::new(0, 0)), 0);
        assert_eq!(orient(a, b, Point::new(0, 1)), 1);
        assert_eq!(orient(a, b, Point::new(0, -1)), -1);
    }

    proptest! {
        #[test]
        fn degrees_give_every_corner_back(x in -MAX_X..=MAX_X, y in -MAX_Y..=MAX_Y) {
            let (lon, lat) = Point::new(x, y).degrees();
            prop_assert_eq!(Point::from_degrees(lon, lat), Some(Point::new(x, y)));
        }
    }
}
