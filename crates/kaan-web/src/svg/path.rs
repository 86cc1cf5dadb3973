//! Paths as text: whole numbers, each step from the last, as short as SVG allows.
//!
//! Called by the map alone. It never draws anything itself.

use super::clip::Xy;
use std::fmt::Write as _;

/// Path data being written.
#[derive(Debug, Default)]
pub(crate) struct Path {
    out: String,
}

impl Path {
    /// Adds a line; `closed` joins its end to its beginning. Points that fall together are left out.
    pub fn add(&mut self, points: &[Xy], closed: bool) {
        let mut whole: Vec<(i64, i64)> = Vec::with_capacity(points.len());
        for (x, y) in points {
            let p = (x.round() as i64, y.round() as i64);
            if whole.last() != Some(&p) {
                whole.push(p);
            }
        }
        if closed && whole.len() > 1 && whole.first() == whole.last() {
            whole.pop();
        }
        let Some((&(x0, y0), rest)) = whole.split_first() else { return };
        if rest.is_empty() {
            return;
        }
        // Writing to a String cannot fail.
        let _ = write!(self.out, "M{x0}{}l", number(y0, true));
        let (mut x, mut y, mut first) = (x0, y0, true);
        for &(nx, ny) in rest {
            self.out.push_str(&number(nx - x, !first));
            self.out.push_str(&number(ny - y, true));
            (x, y, first) = (nx, ny, false);
        }
        if closed {
            self.out.push('z');
        }
    }

    /// `<path class d/>`; empty when there is nothing to draw.
    pub fn element(self, attributes: &str) -> String {
        if self.out.is_empty() { String::new() } else { format!("<path {attributes} d=\"{}\"/>", self.out) }
    }
}

/// A number, with a space before it where the sign does not divide it from the one before.
fn number(value: i64, divide: bool) -> String {
    if divide && value >= 0 { format!(" {value}") } else { value.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_short_and_right() {
        let mut path = Path::default();
        path.add(&[(0.2, 0.0), (10.0, -5.0), (10.1, -5.2), (12.0, 7.0), (0.0, 0.0)], true);
        path.add(&[(3.0, 3.0), (3.1, 3.1)], false);
        assert_eq!(path.element("class=\"x\""), "<path class=\"x\" d=\"M0 0l10-5 2 12z\"/>");
    }
}
