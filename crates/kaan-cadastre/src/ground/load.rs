//! Reads the tables into a new ground.
//!
//! Called by the door's `refresh`, `kaan check` and tests. It never keeps a text twice: numbers stand in
//! one string, boundaries in one buffer, words once.

use super::code::Codes;
use super::{Ground, HolderItem, Item};
use crate::law::Law;
use crate::model::{Collection, Register};
use crate::store::{self, GroundRow};
use kaan_db::{Db, Fault, Res, Snapshot};
use static_aabb2d_index::{StaticAABB2DIndex, StaticAABB2DIndexBuilder};
use std::collections::HashMap;
use std::sync::atomic::AtomicU64;

/// Reads the whole register as it is now; `law` says which titles shut others out.
///
/// # Errors
/// What the store says.
pub async fn load(db: &Db, law: &Law) -> Res<Ground> {
    let mut view = db.snapshot().await?;
    let size = position(&mut view).await?;
    let version = store::version(&mut view).await?;
    let mut b = Builder::new(law.clone(), store::registers_in(&mut view).await?);
    b.ground.version = version;
    b.holders(&mut view).await?;
    for collection in Collection::ALL {
        store::load_ground(&mut view, *collection, |row| b.add(*collection, &row)).await?;
    }
    view.finish().await?;
    b.finish(size)
}

/// Size of the ledger with what waits for its place.
///
/// # Errors
/// What the store says, or that the checkpoint is none.
pub(crate) async fn position(view: &mut Snapshot) -> Res<u64> {
    let (note, waiting) = kaan_ledger::position(view).await?;
    let numbered = note.map(|n| kaan_ledger::Checkpoint::parse(&n)).transpose()?.map_or(0, |c| c.size);
    Ok(numbered + waiting)
}

struct Builder {
    ground: Ground,
    words: HashMap<Box<str>, u32>,
    registers: HashMap<String, u16>,
}

impl Builder {
    fn new(law: Law, registers: Vec<Register>) -> Self {
        let codes = registers.iter().zip(0u16..).map(|(r, n)| (r.code.clone(), n)).collect();
        let ground = Ground {
            size: AtomicU64::new(0),
            version: (0, 0),
            extents: vec![None; registers.len()],
            nowhere: Default::default(),
            stands: vec![[false; 3]; registers.len()],
            registers,
            law,
            items: Vec::new(),
            numbers: String::new(),
            boundaries: Vec::new(),
            holders: Vec::new(),
            held: Vec::new(),
            words: vec!["".into()],
            index: None,
            placed: Vec::new(),
            order: [Vec::new(), Vec::new(), Vec::new()],
            rank: Vec::new(),
            by_holder_id: HashMap::new(),
            holder_order: Vec::new(),
            codes: Default::default(),
            records: (Vec::new(), Vec::new()),
            facets: Default::default(),
        };
        Builder { ground, words: HashMap::new(), registers: codes }
    }

    async fn holders(&mut self, view: &mut Snapshot) -> Res<()> {
        let Builder { ground: g, registers, .. } = self;
        store::load_holders(view, |id, register, name, folded, kind| {
            let place = g.holders.len() as u32;
            let register = registers.get(register).copied().unwrap_or_default();
            g.holders.push(HolderItem { id: id.into(), name: name.into(), folded: folded.into(), kind, register, records: 0 });
            g.by_holder_id.insert(id.into(), place);
        })
        .await
    }

    fn word(&mut self, text: Option<&str>) -> u32 {
        let Some(text) = text else { return 0 };
        if let Some(n) = self.words.get(text) {
            return *n;
        }
        let n = self.ground.words.len() as u32;
        self.ground.words.push(text.into());
        self.words.insert(text.into(), n);
        n
    }

    /// Places of the holders in a row's JSON, which is ours: `"id":"` cannot stand inside a text of it.
    fn held(&mut self, json: Option<&str>) -> (u32, u16) {
        let g = &mut self.ground;
        let start = g.held.len();
        let mut rest = json.unwrap_or_default();
        while let Some((_, after)) = rest.split_once("\"id\":\"") {
            let (id, tail) = after.split_once('"').unwrap_or((after, ""));
            if let Some(place) = g.by_holder_id.get(id) {
                g.held.push(*place);
                if let Some(h) = g.holders.get_mut(*place as usize) {
                    h.records += 1;
                }
            }
            rest = tail;
        }
        (start as u32, (g.held.len() - start).min(usize::from(u16::MAX)) as u16)
    }

