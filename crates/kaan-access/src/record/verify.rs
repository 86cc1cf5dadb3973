//! Holding the record of acts against the ledger.
//!
//! Called by `kaan verify` on the server's own store. It trusts the ledger's entries alone (their own proof
//! is kaan-ledger's matter), and never mends anything.

use super::model::Sealable;
use super::{seal, store};
use kaan_db::{Db, Res, Snapshot};
use serde_json::Value;
use std::collections::HashSet;
use std::fmt;
use std::ops::ControlFlow;

/// Bytes of a row in a batch.
const LINE: usize = 48;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SealReport {
    /// Batches that hold.
    pub seals: u64,
    /// Rows in them.
    pub rows: u64,
    /// Rows that came after the last batch and are not in the ledger yet.
    pub unsealed: u64,
    /// The first thing that is wrong.
    pub wrong: Option<SealWrong>,
}

impl SealReport {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.wrong.is_none()
    }
}

/// The first thing that is wrong with the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealWrong {
    /// Number of the batch.
    pub seal: u64,
    /// The row, where it is one.
    pub row: Option<String>,
    /// What is wrong with it.
    pub what: What,
}

impl fmt::Display for SealWrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "record, batch {}: ", self.seal)?;
        if let Some(row) = &self.row {
            write!(f, "row {row} ")?;
        }
        f.write_str(self.what.word())
    }
}

/// What is wrong with a row or a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// The row is not as it was when it was sealed.
    Changed,
    /// The row is gone.
    Missing,
    /// The row was not there when its neighbours were sealed.
    Added,
    /// The list of the batch's rows is not the one that the ledger holds the hash of.
    SealChanged,
    /// The ledger has the batch and the store has not.
    SealMissing,
    /// The store has the batch and the ledger has not.
    NotInLedger,
}

impl What {
    const fn word(self) -> &'static str {
        match self {
            What::Changed => "was changed",
            What::Missing => "is missing",
            What::Added => "was added afterwards",
            What::SealChanged => "is not what the ledger says",
            What::SealMissing => "is in the ledger and not in the store",
            What::NotInLedger => "is in the store and not in the ledger",
        }
    }
}

/// Recomputes every batch and names the first row that was changed, is missing or was added.
///
/// # Errors
/// What the store says.
pub async fn verify_seals(db: &Db) -> Res<SealReport> {
    let mut view = db.snapshot().await?;
    let report = all(db, &mut view).await;
    view.finish().await?;
    report
}

async fn all(db: &Db, view: &mut Snapshot) -> Res<SealReport> {
    let mut report = SealReport::default();
    let mut after = i64::MIN;
    for n in 1_i64.. {
        let told = in_ledger(db, n).await?;
        let Some((last_key, hashes)) = store::find_seal(view, n).await? else {
            // A batch sealed since the view began is in the store by now.
            if told.is_some() && !store::has_seal(db, n).await? {
                report.wrong = wrong(n, None, What::SealMissing);
            }
            break;
        };
        report.wrong = match told {
            None => wrong(n, None, What::NotInLedger),
            Some(hash) if hash != hex::encode(seal::over(&hashes)) || hashes.len() % LINE != 0 => wrong(n, None, What::SealChanged),
            Some(_) => batch(view, n, (after, last_key), &hashes).await?,
        };
        if report.wrong.is_some() {
            break;
        }
        report.seals += 1;
        report.rows += (hashes.len() / LINE) as u64;
        after = last_key;
    }
    report.unsealed = store::count_after(view, after).await?;
    Ok(report)
}

fn wrong(seal: i64, row: Option<String>, what: What) -> Option<SealWrong> {
    Some(SealWrong { seal: seal.unsigned_abs(), row, what })
}

/// The hash that the ledger holds for a batch: the first entry counts, whatever came under its name later.
async fn in_ledger(db: &Db, n: i64) -> Res<Option<String>> {
    let entries = kaan_ledger::find_by_subject(db, &seal::subject(n)).await?;
    let first = entries.into_iter().find(|e| e.kind == seal::KIND);
    let body = first.and_then(|e| serde_json::from_slice::<Value>(&e.body).ok());
    Ok(body.and_then(|b| b.get("hash").and_then(Value::as_str).map(str::to_owned)))
}

/// Walks along the rows of a batch beside the list that was sealed.
async fn batch(view: &mut Snapshot, n: i64, range: (i64, i64), hashes: &[u8]) -> Res<Option<SealWrong>> {
    let lines = hashes.as_chunks::<LINE>().0;
    let ids: HashSet<&[u8]> = lines.iter().map(id_of).collect();
    let mut expected = lines.iter();
    let mut found = None;
    let check = |r: &Sealable| {
        let id = Some(r.row.id.clone());
        // A row whose salt or key cannot be read any more is a changed one.
        let line = seal::line(r).ok();
        let next = expected.next();
        found = match (next, &line) {
            (Some(next), Some(line)) if next == line => return ControlFlow::Continue(()),
            (Some(next), Some(line)) if id_of(next) == id_of(line) => wrong(n, id, What::Changed),
            (Some(next), Some(line)) if ids.contains(id_of(line)) => wrong(n, Some(key(id_of(next))), What::Missing),
            (_, Some(_)) => wrong(n, id, What::Added),
            (_, None) => wrong(n, id, What::Changed),
        };
        ControlFlow::Break(())
    };
    store::each_sealable(view, range, check).await?;
    if found.is_some() {
        return Ok(found);
    }
    Ok(expected.next().and_then(|left| wrong(n, Some(key(id_of(left))), What::Missing)))
}

/// The id's bytes of a line.
fn id_of(line: &[u8; LINE]) -> &[u8] {
    line.get(..16).unwrap_or_default()
}

/// The id's bytes as a key.
fn key(id: &[u8]) -> String {
    let hex = hex::encode(id);
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    [part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32)].join("-")
}
