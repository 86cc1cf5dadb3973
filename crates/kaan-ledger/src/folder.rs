//! The log as a folder of static files, out and in.
//!
//! Called by `kaan export` and `kaan rebuild`. Files are written beside and renamed, so a reader never sees half of
//! one; memory does not grow with the log. It never follows a link out of the folder when it reads.

use crate::sequence::Growth;
use crate::tile::{Path, bundle_entries, cut_bundle};
use crate::tree::WIDTH;
use crate::verify::LogSource;
use crate::{Checkpoint, Verifier, open_checkpoint, split, store};
use kaan_db::{Act, Arg, Db, Fault, Res, Row, Tx, sql};
use std::fs;
use std::io::Write as _;
use std::path::{Path as FilePath, PathBuf};
use std::sync::Arc;

/// Longest file of a log: a bundle of 256 entries of 65,535 bytes.
const MOST: u64 = 256 * 65_537;
/// Rows read from the store at a time.
const STEP: i64 = 64;

/// A log in a folder: `checkpoint`, `vkey`, `tile/…`.
#[derive(Debug, Clone)]
pub struct Folder(PathBuf);

impl Folder {
    /// A folder that holds a log, or will.
    #[must_use]
    pub fn new(path: &FilePath) -> Self {
        Self(path.to_owned())
    }

    fn write(&self, path: &str, bytes: &[u8]) -> Res<()> {
        let to = self.0.join(path);
        if fs::metadata(&to).is_ok_and(|m| m.len() == bytes.len() as u64) && fs::read(&to)? == bytes {
            return Ok(());
        }
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut part = to.clone().into_os_string();
        part.push(".part");
        let mut file = fs::File::create(&part)?;
        file.write_all(bytes)?;
        file.sync_data()?;
        fs::rename(&part, &to)?;
        Ok(())
    }

    /// Partial tiles of a smaller log: another width of this tile is not part of the new one.
    fn clear_partial(&self, path: Path) -> Res<()> {
        let (full, keep) = match path {
            Path::Tile { level, n, width } => (Path::Tile { level, n, width: WIDTH as u32 }, width),
            Path::Entries { n, width } => (Path::Entries { n, width: WIDTH as u32 }, width),
        };
        let folder = self.0.join(format!("{full}.p"));
        let Ok(files) = fs::read_dir(&folder) else { return Ok(()) };
        for file in files {
            let file = file?;
            if file.file_name() != keep.to_string().as_str() {
                fs::remove_file(file.path())?;
            }
        }
        if keep == WIDTH as u32 {
            fs::remove_dir(&folder)?;
        }
        Ok(())
    }

    fn put(&self, path: Path, bytes: &[u8]) -> Res<()> {
        self.write(&path.to_string(), bytes)?;
        self.clear_partial(path)
    }
}

impl LogSource for Folder {
    fn fetch(&self, path: &str) -> Res<Option<Vec<u8>>> {
        let file = self.0.join(path);
        match fs::symlink_metadata(&file) {
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(e.into()),
            Ok(m) if !m.is_file() || m.len() > MOST => Err(Fault::Broken(format!("{path} is no file of a log"))),
            Ok(_) => Ok(Some(fs::read(file)?)),
        }
    }

    fn list(&self) -> Res<Option<Vec<String>>> {
        let mut out = Vec::new();
        let mut folders = vec![(self.0.clone(), String::new())];
        while let Some((folder, prefix)) = folders.pop() {
            for item in fs::read_dir(&folder)? {
                let item = item?;
                let name = format!("{prefix}{}", item.file_name().to_string_lossy());
                if item.file_type()?.is_dir() && prefix.len() < 100 {
                    folders.push((item.path(), format!("{name}/")));
                } else {
                    out.push(name);
                }
            }
        }
        out.sort();
        Ok(Some(out))
    }
}

/// Writes the whole signed log into a folder, which may hold an earlier state of it; returns the checkpoint.
///
/// # Errors
/// [`Fault::Broken`] when no checkpoint is signed yet or the disk refuses; else what the store says.
pub async fn export(db: &Db, verifier: &Verifier, to: &FilePath) -> Res<Checkpoint> {
    let note = crate::checkpoint(db).await?.ok_or_else(|| Fault::Broken("nothing is signed yet".into()))?;
    let checkpoint = open_checkpoint(&note, verifier)?;
    let folder = Folder::new(to);
    fs::create_dir_all(to)?;
    let size = checkpoint.size;
    for level in 0..crate::tree::level_count(size) {
        export_tiles(db, &folder, level, size).await?;
    }
    export_bundles(db, &folder, size).await?;
    folder.write("vkey", format!("{}\n", verifier.vkey()).as_bytes())?;
    folder.write("checkpoint", note.as_bytes())?;
    Ok(checkpoint)
}

async fn export_tiles(db: &Db, folder: &Folder, level: u32, size: u64) -> Res<()> {
    let hashes = size.checked_shr(8 * level).unwrap_or(0);
    let count = hashes.div_ceil(WIDTH as u64) as i64;
    for from in (0..count).step_by(STEP as usize) {
        let q = sql(store::READ_TILES).bind(i64::from(level)).bind(from).bind((from + STEP).min(count) - 1);
        let put = |r: &Row<'_>| {
            let n = r.get::<i64>(0)? as u64;
            let width = (hashes - n * WIDTH as u64).min(WIDTH as u64) as u32;
            let bytes = r.bytes(1)?.get(..width as usize * 32);
            folder.put(Path::Tile { level, n, width }, bytes.ok_or_else(|| short(n))?)
        };
        complete(db.all(q, put).await?.len(), from, count)?;
    }
    Ok(())
}

