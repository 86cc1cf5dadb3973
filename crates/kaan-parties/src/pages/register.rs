//! Registering a company: one form that can be left and taken up again, on one page that works without script.
//!
//! Called by the doors. Whatever was typed is saved before anything is judged: it never loses a word.

use super::{Here, Wrong, asked, evidence, fault, own_head, refused, wrong};
use crate::Shared;
use crate::acts::Base;
use crate::acts::registration::{LONGEST_ANSWER, Save};
use crate::codes::{self, Choice, law};
use crate::form::{MEMBERS, Typed};
use crate::store::registration::{self as table, Deficiency, Evidence, Registration};
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use kaan_base::{Lang, Problem, is_id};
use kaan_web::form::Form;
use kaan_web::{Failure, Visit, Visitor};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(Serialize)]
struct Own {
    path: String,
    number: String,
    name: String,
    state: &'static str,
    tone: &'static str,
    at: i64,
}

/// What both forms of a party show.
#[derive(Serialize)]
pub(super) struct Fields {
    pub typed: BTreeMap<String, String>,
    pub wrong: Vec<Wrong>,
    pub countries: Vec<Choice>,
    pub territories: Vec<Choice>,
    pub members: Vec<usize>,
    pub numbers: [&'static str; 5],
    pub languages: [&'static str; 3],
}

impl Fields {
    pub fn new(typed: &Typed, wrong: Vec<Wrong>, lang: Lang) -> Fields {
        Fields {
            typed: typed.all(),
            wrong,
            countries: codes::countries(lang),
            territories: codes::territories(lang),
            members: (1..=MEMBERS).collect(),
            numbers: ["secp", "ntn", "uscc", "lei", "other"],
            languages: ["en", "zh", "ur"],
        }
    }
}

#[derive(Serialize)]
struct Page {
    #[serde(flatten)]
    fields: Fields,
    id: String,
    number: String,
    saved: Option<i64>,
    evidence: Vec<Evidence>,
    inputs: [&'static str; 3],
    megabytes: usize,
    most_files: usize,
    deficiencies: Vec<Deficiency>,
    answers: BTreeMap<String, String>,
    returned: bool,
    own: Vec<Own>,
}

/// `/parties/register`, and with `?id=` a draft.
pub(super) async fn show(State(s): Here, visit: Visit, visitor: Visitor, uri: Uri) -> Result<Response, Failure> {
    let account = visitor.actor()?.account.clone();
    let Some(id) = asked(&uri).typed("id").map(str::to_owned) else {
        let own = table::list_own(&s.db, &account).await.map_err(fault)?;
        let mut typed = Typed::default();
        typed.set("kind", "company");
        typed.set("binding", visit.lang.code());
        return draw(&s, &visit, StatusCode::OK, None, &typed, (Vec::new(), BTreeMap::new()), own).await;
    };
    let found = find_own(&s, &id, &account).await?;
    if !found.state.is_open() {
        return visit.see(&format!("/parties/registrations/{id}"));
    }
    let typed = found.form.clone();
    draw(&s, &visit, StatusCode::OK, Some(found), &typed, (Vec::new(), BTreeMap::new()), Vec::new()).await
}

async fn find_own(s: &Shared, id: &str, account: &str) -> Result<Registration, Failure> {
    let missing = || Failure::missing("unknown-registration");
    let found = if is_id(id) { table::find(&s.db, id).await.map_err(fault)? } else { None };
    found.filter(|r| r.account == account).ok_or_else(missing)
}

/// What is wrong, and answers that were typed.
type Typing = (Vec<Problem>, BTreeMap<String, String>);

async fn draw(
    s: &Arc<Shared>,
    visit: &Visit,
    status: StatusCode,
    draft: Option<Registration>,
    typed: &Typed,
    (problems, answers): Typing,
    own: Vec<Registration>,
) -> Result<Response, Failure> {
    let id = draft.as_ref().map(|d| d.id.clone()).unwrap_or_default();
    let (evidence, deficiencies) = if id.is_empty() {
        Default::default()
    } else {
        let files = table::list_evidence(&s.db, &id).await.map_err(fault)?;
        (files, table::list_deficiencies(&s.db, &id).await.map_err(fault)?)
    };
    let page = Page {
        fields: Fields::new(typed, wrong(&s.ui, visit.lang, &problems), visit.lang),
        number: draft.as_ref().map(|d| d.number.clone()).unwrap_or_default(),
        saved: draft.as_ref().map(|d| d.saved),
        returned: draft.as_ref().is_some_and(|d| d.lodged.is_some()),
        id,
        evidence,
        inputs: evidence::INPUTS,
        megabytes: law().evidence.bytes / 1_000_000,
        most_files: law().evidence.files,
        deficiencies,
        answers,
        own: own.into_iter().map(row).collect(),
    };
    let head = own_head(s.ui.text(visit.lang, "parties-register", &[]));
    s.ui.page_with(status, visit, head, "parties/register.html", &page)
}

fn row(r: Registration) -> Own {
    let path =
        if r.state.is_open() { format!("/parties/register?id={}", r.id) } else { format!("/parties/registrations/{}", r.id) };
    let binding = format!("name_{}", r.form.value("binding").unwrap_or("en"));
    let name = [binding.as_str(), "name_en", "name_zh", "name_ur"].into_iter().find_map(|f| r.form.value(f)).unwrap_or_default();
    Own { path, number: r.number, name: name.to_owned(), state: r.state.code(), tone: r.state.tone(), at: r.saved }
}

/// `POST /parties/register`: saves, and with `do=lodge` hands in.
pub(super) async fn save(State(s): Here, visit: Visit, visitor: Visitor, form: Form) -> Result<Response, Failure> {
    let name = visitor.signed()?.name.clone();
    let account = visitor.actor()?.account.clone();
    let base = Base::new(&s, &visitor.caller);
    let (mut ids, now) = (s.access.ids(), base.now);
    let (files, mut problems) = evidence::take(&form, &mut ids, now);
    let lodge = form.get("do") == "lodge";
    let answers = answers(&form, &mut problems);
    let act = Save {
        id: form.typed("id").filter(|id| is_id(id)).map(str::to_owned),
        chance: u32::from_be_bytes(s.access.random::<4>()),
        typed: Typed::take(form.pairs().iter().map(|(k, v)| (k.as_str(), v.as_str()))),
        files,
        gone: form.all("gone").filter(|id| is_id(id)).map(str::to_owned).collect(),
        answers: answers.iter().filter(|(_, text)| !text.is_empty()).cloned().collect(),
        lodge: lodge && problems.is_empty(),
        name,
        base,
    };
    let typed = act.typed.clone();
    let saved = s.db.act(act).await.map_err(fault)?.map_err(refused)?;
    problems.extend(saved.wrong);
    if !problems.is_empty() {
        if lodge {
            add_form_problems(&typed, &mut problems);
        }
        let draft = find_own(&s, &saved.id, &account).await?;
        let kept = answers.into_iter().map(|(nth, text)| (format!("answer_{nth}"), text)).collect();
        return draw(&s, &visit, StatusCode::UNPROCESSABLE_ENTITY, Some(draft), &typed, (problems, kept), Vec::new()).await;
    }
    visit.see(&if lodge { format!("/parties/registrations/{}", saved.id) } else { format!("/parties/register?id={}", saved.id) })
}

/// A file that cannot be taken puts handing in off: the rest of what is wrong is told all the same.
fn add_form_problems(typed: &Typed, problems: &mut Vec<Problem>) {
    for problem in crate::form::read(typed).err().unwrap_or_default() {
        if !problems.contains(&problem) {
            problems.push(problem);
        }
    }
}

/// Answers to what was missing, by its number.
fn answers(form: &Form, wrong: &mut Vec<Problem>) -> Vec<(i64, String)> {
    let mut out = Vec::new();
    for (field, text) in form.pairs() {
        let Some(nth) = field.strip_prefix("answer_").and_then(|n| n.parse::<i64>().ok()) else { continue };
        match crate::form::plain(text, LONGEST_ANSWER) {
            Ok(text) => out.push((nth, text)),
            Err(problem) => wrong.push(problem.at(field.clone())),
        }
    }
    out
}
