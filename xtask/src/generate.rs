//! Makes a synthetic national register for benchmarks: titles, and candidates built to overlap, to
//! touch, to leave slivers, to be invalid or to be free. All names and places are invented.
//!
//! Called by `cargo run -p xtask -- generate`. Never part of the product or its demonstration.

use crate::random::Random;
use crate::shapes;
use kaan_geo::{Bounds, Limits, Parcel, Point, Rings, Tolerance, Verdict, area_m2, check, relation, verdict};
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
    pub parcel: Parcel,
}

const STATUS: [(&str, f64); 5] = [("active", 0.40), ("expired", 0.33), ("surrendered", 0.10), ("pending", 0.10), ("refused", 0.07)];
const KIND: [(&str, f64); 5] = [("RL", 0.04), ("EL", 0.26), ("PL", 0.25), ("ML", 0.30), ("SML", 0.15)];
const COMMODITY: [&str; 12] =
    ["copper", "gold", "iron", "onyx marble", "barite", "lead", "zinc", "chromite", "coal", "gypsum", "limestone", "granite"];
const FIRST: [&str; 12] =
    ["Al-Noor", "Indus", "Koh", "Sarhad", "Makran", "Bolan", "Karakoram", "Sulaiman", "Ravi", "Kirthar", "Mehran", "Gomal"];
const SECOND: [&str; 8] = ["Minerals", "Mining", "Resources", "Stone", "Marble", "Coal", "Metals", "Aggregates"];
const THIRD: [&str; 5] = ["(Pvt) Ltd", "& Sons", "Company", "Brothers", "Enterprises"];
/// One cell of the grid in which active titles are found again: 0.02 degree.
const CELL: i64 = 2_000_000;
/// What active titles may share of the smaller one, as real ones do.
const SHARE: f64 = 0.005;
const NO_TOLERANCE: Tolerance = Tolerance { width_mm: 0.0, area_m2: 0.0 };

/// The ground of the active titles, found by cells of a grid.
#[derive(Default)]
struct Taken {
    cells: HashMap<(i64, i64), Vec<u32>>,
    parcels: Vec<Parcel>,
}

impl Taken {
    /// Takes the ground of a parcel, unless others hold more than a hair of it.
    fn take(&mut self, parcel: &Parcel, whatever: bool) -> bool {
        if !whatever && self.near(parcel).iter().any(|i| too_much(parcel, &self.parcels[*i as usize])) {
            return false;
        }
        let number = self.parcels.len() as u32;
        cells(parcel.bounds()).for_each(|c| self.cells.entry(c).or_default().push(number));
        self.parcels.push(parcel.clone());
        true
    }

    /// Those whose boxes meet a parcel's.
    fn near(&self, parcel: &Parcel) -> Vec<u32> {
        let mut near: Vec<u32> = cells(parcel.bounds()).filter_map(|c| self.cells.get(&c)).flatten().copied().collect();
        near.sort_unstable();
        near.dedup();
        near.retain(|i| self.parcels[*i as usize].bounds().meets(parcel.bounds()));
        near
    }

    /// The greatest relation of a parcel to any of them, and the greatest common area.
    fn met(&self, parcel: &Parcel) -> (Verdict, f64) {
        self.near(parcel).iter().fold((Verdict::Apart, 0.0), |(most, area), i| {
            let other = &self.parcels[*i as usize];
            let verdict = verdict(parcel, other);
            let shared = if verdict == Verdict::Overlap { relation(parcel, other, NO_TOLERANCE).area_m2 } else { 0.0 };
            (most.max(verdict), shared.max(area))
        })
    }
}

fn too_much(a: &Parcel, b: &Parcel) -> bool {
    verdict(a, b) == Verdict::Overlap && relation(a, b, NO_TOLERANCE).area_m2 > SHARE * area_m2(a).min(area_m2(b))
}

fn cells(b: Bounds) -> impl Iterator<Item = (i64, i64)> {
    let rows = b.y0.div_euclid(CELL)..=b.y1.div_euclid(CELL);
    (b.x0.div_euclid(CELL)..=b.x1.div_euclid(CELL)).flat_map(move |i| rows.clone().map(move |j| (i, j)))
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
    let mut status = pick(r, &STATUS);
    let mut parcel = ground(r, count);
    if status == "active" {
        let legacy = r.unit() < 0.002;
        let tries = (0..60).any(|_| {
            taken.take(&parcel, legacy) || {
                parcel = ground(r, count);
                false
            }
        });
        // Where no room is left the title is an old one.
        status = if tries { status } else { "expired" };
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
        parcel,
    }
}

