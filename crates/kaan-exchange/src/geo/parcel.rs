//! Points, boxes and parcels, in the shape that kaan-geo gives them.
//!
//! Stands here until kaan-geo offers them. It checks nothing.
#![allow(missing_docs)]

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point { pub x: i64, pub y: i64 }
impl Point {
    pub const fn new(x: i64, y: i64) -> Self { Point { x, y } }
    pub fn from_degrees(lon: f64, lat: f64) -> Option<Self> {
        (lon.is_finite() && lat.is_finite() && lon.abs() <= 180.0 && lat.abs() <= 90.0).then(|| Point { x: (lon * 1e8).round() as i64, y: (lat * 1e8).round() as i64 })
    }
    pub fn degrees(self) -> (f64, f64) { (self.x as f64 / 1e8, self.y as f64 / 1e8) }
    pub fn in_range(self) -> bool { self.x.abs() <= 18_000_000_000 && self.y.abs() <= 9_000_000_000 }
}
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds { pub x0: i64, pub y0: i64, pub x1: i64, pub y1: i64 }
impl Bounds {
    pub fn from_degrees(west: f64, south: f64, east: f64, north: f64) -> Option<Self> {
        let (a, b) = (Point::from_degrees(west, south)?, Point::from_degrees(east, north)?);
        (a.x <= b.x && a.y <= b.y).then_some(Bounds { x0: a.x, y0: a.y, x1: b.x, y1: b.y })
    }
    pub const EMPTY: Bounds = Bounds { x0: i64::MAX, y0: i64::MAX, x1: i64::MIN, y1: i64::MIN };
    pub fn of<'p>(points: impl IntoIterator<Item = &'p Point>) -> Self {
        points.into_iter().fold(Bounds::EMPTY, |b, p| b.join(Bounds { x0: p.x, y0: p.y, x1: p.x, y1: p.y }))
    }
    pub fn join(self, o: Bounds) -> Self { Bounds { x0: self.x0.min(o.x0), y0: self.y0.min(o.y0), x1: self.x1.max(o.x1), y1: self.y1.max(o.y1) } }
    pub const fn is_empty(self) -> bool { self.x0 > self.x1 }
    pub const fn holds(self, p: Point) -> bool { p.x >= self.x0 && p.x <= self.x1 && p.y >= self.y0 && p.y <= self.y1 }
    pub fn degrees(self) -> [f64; 4] { [self.x0 as f64 / 1e8, self.y0 as f64 / 1e8, self.x1 as f64 / 1e8, self.y1 as f64 / 1e8] }
}
pub type Ring = Vec<Point>;
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Polygon { pub shell: Ring, pub holes: Vec<Ring> }
impl Polygon { pub fn rings(&self) -> impl Iterator<Item = &Ring> { std::iter::once(&self.shell).chain(&self.holes) } }
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel { polygons: Vec<Polygon>, bounds: Bounds }
impl Parcel {
    pub fn from_valid(p: Vec<Vec<Ring>>) -> Self {
        let polygons: Vec<Polygon> = p.into_iter().map(|mut r| { let shell = r.remove(0); Polygon { shell, holes: r } }).collect();
        let bounds = Bounds::of(polygons.iter().flat_map(|p| &p.shell));
        Parcel { polygons, bounds }
    }
    pub fn polygons(&self) -> &[Polygon] { &self.polygons }
    pub const fn bounds(&self) -> Bounds { self.bounds }
    pub fn corners(&self) -> usize { self.polygons.iter().flat_map(Polygon::rings).map(Vec::len).sum() }
}
