//! What the generator asks of the geometry: whether an outline is valid. Nothing else.

use crate::shapes::Rings;
use kaan_geo::{Limits, Parcel, check};

/// The parcel of an outline, when it is valid.
pub fn parcel(polygons: &[Rings]) -> Option<Parcel> {
    check(&polygons.to_vec(), &Limits { corners: 100_000, bounds: None, must_close: false }).parcel
}
