//! A parcel as rings in the units of one tile: projected, thinned, clipped. For display only.
//!
//! Called by `tiles`. It never feeds a verdict: coordinates are rounded to the tile's grid here.

use super::mvt::EXTENT;

/// How far shapes reach over the tile's edge, in tile units, so that borders are not drawn at it.
const BUFFER: f64 = 64.0;
/// 1e-8 degree.
const UNIT: f64 = 1e-8;

/// The address of a tile in the usual square grid (Web Mercator, EPSG:3857, north at the top).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Address {
    /// Zoom, 0 to 22.
    pub z: u8,
    /// Column from the west.
    pub x: u32,
    /// Row from the north.
    pub y: u32,
}

impl Address {
    /// An address that exists.
    pub fn new(z: u32, x: u32, y: u32) -> Option<Address> {
        let side = 1u32.checked_shl(z).filter(|_| z <= 22)?;
        (x < side && y < side).then_some(Address { z: z as u8, x, y })
    }

    /// Whether it shows so much of the world that the whole register may be in it.
    pub fn is_wide(self) -> bool {
        self.z <= 6
    }

    /// West, south, east, north of the tile with its buffer, 1e-8 degree.
    pub fn bounds(self) -> [i64; 4] {
        let n = f64::from(1u32 << self.z);
        let over = BUFFER / f64::from(EXTENT);
        let lon = |x: f64| ((x / n * 360.0 - 180.0) / UNIT) as i64;
        let lat = |y: f64| {
            let t = std::f64::consts::PI * (1.0 - 2.0 * y / n);
            (t.sinh().atan().to_degrees().clamp(-90.0, 90.0) / UNIT) as i64
        };
        let (x, y) = (f64::from(self.x), f64::from(self.y));
        [lon(x - over), lat(y + 1.0 + over), lon(x + 1.0 + over), lat(y - over)]
    }
}

/// Projects points of 1e-8 degree into the units of one tile.
pub struct Projector {
    scale: f64,
    left: f64,
    top: f64,
    /// Latitude of the tile's middle, radians, and the terms of the projection around it (Taylor, to the
    /// fourth power): many times quicker than its tangent and hyperbolic arc sine.
    middle: f64,
    terms: [f64; 5],
    /// So far from the middle the terms hold to a fraction of a unit, radians.
    near: f64,
}

impl Projector {
    /// For one tile.
    pub fn new(at: Address) -> Self {
        let n = f64::from(1u32 << at.z);
        let (scale, top) = (n * f64::from(EXTENT), f64::from(at.y) * f64::from(EXTENT));
        let middle = (std::f64::consts::PI * (1.0 - 2.0 * (f64::from(at.y) + 0.5) / n)).sinh().atan();
        let (sec, tan) = (1.0 / middle.cos(), middle.tan());
        // Derivatives of asinh(tan x), each over its factorial.
        let second = sec * tan / 2.0;
        let third = sec * (sec * sec + tan * tan) / 6.0;
        let fourth = sec * tan * (5.0 * sec * sec + tan * tan) / 24.0;
        let terms = [tan.asinh(), sec, second, third, fourth];
        // A tile and a half from the middle; nothing at zooms at which a tile is wide.
        let near = if at.z < 7 { 0.0 } else { 1.5 * std::f64::consts::TAU / n * middle.cos() };
        Projector { scale, left: f64::from(at.x) * f64::from(EXTENT), top, middle, terms, near }
    }

    /// A point in tile units, not rounded.
    pub fn point(&self, x: i64, y: i64) -> (f64, f64) {
        let lon = x as f64 * UNIT;
        let lat = (y as f64 * UNIT).clamp(-85.06, 85.06).to_radians();
        let d = lat - self.middle;
        let mercator = if d.abs() <= self.near {
            let [a, b, c, e, f] = self.terms;
            a + d * (b + d * (c + d * (e + d * f)))
        } else {
            lat.tan().asinh()
        };
        let my = (1.0 - mercator / std::f64::consts::PI) / 2.0;
        ((lon / 360.0 + 0.5) * self.scale - self.left, my * self.scale - self.top)
    }

    /// Whether a box is smaller than the least mark that can be seen.
    pub fn is_speck(&self, b: [i64; 4]) -> bool {
        let width = (b[2] - b[0]).max(b[3] - b[1]) as f64 * UNIT / 360.0 * self.scale;
        width < 4.0
    }

