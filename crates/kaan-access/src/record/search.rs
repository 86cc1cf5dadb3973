//! Reading the record: an auditor's search and export, a person's own rows, and who looked at their data.
//!
//! Called by pages and downloads. It never shows a row outside the reader's reach, and never counts rows:
//! a page knows whether another follows, and nothing more.

use super::model::{Evidence, Filter, Look, Outcome, Page, Row, SealOf};
use super::store::{self, Along, Limit};
use super::{csv, seal};
use kaan_base::access::Reach;
use kaan_db::{Db, Fault, Res};

/// Rows of a page.
const PAGE: usize = Limit::Page.size();
/// Most organisations and territories of a reach.
const MOST: usize = 64;

/// A page of the record as somebody with this reach may see it, newest first.
///
/// # Errors
/// What the store says; [`Fault::Broken`] for a reach of more than 64 organisations and territories.
pub async fn search(db: &Db, reach: &Reach, filter: &Filter, after: Option<&str>) -> Res<Page<Row>> {
    page(db, reach, filter, after, Limit::Page).await
}

/// A piece of the same rows as CSV (RFC 4180, UTF-8), with its head first, and what to ask the next piece after.
///
/// # Errors
/// As [`search`].
pub async fn export(db: &Db, reach: &Reach, filter: &Filter, after: Option<&str>) -> Res<(String, Option<String>)> {
    let page = page(db, reach, filter, after, Limit::Piece).await?;
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
    let rows = store::about(db, person, after).await?;
    Ok(cut(rows.into_iter().map(Row::look).collect(), PAGE, |l: &Look| &l.id))
}

/// What an account did, with its sign-ins, newest first: for its owner.
///
/// # Errors
/// What the store says.
pub async fn of_account(db: &Db, account: &str, after: Option<&str>) -> Res<Page<Row>> {
    let rows = store::by_account(db, account, after).await?;
    Ok(cut(rows, PAGE, |r: &Row| &r.id))
}

async fn page(db: &Db, reach: &Reach, filter: &Filter, after: Option<&str>, limit: Limit) -> Res<Page<Row>> {
    if reach.organisations.len() + reach.territories.len() + reach.parts.len() > MOST {
        return Err(Fault::Broken(format!("a reach of more than {MOST} organisations and territories")));
    }
    if nothing(reach) {
        return Ok(Page { rows: Vec::new(), next: None });
    }
    let acts = match &filter.act {
        Some(prefix) => store::acts(db, prefix).await?,
        None => Vec::new(),
    };
    let ways = ways(db, reach, filter, &acts).await?;
    let mut rows = store::walk(db, &ways, reach, filter, after, limit).await?;
    rows.sort_by(|a, b| b.id.cmp(&a.id));
    rows.dedup_by(|a, b| a.id == b.id);
    let rows = rows.into_iter().map(|r| r.seen_by(reach)).collect();
    Ok(cut(rows, limit.size(), |r: &Row| &r.id))
}

/// Along which indexes to walk: of what may be seen and of each thing that is asked for, whichever is fewest.
async fn ways<'a>(db: &Db, reach: &'a Reach, filter: &'a Filter, acts: &'a [String]) -> Res<Vec<Along<'a>>> {
    let mut groups = asked(filter, acts);
    // Everything is never fewer than something.
    if groups.is_empty() || !reach.all {
        groups.push(seen(reach));
    }
    if groups.len() == 1 {
        return Ok(groups.remove(0));
    }
    let counts = store::probe(db, &groups).await?;
    let fewest = (0..groups.len()).min_by_key(|&n| counts.get(n).copied().unwrap_or(i64::MAX)).unwrap_or_default();
    Ok(groups.swap_remove(fewest))
}

/// For each thing that is asked for, the ways that have all of it.
fn asked<'a>(filter: &'a Filter, acts: &'a [String]) -> Vec<Vec<Along<'a>>> {
    let mut groups = Vec::new();
    if let Some(resource) = &filter.resource {
        groups.push(vec![Along::Resource(resource)]);
    }
    if let Some(who) = &filter.who {
        groups.push(vec![Along::Account(who), Along::Person(who)]);
    }
    if let Some(organisation) = &filter.organisation {
        groups.push(vec![Along::Organisation(organisation), Along::OnOrganisation(organisation)]);
    }
    match filter.outcome {
        Some(Outcome::Refused) => groups.push(vec![Along::Refused]),
        Some(Outcome::Failed) => groups.push(vec![Along::Failed]),
        _ => {}
    }
    if filter.act.is_some() {
        groups.push(acts.iter().map(|a| Along::Act(a)).collect());
    }
    groups
}

/// The ways that have all that may be seen.
fn seen(reach: &Reach) -> Vec<Along<'_>> {
    if reach.all {
        return vec![Along::All];
    }
    let organisations = reach.organisations.iter().chain(reach.parts.iter().map(|(o, _)| o));
    let organisations = organisations.flat_map(|o| [Along::Organisation(o), Along::OnOrganisation(o)]);
    let territories = reach.territories.iter().map(|t| Along::Territory(t));
    let person = reach.person.iter().flat_map(|p| [Along::Person(p), Along::Subject(p)]);
    let mut ways: Vec<Along<'_>> = organisations.chain(territories).chain(person).collect();
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
