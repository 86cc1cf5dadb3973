//! A parcel as compact bytes, for the column `bytea` of the store and for the ledger.
//!
//! Called by stores. Reading never trusts the bytes: counts, ranges, turns and the length are checked
//! and nothing panics; the shape is not validated again, for it was before it was written.
//!
//! Form: version 1, number of polygons; for each its number of rings; for each ring its number of
//! corners and the corners as differences from the one before (the first from the first of the ring
//! before it). Numbers are LEB128 in their shortest form, differences zigzag.

use crate::point::double_area;
use crate::{Parcel, Point, Polygon, Ring};

/// The version that `encode` writes.
const VERSION: u8 = 1;

/// Why bytes are not a parcel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// The bytes end too early or go on too long.
    #[error("parcel bytes have a wrong length")]
    Length,
    /// A version this program does not know.
    #[error("parcel bytes of unknown version {0}")]
    Version(u8),
    /// A number is not in its shortest form or too great.
    #[error("parcel bytes hold a malformed number")]
    Number,
    /// A count is zero or more than the bytes can hold.
    #[error("parcel bytes hold an impossible count")]
    Count,
    /// A corner is off the globe.
    #[error("parcel bytes hold a corner out of range")]
    Range,
    /// A ring turns the wrong way or has no area.
    #[error("parcel bytes hold a ring turned the wrong way")]
    Turn,
}

/// Writes a parcel as compact bytes; equal parcels give equal bytes.
pub fn encode(parcel: &Parcel) -> Vec<u8> {
    let mut out = Vec::with_capacity(8 + parcel.corners() * 6);
    out.push(VERSION);
    put(&mut out, parcel.polygons().len() as u64);
    let mut anchor = Point::default();
    for polygon in parcel.polygons() {
        put(&mut out, 1 + polygon.holes.len() as u64);
        for ring in polygon.rings() {
            put_ring(&mut out, ring, &mut anchor);
        }
    }
    out
}

fn put_ring(out: &mut Vec<u8>, points: &[Point], anchor: &mut Point) {
    put(out, points.len() as u64);
    let mut before = *anchor;
    for p in points {
        put(out, zigzag(p.x.wrapping_sub(before.x)));
        put(out, zigzag(p.y.wrapping_sub(before.y)));
        before = *p;
    }
    *anchor = points.first().copied().unwrap_or(*anchor);
}

fn put(out: &mut Vec<u8>, mut n: u64) {
    while n >= 0x80 {
        out.push((n as u8) | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

const fn zigzag(n: i64) -> u64 {
    ((n << 1) ^ (n >> 63)) as u64
}

const fn unzigzag(n: u64) -> i64 {
    ((n >> 1) as i64) ^ -((n & 1) as i64)
}

/// Reads a parcel from its bytes.
///
/// # Errors
/// [`DecodeError`] says what is wrong with the bytes.
pub fn decode(bytes: &[u8]) -> Result<Parcel, DecodeError> {
    let mut reader = Reader { bytes };
    match reader.byte()? {
        VERSION => {}
        other => return Err(DecodeError::Version(other)),
    }
    let mut anchor = Point::default();
    let count = reader.count(8)?;
    let polygons = (0..count).map(|_| reader.polygon(&mut anchor)).collect::<Result<Vec<_>, _>>()?;
    if !reader.bytes.is_empty() {
        return Err(DecodeError::Length);
    }
    Ok(Parcel::judged(polygons))
}

struct Reader<'a> {
    bytes: &'a [u8],
}

impl Reader<'_> {
    fn byte(&mut self) -> Result<u8, DecodeError> {
        let (first, rest) = self.bytes.split_first().ok_or(DecodeError::Length)?;
        self.bytes = rest;
        Ok(*first)
    }

    fn number(&mut self) -> Result<u64, DecodeError> {
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let bits = u64::from(byte & 0x7f);
            if shift == 63 && bits > 1 {
                return Err(DecodeError::Number);
            }
            value |= bits << shift;
            if byte & 0x80 == 0 {
                return if byte == 0 && shift > 0 { Err(DecodeError::Number) } else { Ok(value) };
            }
        }
        Err(DecodeError::Number)
    }

    /// A count of things that take at least `size` bytes each: a lie about it never asks for memory.
    fn count(&mut self, size: usize) -> Result<usize, DecodeError> {
        let n = usize::try_from(self.number()?).map_err(|_| DecodeError::Count)?;
        if n == 0 || n > self.bytes.len() / size { Err(DecodeError::Count) } else { Ok(n) }
    }

    fn polygon(&mut self, anchor: &mut Point) -> Result<Polygon, DecodeError> {
        let count = self.count(7)?;
        let shell = self.ring(anchor, true)?;
        let holes = (1..count).map(|_| self.ring(anchor, false)).collect::<Result<Vec<_>, _>>()?;
        Ok(Polygon { shell, holes })
    }

    fn ring(&mut self, anchor: &mut Point, ccw: bool) -> Result<Ring, DecodeError> {
        let count = self.count(2)?;
        let mut points = Vec::with_capacity(count);
        let mut before = *anchor;
        for _ in 0..count {
            let (dx, dy) = (unzigzag(self.number()?), unzigzag(self.number()?));
            let p = Point::new(before.x.wrapping_add(dx), before.y.wrapping_add(dy));
            if !p.in_range() {
                return Err(DecodeError::Range);
            }
            points.push(p);
            before = p;
        }
        *anchor = points.first().copied().ok_or(DecodeError::Count)?;
        let area = double_area(&points);
        if area == 0 || (area > 0) != ccw { Err(DecodeError::Turn) } else { Ok(points) }
    }
}
