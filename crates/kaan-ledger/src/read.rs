//! Reading the log from the store: checkpoint, tiles, the entries of a subject, receipts.
//!
//! Called by pages, interfaces and exports. It never writes, and never needs a lock: rows of tiles and
//! bundles only grow, so what a checkpoint covers can always be cut out of what is stored.

use crate::entry::Placed;
use crate::hash::{Hash, fold};
use crate::proof::{Nodes, consistency, consistency_ranges, inclusion, inclusion_ranges, perfect};
use crate::sequence::hashes;
use crate::tile::{bundle_entries, cut_bundle};
use crate::tree::WIDTH;
use crate::{Checkpoint, Receipt, store};
use kaan_db::{Db, Fault, Res, Row, Snapshot, sql};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Most entries that [`find_by_subject`] and [`since`] give at once.
const MOST: usize = 4_096;

fn head(r: &Row<'_>) -> Res<(u64, String)> {
    Ok((r.get::<i64>(0)? as u64, r.get(1)?))
}

/// The newest signed checkpoint; `None` until the sequencer has run for the first time.
///
/// # Errors
/// Whatever the store says.
pub async fn checkpoint(db: &Db) -> Res<Option<String>> {
    let (_, note) = db.one(sql(store::READ_HEAD), head).await?;
    Ok((!note.is_empty()).then_some(note))
}

/// The kept checkpoint of the greatest size up to `size`.
///
/// # Errors
/// Whatever the store says.
pub async fn checkpoint_at(db: &Db, size: u64) -> Res<Option<String>> {
    db.find(sql(store::CHECKPOINT_AT).bind(size.min(i64::MAX as u64) as i64), |r| r.get(0)).await
}

/// Entries that wait for their index.
///
/// # Errors
/// Whatever the store says.
pub async fn pending(db: &Db) -> Res<u64> {
    db.one(sql(store::COUNT_PENDING), |r| Ok(r.get::<i64>(0)? as u64)).await
}

/// Where the log stands in a snapshot: the checkpoint, and how many entries of the snapshot it lacks.
///
/// An export whose tables must equal the fold of the log runs the sequencer and takes snapshots until
/// the second number is 0.
///
/// # Errors
/// Whatever the store says.
pub async fn position(snapshot: &mut Snapshot) -> Res<(Option<String>, u64)> {
    let (_, note) = snapshot.one(sql(store::READ_HEAD), head).await?;
    let waiting = snapshot.one(sql(store::COUNT_PENDING), |r| Ok(r.get::<i64>(0)? as u64)).await?;
    Ok(((!note.is_empty()).then_some(note), waiting))
}

/// The bytes of a hash tile, `width` hashes of 32 bytes; `None` when the log has no such tile.
///
/// # Errors
/// Whatever the store says.
pub async fn tile(db: &Db, level: u32, n: u64, width: u32) -> Res<Option<Vec<u8>>> {
    let Ok(n) = i64::try_from(n) else { return Ok(None) };
    let q = sql(store::READ_TILE).bind(i64::from(level)).bind(n);
    let length = width as usize * 32;
    let cut = db.find(q, |r| Ok(r.bytes(0)?.get(..length).map(<[u8]>::to_vec))).await?;
    Ok(cut.flatten().filter(|b| !b.is_empty()))
}

/// The bytes of an entry bundle cut to `width` entries; `None` when the log has not so many there.
///
/// # Errors
/// Whatever the store says.
pub async fn entries(db: &Db, n: u64, width: u32) -> Res<Option<Vec<u8>>> {
    let Ok(n) = i64::try_from(n) else { return Ok(None) };
    let cut = |r: &Row<'_>| Ok(cut_bundle(r.bytes(0)?, width).map(<[u8]>::to_vec));
    let found = db.find(sql(store::READ_BUNDLE).bind(n), cut).await?;
    Ok(found.flatten().filter(|b| !b.is_empty()))
}

/// The entries that speak of a subject, in the order of the log, those still waiting last; at most 4,096.
///
/// # Errors
/// Whatever the store says.
pub async fn find_by_subject(db: &Db, subject: &str) -> Res<Vec<Placed>> {
    // The sequencer may pass between two reads and take a waiting batch away: then look again.
    for _ in 0..4 {
        if let Some(found) = try_find(db, subject).await? {
            return Ok(found);
        }
    }
    Err(Fault::Again("the log was growing while it was read".into()))
}

