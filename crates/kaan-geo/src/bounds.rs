//! Boxes in longitude and latitude.
//!
//! Used for quick exclusion only: a box never decides a verdict.

use crate::Point;
use serde::{Deserialize, Serialize};

/// A box in 1e-8 degree, borders included; it never crosses the antimeridian.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Bounds {
    /// West.
    pub x0: i64,
    /// South.
    pub y0: i64,
    /// East.
    pub x1: i64,
    /// North.
    pub y1: i64,
}

impl Bounds {
    /// The box of nothing: it grows to what it is given.
    pub const EMPTY: Bounds = Bounds { x0: i64::MAX, y0: i64::MAX, x1: i64::MIN, y1: i64::MIN };

    /// The smallest box around points.
    pub fn of<'p>(points: impl IntoIterator<Item = &'p Point>) -> Self {
        points.into_iter().fold(Bounds::EMPTY, |b, p| b.with(*p))
    }

    /// From degrees west, south, east, north; `None` unless finite, ordered and on the globe.
    pub fn from_degrees(west: f64, south: f64, east: f64, north: f64) -> Option<Self> {
        let (a, b) = (Point::from_degrees(west, south)?, Point::from_degrees(east, north)?);
        (a.x <= b.x && a.y <= b.y).then_some(Bounds { x0: a.x, y0: a.y, x1: b.x, y1: b.y })
    }

    /// This box grown to hold a point.
    #[must_use]
    pub fn with(self, p: Point) -> Self {
        Bounds { x0: self.x0.min(p.x), y0: self.y0.min(p.y), x1: self.x1.max(p.x), y1: self.y1.max(p.y) }
    }

    /// The smallest box around both.
    #[must_use]
    pub fn join(self, o: Bounds) -> Self {
        Bounds { x0: self.x0.min(o.x0), y0: self.y0.min(o.y0), x1: self.x1.max(o.x1), y1: self.y1.max(o.y1) }
    }

    /// What both have in common; `None` when they are apart.
    pub fn meet(self, o: Bounds) -> Option<Self> {
        let m = Bounds { x0: self.x0.max(o.x0), y0: self.y0.max(o.y0), x1: self.x1.min(o.x1), y1: self.y1.min(o.y1) };
        (!m.is_empty()).then_some(m)
    }

    /// Whether they touch or overlap.
    pub const fn meets(self, o: Bounds) -> bool {
        self.x0 <= o.x1 && self.x1 >= o.x0 && self.y0 <= o.y1 && self.y1 >= o.y0
    }

    /// Whether the point lies in it or on its border.
    pub const fn holds(self, p: Point) -> bool {
        p.x >= self.x0 && p.x <= self.x1 && p.y >= self.y0 && p.y <= self.y1
    }

    /// Whether the other box lies in it.
    pub const fn covers(self, o: Bounds) -> bool {
        o.x0 >= self.x0 && o.x1 <= self.x1 && o.y0 >= self.y0 && o.y1 <= self.y1
    }

    /// Whether it holds nothing.
    pub const fn is_empty(self) -> bool {
        self.x0 > self.x1 || self.y0 > self.y1
    }

    /// The middle.
    pub const fn centre(self) -> Point {
        Point { x: self.x0 + (self.x1 - self.x0) / 2, y: self.y0 + (self.y1 - self.y0) / 2 }
    }

    /// Degrees west, south, east, north.
    pub fn degrees(self) -> [f64; 4] {
        let ((w, s), (e, n)) = (Point::new(self.x0, self.y0).degrees(), Point::new(self.x1, self.y1).degrees());
        [w, s, e, n]
    }
}
