//! `/sign-in/second`: the code after the password.
//!
//! Called by the doors. It never shows whose account the ticket is for.

use super::TICKET;
use crate::fields::{Field, Sheet, Wrong};
use crate::shared::{Here, Shared, agent, at, fault, onward, see, see_with, wanted};
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use kaan_web::form::Form;
use kaan_web::{Failure, Visit, Visitor, cookie_of};
use serde::Serialize;

#[derive(Serialize)]
struct Page {
    onward: String,
    fields: Vec<Field>,
    wrong: Vec<Wrong>,
}

fn sheet() -> Sheet {
    Sheet::new(vec![Field::code("code")])
}

fn ticket(s: &Shared, headers: &HeaderMap) -> Option<String> {
    cookie_of(headers, &s.ui.short_cookie_name(TICKET)).map(str::to_owned)
}

/// `GET /sign-in/second`; without a ticket one begins again.
pub(super) async fn show(State(s): Here, visit: Visit, uri: Uri, headers: HeaderMap) -> Result<Response, Failure> {
    match ticket(&s, &headers) {
        Some(_) => page(&s, &visit, &uri, sheet()),
        None => see(&at(&visit, &format!("/sign-in{}", onward(&uri)))),
    }
}

/// `POST /sign-in/second`.
pub(super) async fn submit(
    State(s): Here,
    visit: Visit,
    visitor: Visitor,
    uri: Uri,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Failure> {
    let Some(ticket) = ticket(&s, &headers) else { return see(&at(&visit, &format!("/sign-in{}", onward(&uri)))) };
    let mut sheet = sheet();
    sheet.check(&s, &visit, &form);
    if sheet.is_right() {
        match s.access.sign_in_second(&ticket, form.get("code").trim(), &visitor, agent(&headers)).await.map_err(fault)? {
            Ok(cookie) => {
                let to = wanted(&uri).unwrap_or_else(|| at(&visit, "/account"));
                return see_with(&to, &[s.ui.session_cookie(&cookie, None), s.ui.short_cookie(TICKET, "", 0)]);
            }
            Err(problem) => sheet.blame(&s, &visit, &[problem]),
        }
    }
    page(&s, &visit, &uri, sheet)
}

fn page(s: &Shared, visit: &Visit, uri: &Uri, sheet: Sheet) -> Result<Response, Failure> {
    let status = sheet.status();
    let page = Page { onward: onward(uri), fields: sheet.fields, wrong: sheet.wrong };
    s.ui.page_with(status, visit, s.head(visit, "account-code-title"), "account/second_code.html", &page)
}
