//! `/account/password`: changing it, or setting the first one.
//!
//! Called by the doors. It never sets one without the old one, or a fresh proof that it is the person.

use crate::fields::{Field, Sheet, Wrong};
use crate::letters;
use crate::shared::{Here, Shared, at, fault, fresh_owner, owner, see};
use axum::extract::State;
use axum::response::Response;
use kaan_web::form::Form;
use kaan_web::{Failure, Signed, Visit, Visitor};
use serde::Serialize;

#[derive(Serialize)]
struct Page {
    page: &'static str,
    tab: &'static str,
    action: String,
    back: &'static str,
    fields: Vec<Field>,
    wrong: Vec<Wrong>,
}

fn sheet(has: bool) -> Sheet {
    let new = Field::password("password", "password-new", "new-password").hint("password-new");
    if has { Sheet::new(vec![Field::password("old", "password-old", "current-password"), new]) } else { Sheet::new(vec![new]) }
}

async fn has_password(s: &Shared, signed: &Signed) -> Result<bool, Failure> {
    let account = s.access.account(&signed.actor.account).await.map_err(fault)?;
    Ok(account.is_some_and(|a| a.has_password))
}

/// `GET /account/password`.
pub(super) async fn show(State(s): Here, visit: Visit, visitor: Visitor) -> Result<Response, Failure> {
    let (signed, _) = owner(&s, &visitor)?;
    let has = has_password(&s, signed).await?;
    if !has {
        fresh_owner(&s, &visitor)?;
    }
    page(&s, &visit, has, sheet(has))
}

/// `POST /account/password`.
pub(super) async fn save(State(s): Here, visit: Visit, visitor: Visitor, form: Form) -> Result<Response, Failure> {
    let (signed, session) = owner(&s, &visitor)?;
    let has = has_password(&s, signed).await?;
    if !has {
        fresh_owner(&s, &visitor)?;
    }
    let mut sheet = sheet(has);
    sheet.check(&s, &visit, &form);
    if sheet.is_right() {
        let old = has.then(|| form.get("old"));
        match s.access.set_password(&visitor, session, old, form.get("password")).await.map_err(fault)? {
            Ok(()) => {
                letters::warn(&s, &signed.actor.account).await?;
                return see(&at(&visit, "/account?done=password"));
            }
            Err(problem) => sheet.blame(&s, &visit, &[problem]),
        }
    }
    page(&s, &visit, has, sheet)
}

fn page(s: &Shared, visit: &Visit, has: bool, sheet: Sheet) -> Result<Response, Failure> {
    let status = sheet.status();
    let page = Page {
        page: if has { "password" } else { "password-set" },
        tab: "password",
        action: at(visit, "/account/password"),
        back: "/account",
        fields: sheet.fields,
        wrong: sheet.wrong,
    };
    s.ui.page_with(status, visit, s.head(visit, "account-password-title"), "account/form.html", &page)
}