    /// A ring clipped to the tile and rounded to its grid; empty when nothing of it is left.
    ///
    /// `shell` says which way it must run.
    pub fn ring(&self, points: impl Iterator<Item = (i64, i64)>, shell: bool) -> Vec<(i32, i32)> {
        let mut ring: Vec<(f64, f64)> = Vec::new();
        for (x, y) in points {
            let p = self.point(x, y);
            if ring.last().is_none_or(|l| (l.0 - p.0).abs() + (l.1 - p.1).abs() >= 1.0) {
                ring.push(p);
            }
        }
        let most = f64::from(EXTENT) + BUFFER;
        if ring.iter().any(|p| p.0 < -BUFFER || p.1 < -BUFFER || p.0 > most || p.1 > most) {
            for side in 0..4 {
                ring = cut(&ring, side, -BUFFER, most);
            }
        }
        let mut out: Vec<(i32, i32)> = ring.iter().map(|p| (p.0.round() as i32, p.1.round() as i32)).collect();
        out.dedup();
        if out.len() > 1 && out.first() == out.last() {
            out.pop();
        }
        let area = doubled_area(&out);
        if out.len() < 3 || area == 0 {
            return Vec::new();
        }
        if (area > 0) != shell {
            out.reverse();
        }
        out
    }

    /// Whether any corner lies in the tile or its buffer.
    pub fn shows(&self, ring: &[(i32, i32)]) -> bool {
        let inside = |v: i32| f64::from(v) >= -BUFFER && f64::from(v) <= f64::from(EXTENT) + BUFFER;
        ring.iter().any(|p| inside(p.0) && inside(p.1))
    }

    /// The least mark that can be seen, where a shape is too small for its own corners: four units wide.
    pub fn mark(&self, x: i64, y: i64) -> Vec<(i32, i32)> {
        let p = self.point(x, y);
        let (x, y) = (p.0.round() as i32, p.1.round() as i32);
        vec![(x - 4, y - 4), (x + 4, y - 4), (x + 4, y + 4), (x - 4, y + 4)]
    }
}

/// Twice the area in the sense of MVT 4.3.4.4 (positive for a shell, y downwards).
fn doubled_area(ring: &[(i32, i32)]) -> i64 {
    let wrap = ring.iter().skip(1).chain(ring.first());
    ring.iter().zip(wrap).map(|(a, b)| i64::from(a.0) * i64::from(b.1) - i64::from(b.0) * i64::from(a.1)).sum()
}

/// Keeps what lies inside one side of the box (Sutherland and Hodgman, 1974).
fn cut(ring: &[(f64, f64)], side: u8, least: f64, most: f64) -> Vec<(f64, f64)> {
    let depth = |p: (f64, f64)| match side {
        0 => p.0 - least,
        1 => most - p.0,
        2 => p.1 - least,
        _ => most - p.1,
    };
    let mut out = Vec::with_capacity(ring.len() + 4);
    let Some(mut before) = ring.last().copied() else { return out };
    for &p in ring {
        let (d0, d1) = (depth(before), depth(p));
        if (d0 < 0.0) != (d1 < 0.0) {
            let t = d0 / (d0 - d1);
            out.push((before.0 + (p.0 - before.0) * t, before.1 + (p.1 - before.1) * t));
        }
        if d1 >= 0.0 {
            out.push(p);
        }
        before = p;
    }
    out
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn only_tiles_that_exist_have_an_address() {
        assert!(Address::new(0, 0, 0).is_some() && Address::new(22, (1 << 22) - 1, 0).is_some());
        assert!(Address::new(0, 1, 0).is_none() && Address::new(23, 0, 0).is_none() && Address::new(4_000_000_000, 0, 0).is_none());
    }

    #[test]
    fn the_whole_world_lies_in_the_first_tile() {
        let p = Projector::new(Address::new(0, 0, 0).unwrap());
        let (x, y) = p.point(0, 0);
        assert!((x - 2048.0).abs() < 1e-6 && (y - 2048.0).abs() < 1e-6);
        let b = Address::new(0, 0, 0).unwrap().bounds();
        assert!(b[0] < -180_0000_0000 + 1 && b[3] > 85_0000_0000);
    }

    #[test]
    fn the_quick_projection_is_the_exact_one() {
        for (z, x, y) in [(7, 88, 52), (9, 350, 215), (14, 11_200, 6_900), (20, 716_000, 441_000)] {
            let at = Address::new(z, x, y).unwrap();
            let quick = Projector::new(at);
            let exact = Projector { near: -1.0, ..Projector::new(at) };
            let b = at.bounds();
            for part in 0..=20 {
                let lat = b[1] + (b[3] - b[1]) * part / 20;
                let (a, e) = (quick.point(b[0], lat), exact.point(b[0], lat));
                assert!((a.1 - e.1).abs() < 0.05, "zoom {z}: {} for {}", a.1, e.1);
            }
        }
    }

    #[test]
    fn a_shape_larger_than_the_tile_is_cut_to_it_and_a_shell_has_positive_area() {
        let p = Projector::new(Address::new(10, 700, 420).unwrap());
        let world = [(-170, -80), (170, -80), (170, 80), (-170, 80)].map(|(x, y)| (x * 100_000_000, y * 100_000_000));
        let ring = p.ring(world.into_iter(), true);
        assert_eq!(ring.len(), 4);
        assert!(doubled_area(&ring) > 0 && ring.iter().all(|p| (-64..=4160).contains(&p.0)));
        assert!(p.ring([(0, 0), (1, 0), (1, 1)].into_iter(), true).is_empty());
    }
}
