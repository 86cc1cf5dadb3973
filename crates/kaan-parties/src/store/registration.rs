//! Tables of registrations: what was typed, where it stands, what was found missing, evidence.
//!
//! Called by the acts and pages of registration. It never decides who may see a row: a reach comes in.

use super::{Columns, json, parse, within};
use crate::form::Typed;
use crate::model::PartyId;
use kaan_base::access::Reach;
use kaan_db::{Db, Fault, Res, Row, Tx, sql};

macro_rules! columns {
    ($rest:literal) => {
        concat!(
            "select id, number, account, person, territory, state, form, made, saved, lodged, examiner, examined, advice, \
             decided_by, decided, reason, section, next_step, party from parties_registration",
            $rest
        )
    };
}

const FIND: &str = columns!(" where id = $1");
const LOCK: &str = "update parties_registration set saved = saved where id = $1";
const INSERT: &str = "insert into parties_registration (id, number, account, person, territory, state, form, made, saved) \
     values ($1, $2, $3, $4, $5, 'draft', $6, $7, $8)";
const SAVE: &str = "update parties_registration set form = $1, territory = $2, saved = $3 where id = $4";
const LODGE: &str = "update parties_registration set state = 'lodged', lodged = coalesce(lodged, $1) where id = $2";
const EXAMINE: &str = "update parties_registration set state = $1, examiner = $2, examined = $3, advice = $4 where id = $5";
const DECIDE: &str = "update parties_registration set state = $1, decided_by = $2, decided = $3, reason = $4, section = $5, \
     next_step = $6, party = $7 where id = $8";
const OWN: &str = columns!(" where account = $1 order by made desc, id desc limit 100");
const QUEUE: &str = columns!(" where lodged is not null");
const COUNT: &str = "select count(*) from parties_registration where state in ('lodged', 'under-examination', 'examined')";
const ADD_DEFICIENCY: &str = "insert into parties_deficiency (registration, nth, field, words, found) \
     select $1, count(*) + 1, $2, $3, $4 from parties_deficiency where registration = $1";
const CURE: &str = "update parties_deficiency set answer = $1, cured = $2 where registration = $3 and nth = $4";
const DEFICIENCIES: &str =
    "select nth, field, words, found, answer, cured from parties_deficiency where registration = $1 order by nth";
const ADD_EVIDENCE: &str = "insert into parties_evidence (id, registration, name, media_type, size, digest, bytes, at) \
     values ($1, $2, $3, $4, $5, $6, $7, $8)";
const DROP_EVIDENCE: &str = "delete from parties_evidence where registration = $1 and id = $2";
const EVIDENCE: &str =
    "select id, name, media_type, size, digest, at from parties_evidence where registration = $1 order by at, id";
const EVIDENCE_BYTES: &str = "select name, media_type, digest, bytes from parties_evidence where registration = $1 and id = $2";

/// Every statement of this file.
pub const STATEMENTS: &[&str] = &[
    FIND,
    LOCK,
    INSERT,
    SAVE,
    LODGE,
    EXAMINE,
    DECIDE,
    OWN,
    QUEUE,
    COUNT,
    ADD_DEFICIENCY,
    CURE,
    DEFICIENCIES,
    ADD_EVIDENCE,
    DROP_EVIDENCE,
    EVIDENCE,
    EVIDENCE_BYTES,
];

/// Where a registration stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Being written by the applicant.
    Draft,
    /// Handed in, waiting for an officer.
    Lodged,
    /// An officer has it.
    UnderExamination,
    /// An officer advises; somebody else signs.
    Examined,
    /// Given back, with what is missing.
    Returned,
    /// The company is registered.
    Approved,
    /// Refused, with reason and next step.
    Refused,
    /// Taken back by the applicant.
    Withdrawn,
}

impl State {
    const ALL: [State; 8] = [
        State::Draft,
        State::Lodged,
        State::UnderExamination,
        State::Examined,
        State::Returned,
        State::Approved,
        State::Refused,
        State::Withdrawn,
    ];

