//! What waits for a signature: changes, merges and splits; and preparing a merge or a split.
//!
//! Called by the doors. It shows what stood beside what is asked for, and never signs for somebody.

use super::party::name_rows;
use super::{Here, Wrong, asked, could, could_on, fault, own_head, party, private, refused, wrong};
use crate::Shared;
use crate::acts::Base;
use crate::acts::proposal::{Discard, Prepare, Sign, What, form_of};
use crate::model::Party;
use crate::store::proposal::{self as table, Proposal};
use crate::store::{self, About};
use crate::suspicion::{self, Reason, Traits};
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use kaan_base::{Kind, Problem, Text3, is_id};
use kaan_web::form::Form;
use kaan_web::{Failure, Visit, Visitor};
use serde::Serialize;
use std::sync::Arc;

/// Proposals on a page.
const PAGE: i64 = 100;

#[derive(Serialize)]
struct Row {
    id: String,
    kind: String,
    names: Text3,
    prepared: i64,
    own: bool,
}

#[derive(Serialize)]
struct List {
    rows: Vec<Row>,
    wrong: Vec<Wrong>,
    party: String,
    kept: String,
    what: String,
    reason: String,
}

/// `/parties/merges`, with `?party=` and `?kept=` filled in from a party's page.
pub(super) async fn list(State(s): Here, visit: Visit, visitor: Visitor, uri: Uri) -> Result<Response, Failure> {
    draw(&s, &visit, &visitor, &asked(&uri), &[]).await
}

async fn draw(s: &Arc<Shared>, visit: &Visit, visitor: &Visitor, form: &Form, problems: &[Problem]) -> Result<Response, Failure> {
    let actor = visitor.actor()?;
    let reach = s.ui.policy().map(|p| p.reach(Some(actor), "party.prepare", s.access.now())).unwrap_or_default();
    let mut rows = Vec::new();
    for p in table::list_open(&s.db, &reach, PAGE).await.map_err(fault)? {
        let names = store::find_public_name(&s.db, &p.party).await.map_err(fault)?.unwrap_or_default();
        rows.push(Row { own: p.prepared_by == actor.account, id: p.id, kind: p.kind, names, prepared: p.prepared });
    }
    let what = if form.get("what") == "split" { "split" } else { "merge" };
    let page = List {
        rows,
        wrong: wrong(&s.ui, visit.lang, problems),
        party: form.get("party").chars().take(100).collect(),
        kept: form.get("kept").chars().take(100).collect(),
        what: what.into(),
        reason: form.get("reason").chars().take(2_000).collect(),
    };
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    s.ui.page_with(status, visit, own_head(s.ui.text(visit.lang, "parties-merges", &[])), "parties/merges.html", &page)
}

/// `POST /parties/merges`: prepares a merge, or with `what=split` a split.
pub(super) async fn prepare(State(s): Here, visit: Visit, visitor: Visitor, form: Form) -> Result<Response, Failure> {
    let id = form.get("party").trim().to_ascii_lowercase();
    if !is_id(&id) {
        return draw(&s, &visit, &visitor, &form, &[Problem::invalid("merge-unknown").at("party")]).await;
    }
    let what = if form.get("what") == "split" { What::Split } else { What::Merge(form.get("kept").to_owned()) };
    let act = Prepare { base: Base::new(&s, &visitor.caller), party: id, what, reason: form.get("reason").to_owned() };
    match s.db.act(act).await.map_err(fault)? {
        Ok(proposal) => visit.see(&format!("/parties/merges/{proposal}")),
        Err(problems) => match problems.iter().find(|p| p.kind == Kind::Refused) {
            Some(refusal) => Err(refused(refusal.clone())),
            None => draw(&s, &visit, &visitor, &form, &problems).await,
        },
    }
}

/// One field, as it stands and as it is asked for.
#[derive(Serialize)]
struct Pair {
    field: String,
    before: String,
    after: String,
}

#[derive(Serialize)]
struct Side {
    id: String,
    names: Vec<super::party::NameRow>,
    identifiers: Vec<crate::identifier::Identifier>,
}

#[derive(Serialize)]
struct One {
    id: String,
    kind: String,
    state: String,
    reason: String,
    prepared: i64,
    signed: Option<i64>,
    party: Side,
    kept: Option<Side>,
    pairs: Vec<Pair>,
    could_look: bool,
    reasons: Vec<Reason>,
    may_sign: bool,
    may_discard: bool,
    own: bool,
}

