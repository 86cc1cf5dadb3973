//! `/account/sessions`: where one is signed in, and ending that.
//!
//! Called by the doors. It never shows the secret of a session, only its handle.

use crate::fields::{Sheet, Wrong};
use crate::shared::{Here, Shared, at, done, fault, owner, see};
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use kaan_base::Problem;
use kaan_web::{Failure, Signed, Visit, Visitor};
use serde::Serialize;

#[derive(Serialize)]
struct One {
    handle: String,
    this: bool,
    agent: String,
    address: String,
    made: i64,
    used: i64,
}

#[derive(Serialize)]
struct Page {
    others: bool,
    sessions: Vec<One>,
    done_key: Option<&'static str>,
    wrong: Vec<Wrong>,
}

/// `GET /account/sessions`.
pub(super) async fn show(State(s): Here, visit: Visit, visitor: Visitor, uri: Uri) -> Result<Response, Failure> {
    let (signed, session) = owner(&s, &visitor)?;
    page(&s, &visit, (signed, session), Sheet::default(), done(&uri, &["ended", "all-ended"])).await
}

/// `POST /account/sessions/{handle}/end`.
pub(super) async fn end(State(s): Here, visit: Visit, visitor: Visitor, Path(handle): Path<String>) -> Result<Response, Failure> {
    let (signed, session) = owner(&s, &visitor)?;
    if s.access.revoke(&visitor, &handle).await.map_err(fault)? {
        return see(&at(&visit, "/account/sessions?done=ended"));
    }
    let mut sheet = Sheet::default();
    sheet.blame(&s, &visit, &[Problem::refused("account-unknown-session")]);
    page(&s, &visit, (signed, session), sheet, None).await
}

/// `POST /account/sessions/end`: all but this one.
pub(super) async fn end_others(State(s): Here, visit: Visit, visitor: Visitor) -> Result<Response, Failure> {
    let (_, session) = owner(&s, &visitor)?;
    s.access.revoke_others(&visitor, session).await.map_err(fault)?;
    see(&at(&visit, "/account/sessions?done=all-ended"))
}

async fn page(
    s: &Shared,
    visit: &Visit,
    (signed, session): (&Signed, &str),
    sheet: Sheet,
    done_key: Option<&'static str>,
) -> Result<Response, Failure> {
    let rows = s.access.sessions_of(&signed.actor.account).await.map_err(fault)?;
    let mut sessions: Vec<One> = rows
        .into_iter()
        .map(|r| One {
            this: r.handle == session,
            handle: r.handle,
            agent: r.agent.chars().take(200).collect(),
            address: r.address,
            made: r.made.0,
            used: r.used.0,
        })
        .collect();
    sessions.sort_by_key(|x| (!x.this, -x.used));
    let status = sheet.status();
    let page = Page { others: sessions.iter().any(|x| !x.this), sessions, done_key, wrong: sheet.wrong };
    s.ui.page_with(status, visit, s.head(visit, "account-sessions-title"), "account/sessions.html", &page)
}
