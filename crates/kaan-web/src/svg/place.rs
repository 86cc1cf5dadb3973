//! Where things lie on a map: one projection, a wide and a narrow drawing of the same ground.
//!
//! Called by the map alone. Longitudes are shortened by the cosine of the middle latitude; it never
//! serves for a distance or an area of the record.

use super::clip::{Frame, Xy};
use kaan_geo::{Bounds, Point};

/// Width of the wide drawing in its own units: pixels in a column of that width, a little more where it fills a page.
pub(crate) const WIDE: f64 = 800.0;
/// Width of the narrow drawing, which are pixels on a phone.
pub(crate) const NARROW: f64 = 360.0;
/// Metres in a degree of latitude, for scales.
pub(crate) const DEGREE_M: f64 = 111_200.0;
/// Grid units in a unit of the wide drawing: outlines are drawn in whole grid units.
const GRID: f64 = 2.0;
/// What is smaller than this many degrees is shown as if it were as large.
const SMALLEST: f64 = 0.004;

/// Degrees to grid units, and back for lines of the graticule.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Projection {
    lon: f64,
    lat: f64,
    kx: f64,
    ky: f64,
}

impl Projection {
    /// Grid units from the middle of the map; y grows downwards.
    pub fn grid(&self, [lon, lat]: [f64; 2]) -> Xy {
        ((lon - self.lon) * self.kx, (self.lat - lat) * self.ky)
    }

    /// The same for a point of the record.
    pub fn point(&self, p: Point) -> Xy {
        let (lon, lat) = p.degrees();
        self.grid([lon, lat])
    }

    /// Degrees at a place of the grid.
    pub fn degrees(&self, (x, y): Xy) -> [f64; 2] {
        [self.lon + x / self.kx, self.lat - y / self.ky]
    }

    /// Grid units of so many metres.
    pub fn length(&self, metres: f64) -> f64 {
        metres / DEGREE_M * self.ky
    }
}

/// One drawing: its size and how grid units become its units.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Drawing {
    pub name: &'static str,
    pub width: f64,
    pub height: f64,
    /// Units of the drawing in a grid unit.
    pub scale: f64,
    /// The most names of places.
    pub places: usize,
    /// How much room names take: the wide drawing may be shown smaller, its names then larger.
    pub text: f64,
}

impl Drawing {
    /// From the grid to the drawing.
    pub fn at(&self, (x, y): Xy) -> Xy {
        (self.width / 2.0 + x * self.scale, self.height / 2.0 + y * self.scale)
    }

    /// What it shows of the grid.
    pub fn shows(&self) -> Frame {
        let (w, h) = (self.width / 2.0 / self.scale, self.height / 2.0 / self.scale);
        Frame { x0: -w, y0: -h, x1: w, y1: h }
    }

    /// Its own frame.
    pub fn frame(&self) -> Frame {
        Frame { x0: 0.0, y0: 0.0, x1: self.width, y1: self.height }
    }
}

/// A map laid out.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Layout {
    pub projection: Projection,
    pub drawings: [Drawing; 2],
}

impl Layout {
    /// Both drawings show all of the box and a little more.
    pub fn of(bounds: Bounds) -> Layout {
        let [w, s, e, n] = if bounds.is_empty() { [60.0, 23.0, 78.0, 37.5] } else { bounds.degrees() };
        let (lon, lat) = ((w + e) / 2.0, (s + n) / 2.0);
        let shorter = lat.to_radians().cos().max(0.05);
        let across = ((e - w) * shorter).max(SMALLEST) * 1.12;
        let down = (n - s).max(SMALLEST) * 1.12;
        let shape = across / down;
        let size = |width: f64, flattest: f64, tallest: f64| {
            let height = (width / shape.clamp(tallest, flattest)).round();
            (width, height, (width / across).min(height / down))
        };
        let (wide, narrow) = (size(WIDE, 1.9, 1.35), size(NARROW, 1.3, 0.9));
        let ky = wide.2 * GRID;
        let projection = Projection { lon, lat, kx: ky * shorter, ky };
        let drawing =
            |name, (width, height, k): (f64, f64, f64), places, text| Drawing { name, width, height, scale: k / ky, places, text };
        Layout { projection, drawings: [drawing("wide", wide, 24, 1.15), drawing("narrow", narrow, 12, 1.0)] }
    }

    /// What the two show together, in grid units.
    pub fn shows(&self) -> Frame {
        let [wide, narrow] = self.drawings;
        wide.shows().join(narrow.shows())
    }

    /// How many degrees of latitude the wide drawing shows.
    pub fn degrees_down(&self) -> f64 {
        self.drawings[0].shows().height() / self.projection.ky
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_drawings_show_all_of_any_box() {
        for (w, s, e, n) in [
            (60.0, 23.0, 78.0, 37.5),
            (130.0, -20.0, 131.0, -19.9),
            (62.0, 29.0, 62.0, 29.0),
            (-180.0, -90.0, 180.0, 90.0),
            (10.0, 80.0, 10.1, 89.0),
        ] {
            let bounds = Bounds::from_degrees(w, s, e, n).unwrap();
            let layout = Layout::of(bounds);
            for d in layout.drawings {
                for corner in [[w, s], [e, n], [w, n], [e, s]] {
                    assert!(d.frame().holds(d.at(layout.projection.grid(corner))), "{} {corner:?}", d.name);
                }
                assert!(d.height >= d.width / 1.9 - 1.0 && d.height <= d.width / 0.9 + 1.0);
            }
        }
        assert!(Layout::of(Bounds::EMPTY).degrees_down() > 10.0);
    }
}
