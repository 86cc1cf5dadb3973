//! Preparing a change to a party: the form as it stands, what is typed, and a reason.
//!
//! Called by the doors. It never changes anything by itself: another signs.

use super::register::Fields;
use super::{Here, fault, own_head, party, refused, wrong};
use crate::Shared;
use crate::acts::Base;
use crate::acts::proposal::{Prepare, What, form_of};
use crate::form::Typed;
use crate::model::Party;
use crate::store::{self, About};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use kaan_access::Noted;
use kaan_base::{Kind, Problem, Text3};
use kaan_web::form::Form;
use kaan_web::{Failure, Visit, Visitor};
use serde::Serialize;

#[derive(Serialize)]
struct Page {
    #[serde(flatten)]
    fields: Fields,
    id: String,
    kind: &'static str,
    own_name: Text3,
    reason: String,
}

/// `/parties/{id}/edit`: shows what is private too, so that it can be corrected; the look is noted.
pub(super) async fn show(State(s): Here, visit: Visit, visitor: Visitor, Path(id): Path<String>) -> Result<Response, Failure> {
    let found = party::find(&s, &visitor, &id).await?;
    let about = About::party(&found);
    let right = visitor.may(&s.ui, "party.prepare", &about.on())?;
    if right.role.is_some() {
        let note = Noted::new("party.read-private", &visitor.caller).on(&about.on()).by(&right);
        kaan_access::note(&s.access, &note).await.map_err(fault)?;
    }
    let typed = form_of(&found, &store::list_private(&s.db, &id).await.map_err(fault)?);
    draw(&s, &visit, StatusCode::OK, &found, &typed, &[])
}

fn draw(
    s: &Shared,
    visit: &Visit,
    status: StatusCode,
    party: &Party,
    typed: &Typed,
    problems: &[Problem],
) -> Result<Response, Failure> {
    let page = Page {
        fields: Fields::new(typed, wrong(&s.ui, visit.lang, problems), visit.lang),
        id: party.fact.id.clone(),
        kind: party.fact.kind.code(),
        own_name: party.name(),
        reason: typed.get("reason").to_owned(),
    };
    s.ui.page_with(status, visit, own_head(s.ui.text(visit.lang, "parties-edit", &[])), "parties/edit.html", &page)
}

/// `POST /parties/{id}/edit`.
pub(super) async fn prepare(
    State(s): Here,
    visit: Visit,
    visitor: Visitor,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Failure> {
    let found = party::find(&s, &visitor, &id).await?;
    let typed = Typed::take(form.pairs().iter().map(|(k, v)| (k.as_str(), v.as_str())));
    let act = Prepare {
        base: Base::new(&s, &visitor.caller),
        party: id,
        what: What::Change(typed.clone()),
        reason: form.get("reason").to_owned(),
    };
    match s.db.act(act).await.map_err(fault)? {
        Ok(proposal) => visit.see(&format!("/parties/merges/{proposal}")),
        Err(problems) => match problems.iter().find(|p| p.kind == Kind::Refused) {
            Some(refusal) => Err(refused(refusal.clone())),
            None => draw(&s, &visit, StatusCode::UNPROCESSABLE_ENTITY, &found, &typed, &problems),
        },
    }
}
