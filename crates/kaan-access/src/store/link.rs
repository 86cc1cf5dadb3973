//! SQL of links in letters, and of what waits for its second half. It never sees a secret: only its hash.

use super::{lang, moment, moment_or_null};
use kaan_base::{Instant, Lang};
use kaan_db::{Res, Row, Sql, sql};

const INSERT: &str = "insert into access_link (hash, purpose, account, email, email_folded, name, lang, made, until)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const FIND: &str = "select purpose, account, email, email_folded, name, lang, until, used_at from access_link where hash = $1";
const USE: &str = "update access_link set used_at = $1 where hash = $2 and used_at is null";
const VOID: &str = "update access_link set used_at = $1 where email_folded = $2 and used_at is null";
const SWEEP: &str = "delete from access_link where until < $1";

const CHALLENGE: &str = "insert into access_challenge (hash, purpose, account, state, tries, until)
    values ($1, $2, $3, $4, 0, $5)";
const TAKE: &str = "delete from access_challenge where hash = $1 and purpose = $2 returning account, state, until";
const TRY: &str = "update access_challenge set tries = tries + 1 where hash = $1 and purpose = $2 and tries < $3 and until > $4
    returning account";
const SWEEP_CHALLENGES: &str = "delete from access_challenge where until < $1";

pub(super) const STATEMENTS: &[&str] = &[INSERT, FIND, USE, VOID, SWEEP, CHALLENGE, TAKE, TRY, SWEEP_CHALLENGES];

/// A link as it is kept.
#[derive(Clone)]
pub(crate) struct Link {
    pub is_new: bool,
    pub account: String,
    pub email: String,
    pub email_folded: String,
    pub name: String,
    pub lang: Lang,
    pub until: Instant,
    pub used: Option<Instant>,
}

/// What was begun and waits.
pub(crate) struct Challenge {
    pub account: Option<String>,
    pub state: String,
    pub until: Instant,
}

pub(crate) fn insert(hash: [u8; 32], l: &Link, made: Instant) -> Sql {
    let q = sql(INSERT).bind(hash).bind(if l.is_new { "new" } else { "reset" }).bind(&l.account).bind(&l.email);
    q.bind(&l.email_folded).bind(&l.name).bind(l.lang.code()).bind(made.0).bind(l.until.0)
}

pub(crate) fn find(hash: [u8; 32]) -> Sql {
    sql(FIND).bind(hash)
}

pub(crate) fn read(r: &Row<'_>) -> Res<Link> {
    Ok(Link {
        is_new: r.text(0)? == "new",
        account: r.get(1)?,
        email: r.get(2)?,
        email_folded: r.get(3)?,
        name: r.get(4)?,
        lang: lang(r, 5)?,
        until: moment(r, 6)?,
        used: moment_or_null(r, 7)?,
    })
}

pub(crate) fn mark_used(hash: [u8; 32], at: Instant) -> Sql {
    sql(USE).bind(at.0).bind(hash)
}

/// Every other link to this address holds no more.
pub(crate) fn void(email_folded: &str, at: Instant) -> Sql {
    sql(VOID).bind(at.0).bind(email_folded)
}

pub(crate) fn sweep(before: Instant) -> Sql {
    sql(SWEEP).bind(before.0)
}

pub(crate) fn challenge(hash: [u8; 32], purpose: &'static str, account: Option<&str>, state: &str, until: Instant) -> Sql {
    sql(CHALLENGE).bind(hash).bind(purpose).bind(account.map(str::to_owned)).bind(state).bind(until.0)
}

/// Takes what waits: it can be taken once.
pub(crate) fn take(hash: [u8; 32], purpose: &'static str) -> Sql {
    sql(TAKE).bind(hash).bind(purpose)
}

pub(crate) fn read_challenge(r: &Row<'_>) -> Res<Challenge> {
    Ok(Challenge { account: r.get(0)?, state: r.get(1)?, until: moment(r, 2)? })
}

/// Counts a try at what waits, while it may be tried.
pub(crate) fn attempt(hash: [u8; 32], purpose: &'static str, most: i64, now: Instant) -> Sql {
    sql(TRY).bind(hash).bind(purpose).bind(most).bind(now.0)
}

pub(crate) fn sweep_challenges(before: Instant) -> Sql {
    sql(SWEEP_CHALLENGES).bind(before.0)
}
