//! Makes a synthetic national register for benchmarks: titles, and candidates built to overlap, to
//! touch, to leave slivers, to be invalid or to be free. All names and places are invented.
//!
//! Called by `cargo run -p xtask -- generate`. Never part of the product or its demonstration.

use crate::random::Random;
use crate::shapes::{self, Rings};
use kaan_geo::Point;
use std::collections::HashMap;

/// A title of the synthetic register.
pub struct Title {
    /// Number, unique.
    pub number: String,
    /// Kind code: RL, EL, PL, ML, SML.
    pub kind: &'static str,
    /// One of active, expired, surrendered, pending, refused.
    pub status: &'static str,
    /// Name of the holder.
    pub holder: String,
    /// Commodity.
    pub commodity: &'static str,
    /// Granted, ISO date.
    pub granted: String,
    /// Expires, ISO date.
    pub expires: String,
    /// The ground.
    pub polygons: Vec<Rings>,
}

const STATUS: [(&str, f64); 5] = [("active", 0.40), ("expired", 0.33), ("surrendered", 0.10), ("pending", 0.10), ("refused", 0.07)];
const KIND: [(&str, f64); 5] = [("RL", 0.04), ("EL", 0.26), ("PL", 0.25), ("ML", 0.30), ("SML", 0.15)];
const COMMODITY: [&str; 12] =
    ["copper", "gold", "iron", "onyx marble", "barite", "lead", "zinc", "chromite", "coal", "gypsum", "limestone", "granite"];
const FIRST: [&str; 12] =
    ["Al-Noor", "Indus", "Koh", "Sarhad", "Makran", "Bolan", "Karakoram", "Sulaiman", "Ravi", "Kirthar", "Mehran", "Gomal"];
const SECOND: [&str; 8] = ["Minerals", "Mining", "Resources", "Stone", "Marble", "Coal", "Metals", "Aggregates"];
const THIRD: [&str; 5] = ["(Pvt) Ltd", "& Sons", "Company", "Brothers", "Enterprises"];
/// One cell of the coarse grid that keeps active titles apart: 0.01 degree.
const CELL: i64 = 1_000_000;

/// Ground taken by active titles, by coarse cells: apart enough for a benchmark, and quick.
#[derive(Default)]
struct Taken(HashMap<(i64, i64), ()>);

impl Taken {
    /// Takes the cells of an outline's box, unless one of them is taken.
    fn take(&mut self, polygons: &[Rings]) -> bool {
        let cells = cells(polygons);
        if cells.len() > 4000 || cells.iter().any(|c| self.0.contains_key(c)) {
            return false;
        }
        self.0.extend(cells.into_iter().map(|c| (c, ())));
        true
    }
}

fn cells(polygons: &[Rings]) -> Vec<(i64, i64)> {
    let mut out = Vec::new();
    for shell in polygons.iter().filter_map(|p| p.first()) {
        let (mut w, mut s, mut e, mut n) = (i64::MAX, i64::MAX, i64::MIN, i64::MIN);
        for p in shell {
            (w, s, e, n) = (w.min(p.x), s.min(p.y), e.max(p.x), n.max(p.y));
        }
        for i in w.div_euclid(CELL)..=e.div_euclid(CELL) {
            out.extend((s.div_euclid(CELL)..=n.div_euclid(CELL)).map(|j| (i, j)));
        }
    }
    out.dedup();
    out
}

