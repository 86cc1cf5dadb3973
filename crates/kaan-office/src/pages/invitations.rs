//! Invitations of an organisation: the list, sending one, withdrawing one.
//!
//! Called by administrators alone, as the list has addresses. It never shows the link of an invitation.

use super::people::{role_choices, territory, territory_field};
use super::{After, Around, CONFIGURE, FormPage, INVITE, READ, after};
use crate::acts::send_invitation::SendInvitation;
use crate::acts::withdraw_invitation::WithdrawInvitation;
use crate::form::{Field, Sheet, choices, end_of};
use crate::shared::{Here, Seat, Shared, called, done, fault};
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use kaan_access::roles::{InvitationRow, Inviting, invitations_in};
use kaan_base::{Instant, Lang, Problem, Text3};
use kaan_web::form::Form;
use kaan_web::{Failure, Visit, Visitor};
use serde::Serialize;

const DAY: i64 = 86_400 * 1_000_000;
/// For how many days a link can hold.
const DAYS: [&str; 3] = ["7", "14", "30"];

#[derive(Serialize)]
struct Line {
    id: String,
    email: String,
    role: String,
    territory: Option<Text3>,
    inviter: String,
    made: i64,
    until: i64,
    state: &'static str,
}

#[derive(Serialize)]
struct List {
    office: Around,
    lines: Vec<Line>,
}

/// `/office/{organisation}/invitations`
pub(crate) async fn list(
    State(s): Here,
    visit: Visit,
    visitor: Visitor,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Response, Failure> {
    let seat = s.seat(&visitor, &id, CONFIGURE).await?;
    let rows = invitations_in(s.access.db(), seat.id()).await.map_err(fault)?;
    let names = s.names(rows.iter().map(|r| r.inviter.as_str())).await?;
    let now = s.access.now();
    let line = |r: &InvitationRow| Line {
        id: r.id.clone(),
        email: r.email.clone(),
        role: r.role.clone(),
        territory: territory(&s, r.territory.as_deref()),
        inviter: called(&names, &r.inviter),
        made: r.made.0,
        until: r.until.0,
        state: r.state(now),
    };
    let office = Around::of(&s, &visitor, &seat, "invitations", done(&uri, &["sent", "withdrawn"]));
    let page = List { office, lines: rows.iter().map(line).collect() };
    s.ui.page(&visit, s.head(&visit, "office-invitations-title"), "office/invitations.html", &page)
}

fn sheet(s: &Shared, visit: &Visit, seat: &Seat) -> Sheet {
    let languages = Lang::ALL.map(|l| (l.code().to_owned(), l.own_name().to_owned()));
    let days = DAYS.map(|d| (d.to_owned(), s.ui.text(visit.lang, "office-days", &[("count", d.to_owned())])));
    let mut fields = vec![Field::email(), Field::select("role", "role", role_choices(s, visit, seat))];
    fields.extend(territory_field(s, visit, seat));
    fields.extend([
        Field::select("lang", "letter-language", choices(languages)).with(visit.lang.code()),
        Field::select("days", "link-days", choices(days)).with("14"),
        Field::day("role_until", "until").optional(),
    ]);
    Sheet::new(fields)
}

fn page(s: &Shared, visitor: &Visitor, seat: &Seat, sheet: Sheet) -> FormPage {
    FormPage {
        office: Around::of(s, visitor, seat, "invitations", None),
        page: "invite",
        action: seat.path("/invitations/new"),
        back: seat.path("/invitations"),
        people: Vec::new(),
        empty: false,
        sheet,
    }
}

/// `/office/{organisation}/invitations/new`
pub(crate) async fn form(
    State(s): Here,
    visit: Visit,
    visitor: Visitor,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Response, Failure> {
    let seat = s.seat(&visitor, &id, INVITE).await?;
    let sheet = sheet(&s, &visit, &seat).filled_if(&Form::of_query(&uri));
    page(&s, &visitor, &seat, sheet).show(&s, &visit)
}

/// Sends it.
pub(crate) async fn send(
    State(s): Here,
    visit: Visit,
    visitor: Visitor,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Failure> {
    let seat = s.seat(&visitor, &id, READ).await?;
    let mut sheet = sheet(&s, &visit, &seat).filled(&form);
    sheet.check();
    let email = form.get("email").trim().to_owned();
    if !email.is_empty() && !kaan_notices::is_address(&email) {
        sheet.add(Problem::invalid("invitation-email").at("email"));
    }
    let role_until = sheet.day(&form, "role_until").map(end_of);
    if !sheet.is_good() {
        return page(&s, &visitor, &seat, sheet).show(&s, &visit);
    }
    let days: i64 = form.get("days").parse().unwrap_or(7);
    let inviting = Inviting {
        email,
        organisation: seat.organisation.clone(),
        role: form.get("role").to_owned(),
        territory: form.typed("territory").map(str::to_owned),
        until: Instant(s.access.now().0 + days * DAY),
        role_until,
    };
    let lang = Lang::from_code(form.get("lang")).unwrap_or(visit.lang);
    let act = SendInvitation { access: s.access.clone(), caller: visitor.caller.clone(), seat: seat.clone(), inviting, lang };
    let done = s.access.db().act(act).await.map_err(fault)?;
    let (here, next) = (seat.path("/invitations/new"), seat.path("/invitations?done=sent"));
    match after(&visit, (&here, &next), (&form, sheet), done)? {
        After::Go(on) => Ok(on),
        After::Again(sheet) => page(&s, &visitor, &seat, sheet).show(&s, &visit),
    }
}

/// Withdraws one.
pub(crate) async fn withdraw(
    State(s): Here,
    visit: Visit,
    visitor: Visitor,
    Path((id, invitation)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let seat = s.seat(&visitor, &id, READ).await?;
    let act = WithdrawInvitation { access: s.access.clone(), caller: visitor.caller.clone(), seat: seat.clone(), invitation };
    s.access.db().act(act).await.map_err(fault)??;
    visit.see(&seat.path("/invitations?done=withdrawn"))
}
