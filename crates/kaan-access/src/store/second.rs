//! SQL of authenticator apps and recovery codes. It never sees a secret in the clear.

use super::{moment, moment_or_null};
use kaan_base::Instant;
use kaan_db::{Res, Row, Sql, Val, sql};

const BEGIN: &str = "insert into access_totp (account, sealed, last_step, made) values ($1, $2, 0, $3)
    on conflict (account) do update set sealed = excluded.sealed, last_step = 0, made = excluded.made
    where access_totp.confirmed_at is null";
const FIND: &str = "select sealed, last_step, made, confirmed_at from access_totp where account = $1";
const STEP: &str = "update access_totp set last_step = $1 where account = $2 and last_step < $1";
const CONFIRM: &str = "update access_totp set confirmed_at = $1 where account = $2 and confirmed_at is null";
const RESEAL: &str = "update access_totp set sealed = $1 where account = $2";
const ALL: &str = "select account, sealed from access_totp where account > $1 order by account limit 500";
const RESEAL_SAME: &str = "update access_totp set sealed = $1 where account = $2 and sealed = $3";
const REMOVE: &str = "delete from access_totp where account = $1";
const INSERT_CODES: &str = "insert into access_recovery (account, hash)";
const REMOVE_CODES: &str = "delete from access_recovery where account = $1";
const USE_CODE: &str = "update access_recovery set used_at = $1 where account = $2 and hash = $3 and used_at is null";
/// [`INSERT_CODES`] as it is sent for one code.
const INSERT_ONE_CODE: &str = "insert into access_recovery (account, hash) values ($1, $2)";

pub(super) const STATEMENTS: &[&str] =
    &[BEGIN, FIND, STEP, CONFIRM, RESEAL, ALL, RESEAL_SAME, REMOVE, INSERT_ONE_CODE, REMOVE_CODES, USE_CODE];

/// An authenticator app.
pub(crate) struct App {
    pub sealed: Vec<u8>,
    pub last_step: i64,
    pub made: Instant,
    pub confirmed: Option<Instant>,
}

/// A new secret, unless one counts already.
pub(crate) fn begin(account: &str, sealed: Vec<u8>, made: Instant) -> Sql {
    sql(BEGIN).bind(account).bind(sealed).bind(made.0)
}

pub(crate) fn find(account: &str) -> Sql {
    sql(FIND).bind(account)
}

pub(crate) fn read(r: &Row<'_>) -> Res<App> {
    Ok(App { sealed: r.get(0)?, last_step: r.get(1)?, made: moment(r, 2)?, confirmed: moment_or_null(r, 3)? })
}

/// Takes the code of a step, if none of that step or a later one was taken.
pub(crate) fn step(account: &str, step: i64) -> Sql {
    sql(STEP).bind(step).bind(account)
}

pub(crate) fn confirm(account: &str, at: Instant) -> Sql {
    sql(CONFIRM).bind(at.0).bind(account)
}

pub(crate) fn reseal(account: &str, sealed: Vec<u8>) -> Sql {
    sql(RESEAL).bind(sealed).bind(account)
}

/// A page of all secrets, by account, after one.
pub(crate) fn all(after: &str) -> Sql {
    sql(ALL).bind(after)
}

pub(crate) fn read_sealed(r: &Row<'_>) -> Res<(String, Vec<u8>)> {
    Ok((r.get(0)?, r.get(1)?))
}

/// As [`reseal`], unless it was changed meanwhile.
pub(crate) fn reseal_same(account: &str, sealed: Vec<u8>, was: Vec<u8>) -> Sql {
    sql(RESEAL_SAME).bind(sealed).bind(account).bind(was)
}

pub(crate) fn remove(account: &str) -> Sql {
    sql(REMOVE).bind(account)
}

pub(crate) fn insert_codes(account: &str, hashes: impl Iterator<Item = [u8; 32]>) -> Sql {
    sql(INSERT_CODES).rows(hashes.map(|h| [Val::from(account), Val::from(h)]))
}

pub(crate) fn remove_codes(account: &str) -> Sql {
    sql(REMOVE_CODES).bind(account)
}

/// Takes a recovery code, once.
pub(crate) fn use_code(account: &str, hash: [u8; 32], at: Instant) -> Sql {
    sql(USE_CODE).bind(at.0).bind(account).bind(hash)
}
