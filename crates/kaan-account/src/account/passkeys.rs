//! `/account/passkeys`: list, add, rename, remove.
//!
//! Called by the doors. It never takes away the last way to sign in, and adds none without a fresh proof that it
//! is the person.

use crate::fields::{Sheet, Wrong};
use crate::letters;
use crate::shared::{Here, Shared, at, done, fault, fresh_owner, is_fresh, owner, see};
use crate::sign_in::{Finished, begun, next, read};
use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use kaan_base::Problem;
use kaan_web::form::{self, Form};
use kaan_web::{Failure, Signed, Visit, Visitor};
use serde::Serialize;

#[derive(Serialize)]
struct Key {
    id: String,
    label: String,
    /// What stands in the field: what was typed, where that was wrong.
    typed: String,
    made: i64,
    used: Option<i64>,
}

#[derive(Serialize)]
struct Page {
    passkeys: Vec<Key>,
    offered: bool,
    fresh: bool,
    here: String,
    done_key: Option<&'static str>,
    wrong: Vec<Wrong>,
}

/// `GET /account/passkeys`.
pub(super) async fn show(State(s): Here, visit: Visit, visitor: Visitor, uri: Uri) -> Result<Response, Failure> {
    let (signed, _) = owner(&s, &visitor)?;
    page(&s, &visit, signed, (Sheet::default(), None), done(&uri, &["passkey", "renamed", "removed"])).await
}

/// `POST /account/passkeys/begin`.
pub(super) async fn begin(State(s): Here, visitor: Visitor) -> Result<Response, Failure> {
    fresh_owner(&s, &visitor)?;
    let (ticket, options) = s.access.passkey_register_begin(&visitor).await.map_err(fault)??;
    Ok(begun(ticket, options))
}

/// `POST /account/passkeys/finish`.
pub(super) async fn finish(
    State(s): Here,
    visit: Visit,
    visitor: Visitor,
    body: Result<Json<Finished>, JsonRejection>,
) -> Result<Response, Failure> {
    let (signed, _) = fresh_owner(&s, &visitor)?;
    let sent = read(body)?;
    s.access.passkey_register_finish(&visitor, &sent.ticket, &sent.credential, &sent.label).await.map_err(fault)??;
    letters::warn(&s, &signed.actor.account).await?;
    next(&at(&visit, "/account/passkeys?done=passkey"), &[])
}

/// `POST /account/passkeys/{id}/name`.
pub(super) async fn rename(
    State(s): Here,
    visit: Visit,
    visitor: Visitor,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Failure> {
    let (signed, _) = owner(&s, &visitor)?;
    let label = form.get("label");
    match s.access.rename_passkey(&visitor, &id, label).await.map_err(fault)? {
        Ok(()) => see(&at(&visit, "/account/passkeys?done=renamed")),
        Err(p) => again(&s, &visit, signed, &p, Some((&id, label))).await,
    }
}

/// `POST /account/passkeys/{id}/remove`.
pub(super) async fn remove(State(s): Here, visit: Visit, visitor: Visitor, Path(id): Path<String>) -> Result<Response, Failure> {
    let (signed, _) = fresh_owner(&s, &visitor)?;
    match s.access.remove_passkey(&visitor, &id).await.map_err(fault)? {
        Ok(()) => {
            letters::warn(&s, &signed.actor.account).await?;
            see(&at(&visit, "/account/passkeys?done=removed"))
        }
        Err(p) => again(&s, &visit, signed, &p, None).await,
    }
}

async fn again(
    s: &Shared,
    visit: &Visit,
    signed: &Signed,
    problem: &Problem,
    typed: Option<(&str, &str)>,
) -> Result<Response, Failure> {
    let mut sheet = Sheet::default();
    sheet.blame(s, visit, std::slice::from_ref(problem));
    page(s, visit, signed, (sheet, typed), None).await
}

async fn page(
    s: &Shared,
    visit: &Visit,
    signed: &Signed,
    (sheet, typed): (Sheet, Option<(&str, &str)>),
    done_key: Option<&'static str>,
) -> Result<Response, Failure> {
    let rows = s.access.passkeys(&signed.actor.account).await.map_err(fault)?;
    let keys = rows.into_iter().map(|k| {
        let own = typed.filter(|(id, _)| *id == k.id).map_or_else(|| k.label.clone(), |(_, t)| t.to_owned());
        Key { typed: own, id: k.id, label: k.label, made: k.made.0, used: k.used.map(|u| u.0) }
    });
    let status = sheet.status();
    let page = Page {
        passkeys: keys.collect(),
        offered: s.access.has_passkeys(),
        fresh: is_fresh(signed, s.ui.now()),
        here: form::encode(&at(visit, "/account/passkeys")),
        done_key,
        wrong: sheet.wrong,
    };
    let mut head = s.head(visit, "account-passkeys-title");
    head.islands = vec!["passkey"];
    s.ui.page_with(status, visit, head, "account/passkeys.html", &page)
}
