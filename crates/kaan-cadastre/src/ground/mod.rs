//! The ground: everything the register says about places and holders, in memory, as one snapshot.
//!
//! Read by the check, the tiles, the lists and the open collections; made anew by `load` when the ledger
//! has grown. It never reads the store while it answers, and never changes once made: readers share it
//! behind an `Arc`.
//!
//! Boundaries stay in their compact form and are decoded when a box says that they matter: a million
//! titles take about 300 MB.

mod code;
mod find;
mod load;

pub use find::{Facets, Filter, HolderRow, Page};
pub use load::load;
pub(crate) use load::position;

use crate::law::{Law, Part};
use crate::model::{Class, Collection, HolderKind, Register, Standing, Status};
use kaan_geo::{Bounds, Parcel};
use static_aabb2d_index::StaticAABB2DIndex;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};

/// Units of 1e-8 degree in a degree.
const DEGREE: i64 = 100_000_000;

/// One record as the ground keeps it.
#[derive(Debug, Clone)]
pub struct Item {
    /// West, south, east, north in 1e-8 degree; a record without a place has none.
    pub bounds: Option<[i64; 4]>,
    /// Square metres; not a number when it is withheld or unknown.
    pub area_m2: f64,
    /// How far its position may be off, metres; not a number when not stated.
    pub accuracy_m: f32,
    number: (u32, u16),
    boundary: (u64, u32),
    holders: (u32, u16),
    kind: u32,
    commodities: u32,
    register: u16,
    /// What it is.
    pub collection: Collection,
    /// Its class.
    pub class: Class,
    /// Registered or reported.
    pub standing: Standing,
    /// Where it is in its life.
    pub status: Status,
    /// Whether it shuts others out of its ground.
    pub exclusive: bool,
    /// How it takes part in the ground check.
    pub part: Part,
}

impl Item {
    /// Whether it has a valid boundary.
    #[must_use]
    pub fn has_boundary(&self) -> bool {
        self.boundary.1 > 0
    }
}

/// A holder as the ground keeps it.
#[derive(Debug, Clone)]
pub struct HolderItem {
    /// Key.
    pub id: Box<str>,
    /// Name as first handed in.
    pub name: Box<str>,
    /// Folded name, by which holders are ordered.
    pub folded: Box<str>,
    /// Who that is.
    pub kind: HolderKind,
    /// Place of the register among [`Ground::registers`].
    pub register: u16,
    /// Titles and applications, whatever their status.
    pub records: u32,
}

/// The snapshot.
pub struct Ground {
    size: AtomicU64,
    version: (i64, i64),
    /// The registers by code.
    pub registers: Vec<Register>,
    /// By which tolerances it judges.
    pub law: Law,
    items: Vec<Item>,
    numbers: String,
    boundaries: Vec<u8>,
    holders: Vec<HolderItem>,
    held: Vec<u32>,
    words: Vec<Box<str>>,
    index: Option<StaticAABB2DIndex<i64>>,
    placed: Vec<u32>,
    order: [Vec<u32>; 3],
    rank: Vec<u32>,
    codes: [code::Codes; 3],
    by_holder_id: HashMap<Box<str>, u32>,
    holder_order: Vec<u32>,
    /// Places of the records of each holder, one after another, and where each holder's begin.
    records: (Vec<u32>, Vec<u32>),
    extents: Vec<Option<[i64; 4]>>,
    /// Records without a place, of each collection, in the order of their numbers.
    nowhere: [Vec<u32>; 3],
    /// Whether each register has records of each collection.
    stands: Vec<[bool; 3]>,
    facets: [Facets; 3],
}

