//! Prepared downloads: one file for each collection and format, made once for a ledger position.
//!
//! Called by the downloads. A file is written under another name and renamed when whole; whoever
//! asks meanwhile waits for the same one. It never keeps two positions of a file, and what it
//! keeps may be deleted at any time.

use super::make::{Kind, write};
use crate::state::fault_io;
use kaan_base::Instant;
use kaan_web::{Collection, Failure};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::sync::{Mutex, Semaphore};

/// A file younger than this is given even when the ledger has grown since, so that a busy register
/// is not written out for every visitor. In microseconds.
const FRESH: i64 = 60_000_000;

/// One prepared file.
#[derive(Debug, Clone)]
pub(crate) struct Made {
    path: PathBuf,
    /// The ledger position that it stands for.
    pub position: u64,
    /// Its length.
    pub bytes: u64,
    at: Instant,
}

type Key = (&'static str, Kind);
type Slot = Arc<Mutex<Option<Made>>>;

/// The folder of prepared downloads.
pub(crate) struct Cache {
    dir: PathBuf,
    most: u64,
    slots: Mutex<BTreeMap<Key, Slot>>,
    /// One file is written at a time: it takes a snapshot of the store and a core.
    writing: Semaphore,
}

impl Cache {
    /// Makes the folder and empties it of what an earlier run left.
    pub fn open(dir: &Path, most: u64) -> io::Result<Self> {
        fs::create_dir_all(dir)?;
        for entry in fs::read_dir(dir)? {
            let path = entry?.path();
            let ours = path.extension().and_then(|e| e.to_str()).is_some_and(|e| e == "part" || Kind::of(e).is_some());
            if ours && path.is_file() {
                fs::remove_file(path)?;
            }
        }
        Ok(Cache { dir: dir.to_owned(), most, slots: Mutex::new(BTreeMap::new()), writing: Semaphore::new(1) })
    }

    /// What is prepared of a collection, for the page of downloads.
    pub async fn prepared(&self, collection: &'static str, kind: Kind) -> Option<Made> {
        let slot = self.slots.lock().await.get(&(collection, kind)).cloned()?;
        // A file being written just now counts as not there.
        slot.try_lock().ok().and_then(|made| made.clone())
    }

    /// The file of a collection at the position of the ledger, open; written first where it must be.
    ///
    /// # Errors
    /// Whatever the collection or the disk says.
    pub async fn get(
        &self,
        collection: &Arc<dyn Collection>,
        kind: Kind,
        position: u64,
        now: Instant,
    ) -> Result<(Made, File), Failure> {
        let key = (collection.id(), kind);
        let slot = Arc::clone(self.slots.lock().await.entry(key).or_default());
        let mut made = slot.lock().await;
        if let Some(old) = made.as_ref().filter(|m| m.position == position || now.0.saturating_sub(m.at.0) < FRESH)
            && let Ok(file) = File::open(&old.path)
        {
            return Ok((old.clone(), file));
        }
        let new = self.write(Arc::clone(collection), kind, now).await?;
        if let Some(old) = made.take().filter(|old| old.path != new.path) {
            let _ = fs::remove_file(old.path);
        }
        let file = File::open(&new.path).map_err(fault_io)?;
        *made = Some(new.clone());
        drop(made);
        self.shrink(key).await;
        Ok((new, file))
    }

    async fn write(&self, collection: Arc<dyn Collection>, kind: Kind, now: Instant) -> Result<Made, Failure> {
        let _one = self.writing.acquire().await.map_err(|e| Failure::Fault(e.to_string()))?;
        let id = collection.id();
        let part = self.dir.join(format!("{id}.{}.part", kind.ending()));
        let _ = fs::remove_file(&part);
        let (to, runtime) = (part.clone(), tokio::runtime::Handle::current());
        // Writing blocks, and the collection's snapshot is read while it does: a thread of its own.
        let written = tokio::task::spawn_blocking(move || runtime.block_on(write(collection.as_ref(), kind, &to, now)));
        let position = match written.await.map_err(|e| Failure::Fault(e.to_string())) {
            Ok(Ok(position)) => position,
            Ok(Err(e)) | Err(e) => {
                let _ = fs::remove_file(&part);
                return Err(e);
            }
        };
        let path = self.dir.join(format!("{id}-{position}.{}", kind.ending()));
        fs::rename(&part, &path).map_err(fault_io)?;
        let bytes = fs::metadata(&path).map_err(fault_io)?.len();
        Ok(Made { path, position, bytes, at: now })
    }

    /// Removes the oldest files while all take more than the folder may hold; never the one just made.
    async fn shrink(&self, keep: Key) {
        let slots: Vec<(Key, Slot)> = self.slots.lock().await.iter().map(|(k, s)| (*k, Arc::clone(s))).collect();
        let mut others = Vec::new();
        let mut total = 0;
        for (key, slot) in &slots {
            let Ok(made) = slot.try_lock() else { continue };
            if let Some(made) = made.as_ref() {
                total += made.bytes;
                if *key != keep {
                    others.push((made.at, made.bytes, slot));
                }
            }
        }
        others.sort_by_key(|(at, _, _)| *at);
        for (_, bytes, slot) in others {
            if total <= self.most {
                return;
            }
            if let Some(old) = slot.try_lock().ok().and_then(|mut made| made.take()) {
                let _ = fs::remove_file(old.path);
                total = total.saturating_sub(bytes);
            }
        }
    }
}
