//! The exact verdict: do two parcels share ground, a line, a point, or nothing?
//!
//! Only signs of 128-bit determinants are asked, and no point is ever computed that is not an integer
//! or half of one; so nothing is rounded, and the answer is the same from either side. It assumes
//! valid parcels ([`crate::check`]) and never gives an area.
//!
//! Method: a proper crossing of two sides is shared ground. Without one, every side is cut where the
//! other parcel's corners lie on it, and the middle of each piece is placed in the other parcel:
//! inside is shared ground; along its border in the same direction is shared ground, in the opposite
//! direction a shared line. What only touches shares a point.

use crate::point::{orient, within};
use crate::sides::{Side, meeting, pairs, place};
use crate::{Bounds, Parcel, Point};

/// What two parcels have in common, from nothing to ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Nothing.
    Apart,
    /// Single points.
    Point,
    /// A line of some length.
    Line,
    /// Ground, however little.
    Overlap,
}

/// The sides of one parcel near the other, and where the other touches them.
struct Near {
    sides: Vec<Side>,
    /// A side, and a corner of either parcel where the other parcel touches it.
    contacts: Vec<(usize, Point)>,
    /// A side, and a side of the other parcel in the same line that shares a point with it.
    in_line: Vec<(usize, usize)>,
}

impl Near {
    fn new(parcel: &Parcel, common: Bounds) -> Self {
        Near { sides: meeting(parcel, common), contacts: Vec::new(), in_line: Vec::new() }
    }
}

/// What two valid parcels have in common. Exact and symmetric.
pub fn verdict(a: &Parcel, b: &Parcel) -> Verdict {
    let Some(common) = a.bounds().meet(b.bounds()) else { return Verdict::Apart };
    let (mut near_a, mut near_b) = (Near::new(a, common), Near::new(b, common));
    if !touch(&mut near_a, &mut near_b) {
        return Verdict::Overlap;
    }
    let touched = if near_a.contacts.is_empty() { Verdict::Apart } else { Verdict::Point };
    let from_a = walk(&mut near_a, &near_b.sides, b, common);
    let from_b = if from_a == Verdict::Overlap { from_a } else { walk(&mut near_b, &near_a.sides, a, common) };
    from_a.max(from_b).max(touched)
}

/// Takes down where the sides of both touch; `false` when two of them properly cross.
fn touch(near_a: &mut Near, near_b: &mut Near) -> bool {
    let (sides_a, sides_b) = (&near_a.sides, &near_b.sides);
    pairs(sides_a, sides_b, |i, j| {
        let (p, q, r, s) = (sides_a[i].a, sides_a[i].b, sides_b[j].a, sides_b[j].b);
        let (o1, o2) = (orient(p, q, r), orient(p, q, s));
        if o1 * o2 > 0 {
            return true;
        }
        let (o3, o4) = (orient(r, s, p), orient(r, s, q));
        if o1 * o2 < 0 && o3 * o4 < 0 {
            return false;
        }
        let ends = [
            (o1 == 0 && within(p, q, r), r),
            (o2 == 0 && within(p, q, s), s),
            (o3 == 0 && within(r, s, p), p),
            (o4 == 0 && within(r, s, q), q),
        ];
        for (_, z) in ends.into_iter().filter(|(on, _)| *on) {
            near_a.contacts.push((i, z));
            near_b.contacts.push((j, z));
        }
        if o1 == 0 && o2 == 0 {
            near_a.in_line.push((i, j));
            near_b.in_line.push((j, i));
        }
        true
    })
}

