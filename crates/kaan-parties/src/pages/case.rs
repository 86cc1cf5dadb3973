//! The page of one registration: what is asked for, where it stands, and what each reader can do about it.
//!
//! Called by the doors. It never shows a draft but to the applicant alone; what is private is never shown without being
//! asked for.

use super::party::{NameRow, ShareRow, name_rows, share_rows};
use super::{Here, Sight, Wrong, asked, could, fault, own_head, private, refused, wrong};
use crate::acts::Base;
use crate::acts::decide::{Approve, Refuse, party_of};
use crate::acts::examine::{Examine, Step, on};
use crate::acts::registration::Withdraw;
use crate::codes::{self, Coded, law};
use crate::form::{self, plain};
use crate::identifier::Identifier;
use crate::store::registration::{self as table, Deficiency, Evidence, Registration, State as Standing};
use crate::suspicion::{self, Alike, Traits};
use crate::{Shared, model::Kind};
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use kaan_base::access::Resource;
use kaan_base::{Problem, Text3, is_id};
use kaan_web::form::Form;
use kaan_web::{Failure, Visit, Visitor};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Rows for what is missing.
const ITEMS: usize = 4;
/// Longest text of an officer, in characters.
const LONGEST: usize = 2_000;

#[derive(Serialize)]
struct Case {
    id: String,
    number: String,
    state: &'static str,
    tone: &'static str,
    kind: &'static str,
    own_name: Text3,
    names: Vec<NameRow>,
    country: Option<Coded>,
    territory: Option<Coded>,
    identifiers: Vec<Identifier>,
    shares: Vec<ShareRow>,
    shares_note: Option<String>,
    made: i64,
    lodged: Option<i64>,
    examined: Option<i64>,
    decided: Option<i64>,
    advice: Option<String>,
    reason: Option<String>,
    section: Option<String>,
    next_step: Option<String>,
    party: Option<String>,
    deficiencies: Vec<Deficiency>,
    could_look: bool,
    looked: bool,
    private: Vec<(&'static str, String)>,
    evidence: Vec<Evidence>,
    alike: Vec<Alike>,
    can: Can,
    wrong: Vec<Wrong>,
    kept: BTreeMap<String, String>,
    items: Vec<usize>,
    sections: [&'static str; 6],
    refusals: Vec<&'static str>,
}

/// What this reader can do.
#[derive(Serialize, Default)]
struct Can {
    own: bool,
    write: bool,
    withdraw: bool,
    take: bool,
    examine: bool,
    approve: bool,
    refuse: bool,
    /// Whoever examined it cannot sign, and is told so.
    examined_it: bool,
    officer: bool,
}

/// What was typed into the forms of the page, and what is wrong with it.
#[derive(Default)]
struct Typing {
    wrong: Vec<Problem>,
    kept: BTreeMap<String, String>,
}

/// `/parties/registrations/{id}`.
pub(super) async fn show(
    State(s): Here,
    visit: Visit,
    visitor: Visitor,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Response, Failure> {
    let look = asked(&uri).typed("private").is_some();
    draw(&s, &visit, &visitor, &id, look, Typing::default()).await
}

async fn draw(
    s: &Arc<Shared>,
    visit: &Visit,
    visitor: &Visitor,
    id: &str,
    look: bool,
    typing: Typing,
) -> Result<Response, Failure> {
    let missing = || Failure::missing("unknown-registration");
    let r = if is_id(id) { table::find(&s.db, id).await.map_err(fault)? } else { None }.ok_or_else(missing)?;
    let own = visitor.actor()?.account == r.account;
    if !own && r.lodged.is_none() {
        return Err(missing());
    }
    let subject = r.subject();
    let resource = Resource { prepared_by: None, ..on(&r, &subject) };
    visitor.may(&s.ui, "registration.read", &resource)?;
    let sight = private(s, visitor, &resource, look || own).await?;
    let status = if typing.wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let can = can(s, visitor, &r, &subject, own);
    let page = case(s, (visit, visitor), r, (sight, can), typing).await?;
    let head = own_head(s.ui.text(visit.lang, "parties-registration-page", &[("number", page.number.clone())]));
    s.ui.page_with(status, visit, head, "parties/registration.html", &page)
}

fn can(s: &Shared, visitor: &Visitor, r: &Registration, subject: &str, own: bool) -> Can {
    let plain = Resource { prepared_by: None, ..on(r, subject) };
    let account = visitor.caller.actor.as_deref().map(|a| a.account.as_str());
    let officer = could(s, visitor, "registration.examine", &plain);
    let mine = r.examiner.as_deref() == account;
    let examined = r.state == Standing::Examined;
    let registrar = could(s, visitor, "registration.refuse", &plain);
    Can {
        own,
        write: own && r.state.is_open(),
        withdraw: own && (r.state.is_open() || r.state.is_waiting()),
        take: officer && !own && (r.state == Standing::Lodged || (r.state.is_waiting() && !mine)),
        examine: officer && !own && r.state == Standing::UnderExamination && mine,
        approve: examined && !own && could(s, visitor, "registration.approve", &on(r, subject)),
        refuse: examined && registrar && !own,
        examined_it: examined && registrar && mine,
        officer,
    }
}

/// Who may be the same as the one that asks, as far as the reader may know of them.
pub(super) async fn alike(s: &Shared, visitor: &Visitor, r: &Registration, asked: &form::Asked) -> Result<Vec<Alike>, Failure> {
    let may = |act: &str, on: &Resource<'_>| could(s, visitor, act, on);
    suspicion::find(&s.db, &Traits::asked(asked), &r.subject(), &may).await.map_err(fault)
}

async fn case(
    s: &Arc<Shared>,
    (visit, visitor): (&Visit, &Visitor),
    r: Registration,
    (sight, can): (Sight, Can),
    typing: Typing,
) -> Result<Case, Failure> {
    let read = form::read(&r.form).ok();
    let fact = read.as_ref().map(|a| party_of(&Base::new(s, &Default::default()), String::new(), a).0);
    let alike = match &read {
        Some(a) if can.officer => alike(s, visitor, &r, a).await?,
        _ => Vec::new(),
    };
    let evidence = if sight.seen { table::list_evidence(&s.db, &r.id).await.map_err(fault)? } else { Vec::new() };
    Ok(Case {
        deficiencies: table::list_deficiencies(&s.db, &r.id).await.map_err(fault)?,
        number: r.number,
        state: r.state.code(),
        tone: r.state.tone(),
        kind: fact.as_ref().map_or(Kind::Company, |f| f.kind).code(),
        own_name: read.as_ref().map(|a| a.names.text()).unwrap_or_default(),
        names: read.as_ref().map(|a| name_rows(&a.names)).unwrap_or_default(),
        country: read.as_ref().map(|a| codes::country(&a.country)),
        territory: r.territory.as_deref().map(codes::territory),
        identifiers: read.as_ref().map(|a| a.identifiers.clone()).unwrap_or_default(),
        shares: fact.as_ref().map(share_rows).unwrap_or_default(),
        shares_note: fact.and_then(|f| f.shares_note),
        made: r.made,
        lodged: r.lodged,
        examined: r.examined,
        decided: r.decided,
        advice: r.advice.filter(|_| can.officer),
        reason: r.reason,
        section: r.section,
        next_step: r.next_step,
        party: r.party,
        could_look: sight.could && !sight.seen,
        looked: sight.seen,
        private: read.filter(|_| sight.seen).map(|a| a.private).unwrap_or_default(),
        evidence,
        alike,
        can,
        wrong: wrong(&s.ui, visit.lang, &typing.wrong),
        kept: blank(typing.kept),
        items: (1..=ITEMS).collect(),
        sections: ["names", "country", "numbers", "address", "evidence", "members"],
        refusals: law().refusal.iter().map(|x| x.code.as_str()).collect(),
        id: r.id,
    })
}

/// Every field of the page's forms, empty where nothing was typed.
fn blank(kept: BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut all: BTreeMap<String, String> =
        ["advice", "reason", "section", "next_step"].into_iter().map(|f| (f.to_owned(), String::new())).collect();
    for n in 1..=ITEMS {
        all.extend([(format!("item_field_{n}"), String::new()), (format!("item_words_{n}"), String::new())]);
    }
    all.extend(kept);
    all
}

fn typed(form: &Form) -> BTreeMap<String, String> {
    form.pairs()
        .iter()
        .filter(|(k, _)| k != "form_token")
        .map(|(k, v)| (k.clone(), v.chars().take(LONGEST * 2).collect()))
        .collect()
}

fn text(form: &Form, field: &'static str, missing: &'static str, wrong: &mut Vec<Problem>) -> String {
    let found = match form.typed(field) {
        None => Err(Problem { kind: kaan_base::Kind::Invalid, code: missing, place: None, values: Vec::new() }),
        Some(text) => plain(text, LONGEST),
    };
    found.unwrap_or_else(|p| {
        wrong.push(p.at(field));
        String::new()
    })
}

/// `POST …/examine`: `do` is `take`, `return` or `advise`.
pub(super) async fn examine(
    State(s): Here,
    visit: Visit,
    visitor: Visitor,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Failure> {
    let mut wrong = Vec::new();
    let step = match form.get("do") {
        "take" => Step::Take,
        "return" => Step::Return(items(&form, &mut wrong)),
        "advise" => Step::Advise(text(&form, "advice", "advice-missing", &mut wrong)),
        _ => return Err(Failure::malformed(Problem::invalid("choice-missing").at("do"))),
    };
    if !wrong.is_empty() {
        return draw(&s, &visit, &visitor, &id, false, Typing { wrong, kept: typed(&form) }).await;
    }
    let act = Examine { base: Base::new(&s, &visitor.caller), id: id.clone(), step };
    s.db.act(act).await.map_err(fault)?.map_err(refused)?;
    visit.see(&format!("/parties/registrations/{id}"))
}

/// What is missing, row by row; at least one.
fn items(form: &Form, wrong: &mut Vec<Problem>) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for n in 1..=ITEMS {
        let (field, words) = (format!("item_field_{n}"), format!("item_words_{n}"));
        let Some(typed) = form.typed(&words) else { continue };
        match plain(typed, LONGEST) {
            Ok(words) => out.push((form.typed(&field).unwrap_or("evidence").chars().take(40).collect(), words)),
            Err(p) => wrong.push(p.at(words)),
        }
    }
    if out.is_empty() && wrong.is_empty() {
        wrong.push(Problem::invalid("deficiency-missing").at("item_words_1"));
    }
    out
}

/// `POST …/approve`.
pub(super) async fn approve(State(s): Here, visit: Visit, visitor: Visitor, Path(id): Path<String>) -> Result<Response, Failure> {
    let act = Approve { base: Base::new(&s, &visitor.caller), id };
    let party = s.db.act(act).await.map_err(fault)?.map_err(refused)?;
    visit.see(&format!("/parties/{party}"))
}

/// `POST …/refuse`.
pub(super) async fn refuse(
    State(s): Here,
    visit: Visit,
    visitor: Visitor,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Failure> {
    let mut wrong = Vec::new();
    let reason = form.get("reason").to_owned();
    if !law().refusal.iter().any(|x| x.code == reason) {
        wrong.push(Problem::invalid("choice-missing").at("reason"));
    }
    let section = text(&form, "section", "section-missing", &mut wrong);
    let next_step = text(&form, "next_step", "next-step-missing", &mut wrong);
    if !wrong.is_empty() {
        return draw(&s, &visit, &visitor, &id, false, Typing { wrong, kept: typed(&form) }).await;
    }
    let act = Refuse { base: Base::new(&s, &visitor.caller), id: id.clone(), reason, section, next_step };
    s.db.act(act).await.map_err(fault)?.map_err(refused)?;
    visit.see(&format!("/parties/registrations/{id}"))
}

/// `POST …/withdraw`.
pub(super) async fn withdraw(State(s): Here, visit: Visit, visitor: Visitor, Path(id): Path<String>) -> Result<Response, Failure> {
    let act = Withdraw { base: Base::new(&s, &visitor.caller), id: id.clone() };
    s.db.act(act).await.map_err(fault)?.map_err(refused)?;
    visit.see(&format!("/parties/registrations/{id}"))
}
