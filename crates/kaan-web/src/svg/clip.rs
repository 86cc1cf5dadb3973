//! Cutting outlines at a frame and thinning them for the eye, in drawing units.
//!
//! Called by the map alone. It never touches a record: what comes in are copies for display.

/// A point of a drawing.
pub(crate) type Xy = (f64, f64);

/// A frame of a drawing: least and greatest x and y.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Frame {
    pub x0: f64,
    pub y0: f64,
    pub x1: f64,
    pub y1: f64,
}

impl Frame {
    /// The same, wider by so much on every side.
    pub fn grown(self, by: f64) -> Frame {
        Frame { x0: self.x0 - by, y0: self.y0 - by, x1: self.x1 + by, y1: self.y1 + by }
    }

    /// The smallest frame around both.
    pub fn join(self, o: Frame) -> Frame {
        Frame { x0: self.x0.min(o.x0), y0: self.y0.min(o.y0), x1: self.x1.max(o.x1), y1: self.y1.max(o.y1) }
    }

    pub fn meets(self, o: Frame) -> bool {
        self.x0 <= o.x1 && o.x0 <= self.x1 && self.y0 <= o.y1 && o.y0 <= self.y1
    }

    pub fn holds(self, (x, y): Xy) -> bool {
        x >= self.x0 && x <= self.x1 && y >= self.y0 && y <= self.y1
    }

    /// Whether the other lies in it.
    pub fn covers(self, o: Frame) -> bool {
        o.x0 >= self.x0 && o.x1 <= self.x1 && o.y0 >= self.y0 && o.y1 <= self.y1
    }

    pub fn width(self) -> f64 {
        self.x1 - self.x0
    }

    pub fn height(self) -> f64 {
        self.y1 - self.y0
    }

    /// The frame around points; `None` when there are none.
    pub fn around(points: &[Xy]) -> Option<Frame> {
        let (&(x, y), rest) = points.split_first()?;
        let first = Frame { x0: x, y0: y, x1: x, y1: y };
        Some(rest.iter().fold(first, |f, &(x, y)| Frame { x0: f.x0.min(x), y0: f.y0.min(y), x1: f.x1.max(x), y1: f.y1.max(y) }))
    }
}

/// A ring cut at a frame (Sutherland and Hodgman, 1974); empty when it lies outside.
pub(crate) fn ring(points: &[Xy], f: Frame) -> Vec<Xy> {
    let mut kept = points.to_vec();
    for side in 0..4 {
        let inside = |p: Xy| match side {
            0 => p.0 >= f.x0,
            1 => p.0 <= f.x1,
            2 => p.1 >= f.y0,
            _ => p.1 <= f.y1,
        };
        let mut out = Vec::with_capacity(kept.len() + 4);
        let before = kept.iter().copied().cycle().skip(kept.len().saturating_sub(1));
        for (b, a) in kept.iter().copied().zip(before) {
            if inside(a) != inside(b) {
                out.push(crossing(a, b, side, f));
            }
            if inside(b) {
                out.push(b);
            }
        }
        kept = out;
    }
    kept
}

fn crossing(a: Xy, b: Xy, side: u8, f: Frame) -> Xy {
    let at = |from: f64, to: f64, line: f64| (line - from) / (to - from);
    match side {
        0 | 1 => {
            let line = if side == 0 { f.x0 } else { f.x1 };
            (line, a.1 + at(a.0, b.0, line) * (b.1 - a.1))
        }
        _ => {
            let line = if side == 2 { f.y0 } else { f.y1 };
            (a.0 + at(a.1, b.1, line) * (b.0 - a.0), line)
        }
    }
}

/// The parts of a line within a frame (Liang and Barsky, 1984, side by side).
pub(crate) fn line(points: &[Xy], f: Frame) -> Vec<Vec<Xy>> {
    let mut out: Vec<Vec<Xy>> = Vec::new();
    let mut open = false;
    for pair in points.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let Some((from, to)) = part(a, b, f) else {
            open = false;
            continue;
        };
        match out.last_mut() {
            Some(current) if open => current.push(to),
            _ => out.push(vec![from, to]),
        }
        open = to == b;
    }
    out
}

