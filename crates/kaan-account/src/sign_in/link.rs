//! `/sign-in/link/{secret}`: where a letter leads; one chooses a passkey or a password and is signed in.
//!
//! Called by the doors. It never uses a link up by looking: mail programs look at links too.

use super::passkey::{Finished, begun, next, read};
use crate::fields::{Field, Sheet, Wrong};
use crate::letters;
use crate::shared::{Here, Shared, agent, at, fault, onward, wanted};
use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use kaan_access::LinkRow;
use kaan_base::Problem;
use kaan_web::form::Form;
use kaan_web::{Failure, Visit, Visitor};
use serde::Serialize;

#[derive(Serialize)]
struct Page<'a> {
    kind: &'static str,
    email: String,
    until: i64,
    passkeys: bool,
    secret: &'a str,
    onward: String,
    fields: Vec<Field>,
    wrong: Vec<Wrong>,
}

#[derive(Serialize)]
struct Gone {
    reason: String,
}

fn sheet() -> Sheet {
    Sheet::new(vec![Field::password("password", "password-new", "new-password").hint("password-new")])
}

/// `GET /sign-in/link/{secret}`.
pub(super) async fn show(State(s): Here, visit: Visit, Path(secret): Path<String>, uri: Uri) -> Result<Response, Failure> {
    match s.access.find_link(&secret).await.map_err(fault)? {
        Ok(link) => page(&s, &visit, (&secret, &uri), link, sheet()),
        Err(problem) => gone(&s, &visit, &problem),
    }
}

/// `POST /sign-in/link/{secret}`: a password.
pub(super) async fn submit(
    State(s): Here,
    visit: Visit,
    visitor: Visitor,
    Path(secret): Path<String>,
    uri: Uri,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Failure> {
    let link = match s.access.find_link(&secret).await.map_err(fault)? {
        Ok(link) => link,
        Err(problem) => return gone(&s, &visit, &problem),
    };
    let mut sheet = sheet();
    sheet.check(&s, &visit, &form);
    if sheet.is_right() {
        let done = s.access.finish_link_password(&secret, form.get("password"), &visitor, agent(&headers)).await.map_err(fault)?;
        match done {
            Ok(step) => {
                warn(&s, &link).await?;
                let to = wanted(&uri).unwrap_or_else(|| at(&visit, "/account?done=password"));
                return super::password::on(&s, &visit, &step, &to);
            }
            Err(problem) => sheet.blame(&s, &visit, &[problem]),
        }
    }
    page(&s, &visit, (&secret, &uri), link, sheet)
}

/// `POST /sign-in/link/{secret}/begin`: a passkey is to be made.
pub(super) async fn begin(State(s): Here, Path(secret): Path<String>) -> Result<Response, Failure> {
    let (ticket, options) = s.access.link_passkey_begin(&secret).await.map_err(fault)??;
    Ok(begun(ticket, options))
}

/// `POST /sign-in/link/{secret}/finish`: it was made.
pub(super) async fn finish(
    State(s): Here,
    visit: Visit,
    visitor: Visitor,
    Path(secret): Path<String>,
    uri: Uri,
    headers: HeaderMap,
    body: Result<Json<Finished>, JsonRejection>,
) -> Result<Response, Failure> {
    let sent = read(body)?;
    let link = s.access.find_link(&secret).await.map_err(fault)??;
    let made = (sent.ticket.as_str(), &sent.credential, sent.label.as_str());
    let cookie = s.access.finish_link_passkey(&secret, made, &visitor, agent(&headers)).await.map_err(fault)??;
    warn(&s, &link).await?;
    let to = wanted(&uri).unwrap_or_else(|| at(&visit, "/account?done=passkey"));
    next(&to, &[s.ui.session_cookie(&cookie, None)])
}

/// Tells the owner of an account that was there already: the letter may have been read by another.
async fn warn(s: &Shared, link: &LinkRow) -> Result<(), Failure> {
    match &link.account {
        Some(account) => letters::warn(s, account).await,
        None => Ok(()),
    }
}

fn page(s: &Shared, visit: &Visit, (secret, uri): (&str, &Uri), link: LinkRow, sheet: Sheet) -> Result<Response, Failure> {
    let status = sheet.status();
    let kind = if link.is_new { "new" } else { "reset" };
    let page = Page {
        kind,
        email: link.email,
        until: link.until.0,
        passkeys: s.access.has_passkeys(),
        secret,
        onward: onward(uri),
        fields: sheet.fields,
        wrong: sheet.wrong,
    };
    let mut head = s.head(visit, if link.is_new { "account-link-title-new" } else { "account-link-title-reset" });
    head.islands = vec!["passkey"];
    s.ui.page_with(status, visit, head, "account/link.html", &page)
}

/// A link that holds no more, with the way to another.
fn gone(s: &Shared, visit: &Visit, problem: &Problem) -> Result<Response, Failure> {
    let page = Gone { reason: s.say(visit, problem) };
    s.ui.page_with(StatusCode::GONE, visit, s.head(visit, "account-gone-title"), "account/gone.html", &page)
}
