//! The table of proposals: changes, merges and splits that one prepares and another signs.
//!
//! Called by their acts and pages. It never applies one.

use super::{Columns, json, parse, within};
use crate::form::Typed;
use crate::model::PartyId;
use kaan_base::access::Reach;
use kaan_db::{Db, Res, Row, Tx, sql};

macro_rules! columns {
    ($rest:literal) => {
        concat!(
            "select id, kind, party, kept, territory, form, reason, prepared_by, prepared, state, signed_by, signed \
             from parties_proposal",
            $rest
        )
    };
}

const FIND: &str = columns!(" where id = $1");
const LOCK: &str = "update parties_proposal set prepared = prepared where id = $1";
const INSERT: &str = "insert into parties_proposal (id, kind, party, kept, territory, form, reason, prepared_by, prepared, state) \
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'prepared')";
const END: &str = "update parties_proposal set state = $1, signed_by = $2, signed = $3 where id = $4";
const OPEN: &str = columns!(" where state = 'prepared'");
const OF_PARTY: &str = columns!(" where party = $1 or kept = $1 order by prepared desc, id desc limit 100");

/// Every statement of this file.
pub const STATEMENTS: &[&str] = &[FIND, LOCK, INSERT, END, OPEN, OF_PARTY];

/// Something that waits for a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Its id.
    pub id: String,
    /// `change`, `merge` or `split`.
    pub kind: String,
    /// The party that is changed, or that is the same as another.
    pub party: PartyId,
    /// The party to keep, of a merge.
    pub kept: Option<PartyId>,
    /// The territory of the party's office.
    pub territory: Option<String>,
    /// What was typed, of a change.
    pub form: Typed,
    /// Why.
    pub reason: String,
    /// The account that prepared it.
    pub prepared_by: String,
    /// When, microseconds.
    pub prepared: i64,
    /// `prepared`, `signed` or `dropped`.
    pub state: String,
    /// Who signed.
    pub signed_by: Option<String>,
    /// When it was signed.
    pub signed: Option<i64>,
}

fn read(r: &Row) -> Res<Proposal> {
    Ok(Proposal {
        id: r.get(0)?,
        kind: r.get(1)?,
        party: r.get(2)?,
        kept: r.get(3)?,
        territory: r.get(4)?,
        form: parse(r.text(5)?)?,
        reason: r.get(6)?,
        prepared_by: r.get(7)?,
        prepared: r.get(8)?,
        state: r.get(9)?,
        signed_by: r.get(10)?,
        signed: r.get(11)?,
    })
}

/// A proposal by its id.
///
/// # Errors
/// What the store says.
pub async fn find(db: &Db, id: &str) -> Res<Option<Proposal>> {
    db.find(sql(FIND).bind(id), read).await
}

/// As [`find`], held until the act ends.
///
/// # Errors
/// What the store says.
pub async fn hold(tx: &mut Tx<'_>, id: &str) -> Res<Option<Proposal>> {
    tx.run(sql(LOCK).bind(id)).await?;
    tx.find(sql(FIND).bind(id), read).await
}

/// Puts a proposal in.
///
/// # Errors
/// What the store says.
pub async fn insert(tx: &mut Tx<'_>, p: &Proposal) -> Res<()> {
    let q = sql(INSERT).bind(&p.id).bind(&p.kind).bind(&p.party).bind(p.kept.clone()).bind(p.territory.clone());
    tx.run(q.bind(json(&p.form)?).bind(&p.reason).bind(&p.prepared_by).bind(p.prepared)).await.map(drop)
}

/// Ends a proposal: `signed` or `dropped`.
///
/// # Errors
/// What the store says.
pub async fn end(tx: &mut Tx<'_>, id: &str, state: &'static str, by: &str, now: i64) -> Res<()> {
    tx.run(sql(END).bind(state).bind(by).bind(now).bind(id)).await.map(drop)
}

/// What waits for a signature, oldest first, as far as somebody may see it.
///
/// # Errors
/// What the store says.
pub async fn list_open(db: &Db, reach: &Reach, limit: i64) -> Res<Vec<Proposal>> {
    if reach.is_empty() {
        return Ok(Vec::new());
    }
    let columns = Columns {
        territory: "territory in",
        organisation: " or party in",
        person: " or party = ?",
        part: " or (party = ? and territory = ?)",
        not_prepared: " and prepared_by <> ?",
    };
    db.all(within(sql(OPEN), reach, &columns).and(" order by prepared, id limit ?", Some([limit.into()])), read).await
}

/// Everything ever proposed about a party, newest first.
///
/// # Errors
/// What the store says.
pub async fn list_of_party(db: &Db, party: &str) -> Res<Vec<Proposal>> {
    db.all(sql(OF_PARTY).bind(party), read).await
}
