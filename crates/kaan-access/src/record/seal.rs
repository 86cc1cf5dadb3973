//! Sealing: a commitment to the rows since last time goes into the ledger.
//!
//! Run by the binary's worker. What a row says never reaches the ledger: only a hash over the rows' own
//! hashes, each with a salt of 32 random bytes that stays beside the row. It never touches a row.

use super::model::{Row, Sealable};
use super::store::{self, Seal};
use crate::Access;
use kaan_base::Instant;
use kaan_db::{Act, Fault, Res, Tx};
use kaan_ledger::{Entry, commit};
use serde_json::json;
use sha2::{Digest, Sha256};

/// Kind of the ledger's entries.
pub(super) const KIND: &str = "access.record-sealed";
/// Rows of a batch.
const MOST_ROWS: i64 = 2_048;
/// Batches of one call.
const ROUNDS: usize = 1_000;
const DOMAIN: &[u8] = b"kaan-record-seal-v1\0";

/// What a call did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sealed {
    /// Batches put into the ledger.
    pub seals: u64,
    /// Rows in them.
    pub rows: u64,
    /// Whether rows were left for the next call: a long act was writing, or another replica was sealing.
    pub waits: bool,
}

/// Seals the rows since last time, in the store's own order.
///
/// # Errors
/// What the store says.
pub async fn seal(access: &Access) -> Res<Sealed> {
    let mut done = Sealed::default();
    let upto = match access.db().act(Horizon).await {
        Err(Fault::Busy(_)) => return Ok(Sealed { waits: true, ..done }),
        upto => upto?,
    };
    for _ in 0..ROUNDS {
        match access.db().act(Batch { upto, now: access.now() }).await {
            Ok(0) => return Ok(done),
            Ok(rows) => done = Sealed { seals: done.seals + 1, rows: done.rows + rows, waits: false },
            // Another replica has sealed the same rows meanwhile.
            Err(Fault::Taken(_)) => return Ok(Sealed { waits: true, ..done }),
            Err(e) => return Err(e),
        }
    }
    Ok(Sealed { waits: true, ..done })
}

/// Up to which key nothing can come any more; an act of its own, so that writers wait a moment only.
struct Horizon;

impl Act for Horizon {
    type Out = i64;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<i64> {
        store::horizon(tx).await
    }
}

/// One batch; tells how many rows it sealed.
struct Batch {
    upto: i64,
    now: Instant,
}

impl Act for Batch {
    type Out = u64;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<u64> {
        let last = store::last_seal(tx).await?;
        let (n, after, previous) = last.map_or((0, i64::MIN, Vec::new()), |(n, key, hash)| (n, key, hash));
        let rows = store::sealable(tx, (after, self.upto), MOST_ROWS).await?;
        let (Some(first), Some(end)) = (rows.first(), rows.last()) else { return Ok(0) };
        let hashes = rows.iter().map(line).collect::<Res<Vec<_>>>()?.concat();
        let seal = Seal {
            n: n + 1,
            last_key: end.key,
            count: rows.len() as i64,
            ids: (first.row.id.clone(), end.row.id.clone()),
            hash: over(&hashes),
            hashes,
        };
        kaan_ledger::record(tx, &[entry(&seal, &previous)?]).await?;
        store::put_seal(tx, &seal, self.now).await?;
        Ok(rows.len() as u64)
    }
}

fn entry(seal: &Seal, previous: &[u8]) -> Res<Entry> {
    // The keys stand in the order of the alphabet: canonical JSON.
    let body = json!({
        "count": seal.count,
        "first": seal.ids.0,
        "hash": hex::encode(seal.hash),
        "last": seal.ids.1,
        "previous": hex::encode(previous),
        "seal": seal.n,
    });
    let body = serde_json::to_vec(&body).map_err(|e| Fault::Broken(e.to_string()))?;
    Ok(Entry { kind: KIND, subject: subject(seal.n), body })
}

/// Under which subject the ledger knows a batch.
pub(super) fn subject(n: i64) -> String {
    format!("access-record:{n}")
}

/// The hash over a batch.
pub(super) fn over(hashes: &[u8]) -> [u8; 32] {
    Sha256::new().chain_update(DOMAIN).chain_update(hashes).finalize().into()
}

/// A row's 48 bytes of a batch: its id and its salted hash.
pub(super) fn line(r: &Sealable) -> Res<[u8; 48]> {
    let mut out = [0; 48];
    let (id, hash) = out.split_at_mut(16);
    hex::decode_to_slice(r.row.id.replace('-', ""), id).map_err(|_| broken("key"))?;
    hash.copy_from_slice(&row_hash(r)?);
    Ok(out)
}

/// A row's salted hash.
pub(super) fn row_hash(r: &Sealable) -> Res<[u8; 32]> {
    let salt = <[u8; 32]>::try_from(r.salt.as_slice()).map_err(|_| broken("salt"))?;
    Ok(commit(&salt, &bytes(&r.row)?))
}

fn broken(what: &str) -> Fault {
    Fault::Broken(format!("a row of the record has a wrong {what}"))
}

/// What the hash of a row covers: its columns in a fixed order, as a JSON list.
fn bytes(r: &Row) -> Res<Vec<u8>> {
    let at = r.at.0.to_string();
    let columns: [Option<&str>; 17] = [
        Some(&r.id),
        Some(&at),
        r.account.as_deref(),
        r.person.as_deref(),
        r.organisation.as_deref(),
        Some(&r.act),
        r.rule.as_deref(),
        r.role.as_deref(),
        Some(&r.resource),
        r.on_organisation.as_deref(),
        r.territory.as_deref(),
        r.subject_person.as_deref(),
        Some(r.outcome.word()),
        r.code.as_deref(),
        Some(&r.address),
        Some(&r.request),
        Some(&r.detail),
    ];
    serde_json::to_vec(&columns).map_err(|e| Fault::Broken(e.to_string()))
}
