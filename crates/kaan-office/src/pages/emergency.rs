//! Emergency access of an office: the list, beginning it with a reason, ending it.
//!
//! Called by officials. Who is told is shown before it begins and after; it never begins without a reason.

use super::people::role_choices;
use super::{After, Around, EMERGENCY, FormPage, READ, after};
use crate::acts::begin_emergency::BeginEmergency;
use crate::acts::end_emergency::EndEmergency;
use crate::form::{Field, Sheet};
use crate::shared::{Here, Seat, Shared, called, done, fault};
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use kaan_access::roles::{EmergencyRow, emergencies_in, holders_of};
use kaan_web::form::Form;
use kaan_web::{Failure, Visit, Visitor};
use serde::Serialize;

/// Roles whose holders are told.
const TOLD: [&str; 2] = ["administrator", "auditor"];

#[derive(Serialize)]
struct Line {
    id: String,
    who: String,
    role: String,
    reason: String,
    from: i64,
    until: i64,
    open: bool,
    /// Whether the reader may end it.
    mine: bool,
}

#[derive(Serialize)]
struct List {
    office: Around,
    lines: Vec<Line>,
    people: Vec<String>,
}

/// The names of those who are told when this account begins.
async fn told(s: &Shared, seat: &Seat, but: &str) -> Result<Vec<String>, Failure> {
    let accounts = holders_of(s.access.db(), seat.id(), &TOLD, s.access.now()).await.map_err(fault)?;
    let accounts: Vec<String> = accounts.into_iter().filter(|a| a != but).collect();
    let names = s.names(accounts.iter().map(String::as_str)).await?;
    Ok(accounts.iter().map(|a| called(&names, a)).collect())
}

/// `/office/{organisation}/emergency`
pub(crate) async fn list(
    State(s): Here,
    visit: Visit,
    visitor: Visitor,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Response, Failure> {
    let seat = s.seat(&visitor, &id, READ).await?;
    let account = visitor.actor()?.account.clone();
    let rows = emergencies_in(s.access.db(), seat.id()).await.map_err(fault)?;
    let names = s.names(rows.iter().map(|r| r.account.as_str())).await?;
    let now = s.access.now();
    let office = Around::of(&s, &visitor, &seat, "emergency", done(&uri, &["begun", "emergency-ended"]));
    let line = |r: &EmergencyRow| Line {
        id: r.id.clone(),
        who: called(&names, &r.account),
        role: r.role.clone(),
        reason: r.reason.clone(),
        from: r.from.0,
        until: r.ended_at.unwrap_or(r.until).0,
        open: r.in_force(now),
        mine: r.account == account || office.end,
    };
    let lines = rows.iter().map(line).collect();
    let people = told(&s, &seat, &account).await?;
    s.ui.page(&visit, s.head(&visit, "office-emergency-title"), "office/emergency.html", &List { office, lines, people })
}

fn sheet(s: &Shared, visit: &Visit, seat: &Seat) -> Sheet {
    Sheet::new(vec![Field::select("role", "role", role_choices(s, visit, seat)), Field::area("reason", "reason").hint()])
}

async fn page(s: &Shared, visitor: &Visitor, seat: &Seat, sheet: Sheet) -> Result<FormPage, Failure> {
    Ok(FormPage {
        office: Around::of(s, visitor, seat, "emergency", None),
        page: "begin",
        action: seat.path("/emergency/new"),
        back: seat.path("/emergency"),
        people: told(s, seat, &visitor.actor()?.account).await?,
        empty: false,
        sheet,
    })
}

/// `/office/{organisation}/emergency/new`; whoever has not confirmed just now does so first.
pub(crate) async fn form(
    State(s): Here,
    visit: Visit,
    visitor: Visitor,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Response, Failure> {
    let seat = s.seat(&visitor, &id, EMERGENCY).await?;
    let sheet = sheet(&s, &visit, &seat).filled_if(&Form::of_query(&uri));
    page(&s, &visitor, &seat, sheet).await?.show(&s, &visit)
}

/// Begins it.
pub(crate) async fn begin(
    State(s): Here,
    visit: Visit,
    visitor: Visitor,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Failure> {
    let seat = s.seat(&visitor, &id, READ).await?;
    let mut sheet = sheet(&s, &visit, &seat).filled(&form);
    sheet.check();
    if !sheet.is_good() {
        return page(&s, &visitor, &seat, sheet).await?.show(&s, &visit);
    }
    let act = BeginEmergency {
        access: s.access.clone(),
        caller: visitor.caller.clone(),
        seat: seat.clone(),
        who: visitor.signed.as_ref().map(|signed| signed.name.clone()).unwrap_or_default(),
        role: form.get("role").to_owned(),
        reason: form.get("reason").to_owned(),
    };
    let done = s.access.db().act(act).await.map_err(fault)?;
    let (here, next) = (seat.path("/emergency/new"), seat.path("/emergency?done=begun"));
    match after(&visit, (&here, &next), (&form, sheet), done)? {
        After::Go(on) => Ok(on),
        After::Again(sheet) => page(&s, &visitor, &seat, sheet).await?.show(&s, &visit),
    }
}

/// Ends it.
pub(crate) async fn end(
    State(s): Here,
    visit: Visit,
    visitor: Visitor,
    Path((id, emergency)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let seat = s.seat(&visitor, &id, READ).await?;
    let act = EndEmergency { access: s.access.clone(), caller: visitor.caller.clone(), seat: seat.clone(), emergency };
    s.access.db().act(act).await.map_err(fault)??;
    visit.see(&seat.path("/emergency?done=emergency-ended"))
}
