//! A parcel as well-known text and binary, and degrees as text.
//!
//! Used by the writers and by others who hand geometry on. They never round: 1e-8 degree is printed
//! with eight decimals, trailing zeros cut off.

use super::Ground;
use crate::geo::{Point, Ring, corners, to_degrees};
use std::io::{self, Write};

/// Writes units of 1e-8 degree as decimal degrees, at most eight decimals, no trailing zeros.
///
/// # Errors
/// Those of the writer.
pub fn put_degrees(out: &mut impl Write, units: i64) -> io::Result<()> {
    let mut text = [0u8; 24];
    let mut at = text.len();
    let mut rest = units.unsigned_abs();
    let mut digit = |d: u8, at: &mut usize| {
        *at -= 1;
        text[*at] = d;
    };
    let mut decimals = 8;
    while decimals > 0 && rest.is_multiple_of(10) {
        rest /= 10;
        decimals -= 1;
    }
    for _ in 0..decimals {
        digit(b'0' + (rest % 10) as u8, &mut at);
        rest /= 10;
    }
    if decimals > 0 {
        digit(b'.', &mut at);
    }
    loop {
        digit(b'0' + (rest % 10) as u8, &mut at);
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if units < 0 {
        digit(b'-', &mut at);
    }
    out.write_all(&text[at..])
}

/// Well-known text: `MULTIPOLYGON (((…)))`, `POINT (…)`, or nothing.
///
/// # Errors
/// Those of the writer.
pub fn wkt(out: &mut impl Write, ground: Ground<'_>) -> io::Result<()> {
    match ground {
        Ground::None => Ok(()),
        Ground::Point(p) => {
            out.write_all(b"POINT (")?;
            put_point(out, p, b" ")?;
            out.write_all(b")")
        }
        Ground::Parcel(parcel) => {
            out.write_all(b"MULTIPOLYGON (")?;
            for (n, polygon) in parcel.polygons().iter().enumerate() {
                out.write_all(if n == 0 { b"(" } else { b", (" })?;
                for (n, ring) in polygon.rings().enumerate() {
                    out.write_all(if n == 0 { b"(" } else { b", (" })?;
                    for (n, p) in closed(ring).enumerate() {
                        out.write_all(if n == 0 { b"" } else { b", " })?;
                        put_point(out, *p, b" ")?;
                    }
                    out.write_all(b")")?;
                }
                out.write_all(b")")?;
            }
            out.write_all(b")")
        }
    }
}

pub(crate) fn put_point(out: &mut impl Write, p: Point, between: &[u8]) -> io::Result<()> {
    put_degrees(out, p.x)?;
    out.write_all(between)?;
    put_degrees(out, p.y)
}

/// A ring's corners, the first again at the end.
pub(crate) fn closed(ring: &Ring) -> impl Iterator<Item = &Point> {
    corners(ring).iter().chain(corners(ring).first())
}

/// Well-known binary, little-endian, doubles of degrees; empty for no ground.
pub fn wkb(ground: Ground<'_>) -> Vec<u8> {
    let mut out = Vec::new();
    put_wkb(&mut out, ground);
    out
}

pub(crate) fn put_wkb(out: &mut Vec<u8>, ground: Ground<'_>) {
    let head = |out: &mut Vec<u8>, kind: u32| {
        out.push(1);
        out.extend(kind.to_le_bytes());
    };
    let point = |out: &mut Vec<u8>, p: &Point| {
        out.extend(to_degrees(p.x).to_le_bytes());
        out.extend(to_degrees(p.y).to_le_bytes());
    };
    let count = |out: &mut Vec<u8>, n: usize| out.extend((n as u32).to_le_bytes());
    match ground {
        Ground::None => {}
        Ground::Point(p) => {
            head(out, 1);
            point(out, &p);
        }
        Ground::Parcel(parcel) => {
            head(out, 6);
            count(out, parcel.polygons().len());
            for polygon in parcel.polygons() {
                head(out, 3);
                count(out, 1 + polygon.holes.len());
                for ring in polygon.rings() {
                    count(out, corners(ring).len() + 1);
                    closed(ring).for_each(|p| point(out, p));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn degrees_are_printed_digit_by_digit() {
        for (units, text) in [
            (0, "0"),
            (1, "0.00000001"),
            (-1, "-0.00000001"),
            (6_158_000_000, "61.58"),
            (-18_000_000_000, "-180"),
            (2_927_000_001, "29.27000001"),
            (50_000_000, "0.5"),
        ] {
            let mut out = Vec::new();
            put_degrees(&mut out, units).unwrap();
            assert_eq!(String::from_utf8(out).unwrap(), text);
        }
    }
}
