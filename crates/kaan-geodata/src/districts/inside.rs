//! Whether a place lies in an outline: exact, on integers.
//!
//! Used to name the district of a place. It never rounds, and counts the border as inside.

use kaan_geo::{Parcel, Point, Polygon};

/// Whether the place lies in the parcel or on its border.
#[must_use]
pub fn holds(parcel: &Parcel, p: Point) -> bool {
    parcel.bounds().holds(p) && parcel.polygons().iter().any(|polygon| within(polygon, p))
}

/// By counting how many sides a ray to the east crosses; holes are rings like the shell.
fn within(polygon: &Polygon, p: Point) -> bool {
    let mut odd = false;
    for ring in polygon.rings() {
        let ends = ring.iter().skip(1).chain(ring.first());
        for (&a, &b) in ring.iter().zip(ends) {
            let turn = i128::from(b.x - a.x) * i128::from(p.y - a.y) - i128::from(b.y - a.y) * i128::from(p.x - a.x);
            let boxed = p.x >= a.x.min(b.x) && p.x <= a.x.max(b.x) && p.y >= a.y.min(b.y) && p.y <= a.y.max(b.y);
            if turn == 0 && boxed {
                return true;
            }
            if (a.y > p.y) != (b.y > p.y) && (turn > 0) == (b.y > a.y) {
                odd = !odd;
            }
        }
    }
    odd
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use kaan_geo::{Limits, check};

    fn square_with_hole() -> Parcel {
        let ring = |a: i64, b: i64| vec![Point::new(a, a), Point::new(b, a), Point::new(b, b), Point::new(a, b), Point::new(a, a)];
        let mut hole = ring(40, 60);
        hole.reverse();
        check(&vec![vec![ring(0, 100), hole]], &Limits { corners: 100, bounds: None, must_close: true }).parcel.unwrap()
    }

    #[test]
    fn inside_border_hole_and_outside() {
        let s = square_with_hole();
        for (x, y, inside) in [
            (10, 10, true),
            (0, 0, true),
            (100, 50, true),
            (50, 0, true),
            (40, 50, true),
            (50, 50, false),
            (101, 50, false),
            (-1, 100, false),
            (20, 100, true),
        ] {
            assert_eq!(holds(&s, Point::new(x, y)), inside, "{x} {y}");
        }
    }
}
