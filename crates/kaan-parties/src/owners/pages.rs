//! Pages of owners: what everybody sees, what those who may see more see, the declaration, the check.
//!
//! Called by the doors. A handler parses, calls one act or one reading, and shows. It never decides a right by
//! itself, and a look at what is private leaves a note.

use super::chain::chain;
use super::check::{CODES, CheckOwners};
use super::declare::DeclareOwners;
use super::form::{self, Typed, Wanted};
use super::group::{Bounds, owner_group};
use super::holder::{LinkHolder, Step};
use super::law::{Law, Purpose, Rule};
use super::load::{Loaded, load};
use super::model::{InterestKind, OwnerKind, Reach, Reason, Source};
use super::share::{Percent, Range, Share};
use super::show::{self, ChainView, DeclarationRow, GroupRow, GroupView, LawRow, Named, Names, Pct, RuleRow, SumRow};
use super::store::{self, Declaration, Holder, Item, Part};
use super::the_law;
use crate::Shared;
use crate::codes::{self, Choice};
use crate::model::{Kind, Party};
use crate::pages::{Here, Wrong, asked, could_on, fault, own_head, wrong};
use crate::store::{About, find_party};
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use kaan_access::Noted;
use kaan_base::{Day, Problem, Text3, Zone, is_id};
use kaan_web::form::Form;
use kaan_web::{DataLink, Failure, Head, Visit, Visitor};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A company, or another body that has owners.
async fn find(s: &Shared, id: &str) -> Result<Party, Failure> {
    let found = if is_id(id) { find_party(&s.db, id).await.map_err(fault)? } else { None };
    found.filter(|p| p.fact.public && p.fact.kind != Kind::Person).ok_or_else(|| Failure::missing("owners-unknown-party"))
}

fn place(party: &Party) -> &str {
    party.fact.territory.as_deref().or(party.fact.country.as_deref()).unwrap_or_default()
}

#[derive(Serialize)]
struct Page {
    id: String,
    own_name: Text3,
    day_shown: String,
    today: bool,
    whole: bool,
    declaration: Option<DeclarationRow>,
    history: Vec<DeclarationRow>,
    chain: ChainView,
    truncated: bool,
    law: Vec<LawRow>,
    publication: Option<RuleRow>,
    group: GroupView,
    may_declare: bool,
    may_look: bool,
    may_check: bool,
    may_sign: bool,
    waiting: Vec<Holder>,
    codes: &'static [&'static str],
    wrong: Vec<Wrong>,
    typed: BTreeMap<String, String>,
    address: String,
    data: &'static str,
}

