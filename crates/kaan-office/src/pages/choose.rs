//! Which organisation, and what there is to do in it.
//!
//! Called by readers with a role. It never lists an organisation in which the reader has none.

use super::{Around, READ};
use crate::hours::weekday;
use crate::shared::{Here, fault};
use crate::store;
use axum::extract::{Path, State};
use axum::response::Response;
use kaan_base::{Text3, Zone};
use kaan_web::{Failure, Visit, Visitor};
use serde::Serialize;

#[derive(Serialize)]
struct Line {
    id: String,
    name: Text3,
    roles: Vec<String>,
}

#[derive(Serialize)]
struct List {
    lines: Vec<Line>,
}

/// `/office`
pub(crate) async fn list(State(s): Here, visit: Visit, visitor: Visitor) -> Result<Response, Failure> {
    let actor = visitor.actor()?;
    let mut lines: Vec<Line> = Vec::new();
    for hat in &actor.hats {
        if let Some(line) = lines.iter_mut().find(|l| l.id == hat.organisation) {
            if !line.roles.contains(&hat.role) {
                line.roles.push(hat.role.clone());
            }
            continue;
        }
        let name = store::party(s.access.db(), &hat.organisation).await.map_err(fault)?.map(|p| p.name);
        let name = name.filter(|n| !n.is_empty()).unwrap_or_else(|| Text3::english(&hat.organisation));
        lines.push(Line { id: hat.organisation.clone(), name, roles: vec![hat.role.clone()] });
    }
    if let [one] = lines.as_slice() {
        return visit.see(&format!("/office/{}", one.id));
    }
    s.ui.page(&visit, s.head(&visit, "office-choose-title"), "office/choose.html", &List { lines })
}

#[derive(Serialize)]
struct Home {
    office: Around,
    /// Whether hours were set, and whether it is open now.
    hours: bool,
    open: bool,
    today: String,
    weekday: usize,
    people: usize,
    contacts: usize,
    letterhead: bool,
    /// Whether it has a public page.
    public: bool,
}

/// `/office/{organisation}`
pub(crate) async fn home(State(s): Here, visit: Visit, visitor: Visitor, Path(id): Path<String>) -> Result<Response, Failure> {
    let seat = s.seat(&visitor, &id, READ).await?;
    let (db, now) = (s.access.db(), s.access.now());
    let (calendar, _) = store::calendar(db, seat.id()).await.map_err(fault)?;
    let roles = kaan_access::roles::roles_in(db, seat.id()).await.map_err(fault)?;
    let mut people: Vec<&str> = roles.iter().filter(|r| r.in_force(now)).map(|r| r.account.as_str()).collect();
    people.sort_unstable();
    people.dedup();
    let today = now.day(calendar.as_ref().map_or(Zone::Pakistan, |c| c.zone));
    let page = Home {
        office: Around::of(&s, &visitor, &seat, "", None),
        hours: calendar.is_some(),
        open: calendar.is_some_and(|c| c.is_open(now)),
        today: today.to_string(),
        weekday: weekday(today),
        people: people.len(),
        contacts: store::contacts(db, seat.id()).await.map_err(fault)?.len(),
        letterhead: store::letterhead(db, seat.id()).await.map_err(fault)?.is_some(),
        public: seat.public,
    };
    s.ui.page(&visit, s.head(&visit, "office-title"), "office/home.html", &page)
}