fn pick(r: &mut Random, of: &[(&'static str, f64)]) -> &'static str {
    let weights: Vec<f64> = of.iter().map(|(_, w)| *w).collect();
    of[r.choose(&weights)].0
}

fn day(r: &mut Random, from: usize, years: usize) -> String {
    format!("{:04}-{:02}-{:02}", from + r.below(years), 1 + r.below(12), 1 + r.below(28))
}

/// Typical area in km², smaller where there are more titles.
fn size(r: &mut Random, count: usize) -> f64 {
    let (median, spread): (f64, f64) = match count {
        0..=20_000 => (3.0, 1.5),
        20_001..=200_000 => (0.8, 1.4),
        _ => (0.18, 1.1),
    };
    (median * (r.normal() * spread).exp()).clamp(0.05, 1000.0)
}

/// A register of `count` titles, the same for the same seed. A few active titles overlap, as in real ones.
pub fn titles(count: usize, seed: u64) -> Vec<Title> {
    let mut r = Random::new(seed);
    let mut taken = Taken::default();
    let holders: Vec<String> = (0..(count / 15).max(50))
        .map(|_| format!("{} {} {} {}", FIRST[r.below(12)], SECOND[r.below(8)], THIRD[r.below(5)], 1 + r.below(998)))
        .collect();
    (0..count).map(|i| title(&mut r, &mut taken, &holders, (i, count))).collect()
}

fn title(r: &mut Random, taken: &mut Taken, holders: &[String], (i, count): (usize, usize)) -> Title {
    let status = pick(r, &STATUS);
    let mut polygons = ground(r, count);
    for _ in 0..40 {
        if status != "active" || taken.take(&polygons) || r.unit() < 0.002 {
            break;
        }
        polygons = ground(r, count);
    }
    let kind = pick(r, &KIND);
    let skewed = (holders.len() as f64 * r.unit().powi(2)) as usize;
    Title {
        number: format!("{kind}-{:07}", i + 1),
        kind,
        status,
        holder: holders[skewed.min(holders.len() - 1)].clone(),
        commodity: COMMODITY[r.below(COMMODITY.len())],
        granted: day(r, 1975, 45),
        expires: day(r, 2021, 25),
        polygons,
    }
}

/// An outline that is valid: drawn again until it is, in the end a block.
fn ground(r: &mut Random, count: usize) -> Vec<Rings> {
    let (at, km2) = (shapes::place(r), size(r, count));
    for _ in 0..4 {
        let outline = shapes::outline(r, at, km2);
        if valid(&outline) {
            return outline;
        }
    }
    vec![shapes::block(r, at, km2.min(5.0))]
}

fn valid(polygons: &[Rings]) -> bool {
    crate::geo::parcel(polygons).is_some()
}

/// A parcel to be checked, with what it was built for.
pub struct Candidate {
    /// One of overlap, edge, corner, sliver, invalid, free.
    pub class: &'static str,
    /// The ground.
    pub polygons: Vec<Rings>,
}

/// `count` candidates against the active titles, in the shares of the published benchmark.
pub fn candidates(titles: &[Title], count: usize, seed: u64) -> Vec<Candidate> {
    let mut r = Random::new(seed ^ 0x00c0_ffee);
    let active: Vec<&Title> = titles.iter().filter(|t| t.status == "active").collect();
    let classes = [("overlap", 0.30), ("edge", 0.10), ("corner", 0.10), ("sliver", 0.10), ("invalid", 0.05), ("free", 0.35)];
    let mut out = Vec::with_capacity(count);
    while out.len() < count {
        let class = pick(&mut r, &classes);
        let Some(title) = active.get(r.below(active.len())) else { break };
        if let Some(polygons) = candidate(&mut r, class, title) {
            out.push(Candidate { class, polygons });
        }
    }
    out
}

fn candidate(r: &mut Random, class: &str, title: &Title) -> Option<Vec<Rings>> {
    let shell = title.polygons.first()?.first()?;
    let i = r.below(shell.len());
    let (p, q) = (shell[i], shell[(i + 1) % shell.len()]);
    let polygons = match class {
        "free" => return Some(vec![vec![shapes::star(r, (61.0 + r.unit(), 23.7 + r.unit() * 0.5), 0.5, 4..9, 0.2)]]),
        "invalid" => vec![vec![vec![p, q, mix(p, q, -40, 100, 30), mix(p, q, 140, 100, 30)]]],
        "overlap" => vec![vec![shapes::star(r, degrees(middle(shell)), 0.3, 4..9, 0.2)]],
        "edge" => vec![vec![vec![p, mix(p, q, 0, 100, 60), mix(p, q, 100, 100, 60), q]]],
        "corner" => vec![vec![vec![p, away(p, middle(shell), 60, 18), away(p, middle(shell), 60, -18)]]],
        _ => {
            let (a, b) = (mix(p, q, 25, 100, 0), mix(p, q, 75, 100, 0));
            vec![vec![vec![a, mix(p, q, 25, 100, 60), mix(p, q, 75, 100, 60), b]]]
        }
    };
    (class == "invalid" || valid(&polygons)).then_some(polygons)
}

/// A point along the side p-q (per cent) and out to its right (per cent of its length).
fn mix(p: Point, q: Point, along: i64, of: i64, out: i64) -> Point {
    let (dx, dy) = (q.x - p.x, q.y - p.y);
    Point { x: p.x + dx * along / of + dy * out / of, y: p.y + dy * along / of - dx * out / of }
}

/// From a corner straight away from the middle, with a turn to one side (per cent).
fn away(p: Point, middle: Point, out: i64, turn: i64) -> Point {
    let (dx, dy) = (p.x - middle.x, p.y - middle.y);
    Point { x: p.x + dx * out / 100 - dy * turn / 100, y: p.y + dy * out / 100 + dx * turn / 100 }
}

fn middle(shell: &[Point]) -> Point {
    let n = shell.len().max(1) as i64;
    Point { x: shell.iter().map(|p| p.x).sum::<i64>() / n, y: shell.iter().map(|p| p.y).sum::<i64>() / n }
}

fn degrees(p: Point) -> (f64, f64) {
    (p.x as f64 / 1e8, p.y as f64 / 1e8)
}
