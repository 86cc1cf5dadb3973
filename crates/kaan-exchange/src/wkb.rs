//! Well-known binary, in: ISO (SQL/MM part 3) and PostGIS's extended form, and GeoPackage's header.
//!
//! Called by the GeoPackage reader and by tables with hexadecimal columns. Counts are checked against
//! the bytes that are there before anything is reserved. It never reads curves: a boundary is corners.

use crate::feature::{RawGeometry, Shape};
use crate::limits::Meter;
use crate::number::Number;
use crate::refusal::{Refusal, RowFault};

/// What was left out of a geometry.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LeftOut {
    /// Heights or measures.
    pub z: bool,
    /// Parts that are no polygons, beside polygons.
    pub parts: bool,
}

/// Reads a GeoPackage geometry (OGC 12-128r19, 2.1.3): header `GP`, then WKB.
pub(crate) fn geopackage(blob: &[u8], meter: &mut Meter) -> Result<(RawGeometry, LeftOut), RowFault> {
    let broken = || Refusal::new("geometry-broken").skipping();
    let flags = *blob.get(3).ok_or_else(broken)?;
    if !blob.starts_with(b"GP") || flags & 0b0010_0000 != 0 {
        return Err(Refusal::new("geometry-not-supported").with("kind", "extended GeoPackage geometry").skipping());
    }
    let envelope = match flags >> 1 & 0b111 {
        0 => 0,
        1 => 32,
        2 | 3 => 48,
        4 => 64,
        _ => return Err(broken()),
    };
    let wkb = blob.get(8 + envelope..).ok_or_else(broken)?;
    if flags & 0b0001_0000 != 0 {
        return Ok((RawGeometry::default(), LeftOut::default()));
    }
    read(wkb, meter)
}

/// Reads WKB or EWKB.
pub(crate) fn read(wkb: &[u8], meter: &mut Meter) -> Result<(RawGeometry, LeftOut), RowFault> {
    let mut r = Reader { bytes: wkb, at: 0, geometry: RawGeometry::default(), out: LeftOut::default(), meter };
    r.one(0)?;
    Ok((r.geometry, r.out))
}

struct Reader<'b, 'm> {
    bytes: &'b [u8],
    at: usize,
    geometry: RawGeometry,
    out: LeftOut,
    meter: &'m mut Meter,
}

/// Byte order, kind and ordinates of one geometry.
#[derive(Clone, Copy)]
struct Head {
    little: bool,
    kind: u32,
    ordinates: usize,
}

impl Reader<'_, '_> {
    fn broken(&self) -> RowFault {
        Refusal::new("geometry-broken").with("byte", self.at).skipping()
    }

    fn take<const N: usize>(&mut self) -> Result<[u8; N], RowFault> {
        let part = self.bytes.get(self.at..self.at + N).and_then(|p| p.try_into().ok());
        let part = part.ok_or_else(|| self.broken())?;
        self.at += N;
        Ok(part)
    }

    fn u32(&mut self, little: bool) -> Result<u32, RowFault> {
        let b = self.take::<4>()?;
        Ok(if little { u32::from_le_bytes(b) } else { u32::from_be_bytes(b) })
    }

    /// A count of things of at least `size` bytes each.
    fn count(&mut self, little: bool, size: usize) -> Result<usize, RowFault> {
        let n = self.u32(little)? as usize;
        if n.saturating_mul(size) > self.bytes.len() - self.at { Err(self.broken()) } else { Ok(n) }
    }

    fn head(&mut self) -> Result<Head, RowFault> {
        let little = match self.take::<1>()? {
            [0] => false,
            [1] => true,
            _ => return Err(self.broken()),
        };
        let code = self.u32(little)?;
        if code & 0x2000_0000 != 0 {
            self.u32(little)?;
        }
        let plain = code & 0x0fff_ffff;
        let more = match plain / 1000 {
            0 => u32::from(code & 0x8000_0000 != 0) + u32::from(code & 0x4000_0000 != 0),
            1 | 2 => 1,
            3 => 2,
            _ => return Err(self.broken()),
        };
        self.out.z |= more > 0;
        Ok(Head { little, kind: plain % 1000, ordinates: 2 + more as usize })
    }

    /// One geometry of any kind, with its parts.
    fn one(&mut self, depth: u32) -> Result<(), RowFault> {
        if depth > self.meter.limits.max_depth {
            return Err(Refusal::new("too-deep").with("limit", self.meter.limits.max_depth).skipping());
        }
        let head = self.head()?;
        match head.kind {
            1 => {
                self.corners(head, 1, Shape::Points)?;
            }
            2 => {
                let n = self.count(head.little, head.ordinates * 8)?;
                self.corners(head, n, Shape::Lines)?;
            }
            3 => self.polygon(head)?,
            4..=7 | 12 => {
                let n = self.count(head.little, 5)?;
                for _ in 0..n {
                    self.one(depth + 1)?;
                }
            }
            8..=11 => return Err(Refusal::new("curve-not-supported").skipping()),
            kind => return Err(Refusal::new("geometry-not-supported").with("kind", kind).skipping()),
        }
        Ok(())
    }

