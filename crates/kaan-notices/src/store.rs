//! All SQL of notices, and nothing but SQL.
//!
//! It reads `access_account` for address and language, and never writes there. It never judges.

use crate::model::{Choice, Value};
use kaan_base::{Instant, Lang};
use kaan_db::{Db, Fault, Res, Row, Tx, sql};

const PUT: &str = "insert into notices_notice (id, account, email, lang, code, body, path, urgent, hidden, made_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
const AT_ONCE: &str = "select n.id, n.account, n.email, n.lang, n.urgent from notices_notice n
    left join notices_choice c on c.account = n.account
    where n.letter is null and (n.urgent or c.digest is null or not c.digest) order by n.made_at, n.id limit 500";
const DIGESTS: &str = "select n.account from notices_notice n join notices_choice c on c.account = n.account
    where n.letter is null and not n.urgent and c.digest group by n.account having min(n.made_at) < $1 order by n.account limit 500";
const PUT_LETTER: &str = "insert into notices_letter (id, account, email, lang, urgent, made_at, due_at, tries)
    values ($1, $2, $3, $4, $5, $6, $7, 0)";
const TIE: &str = "update notices_notice set letter = $1 where id = $2 and letter is null";
const TIE_ALL: &str = "update notices_notice set letter = $1 where account = $2 and letter is null and not urgent";
const DROP_LETTER: &str = "delete from notices_letter where id = $1";
const TAKEN_SINCE: &str = "select count(*) from notices_letter where taken_at > $1";
const DUE: &str = "select id, due_at from notices_letter where ended_at is null and due_at <= $1
    order by urgent desc, due_at, id limit $2";
const TAKE: &str = "update notices_letter set taken_at = $1, due_at = $2, tries = tries + 1
    where id = $3 and due_at = $4 and ended_at is null";
const LETTER: &str = "select l.id, l.tries, coalesce(a.email, l.email), coalesce(a.lang, l.lang), l.account is not null
    from notices_letter l left join access_account a on a.id = l.account and a.status = 'active' where l.id = $1";
const CONTENTS: &str = "select id, code, body, path, made_at, read_at from notices_notice where letter = $1 order by id";
const LATER: &str = "update notices_letter set due_at = $1, failure = $2 where id = $3 and ended_at is null";
const END: &str = "update notices_letter set ended_at = $1, failure = $2, email = null where id = $3 and ended_at is null";
const WIPE: &str = "update notices_notice set email = null, body = '[]', path = '' where letter = $1 and hidden";
const WAITING: &str = "select count(*) from notices_letter where ended_at is null";
const INBOX: &str = "select id, code, body, path, made_at, read_at from notices_notice
    where account = $1 and not hidden and id < $2 order by id desc limit $3";
const FIND: &str =
    "select id, code, body, path, made_at, read_at from notices_notice where account = $1 and id = $2 and not hidden";
const UNREAD: &str = "select count(*) from notices_notice where account = $1 and read_at is null and not hidden";
const READ: &str = "update notices_notice set read_at = $1 where account = $2 and id = $3 and read_at is null and not hidden";
const READ_ALL: &str = "update notices_notice set read_at = $1 where account = $2 and read_at is null and not hidden";
const CHOICE: &str = "select digest from notices_choice where account = $1";
const CHOOSE: &str = "insert into notices_choice (account, digest) values ($1, $2)
    on conflict (account) do update set digest = excluded.digest";

/// Every statement, for the test that prepares them on both engines.
pub const STATEMENTS: &[&str] = &[
    PUT,
    AT_ONCE,
    DIGESTS,
    PUT_LETTER,
    TIE,
    TIE_ALL,
    DROP_LETTER,
    TAKEN_SINCE,
    DUE,
    TAKE,
    LETTER,
    CONTENTS,
    LATER,
    END,
    WIPE,
    WAITING,
    INBOX,
    FIND,
    UNREAD,
    READ,
    READ_ALL,
    CHOICE,
    CHOOSE,
];

/// A notice as it is kept.
#[derive(Debug, Clone)]
pub(crate) struct Kept {
    pub id: String,
    pub code: String,
    pub values: Vec<(String, Value)>,
    pub path: String,
    pub made: Instant,
    pub read: Option<Instant>,
}

fn kept(r: &Row<'_>) -> Res<Kept> {
    let body: String = r.get(2)?;
    let values = serde_json::from_str(&body).map_err(|e| Fault::Broken(format!("the values of a notice: {e}")))?;
    let (made, read): (i64, Option<i64>) = (r.get(4)?, r.get(5)?);
    Ok(Kept { id: r.get(0)?, code: r.get(1)?, values, path: r.get(3)?, made: Instant(made), read: read.map(Instant) })
}

/// A new notice.
pub(crate) struct Putting<'a> {
    pub id: &'a str,
    pub account: Option<&'a str>,
    pub email: Option<&'a str>,
    pub lang: Option<Lang>,
    pub code: &'a str,
    pub body: String,
    pub path: &'a str,
    pub urgent: bool,
    pub hidden: bool,
    pub now: Instant,
}

pub(crate) async fn put(tx: &mut Tx<'_>, n: Putting<'_>) -> Res<()> {
    let q = sql(PUT).bind(n.id).bind(n.account).bind(n.email).bind(n.lang.map(Lang::code)).bind(n.code).bind(n.body);
    tx.run(q.bind(n.path).bind(n.urgent).bind(n.hidden).bind(n.now.0)).await.map(drop)
}

/// A notice that waits for a letter of its own.
pub(crate) struct Single {
    pub id: String,
    pub account: Option<String>,
    pub email: Option<String>,
    pub lang: Option<String>,
    pub urgent: bool,
}

