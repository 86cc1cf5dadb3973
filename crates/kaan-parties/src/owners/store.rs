//! Tables of owners: declarations, their statements, and which holder is which party.
//!
//! Called by the acts of owners within their transaction, and by its pages. It never decides whether something
//! may be read or written, and never publishes: `body` and `private` are two columns, and the caller says which.

use super::model::{RecordStatus, Statement};
use crate::store::{json, parse};
use kaan_base::{Day, Instant, Text3};
use kaan_db::{Arg, Db, Fault, Res, Row, Tx, sql};
use serde::{Deserialize, Serialize};

const PUT_DECLARATION: &str = "insert into parties_owner_declaration (id, subject, nth, day, territory, account, at, rule, state)
    values ($1, $2, $3, $4, $5, $6, $7, $8, 'open')";
const LATEST: &str = "select id, subject, nth, day, territory, account, at, rule, state, checked_by, checked_at, items
    from parties_owner_declaration where subject = $1 order by nth desc limit 1";
const FIND: &str = "select id, subject, nth, day, territory, account, at, rule, state, checked_by, checked_at, items
    from parties_owner_declaration where id = $1";
const HISTORY: &str = "select id, subject, nth, day, territory, account, at, rule, state, checked_by, checked_at, items
    from parties_owner_declaration where subject = $1 order by nth desc limit 100";
const CHECKED: &str = "update parties_owner_declaration set state = $1, checked_by = $2, checked_at = $3, items = $4
    where id = $5 and state = 'open'";
const STATEMENTS_OF: &str = "select private from parties_owner_statement where declaration = $1 order by place";
const SALTED: &str = "select private, salt from parties_owner_statement where declaration = $1 order by place";
const BODIES_OF: &str = "select body from parties_owner_statement where declaration = $1 order by place";
const PAPERS: &str = "select owner from parties_owner_statement where papers = $1 and owner is not null order by id limit 1";
const PUBLIC_ABOVE: &str = "select s.body from parties_owner_statement s join parties_owner_declaration d on d.id = s.declaration
    where s.status <> 'closed' and d.day <= $1 and not exists (select 1 from parties_owner_declaration l
        where l.subject = d.subject and l.day <= $1 and l.nth > d.nth)";
const WHOLE_ABOVE: &str = "select s.private from parties_owner_statement s join parties_owner_declaration d on d.id = s.declaration
    where s.status <> 'closed' and d.day <= $1 and not exists (select 1 from parties_owner_declaration l
        where l.subject = d.subject and l.day <= $1 and l.nth > d.nth)";
const PAGE: &str = "select id, subject, nth, day, territory, account, at, rule, state, checked_by, checked_at, items
    from parties_owner_declaration where (subject, nth) > ($1, $2) order by subject, nth limit 20";
const NAMES: &str = "select id, kind, name_en, name_zh, name_ur, country from parties_public_party";
const ALIASES: &str = "select id, kept from parties_party";
const MEMBERS: &str = "select consortium, member, share_ppm from parties_share";
const PUT_LINK: &str =
    "insert into parties_holder_link (party, holder, source, prepared_by, prepared_at) values ($1, $2, $3, $4, $5)";
const FIND_LINK: &str =
    "select party, holder, source, prepared_by, signed_by from parties_holder_link where party = $1 and holder = $2";
const SIGN_LINK: &str = "update parties_holder_link set signed_by = $1, signed_at = $2
    where party = $3 and holder = $4 and signed_by is null";
const LINKED: &str = "select l.party, h.id, h.name, h.register from parties_holder_link l
    join cadastre_public_holder h on h.id = l.holder where l.signed_by is not null and h.kind = 'organisation'";
const HOLDER: &str = "select h.id, h.name, h.register from cadastre_public_holder h where h.id = $1 and h.kind = 'organisation'";
const WAITING: &str = "select l.party, h.id, h.name, h.register from parties_holder_link l
    join cadastre_public_holder h on h.id = l.holder where l.signed_by is null and l.party = $1 order by l.prepared_at limit 50";

/// Every statement, for the test that prepares them on both engines.
pub const STATEMENTS: &[&str] = &[
    PUT_DECLARATION,
    LATEST,
    FIND,
    HISTORY,
    CHECKED,
    STATEMENTS_OF,
    SALTED,
    BODIES_OF,
    PAPERS,
    PUBLIC_ABOVE,
    WHOLE_ABOVE,
    PAGE,
    NAMES,
    ALIASES,
    MEMBERS,
    PUT_LINK,
    FIND_LINK,
    SIGN_LINK,
    LINKED,
    HOLDER,
    WAITING,
];

