//! Which rings are shells and which are holes, by where they lie.
//!
//! Called by the shapefile and drawing readers, whose formats give rings without saying so, or say so
//! by a direction that real files have wrong. It never moves or turns a ring, and leaves to the
//! validator whether the outcome makes sense.

use crate::feature::RawGeometry;
use crate::limits::Meter;
use crate::refusal::{Refusal, RowFault};

/// Steps of ring against corner before a feature counts as too tangled to sort.
const MAX_STEPS: u64 = 200_000_000;

struct Ring {
    corners: Vec<[f64; 2]>,
    area: f64,
    bounds: [f64; 4],
}

impl Ring {
    fn new(geometry: &RawGeometry, n: usize) -> Self {
        let corners: Vec<[f64; 2]> = geometry.ring(n).unwrap_or_default().iter().map(|c| [c[0].to_f64(), c[1].to_f64()]).collect();
        let mut bounds = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
        for c in &corners {
            bounds = [bounds[0].min(c[0]), bounds[1].min(c[1]), bounds[2].max(c[0]), bounds[3].max(c[1])];
        }
        let o = corners.first().copied().unwrap_or_default();
        let next = corners.iter().cycle().skip(1);
        let area: f64 = corners.iter().zip(next).map(|(a, b)| (a[0] - o[0]) * (b[1] - o[1]) - (b[0] - o[0]) * (a[1] - o[1])).sum();
        Ring { corners, area: area.abs(), bounds }
    }

    fn within(&self, other: &Ring) -> bool {
        let (a, b) = (self.bounds, other.bounds);
        self.area < other.area && a[0] >= b[0] && a[1] >= b[1] && a[2] <= b[2] && a[3] <= b[3]
    }

    /// 1 inside, 0 on the border as far as doubles can tell, -1 outside.
    fn place(&self, p: [f64; 2]) -> i32 {
        let mut odd = false;
        let mut a = self.corners.last().copied().unwrap_or_default();
        for &b in &self.corners {
            let side = (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]);
            let reach = a[0].min(b[0]) <= p[0] && p[0] <= a[0].max(b[0]) && a[1].min(b[1]) <= p[1] && p[1] <= a[1].max(b[1]);
            if side == 0.0 && reach {
                return 0;
            }
            if (a[1] > p[1]) != (b[1] > p[1]) && (side > 0.0) == (b[1] > a[1]) {
                odd = !odd;
            }
            a = b;
        }
        if odd { 1 } else { -1 }
    }

    /// Whether this ring lies inside the other: the first corner, or middle of a side, that is not on
    /// the other's border decides.
    fn inside(&self, other: &Ring, steps: &mut u64) -> bool {
        let middles = self.corners.windows(2).map(|w| [(w[0][0] + w[1][0]) / 2.0, (w[0][1] + w[1][1]) / 2.0]);
        for p in self.corners.iter().copied().chain(middles) {
            *steps += other.corners.len() as u64;
            match other.place(p) {
                0 if *steps < MAX_STEPS => {}
                place => return place > 0,
            }
        }
        false
    }
}

/// Sorts the rings of a flat geometry into polygons: a ring inside an even number of others is a shell,
/// inside an odd number a hole of the smallest shell around it.
pub(crate) fn nest(flat: RawGeometry, meter: &Meter) -> Result<RawGeometry, RowFault> {
    let count = flat.ring_ends.len();
    if count <= 1 {
        let mut one = flat;
        one.end_polygon();
        return Ok(one);
    }
    let rings: Vec<Ring> = (0..count).map(|n| Ring::new(&flat, n)).collect();
    let mut steps = 0;
    let mut around: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (n, ring) in rings.iter().enumerate() {
        for (m, other) in rings.iter().enumerate() {
            steps += 1;
            if n != m && ring.within(other) && ring.inside(other, &mut steps) {
                around[n].push(m);
            }
        }
        if steps >= MAX_STEPS {
            return Err(Refusal::new("too-many-rings").with("rings", count).skipping());
        }
        meter.tick()?;
    }
    let mut holes: Vec<Vec<usize>> = vec![Vec::new(); count];
    for n in 0..count {
        if around[n].len().is_multiple_of(2) {
            continue;
        }
        let shells = around[n].iter().copied().filter(|m| around[*m].len().is_multiple_of(2));
        match shells.min_by(|a, b| rings[*a].area.total_cmp(&rings[*b].area)) {
            Some(shell) => holes[shell].push(n),
            // Cannot be by the counting; kept as a shell rather than lost.
            None => around[n].clear(),
        }
    }
    let mut sorted = RawGeometry { shape: flat.shape, closes_itself: flat.closes_itself, ..RawGeometry::default() };
    for shell in (0..count).filter(|n| around[*n].len().is_multiple_of(2)) {
        for ring in std::iter::once(shell).chain(holes[shell].iter().copied()) {
            sorted.corners.extend_from_slice(flat.ring(ring).unwrap_or_default());
            sorted.end_ring();
        }
        sorted.end_polygon();
    }
    Ok(sorted)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::feature::Shape;
    use crate::limits::Limits;
    use crate::number::Number;
    use std::sync::Arc;

    fn square(g: &mut RawGeometry, x: f64, y: f64, side: f64) {
        for (dx, dy) in [(0.0, 0.0), (side, 0.0), (side, side), (0.0, side), (0.0, 0.0)] {
            g.corners.push([Number::Float(x + dx), Number::Float(y + dy)]);
        }
        g.end_ring();
    }

    #[test]
    fn holes_are_told_by_their_place_and_islands_in_them_are_shells() {
        let mut g = RawGeometry { shape: Shape::Polygons, ..RawGeometry::default() };
        square(&mut g, 2.0, 2.0, 1.0); // island in the hole, first in the file
        square(&mut g, 1.0, 1.0, 5.0); // hole, same direction as the shell
        square(&mut g, 0.0, 0.0, 10.0);
        square(&mut g, 20.0, 0.0, 1.0);
        square(&mut g, 7.0, 0.0, 1.0); // hole that touches the shell's border
        let meter = Meter::new(Limits::upload(), Arc::new(|| false));
        let sorted = nest(g, &meter).unwrap();
        let parts: Vec<Vec<f64>> = sorted.polygons().map(|p| p.iter().map(|r| r[0][0].to_f64()).collect()).collect();
        assert_eq!(parts, [vec![2.0], vec![0.0, 1.0, 7.0], vec![20.0]]);
    }
}