    /// The word of the store and of message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            State::Draft => "draft",
            State::Lodged => "lodged",
            State::UnderExamination => "under-examination",
            State::Examined => "examined",
            State::Returned => "returned",
            State::Approved => "approved",
            State::Refused => "refused",
            State::Withdrawn => "withdrawn",
        }
    }

    fn parse(code: &str) -> Option<State> {
        State::ALL.into_iter().find(|s| s.code() == code)
    }

    /// Whether the applicant may write in it.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, State::Draft | State::Returned)
    }

    /// Whether it waits for the authority.
    #[must_use]
    pub const fn is_waiting(self) -> bool {
        matches!(self, State::Lodged | State::UnderExamination | State::Examined)
    }

    /// The tone of its tag.
    #[must_use]
    pub const fn tone(self) -> &'static str {
        match self {
            State::Approved => "ok",
            State::Returned => "warn",
            State::Refused => "error",
            _ => "plain",
        }
    }
}

/// A registration as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    /// Its id.
    pub id: String,
    /// What people call it by.
    pub number: String,
    /// The applicant's account.
    pub account: String,
    /// The applicant.
    pub person: PartyId,
    /// The territory of the office to which it is addressed.
    pub territory: Option<String>,
    /// Where it stands.
    pub state: State,
    /// What was typed.
    pub form: Typed,
    /// When it was begun, last saved and first lodged, microseconds.
    pub made: i64,
    /// Last saved.
    pub saved: i64,
    /// The place in the queue.
    pub lodged: Option<i64>,
    /// The account that examines or examined.
    pub examiner: Option<String>,
    /// When it was examined.
    pub examined: Option<i64>,
    /// What the officer advises.
    pub advice: Option<String>,
    /// Who decided.
    pub decided_by: Option<String>,
    /// When it was decided.
    pub decided: Option<i64>,
    /// Why it was refused: a code.
    pub reason: Option<String>,
    /// The section of law.
    pub section: Option<String>,
    /// What the applicant can do.
    pub next_step: Option<String>,
    /// The party that came of it.
    pub party: Option<PartyId>,
}

impl Registration {
    /// The subject of its records.
    #[must_use]
    pub fn subject(&self) -> String {
        subject(&self.id)
    }
}

/// The subject of a registration's records.
#[must_use]
pub fn subject(id: &str) -> String {
    format!("registration:{id}")
}

fn read(r: &Row) -> Res<Registration> {
    let state: String = r.get(5)?;
    Ok(Registration {
        id: r.get(0)?,
        number: r.get(1)?,
        account: r.get(2)?,
        person: r.get(3)?,
        territory: r.get(4)?,
        state: State::parse(&state).ok_or_else(|| Fault::Broken(format!("no state {state}")))?,
        form: parse(r.text(6)?)?,
        made: r.get(7)?,
        saved: r.get(8)?,
        lodged: r.get(9)?,
        examiner: r.get(10)?,
        examined: r.get(11)?,
        advice: r.get(12)?,
        decided_by: r.get(13)?,
        decided: r.get(14)?,
        reason: r.get(15)?,
        section: r.get(16)?,
        next_step: r.get(17)?,
        party: r.get(18)?,
    })
}

/// A registration by its id.
///
/// # Errors
/// What the store says.
pub async fn find(db: &Db, id: &str) -> Res<Option<Registration>> {
    db.find(sql(FIND).bind(id), read).await
}

/// As [`find`], held until the act ends.
///
/// # Errors
/// What the store says.
pub async fn hold(tx: &mut Tx<'_>, id: &str) -> Res<Option<Registration>> {
    tx.run(sql(LOCK).bind(id)).await?;
    tx.find(sql(FIND).bind(id), read).await
}

/// What a new registration begins with.
pub struct New<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its number.
    pub number: &'a str,
    /// The applicant's account.
    pub account: &'a str,
    /// The applicant.
    pub person: &'a str,
}

