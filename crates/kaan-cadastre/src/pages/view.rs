//! The part of the world that a map shows, and the links that move it.
//!
//! Called by every page with a map; pure. It never decides anything about ground: its numbers are for
//! looking at.

use kaan_geo::Bounds;

/// The country that Kaan serves first: what a map shows when nobody says.
const HOME: [f64; 4] = [60.2, 23.2, 78.2, 37.4];
/// The least height of a view, degrees: about two hundred metres.
const LEAST: f64 = 0.002;
/// Beyond this parallel the maps of the web have no ground.
const FARTHEST: f64 = 85.0;

/// West, south, east, north in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct View(pub [f64; 4]);

impl View {
    /// The country that Kaan serves first.
    pub const HOME: View = View(HOME);

    /// A view of a box in 1e-8 degree with room around it.
    pub fn around(b: [i64; 4], room: f64) -> View {
        let [w, s, e, n] = b.map(|v| v as f64 / 1e8);
        let (dx, dy) = (((e - w) * room).max(LEAST), ((n - s) * room).max(LEAST));
        View([w - dx, s - dy, e + dx, n + dy]).held()
    }

    /// The view at so many times its size: 0.5 shows half as much.
    pub fn scaled(self, by: f64) -> View {
        let [w, s, e, n] = self.0;
        let (x, y) = ((w + e) / 2.0, (s + n) / 2.0);
        let (dx, dy) = (((e - w) / 2.0 * by).max(LEAST / 2.0), ((n - s) / 2.0 * by).max(LEAST / 2.0));
        View([x - dx, y - dy, x + dx, y + dy]).held()
    }

    /// The view moved by parts of its own size, east and north.
    pub fn moved(self, east: f64, north: f64) -> View {
        let [w, s, e, n] = self.0;
        let (dx, dy) = ((e - w) * east, (n - s) * north);
        View([w + dx, s + dy, e + dx, n + dy]).held()
    }

    /// Inside the world, of its own size where that fits.
    fn held(self) -> View {
        let [w, s, e, n] = self.0;
        let hold = |low: f64, high: f64, most: f64| {
            let size = (high - low).min(2.0 * most);
            let low = low.clamp(-most, most - size);
            (low, low + size)
        };
        let ((w, e), (s, n)) = (hold(w, e, 180.0), hold(s, n, FARTHEST));
        View([w, s, e, n])
    }

    /// As it stands in an address, with as many decimals as its size needs.
    pub fn text(self) -> String {
        let size = (self.0[2] - self.0[0]).min(self.0[3] - self.0[1]).max(1e-4);
        let digits = (3.0 - size.log10()).ceil().clamp(1.0, 6.0) as usize;
        let parts = self.0.map(|v| {
            let t = format!("{v:.digits$}");
            if t.contains('.') { t.trim_end_matches('0').trim_end_matches('.').to_owned() } else { t }
        });
        parts.join(",")
    }

    /// In 1e-8 degree.
    pub fn units(self) -> [i64; 4] {
        super::query::units(self.0)
    }

    /// As the geometry has it.
    pub fn bounds(self) -> Bounds {
        let [x0, y0, x1, y1] = self.units();
        Bounds { x0, y0, x1, y1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn views_move_grow_and_stay_in_the_world() {
        let v = View([60.0, 20.0, 80.0, 40.0]);
        assert_eq!(v.scaled(0.5).text(), "65,25,75,35");
        assert_eq!(v.moved(0.5, -0.5).text(), "70,10,90,30");
        assert_eq!(v.scaled(100.0), View([-180.0, -85.0, 180.0, 85.0]));
        assert_eq!(View([150.0, 20.0, 170.0, 40.0]).moved(1.0, 3.0).0, [160.0, 65.0, 180.0, 85.0]);
        assert!(v.scaled(1e-9).0[2] > v.scaled(1e-9).0[0]);
    }

    #[test]
    fn addresses_have_no_more_digits_than_the_view_needs() {
        assert_eq!(View([60.123456, 20.0, 80.0, 40.0]).text(), "60.12,20,80,40");
        assert_eq!(View([60.123456, 20.0, 60.133456, 20.01]).text(), "60.12346,20,60.13346,20.01");
    }
}
