//! `/sign-in/invitation/{secret}`: an organisation offers a role; whoever reads the letter takes it.
//!
//! Called by the doors. It never gives a role to another address than the one that was invited.

use crate::fields::Sheet;
use crate::fields::Wrong;
use crate::names::Names;
use crate::shared::{Here, Shared, at, fault, see};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use kaan_access::Access;
use kaan_access::roles::{self, Accepted, InvitationRow};
use kaan_base::access::Caller;
use kaan_base::{Problem, Text3};
use kaan_db::{Act, Res, Tx};
use kaan_web::{Failure, Visit, Visitor, form};
use serde::Serialize;

#[derive(Serialize)]
struct Page<'a> {
    organisation: Text3,
    role_code: &'a str,
    territory: Option<&'a str>,
    role_until: Option<i64>,
    email: &'a str,
    link_until: i64,
    secret: &'a str,
    signed: Option<&'a str>,
    onward: String,
    wrong: Vec<Wrong>,
}

#[derive(Serialize)]
struct Gone {
    reason: String,
}

/// `GET /sign-in/invitation/{secret}`.
pub(super) async fn show(State(s): Here, visit: Visit, visitor: Visitor, Path(secret): Path<String>) -> Result<Response, Failure> {
    page(&s, &visit, &visitor, &secret, Sheet::default()).await
}

/// `POST /sign-in/invitation/{secret}`.
pub(super) async fn accept(
    State(s): Here,
    visit: Visit,
    visitor: Visitor,
    Path(secret): Path<String>,
) -> Result<Response, Failure> {
    visitor.actor()?;
    let act = Accept { access: s.access.clone(), caller: visitor.caller.clone(), secret: secret.clone() };
    match s.access.db().act(act).await.map_err(fault)? {
        Ok(_) => see(&at(&visit, "/account?done=accepted")),
        Err(problem) => {
            let mut sheet = Sheet::default();
            sheet.blame(&s, &visit, &[problem]);
            page(&s, &visit, &visitor, &secret, sheet).await
        }
    }
}

struct Accept {
    access: Access,
    caller: Caller,
    secret: String,
}

impl Act for Accept {
    type Out = Result<Accepted, Problem>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        roles::accept(tx, &self.access, &self.caller, &self.secret).await
    }
}

async fn page(s: &Shared, visit: &Visit, visitor: &Visitor, secret: &str, sheet: Sheet) -> Result<Response, Failure> {
    let row: InvitationRow = match roles::find_invitation(s.access.db(), secret, s.ui.now()).await.map_err(fault)? {
        Ok(row) => row,
        Err(problem) => {
            let gone = Gone { reason: s.say(visit, &problem) };
            return s.ui.page_with(StatusCode::GONE, visit, s.head(visit, "account-gone-title"), "account/gone.html", &gone);
        }
    };
    let names = Names::of(s, vec![&row.organisation], Vec::new()).await?;
    let status = sheet.status();
    let page = Page {
        organisation: names.organisation(&row.organisation),
        role_code: &row.role,
        territory: row.territory.as_deref(),
        role_until: row.role_until.map(|u| u.0),
        email: &row.email,
        link_until: row.until.0,
        secret,
        signed: visitor.signed.as_ref().map(|x| x.name.as_str()),
        onward: form::address("", &[("next", &at(visit, &format!("/sign-in/invitation/{secret}")))]),
        wrong: sheet.wrong,
    };
    s.ui.page_with(status, visit, s.head(visit, "account-invitation-title"), "account/invitation.html", &page)
}