/// How far the check of a declaration is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Nobody checked it yet.
    Open,
    /// An officer checked it and found nothing against it.
    Checked,
    /// An officer checked it and found discrepancies.
    Discrepancies,
}

impl State {
    /// The word of the store and of message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            State::Open => "open",
            State::Checked => "checked",
            State::Discrepancies => "discrepancies",
        }
    }

    fn parse(code: &str) -> Res<State> {
        let found = [State::Open, State::Checked, State::Discrepancies].into_iter().find(|s| s.code() == code);
        found.ok_or_else(|| Fault::Broken(format!("no state {code}")))
    }
}

/// What an officer found against a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// The statement; empty when something is missing altogether.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub statement: String,
    /// One of [`super::check::CODES`].
    pub code: String,
    /// The officer's words; for the authority and the company.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub words: Option<String>,
}

/// A declaration: who stands above a party, as it said for a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declaration {
    /// Its id.
    pub id: String,
    /// Whose owners.
    pub subject: String,
    /// Counts the declarations of the subject, from 1.
    pub nth: i64,
    /// For which day.
    pub day: Day,
    /// The office to which it is addressed.
    pub territory: Option<String>,
    /// Who declared.
    pub account: String,
    /// When.
    pub at: Instant,
    /// The rule of publication.
    pub rule: String,
    /// How far the check is.
    pub state: State,
    /// Who checked.
    pub checked_by: Option<String>,
    /// When.
    pub checked_at: Option<Instant>,
    /// What was found.
    pub items: Vec<Item>,
}

fn declaration(r: &Row) -> Res<Declaration> {
    let items: Option<String> = r.get(11)?;
    Ok(Declaration {
        id: r.get(0)?,
        subject: r.get(1)?,
        nth: r.get(2)?,
        day: Day::parse(r.text(3)?).map_err(|e| Fault::Broken(e.to_string()))?,
        territory: r.get(4)?,
        account: r.get(5)?,
        at: Instant(r.get(6)?),
        rule: r.get(7)?,
        state: State::parse(r.text(8)?)?,
        checked_by: r.get(9)?,
        checked_at: r.get::<Option<i64>>(10)?.map(Instant),
        items: items.map_or(Ok(Vec::new()), |t| parse(&t))?,
    })
}

/// A statement as it is stored.
pub struct Kept<'a> {
    /// What is public of it.
    pub body: &'a Statement,
    /// The whole of it, as JSON text: that to which the ledger commits.
    pub private: &'a str,
    /// The whole of it.
    pub whole: &'a Statement,
    /// The salt of the commitment.
    pub salt: &'a [u8; 32],
    /// Hash of the owner's papers.
    pub papers: Option<&'a str>,
}

/// Puts a declaration and its statements in.
///
/// # Errors
/// What the store says; [`Fault::Taken`] when another of the subject came between.
pub async fn put(tx: &mut Tx<'_>, d: &Declaration, statements: &[Kept<'_>]) -> Res<()> {
    put_part(tx, d, 0, statements).await
}

/// As [`put`], for a declaration that comes in parts: `first` is the place of the first statement here.
///
/// # Errors
/// As [`put`].
pub async fn put_part(tx: &mut Tx<'_>, d: &Declaration, first: usize, statements: &[Kept<'_>]) -> Res<()> {
    if first == 0 {
        let q = sql(PUT_DECLARATION).bind(&d.id).bind(&d.subject).bind(d.nth).bind(d.day.to_string()).bind(d.territory.clone());
        tx.run(q.bind(&d.account).bind(d.at.0).bind(&d.rule)).await?;
    }
    let bodies = statements.iter().map(|k| json(k.body)).collect::<Res<Vec<String>>>()?;
    let rows = statements.iter().zip(&bodies).enumerate().map(|(place, (k, body))| {
        let s = k.whole;
        [
            Arg::from(&s.id),
            (&d.id).into(),
            (&s.subject).into(),
            i64::try_from(first + place).unwrap_or_default().into(),
            (&s.record).into(),
            s.status.code().into(),
            Some(s.owner.id.as_str()).filter(|id| !id.is_empty()).into(),
            s.owner.kind.code().into(),
            k.papers.into(),
            body.into(),
            k.private.into(),
            k.salt.as_slice().into(),
        ]
    });
    let columns =
        ["id", "declaration", "subject", "place", "record", "status", "owner", "owner_kind", "papers", "body", "private", "salt"];
    tx.insert_many("parties_owner_statement", columns, rows).await.map(drop)
}

