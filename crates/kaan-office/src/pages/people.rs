//! People of an organisation and their roles: the list, giving one, ending one.
//!
//! Called by administrators; colleagues read the list. It never offers a role to a stranger, who is invited: so nobody
//! learns here whether an address has an account.

use super::{After, Around, FormPage, READ, after};
use crate::acts::end_role::EndRole;
use crate::acts::give_role::GiveRole;
use crate::form::{Choice, Field, Sheet, choices, end_of};
use crate::shared::{Here, Seat, Shared, called, done, fault};
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use kaan_access::By;
use kaan_access::roles::{Giving, RoleRow, roles_in};
use kaan_base::Text3;
use kaan_web::form::Form;
use kaan_web::{Failure, Visit, Visitor};
use serde::Serialize;

/// A role on a page.
#[derive(Serialize)]
struct Line {
    id: String,
    account: String,
    name: String,
    role: String,
    territory: Option<Text3>,
    from: i64,
    until: Option<i64>,
    given_by: String,
    /// `now`, `later` or `ended`.
    state: &'static str,
}

#[derive(Serialize)]
struct List {
    office: Around,
    lines: Vec<Line>,
}

/// The name of a territory; its code where there is none.
pub(crate) fn territory(s: &Shared, code: Option<&str>) -> Option<Text3> {
    code.map(|c| s.territories.get(c).cloned().unwrap_or_else(|| Text3::english(c)))
}

/// `/office/{organisation}/people`
pub(crate) async fn list(
    State(s): Here,
    visit: Visit,
    visitor: Visitor,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Response, Failure> {
    let seat = s.seat(&visitor, &id, READ).await?;
    let rows = roles_in(s.access.db(), seat.id()).await.map_err(fault)?;
    let names = s.names(rows.iter().flat_map(|r| [r.account.as_str(), r.given_by.as_str()])).await?;
    let now = s.access.now();
    let state = |r: &RoleRow| match r.in_force(now) {
        true => "now",
        false if r.ended_at.is_none() && r.from > now => "later",
        false => "ended",
    };
    let line = |r: &RoleRow| Line {
        id: r.id.clone(),
        account: r.account.clone(),
        name: called(&names, &r.account),
        role: r.role.clone(),
        territory: territory(&s, r.territory.as_deref()),
        from: r.from.0,
        until: r.ended_at.or(r.until).map(|u| u.0),
        given_by: if r.given_by == By::PROGRAM {
            s.ui.text(visit.lang, "office-program", &[])
        } else {
            called(&names, &r.given_by)
        },
        state: state(r),
    };
    let mut lines: Vec<Line> = rows.iter().map(line).collect();
    lines.sort_by(|a, b| (a.state == "ended", &a.name, &a.role).cmp(&(b.state == "ended", &b.name, &b.role)));
    let office = Around::of(&s, &visitor, &seat, "people", done(&uri, &["given", "ended"]));
    s.ui.page(&visit, s.head(&visit, "office-people-title"), "office/people.html", &List { office, lines })
}

/// The roles that an organisation of this kind has, in words.
pub(crate) fn role_choices(s: &Shared, visit: &Visit, seat: &Seat) -> Vec<Choice> {
    let own = s.access.policy().roles().filter(|(_, body)| *body == seat.organisation.body);
    choices(own.map(|(role, _)| (role.to_owned(), s.ui.text(visit.lang, &format!("role-{role}"), &[]))))
}

/// The field of a territory, where the organisation is not limited to one itself.
pub(crate) fn territory_field(s: &Shared, visit: &Visit, seat: &Seat) -> Option<Field> {
    if seat.organisation.territory.is_some() {
        return None;
    }
    let name = |n: &Text3| n.best(visit.lang).map(|(t, _)| t.to_owned()).unwrap_or_default();
    let all = s.territories.iter().map(|(code, n)| (code.clone(), name(n)));
    let everywhere = (String::new(), s.ui.text(visit.lang, "office-everywhere", &[]));
    Some(Field::select("territory", "territory", choices(std::iter::once(everywhere).chain(all))).optional().hint())
}

async fn sheet(s: &Shared, visit: &Visit, seat: &Seat) -> Result<Sheet, Failure> {
    let rows = roles_in(s.access.db(), seat.id()).await.map_err(fault)?;
    let names = s.names(rows.iter().map(|r| r.account.as_str())).await?;
    let mut people: Vec<(String, String)> = names.into_iter().collect();
    people.sort_by(|a, b| a.1.cmp(&b.1));
    let mut fields = vec![
        Field::select("account", "colleague", choices(people)).hint(),
        Field::select("role", "role", role_choices(s, visit, seat)),
    ];
    fields.extend(territory_field(s, visit, seat));
    fields.push(Field::day("until", "until").optional());
    Ok(Sheet::new(fields))
}

fn page(s: &Shared, visitor: &Visitor, seat: &Seat, sheet: Sheet) -> FormPage {
    FormPage {
        office: Around::of(s, visitor, seat, "people", None),
        page: "give",
        action: seat.path("/people/new"),
        back: seat.path("/people"),
        people: Vec::new(),
        empty: false,
        sheet,
    }
}

/// `/office/{organisation}/people/new`
pub(crate) async fn form(
    State(s): Here,
    visit: Visit,
    visitor: Visitor,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Response, Failure> {
    let seat = s.seat(&visitor, &id, "role.give").await?;
    let sheet = sheet(&s, &visit, &seat).await?.filled_if(&Form::of_query(&uri));
    page(&s, &visitor, &seat, sheet).show(&s, &visit)
}

/// Gives the role.
pub(crate) async fn give(
    State(s): Here,
    visit: Visit,
    visitor: Visitor,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Failure> {
    let seat = s.seat(&visitor, &id, READ).await?;
    let mut sheet = sheet(&s, &visit, &seat).await?.filled(&form);
    sheet.check();
    let until = sheet.day(&form, "until").map(end_of);
    if !sheet.is_good() {
        return page(&s, &visitor, &seat, sheet).show(&s, &visit);
    }
    let giving = Giving {
        account: form.get("account").to_owned(),
        organisation: seat.organisation.clone(),
        role: form.get("role").to_owned(),
        territory: form.typed("territory").map(str::to_owned),
        from: None,
        until,
    };
    let act = GiveRole { access: s.access.clone(), caller: visitor.caller.clone(), seat: seat.clone(), giving };
    let done = s.access.db().act(act).await.map_err(fault)?;
    let (here, next) = (seat.path("/people/new"), seat.path("/people?done=given"));
    match after(&visit, (&here, &next), (&form, sheet), done)? {
        After::Go(on) => Ok(on),
        After::Again(sheet) => page(&s, &visitor, &seat, sheet).show(&s, &visit),
    }
}

/// Ends a role.
pub(crate) async fn end(
    State(s): Here,
    visit: Visit,
    visitor: Visitor,
    Path((id, role)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let seat = s.seat(&visitor, &id, READ).await?;
    let act = EndRole { access: s.access.clone(), caller: visitor.caller.clone(), seat: seat.clone(), role };
    s.access.db().act(act).await.map_err(fault)??;
    visit.see(&seat.path("/people?done=ended"))
}