fn side(party: &Party) -> Side {
    Side {
        id: party.fact.id.clone(),
        names: party.fact.names.as_ref().map(name_rows).unwrap_or_default(),
        identifiers: party.fact.identifiers.clone(),
    }
}

/// `/parties/merges/{id}`.
pub(super) async fn show(
    State(s): Here,
    visit: Visit,
    visitor: Visitor,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Response, Failure> {
    let missing = || Failure::missing("unknown-proposal");
    let p = if is_id(&id) { table::find(&s.db, &id).await.map_err(fault)? } else { None }.ok_or_else(missing)?;
    let party = party::find(&s, &visitor, &p.party).await.map_err(|_| missing())?;
    let about = About::party(&party);
    visitor.may(&s.ui, "party.prepare", &about.on())?;
    let kept = match &p.kept {
        Some(id) => store::find_party(&s.db, id).await.map_err(fault)?,
        None => None,
    };
    let sight = private(&s, &visitor, &about.on(), asked(&uri).typed("private").is_some()).await?;
    let own = visitor.actor()?.account == p.prepared_by;
    let act = if p.kind == "change" { "party.sign" } else { "party.merge" };
    let open = p.state == "prepared";
    let page = One {
        pairs: pairs(&s, &party, &p, sight.seen).await?,
        could_look: sight.could && !sight.seen && p.kind == "change",
        reasons: reasons(&s, &party, kept.as_ref()).await?,
        may_sign: open && could(&s, &visitor, act, &about.prepared(Some(&p.prepared_by))),
        may_discard: open && could_on(&s, &visitor, "party.prepare", &about),
        own,
        party: side(&party),
        kept: kept.as_ref().map(side),
        kind: p.kind,
        state: p.state,
        reason: p.reason,
        prepared: p.prepared,
        signed: p.signed,
        id,
    };
    s.ui.page(&visit, own_head(s.ui.text(visit.lang, "parties-proposal", &[])), "parties/merge.html", &page)
}

/// What a change changes; private fields are named, and shown when they are asked for.
async fn pairs(s: &Shared, party: &Party, p: &Proposal, seen: bool) -> Result<Vec<Pair>, Failure> {
    if p.kind != "change" {
        return Ok(Vec::new());
    }
    let before = form_of(party, &store::list_private(&s.db, party.id()).await.map_err(fault)?).all();
    let veiled = ["address", "email", "phone", "contact"];
    let hidden = party.fact.kind == crate::model::Kind::Person;
    let mut out = Vec::new();
    for (field, after) in p.form.all() {
        let was = before.get(&field).cloned().unwrap_or_default();
        if was.trim() == after.trim() || ["reason", "version", "kind"].contains(&field.as_str()) {
            continue;
        }
        let dots = |t: String| if t.is_empty() { t } else { "•••".to_owned() };
        let veil = !seen && (hidden || veiled.contains(&field.as_str()));
        let (before, after) = if veil { (dots(was), dots(after)) } else { (was, after) };
        out.push(Pair { field, before, after });
    }
    Ok(out)
}

/// Why two are taken for one.
async fn reasons(s: &Shared, party: &Party, kept: Option<&Party>) -> Result<Vec<Reason>, Failure> {
    let Some(kept) = kept else { return Ok(Vec::new()) };
    let traits = async |p: &Party| -> Result<Traits, Failure> {
        Ok(Traits::party(&p.fact, &store::list_private(&s.db, p.id()).await.map_err(fault)?))
    };
    Ok(suspicion::compare(&traits(party).await?, &traits(kept).await?))
}

/// `POST …/sign`.
pub(super) async fn sign(State(s): Here, visit: Visit, visitor: Visitor, Path(id): Path<String>) -> Result<Response, Failure> {
    let party = s.db.act(Sign { base: Base::new(&s, &visitor.caller), id }).await.map_err(fault)?.map_err(refused)?;
    visit.see(&format!("/parties/{party}"))
}

/// `POST …/discard`.
pub(super) async fn discard(State(s): Here, visit: Visit, visitor: Visitor, Path(id): Path<String>) -> Result<Response, Failure> {
    let party = s.db.act(Discard { base: Base::new(&s, &visitor.caller), id }).await.map_err(fault)?.map_err(refused)?;
    visit.see(&format!("/parties/{party}"))
}