async fn try_find(db: &Db, subject: &str) -> Res<Option<Vec<Placed>>> {
    let q = sql(store::FIND_SUBJECT).bind(subject).bind(MOST as i64);
    let read = |r: &Row<'_>| Ok((r.get(0)?, r.get(1)?, r.get(2)?));
    let found: Vec<(i64, i64, Option<i64>)> = db.all(q, read).await?;
    let mut bundles: BTreeMap<u64, Vec<u8>> = BTreeMap::new();
    let mut out = Vec::with_capacity(found.len());
    for (batch, place, first) in found {
        let Some(first) = first else {
            let q = sql(store::PENDING_ENTRIES).bind(batch);
            let waiting = |r: &Row<'_>| nth(r.bytes(0)?, place as usize, None);
            let Some(placed) = db.find(q, waiting).await? else { return Ok(None) };
            out.push(placed);
            continue;
        };
        let index = (first + place) as u64;
        let n = index / WIDTH as u64;
        let bundle = match bundles.entry(n) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(db.one(sql(store::READ_BUNDLE).bind(n as i64), |r| r.get(0)).await?),
        };
        out.push(nth(bundle, (index % WIDTH as u64) as usize, Some(index))?);
    }
    out.sort_by_key(|p| p.index.unwrap_or(u64::MAX));
    Ok(Some(out))
}

fn nth(bundle: &[u8], place: usize, index: Option<u64>) -> Res<Placed> {
    match bundle_entries(bundle).nth(place) {
        Some(Ok(bytes)) => Placed::from_bytes(index, bytes),
        _ => Err(Fault::Broken(format!("entry {index:?} is not where it should be"))),
    }
}

/// The entries from `index` on, in order; at most `limit` and 4,096. To follow the log, ask again from the
/// last index plus one.
///
/// # Errors
/// Whatever the store says.
pub async fn since(db: &Db, index: u64, limit: usize) -> Res<Vec<Placed>> {
    let limit = limit.min(MOST) as u64;
    let end = index.saturating_add(limit);
    if limit == 0 || end > i64::MAX as u64 {
        return Ok(Vec::new());
    }
    let (from, to) = (index / WIDTH as u64, (end - 1) / WIDTH as u64);
    let q = sql(store::READ_BUNDLES).bind(from as i64).bind(to as i64);
    let rows = db.all(q, |r| Ok((r.get::<i64>(0)? as u64, r.get::<Vec<u8>>(2)?))).await?;
    let mut out = Vec::new();
    for (n, bundle) in rows {
        for (i, entry) in (n * WIDTH as u64..end).zip(bundle_entries(&bundle)) {
            let entry = entry.map_err(|()| Fault::Broken(format!("bundle {n} is cut off")))?;
            if i >= index {
                out.push(Placed::from_bytes(Some(i), entry)?);
            }
        }
    }
    Ok(out)
}

/// The receipt (`.tlog-proof`) of an entry against the newest checkpoint; `None` when the log does not reach it.
///
/// The entry's own bytes are in its extra line, so that the file alone can be checked.
///
/// # Errors
/// Whatever the store says.
pub async fn receipt(db: &Db, index: u64) -> Res<Option<String>> {
    let Some(note) = checkpoint(db).await? else { return Ok(None) };
    let size = Checkpoint::parse(&note)?.size;
    if index >= size {
        return Ok(None);
    }
    let tiles = load(db, &inclusion_ranges(index, size)).await?;
    let proof = inclusion(&tiles, index, size).ok_or_else(incomplete)?;
    let entry = since(db, index, 1).await?.into_iter().next().ok_or_else(incomplete)?;
    Ok(Some(Receipt { extra: Some(entry.bytes()), index, proof, checkpoint: note }.text()))
}

/// The consistency proof between two sizes of the log; `None` when it has not grown so far.
///
/// # Errors
/// Whatever the store says.
pub async fn consistency_proof(db: &Db, old: u64, new: u64) -> Res<Option<Vec<Hash>>> {
    let (size, _) = db.one(sql(store::READ_HEAD), head).await?;
    if old > new || new > size {
        return Ok(None);
    }
    if old == 0 || old == new {
        return Ok(Some(Vec::new()));
    }
    let tiles = load(db, &consistency_ranges(old, new)).await?;
    consistency(&tiles, old, new).ok_or_else(incomplete).map(Some)
}

fn incomplete() -> Fault {
    Fault::Broken("a tile of the log is missing: verify the log".into())
}

/// Tiles by level and number.
struct Tiles(BTreeMap<(u32, u64), Vec<Hash>>);

async fn load(db: &Db, ranges: &[(u64, u64)]) -> Res<Tiles> {
    let mut tiles = BTreeMap::new();
    for (height, index) in ranges.iter().flat_map(|&(lo, hi)| perfect(lo, hi)) {
        let at = tile_at(height, index);
        if tiles.contains_key(&at) {
            continue;
        }
        let q = sql(store::READ_TILE).bind(i64::from(at.0)).bind(at.1 as i64);
        tiles.insert(at, db.find(q, |r| Ok(hashes(r.bytes(0)?))).await?.ok_or_else(incomplete)?);
    }
    Ok(Tiles(tiles))
}

/// Level and number of the tile that holds a node.
fn tile_at(height: u32, index: u64) -> (u32, u64) {
    let level = height / 8;
    (level, (index << (height % 8)) / WIDTH as u64)
}

impl Nodes for Tiles {
    fn node(&self, height: u32, index: u64) -> Option<Hash> {
        let row = self.0.get(&tile_at(height, index))?;
        let start = ((index << (height % 8)) % WIDTH as u64) as usize;
        row.get(start..start + (1 << (height % 8))).map(fold)
    }
}