/// `/parties/{id}/owners`: made of what is public alone.
pub(super) async fn public(
    State(s): Here,
    visit: Visit,
    visitor: Visitor,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Response, Failure> {
    let party = find(&s, &id).await?;
    if let Some(kept) = &party.kept {
        return visit.see(&format!("/parties/{kept}/owners"));
    }
    let page = page(&s, &visitor, &party, &uri, Part::Public).await?;
    draw(&s, &visit, StatusCode::OK, &page)
}

/// `/parties/{id}/owners/details`: everything, for those who may; the look is noted.
pub(super) async fn details(
    State(s): Here,
    visit: Visit,
    visitor: Visitor,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Response, Failure> {
    let party = find(&s, &id).await?;
    let page = looked(&s, &visitor, &party, &uri).await?;
    draw(&s, &visit, StatusCode::OK, &page)
}

async fn looked(s: &Shared, visitor: &Visitor, party: &Party, uri: &Uri) -> Result<Page, Failure> {
    let about = About::party(party);
    let right = visitor.may(&s.ui, "owners.read-private", &about.on())?;
    let note = Noted::new("owners.read-private", &visitor.caller).on(&about.on()).by(&right);
    kaan_access::note(&s.access, &note).await.map_err(fault)?;
    page(s, visitor, party, uri, Part::Whole).await
}

fn draw(s: &Shared, visit: &Visit, status: StatusCode, page: &Page) -> Result<Response, Failure> {
    let name = page.own_name.best(visit.lang).map(|(t, _)| t.to_owned()).unwrap_or_default();
    let title = s.ui.text(visit.lang, "owners-title", &[("name", name.clone())]);
    let head = if page.whole {
        own_head(title)
    } else {
        Head {
            title,
            description: s.ui.text(visit.lang, "owners-description", &[("name", name)]),
            canonical: Some(format!("/parties/{}/owners", page.id)),
            data: vec![DataLink { href: page.data.into(), media_type: "application/json", label_key: "owners-as-bods" }],
            ..Head::default()
        }
    };
    s.ui.page_with(status, visit, head, "parties/owners.html", page)
}

async fn page(s: &Shared, visitor: &Visitor, party: &Party, uri: &Uri, part: Part) -> Result<Page, Failure> {
    let (law, now) = (the_law().map_err(fault)?, s.ui.now().day(Zone::Pakistan));
    let day = match asked(uri).typed("day") {
        Some(text) => Day::parse(text).map_err(|_| Failure::malformed(Problem::invalid("owners-day").at("day")))?,
        None => now,
    };
    let loaded = load(&s.db, part, party.id(), day).await.map_err(fault)?;
    let threshold = law.threshold(place(party), Purpose::BeneficialOwner, day);
    let bound = threshold.filter(|t| t.rule != Rule::Unknown).map_or(law.majority, |t| t.share);
    let group = owner_group(&s.db, party.id(), Bounds { threshold: bound, day, law }).await.map_err(fault)?;
    let ids: BTreeSet<String> = mentioned(&loaded).chain(group.ids(party.id())).collect();
    let ids: Vec<String> = ids.into_iter().collect();
    let known = store::list_known(&s.db, &ids).await.map_err(fault)?;
    let names = Names::of(&loaded.statements, &known);
    let history = store::list_history(&s.db, party.id()).await.map_err(fault)?;
    let c = chain(party.id(), &loaded.statements, day, law, threshold);
    let (about, whole) = (About::party(party), part == Part::Whole);
    let declared: Option<&Declaration> = history.iter().find(|d| d.day <= day);
    Ok(Page {
        id: party.id().to_owned(),
        own_name: party.name(),
        day_shown: day.to_string(),
        today: day == now,
        whole,
        declaration: declared.map(|d| DeclarationRow::of(d, whole)),
        chain: show::chain_view(&c, &loaded.statements, &names, threshold),
        truncated: loaded.truncated,
        law: show::law_rows(law, place(party), day),
        publication: law.publication(place(party), day).map(show::rule_row),
        group: GroupView {
            threshold: Pct::of(parts(bound), parts(bound)),
            members: members(&group, &names),
            truncated: group.truncated,
            holders: store::list_holders(&s.db, &group.ids(party.id())).await.map_err(fault)?,
        },
        may_declare: could_on(s, visitor, "owners.declare", &about),
        may_look: could_on(s, visitor, "owners.read-private", &about),
        may_check: could_on(s, visitor, "owners.check", &about),
        may_sign: visitor.could(&s.ui, "party.sign"),
        waiting: if whole { store::list_waiting(&s.db, party.id()).await.map_err(fault)? } else { Vec::new() },
        history: history.iter().map(|d| DeclarationRow::of(d, whole)).collect(),
        codes: &CODES,
        wrong: Vec::new(),
        typed: BTreeMap::new(),
        address: format!("{}/en/parties/{}/owners", s.ui.base(), party.id()),
        data: "/data/owners.bods.json",
    })
}

fn mentioned(loaded: &Loaded) -> impl Iterator<Item = String> + '_ {
    loaded.statements.iter().flat_map(|s| [s.subject.clone(), s.owner.id.clone()]).filter(|id| !id.is_empty())
}

/// Members whose name the reader may know: parties of the register, and people who are named in the chain.
fn members(group: &super::Group, names: &Names<'_>) -> Vec<GroupRow> {
    let row = |m: &super::Member| {
        let who = Named { person: m.person, ..names.get(&m.id) };
        GroupRow { who, above: m.above, certain: m.certain, hops: m.hops }
    };
    group.members.iter().map(row).collect()
}

/// `/parties/{id}/owners/check`.
pub(super) async fn check(
    State(s): Here,
    visit: Visit,
    visitor: Visitor,
    Path(id): Path<String>,
    uri: Uri,
    form: Form,
) -> Result<Response, Failure> {
    let party = find(&s, &id).await?;
    let item = |n: usize| {
        let get = |field: &str| form.typed(&format!("i{n}_{field}")).map(str::to_owned);
        Some(Item { statement: get("statement").unwrap_or_default(), code: get("code")?, words: get("words") })
    };
    let items: Vec<Item> = (0..=super::check::MOST_ITEMS).filter_map(item).collect();
    let act = CheckOwners::new(&s.access, &visitor.caller, form.get("declaration"), items);
    match s.db.act(act).await.map_err(fault)? {
        Ok(_) => visit.see(&format!("/parties/{id}/owners/details")),
        Err(problems) => again(&s, (&visit, &visitor), &party, &uri, (problems, &form)).await,
    }
}

/// The page of details once more, with what was typed and what is wrong with it.
async fn again(
    s: &Shared,
    (visit, visitor): (&Visit, &Visitor),
    party: &Party,
    uri: &Uri,
    (problems, form): (Vec<Problem>, &Form),
) -> Result<Response, Failure> {
    if let Some(refused) = problems.iter().find(|p| p.kind == kaan_base::Kind::Refused) {
        return Err(refused.clone().into());
    }
    let mut page = looked(s, visitor, party, uri).await?;
    page.wrong = wrong(&s.ui, visit.lang, &problems);
    page.typed = form.pairs().iter().cloned().collect();
    draw(s, visit, StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// `/parties/{id}/owners/holders`.
pub(super) async fn link(
    State(s): Here,
    visit: Visit,
    visitor: Visitor,
    Path(id): Path<String>,
    uri: Uri,
    form: Form,
) -> Result<Response, Failure> {
    let party = find(&s, &id).await?;
    // The holder's id alone, or the address of its page.
    let holder = form.get("holder").trim().rsplit('/').find(|part| is_id(part)).unwrap_or_default();
    let step = Step::Prepare(form.get("source").trim().to_owned());
    match s.db.act(LinkHolder::new(&s.access, &visitor.caller, (&id, holder), step)).await.map_err(fault)? {
        Ok(()) => visit.see(&format!("/parties/{id}/owners/details")),
        Err(problems) => again(&s, (&visit, &visitor), &party, &uri, (problems, &form)).await,
    }
}

/// `/parties/{id}/owners/holders/sign`.
pub(super) async fn sign(
    State(s): Here,
    visit: Visit,
    visitor: Visitor,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Failure> {
    find(&s, &id).await?;
    let act = LinkHolder::new(&s.access, &visitor.caller, (&id, form.get("holder")), Step::Sign);
    match s.db.act(act).await.map_err(fault)? {
        Ok(()) => visit.see(&format!("/parties/{id}/owners/details")),
        Err(problems) => Err(problems.into_iter().next().map_or(Failure::Busy, Failure::from)),
    }
}

#[derive(Serialize)]
struct FormPage {
    id: String,
    own_name: Text3,
    form: Typed,
    rows: usize,
    most_rows: usize,
    controls: Vec<&'static str>,
    reaches: Vec<&'static str>,
    reasons: Vec<&'static str>,
    sources: Vec<&'static str>,
    countries: Vec<Choice>,
    wrong: Vec<Wrong>,
    fields: Vec<String>,
    checked: Option<Checked>,
    before: Option<DeclarationRow>,
    law: Vec<LawRow>,
    publication: Option<RuleRow>,
}

/// What the rows add up to, before anything is declared.
#[derive(Serialize)]
struct Checked {
    shares: SumRow,
    votes: Option<SumRow>,
}

/// `/parties/{id}/owners/declare`: filled in with what stands.
pub(super) async fn form(State(s): Here, visit: Visit, visitor: Visitor, Path(id): Path<String>) -> Result<Response, Failure> {
    let party = find(&s, &id).await?;
    visitor.may(&s.ui, "owners.declare", &About::party(&party).on())?;
    let latest = store::find_latest(&s.db, &id).await.map_err(fault)?;
    let statements = match &latest {
        Some(d) => store::list_whole(&s.db, &d.id).await.map_err(fault)?,
        None => Vec::new(),
    };
    let mut typed = Typed::of(&statements, s.ui.now().day(Zone::Pakistan));
    if typed.rows.is_empty() {
        typed.rows.push(form::empty(OwnerKind::Person));
    }
    draw_form(&s, &visit, &party, latest, (typed, Vec::new(), StatusCode::OK))
}

/// The form once more, after it was added to, checked or declared.
pub(super) async fn declare(
    State(s): Here,
    visit: Visit,
    visitor: Visitor,
    Path(id): Path<String>,
    sent: Form,
) -> Result<Response, Failure> {
    let party = find(&s, &id).await?;
    visitor.may(&s.ui, "owners.declare", &About::party(&party).on())?;
    let latest = store::find_latest(&s.db, &id).await.map_err(fault)?;
    let (mut typed, wanted) = (Typed::take(&sent), Wanted::of(&sent));
    if matches!(wanted, Wanted::Add(_) | Wanted::Remove(_)) {
        typed.change(&wanted);
        return draw_form(&s, &visit, &party, latest, (typed, Vec::new(), StatusCode::OK));
    }
    let read = typed.read();
    match (wanted, read) {
        (_, Err(problems)) => draw_form(&s, &visit, &party, latest, (typed, problems, StatusCode::UNPROCESSABLE_ENTITY)),
        (Wanted::Declare, Ok(read)) => {
            let act = DeclareOwners::new(&s.access, &visitor.caller, the_law().map_err(fault)?, &id, read);
            match s.db.act(act).await.map_err(fault)? {
                Ok(_) => visit.see(&format!("/parties/{id}/owners")),
                Err(problems) => match problems.iter().find(|p| p.kind == kaan_base::Kind::Refused) {
                    Some(refused) => Err(refused.clone().into()),
                    None => draw_form(&s, &visit, &party, latest, (typed, problems, StatusCode::UNPROCESSABLE_ENTITY)),
                },
            }
        }
        (_, Ok(_)) => draw_form(&s, &visit, &party, latest, (typed, Vec::new(), StatusCode::OK)),
    }
}

fn draw_form(
    s: &Shared,
    visit: &Visit,
    party: &Party,
    latest: Option<Declaration>,
    (typed, problems, status): (Typed, Vec<Problem>, StatusCode),
) -> Result<Response, Failure> {
    let law = the_law().map_err(fault)?;
    let day = s.ui.now().day(Zone::Pakistan);
    let wrong = wrong(&s.ui, visit.lang, &problems);
    let checked = typed.read().ok().map(|(day, rows)| sums(law, party.id(), day, &rows));
    let page = FormPage {
        id: party.id().to_owned(),
        own_name: party.name(),
        rows: typed.rows.len(),
        most_rows: form::ROWS,
        form: typed,
        controls: form::CONTROLS.iter().map(|k: &InterestKind| k.code()).collect(),
        reaches: Reach::ALL.iter().map(|(_, code)| *code).collect(),
        reasons: form::REASONS.iter().map(|r: &Reason| r.code()).collect(),
        sources: Source::ALL.iter().map(|(_, code)| *code).collect(),
        countries: codes::countries(visit.lang),
        fields: wrong.iter().map(|w| w.field.clone()).collect(),
        wrong,
        checked,
        before: latest.as_ref().map(|d| DeclarationRow::of(d, true)),
        law: show::law_rows(law, place(party), day),
        publication: law.publication(place(party), day).map(show::rule_row),
    };
    let head = own_head(s.ui.text(visit.lang, "owners-declare-title", &[]));
    s.ui.page_with(status, visit, head, "parties/owners_declare.html", &page)
}

fn sums(law: &Law, id: &str, day: Day, rows: &[super::declare::Row]) -> Checked {
    let c = chain(id, &form::draft(rows, id, day), day, law, None);
    let own = c.levels.first();
    let none = || show::sum_row(&super::chain::Sum { least: 0, most: 0, unknown: 0, verdict: super::chain::Verdict::Nothing });
    let votes = own.map(|l| &l.votes).filter(|v| v.verdict != super::chain::Verdict::Nothing).map(show::sum_row);
    Checked { shares: own.map_or_else(none, |l| show::sum_row(&l.shares)), votes }
}

fn parts(p: Percent) -> u128 {
    Range::of(Share::exact(p)).least.into()
}
