//! The pages of the office, of the inbox and, on a demonstration server, of the mailbox.
//!
//! Mounted by [`crate::Office::pages`]. A handler parses, calls one act or one reading, and shows. It never decides a right.

mod choose;
mod contacts;
mod delegations;
mod emergency;
mod hours;
mod inbox;
mod invitations;
mod letterhead;
mod mailbox;
mod people;

use crate::form::Sheet;
use crate::shared::{Seat, Shared, confirm_first};
use axum::response::Response;
use kaan_base::access::Denial;
use kaan_base::{Problem, Text3};
use kaan_web::form::Form;
use kaan_web::{Class, Doors, Failure, PUBLIC, Visit, Visitor};
use serde::Serialize;
use std::sync::Arc;

const READ: &str = "office.read";
const CONFIGURE: &str = "office.configure";
const INVITE: &str = "invitation.send";
const OWN: &str = "notice.read-own";
const EMERGENCY: &str = "emergency.begin";

/// The doors, below each language.
pub(crate) fn doors() -> Doors<Arc<Shared>> {
    // What sends a letter to an address that somebody typed is counted apart.
    let mail = Doors::new().post("/office/{organisation}/invitations/new", INVITE, invitations::send).limited(Class::Mail);
    people_doors()
        .merge(mail)
        .get("/office", READ, choose::list)
        .get("/office/{organisation}", READ, choose::home)
        .get("/office/{organisation}/hours", READ, hours::show)
        .post("/office/{organisation}/hours", CONFIGURE, hours::set)
        .post("/office/{organisation}/holidays", CONFIGURE, hours::add_holiday)
        .post("/office/{organisation}/holidays/list", CONFIGURE, hours::take_list)
        .post("/office/{organisation}/holidays/{day}/remove", CONFIGURE, hours::remove_holiday)
        .get("/office/{organisation}/letterhead", READ, letterhead::show)
        .post("/office/{organisation}/letterhead", CONFIGURE, letterhead::set)
        .get("/office/{organisation}/contacts", READ, contacts::show)
        .post("/office/{organisation}/contacts", CONFIGURE, contacts::add)
        .post("/office/{organisation}/contacts/{id}/end", CONFIGURE, contacts::end)
        .get("/inbox", OWN, inbox::show)
        .post("/inbox/read", OWN, inbox::read_all)
        .post("/inbox/letters", OWN, inbox::choose)
        .post("/inbox/{id}/open", OWN, inbox::open)
        .get("/mailbox", PUBLIC, mailbox::list)
        .get("/mailbox/{id}", PUBLIC, mailbox::one)
}

fn people_doors() -> Doors<Arc<Shared>> {
    Doors::new()
        .get("/office/{organisation}/people", READ, people::list)
        .get("/office/{organisation}/people/new", "role.give", people::form)
        .post("/office/{organisation}/people/new", "role.give", people::give)
        .post("/office/{organisation}/roles/{id}/end", "role.end", people::end)
        .get("/office/{organisation}/delegations", READ, delegations::list)
        .post("/office/{organisation}/delegations/{id}/end", "delegation.end", delegations::end)
        .get("/office/{organisation}/invitations", CONFIGURE, invitations::list)
        .get("/office/{organisation}/invitations/new", INVITE, invitations::form)
        .post("/office/{organisation}/invitations/{id}/withdraw", "role.end", invitations::withdraw)
        .get("/office/{organisation}/emergency", READ, emergency::list)
        .get("/office/{organisation}/emergency/new", EMERGENCY, emergency::form)
        .post("/office/{organisation}/emergency/new", EMERGENCY, emergency::begin)
        .post("/office/{organisation}/emergency/{id}/end", "role.end", emergency::end)
}

/// The organisation of a page, for its head and tabs.
#[derive(Serialize)]
pub(crate) struct Around {
    id: String,
    name: Text3,
    tab: &'static str,
    done: Option<&'static str>,
    /// Whether the reader may change hours, letterhead and contacts here.
    configure: bool,
    give: bool,
    end: bool,
    invite: bool,
    emergency: bool,
}

impl Around {
    pub fn of(s: &Shared, visitor: &Visitor, seat: &Seat, tab: &'static str, done: Option<&'static str>) -> Self {
        let may = |act| may(s, visitor, seat, act);
        let (configure, give, end) = (may(CONFIGURE), may("role.give"), may("role.end"));
        let (invite, emergency) = (may(INVITE), may(EMERGENCY));
        Around { id: seat.id().to_owned(), name: seat.name.clone(), tab, done, configure, give, end, invite, emergency }
    }
}

/// Whether the reader may do an act here, or may once they have confirmed; notes nothing.
pub(crate) fn may(s: &Shared, visitor: &Visitor, seat: &Seat, act: &str) -> bool {
    s.access.policy().offers(visitor.caller.actor.as_deref(), act, &seat.on(), s.access.now())
}

/// A page that is one form.
#[derive(Serialize)]
pub(crate) struct FormPage {
    pub office: Around,
    /// Its words: `office-PAGE-title`, `-lead`, `-button`.
    pub page: &'static str,
    pub action: String,
    pub back: String,
    /// Names of people of whom the page speaks.
    pub people: Vec<String>,
    /// Nothing can be sent: why is said in `office-PAGE-empty`.
    pub empty: bool,
    #[serde(flatten)]
    pub sheet: Sheet,
}

impl FormPage {
    /// Shows it; what is wrong is put into words and gives the status.
    pub fn show(mut self, s: &Shared, visit: &Visit) -> Result<Response, Failure> {
        let status = self.sheet.said(s, visit);
        let head = s.head(visit, &format!("office-{}-title", self.page));
        s.ui.page_with(status, visit, head, "office/form.html", &self)
    }
}

/// After an act behind a form: on to the next page, to the confirmation and back, or the form again.
pub(crate) enum After {
    /// It is done, or the person confirms first.
    Go(Response),
    /// The form again, with what was typed and what is wrong.
    Again(Sheet),
}

/// What to do with an act's answer. `here` is the form's path, `next` where it leads when it is done.
pub(crate) fn after<T>(
    visit: &Visit,
    (here, next): (&str, &str),
    (form, mut sheet): (&Form, Sheet),
    done: Result<T, Problem>,
) -> Result<After, Failure> {
    let problem = match done {
        Ok(_) => return visit.see(next).map(After::Go),
        Err(problem) => problem,
    };
    if problem.code == Denial::CONFIRM
        && let Some(on) = confirm_first(visit, here, form)
    {
        return on.map(After::Go);
    }
    sheet.add(problem);
    Ok(After::Again(sheet))
}
