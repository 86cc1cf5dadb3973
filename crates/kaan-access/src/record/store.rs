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

const PUT: &str = concat!(
    "insert into access_record (",
    columns!(),
    ", salt)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)"
);
const SEALABLE: &str =
    concat!("select ", columns!(), ", key, salt from access_record where key > $1 and key <= $2 order by key limit $3");
const ABOUT: &str = concat!("select ", columns!(), " from access_record where subject_person = $1");
const BY_ACCOUNT: &str = concat!("select ", columns!(), " from access_record where account = $1");

/// One walk of a search; a part of [`Along`] follows it.
const WALK: &str = concat!("select * from (select * from (select ", columns!(), " from access_record where ");
const WALK_ON: &str = concat!(" union all select * from (select * from (select ", columns!(), " from access_record where ");
/// The end of the inner list: a limit without effect, which keeps what follows out of it.
const FENCE: &str = " order by id desc limit 9000000000000000000) as walked where true";
/// The same for a reader of everything: the index of keys alone is over this expression.
const FENCE_ALL: &str = " order by id || '' desc limit 9000000000000000000) as walked where true";

const ONE: &str = concat!("select ", columns!(), ", key, salt from access_record where id || '' = $1");
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
    &[PUT, SEALABLE, ABOUT, BY_ACCOUNT, ONE, ACTS, SEAL_OF, LAST_KEY, COUNT_AFTER, LAST_SEAL, PUT_SEAL, FIND_SEAL];
/// Statements that only PostgreSQL is given.
pub const POSTGRES_STATEMENTS: &[&str] = &[LOCK_WAIT_POSTGRES, LOCK_POSTGRES];

/// Acts on record whose names begin so: one look into the index for each.
const ACTS: &str = "with recursive found (act) as (
        select min(act) from access_record where act >= $1 and act < $2
        union all select (select min(act) from access_record where act > found.act and act < $2) from found
        where found.act is not null)
    select act from found where act is not null";
const PROBE: &str = "select * from (";
const PROBE_ON: &str = " union all select * from (";

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
    Act(&'a str),
    Refused,
    Failed,
}

/// How many rows of each walk: literals, for PostgreSQL plans worse for a number that it does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Limit {
    /// A page of 50, and one more that tells whether another follows.
    Page,
    /// A piece of an export of 1,000, and one more.
    Piece,
}

