//! What the ground check answers, as JSON.
//!
//! Made by `check`; served by `api`, printed by `kaan check`, shown by the pages. It never holds a
//! sentence in another language than English: pages have their own words by code.

use serde::Serialize;
use utoipa::ToSchema;

/// The answer to "is this ground free?".
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct CheckAnswer {
    /// Whether the outline is valid; without that there is no area and there are no neighbours.
    pub valid: bool,
    /// What is wrong with the outline, or worth knowing.
    pub problems: Vec<CheckProblem>,
    /// Square kilometres on the WGS 84 ellipsoid, sides straight in longitude and latitude.
    pub area_km2: Option<f64>,
    /// Kilometres around, on the ellipsoid.
    pub perimeter_km: Option<f64>,
    /// Records that meet the ground, overlaps first, the largest first.
    pub neighbours: Vec<Neighbour>,
    /// Whether more records meet it than are named.
    pub more: bool,
    /// Coordinate system as handed in: `EPSG:4326`.
    pub crs: String,
    /// The operation that led to WGS 84, where one was needed.
    pub operation: Option<String>,
    /// How far that operation may be off, metres; absent when none was needed or it is not known.
    pub accuracy_m: Option<f64>,
    /// Ledger position of the register that was asked.
    pub ledger_size: u64,
}

/// One thing that is wrong with an outline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CheckProblem {
    /// Stable code: `self-crossing`, `spike`, `unclosed`, …
    pub code: String,
    /// The same in English.
    pub message: String,
    /// Where: part, ring and corner counted from 1, and the place in degrees.
    #[serde(rename = "where")]
    pub place: Option<String>,
    /// Whether it makes the outline invalid; if not it is for information.
    pub fatal: bool,
}

/// A record that meets the ground.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Neighbour {
    /// `titles`, `applications` or `reserved-areas`.
    pub collection: &'static str,
    /// Its id in the open collection of that name.
    pub id: String,
    /// Its number.
    pub number: String,
    /// How they meet.
    pub relation: Meeting,
    /// Whether it shuts others out of its ground.
    pub exclusive: bool,
    /// Common ground, square metres.
    pub area_m2: f64,
    /// Common ground as a part of the ground asked about, 0 to 1.
    pub share: f64,
    /// Whether the overlap is thicker than the error of the positions.
    pub certainty: Sure,
    /// Code of the register it stands in.
    pub register: String,
    /// Its class.
    pub class: &'static str,
    /// Where it is in its life.
    pub status: &'static str,
}

/// How two parcels meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Meeting {
    /// They share ground beyond the tolerances.
    Overlap,
    /// They share ground below the tolerances.
    Sliver,
    /// They share a border or a corner.
    Touch,
}

/// Whether a verdict stands beyond the error of the positions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Sure {
    /// Thicker than the error of the positions.
    Certain,
    /// Thinner: a survey decides.
    Uncertain,
}
