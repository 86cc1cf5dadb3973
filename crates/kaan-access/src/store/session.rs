//! SQL of sessions. It never sees the value of a cookie: only its hash.

use super::{lang, moment, moment_or_null};
use crate::model::SessionRow;
use kaan_base::{Instant, Lang};
use kaan_db::{Res, Row, Sql, sql};

const INSERT: &str = "insert into access_session (handle, hash, account, made, seen, until, confirmed, address, agent)
    values ($1, $2, $3, $4, $4, $5, $4, $6, $7)";
const BY_HASH: &str = "select s.handle, s.account, s.seen, s.until, s.confirmed, s.address, s.agent,
    a.person, a.name, a.email, a.lang
    from access_session s join access_account a on a.id = s.account where s.hash = $1 and a.status = 'active'";
const SEEN: &str = "update access_session set seen = $1 where handle = $2 and seen < $1";
const CONFIRM: &str = "update access_session set hash = $1, confirmed = $2, seen = $2
    where account = $3 and handle = $4 and until > $2";
const LIST: &str = "select handle, made, seen, until, confirmed, address, agent from access_session
    where account = $1 and until > $2 and seen > $3 order by seen desc, handle limit 200";
const END: &str = "delete from access_session where account = $1 and handle = $2";
const END_OTHERS: &str = "delete from access_session where account = $1 and handle <> $2";
const END_ALL: &str = "delete from access_session where account = $1";
const SWEEP: &str = "delete from access_session where until < $1 or seen < $2";

pub(super) const STATEMENTS: &[&str] = &[INSERT, BY_HASH, SEEN, CONFIRM, LIST, END, END_OTHERS, END_ALL, SWEEP];

/// A session with the account whose it is.
pub(crate) struct Session {
    pub handle: String,
    pub account: String,
    pub seen: Instant,
    pub until: Instant,
    pub confirmed: Option<Instant>,
    pub address: String,
    pub agent: String,
    pub person: String,
    pub name: String,
    pub email: String,
    pub lang: Lang,
}

/// A new session; whoever begins one has just proved that it is them.
pub(crate) struct New<'a> {
    pub handle: &'a str,
    pub hash: [u8; 32],
    pub account: &'a str,
    pub made: Instant,
    pub until: Instant,
    pub address: &'a str,
    pub agent: &'a str,
}

pub(crate) fn insert(n: &New<'_>) -> Sql {
    let q = sql(INSERT).bind(n.handle).bind(n.hash).bind(n.account).bind(n.made.0);
    q.bind(n.until.0).bind(n.address).bind(n.agent)
}

pub(crate) fn by_hash(hash: [u8; 32]) -> Sql {
    sql(BY_HASH).bind(hash)
}

pub(crate) fn read_session(r: &Row<'_>) -> Res<Session> {
    Ok(Session {
        handle: r.get(0)?,
        account: r.get(1)?,
        seen: moment(r, 2)?,
        until: moment(r, 3)?,
        confirmed: moment_or_null(r, 4)?,
        address: r.get(5)?,
        agent: r.get(6)?,
        person: r.get(7)?,
        name: r.get(8)?,
        email: r.get(9)?,
        lang: lang(r, 10)?,
    })
}

pub(crate) fn seen(handle: &str, now: Instant) -> Sql {
    sql(SEEN).bind(now.0).bind(handle)
}

/// The person proved anew that it is them: a new hash, the same handle.
pub(crate) fn confirm(account: &str, handle: &str, hash: [u8; 32], now: Instant) -> Sql {
    sql(CONFIRM).bind(hash).bind(now.0).bind(account).bind(handle)
}

/// The sessions that still hold, given since when one counts as forgotten.
pub(crate) fn list(account: &str, now: Instant, idle_since: Instant) -> Sql {
    sql(LIST).bind(account).bind(now.0).bind(idle_since.0)
}

pub(crate) fn read_row(r: &Row<'_>) -> Res<SessionRow> {
    Ok(SessionRow {
        handle: r.get(0)?,
        made: moment(r, 1)?,
        used: moment(r, 2)?,
        until: moment(r, 3)?,
        confirmed: moment_or_null(r, 4)?,
        address: r.get(5)?,
        agent: r.get(6)?,
    })
}

pub(crate) fn end(account: &str, handle: &str) -> Sql {
    sql(END).bind(account).bind(handle)
}

pub(crate) fn end_others(account: &str, but: &str) -> Sql {
    sql(END_OTHERS).bind(account).bind(but)
}

pub(crate) fn end_all(account: &str) -> Sql {
    sql(END_ALL).bind(account)
}

pub(crate) fn sweep(now: Instant, idle_since: Instant) -> Sql {
    sql(SWEEP).bind(now.0).bind(idle_since.0)
}