impl Limit {
    const fn lit(self) -> &'static str {
        match self {
            Limit::Page => " limit 51) as page",
            Limit::Piece => " limit 1001) as page",
        }
    }

    /// Rows that are shown.
    pub(super) const fn size(self) -> usize {
        match self {
            Limit::Page => 50,
            Limit::Piece => 1_000,
        }
    }
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
            Along::Act(x) => ("act = ?", Some(x)),
            // Literals, so that the stores see that their partial indexes hold.
            Along::Refused => ("outcome = 'refused'", None),
            Along::Failed => ("outcome = 'failed'", None),
        }
    }

    fn add(self, q: Sql) -> Sql {
        match self.part() {
            (lit, Some(value)) => q.and(lit, Some([value.into()])),
            (lit, None) => q.when(true, lit),
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

/// The newest rows of several walks: of each at most a page, newest first within a walk; a row may come twice.
///
/// The inner list is a walk along one index and nothing else; what is asked for beside is looked at outside it, row
/// by row, so that neither engine takes another way because it guesses wrong how many rows will pass. Both hand
/// the inner list's order on.
pub(super) async fn walk(
    db: &Db,
    along: &[Along<'_>],
    reach: &Reach,
    f: &Filter,
    after: Option<&str>,
    limit: Limit,
) -> Res<Vec<Row>> {
    let mut q: Option<Sql> = None;
    for one in along {
        let begun = match q {
            None => sql(WALK),
            Some(q) => q.when(true, WALK_ON),
        };
        let all = *one == Along::All;
        let before = if all { " and id || '' < ?" } else { " and id < ?" };
        let walked = spanned(one.add(begun), f).and(before, after.map(|a| [a.into()]));
        let walked = walked.when(true, if all { FENCE_ALL } else { FENCE });
        q = Some(within(filtered(walked, f), reach, f).when(true, limit.lit()));
    }
    match q {
        Some(q) => db.all(q, read).await,
        None => Ok(Vec::new()),
    }
}

/// The names of acts on record that begin so.
pub(super) async fn acts(db: &Db, prefix: &str) -> Res<Vec<String>> {
    db.all(sql(ACTS).bind(prefix).bind(above(prefix)), |r| r.get(0)).await
}

/// How many rows there are along each group of ways, counted up to 2,000 a way.
pub(super) async fn probe(db: &Db, groups: &[Vec<Along<'_>>]) -> Res<Vec<i64>> {
    let mut q: Option<Sql> = None;
    let mut counts = vec![0; groups.len()];
    for (n, one) in (0_i64..).zip(groups).flat_map(|(n, ways)| ways.iter().map(move |w| (n, w))) {
        let begun = match q {
            None => sql(PROBE),
            Some(q) => q.when(true, PROBE_ON),
        };
        let begun = begun.and("select ? as n, count(*) as rows from (select 1 as one from access_record where ", Some([n.into()]));
        q = Some(one.add(begun).when(true, " order by id desc limit 2000) as walked) as counted"));
    }
    let Some(q) = q else { return Ok(counts) };
    for (n, rows) in db.all(q, |r| Ok((r.get::<i64>(0)?, r.get::<i64>(1)?))).await? {
        if let Some(count) = usize::try_from(n).ok().and_then(|n| counts.get_mut(n)) {
            *count += rows;
        }
    }
    Ok(counts)
}

/// What sorts behind everything that begins so: `~` comes after all that an act's name is made of.
fn above(prefix: &str) -> String {
    format!("{prefix}~")
}

/// The span of time that is asked for, by the index: keys begin with the milliseconds of their moment.
fn spanned(q: Sql, f: &Filter) -> Sql {
    let q = q.and(" and id >= ?", f.from.map(|t| [key_from(t.0).into()]));
    q.and(" and id < ?", f.to.map(|t| [key_from(t.0.saturating_add(1_000)).into()]))
}

/// What is asked for, beside what the walk goes along.
fn filtered(q: Sql, f: &Filter) -> Sql {
    let two = |x: &Option<String>| x.as_ref().map(|x| [Val::from(x), Val::from(x)]);
    let q = q.and(" and at >= ?", f.from.map(|t| [t.0.into()])).and(" and at < ?", f.to.map(|t| [t.0.into()]));
    let q = q.and(" and (account = ? or person = ?)", two(&f.who));
    let q = q.and(" and (organisation = ? or on_organisation = ?)", two(&f.organisation));
    let q = q.and(" and resource = ?", f.resource.as_ref().map(|x| [x.into()]));
    let q = q.and(" and outcome = ?", f.outcome.map(|o| [o.word().into()]));
    q.and(" and act >= ? and act < ?", f.act.as_ref().map(|a| [a.into(), above(a).into()]))
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
pub(super) async fn about(db: &Db, person: &str, after: Option<&str>) -> Res<Vec<Row>> {
    paged(db, sql(ABOUT).bind(person), after).await
}

/// Rows of an account, newest first.
pub(super) async fn by_account(db: &Db, account: &str, after: Option<&str>) -> Res<Vec<Row>> {
    paged(db, sql(BY_ACCOUNT).bind(account), after).await
}

async fn paged(db: &Db, q: Sql, after: Option<&str>) -> Res<Vec<Row>> {
    // The last key of all stands in for "from the beginning": no key sorts behind it.
    db.all(q.and(" and id < ? order by id desc limit 51", Some([after.unwrap_or("g").into()])), read).await
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