/// Begins a draft.
///
/// # Errors
/// What the store says.
pub async fn insert(tx: &mut Tx<'_>, new: &New<'_>, form: &Typed, now: i64) -> Res<()> {
    let q = sql(INSERT)
        .bind(new.id)
        .bind(new.number)
        .bind(new.account)
        .bind(new.person)
        .bind(form.territory())
        .bind(json(form)?)
        .bind(now)
        .bind(now);
    tx.run(q).await.map(drop)
}

/// Keeps what was typed.
///
/// # Errors
/// What the store says.
pub async fn save(tx: &mut Tx<'_>, id: &str, form: &Typed, now: i64) -> Res<()> {
    tx.run(sql(SAVE).bind(json(form)?).bind(form.territory()).bind(now).bind(id)).await.map(drop)
}

/// Hands it in; the place in the queue is that of the first time.
///
/// # Errors
/// What the store says.
pub async fn lodge(tx: &mut Tx<'_>, id: &str, now: i64) -> Res<()> {
    tx.run(sql(LODGE).bind(now).bind(id)).await.map(drop)
}

/// What an officer does with it.
///
/// # Errors
/// What the store says.
pub async fn examine(tx: &mut Tx<'_>, id: &str, state: State, (by, now): (&str, i64), advice: Option<&str>) -> Res<()> {
    tx.run(sql(EXAMINE).bind(state.code()).bind(by).bind(now).bind(advice).bind(id)).await.map(drop)
}

/// How it ends.
#[derive(Default)]
pub struct Decision<'a> {
    /// Why: a code.
    pub reason: Option<&'a str>,
    /// The section of law.
    pub section: Option<&'a str>,
    /// What the applicant can do.
    pub next_step: Option<&'a str>,
    /// The party that came of it.
    pub party: Option<&'a str>,
}

/// Ends it.
///
/// # Errors
/// What the store says.
pub async fn decide(tx: &mut Tx<'_>, id: &str, state: State, (by, now): (&str, i64), d: &Decision<'_>) -> Res<()> {
    let q = sql(DECIDE).bind(state.code()).bind(by).bind(now).bind(d.reason).bind(d.section).bind(d.next_step);
    tx.run(q.bind(d.party).bind(id)).await.map(drop)
}

/// An account's own, newest first.
///
/// # Errors
/// What the store says.
pub async fn list_own(db: &Db, account: &str) -> Res<Vec<Registration>> {
    db.all(sql(OWN).bind(account), read).await
}

const REACH: Columns = Columns {
    territory: "territory in",
    organisation: " or party in",
    person: " or person = ?",
    part: " or (party = ? and territory = ?)",
    not_prepared: " and examiner <> ?",
};

/// What waits, oldest first, as far as somebody may see it; with `closed`, what is decided instead.
///
/// # Errors
/// What the store says.
pub async fn queue(db: &Db, reach: &Reach, closed: bool, after: Option<(i64, &str)>, limit: i64) -> Res<Vec<Registration>> {
    if reach.is_empty() {
        return Ok(Vec::new());
    }
    let q = within(sql(QUEUE), reach, &REACH)
        .when(!closed, " and state in ('lodged', 'under-examination', 'examined', 'returned')")
        .when(closed, " and state in ('approved', 'refused', 'withdrawn')")
        .and(" and (lodged, id) > (?, ?)", after.map(|(lodged, id)| [lodged.into(), id.into()]))
        .and(" order by lodged, id limit ?", Some([limit.into()]));
    db.all(q, read).await
}

/// How many wait, as far as somebody may see them.
///
/// # Errors
/// What the store says.
pub async fn count_waiting(db: &Db, reach: &Reach) -> Res<i64> {
    if reach.is_empty() { Ok(0) } else { db.one(within(sql(COUNT), reach, &REACH), |r| r.get(0)).await }
}

/// Something that an officer found missing.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Deficiency {
    /// Counted from 1.
    pub nth: i64,
    /// The field of the form, or `evidence`.
    pub field: String,
    /// What is missing, in the officer's words.
    pub words: String,
    /// When it was found, microseconds.
    pub found: i64,
    /// The applicant's answer.
    pub answer: Option<String>,
    /// When it was cured.
    pub cured: Option<i64>,
}

