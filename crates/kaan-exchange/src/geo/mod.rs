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
