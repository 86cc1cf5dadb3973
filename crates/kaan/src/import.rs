//! `kaan import`: brings a register or a list of facts in, with progress, and tells what became of it.
//!
//! Called by the command line and by `demo`. Reading, judging and storing are acts of the capabilities;
//! it never looks into a row itself.

use crate::chance;
use crate::progress::Progress;
use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use kaan_cadastre::{Answers, Collection, NotImported, Phase, Register, Told};
use kaan_db::Db;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

/// Rejected rows shown on the terminal; a rejects file has them all.
const SHOWN: usize = 20;

/// What can be brought in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// Mineral titles.
    Titles,
    /// Applications for titles.
    Applications,
    /// Ground closed to applications.
    ReservedAreas,
    /// Mineral occurrences.
    Occurrences,
    /// Deposits.
    Deposits,
    /// Districts, by which places are named.
    Districts,
    /// Projects.
    Projects,
}

/// A file or several, and how they are to be read.
#[derive(Debug, Args)]
pub struct Import {
    /// What the files hold.
    what: What,
    /// GeoPackage, GeoJSON, GeoJSON lines, zipped shapefile, KML, KMZ, DXF, XLSX, or CSV with corners.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Code of the authority or list whose records these are: NT-2013.
    #[arg(long)]
    authority: String,
    /// Mapping file: which column is which field. Without it, a guess is made and printed.
    #[arg(long)]
    map: Option<PathBuf>,
    /// What the register is: names, source, licence, credit line, day.
    #[arg(long)]
    register: Option<PathBuf>,
    /// Coordinate system, where the file does not say: 4326, 32642, 4145, gk-66-22.
    #[arg(long)]
    crs: Option<String>,
    /// The axes stand the other way round in the file.
    #[arg(long)]
    swap_axes: bool,
    /// The layer, where the file has several.
    #[arg(long)]
    layer: Option<String>,
    /// The encoding of texts, where the file does not say: windows-1256, gbk.
    #[arg(long)]
    encoding: Option<String>,
    /// Read and judge everything, and store nothing.
    #[arg(long)]
    dry_run: bool,
    /// Take the good rows in, and write the others with their reasons to this CSV file.
    #[arg(long)]
    rejects: Option<PathBuf>,
}

/// One file, as the acts need it.
pub struct Task<'a> {
    /// What it holds.
    pub what: What,
    /// The file.
    pub file: &'a Path,
    /// Whose records these are.
    pub authority: &'a str,
    /// Mapping file.
    pub map: Option<&'a Path>,
    /// What the register is.
    pub register: Option<&'a Path>,
    /// What the file does not say about itself.
    pub answers: Answers,
    /// Store nothing.
    pub dry_run: bool,
    /// Where rejected rows go.
    pub rejects: Option<&'a Path>,
}

/// Brings the files in, one after the other; `false` when one was not taken because of its rows.
///
/// # Errors
/// When a file cannot be read at all, or the store refuses.
pub async fn run(db: &Db, import: Import) -> Result<bool> {
    if import.rejects.is_some() && import.files.len() > 1 {
        bail!("--rejects names the rejected rows of one file: bring one file in at a time with it");
    }
    let stop = stop_when_interrupted();
    for file in &import.files {
        let answers = Answers {
            crs: import.crs.clone(),
            swap_axes: import.swap_axes.then_some(true),
            layer: import.layer.clone(),
            encoding: import.encoding.clone(),
        };
        let task = Task {
            what: import.what,
            file,
            authority: &import.authority,
            map: import.map.as_deref(),
            register: import.register.as_deref(),
            answers,
            dry_run: import.dry_run,
            rejects: import.rejects.as_deref(),
        };
        if !one(db, task, &stop).await.with_context(|| file.display().to_string())? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A flag that an interrupt from the terminal sets: the act then turns back.
pub fn stop_when_interrupted() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let set = Arc::clone(&stop);
    tokio::spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            set.store(true, Ordering::Relaxed);
        }
    });
    stop
}

/// Brings one file in; `false` when nothing was stored because rows were rejected.
///
/// # Errors
/// When the file cannot be read at all, or the store refuses.
pub async fn one(db: &Db, task: Task<'_>, stop: &Arc<AtomicBool>) -> Result<bool> {
    match task.what {
        What::Titles => parcels(db, Collection::Titles, task, stop).await,
        What::Applications => parcels(db, Collection::Applications, task, stop).await,
        What::ReservedAreas => parcels(db, Collection::ReservedAreas, task, stop).await,
        What::Occurrences | What::Deposits | What::Districts | What::Projects => crate::facts::import(db, task).await,
    }
}

