//! The verifier: reads a whole log and names what is wrong with it.
//!
//! Called by `kaan verify` and before an import. Memory does not grow with the log. It never trusts a tile: every
//! hash is made again from the entries, and the root must be the signed one.

use crate::hash::{Hash, fold, leaf_hash};
use crate::sequence::hashes;
use crate::tile::{Path, bundle_entries, cut_bundle};
use crate::tree::{Tree, WIDTH};
use crate::{Checkpoint, Verifier, open_checkpoint};
use kaan_db::{Fault, Res};
use std::collections::BTreeSet;
use std::fmt;
use std::ops::ControlFlow;

/// After so many faults the verifier stops looking.
const MOST_WRONG: usize = 100;
/// Bundles that a thread takes at a time.
const CHUNK: u64 = 64;
const THREADS: u64 = 2;

/// Where a log is read from: a folder, an address on the web, anything that has the files of tlog-tiles.
pub trait LogSource: Sync {
    /// The bytes at `checkpoint`, `vkey` or a tile's address; `None` when there is nothing.
    ///
    /// # Errors
    /// When it cannot be read at all: that ends the verification.
    fn fetch(&self, path: &str) -> Res<Option<Vec<u8>>>;

    /// Every file there is, for sources that can tell; files that belong to no log are then named.
    ///
    /// # Errors
    /// When it cannot be read at all.
    fn list(&self) -> Res<Option<Vec<String>>> {
        Ok(None)
    }
}

impl<F: Fn(&str) -> Res<Option<Vec<u8>>> + Sync> LogSource for F {
    fn fetch(&self, path: &str) -> Res<Option<Vec<u8>>> {
        self(path)
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// Which file.
    pub path: String,
    /// Which entry of the log, when it is about one.
    pub index: Option<u64>,
    /// Which bytes of the file, from and up to but not including.
    pub bytes: Option<(u64, u64)>,
    /// What is wrong with it, in English, for the command line.
    pub what: String,
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        if let Some(index) = self.index {
            write!(f, ", entry {index}")?;
        }
        match self.bytes {
            Some((from, to)) if to == from + 1 => write!(f, ", byte {from}")?,
            Some((from, to)) => write!(f, ", bytes {from} to {to}")?,
            None => {}
        }
        write!(f, ": {}", self.what)
    }
}

fn wrong(path: impl fmt::Display, what: impl Into<String>) -> Wrong {
    Wrong { path: path.to_string(), index: None, bytes: None, what: what.into() }
}

/// What the verifier found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// The signed checkpoint, when its signature is good.
    pub checkpoint: Option<Checkpoint>,
    /// Entries read and hashed.
    pub entries: u64,
    /// Whether the earlier checkpoint is a beginning of this log; `None` when none was given.
    pub consistent: Option<bool>,
    /// Everything that is wrong; at most 100 things.
    pub wrong: Vec<Wrong>,
}

impl Report {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.checkpoint.is_some() && self.wrong.is_empty() && self.consistent != Some(false)
    }
}

/// Checks signature, every entry, every tile, the root, and consistency with an earlier checkpoint
/// (already opened with its key).
///
/// # Errors
/// Only when the source cannot be read; what is wrong with the log stands in the report.
pub fn verify(source: &dyn LogSource, verifier: &Verifier, earlier: Option<&Checkpoint>) -> Res<Report> {
    let mut report = Report::default();
    let Some(checkpoint) = signed(source, verifier, &mut report)? else { return Ok(report) };
    let walk = Walk { source, size: checkpoint.size, earlier: earlier.map(|e| e.size) };
    let mut state = State { tree: Tree::new(), old_root: None, last: None };
    let bundles = checkpoint.size.div_ceil(WIDTH as u64);
    let mut n = 0;
    while n < bundles && report.wrong.len() < MOST_WRONG {
        let end = (n + CHUNK * THREADS).min(bundles);
        for read in walk.chunk(n, end)? {
            report.entries += read.entries;
            walk.take(read, &mut state, &mut report)?;
        }
        n = end;
    }
    walk.finish(&mut state, &checkpoint, &mut report)?;
    if let Some(e) = earlier {
        let root = if e.size == checkpoint.size { Some(state.tree.root()) } else { state.old_root };
        let good = e.origin == checkpoint.origin && root == Some(e.root);
        report.consistent = Some(good);
        if !good {
            report.wrong.push(wrong("checkpoint", format!("the log is no continuation of the earlier one of {} entries", e.size)));
        }
    }
    walk.strangers(&mut report)?;
    report.checkpoint = Some(checkpoint);
    report.wrong.truncate(MOST_WRONG);
    Ok(report)
}

