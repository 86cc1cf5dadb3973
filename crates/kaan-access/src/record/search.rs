//! Reading the record: an auditor's search and export, a person's own rows, and who looked at their data.
//!
//! Called by pages and downloads. It never shows a row outside the reader's reach, and never counts rows:
//! a page knows whether another follows, and nothing more.

use super::model::{Evidence, Filter, Look, Page, Row, SealOf};
use super::{csv, seal};
use super::store::{self, Along};
use kaan_base::access::Reach;
use kaan_db::{Db, Fault, Res};

/// Rows of a page.
const PAGE: usize = 50;
/// Rows of one piece of an export.
const PIECE: usize = 1_000;
/// Most organisations and territories of a reach.
const MOST: usize = 64;

/// A page of the record as somebody with this reach may see it, newest first.
///
/// # Errors
/// What the store says; [`Fault::Broken`] for a reach of more than 64 organisations and territories.
pub async fn search(db: &Db, reach: &Reach, filter: &Filter, after: Option<&str>) -> Res<Page<Row>> {
    page(db, reach, filter, after, PAGE).await
}

/// A piece of the same rows as CSV (RFC 4180, UTF-8), with its head first, and what to ask the next piece after.
///
/// # Errors
/// As [`search`].
pub async fn export(db: &Db, reach: &Reach, filter: &Filter, after: Option<&str>) -> Res<(String, Option<String>)> {
    let page = page(db, reach, filter, after, PIECE).await?;
    let mut text = if after.is_none() { csv::head() } else { String::new() };
    for row in &page.rows {
        csv::line(&mut text, row);
    }
    Ok((text, page.next))
}

/// One row with the batch in which it was sealed, if somebody with this reach may see it.
///
/// # Errors
/// What the store says.
pub async fn find(db: &Db, reach: &Reach, id: &str) -> Res<Option<Evidence>> {
    if nothing(reach) {
        return Ok(None);
    }
    let Some(found) = store::one(db, reach, id).await? else { return Ok(None) };
    let batch = store::seal_of(db, found.key).await?;
    let row_hash = hex::encode(seal::row_hash(&found)?);
    let seal = batch.map(|(n, count, hash, sealed_at)| SealOf {
        number: n.unsigned_abs(),
        rows: count.unsigned_abs(),
        sealed_at,
        hash: hex::encode(hash),
        row_hash,
        subject: seal::subject(n),
    });
    Ok(Some(Evidence { row: found.row.seen_by(reach), seal }))
}

/// Who may see nothing asks the store nothing; and a row of the record has nobody who prepared it.
fn nothing(reach: &Reach) -> bool {
    reach.is_empty() || reach.not_prepared_by.is_some()
}

/// Who looked at this person's data or changed it, newest first.
///
/// # Errors
/// What the store says.
pub async fn of_person(db: &Db, person: &str, after: Option<&str>) -> Res<Page<Look>> {
    let rows = store::about(db, person, after, PAGE as i64 + 1).await?;
    Ok(cut(rows.into_iter().map(Row::look).collect(), PAGE, |l: &Look| &l.id))
}

/// What an account did, with its sign-ins, newest first: for its owner.
///
/// # Errors
/// What the store says.
pub async fn of_account(db: &Db, account: &str, after: Option<&str>) -> Res<Page<Row>> {
    let rows = store::by_account(db, account, after, PAGE as i64 + 1).await?;
    Ok(cut(rows, PAGE, |r: &Row| &r.id))
}

async fn page(db: &Db, reach: &Reach, filter: &Filter, after: Option<&str>, size: usize) -> Res<Page<Row>> {
    if reach.organisations.len() + reach.territories.len() + reach.parts.len() > MOST {
        return Err(Fault::Broken(format!("a reach of more than {MOST} organisations and territories")));
    }
    let mut rows = store::walk(db, &ways(reach, filter), reach, filter, after, size as i64 + 1).await?;
    rows.sort_by(|a, b| b.id.cmp(&a.id));
    rows.dedup_by(|a, b| a.id == b.id);
    let rows = rows.into_iter().map(|r| r.seen_by(reach)).collect();
    Ok(cut(rows, size, |r: &Row| &r.id))
}

/// Which indexes to walk along: of what is asked for where that is narrow, else of what may be seen.
fn ways<'a>(reach: &'a Reach, filter: &'a Filter) -> Vec<Along<'a>> {
    if nothing(reach) {
        return Vec::new();
    }
    if let Some(resource) = &filter.resource {
        return vec![Along::Resource(resource)];
    }
    if let Some(who) = &filter.who {
        return vec![Along::Account(who), Along::Person(who)];
    }
    if let Some(organisation) = &filter.organisation {
        return vec![Along::Organisation(organisation), Along::OnOrganisation(organisation)];
    }
    if reach.all {
        return vec![Along::All];
    }
    let organisations = reach.organisations.iter().chain(reach.parts.iter().map(|(o, _)| o));
    let organisations = organisations.flat_map(|o| [Along::Organisation(o), Along::OnOrganisation(o)]);
    let territories = reach.territories.iter().map(|t| Along::Territory(t));
    let person = reach.person.iter().flat_map(|p| [Along::Person(p), Along::Subject(p)]);
    let mut ways: Vec<Along<'a>> = organisations.chain(territories).chain(person).collect();
    ways.dedup();
    ways
}

/// The first `size` rows, and what follows them if there are more.
fn cut<T>(mut rows: Vec<T>, size: usize, id: impl Fn(&T) -> &String) -> Page<T> {
    let more = rows.len() > size;
    rows.truncate(size);
    let next = rows.last().filter(|_| more).map(|r| id(r).clone());
    Page { rows, next }
}
