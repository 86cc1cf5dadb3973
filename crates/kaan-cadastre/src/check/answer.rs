//! What the ground check answers, as JSON.
//!
//! Made by `check`; served by `api`, printed by `kaan check`, shown by the pages. It never holds a
//! sentence: whoever shows it puts one beside each code.

use super::{Outline, degrees};
use kaan_geo::{Fault, Note, Spot};
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
    /// Kilometres around, holes included, on the ellipsoid.
    pub perimeter_km: Option<f64>,
    /// Records that meet the ground, overlaps first, the largest first.
    pub neighbours: Vec<Neighbour>,
    /// Titles that meet the ground and are only asked for.
    pub waiting: Vec<Neighbour>,
    /// Whether more records meet it than are named.
    pub more: bool,
    /// Coordinate system as handed in: `EPSG:4326`.
    pub crs: String,
    /// The operation that led to WGS 84, where one was needed.
    pub operation: Option<String>,
    /// How far that operation may be off, metres; absent when it is not known.
    pub accuracy_m: Option<f64>,
    /// Ledger position of the register that was asked.
    pub ledger_size: u64,
}

/// One thing that is wrong with an outline.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct CheckProblem {
    /// Stable code: `self-crossing`, `spike`, `unclosed`, …
    pub code: String,
    /// The same in words.
    pub message: String,
    /// Where: part, ring and corner counted from 1 (`1.1.7`).
    #[serde(rename = "where")]
    pub place: Option<String>,
    /// The place in degrees of WGS 84: longitude, latitude.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<[f64; 2]>,
    /// The other side, ring or polygon of the pair, counted in the same way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other: Option<String>,
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

impl Meeting {
    /// The code in files, addresses and message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Meeting::Overlap => "overlap",
            Meeting::Sliver => "sliver",
            Meeting::Touch => "touch",
        }
    }
}

impl Sure {
    /// The code in files, addresses and message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Sure::Certain => "certain",
            Sure::Uncertain => "uncertain",
        }
    }
}

impl CheckAnswer {
    /// An answer without neighbours yet.
    pub(super) fn about(outline: &Outline, faults: &[Fault], notes: &[Note], ledger_size: u64) -> Self {
        let faulty =
            faults.iter().map(|f| CheckProblem { other: f.other.map(|o| o.to_string()), ..problem(f.code.code(), &f.at, true) });
        let noted = notes.iter().map(|n| problem(n.code.code(), &n.at, false));
        CheckAnswer {
            valid: faults.is_empty(),
            problems: faulty.chain(noted).collect(),
            area_km2: None,
            perimeter_km: None,
            neighbours: Vec::new(),
            waiting: Vec::new(),
            more: false,
            crs: outline.crs.code(),
            operation: outline.operation.map(str::to_owned),
            accuracy_m: outline.accuracy_m,
            ledger_size,
        }
    }

    /// An answer to a feature that could not be read as an outline.
    pub(super) fn unread(code: &str, place: Option<String>, crs: String, ledger_size: u64) -> Self {
        let problem = CheckProblem { code: code.to_owned(), message: String::new(), place, at: None, other: None, fatal: true };
        CheckAnswer {
            valid: false,
            problems: vec![problem],
            area_km2: None,
            perimeter_km: None,
            neighbours: Vec::new(),
            waiting: Vec::new(),
            more: false,
            crs,
            operation: None,
            accuracy_m: None,
            ledger_size,
        }
    }

    /// Puts a sentence beside every problem, by its code.
    pub fn speak(&mut self, say: impl Fn(&str) -> String) {
        for problem in &mut self.problems {
            problem.message = say(&problem.code);
        }
    }
}

fn problem(code: &str, at: &Spot, fatal: bool) -> CheckProblem {
    CheckProblem {
        code: code.to_owned(),
        message: String::new(),
        place: Some(at.to_string()),
        at: at.point.map(degrees),
        other: None,
        fatal,
    }
}