/// Adds what is missing.
///
/// # Errors
/// What the store says.
pub async fn add_deficiency(tx: &mut Tx<'_>, id: &str, field: &str, words: &str, now: i64) -> Res<()> {
    tx.run(sql(ADD_DEFICIENCY).bind(id).bind(field).bind(words).bind(now)).await.map(drop)
}

/// The applicant's answer to one of them.
///
/// # Errors
/// What the store says.
pub async fn cure(tx: &mut Tx<'_>, id: &str, nth: i64, answer: &str, now: i64) -> Res<()> {
    tx.run(sql(CURE).bind(answer).bind(now).bind(id).bind(nth)).await.map(drop)
}

fn read_deficiency(r: &Row) -> Res<Deficiency> {
    let (nth, field, words) = (r.get(0)?, r.get(1)?, r.get(2)?);
    Ok(Deficiency { nth, field, words, found: r.get(3)?, answer: r.get(4)?, cured: r.get(5)? })
}

/// Everything that was found missing.
///
/// # Errors
/// What the store says.
pub async fn list_deficiencies(db: &Db, id: &str) -> Res<Vec<Deficiency>> {
    db.all(sql(DEFICIENCIES).bind(id), read_deficiency).await
}

/// As [`list_deficiencies`], within an act.
///
/// # Errors
/// What the store says.
pub async fn list_deficiencies_in(tx: &mut Tx<'_>, id: &str) -> Res<Vec<Deficiency>> {
    tx.all(sql(DEFICIENCIES).bind(id), read_deficiency).await
}

/// A file that was handed in, without its bytes.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Evidence {
    /// Its id.
    pub id: String,
    /// The file's name as handed in.
    pub name: String,
    /// What it is, by its first bytes.
    pub media_type: String,
    /// Bytes.
    pub size: i64,
    /// SHA-256, hexadecimal.
    pub digest: String,
    /// When it came, microseconds.
    pub at: i64,
}

/// Keeps a file.
///
/// # Errors
/// What the store says.
pub async fn add_evidence(tx: &mut Tx<'_>, registration: &str, e: &Evidence, bytes: &[u8]) -> Res<()> {
    let q = sql(ADD_EVIDENCE).bind(&e.id).bind(registration).bind(&e.name).bind(&e.media_type).bind(e.size).bind(&e.digest);
    tx.run(q.bind(bytes).bind(e.at)).await.map(drop)
}

/// Takes a file away, while the applicant may still write.
///
/// # Errors
/// What the store says.
pub async fn drop_evidence(tx: &mut Tx<'_>, registration: &str, id: &str) -> Res<()> {
    tx.run(sql(DROP_EVIDENCE).bind(registration).bind(id)).await.map(drop)
}

fn read_evidence(r: &Row) -> Res<Evidence> {
    let (id, name, media_type) = (r.get(0)?, r.get(1)?, r.get(2)?);
    Ok(Evidence { id, name, media_type, size: r.get(3)?, digest: r.get(4)?, at: r.get(5)? })
}

/// The files of a registration.
///
/// # Errors
/// What the store says.
pub async fn list_evidence(db: &Db, registration: &str) -> Res<Vec<Evidence>> {
    db.all(sql(EVIDENCE).bind(registration), read_evidence).await
}

/// As [`list_evidence`], within an act.
///
/// # Errors
/// What the store says.
pub async fn list_evidence_in(tx: &mut Tx<'_>, registration: &str) -> Res<Vec<Evidence>> {
    tx.all(sql(EVIDENCE).bind(registration), read_evidence).await
}

/// A file with its bytes: name, media type, digest, bytes.
///
/// # Errors
/// What the store says.
pub async fn find_file(db: &Db, registration: &str, id: &str) -> Res<Option<(String, String, String, Vec<u8>)>> {
    let q = sql(EVIDENCE_BYTES).bind(registration).bind(id);
    db.find(q, |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.bytes(3)?.to_vec()))).await
}
