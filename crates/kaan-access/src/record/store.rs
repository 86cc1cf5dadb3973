//! All SQL of the record of acts, and nothing but SQL. It never changes or deletes a row of the record.
//!
//! A list that depends on the reader is one text put together of the parts here: for each thing the reader
//! may see, or asks for, one walk along an index that stops after a page.

use super::model::{Filter, Outcome, Row, Sealable};
use kaan_base::Instant;
use kaan_base::access::Reach;
use kaan_db::{Db, Fault, Res, Snapshot, Sql, Tx, Val, sql};
use std::ops::ControlFlow;

macro_rules! columns {
    () => {
        "id, at, account, person, organisation, act, rule, role, resource, on_organisation, territory, subject_person,
        outcome, code, address, request, detail"
    };
}

const PUT: &str = concat!("insert into access_record (", columns!(), ", salt)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)");
const SEALABLE: &str =
    concat!("select ", columns!(), ", key, salt from access_record where key > $1 and key <= $2 order by key limit $3");
const ABOUT: &str = concat!("select ", columns!(), " from access_record where subject_person = $1");
const BY_ACCOUNT: &str = concat!("select ", columns!(), " from access_record where account = $1");

/// One walk of a search; a literal that cannot be taken from outside follows it.
const WALK: &str = concat!("select * from (select ", columns!(), " from access_record where ");
const WALK_ON: &str = concat!(" union all select * from (select ", columns!(), " from access_record where ");

const ONE: &str = concat!("select ", columns!(), ", key, salt from access_record where id = $1");
const SEAL_OF: &str = "select n, count, hash, sealed_at from access_seal where last_key >= $1 order by last_key limit 1";
const LAST_KEY: &str = "select coalesce(max(key), 0) from access_record";
const COUNT_AFTER: &str = "select count(*) from access_record where key > $1";
const LAST_SEAL: &str = "select n, last_key, hash from access_seal order by n desc limit 1";
const PUT_SEAL: &str = "insert into access_seal (n, last_key, count, first_id, last_id, hash, hashes, sealed_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8)";
const FIND_SEAL: &str = "select last_key, hashes from access_seal where n = $1";
const LOCK_WAIT_POSTGRES: &str = "set local lock_timeout = 100";
const LOCK_POSTGRES: &str = "lock table access_record in share mode";

/// Every statement, for the test that prepares them on both engines.
pub const STATEMENTS: &[&str] = 
    &[PUT, SEALABLE, ABOUT, BY_ACCOUNT, ONE, SEAL_OF, LAST_KEY, COUNT_AFTER, LAST_SEAL, PUT_SEAL, FIND_SEAL];
/// Statements that only PostgreSQL is given.
pub const POSTGRES_STATEMENTS: &[&str] = &[LOCK_WAIT_POSTGRES, LOCK_POSTGRES];

