//! Importing things known from published sources: deposits, occurrences, districts, projects.
//!
//! Called by `import` for those four. It never looks into a row itself.

use crate::chance;
use crate::import::{Task, What, rejected, text};
use anyhow::Result;
use kaan_db::Db;
use std::path::Path;

/// Brings one file in; `false` when nothing was stored because rows were rejected.
///
/// # Errors
/// When the file cannot be read at all, or the store refuses.
pub async fn import(db: &Db, task: Task<'_>) -> Result<bool> {
    let (map, register) = (task.map.map(text).transpose()?, task.register.map(text).transpose()?);
    let wanted = kaan_facts::Wanted {
        file: task.file,
        authority: task.authority,
        map: map.as_deref(),
        register: register.as_deref(),
        dry_run: task.dry_run,
        rejects: task.rejects.is_some(),
        now: chance::now(),
    };
    let done = match task.what {
        What::Projects => kaan_projects::import(db, &wanted).await,
        What::Deposits => kaan_geodata::import_deposits(db, &wanted).await,
        What::Districts => kaan_geodata::import_districts(db, &wanted).await,
        _ => kaan_geodata::import_occurrences(db, &wanted).await,
    };
    let (report, stands) = match done {
        Ok(report) => (report, true),
        Err(kaan_facts::ImportError::Rejected(report)) => (*report, false),
        Err(e) => return Err(e.into()),
    };
    if let Some(path) = task.rejects {
        write_rejects(path, &report.rejects)?;
    }
    rejected(&report.rejects, report.rejects.len() as u64, task.rejects);
    println!("{}: {report}", task.file.display());
    Ok(stands)
}

/// Every rejected row with its reason, as CSV.
fn write_rejects(path: &Path, rows: &[kaan_facts::Reject]) -> Result<()> {
    let mut out = csv::Writer::from_path(path)?;
    out.write_record(["row", "column", "code", "reason"])?;
    for r in rows {
        out.write_record([&r.row.to_string(), &r.column, &r.code.to_string(), &r.reason])?;
    }
    out.flush()?;
    Ok(())
}
