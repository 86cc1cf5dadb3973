//! Tolerances and classes by which ground is judged, read from `law/cadastre.toml`.
//!
//! Called by the import, the ground and the check. It never holds a number of the law itself: what a
//! notification can change stands in the file.

use crate::model::{Class, Status};
use kaan_geo::Tolerance;
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
    /// Where a parcel may lie.
    pub bounds: Bounds,
    /// Limits of one question.
    pub check: Limits,
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

/// Degrees of WGS 84.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Bounds {
    /// Least longitude.
    pub west: f64,
    /// Least latitude.
    pub south: f64,
    /// Greatest longitude.
    pub east: f64,
    /// Greatest latitude.
    pub north: f64,
}

/// Limits of one question.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Limits {
    /// Neighbours named in one answer.
    pub neighbours: usize,
    /// Corners in one question.
    pub corners: usize,
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

    /// The bounds of a sliver as the geometry takes them.
    #[must_use]
    pub fn tolerance(&self) -> Tolerance {
        Tolerance { width_mm: self.sliver.width_mm, area_m2: self.sliver.area_m2 }
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
        assert!(law.sliver.width_mm > 0.0 && law.check.neighbours > 0);
    }
}