/// What a walk goes along: one column with an index of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Along<'a> {
    /// Everything, for a reader of everything.
    All,
    Organisation(&'a str),
    OnOrganisation(&'a str),
    Territory(&'a str),
    Account(&'a str),
    Person(&'a str),
    Subject(&'a str),
    Resource(&'a str),
}

impl<'a> Along<'a> {
    const fn part(self) -> (&'static str, Option<&'a str>) {
        match self {
            Along::All => ("true", None),
            Along::Organisation(x) => ("organisation = ?", Some(x)),
            Along::OnOrganisation(x) => ("on_organisation = ?", Some(x)),
            Along::Territory(x) => ("territory = ?", Some(x)),
            Along::Account(x) => ("account = ?", Some(x)),
            Along::Person(x) => ("person = ?", Some(x)),
            Along::Subject(x) => ("subject_person = ?", Some(x)),
            Along::Resource(x) => ("resource = ?", Some(x)),
        }
    }
}

/// Adds a row.
pub(super) async fn put(tx: &mut Tx<'_>, r: &Row, salt: &[u8; 32]) -> Res<()> {
    let q = sql(PUT).bind(&r.id).bind(r.at.0).bind(r.account.clone()).bind(r.person.clone()).bind(r.organisation.clone());
    let q = q.bind(&r.act).bind(r.rule.clone()).bind(r.role.clone()).bind(&r.resource).bind(r.on_organisation.clone());
    let q = q.bind(r.territory.clone()).bind(r.subject_person.clone()).bind(r.outcome.word()).bind(r.code.clone());
    tx.run(q.bind(&r.address).bind(&r.request).bind(&r.detail).bind(*salt)).await.map(drop)
}

fn read(r: &kaan_db::Row) -> Res<Row> {
    let outcome = Outcome::of(r.text(12)?).ok_or_else(|| Fault::Broken("a row of the record has no known outcome".into()))?;
    Ok(Row {
        id: r.get(0)?,
        at: Instant(r.get(1)?),
        account: r.get(2)?,
        person: r.get(3)?,
        organisation: r.get(4)?,
        act: r.get(5)?,
        rule: r.get(6)?,
        role: r.get(7)?,
        resource: r.get(8)?,
        on_organisation: r.get(9)?,
        territory: r.get(10)?,
        subject_person: r.get(11)?,
        outcome,
        code: r.get(13)?,
        address: r.get(14)?,
        request: r.get(15)?,
        detail: r.get(16)?,
    })
}

fn read_sealable(r: &kaan_db::Row) -> Res<Sealable> {
    Ok(Sealable { row: read(r)?, key: r.get(17)?, salt: r.get(18)? })
}

/// The newest rows of several walks: of each at most `limit`, newest first within a walk; a row may come twice.
pub(super) async fn walk(db: &Db, along: &[Along<'_>], reach: &Reach, f: &Filter, after: Option<&str>, limit: i64) -> Res<Vec<Row>> {
    let mut q: Option<Sql> = None;
    for one in along {
        let (lit, value) = one.part();
        let begun = match q {
            None => sql(WALK),
            Some(q) => q.when(true, WALK_ON),
        };
        let begun = match value {
            Some(value) => begun.and(lit, Some([value.into()])),
            None => begun.when(true, lit),
        };
        let narrowed = within(filtered(begun, f), reach, f);
        let paged = narrowed.and(" and id < ?", after.map(|a| [a.into()]));
        q = Some(paged.and(" order by id desc limit ?) as walked", Some([limit.into()])));
    }
    match q {
        Some(q) => db.all(q, read).await,
        None => Ok(Vec::new()),
    }
}

/// What is asked for, beside what the walk goes along.
fn filtered(q: Sql, f: &Filter) -> Sql {
    let two = |x: &Option<String>| x.as_ref().map(|x| [Val::from(x), Val::from(x)]);
    let (from, to) = (f.from.map(|t| t.0), f.to.map(|t| t.0));
    // Keys begin with the milliseconds of their moment: the index of keys bounds the walk.
    let q = q.and(" and id >= ?", from.map(|t| [key_from(t).into()])).and(" and at >= ?", from.map(|t| [t.into()]));
    let q = q.and(" and id < ?", to.map(|t| [key_from(t.saturating_add(1_000)).into()])).and(" and at < ?", to.map(|t| [t.into()]));
    let q = q.and(" and (account = ? or person = ?)", two(&f.who));
    let q = q.and(" and (organisation = ? or on_organisation = ?)", two(&f.organisation));
    let q = q.and(" and resource = ?", f.resource.as_ref().map(|x| [x.into()]));
    let q = q.and(" and outcome = ?", f.outcome.map(|o| [o.word().into()]));
    // `~` sorts behind everything an act's name is made of.
    q.and(" and act >= ? and act < ?", f.act.as_ref().map(|a| [a.into(), format!("{a}~").into()]))
}

/// Only what the reader may see. This is the one place where a reach becomes SQL.
fn within(q: Sql, reach: &Reach, f: &Filter) -> Sql {
    if reach.all {
        return q;
    }
    let q = q.among(" and (organisation in", &reach.organisations).among(" or on_organisation in", &reach.organisations);
    let mut q = q.among(" or territory in", &reach.territories);
    for (organisation, territory) in &reach.parts {
        let part = Some([organisation.into(), organisation.into(), territory.into()]);
        q = q.and(" or ((organisation = ? or on_organisation = ?) and (territory is null or territory = ?))", part);
    }
    let q = q.and(" or person = ?", reach.person.as_ref().map(|p| [p.into()]));
    // Who acted on somebody's data is not shown to that person here, so it cannot be asked for either.
    let about = reach.person.as_ref().filter(|_| f.who.is_none());
    q.and(" or subject_person = ?", about.map(|p| [p.into()])).when(true, ")")
}

/// The least key of a moment, in microseconds.
fn key_from(at: i64) -> String {
    let millis = Instant(at).millis().clamp(0, 0xffff_ffff_ffff);
    let hex = format!("{millis:012x}");
    let (high, low) = hex.split_at(8);
    format!("{high}-{low}-7000-8000-000000000000")
}

/// Rows about a person, newest first.
pub(super) async fn about(db: &Db, person: &str, after: Option<&str>, limit: i64) -> Res<Vec<Row>> {
    paged(db, sql(ABOUT).bind(person), after, limit).await
}

/// Rows of an account, newest first.
pub(super) async fn by_account(db: &Db, account: &str, after: Option<&str>, limit: i64) -> Res<Vec<Row>> {
    paged(db, sql(BY_ACCOUNT).bind(account), after, limit).await
}

async fn paged(db: &Db, q: Sql, after: Option<&str>, limit: i64) -> Res<Vec<Row>> {
    // The last key of all stands in for "from the beginning": no key sorts behind it.
    let q = q.and(" and id < ? order by id desc limit ?", Some([after.unwrap_or("g").into(), limit.into()]));
    db.all(q, read).await
}

/// One row, if the reader may see it.
pub(super) async fn one(db: &Db, reach: &Reach, id: &str) -> Res<Option<Sealable>> {
    db.find(within(sql(ONE).bind(id), reach, &Filter::default()), read_sealable).await
}

/// The batch that holds a key: number, count, hash, moment.
pub(super) async fn seal_of(db: &Db, key: i64) -> Res<Option<(i64, i64, Vec<u8>, Instant)>> {
    db.find(sql(SEAL_OF).bind(key), |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, Instant(r.get(3)?)))).await
}

/// The last batch sealed: its number, its last key, its hash.
pub(super) async fn last_seal(tx: &mut Tx<'_>) -> Res<Option<(i64, i64, Vec<u8>)>> {
    tx.find(sql(LAST_SEAL), |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))).await
}

/// The last key such that no row up to it can still come: on PostgreSQL keys are given before rows are
/// committed, so whoever is writing is waited for, a tenth of a second; then [`Fault::Busy`].
pub(super) async fn horizon(tx: &mut Tx<'_>) -> Res<i64> {
    if matches!(tx, Tx::Pg(_)) {
        tx.run(sql(LOCK_WAIT_POSTGRES)).await?;
        tx.run(sql(LOCK_POSTGRES)).await?;
    }
    tx.one(sql(LAST_KEY), |r| r.get(0)).await
}

/// Rows of a batch to be, by key.
pub(super) async fn sealable(tx: &mut Tx<'_>, (after, upto): (i64, i64), limit: i64) -> Res<Vec<Sealable>> {
    tx.all(sql(SEALABLE).bind(after).bind(upto).bind(limit), read_sealable).await
}

/// A batch that was sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Seal {
    pub n: i64,
    pub last_key: i64,
    pub count: i64,
    pub ids: (String, String),
    pub hash: [u8; 32],
    pub hashes: Vec<u8>,
}

/// Keeps a batch; [`Fault::Taken`] when another has sealed meanwhile.
pub(super) async fn put_seal(tx: &mut Tx<'_>, s: &Seal, now: Instant) -> Res<()> {
    let q = sql(PUT_SEAL).bind(s.n).bind(s.last_key).bind(s.count).bind(&s.ids.0).bind(&s.ids.1);
    tx.run(q.bind(s.hash).bind(s.hashes.clone()).bind(now.0)).await.map(drop)
}

/// Last key and the rows' hashes of a batch.
pub(super) async fn find_seal(view: &mut Snapshot, n: i64) -> Res<Option<(i64, Vec<u8>)>> {
    view.find(sql(FIND_SEAL).bind(n), |r| Ok((r.get(0)?, r.get(1)?))).await
}

/// Whether a batch is there now, whatever an older view shows.
pub(super) async fn has_seal(db: &Db, n: i64) -> Res<bool> {
    Ok(db.find(sql(FIND_SEAL).bind(n), |_| Ok(())).await?.is_some())
}

/// Every row with a key in a range, in the order of keys.
pub(super) async fn each_sealable(
    view: &mut Snapshot,
    (after, upto): (i64, i64),
    mut f: impl FnMut(&Sealable) -> ControlFlow<()>,
) -> Res<()> {
    let q = sql(SEALABLE).bind(after).bind(upto).bind(i64::MAX);
    view.each(q, |r| Ok(f(&read_sealable(r)?))).await
}

/// How many rows come after a key.
pub(super) async fn count_after(view: &mut Snapshot, key: i64) -> Res<u64> {
    let n: i64 = view.one(sql(COUNT_AFTER).bind(key), |r| r.get(0)).await?;
    Ok(n.unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use kaan_base::Ids;

    #[test]
    fn the_least_key_of_a_moment_sorts_before_every_key_made_then() {
        let at = 1_795_000_000_123_456;
        let made = Ids::new(Instant(at), [0; 4]).make();
        assert!(key_from(at) <= made && made < key_from(at + 1_000), "{made}");
        assert!(Ids::new(Instant(at - 1_000), [255; 4]).make() < key_from(at));
    }
}
