//! Tolerances and classes by which ground is judged, read from `law/cadastre.toml`.
//!
//! Called by the import, the ground and the check. It never holds a number of the law itself: what a
//! notification can change stands in the file.

use crate::model::{Class, Collection, Status};
use kaan_geo::{Bounds, Tolerance};
use serde::Deserialize;

/// The file that ships with the program.
const TEXT: &str = include_str!("../../../law/cadastre.toml");

/// The rules for judging ground that are in force.
#[derive(Debug, Clone, Deserialize)]
pub struct Law {
    /// `draft`, `checked` or `certified`.
    pub status: String,
    /// Civil day from which these hold, ISO 8601.
    pub in_force_from: String,
    /// Bounds between a sliver and an overlap.
    pub sliver: Sliver,
    /// Which titles shut others out.
    pub exclusive: Exclusive,
    /// What the ground check answers with.
    pub check: Asked,
    /// Where parcels may lie.
    #[serde(rename = "jurisdiction")]
    pub jurisdictions: Vec<Jurisdiction>,
}

/// Common ground below either bound is a sliver.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Sliver {
    /// Mean width, millimetres.
    pub width_mm: f64,
    /// Area on the ellipsoid, square metres.
    pub area_m2: f64,
}

/// Which titles shut others out of their ground.
#[derive(Debug, Clone, Deserialize)]
pub struct Exclusive {
    /// Classes of title.
    pub classes: Vec<Class>,
    /// Statuses in which a title lives.
    pub live: Vec<Status>,
}

/// What the ground check answers with, and how much.
#[derive(Debug, Clone, Deserialize)]
pub struct Asked {
    /// Statuses of titles that are neighbours.
    pub titles: Vec<Status>,
    /// Statuses of applications that are neighbours.
    pub applications: Vec<Status>,
    /// Statuses of reserved areas that are neighbours.
    pub reserved_areas: Vec<Status>,
    /// Statuses of titles that are named apart, as only asked for.
    pub waiting: Vec<Status>,
    /// Neighbours named in one answer.
    pub neighbours: usize,
    /// Corners in one question.
    pub corners: usize,
    /// Metres by which a position of unknown accuracy may be off.
    pub accuracy_unknown_m: f64,
}

/// A generous box around a jurisdiction, degrees of WGS 84.
#[derive(Debug, Clone, Deserialize)]
pub struct Jurisdiction {
    /// ISO 3166 code: `PK`, `AU-NT`.
    pub code: String,
    /// Least longitude.
    pub west: f64,
    /// Least latitude.
    pub south: f64,
    /// Greatest longitude.
    pub east: f64,
    /// Greatest latitude.
    pub north: f64,
}

/// How a record takes part in the answers of the ground check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// It is a neighbour.
    Neighbour,
    /// It is named apart: asked for and not decided.
    Waiting,
    /// It has ended, and is not named.
    Ended,
}

impl Law {
    /// Reads the file that ships with the program.
    ///
    /// # Errors
    /// What is wrong with the file, in English: a fault of ours, found by a test.
    pub fn shipped() -> Result<Law, String> {
        Law::read(TEXT)
    }

    /// Reads a file of that form.
    ///
    /// # Errors
    /// What is wrong with it, with its line.
    pub fn read(text: &str) -> Result<Law, String> {
        toml::from_str(text).map_err(|e| e.to_string())
    }

    /// Whether a title of this class and status lives.
    #[must_use]
    pub fn is_live(&self, status: Status) -> bool {
        self.exclusive.live.contains(&status)
    }

    /// Whether a registered title of this class and status shuts others out.
    #[must_use]
    pub fn is_exclusive(&self, class: Class, status: Status) -> bool {
        self.is_live(status) && self.exclusive.classes.contains(&class)
    }

    /// How a record of this collection and status takes part in the ground check.
    #[must_use]
    pub fn part(&self, collection: Collection, status: Status) -> Part {
        let neighbours = match collection {
            Collection::Titles => &self.check.titles,
            Collection::Applications => &self.check.applications,
            Collection::ReservedAreas => &self.check.reserved_areas,
        };
        if neighbours.contains(&status) {
            Part::Neighbour
        } else if collection == Collection::Titles && self.check.waiting.contains(&status) {
            Part::Waiting
        } else {
            Part::Ended
        }
    }

    /// The box in which the parcels of a jurisdiction must lie: its own, or its country's; `None` when
    /// neither is known.
    #[must_use]
    pub fn bounds_of(&self, jurisdiction: &str) -> Option<Bounds> {
        let country = jurisdiction.split('-').next().unwrap_or_default();
        let find = |code: &str| self.jurisdictions.iter().find(|j| !code.is_empty() && j.code == code);
        find(jurisdiction).or_else(|| find(country)).and_then(Jurisdiction::bounds)
    }

    /// Metres by which a position may be off, whether its accuracy is stated or not.
    #[must_use]
    pub fn accuracy(&self, stated: Option<f64>) -> f64 {
        stated.filter(|m| m.is_finite()).unwrap_or(self.check.accuracy_unknown_m)
    }

    /// The bounds of a sliver as the geometry takes them.
    #[must_use]
    pub fn tolerance(&self) -> Tolerance {
        Tolerance { width_mm: self.sliver.width_mm, area_m2: self.sliver.area_m2 }
    }
}

impl Jurisdiction {
    /// The box in units.
    #[must_use]
    pub fn bounds(&self) -> Option<Bounds> {
        Bounds::from_degrees(self.west, self.south, self.east, self.north)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_shipped_rules_are_read() {
        let law = Law::shipped().unwrap();
        assert!(law.is_exclusive(Class::Mining, Status::Active));
        assert!(!law.is_exclusive(Class::Reconnaissance, Status::Active));
        assert!(!law.is_exclusive(Class::Mining, Status::Expired));
        assert_eq!(law.part(Collection::Titles, Status::Pending), Part::Waiting);
        assert_eq!(law.part(Collection::Applications, Status::Pending), Part::Neighbour);
        assert_eq!(law.part(Collection::Titles, Status::Expired), Part::Ended);
        assert_eq!(law.bounds_of("PK-BA"), law.bounds_of("PK"));
        assert_eq!((law.bounds_of(""), law.bounds_of("AU")), (None, None));
        assert!(law.jurisdictions.iter().all(|j| j.bounds().is_some()));
        assert!(law.sliver.width_mm > 0.0 && law.check.neighbours > 0);
    }
}
