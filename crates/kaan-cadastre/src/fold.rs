//! The register as the fold of its ledger: entries in order, applied to an empty store, make the same rows.
//!
//! Called by `kaan rebuild` (which applies) and `kaan verify` (which rebuilds aside and compares).
//! The rows come from the same functions that the import uses. It never records an entry itself.

use crate::entries::{Event, Reader};
use crate::model::{Collection, Fact};
use crate::search;
use crate::store::{self, FactRow};
use kaan_base::words;
use kaan_db::{Db, Fault, Res, Tx};
use kaan_search::Doc;
use std::collections::HashSet;
use std::ops::ControlFlow;

/// So many facts are written at once.
const ROWS: usize = 1_000;

/// The state of a fold between entries.
#[derive(Debug, Clone, Default)]
pub struct Fold {
    /// Holds the pieces of a long fact that wait for their last.
    reader: Reader,
    /// Facts that are read and not written yet, all of one collection.
    rows: Vec<FactRow>,
    collection: Option<Collection>,
    /// Keys of the holders that stand already.
    holders: HashSet<String>,
    /// What can be searched and is not indexed yet.
    docs: Vec<Doc>,
}

impl Fold {
    /// Applies one entry of the log; entries of other capabilities are passed over. `true` when it was ours.
    ///
    /// What it applies stands in the tables after the next [`Fold::finish`].
    ///
    /// # Errors
    /// [`Fault::Broken`] when the entry cannot be read; else what the store says.
    pub async fn apply(&mut self, tx: &mut Tx<'_>, kind: &str, subject: &str, body: &[u8]) -> Res<bool> {
        if !kind.starts_with("cadastre.") {
            return Ok(false);
        }
        let event = self.reader.read(kind, subject, body).map_err(|e| Fault::Broken(format!("{kind} {subject}: {e}")))?;
        match event {
            None => {}
            Some(Event::Record(collection, fact, corrected)) => self.record(tx, collection, *fact, corrected).await?,
            Some(other) => {
                self.write(tx).await?;
                put(tx, other).await?;
            }
        }
        Ok(true)
    }

    /// Writes what waits: to be called at the end of every transaction.
    ///
    /// # Errors
    /// What the store says.
    pub async fn finish(&mut self, tx: &mut Tx<'_>) -> Res<()> {
        self.write(tx).await?;
        let docs = std::mem::take(&mut self.docs);
        if docs.is_empty() { Ok(()) } else { kaan_search::index(tx, &docs).await }
    }

    async fn record(&mut self, tx: &mut Tx<'_>, collection: Collection, fact: Fact, corrected: bool) -> Res<()> {
        if corrected || self.collection != Some(collection) || self.rows.len() >= ROWS {
            self.write(tx).await?;
        }
        for h in &fact.holders {
            if self.holders.insert(h.id.clone()) {
                let fresh = store::put_holder(tx, &fact.register, h, &words::fold(&h.name)).await?;
                self.docs.extend(fresh.then(|| search::holder(&h.id, &h.name, &fact.register)));
            }
        }
        if corrected {
            store::clear_record(tx, collection, &fact.number).await?;
            kaan_search::remove(tx, collection.one(), &[&fact.number]).await?;
        }
        self.docs.extend(search::record(collection, &fact.number, fact.name.as_deref()));
        self.collection = Some(collection);
        self.rows.push(FactRow::new(fact));
        Ok(())
    }

    async fn write(&mut self, tx: &mut Tx<'_>) -> Res<()> {
        let rows = std::mem::take(&mut self.rows);
        match self.collection {
            Some(collection) if !rows.is_empty() => store::insert_facts(tx, collection, &rows).await,
            _ => Ok(()),
        }
    }
}

async fn put(tx: &mut Tx<'_>, event: Event) -> Res<()> {
    match event {
        Event::Register(r) => store::put_register(tx, &r).await.map(drop),
        Event::Overlaps(found) => store::insert_overlaps(tx, &found).await,
        Event::Import(done) => store::insert_import(tx, &done).await,
        Event::Record(..) => Ok(()),
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
    store::load_holders(&mut view, |id, register, name, folded, kind| {
        out.push(format!("{id} {register} {name} {folded} {}", kind.code()))
    })
    .await?;
    view.finish().await?;
    out.sort_unstable();
    Ok(out)
}

/// One line for each record: its number and the hash of its body.
async fn lines(db: &Db, collection: Collection) -> Res<Vec<String>> {
    let mut out = Vec::new();
    let mut view = db.snapshot().await?;
    store::each_fact(&mut view, collection, |fact| {
        out.push(format!("{} {}", fact.number, hex::encode(crate::entries::digest(&fact).map_err(Fault::Broken)?)));
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
