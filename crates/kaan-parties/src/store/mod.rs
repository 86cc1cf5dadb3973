//! Tables of parties: what stands, what stood, what is private.
//!
//! Called by acts (within their transaction), by pages and by the fold. It never decides whether something may
//! be read or written.

pub mod key;
pub mod office;
pub mod proposal;
pub mod registration;

use crate::model::{Fact, Kind, Names, Party, PartyId, Private, Share, Status};
use kaan_base::access::{Body, Reach, Resource};
use kaan_base::{Lang, Text3};
use kaan_db::{Db, Fault, Res, Row, Snapshot, Sql, Tx, sql};
use std::ops::ControlFlow;

const FIND: &str = "select fact, status, kept, version from parties_party where id = $1";
const INSERT: &str = "insert into parties_party (id, kind, country, territory, body, status, kept, public, name_en, name_zh, \
     name_ur, binding, fact, version, at) values ($1, $2, $3, $4, $5, 'registered', null, $6, $7, $8, $9, $10, $11, 1, $12)";
const UPDATE: &str = "update parties_party set country = $1, territory = $2, public = $3, name_en = $4, name_zh = $5, \
     name_ur = $6, binding = $7, fact = $8, version = version + 1, at = $9 where id = $10";
const MERGE: &str = "update parties_party set status = $1, kept = $2, version = version + 1, at = $3 where id = $4";
const LOCK: &str = "update parties_party set at = at where id = $1";
const INSERT_VERSION: &str = "insert into parties_version (party, nth, what, fact, at) \
     select id, version, $1, $2, $3 from parties_party where id = $4";
const VERSIONS: &str = "select nth, what, fact, at from parties_version where party = $1 order by nth";
const INSERT_PRIVATE: &str = "insert into parties_private (party, field, nth, value, salt, until) \
     select $1, $2, count(*) + 1, $3, $4, null from parties_private where party = $1 and field = $2";
const END_PRIVATE: &str = "update parties_private set until = $1 where party = $2 and field = $3 and until is null";
const PRIVATE: &str = "select field, value, salt from parties_private where party = $1 and until is null order by field";
const CLEAR_IDENTIFIERS: &str = "delete from parties_identifier where party = $1";
const INSERT_IDENTIFIER: &str = "insert into parties_identifier (party, scheme, value) values ($1, $2, $3) on conflict do nothing";
const FIND_BY_IDENTIFIER: &str = "select i.party from parties_identifier i join parties_party p on p.id = i.party \
     where i.scheme = $1 and i.value = $2 and p.status = 'registered' order by i.party limit 10";
const CLEAR_SHARES: &str = "delete from parties_share where consortium = $1";
const INSERT_SHARE: &str =
    "insert into parties_share (consortium, nth, member, member_name, share_ppm) values ($1, $2, $3, $4, $5)";
const CONSORTIA_OF: &str = "select distinct p.id, p.name_en, p.name_zh, p.name_ur from parties_share s \
     join parties_party p on p.id = s.consortium where s.member = $1 and p.public order by p.id limit 100";
const MERGED_INTO: &str =
    "select id, name_en, name_zh, name_ur from parties_party where kept = $1 and public order by id limit 100";
const LIST: &str = "select id, kind, name_en, name_zh, name_ur, country, territory from parties_party \
     where public and status = 'registered'";
const COUNT: &str = "select count(*) from parties_party where public and status = 'registered'";
const FIND_BY_NAME: &str =
    "select id from parties_party where public and status = 'registered' and name_en = $1 order by id limit 1";
const OFFICES: &str = "select id from parties_party where kind = 'authority' and body = 'provincial' and territory = $1 \
     and status = 'registered' order by id limit 20";
const EACH: &str = "select fact, status, kept, version from parties_party order by id";

const HOLD_NUMBER: &str = "insert into parties_number (scheme, value, asked) values ($1, $2, 1) \
     on conflict (scheme, value) do update set asked = parties_number.asked + 1";

