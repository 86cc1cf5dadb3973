//! STUB while kaan-geo is being built.
#![allow(missing_docs)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point { pub x: i64, pub y: i64 }
impl Point {
    pub const fn new(x: i64, y: i64) -> Self { Point { x, y } }
    pub fn degrees(self) -> (f64, f64) { (self.x as f64 / 1e8, self.y as f64 / 1e8) }
    pub fn in_range(self) -> bool { self.x.abs() <= 18_000_000_000 && self.y.abs() <= 9_000_000_000 }
}
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds { pub x0: i64, pub y0: i64, pub x1: i64, pub y1: i64 }
impl Bounds {
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Crs(pub u32);
pub mod notation {
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Axis { Lon, Lat }
    pub fn degrees(_text: &str, _axis: Axis) -> Result<i64, ()> { Err(()) }
}
use crate::claim::Named;
use crate::number::Number;
pub struct Placer(Crs);
impl Placer {
    pub fn new(crs: &Crs) -> Self { Placer(*crs) }
    pub fn place(&self, c: &[Number; 2]) -> Option<Point> {
        if !is_degrees(&self.0) { return None; }
        let p = Point { x: c[0].to_units()?, y: c[1].to_units()? };
        p.in_range().then_some(p)
    }
}
pub fn operation(_: &Crs) -> Option<&'static str> { None }
pub fn accuracy_m(_: &Crs) -> Option<f64> { Some(0.0) }
pub fn shifts_datum(_: &Crs) -> bool { false }
pub fn is_wgs84(c: &Crs) -> bool { c.0 == 4326 }
pub fn is_degrees(c: &Crs) -> bool { c.0 < 4491 }
pub fn by_epsg(c: u32) -> Option<Crs> { Some(Crs(c)) }
pub fn crs_of(n: &Named) -> Option<Crs> { match n { Named::Epsg(c) => Some(Crs(*c)), _ => None } }
pub fn candidates() -> Vec<Crs> { vec![] }
#[cfg(test)]
pub fn test_parcel(p: Vec<Vec<Vec<Point>>>) -> Parcel { Parcel::from_valid(p) }
