//! Geodata as the fold of the ledger: entries in order make the same rows.
//!
//! Called by `kaan rebuild` (which applies) and `kaan verify` (which rebuilds aside and compares). It
//! never records an entry itself.

use crate::kind::{DEPOSITS, DISTRICTS, NAMES, OCCURRENCES};
use crate::{districts, store};
use kaan_db::{Db, Res, Tx};

/// The state of a fold between entries: none, as every entry stands alone.
#[derive(Debug, Clone, Copy, Default)]
pub struct Fold;

impl Fold {
    /// Applies one entry of the log; `true` when it was ours.
    ///
    /// # Errors
    /// [`kaan_db::Fault::Broken`] when the entry cannot be read; else what the store says.
    pub async fn apply(&mut self, tx: &mut Tx<'_>, kind: &str, subject: &str, body: &[u8]) -> Res<bool> {
        if !kind.starts_with("geodata.") {
            return Ok(false);
        }
        if kind == DISTRICTS.recorded || kind == DISTRICTS.corrected {
            districts::apply(tx, subject, body).await?;
            return Ok(true);
        }
        for one in [&DEPOSITS, &OCCURRENCES, &DISTRICTS] {
            if kaan_facts::apply(tx, one, &NAMES, (kind, subject), body).await? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Ends a batch: nothing waits here.
    ///
    /// # Errors
    /// None.
    pub async fn finish(&mut self, _tx: &mut Tx<'_>) -> Res<()> {
        Ok(())
    }
}

/// What differs between two stores, at most 20 lines in English.
///
/// # Errors
/// What either store says.
pub async fn compare(one: &Db, two: &Db) -> Res<Vec<String>> {
    let mut wrong = kaan_facts::compare(one, two, &DEPOSITS).await?;
    wrong.extend(kaan_facts::compare(one, two, &OCCURRENCES).await?);
    let (a, b) = (outlines(one).await?, outlines(two).await?);
    if a.len() != b.len() {
        wrong.push(format!("districts: {} here, {} there", a.len(), b.len()));
    }
    let short = |s: &str| s.chars().take(80).collect::<String>();
    wrong.extend(
        a.iter().zip(&b).filter(|(x, y)| x != y).map(|(x, y)| format!("districts: {} differs from {}", short(x), short(y))),
    );
    wrong.truncate(20);
    Ok(wrong)
}

async fn outlines(db: &Db) -> Res<Vec<String>> {
    let mut out = Vec::new();
    let mut view = db.snapshot().await?;
    store::each_district(&mut view, |body| {
        out.push(body.to_owned());
        Ok(())
    })
    .await?;
    view.finish().await?;
    Ok(out)
}