/// Every statement of this file.
pub const STATEMENTS: &[&str] = &[
    FIND,
    INSERT,
    UPDATE,
    MERGE,
    LOCK,
    INSERT_VERSION,
    VERSIONS,
    INSERT_PRIVATE,
    END_PRIVATE,
    PRIVATE,
    CLEAR_IDENTIFIERS,
    INSERT_IDENTIFIER,
    FIND_BY_IDENTIFIER,
    CLEAR_SHARES,
    INSERT_SHARE,
    CONSORTIA_OF,
    MERGED_INTO,
    LIST,
    COUNT,
    FIND_BY_NAME,
    OFFICES,
    EACH,
    HOLD_NUMBER,
];

pub(crate) fn json<T: serde::Serialize>(value: &T) -> Res<String> {
    serde_json::to_string(value).map_err(|e| Fault::Broken(e.to_string()))
}

pub(crate) fn parse<T: serde::de::DeserializeOwned>(text: &str) -> Res<T> {
    serde_json::from_str(text).map_err(|e| Fault::Broken(e.to_string()))
}

fn read(r: &Row) -> Res<Party> {
    let status: String = r.get(1)?;
    Ok(Party {
        fact: parse(r.text(0)?)?,
        status: Status::parse(&status).ok_or_else(|| Fault::Broken(format!("no status {status}")))?,
        kept: r.get(2)?,
        version: r.get(3)?,
    })
}

/// A party by its id, merged ones too.
///
/// # Errors
/// What the store says.
pub async fn find_party(db: &Db, id: &str) -> Res<Option<Party>> {
    db.find(sql(FIND).bind(id), read).await
}

/// As [`find_party`], within an act.
///
/// # Errors
/// What the store says.
pub async fn find_party_in(tx: &mut Tx<'_>, id: &str) -> Res<Option<Party>> {
    tx.find(sql(FIND).bind(id), read).await
}

/// As [`find_party_in`]; nobody else changes the party until the act ends.
///
/// # Errors
/// What the store says.
pub async fn hold_party(tx: &mut Tx<'_>, id: &str) -> Res<Option<Party>> {
    tx.run(sql(LOCK).bind(id)).await?;
    find_party_in(tx, id).await
}

/// The party that an id stands for now: merged ones are followed to the one that was kept.
///
/// # Errors
/// What the store says.
pub async fn find_kept(db: &Db, id: &str) -> Res<Option<Party>> {
    let mut found = find_party(db, id).await?;
    for _ in 0..16 {
        match found.as_ref().and_then(|p| p.kept.clone()) {
            Some(next) => found = find_party(db, &next).await?,
            None => break,
        }
    }
    Ok(found)
}

/// The public name of a party; `None` for a person or an unknown id.
///
/// # Errors
/// What the store says.
pub async fn find_public_name(db: &Db, id: &str) -> Res<Option<Text3>> {
    Ok(find_party(db, id).await?.filter(|p| p.fact.public).map(|p| p.name()))
}

/// The name of a party as officers see it: a person's is private.
///
/// # Errors
/// What the store says.
pub async fn find_any_name(db: &Db, party: &Party) -> Res<Text3> {
    if party.fact.public {
        return Ok(party.name());
    }
    let own = list_private(db, party.id()).await?.into_iter().find(|p| p.field == "names");
    own.map_or(Ok(Text3::default()), |p| parse::<Names>(&p.value).map(|n| n.text()))
}

/// What rights ask of a party: made once, kept while the policy decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// `party:{id}`.
    pub subject: String,
    /// The organisation: the party itself, unless it is a person.
    pub organisation: Option<PartyId>,
    /// The territory of the office that looks after it.
    pub territory: Option<String>,
    /// The person that it is.
    pub person: Option<PartyId>,
}

