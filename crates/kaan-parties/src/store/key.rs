//! The table of keys: what makes two parties, or a party and a registration, look alike.
//!
//! Called by acts and the fold, which write keys, and by suspicion, which asks. It never says that two are one.

use kaan_db::{Arg, Db, Res, Tx, sql};

const CLEAR: &str = "delete from parties_key where subject = $1";
const SHARING: &str = "select subject, key from parties_key where true";

/// Every statement of this file.
pub const STATEMENTS: &[&str] = &[CLEAR, SHARING];

/// Most keys of one subject.
pub const MOST: usize = 64;
/// Most rows looked at for one subject: a key that more than so many share tells nothing.
const MOST_ROWS: i64 = 2_000;

/// Puts the keys of a subject in place of those that it had.
///
/// # Errors
/// What the store says.
pub async fn put(tx: &mut Tx<'_>, subject: &str, keys: &[String]) -> Res<()> {
    clear(tx, subject).await?;
    let mut keys: Vec<&str> = keys.iter().map(String::as_str).take(MOST).collect();
    keys.sort_unstable();
    keys.dedup();
    tx.insert_many("parties_key", ["key", "subject"], keys.into_iter().map(|k| [Arg::from(k), subject.into()])).await.map(drop)
}

/// Takes the keys of a subject away.
///
/// # Errors
/// What the store says.
pub async fn clear(tx: &mut Tx<'_>, subject: &str) -> Res<()> {
    tx.run(sql(CLEAR).bind(subject)).await.map(drop)
}

/// Subjects that share a key with these, each with the keys shared.
///
/// # Errors
/// What the store says.
pub async fn sharing(db: &Db, keys: &[String], but: &str) -> Res<Vec<(String, String)>> {
    let q = sql(SHARING)
        .among(" and key in", keys.iter().take(MOST))
        .and(" and subject <> ? order by subject, key limit ?", Some([but.into(), MOST_ROWS.into()]));
    db.all(q, |r| Ok((r.get(0)?, r.get(1)?))).await
}
