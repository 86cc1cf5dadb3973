//! Overlaps among live registered titles, found when a register comes in.
//!
//! Called by the act after the last row. Titles that stood already are met by new ones only. It never
//! judges who is right: what it finds is recorded as inherited.

use crate::model::{Overlap, figure};
use kaan_geo::{Bounds, BoxIndex, Kind, Parcel, Tolerance, relation};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Titles judged by a thread at a time.
const SHARE: usize = 512;
/// More pairs than this are no register, but the same ground again and again.
const MOST_PAIRS: usize = 5_000_000;

/// The titles whose ground is compared.
#[derive(Default)]
pub(super) struct Meeting {
    numbers: String,
    boundaries: Vec<u8>,
    titles: Vec<Title>,
    /// Places of those that stood already, so that they can be taken out when they are corrected.
    stood: HashMap<Box<str>, usize>,
}

struct Title {
    number: (usize, usize),
    boundary: (usize, usize),
    bounds: Bounds,
    fresh: bool,
}

/// Why the overlaps could not be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unfound {
    /// The caller wanted to stop.
    Stopped,
    /// Millions of pairs.
    TooMany,
    /// A thread of ours broke.
    Broken,
}

impl Meeting {
    /// Adds a title that is new or corrected.
    pub fn add(&mut self, number: &str, boundary: &[u8], bounds: [i64; 4]) {
        self.put(number, boundary, bounds, true);
    }

    /// Adds a title that stood already.
    pub fn add_stood(&mut self, number: &str, boundary: &[u8], bounds: [i64; 4]) {
        self.stood.insert(number.into(), self.titles.len());
        self.put(number, boundary, bounds, false);
    }

    /// Takes a title out that stood already.
    pub fn take_out(&mut self, number: &str) {
        if let Some(title) = self.stood.remove(number).and_then(|at| self.titles.get_mut(at)) {
            title.bounds = Bounds::EMPTY;
        }
    }

    /// How many titles are held against each other.
    pub fn count(&self) -> usize {
        self.titles.len()
    }

    fn put(&mut self, number: &str, boundary: &[u8], [x0, y0, x1, y1]: [i64; 4], fresh: bool) {
        let (n, b) = (self.numbers.len(), self.boundaries.len());
        self.numbers.push_str(number);
        self.boundaries.extend_from_slice(boundary);
        let title = Title {
            number: (n, self.numbers.len()),
            boundary: (b, self.boundaries.len()),
            bounds: Bounds { x0, y0, x1, y1 },
            fresh,
        };
        self.titles.push(title);
    }

    fn number(&self, t: &Title) -> &str {
        self.numbers.get(t.number.0..t.number.1).unwrap_or_default()
    }

    fn parcel(&self, t: &Title) -> Option<Parcel> {
        kaan_geo::decode(self.boundaries.get(t.boundary.0..t.boundary.1)?).ok()
    }

    /// Every pair of which one at least is fresh and which shares ground, in the order of their numbers.
    ///
    /// # Errors
    /// [`Unfound`].
    pub fn find(&self, tolerance: Tolerance, stop: &(dyn Fn() -> bool + Send + Sync)) -> Result<Vec<Overlap>, Unfound> {
        if !self.titles.iter().any(|t| t.fresh) {
            return Ok(Vec::new());
        }
        let index = BoxIndex::build(self.titles.iter().map(|t| t.bounds).collect());
        let (next, stopped) = (AtomicUsize::new(0), AtomicBool::new(false));
        let threads = std::thread::available_parallelism().map_or(2, usize::from).min(16);
        let work = || {
            let mut found = Vec::new();
            while !stopped.load(Ordering::Relaxed) {
                let from = next.fetch_add(SHARE, Ordering::Relaxed);
                let Some(part) = self.titles.get(from..(from + SHARE).min(self.titles.len())).filter(|p| !p.is_empty()) else {
                    break;
                };
                (from..).zip(part).filter(|(_, t)| t.fresh).for_each(|(at, t)| self.meet(&index, (at, t), tolerance, &mut found));
                if stop() || found.len() > MOST_PAIRS {
                    stopped.store(true, Ordering::Relaxed);
                }
            }
            found
        };
        let parts: Option<Vec<Vec<Overlap>>> = std::thread::scope(|s| {
            let others: Vec<_> = (1..threads).map(|_| s.spawn(work)).collect();
            let mine = work();
            std::iter::once(Some(mine)).chain(others.into_iter().map(|t| t.join().ok())).collect()
        });
        let mut all = parts.ok_or(Unfound::Broken)?.concat();
        if all.len() > MOST_PAIRS {
            return Err(Unfound::TooMany);
        }
        if stopped.load(Ordering::Relaxed) {
            return Err(Unfound::Stopped);
        }
        all.sort_by(|x, y| (&x.a, &x.b).cmp(&(&y.a, &y.b)));
        Ok(all)
    }

    /// The pairs of one fresh title: with those that stood, and with the fresh ones before it.
    fn meet(&self, index: &BoxIndex, (at, title): (usize, &Title), tolerance: Tolerance, found: &mut Vec<Overlap>) {
        let mut own = None;
        index.meeting(title.bounds, |other| {
            let Some(t) = self.titles.get(other).filter(|t| other != at && (!t.fresh || other < at)) else { return true };
            if own.is_none() {
                own = self.parcel(title);
            }
            if let (Some(mine), Some(theirs)) = (&own, self.parcel(t)) {
                let r = relation(mine, &theirs, tolerance);
                let word = match r.kind {
                    Kind::Overlap => "overlap",
                    Kind::Sliver => "sliver",
                    Kind::Touch | Kind::Disjoint => return true,
                };
                let (x, y) = (self.number(title), self.number(t));
                let (a, b) = if x < y { (x, y) } else { (y, x) };
                found.push(Overlap {
                    a: a.into(),
                    b: b.into(),
                    relation: word.into(),
                    area_m2: figure(r.area_m2),
                    width_mm: r.width_mm.map(figure),
                });
            }
            true
        });
    }
}
