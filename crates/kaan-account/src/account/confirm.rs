//! `/account/confirm?next=`: proving anew that it is the person, before an act that binds.
//!
//! Called by the doors; refusals lead here. It never leads on to another site.

use crate::fields::{Field, Sheet, Wrong};
use crate::shared::{Here, Shared, at, fault, onward, owner, see_with, wanted};
use crate::sign_in::{Finished, begun, next, read};
use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::Uri;
use axum::response::Response;
use kaan_access::AccountRow;
use kaan_web::form::Form;
use kaan_web::{Failure, Signed, Visit, Visitor};
use serde::Serialize;

#[derive(Serialize)]
struct Page {
    onward: String,
    passkeys: bool,
    fields: Vec<Field>,
    wrong: Vec<Wrong>,
}

fn sheet(account: &AccountRow) -> Sheet {
    let mut fields = Vec::new();
    if account.has_password {
        fields.push(Field::password("password", "password", "current-password"));
        if account.has_totp {
            fields.push(Field::code("code"));
        }
    }
    Sheet::new(fields)
}

async fn account(s: &Shared, signed: &Signed) -> Result<AccountRow, Failure> {
    let found = s.access.account(&signed.actor.account).await.map_err(fault)?;
    found.ok_or_else(|| Failure::Fault("an account that is signed in and not there".into()))
}

fn to(visit: &Visit, uri: &Uri) -> String {
    wanted(uri).unwrap_or_else(|| at(visit, "/account"))
}

/// `GET /account/confirm`.
pub(super) async fn show(State(s): Here, visit: Visit, visitor: Visitor, uri: Uri) -> Result<Response, Failure> {
    let (signed, _) = owner(&s, &visitor)?;
    let account = account(&s, signed).await?;
    page(&s, &visit, &uri, &account, sheet(&account))
}

/// `POST /account/confirm`: password, and code where there is a second factor.
pub(super) async fn by_password(State(s): Here, visit: Visit, visitor: Visitor, uri: Uri, form: Form) -> Result<Response, Failure> {
    let (signed, session) = owner(&s, &visitor)?;
    let account = account(&s, signed).await?;
    let mut sheet = sheet(&account);
    sheet.check(&s, &visit, &form);
    if sheet.is_right() {
        let code = account.has_totp.then(|| form.get("code").trim());
        match s.access.confirm_password(&visitor, session, form.get("password"), code).await.map_err(fault)? {
            Ok(cookie) => return see_with(&to(&visit, &uri), &[s.ui.session_cookie(&cookie, None)]),
            Err(problem) => sheet.blame(&s, &visit, &[problem]),
        }
    }
    page(&s, &visit, &uri, &account, sheet)
}

/// `POST /account/confirm/begin`.
pub(super) async fn begin(State(s): Here, visitor: Visitor) -> Result<Response, Failure> {
    owner(&s, &visitor)?;
    let (ticket, options) = s.access.confirm_passkey_begin(&visitor).await.map_err(fault)??;
    Ok(begun(ticket, options))
}

/// `POST /account/confirm/finish`.
pub(super) async fn finish(
    State(s): Here,
    visit: Visit,
    visitor: Visitor,
    uri: Uri,
    body: Result<Json<Finished>, JsonRejection>,
) -> Result<Response, Failure> {
    let (_, session) = owner(&s, &visitor)?;
    let sent = read(body)?;
    let done = s.access.confirm_passkey_finish(&visitor, session, &sent.ticket, &sent.credential).await.map_err(fault)?;
    next(&to(&visit, &uri), &[s.ui.session_cookie(&done?, None)])
}

fn page(s: &Shared, visit: &Visit, uri: &Uri, account: &AccountRow, sheet: Sheet) -> Result<Response, Failure> {
    let status = sheet.status();
    let page = Page {
        onward: onward(uri),
        passkeys: account.passkeys > 0 && s.access.has_passkeys(),
        fields: sheet.fields,
        wrong: sheet.wrong,
    };
    let mut head = s.head(visit, "account-confirm-title");
    head.islands = vec!["passkey"];
    s.ui.page_with(status, visit, head, "account/confirm.html", &page)
}