/// Every entry of the first `size`, in order, with its index; for folds of the log. Checks no hash.
///
/// # Errors
/// [`Fault::Broken`] naming the bundle that is missing or cut off, or what `f` says.
pub fn walk(source: &dyn LogSource, size: u64, mut f: impl FnMut(u64, &[u8]) -> Res<ControlFlow<()>>) -> Res<()> {
    for n in 0..size.div_ceil(WIDTH as u64) {
        let path = Path::Entries { n, width: width_at(size, 0, n) };
        let bytes = cut(source, path)?.ok_or_else(|| Fault::Broken(format!("{path} is missing")))?;
        for (index, entry) in (n * WIDTH as u64..size).zip(bundle_entries(&bytes)) {
            let entry = entry.map_err(|()| Fault::Broken(format!("{path} is cut off")))?;
            if f(index, entry)?.is_break() {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// Checkpoint and vkey of the source, checked.
fn signed(source: &dyn LogSource, verifier: &Verifier, report: &mut Report) -> Res<Option<Checkpoint>> {
    if let Some(bytes) = source.fetch("vkey")?
        && bytes != format!("{}\n", verifier.vkey()).as_bytes()
    {
        report.wrong.push(wrong("vkey", "it is not the key given"));
    }
    let Some(bytes) = source.fetch("checkpoint")? else {
        report.wrong.push(wrong("checkpoint", "it is missing"));
        return Ok(None);
    };
    let opened = std::str::from_utf8(&bytes)
        .map_err(|_| Fault::Broken("it is not text".into()))
        .and_then(|note| open_checkpoint(note, verifier));
    match opened {
        Ok(c) if c.size <= i64::MAX as u64 => Ok(Some(c)),
        Ok(_) => {
            report.wrong.push(wrong("checkpoint", "its size is out of range"));
            Ok(None)
        }
        Err(e) => {
            report.wrong.push(wrong("checkpoint", e.to_string()));
            Ok(None)
        }
    }
}

/// Hashes that tile `n` of a level has in a log of `size`.
fn width_at(size: u64, level: u32, n: u64) -> u32 {
    let hashes = size.checked_shr(8 * level).unwrap_or(0);
    hashes.saturating_sub(n.saturating_mul(WIDTH as u64)).min(WIDTH as u64) as u32
}

/// A tile or bundle; where the partial one is gone, the beginning of the full one (tlog-tiles, partial tiles).
fn cut(source: &dyn LogSource, path: Path) -> Res<Option<Vec<u8>>> {
    if let Some(bytes) = source.fetch(&path.to_string())? {
        return Ok(Some(bytes));
    }
    let full = WIDTH as u32;
    Ok(match path {
        Path::Tile { level, n, width } if width < full => source
            .fetch(&Path::Tile { level, n, width: full }.to_string())?
            .and_then(|b| b.get(..width as usize * 32).map(<[u8]>::to_vec)),
        Path::Entries { n, width } if width < full => {
            source.fetch(&Path::Entries { n, width: full }.to_string())?.and_then(|b| cut_bundle(&b, width).map(<[u8]>::to_vec))
        }
        _ => None,
    })
}

/// What one bundle and its level 0 tile gave.
struct Read {
    n: u64,
    entries: u64,
    /// Hashes made from the entries; empty when the tile says the same and nobody needs them.
    made: Vec<Hash>,
    /// Hashes of the tile file, when they differ from those made.
    stored: Option<Vec<Hash>>,
    /// Where each entry stands in the bundle, only when something differs.
    spans: Vec<(u64, u64)>,
    root: Hash,
    wrong: Vec<Wrong>,
}

struct State {
    tree: Tree,
    old_root: Option<Hash>,
    /// The partial bundle at the end, when its tile differs: decided by the signed root.
    last: Option<(Tree, Read)>,
}

struct Walk<'a> {
    source: &'a dyn LogSource,
    size: u64,
    earlier: Option<u64>,
}

impl Walk<'_> {
    /// Reads bundles `[n, end)` on two threads, in order.
    fn chunk(&self, n: u64, end: u64) -> Res<Vec<Read>> {
        let middle = n + (end - n).div_ceil(THREADS);
        let part = |from: u64, to: u64| (from..to).map(|n| self.read(n)).collect::<Res<Vec<_>>>();
        std::thread::scope(|s| {
            let second = s.spawn(|| part(middle, end));
            let mut out = part(n, middle)?;
            let rest = second.join().map_err(|_| Fault::Broken("the verifier's thread failed".into()))?;
            out.extend(rest?);
            Ok(out)
        })
    }

    fn read(&self, n: u64) -> Res<Read> {
        let width = width_at(self.size, 0, n);
        let mut read = Read { n, entries: 0, made: vec![], stored: None, spans: vec![], root: [0; 32], wrong: vec![] };
        let (bundle, tile) = (Path::Entries { n, width }, Path::Tile { level: 0, n, width });
        let stored = cut(self.source, tile)?;
        match cut(self.source, bundle)? {
            Some(bytes) => read.hash(&bytes, bundle, width),
            None => read.wrong.push(wrong(bundle, "it is missing")),
        }
        let Some(stored) = stored else {
            read.wrong.push(wrong(tile, "it is missing"));
            read.root = fold(&read.made);
            return Ok(read);
        };
        if stored == read.made.as_flattened() {
            read.root = fold(&read.made);
            let needed = width < WIDTH as u32 || self.earlier.is_some_and(|e| e / WIDTH as u64 == n);
            read.spans = vec![];
            if !needed {
                read.made = vec![];
            }
        } else if stored.len() != width as usize * 32 {
            read.wrong.push(wrong(tile, format!("it has {} bytes, not {}", stored.len(), width * 32)));
            read.root = fold(&read.made);
        } else {
            read.root = fold(&read.made);
            read.stored = Some(hashes(&stored));
        }
        Ok(read)
    }

    /// Adds a bundle to the tree; where entries and tile differ, the level above tells which is wrong.
    fn take(&self, mut read: Read, state: &mut State, report: &mut Report) -> Res<()> {
        report.wrong.append(&mut read.wrong);
        let full = width_at(self.size, 0, read.n) as usize == WIDTH;
        if let Some(stored) = read.stored.take() {
            if !full {
                state.last = Some((state.tree.clone(), Read { stored: Some(stored), ..read }));
                return Ok(());
            }
            let above = Path::Tile { level: 1, n: read.n / WIDTH as u64, width: width_at(self.size, 1, read.n / WIDTH as u64) };
            let place = (read.n % WIDTH as u64) as usize;
            let above = cut(self.source, above)?.map(|b| hashes(&b)).unwrap_or_default();
            let tile_is_right = above.get(place) == Some(&fold(&stored));
            read.blame(&stored, tile_is_right, report);
            if tile_is_right {
                read.root = fold(&stored);
                read.made = stored;
            }
        }
        if let Some(e) = self.earlier.filter(|e| e / WIDTH as u64 == read.n && *e < self.size) {
            state.old_root = Some(grown(&state.tree, read.made.iter().take((e % WIDTH as u64) as usize)).root());
        }
        let mut full_tiles = Vec::new();
        let mut keep = |level: u32, n: u64, t: &[Hash]| full_tiles.push((level, n, t.to_vec()));
        if full {
            state.tree.append_tile(read.root, &mut keep);
        } else {
            read.made.iter().for_each(|h| state.tree.append(*h, &mut keep));
        }
        for (level, n, t) in full_tiles {
            if level > 0 {
                self.compare(level, n, &t, report)?;
            }
        }
        Ok(())
    }

    /// A tile above level 0 against the hashes made from below.
    fn compare(&self, level: u32, n: u64, made: &[Hash], report: &mut Report) -> Res<()> {
        let path = Path::Tile { level, n, width: made.len() as u32 };
        match cut(self.source, path)? {
            None => report.wrong.push(wrong(path, "it is missing")),
            Some(bytes) => {
                if let Some(at) = first_difference(&bytes, made.as_flattened()) {
                    let what = "it is not the hash of the tiles below";
                    report.wrong.push(Wrong { bytes: Some((at, at + 1)), ..wrong(path, what) });
                }
            }
        }
        Ok(())
    }

    /// The last bundle, the partial tiles and the root.
    fn finish(&self, state: &mut State, signed: &Checkpoint, report: &mut Report) -> Res<()> {
        if let Some((tree, mut read)) = state.last.take() {
            let stored = read.stored.take().unwrap_or_default();
            let tile_is_right = grown(&tree, stored.iter()).root() == signed.root;
            read.blame(&stored, tile_is_right, report);
            let hashes = if tile_is_right { stored } else { std::mem::take(&mut read.made) };
            if let Some(e) = self.earlier.filter(|e| e / WIDTH as u64 == read.n && *e < self.size) {
                state.old_root = Some(grown(&tree, hashes.iter().take((e % WIDTH as u64) as usize)).root());
            }
            state.tree = grown(&tree, hashes.iter());
        }
        let partial: Vec<_> = state.tree.partial().filter(|(l, ..)| *l > 0).map(|(l, n, t)| (l, n, t.to_vec())).collect();
        for (level, n, t) in partial {
            self.compare(level, n, &t, report)?;
        }
        if state.tree.root() != signed.root && report.wrong.len() < MOST_WRONG {
            report.wrong.push(wrong("checkpoint", "the entries do not lead to the signed root"));
        }
        Ok(())
    }

    /// Files that a log of this size does not have.
    fn strangers(&self, report: &mut Report) -> Res<()> {
        let Some(files) = self.source.list()? else { return Ok(()) };
        let known: BTreeSet<&str> = ["checkpoint", "vkey"].into();
        for file in files {
            let expected = Path::parse(&file).is_some_and(|p| match p {
                Path::Tile { level, n, width } => width > 0 && width == width_at(self.size, level, n),
                Path::Entries { n, width } => width > 0 && width == width_at(self.size, 0, n),
            });
            if !expected && !known.contains(file.as_str()) && report.wrong.len() < MOST_WRONG {
                report.wrong.push(wrong(file, "it does not belong to a log of this size"));
            }
        }
        Ok(())
    }
}

impl Read {
    /// Hashes the entries of a bundle, which must be just `width`.
    fn hash(&mut self, bytes: &[u8], path: Path, width: u32) {
        let first = self.n * WIDTH as u64;
        let mut at = 0;
        for entry in bundle_entries(bytes) {
            let index = first + self.made.len() as u64;
            let Ok(entry) = entry else {
                let end = bytes.len() as u64;
                self.wrong.push(Wrong {
                    index: Some(index),
                    bytes: Some((at, end)),
                    ..wrong(path, "the file is cut off within this entry")
                });
                break;
            };
            if self.made.len() >= width as usize {
                self.wrong.push(Wrong {
                    bytes: Some((at, bytes.len() as u64)),
                    ..wrong(path, "there is more than the bundle's entries")
                });
                break;
            }
            self.made.push(leaf_hash(entry));
            let end = at + entry.len() as u64 + 2;
            self.spans.push((at, end));
            at = end;
        }
        self.entries = self.made.len() as u64;
        if self.wrong.is_empty() && self.made.len() < width as usize {
            self.wrong.push(wrong(path, format!("it has {} entries, not {width}", self.made.len())));
        }
    }

    /// Names the first entry, or the first byte of the tile, that differs.
    fn blame(&self, stored: &[Hash], tile_is_right: bool, report: &mut Report) {
        let width = stored.len() as u32;
        if !tile_is_right {
            let path = Path::Tile { level: 0, n: self.n, width };
            let at = first_difference(stored.as_flattened(), self.made.as_flattened()).unwrap_or(0);
            let what = "it is not the hash of the entries";
            let index = Some(self.n * WIDTH as u64 + at / 32);
            report.wrong.push(Wrong { index, bytes: Some((at, at + 1)), ..wrong(path, what) });
            return;
        }
        let path = Path::Entries { n: self.n, width };
        let differs = |i: &usize| self.made.get(*i) != stored.get(*i);
        for i in (0..stored.len()).filter(differs).take(MOST_WRONG) {
            let index = Some(self.n * WIDTH as u64 + i as u64);
            let what = "it is not the entry that was logged";
            report.wrong.push(Wrong { index, bytes: self.spans.get(i).copied(), ..wrong(path, what) });
        }
    }
}

fn grown<'h>(tree: &Tree, leaves: impl Iterator<Item = &'h Hash>) -> Tree {
    let mut tree = tree.clone();
    leaves.for_each(|h| tree.append(*h, |_, _, _| {}));
    tree
}

fn first_difference(a: &[u8], b: &[u8]) -> Option<u64> {
    let common = a.iter().zip(b).position(|(x, y)| x != y);
    let at = common.or_else(|| (a.len() != b.len()).then(|| a.len().min(b.len())));
    at.map(|at| at as u64)
}
