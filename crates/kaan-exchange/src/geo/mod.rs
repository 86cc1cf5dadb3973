//! The door to the ground: points and parcels, coordinate systems, notations.
//!
//! Everything of this crate that concerns ground goes through here. Meant to be a thin door to kaan-geo:
//! what stands here goes there as soon as that crate offers it.

mod crs;
pub mod notation;
mod parcel;

pub use crs::{Crs, Placer};
pub use parcel::{Bounds, Parcel, Point, Polygon, Ring};

use crate::claim::Named;

/// The system that a claim names, if it is on the list.
pub(crate) fn crs_of(named: &Named) -> Option<Crs> {
    match named {
        Named::Epsg(code) | Named::Assumed(code) => Crs::by_epsg(*code),
        Named::GaussKrueger { meridian, prefix } => Crs::gauss_krueger(*meridian, prefix.unwrap_or(0)),
        Named::ByRow | Named::Unknown(_) | Named::Missing(_) => None,
    }
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
