//! The register as the fold of its ledger: entries in order, applied to an empty store, make the same rows.
//!
//! Called by `kaan rebuild` (which applies) and `kaan verify` (which rebuilds aside and compares).
//! The rows come from the same functions that the import uses. It never records an entry itself.

use crate::entries::{Event, Reader};
use crate::model::Collection;
use crate::store::{self, FactRow};
use kaan_db::{Db, Fault, Res, Tx};
use kaan_base::words;
use std::ops::ControlFlow;

/// The state of a fold between entries: pieces of a long fact that wait for their last.
#[derive(Debug, Default)]
pub struct Fold {
    reader: Reader,
}

impl Fold {
    /// Applies one entry of the log; entries of other capabilities are passed over. `true` when it was ours.
    ///
    /// # Errors
    /// [`Fault::Broken`] when the entry cannot be read; else what the store says.
    pub async fn apply(&mut self, tx: &mut Tx<'_>, kind: &str, subject: &str, body: &[u8]) -> Res<bool> {
        if !kind.starts_with("cadastre.") {
            return Ok(false);
        }
        let event = self.reader.read(kind, subject, body).map_err(|e| Fault::Broken(format!("{kind} {subject}: {e}")))?;
        if let Some(event) = event {
            put(tx, event).await?;
        }
        Ok(true)
    }
}

async fn put(tx: &mut Tx<'_>, event: Event) -> Res<()> {
    match event {
        Event::Register(r) => store::put_register(tx, &r).await.map(drop),
        Event::Overlaps(found) => store::insert_overlaps(tx, &found).await,
        Event::Import(done) => store::insert_import(tx, &done).await,
        Event::Record(collection, fact, corrected) => {
            for h in &fact.holders {
                store::put_holder(tx, &fact.register, h, &words::fold(&h.name)).await?;
            }
            if corrected {
                store::clear_record(tx, collection, &fact.number).await?;
            }
            store::insert_facts(tx, collection, &[FactRow::new(*fact)]).await
        }
    }
}

/// What differs between two stores, at most 20 lines in English; empty when the registers are the same.
///
/// # Errors
/// What either store says.
pub async fn compare(one: &Db, two: &Db) -> Res<Vec<String>> {
    let mut wrong = Vec::new();
    for c in Collection::ALL {
        let (a, b) = (lines(one, *c).await?, lines(two, *c).await?);
        differ(c.code(), a, b, &mut wrong);
    }
    differ("registers", shown(&store::registers(one).await?), shown(&store::registers(two).await?), &mut wrong);
    differ("overlaps", shown(&store::list_pairs(one).await?), shown(&store::list_pairs(two).await?), &mut wrong);
    differ("imports", shown(&store::imports(one).await?), shown(&store::imports(two).await?), &mut wrong);
    differ("holders", holders(one).await?, holders(two).await?, &mut wrong);
    wrong.truncate(20);
    Ok(wrong)
}

fn shown<T: std::fmt::Debug>(rows: &[T]) -> Vec<String> {
    rows.iter().map(|r| format!("{r:?}")).collect()
}

async fn holders(db: &Db) -> Res<Vec<String>> {
    let mut out = Vec::new();
    let mut view = db.snapshot().await?;
    store::load_holders(&mut view, |id, register, name, folded, kind| out.push(format!("{id} {register} {name} {folded} {}", kind.code()))).await?;
    view.finish().await?;
    out.sort_unstable();
    Ok(out)
}

/// One line for each record: its number and the hash of its body.
async fn lines(db: &Db, collection: Collection) -> Res<Vec<String>> {
    let mut out = Vec::new();
    let mut view = db.snapshot().await?;
    store::each_fact(&mut view, collection, |fact| {
        out.push(format!("{} {}", fact.number, hex::encode(crate::import::digest_of(&fact)?)));
        Ok(ControlFlow::Continue(()))
    })
    .await?;
    view.finish().await?;
    Ok(out)
}

fn differ(what: &str, a: Vec<String>, b: Vec<String>, wrong: &mut Vec<String>) {
    if a.len() != b.len() {
        wrong.push(format!("{what}: {} here, {} there", a.len(), b.len()));
    }
    let short = |s: &str| s.chars().take(80).collect::<String>();
    for (x, y) in a.iter().zip(&b).filter(|(x, y)| x != y).take(20) {
        wrong.push(format!("{what}: {} differs from {}", short(x), short(y)));
    }
}
