//! How two parcels stand to each other in the law's words: disjoint, touching, a sliver, an overlap.
//!
//! Called by the check and by imports. The exact verdict comes first and is never overruled: an area
//! only tells a sliver from an overlap. It never knows a tolerance of its own: those are the law's.

use crate::overlay::pieces;
use crate::{Parcel, Verdict, verdict};

/// Below which common ground is a sliver: either bound is enough.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tolerance {
    /// Mean width, millimetres.
    pub width_mm: f64,
    /// Area on the ellipsoid, square metres.
    pub area_m2: f64,
}

/// How two parcels stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// They have nothing in common.
    Disjoint,
    /// They share a border or a corner, and no ground.
    Touch,
    /// They share ground, below the tolerance.
    Sliver,
    /// They share ground.
    Overlap,
}

/// How two parcels stand to each other, and how much they share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Relation {
    /// Which of the four.
    pub kind: Kind,
    /// Common ground on the ellipsoid, square metres; 0 where no ground is shared.
    pub area_m2: f64,
    /// Mean width of the widest piece of common ground, millimetres; `None` where none is shared.
    pub width_mm: Option<f64>,
}

/// How two valid parcels stand to each other. Symmetric.
///
/// The mean width of a piece is twice its area by its perimeter: for a thin piece that is its area by its
/// length, however it bends. It is taken for each connected piece, since a long sliver in one place
/// must not hide a square in another: an overlap is ground in pieces wide enough, together large enough.
pub fn relation(a: &Parcel, b: &Parcel, tolerance: Tolerance) -> Relation {
    match verdict(a, b) {
        Verdict::Apart => Relation { kind: Kind::Disjoint, area_m2: 0.0, width_mm: None },
        Verdict::Point | Verdict::Line => Relation { kind: Kind::Touch, area_m2: 0.0, width_mm: None },
        Verdict::Overlap => measured(&pieces(a, b), tolerance),
    }
}

fn measured(pieces: &[(f64, f64)], tolerance: Tolerance) -> Relation {
    let (mut area, mut wide, mut widest) = (0.0, 0.0, 0.0f64);
    for (piece, around) in pieces {
        let width_mm = if *around > 0.0 { 2000.0 * piece / around } else { 0.0 };
        area += piece;
        widest = widest.max(width_mm);
        wide += if width_mm >= tolerance.width_mm { *piece } else { 0.0 };
    }
    let kind = if wide > 0.0 && wide >= tolerance.area_m2 { Kind::Overlap } else { Kind::Sliver };
    Relation { kind, area_m2: area, width_mm: Some(widest) }
}

/// Whether a relation stands beyond the error of the positions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Certainty {
    /// The common ground is wider than the error, or there is no error.
    Certain,
    /// A survey decides.
    Uncertain,
}

/// Whether common ground of that width (`None` for a mere touch) stands when the positions may be off by
/// so many metres. A position whose error is not a number is never certain.
pub fn certainty(width_mm: Option<f64>, accuracy_m: f64) -> Certainty {
    if width_mm.unwrap_or(0.0) >= accuracy_m * 1000.0 { Certainty::Certain } else { Certainty::Uncertain }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Point;

    const LAW: Tolerance = Tolerance { width_mm: 20.0, area_m2: 1.0 };

    /// A rectangle near 66° E 30° N; a unit is about 0.96 mm wide and 1.11 mm high there.
    fn rect(x0: i64, y0: i64, x1: i64, y1: i64) -> Vec<Point> {
        let at = |x, y| Point::new(6_600_000_000 + x, 3_000_000_000 + y);
        vec![at(x0, y0), at(x1, y0), at(x1, y1), at(x0, y1)]
    }

    fn parcel(rings: &[Vec<Point>]) -> Parcel {
        Parcel::from_valid(rings.iter().map(|r| vec![r.clone()]).collect())
    }

    #[test]
    fn the_four_kinds() {
        let a = parcel(&[rect(0, 0, 1_000_000, 1_000_000)]);
        let kind = |b: Parcel| relation(&a, &b, LAW).kind;
        assert_eq!(kind(parcel(&[rect(2_000_000, 0, 3_000_000, 1_000_000)])), Kind::Disjoint);
        assert_eq!(kind(parcel(&[rect(1_000_000, 0, 2_000_000, 1_000_000)])), Kind::Touch);
        assert_eq!(kind(parcel(&[rect(1_000_000 - 15, 0, 2_000_000, 1_000_000)])), Kind::Sliver);
        assert_eq!(kind(parcel(&[rect(1_000_000 - 25, 0, 2_000_000, 1_000_000)])), Kind::Overlap);
        // 500 by 500 units are a quarter of a square metre: small, though wide.
        assert_eq!(kind(parcel(&[rect(999_500, 999_500, 2_000_000, 2_000_000)])), Kind::Sliver);
    }

    #[test]
    fn a_long_sliver_does_not_hide_a_square_elsewhere() {
        let a = parcel(&[rect(0, 0, 100_000_000, 1_000_000)]);
        let b = parcel(&[rect(0, 999_999, 90_000_000, 2_000_000), rect(95_000_000, 990_000, 96_000_000, 2_000_000)]);
        let found = relation(&a, &b, LAW);
        assert_eq!(found.kind, Kind::Overlap);
        assert!(found.width_mm > Some(5_000.0), "{found:?}");
    }

    #[test]
    fn an_overlap_thinner_than_the_error_is_uncertain() {
        assert_eq!(certainty(Some(14_000.0), 15.0), Certainty::Uncertain);
        assert_eq!(certainty(Some(16_000.0), 15.0), Certainty::Certain);
        assert_eq!(certainty(None, 0.0), Certainty::Certain);
        assert_eq!(certainty(None, 1.0), Certainty::Uncertain);
        assert_eq!(certainty(Some(1e9), f64::NAN), Certainty::Uncertain);
    }
}