fn part(a: Xy, b: Xy, f: Frame) -> Option<(Xy, Xy)> {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let (mut t0, mut t1) = (0.0_f64, 1.0_f64);
    for (p, q) in [(-dx, a.0 - f.x0), (dx, f.x1 - a.0), (-dy, a.1 - f.y0), (dy, f.y1 - a.1)] {
        if p == 0.0 {
            if q < 0.0 {
                return None;
            }
        } else if p < 0.0 {
            t0 = t0.max(q / p);
        } else {
            t1 = t1.min(q / p);
        }
    }
    let at = |t: f64| (a.0 + t * dx, a.1 + t * dy);
    let end = if t1 >= 1.0 { b } else { at(t1) };
    (t0 <= t1).then(|| (if t0 <= 0.0 { a } else { at(t0) }, end))
}

/// The points that matter to the eye (Douglas and Peucker, 1973), without recursion; the ends stay.
pub(crate) fn thin(points: &[Xy], tolerance: f64) -> Vec<Xy> {
    if points.len() < 3 {
        return points.to_vec();
    }
    let mut keep = vec![false; points.len()];
    let last = points.len() - 1;
    (keep[0], keep[last]) = (true, true);
    let mut stack = vec![(0, last)];
    while let Some((from, to)) = stack.pop() {
        let (a, b) = (points[from], points[to]);
        let mut far = (0.0, from);
        for (i, p) in points.iter().enumerate().take(to).skip(from + 1) {
            let d = distance(*p, a, b);
            if d > far.0 {
                far = (d, i);
            }
        }
        if far.0 > tolerance {
            keep[far.1] = true;
            stack.push((from, far.1));
            stack.push((far.1, to));
        }
    }
    points.iter().zip(keep).filter(|(_, k)| *k).map(|(p, _)| *p).collect()
}

/// As [`thin`], for a ring whose first corner is not repeated: the corner farthest from the first is kept too.
pub(crate) fn thin_ring(points: &[Xy], tolerance: f64) -> Vec<Xy> {
    if points.len() < 5 {
        return points.to_vec();
    }
    let first = points[0];
    let square = |p: &Xy| (p.0 - first.0).powi(2) + (p.1 - first.1).powi(2);
    let far = points.iter().enumerate().max_by(|a, b| square(a.1).total_cmp(&square(b.1))).map_or(1, |(i, _)| i);
    let mut out = thin(&points[..=far], tolerance);
    let mut back = points[far..].to_vec();
    back.push(first);
    let rest = thin(&back, tolerance);
    out.extend(rest.iter().skip(1).take(rest.len().saturating_sub(2)));
    out
}

fn distance(p: Xy, a: Xy, b: Xy) -> f64 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let length = dx.hypot(dy);
    if length == 0.0 { (p.0 - a.0).hypot(p.1 - a.1) } else { ((p.0 - a.0) * dy - (p.1 - a.1) * dx).abs() / length }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Frame = Frame { x0: 0.0, y0: 0.0, x1: 10.0, y1: 10.0 };

    #[test]
    fn a_ring_is_cut_at_the_frame() {
        let square = [(-5.0, 5.0), (5.0, 5.0), (5.0, 15.0), (-5.0, 15.0)];
        let cut = ring(&square, FRAME);
        assert!(cut.iter().all(|p| FRAME.holds(*p)));
        assert_eq!(Frame::around(&cut), Some(Frame { x0: 0.0, y0: 5.0, x1: 5.0, y1: 10.0 }));
        assert!(ring(&[(20.0, 0.0), (30.0, 0.0), (30.0, 9.0)], FRAME).is_empty());
        assert!(ring(&[], FRAME).is_empty());
    }

    #[test]
    fn a_line_falls_into_its_parts_within_the_frame() {
        let zigzag = [(-5.0, 5.0), (5.0, 5.0), (5.0, 20.0), (8.0, 20.0), (8.0, 2.0)];
        let parts = line(&zigzag, FRAME);
        assert_eq!(parts, vec![vec![(0.0, 5.0), (5.0, 5.0), (5.0, 10.0)], vec![(8.0, 10.0), (8.0, 2.0)]]);
    }

    #[test]
    fn thinning_keeps_ends_and_corners() {
        let many: Vec<Xy> = (0..100).map(|i| (f64::from(i), if i == 50 { 9.0 } else { 0.0 })).collect();
        let few = thin(&many, 1.0);
        assert!(few.len() <= 5 && few.contains(&(50.0, 9.0)) && few.contains(&(99.0, 0.0)));
        let ring: Vec<Xy> = vec![(0.0, 0.0), (5.0, 0.1), (10.0, 0.0), (10.0, 10.0), (5.0, 9.9), (0.0, 10.0)];
        assert_eq!(thin_ring(&ring, 0.5).len(), 4);
    }
}
