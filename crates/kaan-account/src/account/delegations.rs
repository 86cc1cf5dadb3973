//! `/account/delegations`: lending one's role to a colleague until a day, and ending that.
//!
//! Called by the doors. It never lends a role that was itself lent, and never to somebody outside the organisation.

use crate::fields::{self, Choice, Field, Sheet, Wrong};
use crate::names::Names;
use crate::shared::{Here, Shared, at, done, fault, is_fresh, owner, see};
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use kaan_access::roles::{self, Delegating, DelegationRow, RoleRow};
use kaan_access::{Access, permit};
use kaan_base::access::{Caller, Resource};
use kaan_base::{Instant, Problem, Text3};
use kaan_db::{Act, Res, Tx};
use kaan_notices::Notice;
use kaan_web::form::{self, Form};
use kaan_web::{Failure, Signed, Visit, Visitor};
use serde::Serialize;
use std::collections::BTreeSet;

/// The longest delegation, days.
const MOST: i64 = 92;

#[derive(Serialize)]
struct One {
    id: String,
    role: String,
    organisation: Text3,
    by: String,
    to: String,
    until: i64,
    ended: bool,
    mine: bool,
}

#[derive(Serialize)]
struct Page {
    delegations: Vec<One>,
    /// Nobody else has a role where one has one.
    alone: bool,
    fresh: bool,
    here: String,
    fields: Vec<Field>,
    wrong: Vec<Wrong>,
    done_key: Option<&'static str>,
}

/// One's own roles in force, and one that was chosen and has ended since; with the accounts that could take them over.
struct Mine {
    roles: Vec<RoleRow>,
    colleagues: BTreeSet<String>,
}

async fn mine(s: &Shared, account: &str, chosen: Option<&str>) -> Result<Mine, Failure> {
    let now = s.ui.now();
    let all = roles::roles_of(s.access.db(), account).await.map_err(fault)?;
    let roles: Vec<RoleRow> = all.into_iter().filter(|r| r.in_force(now) || chosen == Some(r.id.as_str())).collect();
    let mut colleagues = BTreeSet::new();
    for organisation in roles.iter().map(|r| r.organisation.as_str()).collect::<BTreeSet<_>>() {
        let there = roles::roles_in(s.access.db(), organisation).await.map_err(fault)?;
        colleagues.extend(there.into_iter().filter(|r| r.in_force(now) && r.account != account).map(|r| r.account));
    }
    Ok(Mine { roles, colleagues })
}

fn sheet(s: &Shared, visit: &Visit, mine: &Mine, names: &Names) -> Sheet {
    if mine.roles.is_empty() {
        return Sheet::default();
    }
    let role = |r: &RoleRow| {
        let organisation = names.organisation(&r.organisation);
        let organisation = organisation.best(visit.lang).map(|(t, _)| t.to_owned()).unwrap_or_default();
        let territory = r.territory.as_ref().map(|t| format!(" · {t}")).unwrap_or_default();
        Choice::new(&r.id, format!("{} · {organisation}{territory}", s.ui.text(visit.lang, &format!("role-{}", r.role), &[])))
    };
    Sheet::new(vec![
        Field::select("role", "role", mine.roles.iter().map(role).collect()),
        Field::select("to", "to", mine.colleagues.iter().map(|a| Choice::new(a, names.account(a))).collect()),
        Field::day("until", "until", "until-delegation"),
    ])
}

/// `GET /account/delegations`.
pub(super) async fn show(State(s): Here, visit: Visit, visitor: Visitor, uri: Uri) -> Result<Response, Failure> {
    let (signed, _) = owner(&s, &visitor)?;
    page(&s, &visit, signed, None, done(&uri, &["delegated", "delegation-ended"])).await
}

/// `POST /account/delegations`.
pub(super) async fn give(State(s): Here, visit: Visit, visitor: Visitor, form: Form) -> Result<Response, Failure> {
    let (signed, _) = owner(&s, &visitor)?;
    let mut problems = Vec::new();
    if form.typed("until").is_some()
        && let Err(p) = fields::until(&form, "until", s.ui.now(), MOST)
    {
        problems.push(p);
    }
    let until = fields::until(&form, "until", s.ui.now(), MOST).ok();
    let found = mine(&s, &signed.actor.account, form.typed("role")).await?;
    let role = found.roles.into_iter().find(|r| r.id == form.get("role"));
    if let (Some(until), Some(role), Some(to)) = (until, role, form.typed("to")) {
        let act = Give {
            access: s.access.clone(),
            caller: visitor.caller.clone(),
            name: signed.name.clone(),
            to: to.to_owned(),
            role,
            until,
        };
        match s.access.db().act(act).await.map_err(fault)? {
            Ok(()) => return see(&at(&visit, "/account/delegations?done=delegated")),
            Err(p) => problems.push(placed(p)),
        }
    }
    page(&s, &visit, signed, Some((form, problems)), None).await
}

