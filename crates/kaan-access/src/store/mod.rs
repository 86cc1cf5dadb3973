//! All SQL of accounts and credentials, and nothing but SQL; roles and the record have stores of their own.
//!
//! Each function gives a statement with its values; a `read_` function takes a row apart. It never hashes, judges or
//! asks the time.

pub(crate) mod account;
pub(crate) mod link;
pub(crate) mod passkey;
pub(crate) mod second;
pub(crate) mod session;
pub(crate) mod throttle;
pub(crate) mod token;

use crate::{record, roles};
use kaan_base::{Instant, Lang};
use kaan_db::{Fault, Res, Row};

const PARTS: &[&[&str]] = &[
    account::STATEMENTS,
    link::STATEMENTS,
    passkey::STATEMENTS,
    second::STATEMENTS,
    session::STATEMENTS,
    throttle::STATEMENTS,
    token::STATEMENTS,
    roles::STATEMENTS,
    record::STATEMENTS,
];

/// Every statement of this crate, for the test that prepares them on both engines.
pub const STATEMENTS: &[&str] = &joined::<{ count(PARTS) }>(PARTS);

const fn count(parts: &[&[&str]]) -> usize {
    let (mut all, mut i) = (0, 0);
    while i < parts.len() {
        all += parts[i].len();
        i += 1;
    }
    all
}

const fn joined<const N: usize>(parts: &[&[&'static str]]) -> [&'static str; N] {
    let (mut out, mut at, mut i) = ([""; N], 0, 0);
    while i < parts.len() {
        let mut j = 0;
        while j < parts[i].len() {
            out[at] = parts[i][j];
            at += 1;
            j += 1;
        }
        i += 1;
    }
    out
}

/// A column that holds a moment.
fn moment(r: &Row<'_>, column: usize) -> Res<Instant> {
    r.get(column).map(Instant)
}

/// A column that may hold a moment.
fn moment_or_null(r: &Row<'_>, column: usize) -> Res<Option<Instant>> {
    Ok(r.get::<Option<i64>>(column)?.map(Instant))
}

/// A column that holds a language.
fn lang(r: &Row<'_>, column: usize) -> Res<Lang> {
    let code = r.text(column)?;
    Lang::from_code(code).ok_or_else(|| Fault::Broken(format!("`{code}` is no language")))
}

/// A column that holds a number of things.
fn number(r: &Row<'_>, column: usize) -> Res<u64> {
    Ok(u64::try_from(r.get::<i64>(column)?).unwrap_or(0))
}

/// A column that holds names of acts.
fn scopes(r: &Row<'_>, column: usize) -> Res<Vec<String>> {
    Ok(r.text(column)?.split(' ').filter(|x| !x.is_empty()).map(str::to_owned).collect())
}