impl Ground {
    /// Size of the ledger, numbered and waiting entries together, for which it stands.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size.load(Ordering::Relaxed)
    }

    /// Says that it stands for a longer ledger too, because nothing of the register changed.
    pub(crate) fn stand_for(&self, size: u64) {
        self.size.store(size, Ordering::Relaxed);
    }

    /// What told the tables' state when it was read.
    pub(crate) fn version(&self) -> (i64, i64) {
        self.version
    }

    /// How many records it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// How many records of a collection.
    #[must_use]
    pub fn count(&self, collection: Collection) -> usize {
        self.order[crate::store::at(collection)].len()
    }

    /// A record by its place.
    #[must_use]
    pub fn item(&self, place: u32) -> Option<&Item> {
        self.items.get(place as usize)
    }

    /// Its number.
    #[must_use]
    pub fn number(&self, item: &Item) -> &str {
        let (start, len) = (item.number.0 as usize, usize::from(item.number.1));
        self.numbers.get(start..start + len).unwrap_or_default()
    }

    /// The office's code of its type.
    #[must_use]
    pub fn kind(&self, item: &Item) -> Option<&str> {
        self.word(item.kind)
    }

    /// Its minerals, joined by `|`.
    #[must_use]
    pub fn commodities(&self, item: &Item) -> Option<&str> {
        self.word(item.commodities)
    }

    fn word(&self, n: u32) -> Option<&str> {
        (n > 0).then(|| self.words.get(n as usize).map(AsRef::as_ref)).flatten()
    }

    /// The register it stands in.
    #[must_use]
    pub fn register(&self, item: &Item) -> Option<&Register> {
        self.registers.get(usize::from(item.register))
    }

    /// Its holders, in the order of the source.
    pub fn holders<'a>(&'a self, item: &Item) -> impl Iterator<Item = &'a HolderItem> {
        let (start, len) = (item.holders.0 as usize, usize::from(item.holders.1));
        let held = self.held.get(start..start + len).unwrap_or_default();
        held.iter().filter_map(|h| self.holders.get(*h as usize))
    }

    /// Its boundary in the compact form; empty when it has none.
    #[must_use]
    pub fn encoded(&self, item: &Item) -> &[u8] {
        let (start, len) = (item.boundary.0 as usize, item.boundary.1 as usize);
        self.boundaries.get(start..start + len).unwrap_or_default()
    }

    /// Its boundary; `None` when the outline is invalid or unknown.
    #[must_use]
    pub fn parcel(&self, item: &Item) -> Option<Parcel> {
        if !item.has_boundary() {
            return None;
        }
        kaan_geo::decode(self.encoded(item)).ok()
    }

    /// The records whose boxes meet a box (west, south, east, north in 1e-8 degree), in no order.
    pub fn meeting(&self, b: [i64; 4]) -> impl Iterator<Item = (u32, &Item)> {
        let found = self.index.as_ref().map(|i| i.query_iter(b[0], b[1], b[2], b[3]));
        found.into_iter().flatten().filter_map(|n| {
            let place = *self.placed.get(n)?;
            Some((place, self.items.get(place as usize)?))
        })
    }

    /// Calls `f` with the records whose boxes meet a box, in no order, until it answers `false`.
    pub fn meeting_until(&self, b: [i64; 4], mut f: impl FnMut(&Item) -> bool) {
        if let Some(index) = &self.index {
            // The index stops at the first error, which is what it calls a wish to stop.
            let _ = index.visit_query(b[0], b[1], b[2], b[3], &mut |n: usize| {
                let item = self.placed.get(n).and_then(|place| self.items.get(*place as usize));
                if item.is_none_or(&mut f) { Ok(()) } else { Err(()) }
            });
        }
    }

    /// The box around all records of a collection.
    #[must_use]
    pub fn extent(&self, collection: Collection) -> Option<[i64; 4]> {
        let boxes = self.order[crate::store::at(collection)].iter().filter_map(|i| self.items.get(*i as usize)?.bounds);
        boxes.reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])])
    }

    /// The box around all records of a register, by its code.
    #[must_use]
    pub fn register_extent(&self, code: &str) -> Option<[i64; 4]> {
        let place = self.registers.iter().position(|r| r.code == code)?;
        self.extents.get(place).copied().flatten()
    }

    /// Whether a register, by its code, has records of a collection.
    #[must_use]
    pub fn stands_in(&self, collection: Collection, code: &str) -> bool {
        let place = self.registers.iter().position(|r| r.code == code);
        place.and_then(|p| self.stands.get(p)).is_some_and(|s| s[crate::store::at(collection)])
    }

    /// The titles and applications of a holder, by its key, in the order of the tables.
    pub fn records_of(&self, holder: &str) -> impl Iterator<Item = (u32, &Item)> {
        let place = self.by_holder_id.get(holder).map_or(usize::MAX, |p| *p as usize);
        let (all, starts) = &self.records;
        let range = starts.get(place).zip(starts.get(place.saturating_add(1)));
        let places = range.and_then(|(from, to)| all.get(*from as usize..*to as usize)).unwrap_or_default();
        places.iter().filter_map(|n| Some((*n, self.items.get(*n as usize)?)))
    }

    /// What a collection's list can be narrowed by, most frequent first.
    #[must_use]
    pub fn facets(&self, collection: Collection) -> &Facets {
        &self.facets[crate::store::at(collection)]
    }

    /// The boxes in which ground is expected: those of the law, and those around the registers, one degree wider.
    pub fn served(&self) -> impl Iterator<Item = Bounds> {
        let wider = |b: [i64; 4]| Bounds { x0: b[0] - DEGREE, y0: b[1] - DEGREE, x1: b[2] + DEGREE, y1: b[3] + DEGREE };
        let law = self.law.jurisdictions.iter().filter_map(crate::law::Jurisdiction::bounds);
        law.chain(self.extents.iter().flatten().copied().map(wider))
    }

    /// A record by its number.
    #[must_use]
    pub fn find(&self, collection: Collection, number: &str) -> Option<(u32, &Item)> {
        let order = &self.order[crate::store::at(collection)];
        let at = order.binary_search_by(|i| self.items.get(*i as usize).map_or("", |it| self.number(it)).cmp(number)).ok()?;
        let place = *order.get(at)?;
        Some((place, self.items.get(place as usize)?))
    }
}
