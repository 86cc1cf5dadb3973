//! Parties as the fold of the ledger: entries in order make the same public rows.
//!
//! Called by `kaan rebuild` (which applies) and `kaan verify` (which rebuilds aside and compares). It never
//! records an entry, and cannot bring back what is private: the ledger holds commitments to it alone.

use crate::acts::proposal::{Joined, WHOLE};
use crate::acts::{MERGED, REGISTERED, SPLIT};
use crate::model::{Fact, Party};
use crate::suspicion::Traits;
use crate::{owners, search, store};
use kaan_db::{Db, Fault, Res, Tx};

/// The state of a fold between entries: none, as every entry stands alone.
#[derive(Debug, Clone, Copy, Default)]
pub struct Fold;

impl Fold {
    /// Applies one entry of the log; `true` when it was ours.
    ///
    /// # Errors
    /// [`Fault::Broken`] when the entry cannot be read; else what the store says.
    pub async fn apply(&mut self, tx: &mut Tx<'_>, kind: &str, subject: &str, body: &[u8]) -> Res<bool> {
        if kind.starts_with("parties.owner") {
            return owners::apply(tx, kind, subject, body).await;
        }
        if !kind.starts_with("parties.") {
            return Ok(false);
        }
        let broken = |e: String| Fault::Broken(format!("{kind} {subject}: {e}"));
        let text = std::str::from_utf8(body).map_err(|e| broken(e.to_string()))?;
        let about = |id: &str| if store::subject(id) == subject { Ok(()) } else { Err(broken(format!("it tells of {id}"))) };
        if WHOLE.contains(&kind) {
            let fact: Fact = serde_json::from_str(text).map_err(|e| broken(e.to_string()))?;
            about(&fact.id)?;
            whole(tx, kind, &fact).await?;
            return Ok(true);
        }
        if kind == MERGED || kind == SPLIT {
            let joined: Joined = serde_json::from_str(text).map_err(|e| broken(e.to_string()))?;
            about(&joined.id)?;
            join(tx, kind, &joined, text).await?;
            return Ok(true);
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

async fn whole(tx: &mut Tx<'_>, kind: &str, fact: &Fact) -> Res<()> {
    if kind == REGISTERED {
        store::insert_party(tx, kind, fact).await?;
    } else {
        store::update_party(tx, kind, fact).await?;
    }
    store::key::put(tx, &store::subject(&fact.id), &Traits::party(fact, &[]).keys()).await?;
    search::put(tx, fact).await
}

async fn join(tx: &mut Tx<'_>, kind: &str, joined: &Joined, text: &str) -> Res<()> {
    store::set_kept(tx, kind, &joined.id, joined.kept.as_deref(), (text.to_owned(), joined.at)).await?;
    match (&joined.kept, store::find_party_in(tx, &joined.id).await?) {
        (None, Some(party)) => search::put(tx, &party.fact).await,
        _ => search::remove(tx, &joined.id).await,
    }
}

/// What differs between two stores in what is public, at most 20 lines in English.
///
/// # Errors
/// What either store says.
pub async fn compare(one: &Db, two: &Db) -> Res<Vec<String>> {
    let (a, b) = (lines(one).await?, lines(two).await?);
    let mut wrong = Vec::new();
    if a.len() != b.len() {
        wrong.push(format!("parties: {} here, {} there", a.len(), b.len()));
    }
    let short = |s: &str| s.chars().take(80).collect::<String>();
    wrong.extend(a.iter().zip(&b).filter(|(x, y)| x != y).map(|(x, y)| format!("parties: {} differs from {}", short(x), short(y))));
    wrong.extend(owners::compare(one, two).await?);
    wrong.truncate(20);
    Ok(wrong)
}

async fn lines(db: &Db) -> Res<Vec<String>> {
    let mut out = Vec::new();
    let mut view = db.snapshot().await?;
    store::each(&mut view, |Party { fact, status, kept, version }| {
        out.push(format!("{} {} {kept:?} {version} {}", fact.id, status.code(), store::json(&fact)?));
        Ok(())
    })
    .await?;
    view.finish().await?;
    Ok(out)
}