impl About {
    /// Of a party.
    #[must_use]
    pub fn party(party: &Party) -> About {
        let id = party.fact.id.clone();
        let person = party.fact.kind == Kind::Person;
        About {
            subject: subject(&id),
            organisation: (!person).then(|| id.clone()),
            territory: party.fact.territory.clone(),
            person: person.then_some(id),
        }
    }

    /// As the policy takes it.
    #[must_use]
    pub fn on(&self) -> Resource<'_> {
        Resource {
            id: &self.subject,
            organisation: self.organisation.as_deref(),
            territory: self.territory.as_deref(),
            person: self.person.as_deref(),
            prepared_by: None,
        }
    }

    /// As [`About::on`], prepared by an account.
    #[must_use]
    pub fn prepared<'a>(&'a self, by: Option<&'a str>) -> Resource<'a> {
        Resource { prepared_by: by, ..self.on() }
    }
}

/// The subject of a party's ledger entries.
#[must_use]
pub fn subject(id: &str) -> String {
    format!("party:{id}")
}

/// Puts a new party in, with its first version.
///
/// # Errors
/// [`Fault::Taken`] for an id that stands already; else what the store says.
pub async fn insert_party(tx: &mut Tx<'_>, what: &str, fact: &Fact) -> Res<()> {
    let (names, body) = (fact.names.as_ref().map(Names::text).unwrap_or_default(), json(fact)?);
    let q = sql(INSERT)
        .bind(&fact.id)
        .bind(fact.kind.code())
        .bind(fact.country.clone())
        .bind(fact.territory.clone())
        .bind(&fact.body)
        .bind(fact.public)
        .bind(names.en)
        .bind(names.zh)
        .bind(names.ur)
        .bind(fact.names.as_ref().map(|n| n.binding.code()))
        .bind(body.clone())
        .bind(fact.at);
    tx.run(q).await?;
    finish(tx, what, fact, body).await
}

/// Puts another state of a party in its place.
///
/// # Errors
/// What the store says.
pub async fn update_party(tx: &mut Tx<'_>, what: &str, fact: &Fact) -> Res<()> {
    let (names, body) = (fact.names.as_ref().map(Names::text).unwrap_or_default(), json(fact)?);
    let q = sql(UPDATE)
        .bind(fact.country.clone())
        .bind(fact.territory.clone())
        .bind(fact.public)
        .bind(names.en)
        .bind(names.zh)
        .bind(names.ur)
        .bind(fact.names.as_ref().map(|n| n.binding.code()))
        .bind(body.clone())
        .bind(fact.at)
        .bind(&fact.id);
    tx.run(q).await?;
    finish(tx, what, fact, body).await
}

async fn finish(tx: &mut Tx<'_>, what: &str, fact: &Fact, body: String) -> Res<()> {
    insert_version(tx, &fact.id, what, body, fact.at).await?;
    tx.run(sql(CLEAR_IDENTIFIERS).bind(&fact.id)).await?;
    for i in &fact.identifiers {
        tx.run(sql(INSERT_IDENTIFIER).bind(&fact.id).bind(i.scheme.code()).bind(&i.value)).await?;
    }
    tx.run(sql(CLEAR_SHARES).bind(&fact.id)).await?;
    for (nth, Share { member, name, share_ppm }) in (0_i64..).zip(&fact.shares) {
        tx.run(sql(INSERT_SHARE).bind(&fact.id).bind(nth).bind(member.clone()).bind(name).bind(*share_ppm)).await?;
    }
    Ok(())
}

async fn insert_version(tx: &mut Tx<'_>, id: &str, what: &str, body: String, at: i64) -> Res<()> {
    tx.run(sql(INSERT_VERSION).bind(what).bind(body).bind(at).bind(id)).await.map(drop)
}

/// Marks a party as the same as another, or (with none) as one of its own again.
///
/// # Errors
/// What the store says.
pub async fn set_kept(tx: &mut Tx<'_>, what: &str, id: &str, kept: Option<&str>, (body, at): (String, i64)) -> Res<()> {
    let status = if kept.is_some() { Status::Merged } else { Status::Registered };
    tx.run(sql(MERGE).bind(status.code()).bind(kept).bind(at).bind(id)).await?;
    insert_version(tx, id, what, body, at).await
}

