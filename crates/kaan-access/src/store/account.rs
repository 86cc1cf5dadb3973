//! SQL of accounts and passwords. It never writes a password: a hash comes in.

use super::{lang, moment, number};
use crate::model::{AccountRow, Found};
use kaan_base::{Instant, Lang};
use kaan_db::{Res, Row, Sql, sql};

const INSERT: &str = "insert into access_account (id, person, email, email_folded, name, name_folded, lang, status, made)
    values ($1, $2, $3, $4, $5, $6, $7, 'active', $8)";
const PROFILE: &str = "update access_account set name = $1, name_folded = $2, lang = $3 where id = $4 and status = 'active'";
const BY_ID: &str = "select a.id, a.person, a.email, a.name, a.lang, a.made, a.status,
    (select count(*) from access_password p where p.account = a.id),
    (select count(*) from access_totp t where t.account = a.id and t.confirmed_at is not null),
    (select count(*) from access_recovery r where r.account = a.id and r.used_at is null),
    (select count(*) from access_passkey k where k.account = a.id)
    from access_account a where a.id = $1";
macro_rules! login {
    ($where:literal) => {
        concat!(
            "select a.id, a.person, a.email, a.name, a.lang, p.hash, t.confirmed_at from access_account a
            left join access_password p on p.account = a.id
            left join access_totp t on t.account = a.id
            where a.status = 'active' and ",
            $where
        )
    };
}
const LOGIN_BY_EMAIL: &str = login!("a.email_folded = $1");
const LOGIN_BY_ID: &str = login!("a.id = $1");
const NAMES: &str = "select id, name from access_account where true";
const CLIENT_NAMES: &str = "select id, name from access_client where true";
const FIND: &str = "select id, person, email, name from access_account where status = 'active'
    and (email_folded like $1 escape '!' or name_folded like $1 escape '!') order by name_folded, id limit 20";
const BY_EMAIL: &str = "select id, person, email, name from access_account where status = 'active' and email_folded = $1";
const PUT_PASSWORD: &str = "insert into access_password (account, hash, set_at) values ($1, $2, $3)
    on conflict (account) do update set hash = excluded.hash, set_at = excluded.set_at";

pub(super) const STATEMENTS: &[&str] =
    &[INSERT, PROFILE, BY_ID, LOGIN_BY_EMAIL, LOGIN_BY_ID, NAMES, CLIENT_NAMES, FIND, BY_EMAIL, PUT_PASSWORD];

/// A new account.
pub(crate) struct New<'a> {
    pub id: &'a str,
    pub person: &'a str,
    pub email: &'a str,
    pub email_folded: &'a str,
    pub name: &'a str,
    pub name_folded: &'a str,
    pub lang: Lang,
    pub made: Instant,
}

/// What a sign-in needs of an account.
#[derive(Clone)]
pub(crate) struct Login {
    pub id: String,
    pub person: String,
    pub email: String,
    pub name: String,
    pub lang: Lang,
    pub hash: Option<String>,
    pub has_totp: bool,
}

pub(crate) fn insert(n: &New<'_>) -> Sql {
    let q = sql(INSERT).bind(n.id).bind(n.person).bind(n.email).bind(n.email_folded);
    q.bind(n.name).bind(n.name_folded).bind(n.lang.code()).bind(n.made.0)
}

pub(crate) fn profile(account: &str, name: &str, name_folded: &str, lang: Lang) -> Sql {
    sql(PROFILE).bind(name).bind(name_folded).bind(lang.code()).bind(account)
}

pub(crate) fn by_id(account: &str) -> Sql {
    sql(BY_ID).bind(account)
}

pub(crate) fn read_account(r: &Row<'_>) -> Res<AccountRow> {
    Ok(AccountRow {
        id: r.get(0)?,
        person: r.get(1)?,
        email: r.get(2)?,
        name: r.get(3)?,
        lang: lang(r, 4)?,
        made: moment(r, 5)?,
        active: r.text(6)? == "active",
        has_password: number(r, 7)? > 0,
        has_totp: number(r, 8)? > 0,
        recovery_left: number(r, 9)?,
        passkeys: number(r, 10)?,
    })
}

pub(crate) fn login_by_email(email_folded: &str) -> Sql {
    sql(LOGIN_BY_EMAIL).bind(email_folded)
}

pub(crate) fn login_by_id(account: &str) -> Sql {
    sql(LOGIN_BY_ID).bind(account)
}

pub(crate) fn read_login(r: &Row<'_>) -> Res<Login> {
    Ok(Login {
        id: r.get(0)?,
        person: r.get(1)?,
        email: r.get(2)?,
        name: r.get(3)?,
        lang: lang(r, 4)?,
        hash: r.get(5)?,
        has_totp: r.get::<Option<i64>>(6)?.is_some(),
    })
}

pub(crate) fn names(ids: &[String]) -> Sql {
    sql(NAMES).among(" and id in", ids)
}

pub(crate) fn client_names(ids: &[String]) -> Sql {
    sql(CLIENT_NAMES).among(" and id in", ids)
}

/// Accounts whose address or name begins so; the text is folded already.
pub(crate) fn find(prefix: &str) -> Sql {
    let plain = prefix.replace('!', "!!").replace('%', "!%").replace('_', "!_");
    sql(FIND).bind(format!("{plain}%"))
}

pub(crate) fn by_email(email_folded: &str) -> Sql {
    sql(BY_EMAIL).bind(email_folded)
}

pub(crate) fn read_found(r: &Row<'_>) -> Res<Found> {
    Ok(Found { id: r.get(0)?, person: r.get(1)?, email: r.get(2)?, name: r.get(3)? })
}

pub(crate) fn put_password(account: &str, hash: &str, at: Instant) -> Sql {
    sql(PUT_PASSWORD).bind(account).bind(hash).bind(at.0)
}
