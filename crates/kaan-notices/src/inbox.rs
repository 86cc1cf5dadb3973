//! The inbox of an account: a page of notices, what is unread, and how letters are wanted.
//!
//! Called by pages and by the gate. It never shows a hidden notice (secret links), and never another account's.

use crate::model::{Choice, Value};
use crate::store;
use kaan_base::Instant;
use kaan_db::{Act, Db, Res, Tx};

/// Notices on a page.
const PAGE: usize = 30;
/// Sorts after every id.
const AFTER_ALL: &str = "~";

/// A notice as its reader finds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// Its id.
    pub id: String,
    /// The message keys' common part.
    pub code: String,
    /// What the messages name.
    pub values: Vec<(String, Value)>,
    /// Where it leads, below the language.
    pub path: String,
    /// When it was sent.
    pub made: Instant,
    /// When it was read.
    pub read: Option<Instant>,
}

/// Some notices, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// At most 30.
    pub rows: Vec<Received>,
    /// What to ask for the next page with; none at the end.
    pub next: Option<String>,
}

/// A page of an account's notices, newest first.
///
/// # Errors
/// What the store says.
pub async fn inbox(db: &Db, account: &str, after: Option<&str>) -> Res<Page> {
    let mut rows = store::inbox(db, account, after.unwrap_or(AFTER_ALL), PAGE as i64 + 1).await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let next = rows.last().filter(|_| more).map(|r| r.id.clone());
    Ok(Page { rows: rows.into_iter().map(received).collect(), next })
}

fn received(k: store::Kept) -> Received {
    Received { id: k.id, code: k.code, values: k.values, path: k.path, made: k.made, read: k.read }
}

/// One notice of an account.
///
/// # Errors
/// What the store says.
pub async fn find(db: &Db, account: &str, id: &str) -> Res<Option<Received>> {
    Ok(store::find(db, account, id).await?.map(received))
}

/// How many notices an account has not read.
///
/// # Errors
/// What the store says.
pub async fn unread(db: &Db, account: &str) -> Res<u64> {
    store::unread(db, account).await.map(i64::unsigned_abs)
}

struct Read {
    account: String,
    id: Option<String>,
    now: Instant,
}

impl Act for Read {
    type Out = u64;
    async fn run(&self, tx: &mut Tx<'_>) -> Res<u64> {
        store::read(tx, &self.account, self.id.as_deref(), self.now).await
    }
}

/// Marks one notice of an account as read; whether it was unread.
///
/// # Errors
/// What the store says.
pub async fn mark_read(db: &Db, account: &str, id: &str, now: Instant) -> Res<bool> {
    db.act(Read { account: account.to_owned(), id: Some(id.to_owned()), now }).await.map(|n| n > 0)
}

/// Marks everything in an inbox as read; how many were unread.
///
/// # Errors
/// What the store says.
pub async fn mark_all_read(db: &Db, account: &str, now: Instant) -> Res<u64> {
    db.act(Read { account: account.to_owned(), id: None, now }).await
}

/// How an account wants its letters.
///
/// # Errors
/// What the store says.
pub async fn choice(db: &Db, account: &str) -> Res<Choice> {
    store::choice(db, account).await
}

/// Sets how an account wants its letters, within an act.
///
/// # Errors
/// What the store says.
pub async fn set_choice(tx: &mut Tx<'_>, account: &str, choice: Choice) -> Res<()> {
    store::choose(tx, account, choice).await
}
