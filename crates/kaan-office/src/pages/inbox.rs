//! The inbox of whoever reads it, and the choice of how letters come.
//!
//! Called by everybody with an account. It never shows another account's notices, nor secret links.

use crate::acts::choose_letters::ChooseLetters;
use crate::shared::{Here, done, fault};
use crate::voice::voice;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use kaan_base::access::Resource;
use kaan_base::{Problem, is_id};
use kaan_notices::{Choice, Piece, Received, pieces, said};
use kaan_web::form::Form;
use kaan_web::{Failure, Ui, Visit, Visitor};
use serde::Serialize;

use super::OWN;

#[derive(Serialize)]
struct Line {
    id: String,
    subject: Vec<Piece>,
    body: Vec<Vec<Piece>>,
    made: i64,
    unread: bool,
    linked: bool,
}

#[derive(Serialize)]
struct Page {
    lines: Vec<Line>,
    next: Option<String>,
    first: bool,
    unread: u64,
    choice: &'static str,
    choices: [&'static str; 2],
    done: Option<&'static str>,
    /// Where the letters of the demonstration can be read.
    mailbox: bool,
}

/// The account of the reader, who may read its inbox.
fn own<'v>(ui: &Ui, visitor: &'v Visitor) -> Result<&'v str, Failure> {
    let actor = visitor.actor()?;
    visitor.may(ui, OWN, &Resource { id: &actor.account, person: Some(&actor.person), ..Resource::default() })?;
    Ok(&actor.account)
}

/// `/inbox`
pub(crate) async fn show(State(s): Here, visit: Visit, visitor: Visitor, uri: Uri) -> Result<Response, Failure> {
    let account = own(&s.ui, &visitor)?;
    let query = Form::of_query(&uri);
    let after = query.typed("after").filter(|id| is_id(id));
    let db = s.access.db();
    let page = kaan_notices::inbox(db, account, after).await.map_err(fault)?;
    let voice = voice(s.ui.clone());
    let line = |r: &Received| {
        let (subject, body) = said(&voice, visit.lang, &r.code, &r.values);
        let body = body.split("\n\n").map(pieces).collect();
        Line {
            id: r.id.clone(),
            subject: pieces(&subject),
            body,
            made: r.made.0,
            unread: r.read.is_none(),
            linked: !r.path.is_empty(),
        }
    };
    let page = Page {
        lines: page.rows.iter().map(line).collect(),
        next: page.next,
        first: after.is_none(),
        unread: kaan_notices::unread(db, account).await.map_err(fault)?,
        choice: kaan_notices::choice(db, account).await.map_err(fault)?.code(),
        choices: [Choice::AtOnce.code(), Choice::Digest.code()],
        done: done(&uri, &["read", "chosen"]),
        mailbox: s.mailbox.is_some(),
    };
    s.ui.page(&visit, s.head(&visit, "inbox-title"), "office/inbox.html", &page)
}

/// Marks a notice as read and leads to what it is about.
pub(crate) async fn open(State(s): Here, visit: Visit, visitor: Visitor, Path(id): Path<String>) -> Result<Response, Failure> {
    let account = own(&s.ui, &visitor)?;
    let found = kaan_notices::find(s.access.db(), account, &id).await.map_err(fault)?;
    let Some(found) = found else { return Err(Failure::missing("inbox-unknown")) };
    kaan_notices::mark_read(s.access.db(), account, &id, s.access.now()).await.map_err(fault)?;
    visit.see(if found.path.is_empty() { "/inbox" } else { &found.path })
}

/// Marks everything as read.
pub(crate) async fn read_all(State(s): Here, visit: Visit, visitor: Visitor) -> Result<Response, Failure> {
    let account = own(&s.ui, &visitor)?;
    kaan_notices::mark_all_read(s.access.db(), account, s.access.now()).await.map_err(fault)?;
    visit.see("/inbox?done=read")
}

/// Chooses how letters come.
pub(crate) async fn choose(State(s): Here, visit: Visit, visitor: Visitor, form: Form) -> Result<Response, Failure> {
    own(&s.ui, &visitor)?;
    let choice =
        Choice::parse(form.get("letters")).ok_or_else(|| Failure::from(Problem::invalid("office-no-choice").at("letters")))?;
    let act = ChooseLetters { access: s.access.clone(), caller: visitor.caller.clone(), choice };
    s.access.db().act(act).await.map_err(fault)??;
    visit.see("/inbox?done=chosen")
}