/// An outline that is valid: drawn again until it is, in the end a block.
fn ground(r: &mut Random, count: usize) -> Parcel {
    loop {
        let (at, km2) = (shapes::place(r), size(r, count));
        if let Some(parcel) = judged(&shapes::outline(r, at, km2)) {
            return parcel;
        }
    }
}

fn judged(rings: &Rings) -> Option<Parcel> {
    check(rings, &Limits { corners: 100_000, bounds: None, must_close: false }).parcel
}

/// A parcel to be checked, with what it was built for.
pub struct Candidate {
    /// One of overlap, edge, corner, sliver, invalid, free.
    pub class: &'static str,
    /// The rings; those of the class invalid are no parcel.
    pub rings: Rings,
}

/// `count` candidates against the active titles, in the shares of the published benchmark; each is tried
/// against the titles until it is what it was built for.
pub fn candidates(titles: &[Title], count: usize, seed: u64) -> Vec<Candidate> {
    let mut r = Random::new(seed ^ 0x00c0_ffee);
    let mut taken = Taken::default();
    titles.iter().filter(|t| t.status == "active").for_each(|t| {
        taken.take(&t.parcel, true);
    });
    let classes = [("overlap", 0.30), ("edge", 0.10), ("corner", 0.10), ("sliver", 0.10), ("invalid", 0.05), ("free", 0.35)];
    let mut out = Vec::with_capacity(count);
    while out.len() < count && !taken.parcels.is_empty() {
        let class = pick(&mut r, &classes);
        let made = (0..200).find_map(|_| {
            let of = &taken.parcels[r.below(taken.parcels.len())];
            let rings = candidate(&mut r, class, &of.polygons()[0].shell);
            is_of_class(&taken, class, &rings).then_some(Candidate { class, rings })
        });
        out.extend(made);
    }
    out
}

fn is_of_class(taken: &Taken, class: &str, rings: &Rings) -> bool {
    let Some(parcel) = judged(rings) else { return class == "invalid" };
    match (class, taken.met(&parcel)) {
        ("overlap", (Verdict::Overlap, area)) => area > 10.0,
        ("sliver", (Verdict::Overlap, area)) => area < 1.0,
        ("edge", (verdict, _)) => verdict == Verdict::Line,
        ("corner", (verdict, _)) => verdict == Verdict::Point,
        ("free", (verdict, _)) => verdict == Verdict::Apart,
        _ => false,
    }
}

fn candidate(r: &mut Random, class: &str, shell: &[Point]) -> Rings {
    let i = r.below(shell.len());
    let (p, q) = (shell[i], shell[(i + 1) % shell.len()]);
    let around = |r: &mut Random, at| vec![vec![shapes::star(r, at, 0.3, 4..9, 0.2)]];
    match class {
        "free" => {
            let at = shapes::place(r);
            around(r, at)
        }
        "overlap" => around(r, degrees(middle(shell))),
        "invalid" => vec![vec![vec![p, q, mix(p, q, (140, 60)), mix(p, q, (-40, 30)), mix(p, q, (140, 30)), mix(p, q, (-40, 60))]]],
        "edge" => vec![vec![vec![q, p, mix(p, q, (0, 60)), mix(p, q, (100, 60))]]],
        "corner" => vec![vec![vec![p, away(p, middle(shell), (60, 18)), away(p, middle(shell), (60, -18))]]],
        // A T-junction: two corners rounded onto a slanting side.
        _ => vec![vec![vec![mix(p, q, (75, 0)), mix(p, q, (25, 0)), mix(p, q, (25, 60)), mix(p, q, (75, 60))]]],
    }
}

/// A point along the side p-q and out to its right, both in per cent of its length.
fn mix(p: Point, q: Point, (along, out): (i64, i64)) -> Point {
    let (dx, dy) = (q.x - p.x, q.y - p.y);
    Point { x: p.x + (dx * along + dy * out) / 100, y: p.y + (dy * along - dx * out) / 100 }
}

/// From a corner straight away from the middle, with a turn to one side (per cent).
fn away(p: Point, middle: Point, (out, turn): (i64, i64)) -> Point {
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
