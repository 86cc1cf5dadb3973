//! Pages of parties: list, one party, registration, the officers' queue, changes and merges.
//!
//! Mounted by [`crate::Parties`]. A handler parses, calls one act or one reading, and shows; it never decides a
//! right by itself, and shows nothing private without asking for the right and leaving a note.

pub mod api;
mod case;
mod edit;
mod evidence;
mod list;
mod merges;
mod party;
mod queue;
mod register;

use crate::Shared;
use crate::store::About;
use axum::extract::State;
use kaan_access::Noted;
use kaan_base::access::Resource;
use kaan_base::{Kind, Lang, Problem};
use kaan_web::form::Form;
use kaan_web::{Doors, Failure, Head, Ui, Visitor};
use serde::Serialize;
use std::sync::Arc;

/// The state of every handler.
pub(crate) type Here = State<Arc<Shared>>;

/// Pages, below each language.
pub(crate) fn doors() -> Doors<Arc<Shared>> {
    let most = crate::codes::law().evidence.bytes * 3;
    let upload = Doors::new().post("/parties/register", "registration.begin", register::save).most_bytes(most);
    Doors::new()
        .get("/parties", "party.read-public", list::list)
        .get("/parties/register", "registration.begin", register::show)
        .get("/parties/registrations", "registration.read", queue::queue)
        .get("/parties/registrations/{id}", "registration.read", case::show)
        .get("/parties/registrations/{id}/evidence/{file}", "registration.read", evidence::file)
        .post("/parties/registrations/{id}/examine", "registration.examine", case::examine)
        .post("/parties/registrations/{id}/approve", "registration.approve", case::approve)
        .post("/parties/registrations/{id}/refuse", "registration.refuse", case::refuse)
        .post("/parties/registrations/{id}/withdraw", "registration.begin", case::withdraw)
        .get("/parties/merges", "party.prepare", merges::list)
        .post("/parties/merges", "party.prepare", merges::prepare)
        .get("/parties/merges/{id}", "party.prepare", merges::show)
        .post("/parties/merges/{id}/sign", "party.sign", merges::sign)
        .post("/parties/merges/{id}/discard", "party.prepare", merges::discard)
        .get("/parties/{id}", "party.read-public", party::show)
        .get("/parties/{id}/edit", "party.prepare", edit::show)
        .post("/parties/{id}/edit", "party.prepare", edit::prepare)
        .merge(upload)
}

/// Interfaces at their own addresses.
pub(crate) fn open_doors() -> Doors<Arc<Shared>> {
    Doors::new().get("/api/v1/parties/{id}", "party.read-public", api::one)
}

pub(crate) use kaan_web::fault;

/// A refusal of an act; what is not there is 404.
pub(crate) fn refused(problem: Problem) -> Failure {
    if problem.kind == Kind::Refused && problem.code.starts_with("unknown-") {
        return Failure::missing(problem.code);
    }
    Failure::from(problem)
}

/// What is wrong, in the reader's words, at its field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Wrong {
    pub field: String,
    pub text: String,
}

pub(crate) fn wrong(ui: &Ui, lang: Lang, problems: &[Problem]) -> Vec<Wrong> {
    let one = |p: &Problem| Wrong { field: p.place.clone().unwrap_or_default(), text: ui.say(lang, p) };
    problems.iter().map(one).collect()
}

/// The head of a page that is for one reader alone.
pub(crate) fn own_head(title: String) -> Head {
    Head { description: String::new(), title, noindex: true, ..Head::default() }
}

/// One moment in the course of something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Entry {
    pub index: Option<u64>,
    pub kind: String,
}

/// Entries of the ledger about a subject.
pub(crate) async fn entries(s: &Shared, subject: &str) -> Result<Vec<Entry>, Failure> {
    let found = kaan_ledger::find_by_subject(&s.db, subject).await.map_err(fault)?;
    Ok(found.into_iter().map(|e| Entry { index: e.index, kind: e.kind }).collect())
}

/// Whether the visitor may see what is private; when it is looked at (`look`), a refusal is an error and a look
/// leaves a note with the person whom it is about. Looking at one's own leaves none.
pub(crate) async fn private(s: &Shared, visitor: &Visitor, on: &Resource<'_>, look: bool) -> Result<Sight, Failure> {
    let Some(policy) = s.ui.policy() else { return Ok(Sight::default()) };
    if !look {
        let could = policy.decide(visitor.caller.actor.as_deref(), "party.read-private", on, s.access.now()).is_ok();
        return Ok(Sight { could, seen: false });
    }
    let right = visitor.may(&s.ui, "party.read-private", on)?;
    if right.role.is_some() {
        let note = Noted::new("party.read-private", &visitor.caller).on(on).by(&right);
        kaan_access::note(&s.access, &note).await.map_err(fault)?;
    }
    Ok(Sight { could: true, seen: true })
}

/// Whether private facts may be seen, and are.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Sight {
    pub could: bool,
    pub seen: bool,
}

/// Whether an act on something would be allowed, or would be once the person has confirmed: what a button is
/// shown by.
pub(crate) fn could(s: &Shared, visitor: &Visitor, act: &str, on: &Resource<'_>) -> bool {
    s.ui.policy().is_some_and(|policy| policy.offers(visitor.caller.actor.as_deref(), act, on, s.access.now()))
}

/// As [`could`], of a party.
pub(crate) fn could_on(s: &Shared, visitor: &Visitor, act: &str, about: &About) -> bool {
    could(s, visitor, act, &about.on())
}

/// What was asked for in the address.
pub(crate) fn asked(uri: &axum::http::Uri) -> Form {
    Form::of_query(uri)
}
