//! SQL of passkeys. It never sees a private key: those stay on their devices.

use super::{moment, moment_or_null};
use crate::model::PasskeyRow;
use kaan_base::Instant;
use kaan_db::{Res, Row, Sql, sql};

const INSERT: &str = "insert into access_passkey (id, account, credential_id, credential, label, backed_up, made)
    values ($1, $2, $3, $4, $5, $6, $7)";
const LIST: &str = "select id, label, made, used, backed_up from access_passkey where account = $1 order by id limit 100";
const OF_ACCOUNT: &str = "select id, credential from access_passkey where account = $1 order by id limit 100";
const BY_CREDENTIAL: &str = "select id, account, credential from access_passkey where credential_id = $1";
const USED: &str = "update access_passkey set credential = $1, backed_up = $2, used = $3 where id = $4 and credential = $5";
const RENAME: &str = "update access_passkey set label = $1 where account = $2 and id = $3";
const REMOVE: &str = "delete from access_passkey where account = $1 and id = $2";

pub(super) const STATEMENTS: &[&str] = &[INSERT, LIST, OF_ACCOUNT, BY_CREDENTIAL, USED, RENAME, REMOVE];

/// A passkey that is about to be kept.
#[derive(Clone)]
pub(crate) struct New {
    pub id: String,
    pub account: String,
    pub credential_id: Vec<u8>,
    pub credential: String,
    pub label: String,
    pub backed_up: bool,
}

/// A passkey with its account.
pub(crate) struct Known {
    pub id: String,
    pub account: String,
    pub credential: String,
}

pub(crate) fn insert(n: &New, made: Instant) -> Sql {
    let q = sql(INSERT).bind(&n.id).bind(&n.account).bind(n.credential_id.clone()).bind(&n.credential);
    q.bind(&n.label).bind(n.backed_up).bind(made.0)
}

pub(crate) fn list(account: &str) -> Sql {
    sql(LIST).bind(account)
}

pub(crate) fn read_row(r: &Row<'_>) -> Res<PasskeyRow> {
    Ok(PasskeyRow { id: r.get(0)?, label: r.get(1)?, made: moment(r, 2)?, used: moment_or_null(r, 3)?, backed_up: r.get(4)? })
}

/// Key and credential of each passkey of an account.
pub(crate) fn of_account(account: &str) -> Sql {
    sql(OF_ACCOUNT).bind(account)
}

pub(crate) fn read_credential(r: &Row<'_>) -> Res<(String, String)> {
    Ok((r.get(0)?, r.get(1)?))
}

pub(crate) fn by_credential(credential_id: &[u8]) -> Sql {
    sql(BY_CREDENTIAL).bind(credential_id)
}

pub(crate) fn read_known(r: &Row<'_>) -> Res<Known> {
    Ok(Known { id: r.get(0)?, account: r.get(1)?, credential: r.get(2)? })
}

/// Keeps counter and flags, if they are still as they `were`: of two that show one passkey at once, one is late.
pub(crate) fn used(id: &str, credential: &str, backed_up: bool, was: &str, at: Instant) -> Sql {
    sql(USED).bind(credential).bind(backed_up).bind(at.0).bind(id).bind(was)
}

pub(crate) fn rename(account: &str, id: &str, label: &str) -> Sql {
    sql(RENAME).bind(label).bind(account).bind(id)
}

pub(crate) fn remove(account: &str, id: &str) -> Sql {
    sql(REMOVE).bind(account).bind(id)
}
