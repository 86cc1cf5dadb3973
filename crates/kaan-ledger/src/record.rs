//! Recording: entries into the transaction of the act that makes them true.
//!
//! Called by every act that changes something. It never gives an index: the sequencer does, in the
//! store's own order, so that no act waits for another's place.

use crate::entry::{Entry, MOST_BYTES, MOST_ENTRIES};
use crate::store;
use kaan_db::{Arg, Fault, Res, Tx, sql};

/// Where one call's entries wait, or stood before they were numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Batch {
    /// The store's key of the call.
    pub key: i64,
    /// How many entries it holds; their places are 0 up to that.
    pub count: usize,
}

/// Records the entries of an act in its transaction: all of them or, with the act, none.
///
/// One row whatever their number: give an import's entries in chunks of about 1,000, at most 4,096
/// entries and 8 MiB in a call.
///
/// # Errors
/// [`Fault::Broken`] for no entry, too many, or one that the log cannot take; else what the store says.
pub async fn record(tx: &mut Tx<'_>, entries: &[Entry]) -> Res<Batch> {
    if entries.is_empty() || entries.len() > MOST_ENTRIES {
        return Err(Fault::Broken(format!("{} entries in one record; 1 to {MOST_ENTRIES} are taken", entries.len())));
    }
    let mut packed = Vec::with_capacity(entries.iter().map(|e| e.body.len() + 80).sum());
    for e in entries {
        e.pack(&mut packed)?;
    }
    if packed.len() > MOST_BYTES {
        return Err(Fault::Broken(format!("{} bytes in one record; {MOST_BYTES} are taken", packed.len())));
    }
    let (count, size) = (entries.len() as i64, packed.len() as i64);
    if let ([one], Tx::Pg(_)) = (entries, &*tx) {
        let insert = sql(store::INSERT_PENDING_ONE_POSTGRES).bind(count).bind(size).bind(packed).bind(&one.subject);
        return Ok(Batch { key: tx.one(insert, |r| r.get(0)).await?, count: 1 });
    }
    let insert = sql(store::INSERT_PENDING).bind(count).bind(size).bind(packed);
    let key: i64 = tx.one(insert, |r| r.get(0)).await?;
    let rows = (0_i64..).zip(entries).map(|(place, e)| [Arg::from(&e.subject), key.into(), place.into()]);
    tx.insert_many("ledger_subject", ["subject", "batch", "place"], rows).await?;
    Ok(Batch { key, count: entries.len() })
}