pub(crate) async fn at_once(tx: &mut Tx<'_>) -> Res<Vec<Single>> {
    tx.all(sql(AT_ONCE), |r| Ok(Single { id: r.get(0)?, account: r.get(1)?, email: r.get(2)?, lang: r.get(3)?, urgent: r.get(4)? }))
        .await
}

/// Accounts of whose daily letter something older than this waits.
pub(crate) async fn digests(tx: &mut Tx<'_>, before: Instant) -> Res<Vec<String>> {
    tx.all(sql(DIGESTS).bind(before.0), |r| r.get(0)).await
}

pub(crate) async fn put_letter(tx: &mut Tx<'_>, letter: &str, of: &Single, now: Instant) -> Res<()> {
    let q = sql(PUT_LETTER).bind(letter).bind(of.account.as_deref()).bind(of.email.as_deref());
    tx.run(q.bind(of.lang.as_deref()).bind(of.urgent).bind(now.0).bind(now.0)).await.map(drop)
}

/// Ties a notice to its letter; false when it has one already.
pub(crate) async fn tie(tx: &mut Tx<'_>, letter: &str, notice: &str) -> Res<bool> {
    Ok(tx.run(sql(TIE).bind(letter).bind(notice)).await? == 1)
}

/// Ties all that waits of an account to its letter; false when nothing does any more.
pub(crate) async fn tie_all(tx: &mut Tx<'_>, letter: &str, account: &str) -> Res<bool> {
    Ok(tx.run(sql(TIE_ALL).bind(letter).bind(account)).await? > 0)
}

pub(crate) async fn drop_letter(tx: &mut Tx<'_>, letter: &str) -> Res<()> {
    tx.run(sql(DROP_LETTER).bind(letter)).await.map(drop)
}

pub(crate) async fn taken_since(tx: &mut Tx<'_>, since: Instant) -> Res<i64> {
    tx.one(sql(TAKEN_SINCE).bind(since.0), |r| r.get(0)).await
}

pub(crate) async fn due(tx: &mut Tx<'_>, now: Instant, most: i64) -> Res<Vec<(String, i64)>> {
    tx.all(sql(DUE).bind(now.0).bind(most), |r| Ok((r.get(0)?, r.get(1)?))).await
}

/// Takes a letter until a moment; false when another took it meanwhile.
pub(crate) async fn take(tx: &mut Tx<'_>, (letter, due): (&str, i64), now: Instant, until: Instant) -> Res<bool> {
    Ok(tx.run(sql(TAKE).bind(now.0).bind(until.0).bind(letter).bind(due)).await? == 1)
}

/// A letter that was taken.
pub(crate) struct Taken {
    pub id: String,
    pub tries: i64,
    pub email: Option<String>,
    pub lang: Lang,
    /// Whether the reader has an account, and so an inbox and a choice.
    pub account: bool,
    pub notices: Vec<Kept>,
}

pub(crate) async fn letter(tx: &mut Tx<'_>, id: &str) -> Res<Taken> {
    let notices = tx.all(sql(CONTENTS).bind(id), kept).await?;
    tx.one(sql(LETTER).bind(id), |r| {
        let lang: Option<String> = r.get(3)?;
        let lang = lang.as_deref().and_then(Lang::from_code).unwrap_or_default();
        Ok(Taken { id: r.get(0)?, tries: r.get(1)?, email: r.get(2)?, lang, account: r.get(4)?, notices: Vec::new() })
    })
    .await
    .map(|taken| Taken { notices, ..taken })
}

pub(crate) async fn later(tx: &mut Tx<'_>, letter: &str, due: Instant, failure: &str) -> Res<()> {
    tx.run(sql(LATER).bind(due.0).bind(failure).bind(letter)).await.map(drop)
}

/// Ends a letter, sent or given up, and wipes what was secret in it.
pub(crate) async fn end(tx: &mut Tx<'_>, letter: &str, now: Instant, failure: Option<&str>) -> Res<()> {
    tx.run(sql(END).bind(now.0).bind(failure).bind(letter)).await?;
    tx.run(sql(WIPE).bind(letter)).await.map(drop)
}

pub(crate) async fn waiting(db: &Db) -> Res<i64> {
    db.one(sql(WAITING), |r| r.get(0)).await
}

pub(crate) async fn inbox(db: &Db, account: &str, before: &str, most: i64) -> Res<Vec<Kept>> {
    db.all(sql(INBOX).bind(account).bind(before).bind(most), kept).await
}

pub(crate) async fn find(db: &Db, account: &str, id: &str) -> Res<Option<Kept>> {
    db.find(sql(FIND).bind(account).bind(id), kept).await
}

pub(crate) async fn unread(db: &Db, account: &str) -> Res<i64> {
    db.one(sql(UNREAD).bind(account), |r| r.get(0)).await
}

pub(crate) async fn read(tx: &mut Tx<'_>, account: &str, id: Option<&str>, now: Instant) -> Res<u64> {
    match id {
        Some(id) => tx.run(sql(READ).bind(now.0).bind(account).bind(id)).await,
        None => tx.run(sql(READ_ALL).bind(now.0).bind(account)).await,
    }
}

pub(crate) async fn choice(db: &Db, account: &str) -> Res<Choice> {
    let digest: Option<bool> = db.find(sql(CHOICE).bind(account), |r| r.get(0)).await?;
    Ok(if digest == Some(true) { Choice::Digest } else { Choice::AtOnce })
}

pub(crate) async fn choose(tx: &mut Tx<'_>, account: &str, choice: Choice) -> Res<()> {
    tx.run(sql(CHOOSE).bind(account).bind(choice == Choice::Digest)).await.map(drop)
}
