//! Outlines like those of a national register: blocks on the graticule, ragged areas, river
//! workings, areas with a hole, areas in two parts. All corners are whole 1e-8 degrees.
//!
//! Called by the generator. It never claims that a place is real.

use crate::random::Random;
use kaan_geo::Point;

/// One polygon as rings, the first the shell; corners not repeated at the end.
pub type Polygon = Vec<Vec<Point>>;

/// A belt where titles gather: centre, spread along and across, heading, weight.
struct Belt {
    centre: (f64, f64),
    spread: (f64, f64),
    heading: f64,
    weight: f64,
}

const BELTS: [Belt; 7] = [
    Belt { centre: (63.8, 28.9), spread: (1.30, 0.45), heading: 5.0, weight: 0.20 },
    Belt { centre: (66.7, 27.6), spread: (0.45, 1.10), heading: 0.0, weight: 0.13 },
    Belt { centre: (67.9, 30.8), spread: (0.80, 0.45), heading: 20.0, weight: 0.12 },
    Belt { centre: (69.9, 32.7), spread: (0.45, 0.80), heading: 0.0, weight: 0.10 },
    Belt { centre: (72.3, 35.1), spread: (0.90, 0.50), heading: 25.0, weight: 0.13 },
    Belt { centre: (72.4, 32.7), spread: (0.95, 0.35), heading: 15.0, weight: 0.12 },
    Belt { centre: (70.2, 25.0), spread: (0.80, 0.50), heading: 0.0, weight: 0.20 },
];
/// West, south, east, north in degrees.
pub const EXTENT: (f64, f64, f64, f64) = (60.9, 23.6, 77.1, 37.1);
const KM_PER_DEGREE_LAT: f64 = 110.9;

/// A corner from degrees.
pub fn corner(lon: f64, lat: f64) -> Point {
    Point { x: (lon * 1e8).round() as i64, y: (lat * 1e8).round() as i64 }
}

fn km_per_degree_lon(lat: f64) -> f64 {
    111.32 * lat.to_radians().cos()
}

/// A centre for a title, in degrees: seven of eight in a belt, the rest anywhere.
pub fn place(r: &mut Random) -> (f64, f64) {
    let (w, s, e, n) = EXTENT;
    if r.unit() < 0.12 {
        return (r.between(w + 0.3, e - 0.3), r.between(s + 0.3, n - 0.3));
    }
    let b = &BELTS[r.choose(&BELTS.map(|b| b.weight))];
    let (u, v, t) = (r.normal() * b.spread.0, r.normal() * b.spread.1, b.heading.to_radians());
    let (x, y) = (b.centre.0 + u * t.cos() - v * t.sin(), b.centre.1 + u * t.sin() + v * t.cos());
    (x.clamp(w + 0.3, e - 0.3), y.clamp(s + 0.3, n - 0.3))
}

/// An outline about a centre with about that area in km².
pub fn outline(r: &mut Random, centre: (f64, f64), km2: f64) -> Vec<Polygon> {
    match r.choose(&[0.50, 0.38, 0.08, 0.02, 0.02]) {
        0 => vec![block(r, centre, km2)],
        1 => vec![vec![star(r, centre, km2, 4..13, 0.22)]],
        2 => vec![river(r, centre, km2)],
        3 => vec![holed(r, centre, km2)],
        _ => two_parts(r, centre, km2),
    }
}

/// A rectangle on the 6″ graticule, or on whole minutes when it is large.
pub fn block(r: &mut Random, (x, y): (f64, f64), km2: f64) -> Polygon {
    let aspect = (r.normal() * 0.4).exp();
    let cells = if km2 > 20.0 { 60.0 } else { 600.0 };
    let width = ((km2 * aspect).sqrt() / km_per_degree_lon(y) * cells).round().max(1.0);
    let height = ((km2 / aspect).sqrt() / KM_PER_DEGREE_LAT * cells).round().max(1.0);
    let (west, south) = ((x * cells - width / 2.0).floor(), (y * cells - height / 2.0).floor());
    let at = |i: f64, j: f64| corner((west + i * width) / cells, (south + j * height) / cells);
    vec![vec![at(0.0, 0.0), at(1.0, 0.0), at(1.0, 1.0), at(0.0, 1.0)]]
}

/// A ragged ring around its centre.
pub fn star(r: &mut Random, (x, y): (f64, f64), km2: f64, corners: std::ops::Range<usize>, rough: f64) -> Vec<Point> {
    let n = corners.start + r.below(corners.len());
    let turn = r.between(0.0, std::f64::consts::TAU);
    let arms: Vec<(f64, f64)> = (0..n)
        .map(|j| (turn + std::f64::consts::TAU * (j as f64 + 0.75 * r.unit()) / n as f64, (r.normal() * rough).exp()))
        .collect();
    let area: f64 = (0..n)
        .map(|j| {
            let ((a, p), (b, q)) = (arms[j], arms[(j + 1) % n]);
            0.5 * p * q * (b - a).rem_euclid(std::f64::consts::TAU).sin()
        })
        .sum();
    let scale = (km2 / area.max(1e-6)).sqrt();
    arms.iter()
        .map(|(t, d)| corner(x + d * scale * t.cos() / km_per_degree_lon(y), y + d * scale * t.sin() / KM_PER_DEGREE_LAT))
        .collect()
}

fn holed(r: &mut Random, centre: (f64, f64), km2: f64) -> Polygon {
    let shell = star(r, centre, km2, 5..13, 0.18);
    let middle = corner(centre.0, centre.1);
    let inner = |p: &Point| Point { x: middle.x + (p.x - middle.x) * 7 / 20, y: middle.y + (p.y - middle.y) * 7 / 20 };
    let hole = shell.iter().map(inner).collect();
    vec![shell, hole]
}

fn two_parts(r: &mut Random, (x, y): (f64, f64), km2: f64) -> Vec<Polygon> {
    let apart = km2.sqrt() / 80.0;
    vec![block(r, (x - apart, y), km2 / 2.0), vec![star(r, (x + apart, y + apart / 3.0), km2 / 2.0, 4..13, 0.2)]]
}

/// A narrow strip along a winding line.
fn river(r: &mut Random, (x, y): (f64, f64), km2: f64) -> Polygon {
    let km2 = km2.clamp(0.1, 6.0);
    let (width, steps) = (r.between(0.06, 0.30), 8 + r.below(22));
    let length = km2 / width / steps as f64;
    let (mut heading, mut at) = (r.between(0.0, std::f64::consts::TAU), (0.0, 0.0));
    let (mut one, mut other) = (Vec::new(), Vec::new());
    for _ in 0..=steps {
        let (nx, ny) = (-f64::sin(heading) * width / 2.0, f64::cos(heading) * width / 2.0);
        let put = |dx: f64, dy: f64| corner(x + dx / km_per_degree_lon(y), y + dy / KM_PER_DEGREE_LAT);
        one.push(put(at.0 + nx, at.1 + ny));
        other.push(put(at.0 - nx, at.1 - ny));
        heading += r.normal() * 0.12;
        at = (at.0 + heading.cos() * length, at.1 + heading.sin() * length);
    }
    other.reverse();
    one.extend(other);
    vec![one]
}