async fn export_bundles(db: &Db, folder: &Folder, size: u64) -> Res<()> {
    let count = size.div_ceil(WIDTH as u64) as i64;
    for from in (0..count).step_by(STEP as usize) {
        let q = sql(store::READ_BUNDLES).bind(from).bind((from + STEP).min(count) - 1);
        let put = |r: &Row<'_>| {
            let n = r.get::<i64>(0)? as u64;
            let width = (size - n * WIDTH as u64).min(WIDTH as u64) as u32;
            folder.put(Path::Entries { n, width }, cut_bundle(r.bytes(2)?, width).ok_or_else(|| short(n))?)
        };
        complete(db.all(q, put).await?.len(), from, count)?;
    }
    Ok(())
}

fn complete(got: usize, from: i64, count: i64) -> Res<()> {
    if got as i64 == STEP.min(count - from) { Ok(()) } else { Err(short(from as u64)) }
}

fn short(n: u64) -> Fault {
    Fault::Broken(format!("the stored log lacks a part of tile {n}: verify the log"))
}

/// Puts a log into an empty store: same entries, same root, same checkpoint. All or nothing.
///
/// # Errors
/// [`Fault::Broken`] when the store has a log already, a part is missing, or the entries do not lead to
/// the signed root (`kaan verify` names what is wrong).
pub async fn import(db: &Db, source: Arc<dyn LogSource + Send>, verifier: &Verifier) -> Res<Checkpoint> {
    let note = source.fetch("checkpoint")?.ok_or_else(|| Fault::Broken("there is no checkpoint".into()))?;
    let note = String::from_utf8(note).map_err(|_| Fault::Broken("the checkpoint is not text".into()))?;
    let checkpoint = open_checkpoint(&note, verifier)?;
    db.act(Import { source, checkpoint: checkpoint.clone(), note }).await?;
    Ok(checkpoint)
}

struct Import {
    source: Arc<dyn LogSource + Send>,
    checkpoint: Checkpoint,
    note: String,
}

/// Keys of imported batches: far below those that the store gives.
const FIRST_KEY: i64 = -(1 << 62);

impl Act for Import {
    type Out = ();

    async fn run(&self, tx: &mut Tx<'_>) -> Res<()> {
        let size: i64 = tx.one(sql(store::LOCK_HEAD), |r| r.get(0)).await?;
        let waiting: Option<i64> = tx.find(sql(store::ANY_PENDING), |r| r.get(0)).await?;
        if size != 0 || waiting.is_some() {
            return Err(Fault::Broken("the store has a log already".into()));
        }
        let mut growth = Growth::new();
        let bundles = self.checkpoint.size.div_ceil(WIDTH as u64);
        for n in 0..bundles {
            let packed = self.bundle(n)?;
            growth.append(&packed)?;
            find_again(tx, n, &packed).await?;
            if n % STEP as u64 == 0 {
                growth.write_full(tx).await?;
            }
        }
        growth.write(tx, 0).await?;
        if growth.tree.size() != self.checkpoint.size || growth.tree.root() != self.checkpoint.root {
            return Err(Fault::Broken("the entries do not lead to the signed root: verify the log".into()));
        }
        tx.run(sql(store::MOVE_HEAD).bind(self.checkpoint.size as i64).bind(&self.note)).await?;
        tx.run(sql(store::INSERT_CHECKPOINT).bind(self.checkpoint.size as i64).bind(&self.note)).await?;
        Ok(())
    }
}

impl Import {
    /// Bundle `n`, with its lengths, as long as this log has it.
    fn bundle(&self, n: u64) -> Res<Vec<u8>> {
        let (first, size) = (n * WIDTH as u64, self.checkpoint.size);
        let width = (size - first).min(WIDTH as u64) as u32;
        let mut packed = Vec::new();
        let one = |path: Path| self.source.fetch(&path.to_string());
        let found = match one(Path::Entries { n, width })? {
            Some(bytes) => Some(bytes),
            None => one(Path::Entries { n, width: WIDTH as u32 })?,
        };
        let bytes = found.ok_or_else(|| short(n))?;
        packed.extend_from_slice(cut_bundle(&bytes, width).ok_or_else(|| short(n))?);
        Ok(packed)
    }
}

/// The rows by which a subject's entries are found.
async fn find_again(tx: &mut Tx<'_>, n: u64, packed: &[u8]) -> Res<()> {
    let key = FIRST_KEY + n as i64;
    let mut subjects = Vec::with_capacity(WIDTH);
    for entry in bundle_entries(packed).flatten() {
        let (_, subject, _) = split(entry).ok_or_else(|| Fault::Broken(format!("bundle {n}: not an entry of Kaan")))?;
        subjects.push(subject);
    }
    let rows = (0_i64..).zip(&subjects).map(|(place, s)| [Arg::from(*s), key.into(), place.into()]);
    tx.insert_many("ledger_subject", ["subject", "batch", "place"], rows).await?;
    let row = [[Arg::from(key), ((n * WIDTH as u64) as i64).into(), (subjects.len() as i64).into()]];
    tx.insert_many("ledger_batch", ["key", "first", "count"], row).await?;
    Ok(())
}
