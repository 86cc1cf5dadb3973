//! Backup of the embedded store while it runs, and restore.
//!
//! Called by `kaan backup` and `kaan restore`, also from another process than the server's.
//! It never overwrites a store that is in use, and never leaves half a file under the final name.

use crate::db::Engine;
use crate::{Db, Fault, Res};
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a step may wait for a lock.
const WAIT: Duration = Duration::from_secs(10);

impl Db {
    /// Writes a consistent copy of the running embedded store to `to`, which must not exist.
    ///
    /// # Errors
    /// [`Fault::Broken`] on PostgreSQL (use `pg_dump`), when `to` exists, or when the disk refuses.
    pub async fn backup(&self, to: &Path) -> Res<()> {
        let Engine::Lite(l) = &self.0 else {
            return Err(Fault::Broken("backup is for the embedded store; for PostgreSQL use pg_dump".into()));
        };
        let (from, to) = (l.path.clone(), to.to_owned());
        tokio::task::spawn_blocking(move || backup_file(&from, &to)).await.map_err(crate::fault::gone)?
    }
}

/// Copies the store file `from`, which may be in use by any process, to the new file `to`.
///
/// # Errors
/// When `from` is missing, `to` exists, or the disk refuses.
pub fn backup_file(from: &Path, to: &Path) -> Res<()> {
    if to.exists() {
        return Err(Fault::Broken(format!("{} exists already", to.display())));
    }
    copy(from, to)
}

/// Puts the backup `from` in the place of the store `to`, after an integrity check.
///
/// # Errors
/// [`Fault::Broken`] when the backup is damaged or `to` exists and `force` is not set;
/// [`Fault::Busy`] when `to` is in use, even with `force`.
pub fn restore_file(from: &Path, to: &Path, force: bool) -> Res<()> {
    check(from)?;
    if to.exists() {
        if !force {
            return Err(Fault::Broken(format!("{} exists already; say --force to replace it", to.display())));
        }
        refuse_in_use(to)?;
    }
    copy(from, to)
}

/// A store in use cannot leave write-ahead logging: only its sole connection may.
/// Leaving it also folds the log into the file, so that none is left over for the new one.
fn refuse_in_use(path: &Path) -> Res<()> {
    let Ok(c) = Connection::open(path) else { return Ok(()) };
    match c.query_row("pragma journal_mode=delete", [], |r| r.get::<_, String>(0)).map_err(Fault::from) {
        Ok(mode) if mode == "delete" => Ok(()),
        Ok(_) | Err(Fault::Busy(_)) => Err(Fault::Busy(format!("{} is in use: stop the server first", path.display()))),
        // Not a readable store: forced, so it may go.
        Err(_) => Ok(()),
    }
}

/// Opens a store file for reading, or says plainly that it is not there.
fn open(path: &Path) -> Res<Connection> {
    if !path.is_file() {
        return Err(Fault::Broken(format!("{} is not there", path.display())));
    }
    let c = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    c.busy_timeout(WAIT)?;
    Ok(c)
}

/// SQLite's own check of every page and index.
fn check(path: &Path) -> Res<()> {
    let damaged = |why: String| Fault::Broken(format!("{} is damaged: {why}", path.display()));
    let found: String = open(path)?.query_row("pragma integrity_check(1)", [], |r| r.get(0)).map_err(|e| damaged(e.to_string()))?;
    if found == "ok" { Ok(()) } else { Err(damaged(found)) }
}

/// Copies in one step (so no writer can make it start again), checks, syncs, then renames.
fn copy(from: &Path, to: &Path) -> Res<()> {
    let part = beside(to);
    let _ = fs::remove_file(&part);
    let done = copy_to(from, &part).and_then(|()| check(&part)).and_then(|()| settle(&part, to));
    if done.is_err() {
        let _ = fs::remove_file(&part);
    }
    done
}

fn copy_to(from: &Path, part: &Path) -> Res<()> {
    let source = open(from)?;
    let mut target = Connection::open(part)?;
    let step = Backup::new(&source, &mut target)?.step(-1)?;
    if !matches!(step, StepResult::Done) {
        return Err(Fault::Busy("the store is locked by another process".into()));
    }
    // A copy of a store in write-ahead mode is one too; closing it must leave one file.
    target.query_row("pragma journal_mode=delete", [], |r| r.get::<_, String>(0))?;
    Ok(())
}

fn settle(part: &Path, to: &Path) -> Res<()> {
    File::open(part)?.sync_all()?;
    fs::rename(part, to)?;
    if let Some(folder) = to.parent().filter(|p| !p.as_os_str().is_empty()) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

fn beside(to: &Path) -> PathBuf {
    let mut name = to.as_os_str().to_owned();
    name.push(".part");
    PathBuf::from(name)
}
