//! The sequencer: gives waiting entries their index, extends the tree, signs a checkpoint.
//!
//! Run by the binary's worker every second or so, by any replica and by imports at their end. Whoever runs
//! it locks the head first, so only one works at a time on either engine. It never orders by a clock:
//! batches are taken in the order of the keys that the store gave them.

use crate::hash::{Hash, leaf_hash};
use crate::tile::bundle_entries;
use crate::tree::{Tree, WIDTH, level_count, partial_width, tile_of};
use crate::{Checkpoint, Signer, store};
use kaan_db::{Act, Arg, Db, Fault, Res, Tx, sql};

/// One run takes about so many entries at most; what is left over waits for the next run.
const MOST_AT_ONCE: i64 = 65_536;
/// And about so many bytes.
const MOST_BYTES_AT_ONCE: i64 = 32 << 20;
/// [`sequence`] runs at most so often in one call.
const ROUNDS: usize = 10_000;

/// One run of the sequencer, as an act.
#[derive(Debug, Clone)]
pub struct Sequence(
    /// Signs the new checkpoint.
    pub Signer,
);

/// What a run did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sequenced {
    /// Entries in the log now.
    pub size: u64,
    /// Entries that got their index in this run.
    pub taken: u64,
    /// Whether more were waiting when it ended.
    pub more: bool,
}

/// Runs the sequencer until nothing waits.
///
/// # Errors
/// [`Fault::Broken`] when the stored tree does not lead to the signed root (nothing is signed then) or the
/// log bears another name than the signer; else whatever the store says.
pub async fn sequence(db: &Db, signer: &Signer) -> Res<Sequenced> {
    let mut taken = 0;
    let mut last = Sequenced { size: 0, taken: 0, more: true };
    for _ in 0..ROUNDS {
        last = db.act(Sequence(signer.clone())).await?;
        taken += last.taken;
        if !last.more {
            break;
        }
    }
    Ok(Sequenced { taken, ..last })
}

impl Act for Sequence {
    type Out = Sequenced;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Sequenced> {
        let head = |r: &kaan_db::Row| Ok((r.get::<i64>(0)? as u64, r.get::<String>(1)?));
        let (size, note) = tx.one(sql(store::LOCK_HEAD), head).await?;
        let (last_key, more) = choose(tx).await?;
        if last_key.is_none() && !note.is_empty() {
            return Ok(Sequenced { size, taken: 0, more: false });
        }
        let mut growth = Growth::load(tx, size).await?;
        self.check(&growth.tree, &note)?;
        if let Some(key) = last_key {
            let read = |r: &kaan_db::Row| Ok((r.get(0)?, r.get(1)?, r.get(2)?));
            let batches: Vec<(i64, i64, Vec<u8>)> = tx.all(sql(store::TAKE_PENDING).bind(key), read).await?;
            place(tx, &mut growth, batches).await?;
            growth.write(tx, size).await?;
        }
        self.sign(tx, &growth.tree, size).await?;
        let size_now = growth.tree.size();
        Ok(Sequenced { size: size_now, taken: size_now - size, more })
    }
}

impl Sequence {
    /// The tree in the store must be the one that was signed last, under the same name.
    fn check(&self, tree: &Tree, note: &str) -> Res<()> {
        if note.is_empty() {
            return Ok(());
        }
        let signed = Checkpoint::parse(note)?;
        if signed.origin != self.0.name() {
            return Err(Fault::Broken(format!("the log is {}, the key is for {}", signed.origin, self.0.name())));
        }
        if signed.size != tree.size() || signed.root != tree.root() {
            return Err(Fault::Broken("the stored tree is not the signed one: verify the log".into()));
        }
        Ok(())
    }

    async fn sign(&self, tx: &mut Tx<'_>, tree: &Tree, before: u64) -> Res<()> {
        let (size, root) = (tree.size(), tree.root());
        let note = self.0.sign(&Checkpoint { origin: self.0.name().to_owned(), size, root }.text());
        tx.run(sql(store::MOVE_HEAD).bind(size as i64).bind(&note)).await?;
        // History is sparse: the first checkpoint, and one for each run that fills a bundle.
        if before == 0 || size / WIDTH as u64 > before / WIDTH as u64 {
            tx.run(sql(store::INSERT_CHECKPOINT).bind(size as i64).bind(&note)).await?;
        }
        Ok(())
    }
}

/// The key up to which this run takes, and whether more waits behind it.
async fn choose(tx: &mut Tx<'_>) -> Res<(Option<i64>, bool)> {
    let weigh = |r: &kaan_db::Row| Ok((r.get(0)?, r.get(1)?, r.get(2)?));
    let waiting: Vec<(i64, i64, i64)> = tx.all(sql(store::WEIGH_PENDING), weigh).await?;
    let (mut entries, mut bytes, mut last) = (0, 0, None);
    for (i, (key, count, size)) in waiting.iter().enumerate() {
        entries += count;
        bytes += size;
        if i > 0 && (entries > MOST_AT_ONCE || bytes > MOST_BYTES_AT_ONCE) {
            return Ok((last, true));
        }
        last = Some(*key);
    }
    // A full page of keys: there may be more behind it.
    Ok((last, waiting.len() >= store::PAGE))
}