    fn polygon(&mut self, head: Head) -> Result<(), RowFault> {
        let rings = self.count(head.little, 4)?;
        self.begin(Shape::Polygons);
        for _ in 0..rings {
            let n = self.count(head.little, head.ordinates * 8)?;
            self.corners(head, n, Shape::Polygons)?;
            self.meter.ring(self.geometry.ring_ends.len())?;
        }
        self.geometry.end_polygon();
        Ok(())
    }

    /// Decides what the whole becomes: polygons win over anything else.
    fn begin(&mut self, shape: Shape) -> bool {
        let now = self.geometry.shape;
        if now == Shape::None || now == shape {
            self.geometry.shape = shape;
            return true;
        }
        self.out.parts = true;
        if shape == Shape::Polygons {
            self.geometry = RawGeometry { shape, ..RawGeometry::default() };
        }
        shape == Shape::Polygons
    }

    fn corners(&mut self, head: Head, n: usize, shape: Shape) -> Result<(), RowFault> {
        let keep = shape == Shape::Polygons || self.begin(shape);
        self.geometry.corners.reserve(if keep { n.min(100_000) } else { 0 });
        for _ in 0..n {
            let (x, y) = (self.double(head.little)?, self.double(head.little)?);
            for _ in 2..head.ordinates {
                self.take::<8>()?;
            }
            let empty_point = shape == Shape::Points && x.is_nan() && y.is_nan();
            if !keep || empty_point {
                continue;
            }
            if !(x.is_finite() && y.is_finite()) {
                return Err(Refusal::new("number-not-finite").with("byte", self.at).skipping());
            }
            self.geometry.corners.push([Number::Float(x), Number::Float(y)]);
            self.meter.corner(self.geometry.corners.len())?;
        }
        if keep && shape != Shape::Points {
            self.geometry.end_ring();
        }
        Ok(())
    }

    fn double(&mut self, little: bool) -> Result<f64, RowFault> {
        let b = self.take::<8>()?;
        Ok(if little { f64::from_le_bytes(b) } else { f64::from_be_bytes(b) })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::limits::Limits;
    use proptest::prelude::*;
    use std::sync::Arc;

    fn meter() -> Meter {
        Meter::new(Limits::upload(), Arc::new(|| false))
    }

    fn polygon_z() -> Vec<u8> {
        let mut b = vec![1, 0xeb, 3, 0, 0, 1, 0, 0, 0, 4, 0, 0, 0];
        for (x, y) in [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0)] {
            for v in [x, y, 9.0f64] {
                b.extend(v.to_le_bytes());
            }
        }
        b
    }

    #[test]
    fn a_polygon_with_heights_is_read_without_them() {
        let (g, out) = read(&polygon_z(), &mut meter()).unwrap();
        assert_eq!((g.shape, g.corners.len(), out.z), (Shape::Polygons, 4, true));
        assert_eq!(g.as_handed_in(), "[[[[0,0],[1,0],[1,1],[0,0]]]]");
    }

    #[test]
    fn a_count_larger_than_the_bytes_is_refused_before_anything_is_reserved() {
        let mut b = polygon_z();
        b[9..13].copy_from_slice(&u32::MAX.to_le_bytes());
        assert_eq!(read(&b, &mut meter()).unwrap_err().refusal.code, "geometry-broken");
    }

    #[test]
    fn curves_and_deep_nests_are_refused() {
        let curve = [1, 8, 0, 0, 0, 0, 0, 0, 0];
        assert_eq!(read(&curve, &mut meter()).unwrap_err().refusal.code, "curve-not-supported");
        let nest: Vec<u8> = [1u8, 7, 0, 0, 0, 1, 0, 0, 0].repeat(100_000);
        assert_eq!(read(&nest, &mut meter()).unwrap_err().refusal.code, "too-deep");
    }

    #[test]
    fn not_a_number_is_refused() {
        let mut b = polygon_z();
        b[13..21].copy_from_slice(&f64::NAN.to_le_bytes());
        assert_eq!(read(&b, &mut meter()).unwrap_err().refusal.code, "number-not-finite");
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = read(&bytes, &mut meter());
            let _ = geopackage(&bytes, &mut meter());
        }

        #[test]
        fn a_changed_byte_never_panics(at in 0usize..109, to in any::<u8>()) {
            let mut b = polygon_z();
            b[at] = to;
            let _ = read(&b, &mut meter());
        }
    }
}