/// Walks one parcel's sides and places their pieces in the other parcel.
///
/// Along a ring, pieces between two contacts lie on one side of the other parcel, so only the first
/// of them is placed: parcels of thousands of corners cost no more than a few placings.
fn walk(mine: &mut Near, others: &[Side], other: &Parcel, common: Bounds) -> Verdict {
    let sides = &mine.sides;
    mine.contacts.sort_unstable_by_key(|(i, z)| (*i, along(&sides[*i], *z)));
    mine.in_line.sort_unstable();
    let (mut contacts, mut in_line) = (mine.contacts.as_slice(), mine.in_line.as_slice());
    let mut line = false;
    let mut outside: Option<(u32, u32)> = None; // the next side, if it begins outside
    let mut cuts = Vec::new();
    for (i, side) in sides.iter().enumerate() {
        let (here, rest) = contacts.split_at(contacts.partition_point(|c| c.0 == i));
        let (beside, others_beside) = in_line.split_at(in_line.partition_point(|c| c.0 == i));
        (contacts, in_line) = (rest, others_beside);
        let free = here.is_empty();
        let known_outside = free && outside == Some((side.ring, side.n));
        outside = free.then_some((side.ring, side.n + 1));
        if known_outside {
            continue;
        }
        cuts.clear();
        cuts.push(side.a);
        cuts.extend(here.iter().map(|c| c.1));
        cuts.push(side.b);
        cuts.dedup();
        for piece in cuts.windows(2) {
            let m = Point::new(piece[0].x + piece[1].x, piece[0].y + piece[1].y);
            if !(m.x >= common.x0 * 2 && m.x <= common.x1 * 2 && m.y >= common.y0 * 2 && m.y <= common.y1 * 2) {
                continue;
            }
            match beside.iter().find_map(|(_, j)| runs_along(side, &others[*j], m)) {
                Some(true) => return Verdict::Overlap,
                Some(false) => line = true,
                None if place(other, m) > 0 => return Verdict::Overlap,
                None => {}
            }
        }
    }
    if line { Verdict::Line } else { Verdict::Apart }
}

/// How far along the side a point on it lies.
fn along(s: &Side, z: Point) -> i128 {
    i128::from(z.x - s.a.x) * i128::from(s.b.x - s.a.x) + i128::from(z.y - s.a.y) * i128::from(s.b.y - s.a.y)
}

/// Whether the other side, in one line with this one, runs the same way at the doubled point: then both
/// insides are on the left and ground is shared. `None` when it does not reach the point.
fn runs_along(side: &Side, other: &Side, m: Point) -> Option<bool> {
    let (r, s) = (Point::new(other.a.x * 2, other.a.y * 2), Point::new(other.b.x * 2, other.b.y * 2));
    let dot = i128::from(s.x - r.x) * i128::from(side.b.x - side.a.x) + i128::from(s.y - r.y) * i128::from(side.b.y - side.a.y);
    within(r, s, m).then_some(dot > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rect(x0: i64, y0: i64, x1: i64, y1: i64) -> Parcel {
        Parcel::from_valid(vec![vec![vec![Point::new(x0, y0), Point::new(x1, y0), Point::new(x1, y1), Point::new(x0, y1)]]])
    }

    #[test]
    fn the_four_verdicts() {
        let a = rect(0, 0, 10, 10);
        assert_eq!(verdict(&a, &rect(11, 0, 20, 10)), Verdict::Apart);
        assert_eq!(verdict(&a, &rect(10, 10, 20, 20)), Verdict::Point);
        assert_eq!(verdict(&a, &rect(10, 3, 20, 7)), Verdict::Line);
        assert_eq!(verdict(&a, &rect(9, 3, 20, 7)), Verdict::Overlap);
        assert_eq!(verdict(&a, &a), Verdict::Overlap);
        assert_eq!(verdict(&a, &rect(2, 2, 4, 4)), Verdict::Overlap);
        assert_eq!(verdict(&rect(2, 2, 4, 4), &a), Verdict::Overlap);
    }

    #[test]
    fn a_parcel_in_the_hole_of_another_is_apart_or_shares_its_border() {
        let ring = |x0, y0, x1, y1| vec![Point::new(x0, y0), Point::new(x1, y0), Point::new(x1, y1), Point::new(x0, y1)];
        let holed = Parcel::from_valid(vec![vec![ring(0, 0, 100, 100), ring(20, 20, 80, 80)]]);
        assert_eq!(verdict(&holed, &rect(30, 30, 70, 70)), Verdict::Apart);
        assert_eq!(verdict(&holed, &rect(20, 20, 80, 80)), Verdict::Line);
        assert_eq!(verdict(&holed, &rect(20, 20, 80, 81)), Verdict::Overlap);
        assert_eq!(verdict(&rect(20, 20, 80, 81), &holed), Verdict::Overlap);
    }

    #[test]
    fn a_hair_of_one_unit_is_ground() {
        let a = Parcel::from_valid(vec![vec![vec![Point::new(0, 0), Point::new(1_000_003, 7), Point::new(500_000, 900_000)]]]);
        // The point (500001, 3.5…) lies on the slope only between whole units: no corner can touch it exactly.
        let below =
            |y| Parcel::from_valid(vec![vec![vec![Point::new(500_001, y), Point::new(400_000, -90), Point::new(600_000, -90)]]]);
        assert_eq!(verdict(&a, &below(3)), Verdict::Apart);
        assert_eq!(verdict(&a, &below(4)), Verdict::Overlap);
    }
}
