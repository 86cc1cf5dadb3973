//! The sides of parcels: which of them meet a box, which pairs may meet, and where a point lies.
//!
//! Used by the verdict and the validator. It never computes a point that is not given to it.

use crate::point::{orient, within};
use crate::{Bounds, Parcel, Point, Ring};

/// One side of a ring, with its place in it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Side {
    /// From.
    pub a: Point,
    /// To.
    pub b: Point,
    /// Which ring of the parcel, counted over all its polygons.
    pub ring: u32,
    /// Which side of the ring.
    pub n: u32,
}

impl Side {
    pub(crate) const fn bounds(&self) -> Bounds {
        let (x0, x1) = if self.a.x < self.b.x { (self.a.x, self.b.x) } else { (self.b.x, self.a.x) };
        let (y0, y1) = if self.a.y < self.b.y { (self.a.y, self.b.y) } else { (self.b.y, self.a.y) };
        Bounds { x0, y0, x1, y1 }
    }
}

/// The sides of one ring.
pub(crate) fn of_ring(ring: &Ring, number: u32) -> impl Iterator<Item = Side> + '_ {
    let count = ring.len();
    (0..count).map(move |i| Side { a: ring[i], b: ring[(i + 1) % count], ring: number, n: i as u32 })
}

/// The sides of a parcel whose boxes meet `within`, in ring order.
pub(crate) fn meeting(parcel: &Parcel, within: Bounds) -> Vec<Side> {
    let mut out = Vec::with_capacity(16);
    for (number, ring) in parcel.rings().enumerate() {
        out.extend(of_ring(ring, number as u32).filter(|s| s.bounds().meets(within)));
    }
    out
}

/// Calls `f` for every pair of sides whose boxes meet, until it answers `false`.
///
/// Few pairs are tried one by one; many through a list sorted from west to east.
pub(crate) fn pairs(a: &[Side], b: &[Side], mut f: impl FnMut(usize, usize) -> bool) -> bool {
    if a.len() * b.len() <= 2048 {
        for (i, s) in a.iter().enumerate() {
            let box_of = s.bounds();
            for (j, t) in b.iter().enumerate() {
                if t.bounds().meets(box_of) && !f(i, j) {
                    return false;
                }
            }
        }
        return true;
    }
    let mut order: Vec<u32> = (0..b.len() as u32).collect();
    order.sort_unstable_by_key(|j| b[*j as usize].bounds().x0);
    let widest = b.iter().map(|t| t.bounds().x1 - t.bounds().x0).max().unwrap_or(0);
    for (i, s) in a.iter().enumerate() {
        let box_of = s.bounds();
        let from = order.partition_point(|j| b[*j as usize].bounds().x0 < box_of.x0 - widest);
        for j in order[from..].iter().map(|j| *j as usize) {
            if b[j].bounds().x0 > box_of.x1 {
                break;
            }
            if b[j].bounds().meets(box_of) && !f(i, j) {
                return false;
            }
        }
    }
    true
}

/// Where a point of doubled coordinates lies: 1 inside, 0 on the border, -1 outside. Exact.
pub(crate) fn place(parcel: &Parcel, m: Point) -> i32 {
    let mut odd = false;
    for ring in parcel.rings() {
        match place_in_ring(ring, m) {
            0 => return 0,
            1 => odd = !odd,
            _ => {}
        }
    }
    if odd { 1 } else { -1 }
}

/// The same for one ring alone, whichever way it turns.
pub(crate) fn place_in_ring(ring: &[Point], m: Point) -> i32 {
    let Some(last) = ring.last() else { return -1 };
    let mut odd = false;
    let mut a = Point::new(last.x * 2, last.y * 2);
    for p in ring {
        let b = Point::new(p.x * 2, p.y * 2);
        if a.y.max(b.y) >= m.y && a.y.min(b.y) <= m.y && a.x.max(b.x) >= m.x {
            let side = orient(a, b, m);
            if side == 0 && within(a, b, m) {
                return 0;
            }
            if (a.y > m.y) != (b.y > m.y) && ((side > 0) == (b.y > a.y)) {
                odd = !odd;
            }
        }
        a = b;
    }
    if odd { 1 } else { -1 }
}
