//! `/sign-in`: a passkey first, else e-mail and password.
//!
//! Called by the doors. It never says which of the two was wrong.

use super::TICKET;
use crate::Demonstration;
use crate::fields::{Field, Sheet, Wrong};
use crate::shared::{Here, Shared, agent, at, done, fault, onward, see, see_with, wanted};
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use kaan_access::SignIn;
use kaan_web::form::{self, Form};
use kaan_web::{Failure, Visit, Visitor};
use serde::Serialize;

/// How long the second step may take, seconds.
const SECOND: u64 = 300;

#[derive(Serialize)]
struct Page<'a> {
    onward: String,
    passkeys: bool,
    fields: Vec<Field>,
    wrong: Vec<Wrong>,
    done_key: Option<&'static str>,
    demonstration: &'a [Demonstration],
}

fn sheet() -> Sheet {
    Sheet::new(vec![Field::email(), Field::password("password", "password", "current-password")])
}

/// `GET /sign-in`; whoever is signed in goes on at once.
pub(super) async fn show(State(s): Here, visit: Visit, visitor: Visitor, uri: Uri) -> Result<Response, Failure> {
    if visitor.signed.is_some() {
        return see(&wanted(&uri).unwrap_or_else(|| at(&visit, "/account")));
    }
    page(&s, &visit, &uri, sheet())
}

/// `POST /sign-in`.
pub(super) async fn submit(
    State(s): Here,
    visit: Visit,
    visitor: Visitor,
    uri: Uri,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Failure> {
    let mut sheet = sheet().filled(&form);
    sheet.check(&s, &visit, &form);
    if !sheet.is_right() {
        return page(&s, &visit, &uri, sheet);
    }
    let email = form.get("email").trim();
    let tried = s.access.sign_in_password(email, form.get("password"), &visitor, agent(&headers)).await.map_err(fault)?;
    match tried {
        Ok(step) => on(&s, &visit, &step, &wanted(&uri).unwrap_or_else(|| at(&visit, "/account"))),
        Err(problem) => {
            sheet.blame(&s, &visit, &[problem]);
            page(&s, &visit, &uri, sheet)
        }
    }
}

/// Signed in and there, or on to the second step.
pub(super) fn on(s: &Shared, visit: &Visit, step: &SignIn, to: &str) -> Result<Response, Failure> {
    match step {
        SignIn::Done(cookie) => see_with(to, &[s.ui.session_cookie(cookie, None)]),
        SignIn::SecondNeeded(ticket) => {
            let second = form::address(&at(visit, "/sign-in/second"), &[("next", to)]);
            see_with(&second, &[s.ui.short_cookie(TICKET, ticket, SECOND)])
        }
    }
}

fn page(s: &Shared, visit: &Visit, uri: &Uri, sheet: Sheet) -> Result<Response, Failure> {
    let shown = s.demonstration.get().filter(|_| s.ui.demonstration());
    let status = sheet.status();
    let page = Page {
        onward: onward(uri),
        passkeys: s.access.has_passkeys(),
        fields: sheet.fields,
        wrong: sheet.wrong,
        done_key: done(uri, &["signed-out"]),
        demonstration: shown.map(Vec::as_slice).unwrap_or_default(),
    };
    let mut head = s.head(visit, "account-sign-in-title");
    head.islands = vec!["passkey"];
    s.ui.page_with(status, visit, head, "account/sign_in.html", &page)
}
