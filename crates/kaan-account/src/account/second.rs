//! `/account/second`: a second factor by an app, and recovery codes on paper.
//!
//! Called by the doors. It never shows recovery codes a second time.

use crate::fields::{Field, Sheet, Wrong};
use crate::letters;
use crate::qr;
use crate::shared::{Here, Shared, at, done, fault, fresh_owner, is_fresh, owner, see};
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use kaan_access::Totp;
use kaan_web::form::{self, Form};
use kaan_web::{Failure, Signed, Visit, Visitor};
use serde::Serialize;

#[derive(Serialize)]
struct Page {
    on: bool,
    left: u64,
    fresh: bool,
    here: String,
    email: String,
    now: i64,
    codes: Vec<String>,
    qr: Option<String>,
    secret: String,
    fields: Vec<Field>,
    wrong: Vec<Wrong>,
    done_key: Option<&'static str>,
}

/// What a page shows besides the state of the account.
#[derive(Default)]
struct Shown {
    codes: Vec<String>,
    begun: Option<Totp>,
    sheet: Sheet,
    done: Option<&'static str>,
}

/// `GET /account/second`.
pub(super) async fn show(State(s): Here, visit: Visit, visitor: Visitor, uri: Uri) -> Result<Response, Failure> {
    let (signed, _) = owner(&s, &visitor)?;
    let shown = Shown { done: done(&uri, &["second-removed"]), ..Shown::default() };
    page(&s, &visit, signed, shown).await
}

/// `POST /account/second`: a new secret, to be confirmed by a first code.
pub(super) async fn begin(State(s): Here, visit: Visit, visitor: Visitor) -> Result<Response, Failure> {
    let (signed, _) = fresh_owner(&s, &visitor)?;
    let begun = s.access.totp_begin(&visitor).await.map_err(fault)??;
    let sheet = Sheet::new(vec![Field::code("code-app")]);
    page(&s, &visit, signed, Shown { begun: Some(begun), sheet, ..Shown::default() }).await
}

/// `POST /account/second/finish`: the first code; the recovery codes are shown.
pub(super) async fn finish(State(s): Here, visit: Visit, visitor: Visitor, form: Form) -> Result<Response, Failure> {
    let (signed, _) = fresh_owner(&s, &visitor)?;
    let mut sheet = Sheet::new(vec![Field::code("code-app")]);
    sheet.check(&s, &visit, &form);
    if sheet.is_right() {
        match s.access.totp_finish(&visitor, form.get("code").trim()).await.map_err(fault)? {
            Ok(codes) => {
                letters::warn(&s, &signed.actor.account).await?;
                return page(&s, &visit, signed, Shown { codes, ..Shown::default() }).await;
            }
            Err(problem) => sheet.blame(&s, &visit, &[problem]),
        }
    }
    let begun = s.access.totp_pending(&visitor).await.map_err(fault)?;
    page(&s, &visit, signed, Shown { begun, sheet, ..Shown::default() }).await
}

/// `POST /account/second/codes`: new recovery codes; the old ones hold no more.
pub(super) async fn codes(State(s): Here, visit: Visit, visitor: Visitor) -> Result<Response, Failure> {
    let (signed, _) = fresh_owner(&s, &visitor)?;
    let codes = s.access.recovery_codes(&visitor).await.map_err(fault)??;
    page(&s, &visit, signed, Shown { codes, ..Shown::default() }).await
}

/// `POST /account/second/remove`.
pub(super) async fn remove(State(s): Here, visit: Visit, visitor: Visitor) -> Result<Response, Failure> {
    let (signed, _) = fresh_owner(&s, &visitor)?;
    s.access.totp_remove(&visitor).await.map_err(fault)??;
    letters::warn(&s, &signed.actor.account).await?;
    see(&at(&visit, "/account/second?done=second-removed"))
}

async fn page(s: &Shared, visit: &Visit, signed: &Signed, shown: Shown) -> Result<Response, Failure> {
    let account = s.access.account(&signed.actor.account).await.map_err(fault)?;
    let account = account.ok_or_else(|| Failure::Fault("an account that is signed in and not there".into()))?;
    let alt = s.ui.text(visit.lang, "account-second-scan", &[]);
    let status = shown.sheet.status();
    let now = s.ui.now();
    let page = Page {
        on: account.has_totp,
        left: account.recovery_left,
        fresh: is_fresh(signed, now),
        here: form::encode(&at(visit, "/account/second")),
        email: account.email,
        now: now.0,
        codes: shown.codes,
        qr: shown.begun.as_ref().and_then(|t| qr::svg(&t.url, &alt)),
        secret: shown.begun.map(|t| t.secret).unwrap_or_default(),
        fields: shown.sheet.fields,
        wrong: shown.sheet.wrong,
        done_key: shown.done,
    };
    s.ui.page_with(status, visit, s.head(visit, "account-second-title"), "account/second.html", &page)
}