/// Gives the batches their places and takes them out of the queue.
async fn place(tx: &mut Tx<'_>, growth: &mut Growth, batches: Vec<(i64, i64, Vec<u8>)>) -> Res<()> {
    let mut placed = Vec::with_capacity(batches.len());
    for (key, count, packed) in &batches {
        let first = growth.tree.size();
        growth.append(packed)?;
        if growth.tree.size() - first != *count as u64 {
            return Err(Fault::Broken(format!("pending batch {key} does not hold {count} entries")));
        }
        placed.push((*key, first as i64, *count));
    }
    let rows = placed.iter().map(|&(key, first, count)| [Arg::from(key), first.into(), count.into()]);
    tx.insert_many("ledger_batch", ["key", "first", "count"], rows).await?;
    for keys in placed.chunks(store::PAGE) {
        tx.run(sql(store::DELETE_PENDING).among("", keys.iter().map(|(key, ..)| *key))).await?;
    }
    Ok(())
}

/// What a run adds to the log, in memory until it is written.
pub(crate) struct Growth {
    pub(crate) tree: Tree,
    /// The bundle that is being filled.
    bundle: Vec<u8>,
    bundles: Vec<(u64, u32, Vec<u8>)>,
    tiles: Vec<(u32, u64, Vec<u8>)>,
}

impl Growth {
    /// From nothing.
    pub(crate) fn new() -> Self {
        Self { tree: Tree::new(), bundle: Vec::new(), bundles: Vec::new(), tiles: Vec::new() }
    }

    /// The right edge of the log of `size` entries.
    async fn load(tx: &mut Tx<'_>, size: u64) -> Res<Self> {
        let mut levels = Vec::new();
        for level in 0..level_count(size) {
            let mut row = Vec::with_capacity(WIDTH);
            if partial_width(size, level) > 0 {
                let q = sql(store::READ_TILE).bind(i64::from(level)).bind(tile_of(size, level) as i64);
                row = tx.one(q, |r| Ok(hashes(r.bytes(0)?))).await?;
            }
            levels.push(row);
        }
        let mut bundle = Vec::new();
        if partial_width(size, 0) > 0 {
            let q = sql(store::READ_BUNDLE).bind(tile_of(size, 0) as i64);
            bundle = tx.one(q, |r| r.get(0)).await?;
        }
        let tree = Tree::resume(size, levels)
            .ok_or_else(|| Fault::Broken("the stored tiles do not fit the log's size: verify the log".into()))?;
        Ok(Self { tree, bundle, bundles: Vec::new(), tiles: Vec::new() })
    }

    /// Appends entries, packed as in a bundle.
    pub(crate) fn append(&mut self, packed: &[u8]) -> Res<()> {
        for entry in bundle_entries(packed) {
            let entry = entry.map_err(|()| Fault::Broken("packed entries are cut off".into()))?;
            self.bundle.extend_from_slice(&(entry.len() as u16).to_be_bytes());
            self.bundle.extend_from_slice(entry);
            let tiles = &mut self.tiles;
            self.tree.append(leaf_hash(entry), |level, n, t| tiles.push((level, n, t.as_flattened().to_vec())));
            let size = self.tree.size();
            if size.is_multiple_of(WIDTH as u64) {
                let full = std::mem::take(&mut self.bundle);
                self.bundles.push((size / WIDTH as u64 - 1, WIDTH as u32, full));
            }
        }
        Ok(())
    }

    /// Writes the full tiles and bundles there are so far, without the partial ones.
    pub(crate) async fn write_full(&mut self, tx: &mut Tx<'_>) -> Res<()> {
        let rows = self.tiles.iter().map(|(l, n, b)| [Arg::from(*l), (*n as i64).into(), b.into()]);
        tx.insert_many("ledger_tile", ["level", "n", "bytes"], rows).await?;
        let rows = self.bundles.iter().map(|(n, w, b)| [Arg::from(*n as i64), (*w).into(), b.into()]);
        tx.insert_many("ledger_bundle", ["n", "width", "bytes"], rows).await?;
        self.tiles.clear();
        self.bundles.clear();
        Ok(())
    }

    /// Writes everything; the partial tiles and bundle of the log of `before` entries are replaced.
    pub(crate) async fn write(&mut self, tx: &mut Tx<'_>, before: u64) -> Res<()> {
        for level in 0..level_count(before) {
            if partial_width(before, level) > 0 {
                let n = tile_of(before, level) as i64;
                tx.run(sql(store::DELETE_TILE).bind(i64::from(level)).bind(n)).await?;
            }
        }
        if partial_width(before, 0) > 0 {
            tx.run(sql(store::DELETE_BUNDLE).bind(tile_of(before, 0) as i64)).await?;
        }
        let partial = self.tree.partial().map(|(l, n, t)| (l, n, t.as_flattened().to_vec()));
        self.tiles.extend(partial);
        let size = self.tree.size();
        if !self.bundle.is_empty() {
            let width = partial_width(size, 0) as u32;
            self.bundles.push((tile_of(size, 0), width, std::mem::take(&mut self.bundle)));
        }
        self.write_full(tx).await
    }
}

/// The hashes of a tile's bytes; a rest of less than 32 bytes is left out.
pub(crate) fn hashes(bytes: &[u8]) -> Vec<Hash> {
    bytes.as_chunks::<32>().0.to_vec()
}
