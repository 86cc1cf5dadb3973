//! Corners as handed in, placed on WGS 84 as integers of 1e-8 degree.
//!
//! Called after a person has answered what the reader asked. Which operation moved the corners, and how
//! well it is known, is said. It closes rings only where the format does, and never judges: that is
//! kaan-geo's check.

use crate::feature::{RawGeometry, Shape};
use crate::geo::{self, Crs, Point};
use crate::number::Number;
use crate::refusal::{NoteCode, Refusal};

/// A geometry on the ground.
#[derive(Debug, Clone, PartialEq)]
pub struct Located {
    /// Polygons of rings of corners, closing corner as handed in, ready for kaan-geo's check.
    pub polygons: Vec<Vec<Vec<Point>>>,
    /// Points, where the geometry is points.
    pub points: Vec<Point>,
    /// The coordinate system it came from.
    pub crs: Crs,
    /// The operation that moved it, for instance `EPSG:1247`; `None` where none did.
    pub operation: Option<&'static str>,
    /// How far the move may be off, in metres; `None` where that is not known.
    pub accuracy_m: Option<f64>,
    /// True when nothing was rounded: the integers are the numbers handed in, and need no copy of them.
    pub is_exact: bool,
    /// [`NoteCode::DatumShifted`], [`NoteCode::AccuracyUnknown`].
    pub notes: Vec<NoteCode>,
}

/// Places a geometry.
///
/// # Errors
/// `beyond-range` for a corner that is not on the globe or not in reach of the projection; it names the
/// corner, counted from 1.
pub fn locate(geometry: &RawGeometry, crs: &Crs) -> Result<Located, Refusal> {
    let placer = geo::Placer::new(crs);
    let mut at = 0;
    let mut one = |corner: &[Number; 2]| {
        at += 1;
        geo::place(&placer, corner)
            .ok_or_else(|| Refusal::new("beyond-range").with("corner", at).with("x", corner[0]).with("y", corner[1]))
    };
    let (mut polygons, mut points) = (Vec::new(), Vec::new());
    match geometry.shape {
        Shape::Points => points = geometry.corners.iter().map(&mut one).collect::<Result<_, _>>()?,
        Shape::Polygons => {
            polygons.reserve_exact(geometry.polygon_ends.len());
            for polygon in geometry.polygons() {
                let mut rings = Vec::with_capacity(polygon.len());
                for ring in polygon {
                    let mut corners: Vec<Point> = Vec::with_capacity(ring.len() + 1);
                    for corner in ring {
                        corners.push(one(corner)?);
                    }
                    match (corners.first().copied(), corners.last().copied()) {
                        (Some(first), Some(last)) if geometry.closes_itself && first != last => corners.push(first),
                        _ => {}
                    }
                    rings.push(corners);
                }
                polygons.push(rings);
            }
        }
        Shape::None | Shape::Lines => {}
    }
    let (operation, accuracy_m) = (crs.operation(), crs.accuracy_m());
    let mut notes = Vec::new();
    if operation.is_some() {
        notes.push(NoteCode::DatumShifted);
        if accuracy_m.is_none() {
            notes.push(NoteCode::AccuracyUnknown);
        }
    }
    let is_exact = crs.is_wgs84() && geometry.is_whole_units();
    Ok(Located { polygons, points, crs: *crs, operation, accuracy_m, is_exact, notes })
}