/// A state that a party was in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Counted from 1.
    pub nth: i64,
    /// The kind of its ledger entry.
    pub what: String,
    /// The body of that entry.
    pub body: String,
    /// The moment of the act, microseconds.
    pub at: i64,
}

/// Every state of a party, oldest first.
///
/// # Errors
/// What the store says.
pub async fn list_versions(db: &Db, id: &str) -> Res<Vec<Version>> {
    db.all(sql(VERSIONS).bind(id), |r| Ok(Version { nth: r.get(0)?, what: r.get(1)?, body: r.get(2)?, at: r.get(3)? })).await
}

/// Keeps a private fact; what stood under the same field ends.
///
/// # Errors
/// What the store says.
pub async fn put_private(tx: &mut Tx<'_>, party: &str, private: &Private, at: i64) -> Res<()> {
    end_private(tx, party, &private.field, at).await?;
    let q = sql(INSERT_PRIVATE).bind(party).bind(&private.field).bind(&private.value).bind(private.salt.to_vec());
    tx.run(q).await.map(drop)
}

/// Ends a private fact.
///
/// # Errors
/// What the store says.
pub async fn end_private(tx: &mut Tx<'_>, party: &str, field: &str, at: i64) -> Res<()> {
    tx.run(sql(END_PRIVATE).bind(at).bind(party).bind(field)).await.map(drop)
}

fn read_private(r: &Row) -> Res<Private> {
    let salt = r.bytes(2)?.try_into().map_err(|_| Fault::Broken("a salt has not 32 bytes".into()))?;
    Ok(Private { field: r.get(0)?, value: r.get(1)?, salt })
}

/// The private facts that hold now. Whoever calls has the right to see them, and notes it.
///
/// # Errors
/// What the store says.
pub async fn list_private(db: &Db, party: &str) -> Res<Vec<Private>> {
    db.all(sql(PRIVATE).bind(party), read_private).await
}

/// As [`list_private`], within an act.
///
/// # Errors
/// What the store says.
pub async fn list_private_in(tx: &mut Tx<'_>, party: &str) -> Res<Vec<Private>> {
    tx.all(sql(PRIVATE).bind(party), read_private).await
}

/// Parties that bear a public number now.
///
/// # Errors
/// What the store says.
pub async fn list_by_identifier(db: &Db, scheme: &str, value: &str) -> Res<Vec<PartyId>> {
    db.all(sql(FIND_BY_IDENTIFIER).bind(scheme).bind(value), |r| r.get(0)).await
}

/// As [`list_by_identifier`], within an act.
///
/// # Errors
/// What the store says.
pub async fn list_by_identifier_in(tx: &mut Tx<'_>, scheme: &str, value: &str) -> Res<Vec<PartyId>> {
    tx.all(sql(FIND_BY_IDENTIFIER).bind(scheme).bind(value), |r| r.get(0)).await
}

/// Holds a number until the act ends, so that of two acts at once only one finds it free.
///
/// # Errors
/// What the store says.
pub async fn hold_number(tx: &mut Tx<'_>, scheme: &str, value: &str) -> Res<()> {
    tx.run(sql(HOLD_NUMBER).bind(scheme).bind(value)).await.map(drop)
}

/// Consortia that a party is a member of, and parties that were merged into it: ids with names.
///
/// # Errors
/// What the store says.
pub async fn list_around(db: &Db, id: &str) -> Res<(Vec<(PartyId, Text3)>, Vec<(PartyId, Text3)>)> {
    let one = |r: &Row| Ok((r.get(0)?, Text3::of(r.get(1)?, r.get(2)?, r.get(3)?)));
    Ok((db.all(sql(CONSORTIA_OF).bind(id), one).await?, db.all(sql(MERGED_INTO).bind(id), one).await?))
}