async fn parcels(db: &Db, collection: Collection, task: Task<'_>, stop: &Arc<AtomicBool>) -> Result<bool> {
    let register = match task.register {
        Some(path) => Register::read(&text(path)?).map_err(anyhow::Error::msg).with_context(|| path.display().to_string())?,
        None => Register::bare(task.authority),
    };
    if register.code != task.authority {
        bail!("the register is that of {}, not of {}", register.code, task.authority);
    }
    let mapping = task.map.map(|path| Ok::<_, anyhow::Error>((text(path)?, folder(path)))).transpose()?;
    let shown = Arc::new(Mutex::new(Shown::default()));
    let (telling, stop) = (Arc::clone(&shown), Arc::clone(stop));
    let wanted = kaan_cadastre::Import {
        collection,
        file: task.file.to_owned(),
        register,
        mapping,
        answers: task.answers,
        dry_run: task.dry_run,
        rejects: task.rejects.map(Path::to_owned),
        now: chance::now(),
        chance: chance::bytes()?,
        tell: Arc::new(move |told: Told| {
            if let Ok(mut shown) = telling.lock() {
                shown.tell(told);
            }
        }),
        stop: Arc::new(move || stop.load(Ordering::Relaxed)),
    };
    let done = kaan_cadastre::import(db, wanted).await;
    if let Ok(mut shown) = shown.lock() {
        shown.end();
    }
    match done {
        Ok(report) => {
            if let Some(guess) = &report.guessed {
                println!("# The mapping was guessed; save it, correct it, and give it with --map:\n{guess}");
            }
            for line in report.notes.iter().chain(&report.unknown) {
                eprintln!("note: {line}");
            }
            rejected(&report.rejects, report.counts.rejected, task.rejects);
            println!("{}: {report}", task.file.display());
            Ok(report.stands())
        }
        Err(e) => Err(told_apart(e)),
    }
}

/// Progress of the stage that an import is at.
#[derive(Default)]
struct Shown {
    stage: Option<(Phase, Progress)>,
    done: u64,
}

impl Shown {
    fn tell(&mut self, told: Told) {
        if self.stage.as_ref().is_none_or(|(phase, _)| *phase != told.phase) {
            self.end();
            let what = match told.phase {
                Phase::Rows => "rows",
                Phase::Overlaps => "titles held against their neighbours",
                Phase::Search => "names indexed",
                Phase::Commit => "rows put on disk",
            };
            self.stage = Some((told.phase, Progress::new(what)));
        }
        self.done = told.done;
        if let Some((_, progress)) = &mut self.stage {
            progress.tell(told.done, told.of);
        }
    }

    fn end(&mut self) {
        if let Some((_, progress)) = self.stage.take() {
            progress.end_if_long(self.done);
        }
    }
}

fn told_apart(e: NotImported) -> anyhow::Error {
    anyhow::Error::msg(e.to_string())
}

/// Names rejected rows on the terminal, the first of them.
pub fn rejected<R: std::fmt::Display>(rows: &[R], count: u64, file: Option<&Path>) {
    for row in rows.iter().take(SHOWN) {
        eprintln!("rejected: {row}");
    }
    if count > SHOWN as u64 {
        eprintln!("rejected: and {} more", count - SHOWN as u64);
    }
    match file {
        Some(file) if count > 0 => eprintln!("all rejected rows with their reasons are in {}", file.display()),
        None if count > 0 => eprintln!("nothing was stored; with --rejects FILE the other rows would be"),
        _ => {}
    }
}

/// A mapping or register file as text, with a bound.
pub fn text(path: &Path) -> Result<String> {
    let here = || path.display().to_string();
    if std::fs::metadata(path).with_context(here)?.len() > 1 << 20 {
        bail!("{} is too long for a mapping or a register's description", path.display());
    }
    std::fs::read_to_string(path).with_context(here)
}

fn folder(path: &Path) -> PathBuf {
    path.parent().map_or_else(|| PathBuf::from("."), Path::to_owned)
}