/// The field that a refusal of the act is about.
fn placed(p: Problem) -> Problem {
    let field = match p.code {
        "delegation-outside" | "delegation-self" => "to",
        "delegation-dates" | "delegation-too-long" => "until",
        "delegation-not-own" => "role",
        _ => return p,
    };
    p.at(field)
}

struct Give {
    access: Access,
    caller: Caller,
    name: String,
    to: String,
    role: RoleRow,
    until: Instant,
}

impl Act for Give {
    type Out = Result<(), Problem>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        let id = format!("role:{}", self.role.id);
        let on = Resource {
            id: &id,
            organisation: Some(&self.role.organisation),
            territory: self.role.territory.as_deref(),
            ..Resource::default()
        };
        let by = match permit(tx, &self.access, &self.caller, "delegation.give", &on).await? {
            Ok(by) => by,
            Err(problem) => return Ok(Err(problem)),
        };
        let wanted = Delegating {
            to: self.to.clone(),
            organisation: self.role.organisation.clone(),
            roles: Some(vec![self.role.id.clone()]),
            from: None,
            until: self.until,
        };
        if let Err(problem) = roles::delegate(tx, &self.access, &by, &wanted).await? {
            return Ok(Err(problem));
        }
        let notice = Notice::to_account(&self.to, "account-letter-delegated", "/account")
            .with("name", self.name.as_str())
            .with_word("role", format!("role-{}", self.role.role))
            .with("until", self.until);
        kaan_notices::send(tx, &mut self.access.ids(), self.access.now(), &notice).await?;
        Ok(Ok(()))
    }
}

/// `POST /account/delegations/{id}/end`.
pub(super) async fn end(State(s): Here, visit: Visit, visitor: Visitor, Path(id): Path<String>) -> Result<Response, Failure> {
    let (signed, _) = owner(&s, &visitor)?;
    let act = End { access: s.access.clone(), caller: visitor.caller.clone(), account: signed.actor.account.clone(), id };
    match s.access.db().act(act).await.map_err(fault)? {
        Ok(()) => see(&at(&visit, "/account/delegations?done=delegation-ended")),
        Err(p) => page(&s, &visit, signed, Some((Form::default(), vec![p])), None).await,
    }
}

struct End {
    access: Access,
    caller: Caller,
    account: String,
    id: String,
}

impl Act for End {
    type Out = Result<(), Problem>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        let Some(row) = roles::find_delegation(tx, &self.id).await? else {
            return Ok(Err(Problem::refused("delegation-not-found")));
        };
        let person = self.caller.actor.as_deref().filter(|_| row.account == self.account).map(|a| a.person.as_str());
        let id = format!("delegation:{}", row.id);
        let on = Resource {
            id: &id,
            organisation: Some(&row.organisation),
            territory: row.territory.as_deref(),
            person,
            prepared_by: None,
        };
        let by = match permit(tx, &self.access, &self.caller, "delegation.end", &on).await? {
            Ok(by) => by,
            Err(problem) => return Ok(Err(problem)),
        };
        Ok(roles::end_delegation(tx, &self.access, &by, &self.id).await?.map(drop))
    }
}

async fn page(
    s: &Shared,
    visit: &Visit,
    signed: &Signed,
    typed: Option<(Form, Vec<Problem>)>,
    done_key: Option<&'static str>,
) -> Result<Response, Failure> {
    let account = signed.actor.account.as_str();
    let mine = mine(s, account, typed.as_ref().and_then(|(form, _)| form.typed("role"))).await?;
    let rows = roles::delegations_of(s.access.db(), account).await.map_err(fault)?;
    let organisations = rows.iter().map(|d| d.organisation.as_str()).chain(mine.roles.iter().map(|r| r.organisation.as_str()));
    let people = rows.iter().flat_map(|d| [d.account.as_str(), d.to.as_str()]).chain(mine.colleagues.iter().map(String::as_str));
    let names = Names::of(s, organisations.collect(), people.collect()).await?;
    let mut sheet = sheet(s, visit, &mine, &names);
    if let Some((form, problems)) = &typed {
        // A form without fields was sent to end one, and has nothing to be checked.
        if !form.pairs().is_empty() {
            sheet = sheet.filled(form);
            sheet.check(s, visit, form);
        }
        sheet.blame(s, visit, problems);
    }
    let now = s.ui.now();
    let one = |d: DelegationRow| One {
        ended: d.ended_at.is_some() || d.until <= now,
        mine: d.account == account,
        organisation: names.organisation(&d.organisation),
        by: names.account(&d.account),
        to: names.account(&d.to),
        id: d.id,
        role: d.role,
        until: d.until.0,
    };
    let status = sheet.status();
    let page = Page {
        delegations: rows.into_iter().map(one).collect(),
        alone: mine.colleagues.is_empty(),
        fresh: is_fresh(signed, now),
        here: form::encode(&at(visit, "/account/delegations")),
        fields: sheet.fields,
        wrong: sheet.wrong,
        done_key,
    };
    s.ui.page_with(status, visit, s.head(visit, "account-delegations-title"), "account/delegations.html", &page)
}