    fn add(&mut self, collection: Collection, row: &GroundRow<'_>) {
        let (kind, commodities) = (self.word(row.kind), self.word(row.commodities));
        let holders = self.held(row.holders);
        let register = self.registers.get(row.register).copied().unwrap_or_default();
        let g = &mut self.ground;
        let number = (g.numbers.len() as u32, row.number.len().min(usize::from(u16::MAX)) as u16);
        g.numbers.push_str(row.number);
        let boundary = row.boundary.unwrap_or_default();
        let place = (g.boundaries.len() as u64, boundary.len() as u32);
        g.boundaries.extend_from_slice(boundary);
        let exclusive = match collection {
            Collection::Titles => row.standing == crate::model::Standing::Registered && g.law.is_exclusive(row.class, row.status),
            Collection::Applications => false,
            Collection::ReservedAreas => g.law.is_live(row.status),
        };
        if let Some(s) = g.stands.get_mut(usize::from(register)) {
            s[store::at(collection)] = true;
        }
        if let (Some(b), Some(e)) = (row.bounds, g.extents.get_mut(usize::from(register))) {
            *e = Some(e.map_or(b, |e| [e[0].min(b[0]), e[1].min(b[1]), e[2].max(b[2]), e[3].max(b[3])]));
        }
        g.order[store::at(collection)].push(g.items.len() as u32);
        g.items.push(Item {
            bounds: row.bounds,
            area_m2: row.area_m2.unwrap_or(f64::NAN),
            accuracy_m: row.accuracy_m.map_or(f32::NAN, |a| a as f32),
            number,
            boundary: place,
            holders,
            kind,
            commodities,
            register,
            collection,
            class: row.class,
            standing: row.standing,
            status: row.status,
            exclusive,
            part: g.law.part(collection, row.status),
        });
    }

    fn finish(self, size: u64) -> Res<Ground> {
        let mut g = self.ground;
        g.stand_for(size);
        g.items.shrink_to_fit();
        g.boundaries.shrink_to_fit();
        g.numbers.shrink_to_fit();
        let mut order = std::mem::take(&mut g.order);
        // The orders and the index do not need one another.
        let (codes, index) = std::thread::scope(|s| {
            let index = s.spawn(|| index(&g));
            for o in &mut order {
                o.sort_unstable_by(|a, b| number_at(&g, *a).cmp(number_at(&g, *b)));
            }
            let codes = [&order[0], &order[1], &order[2]].map(|o| Codes::of(o, |n| number_at(&g, n)));
            (codes, index.join())
        });
        (g.placed, g.index) = index.map_err(|_| Fault::Broken("the index of the ground panicked".into()))??;
        g.codes = codes;
        g.rank = vec![0; g.items.len()];
        for o in &order {
            for (rank, place) in (0u32..).zip(o) {
                if let Some(r) = g.rank.get_mut(*place as usize) {
                    *r = rank;
                }
            }
        }
        g.nowhere = [&order[0], &order[1], &order[2]].map(|o| o.iter().copied().filter(|n| !has_place(&g, *n)).collect());
        g.order = order;
        g.records = records(&g);
        g.facets = [Collection::Titles, Collection::Applications, Collection::ReservedAreas].map(|c| g.count_facets(c));
        let mut by_name: Vec<u32> = (0..g.holders.len() as u32).collect();
        let key = |n: &u32| g.holders.get(*n as usize).map(|h| (h.folded.clone(), h.id.clone()));
        by_name.sort_by_cached_key(key);
        g.holder_order = by_name;
        Ok(g)
    }
}

/// The records of each holder, by counting: all of them, and where each holder's begin.
fn records(g: &Ground) -> (Vec<u32>, Vec<u32>) {
    let mut starts = Vec::with_capacity(g.holders.len() + 1);
    let mut sum = 0;
    for h in &g.holders {
        starts.push(sum);
        sum += h.records;
    }
    let mut next = starts.clone();
    starts.push(sum);
    let mut all = vec![0; sum as usize];
    for (place, item) in (0u32..).zip(&g.items) {
        let (start, len) = (item.holders.0 as usize, usize::from(item.holders.1));
        for h in g.held.get(start..start + len).unwrap_or_default() {
            if let Some(at) = next.get_mut(*h as usize) {
                if let Some(slot) = all.get_mut(*at as usize) {
                    *slot = place;
                }
                *at += 1;
            }
        }
    }
    (all, starts)
}

fn has_place(g: &Ground, place: u32) -> bool {
    g.items.get(place as usize).is_some_and(|i| i.bounds.is_some())
}

fn number_at(g: &Ground, place: u32) -> &str {
    g.items.get(place as usize).map_or("", |i| g.number(i))
}

type Index = (Vec<u32>, Option<StaticAABB2DIndex<i64>>);

/// The index of the boxes, and which record each of them belongs to.
fn index(g: &Ground) -> Res<Index> {
    let placed: Vec<u32> = (0u32..).zip(&g.items).filter(|(_, i)| i.bounds.is_some()).map(|(n, _)| n).collect();
    if placed.is_empty() {
        return Ok((placed, None));
    }
    let mut builder = StaticAABB2DIndexBuilder::new(placed.len());
    for b in g.items.iter().filter_map(|i| i.bounds) {
        builder.add(b[0], b[1], b[2], b[3]);
    }
    let index = builder.build().map_err(|e| Fault::Broken(e.to_string()))?;
    Ok((placed, Some(index)))
}