/// The latest declaration of a party.
///
/// # Errors
/// What the store says.
pub async fn find_latest(db: &Db, subject: &str) -> Res<Option<Declaration>> {
    db.find(sql(LATEST).bind(subject), declaration).await
}

/// As [`find_latest`], within an act.
///
/// # Errors
/// What the store says.
pub async fn find_latest_in(tx: &mut Tx<'_>, subject: &str) -> Res<Option<Declaration>> {
    tx.find(sql(LATEST).bind(subject), declaration).await
}

/// A declaration by its id.
///
/// # Errors
/// What the store says.
pub async fn find_in(tx: &mut Tx<'_>, id: &str) -> Res<Option<Declaration>> {
    tx.find(sql(FIND).bind(id), declaration).await
}

/// The declarations of a party, newest first, at most 100.
///
/// # Errors
/// What the store says.
pub async fn list_history(db: &Db, subject: &str) -> Res<Vec<Declaration>> {
    db.all(sql(HISTORY).bind(subject), declaration).await
}

/// The statements of a declaration, whole: closed ones too.
///
/// # Errors
/// What the store says.
pub async fn list_whole(db: &Db, declaration: &str) -> Res<Vec<Statement>> {
    db.all(sql(STATEMENTS_OF).bind(declaration), |r| parse(r.text(0)?)).await
}

/// As [`list_whole`], within an act.
///
/// # Errors
/// What the store says.
pub async fn list_whole_in(tx: &mut Tx<'_>, declaration: &str) -> Res<Vec<Statement>> {
    tx.all(sql(STATEMENTS_OF).bind(declaration), |r| parse(r.text(0)?)).await
}

/// The statements of a declaration as texts with their salts: what opens the ledger's commitments.
///
/// # Errors
/// What the store says.
pub async fn list_salted(db: &Db, declaration: &str) -> Res<Vec<(String, Vec<u8>)>> {
    db.all(sql(SALTED).bind(declaration), |r| Ok((r.get(0)?, r.get(1)?))).await
}

/// What is public of the statements of a declaration: closed ones too.
///
/// # Errors
/// What the store says.
pub async fn list_public(db: &Db, declaration: &str) -> Res<Vec<Statement>> {
    db.all(sql(BODIES_OF).bind(declaration), |r| parse(r.text(0)?)).await
}

/// The owner that the same papers were shown for before.
///
/// # Errors
/// What the store says.
pub async fn find_by_papers(tx: &mut Tx<'_>, papers: &str) -> Res<Option<String>> {
    tx.find(sql(PAPERS).bind(papers), |r| r.get(0)).await
}

/// Puts the outcome of a check on the declaration; false when it was checked meanwhile.
///
/// # Errors
/// What the store says.
pub async fn put_check(tx: &mut Tx<'_>, id: &str, (state, items): (State, &[Item]), by: &str, at: Instant) -> Res<bool> {
    let q = sql(CHECKED).bind(state.code()).bind(by).bind(at.0).bind(json(&items)?).bind(id);
    Ok(tx.run(q).await? == 1)
}

/// Which part of statements to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What everybody may see.
    Public,
    /// All of it.
    Whole,
}

fn in_force(part: Part, day: Day) -> kaan_db::Sql {
    sql(if part == Part::Public { PUBLIC_ABOVE } else { WHOLE_ABOVE }).bind(day.to_string())
}

/// Statements about these parties that hold on a day.
///
/// # Errors
/// What the store says.
pub async fn list_above(db: &Db, part: Part, subjects: &[String], day: Day) -> Res<Vec<Statement>> {
    db.all(in_force(part, day).among(" and s.subject in", subjects.to_vec()), |r| parse(r.text(0)?)).await
}

/// Statements in which these are the owners that hold on a day.
///
/// # Errors
/// What the store says.
pub async fn list_below(db: &Db, part: Part, owners: &[String], day: Day) -> Res<Vec<Statement>> {
    db.all(in_force(part, day).among(" and s.owner in", owners.to_vec()), |r| parse(r.text(0)?)).await
}

/// The next declarations of all parties after a place in their order.
///
/// # Errors
/// What the store says.
pub async fn list_page(db: &Db, (subject, nth): (&str, i64)) -> Res<Vec<Declaration>> {
    db.all(sql(PAGE).bind(subject).bind(nth), declaration).await
}

