//! Parcels, exact verdicts, areas, coordinate systems: pure, no I/O.
//!
//! A boundary of record is integers in 1e-8 degree of WGS 84 longitude and latitude, with sides
//! straight in longitude and latitude. Verdicts come from signs of 128-bit determinants on those
//! integers; nothing is ever projected, rounded or repaired on the way to one.
//!
//! Called by every crate that meets ground. It never reads a file, a clock or the environment, and
//! names no province and no mineral.

mod area;
mod bounds;
pub mod crs;
mod encode;
mod index;
pub mod notation;
mod overlay;
mod parcel;
mod point;
mod relation;
mod sides;
mod validity;
mod verdict;

pub use area::{area_m2, distance_m, perimeter_m};
pub use bounds::Bounds;
pub use encode::{DecodeError, decode, encode};
pub use index::BoxIndex;
pub use overlay::common_part;
pub use parcel::{Parcel, Polygon, Ring, Rings};
pub use point::Point;
pub use relation::{Certainty, Kind, Relation, Tolerance, certainty, relation};
pub use validity::{Checked, Fault, FaultCode, Limits, Note, NoteCode, Spot, check};
pub use verdict::{Verdict, verdict};
