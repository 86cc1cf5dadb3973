//! Officers whom the public may ask, as the organisation's page shows them.
//!
//! Called by colleagues; administrators change them. It never shows a contact that was ended.

use super::{After, Around, READ, after};
use crate::acts::end_contact::EndContact;
use crate::acts::name_contact::NameContact;
use crate::form::{Field, Sheet};
use crate::shared::{Here, Seat, Shared, done, fault};
use crate::store;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use kaan_base::{Problem, Text3, names};
use kaan_web::form::Form;
use kaan_web::{Failure, Visit, Visitor};
use serde::Serialize;

const DUTIES: [&str; 3] = ["duty_en", "duty_zh", "duty_ur"];
/// Most contacts of an office.
const MOST: usize = 50;

#[derive(Serialize)]
struct Line {
    id: String,
    duty: Text3,
    name: Option<String>,
    telephone: String,
    email: Option<String>,
}

#[derive(Serialize)]
struct Page {
    office: Around,
    lines: Vec<Line>,
    #[serde(flatten)]
    sheet: Sheet,
}

fn sheet() -> Sheet {
    let [en, zh, ur] = DUTIES;
    Sheet::new(vec![
        Field::text(en, "duty-en").optional(),
        Field::text(zh, "duty-zh").optional(),
        Field::text(ur, "duty-ur").optional(),
        Field::text("person", "person").hint(),
        Field::telephone(),
        Field::email(),
    ])
}

async fn page(
    s: &Shared,
    visit: &Visit,
    visitor: &Visitor,
    seat: &Seat,
    back: (Option<Sheet>, Option<&'static str>),
) -> Result<Response, Failure> {
    let rows = store::contacts(s.access.db(), seat.id()).await.map_err(fault)?;
    let line = |c: store::Contact| Line { id: c.id, duty: c.duty, name: c.name, telephone: c.telephone, email: c.email };
    let mut sheet = back.0.unwrap_or_else(sheet);
    let status = sheet.said(s, visit);
    let office = Around::of(s, visitor, seat, "contacts", back.1);
    let page = Page { office, lines: rows.into_iter().map(line).collect(), sheet };
    s.ui.page_with(status, visit, s.head(visit, "office-contacts-title"), "office/contacts.html", &page)
}

/// `/office/{organisation}/contacts`
pub(crate) async fn show(
    State(s): Here,
    visit: Visit,
    visitor: Visitor,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Response, Failure> {
    let seat = s.seat(&visitor, &id, READ).await?;
    page(&s, &visit, &visitor, &seat, (None, done(&uri, &["contact-named", "contact-ended"]))).await
}

/// Names one.
pub(crate) async fn add(
    State(s): Here,
    visit: Visit,
    visitor: Visitor,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Failure> {
    let seat = s.seat(&visitor, &id, READ).await?;
    let mut sheet = sheet().filled(&form);
    sheet.check();
    let duty = sheet.names(&form, DUTIES, true);
    let telephone = sheet.telephone(&form, "telephone");
    let name = match form.typed("person").map(names::check) {
        Some(Ok(name)) => name,
        Some(Err(problems)) => {
            problems.into_iter().for_each(|p| sheet.add(p.at("person")));
            String::new()
        }
        None => String::new(),
    };
    let email = form.get("email").trim().to_owned();
    if !email.is_empty() && !kaan_notices::is_address(&email) {
        sheet.add(Problem::invalid("office-email").at("email"));
    }
    if store::contacts(s.access.db(), seat.id()).await.map_err(fault)?.len() >= MOST {
        sheet.add(Problem::refused("office-too-many").with("most", MOST));
    }
    if !sheet.is_good() {
        return page(&s, &visit, &visitor, &seat, (Some(sheet), None)).await;
    }
    let (access, caller) = (s.access.clone(), visitor.caller.clone());
    let act = NameContact { access, caller, seat: seat.clone(), duty, telephone, name, email };
    let done = s.access.db().act(act).await.map_err(fault)?;
    let (here, next) = (seat.path("/contacts"), seat.path("/contacts?done=contact-named"));
    match after(&visit, (&here, &next), (&form, sheet), done)? {
        After::Go(on) => Ok(on),
        After::Again(sheet) => page(&s, &visit, &visitor, &seat, (Some(sheet), None)).await,
    }
}

/// Ends one.
pub(crate) async fn end(
    State(s): Here,
    visit: Visit,
    visitor: Visitor,
    Path((id, contact)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let seat = s.seat(&visitor, &id, READ).await?;
    let act = EndContact { access: s.access.clone(), caller: visitor.caller.clone(), seat: seat.clone(), contact };
    s.access.db().act(act).await.map_err(fault)??;
    visit.see(&seat.path("/contacts?done=contact-ended"))
}