/// A party as everybody may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Its id.
    pub id: String,
    /// `company`, `authority` or `consortium`.
    pub kind: String,
    /// Its name.
    pub name: Text3,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
}

/// Those of the ids that are public parties.
///
/// # Errors
/// What the store says.
pub async fn list_known(db: &Db, ids: &[String]) -> Res<Vec<Known>> {
    db.all(sql(NAMES).among(" where id in", ids.to_vec()), |r| {
        Ok(Known { id: r.get(0)?, kind: r.get(1)?, name: Text3::of(r.get(2)?, r.get(3)?, r.get(4)?), country: r.get(5)? })
    })
    .await
}

/// Merged parties and the one that each was merged into, as far as either is among the ids.
///
/// # Errors
/// What the store says.
pub async fn list_merged(db: &Db, ids: &[String]) -> Res<Vec<(String, String)>> {
    let q = sql(ALIASES).among(" where kept is not null and (id in", ids.to_vec()).among(" or kept in", ids.to_vec());
    db.all(q.when(true, ")"), |r| Ok((r.get(0)?, r.get(1)?))).await
}

/// Members of consortia that are parties, with millionths of the whole, by consortium or by member.
///
/// # Errors
/// What the store says.
pub async fn list_members(db: &Db, ids: &[String]) -> Res<Vec<(String, String, i64)>> {
    let q = sql(MEMBERS).among(" where member is not null and (consortium in", ids.to_vec()).among(" or member in", ids.to_vec());
    db.all(q.when(true, ")"), |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))).await
}

/// A holder of a register that is a party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Holder {
    /// The party.
    pub party: String,
    /// Its id in the register of titles.
    pub id: String,
    /// The name, as the office writes it.
    pub name: String,
    /// The register.
    pub register: String,
}

fn holder(r: &Row) -> Res<Holder> {
    Ok(Holder { party: r.get(0)?, id: r.get(1)?, name: r.get(2)?, register: r.get(3)? })
}

/// The holders that these parties are.
///
/// # Errors
/// What the store says.
pub async fn list_holders(db: &Db, parties: &[String]) -> Res<Vec<Holder>> {
    db.all(sql(LINKED).among(" and l.party in", parties.to_vec()).when(true, " order by h.name, h.id limit 500"), holder).await
}

/// Links of a party that wait for the second officer.
///
/// # Errors
/// What the store says.
pub async fn list_waiting(db: &Db, party: &str) -> Res<Vec<Holder>> {
    db.all(sql(WAITING).bind(party), holder).await
}

/// Whether there is such a holder, a company or another body.
///
/// # Errors
/// What the store says.
pub async fn has_holder(tx: &mut Tx<'_>, id: &str) -> Res<bool> {
    Ok(tx.find(sql(HOLDER).bind(id), |r| r.get::<String>(0)).await?.is_some())
}

/// A link between a party and a holder: who prepared it, and who signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HolderLink {
    /// On what it rests.
    pub source: String,
    /// The account that prepared it.
    pub prepared_by: String,
    /// The account that signed it.
    pub signed_by: Option<String>,
}

/// The link between a party and a holder.
///
/// # Errors
/// What the store says.
pub async fn find_link(tx: &mut Tx<'_>, party: &str, holder: &str) -> Res<Option<HolderLink>> {
    tx.find(sql(FIND_LINK).bind(party).bind(holder), |r| {
        Ok(HolderLink { source: r.get(2)?, prepared_by: r.get(3)?, signed_by: r.get(4)? })
    })
    .await
}

/// Puts a link that waits for the second officer.
///
/// # Errors
/// What the store says.
pub async fn put_link(tx: &mut Tx<'_>, (party, holder): (&str, &str), source: &str, by: &str, at: Instant) -> Res<()> {
    tx.run(sql(PUT_LINK).bind(party).bind(holder).bind(source).bind(by).bind(at.0)).await.map(drop)
}

/// Signs a link; false when it was signed already.
///
/// # Errors
/// What the store says.
pub async fn sign_link(tx: &mut Tx<'_>, (party, holder): (&str, &str), by: &str, at: Instant) -> Res<bool> {
    Ok(tx.run(sql(SIGN_LINK).bind(by).bind(at.0).bind(party).bind(holder)).await? == 1)
}

/// What a statement's row was told of its record, for the next declaration.
#[must_use]
pub fn goes_on(s: &Statement) -> bool {
    s.status != RecordStatus::Closed
}
