//! A parcel: polygons with holes on integers of 1e-8 degree, sides straight in longitude and latitude.
//!
//! Made by `check` and by `decode` alone; read by everybody. A parcel never changes, and never holds
//! rounded or projected corners.

use crate::point::double_area;
use crate::{Bounds, Point};

/// The corners of a closed line, each once: shells run counter-clockwise, holes clockwise.
pub type Ring = Vec<Point>;

/// Polygons of rings as handed in: the first ring of a polygon is its shell, closing corners are as
/// they were handed in.
pub type Rings = Vec<Vec<Vec<Point>>>;

/// One outline with its holes; the inside lies on the left of every side.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Polygon {
    /// The outer ring, counter-clockwise.
    pub shell: Ring,
    /// The holes, clockwise.
    pub holes: Vec<Ring>,
}

impl Polygon {
    /// The shell, then the holes.
    pub fn rings(&self) -> impl Iterator<Item = &Ring> {
        std::iter::once(&self.shell).chain(&self.holes)
    }
}

/// The ground of one title, application or reserved area; valid by construction.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Parcel {
    polygons: Vec<Polygon>,
    bounds: Bounds,
}

impl Parcel {
    /// A parcel of polygons already judged and turned.
    pub(crate) fn judged(polygons: Vec<Polygon>) -> Self {
        let bounds = Bounds::of(polygons.iter().flat_map(|p| &p.shell));
        Parcel { polygons, bounds }
    }

    /// The polygons, in the order handed in.
    pub fn polygons(&self) -> &[Polygon] {
        &self.polygons
    }

    /// The box around it.
    pub const fn bounds(&self) -> Bounds {
        self.bounds
    }

    /// Every ring, polygon by polygon.
    pub fn rings(&self) -> impl Iterator<Item = &Ring> {
        self.polygons.iter().flat_map(Polygon::rings)
    }

    /// How many corners all rings have together.
    pub fn corners(&self) -> usize {
        self.rings().map(Vec::len).sum()
    }

    /// Longitude and latitude in degrees, as GeoJSON's `MultiPolygon` has them: rings closed.
    pub fn to_degrees(&self) -> Vec<Vec<Vec<[f64; 2]>>> {
        let ring = |r: &Ring| r.iter().chain(r.first()).map(|p| <[f64; 2]>::from(p.degrees())).collect();
        self.polygons.iter().map(|p| p.rings().map(ring).collect()).collect()
    }
}

/// A ring turned counter-clockwise (or clockwise); the first corner stays first.
pub(crate) fn turned(mut ring: Ring, counter_clockwise: bool) -> Ring {
    if (double_area(&ring) > 0) != counter_clockwise
        && let Some((_, rest)) = ring.split_first_mut()
    {
        rest.reverse();
    }
    ring
}

/// Parcels for the tests of this crate: polygons of rings, judged by nobody.
#[cfg(test)]
impl Parcel {
    pub(crate) fn from_valid(polygons: Vec<Vec<Ring>>) -> Self {
        let one = |rings: Vec<Ring>| {
            let mut rings = rings.into_iter();
            let shell = turned(rings.next().unwrap_or_default(), true);
            Polygon { shell, holes: rings.map(|r| turned(r, false)).collect() }
        };
        Parcel::judged(polygons.into_iter().map(one).collect())
    }
}