/// A line of the list of public parties.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Line {
    /// Its id.
    pub id: PartyId,
    /// Its kind's word.
    pub kind: String,
    /// Its names.
    pub names: Text3,
    /// Its country.
    pub country: Option<String>,
    /// The territory of its office.
    pub territory: Option<String>,
}

fn read_line(r: &Row) -> Res<Line> {
    let names = Text3::of(r.get(2)?, r.get(3)?, r.get(4)?);
    Ok(Line { id: r.get(0)?, kind: r.get(1)?, names, country: r.get(5)?, territory: r.get(6)? })
}

/// Public parties in the order of their ids after one of them.
///
/// # Errors
/// What the store says.
pub async fn list_public(db: &Db, kind: Option<Kind>, after: Option<&str>, limit: i64) -> Res<Vec<Line>> {
    let q = sql(LIST)
        .and(" and kind = ?", kind.map(|k| [k.code().into()]))
        .and(" and id < ?", after.map(|a| [a.into()]))
        .and(" order by id desc limit ?", Some([limit.into()]));
    db.all(q, read_line).await
}

/// Public parties of these ids.
///
/// # Errors
/// What the store says.
pub async fn list_of(db: &Db, ids: &[PartyId]) -> Res<Vec<Line>> {
    db.all(sql(LIST).among(" and id in", ids), read_line).await
}

/// How many public parties there are.
///
/// # Errors
/// What the store says.
pub async fn count_public(db: &Db, kind: Option<Kind>) -> Res<i64> {
    db.one(sql(COUNT).and(" and kind = ?", kind.map(|k| [k.code().into()])), |r| r.get(0)).await
}

/// The public party of exactly this name in English or Latin letters.
///
/// # Errors
/// What the store says.
pub async fn find_by_name(db: &Db, name: &str) -> Res<Option<PartyId>> {
    db.find(sql(FIND_BY_NAME).bind(name), |r| r.get(0)).await
}

/// The provincial authorities of a territory.
///
/// # Errors
/// What the store says.
pub async fn list_offices(tx: &mut Tx<'_>, territory: &str) -> Res<Vec<PartyId>> {
    tx.all(sql(OFFICES).bind(territory), |r| r.get(0)).await
}

/// Every party in the order of ids, for comparing two stores.
///
/// # Errors
/// What the store says.
pub async fn each(view: &mut Snapshot, mut f: impl FnMut(Party) -> Res<()>) -> Res<()> {
    view.each(sql(EACH), |r| {
        f(read(r)?)?;
        Ok(ControlFlow::Continue(()))
    })
    .await
}

/// Limits a list to what somebody may see: `lit` names the columns of organisation, territory and person.
pub(crate) struct Columns {
    pub territory: &'static str,
    pub organisation: &'static str,
    pub person: &'static str,
    pub part: &'static str,
    pub not_prepared: &'static str,
}

/// Adds ` and (…)` for a reach; nothing is shown when nothing can be seen.
pub(crate) fn within(q: Sql, reach: &Reach, c: &Columns) -> Sql {
    let q = q.and(c.not_prepared, reach.not_prepared_by.as_deref().map(|own| [own.into()]));
    if reach.all {
        return q;
    }
    let q = q.when(true, " and (").among(c.territory, &reach.territories);
    let q = q.among(c.organisation, &reach.organisations).and(c.person, reach.person.as_deref().map(|p| [p.into()]));
    let part = |q: Sql, (o, t): &(String, String)| q.and(c.part, Some([o.into(), t.into()]));
    reach.parts.iter().fold(q, part).when(true, ")")
}

/// The language of record that a code names.
#[must_use]
pub fn language(code: &str) -> Lang {
    Lang::from_code(code).unwrap_or_default()
}

/// The kind of organisation that a party is to the policy.
#[must_use]
pub fn body_of(party: &Party) -> Body {
    party.fact.body()
}
