//! The door to the ground: points and parcels, coordinate systems, notations.
//!
//! Everything of this crate that concerns ground goes through here, and all of it is kaan-geo's. It never
//! judges an outline.

pub use kaan_geo::crs::{Crs, Placer};
pub use kaan_geo::notation;
pub use kaan_geo::{Bounds, Parcel, Point, Polygon, Ring};

use crate::claim::Named;
use crate::number::Number;

/// The system that a claim names, if it is on the list.
pub(crate) fn crs_of(named: &Named) -> Option<Crs> {
    match named {
        Named::Epsg(code) | Named::Assumed(code) => Crs::by_epsg(*code),
        Named::GaussKrueger { meridian, prefix } => Crs::gauss_krueger(*meridian, prefix.unwrap_or(0)),
        Named::ByRow | Named::Unknown(_) | Named::Missing(_) => None,
    }
}

/// The corner on WGS 84; `None` when it cannot be placed. Degrees of WGS 84 keep their digits: no float
/// stands between the text and the integers.
pub(crate) fn place(placer: &Placer, corner: &[Number; 2]) -> Option<Point> {
    if placer.is_identity() {
        let p = Point::new(corner[0].to_units()?, corner[1].to_units()?);
        return p.in_range().then_some(p);
    }
    placer.place(corner[0].to_f64(), corner[1].to_f64())
}

/// A ring's corners, each once.
pub(crate) fn corners(ring: &Ring) -> &[Point] {
    ring
}

/// A parcel's box: west, south, east, north in 1e-8 degree.
pub(crate) fn sides(parcel: &Parcel) -> [i64; 4] {
    let b = parcel.bounds();
    [b.x0, b.y0, b.x1, b.y1]
}

/// The double nearest to units of 1e-8 degree; rounding it gives the units back.
pub(crate) fn to_degrees(units: i64) -> f64 {
    units as f64 / 1e8
}
