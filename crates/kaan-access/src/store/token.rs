//! SQL of tokens and of machines. It never sees a token: only its hash.

use super::{moment, moment_or_null, scopes};
use crate::model::{ClientRow, TokenRow};
use kaan_base::{Instant, Lang};
use kaan_db::{Res, Row, Sql, sql};

const INSERT: &str = "insert into access_token (id, hash, account, client, name, scopes, made, until)
    values ($1, $2, $3, $4, $5, $6, $7, $8)";
const BY_HASH: &str = "select t.id, t.account, t.client, t.scopes, t.used, a.person, a.name, a.email, a.lang, c.name
    from access_token t
    left join access_account a on a.id = t.account and a.status = 'active'
    left join access_client c on c.id = t.client and c.ended is null
    where t.hash = $1 and t.ended is null and t.until > $2";
const USED: &str = "update access_token set used = $1 where id = $2 and (used is null or used < $1)";
const LIST: &str = "select id, name, scopes, made, used, until, ended from access_token
    where account = $1 order by id desc limit 200";
const END: &str = "update access_token set ended = $1 where account = $2 and id = $3 and ended is null";
const SWEEP: &str = "delete from access_token where client is not null and until < $1";

const INSERT_CLIENT: &str = "insert into access_client (id, hash, organisation, name, scopes, made_by, made)
    values ($1, $2, $3, $4, $5, $6, $7)";
const CLIENT: &str = "select hash, scopes, name from access_client where id = $1 and ended is null";
const CLIENTS: &str = "select id, organisation, name, scopes, made, used, ended from access_client
    where organisation = $1 order by id desc limit 200";
const CLIENT_USED: &str = "update access_client set used = $1 where id = $2";
const END_CLIENT: &str = "update access_client set ended = $1 where organisation = $2 and id = $3 and ended is null";

pub(super) const STATEMENTS: &[&str] =
    &[INSERT, BY_HASH, USED, LIST, END, SWEEP, INSERT_CLIENT, CLIENT, CLIENTS, CLIENT_USED, END_CLIENT];

/// A token that is about to be kept: of an account or of a client.
pub(crate) struct New<'a> {
    pub id: &'a str,
    pub hash: [u8; 32],
    pub account: Option<&'a str>,
    pub client: Option<&'a str>,
    pub name: &'a str,
    pub scopes: &'a [String],
    pub made: Instant,
    pub until: Instant,
}

/// Whose a token is.
pub(crate) struct Bearer {
    pub id: String,
    pub account: Option<String>,
    pub client: Option<String>,
    pub scopes: Vec<String>,
    pub used: Option<Instant>,
    pub person: Option<String>,
    pub name: Option<String>,
    pub email: Option<String>,
    pub lang: Lang,
    pub client_name: Option<String>,
}

/// A machine.
pub(crate) struct Client {
    pub hash: Vec<u8>,
    pub scopes: Vec<String>,
}

/// A machine that is about to be let in.
pub(crate) struct NewClient<'a> {
    pub id: &'a str,
    pub hash: [u8; 32],
    pub organisation: &'a str,
    pub name: &'a str,
    pub scopes: &'a [String],
    pub made_by: &'a str,
    pub made: Instant,
}

pub(crate) fn insert(n: &New<'_>) -> Sql {
    let own = |x: Option<&str>| x.map(str::to_owned);
    let q = sql(INSERT).bind(n.id).bind(n.hash).bind(own(n.account)).bind(own(n.client)).bind(n.name);
    q.bind(n.scopes.join(" ")).bind(n.made.0).bind(n.until.0)
}

pub(crate) fn by_hash(hash: [u8; 32], now: Instant) -> Sql {
    sql(BY_HASH).bind(hash).bind(now.0)
}

pub(crate) fn read_bearer(r: &Row<'_>) -> Res<Bearer> {
    Ok(Bearer {
        id: r.get(0)?,
        account: r.get(1)?,
        client: r.get(2)?,
        scopes: scopes(r, 3)?,
        used: moment_or_null(r, 4)?,
        person: r.get(5)?,
        name: r.get(6)?,
        email: r.get(7)?,
        lang: r.text_or_null(8)?.and_then(Lang::from_code).unwrap_or(Lang::En),
        client_name: r.get(9)?,
    })
}

pub(crate) fn used(id: &str, at: Instant) -> Sql {
    sql(USED).bind(at.0).bind(id)
}

pub(crate) fn list(account: &str) -> Sql {
    sql(LIST).bind(account)
}

pub(crate) fn read_row(r: &Row<'_>) -> Res<TokenRow> {
    Ok(TokenRow {
        id: r.get(0)?,
        name: r.get(1)?,
        scopes: scopes(r, 2)?,
        made: moment(r, 3)?,
        used: moment_or_null(r, 4)?,
        until: moment(r, 5)?,
        ended: moment_or_null(r, 6)?,
    })
}

pub(crate) fn end(account: &str, id: &str, at: Instant) -> Sql {
    sql(END).bind(at.0).bind(account).bind(id)
}

pub(crate) fn sweep(before: Instant) -> Sql {
    sql(SWEEP).bind(before.0)
}

pub(crate) fn insert_client(n: &NewClient<'_>) -> Sql {
    let q = sql(INSERT_CLIENT).bind(n.id).bind(n.hash).bind(n.organisation).bind(n.name);
    q.bind(n.scopes.join(" ")).bind(n.made_by).bind(n.made.0)
}

pub(crate) fn client(id: &str) -> Sql {
    sql(CLIENT).bind(id)
}

pub(crate) fn read_client(r: &Row<'_>) -> Res<Client> {
    Ok(Client { hash: r.get(0)?, scopes: scopes(r, 1)? })
}

pub(crate) fn clients(organisation: &str) -> Sql {
    sql(CLIENTS).bind(organisation)
}

pub(crate) fn read_client_row(r: &Row<'_>) -> Res<ClientRow> {
    Ok(ClientRow {
        id: r.get(0)?,
        organisation: r.get(1)?,
        name: r.get(2)?,
        scopes: scopes(r, 3)?,
        made: moment(r, 4)?,
        used: moment_or_null(r, 5)?,
        ended: moment_or_null(r, 6)?,
    })
}

pub(crate) fn client_used(id: &str, at: Instant) -> Sql {
    sql(CLIENT_USED).bind(at.0).bind(id)
}

pub(crate) fn end_client(organisation: &str, id: &str, at: Instant) -> Sql {
    sql(END_CLIENT).bind(at.0).bind(organisation).bind(id)
}
