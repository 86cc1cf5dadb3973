//! The officers' queue of registrations, oldest first, with a mark where somebody alike stands already.
//!
//! Called by the doors. It never lists or counts what the reader may not see.

use super::{Here, asked, fault, own_head};
use crate::codes::{self, Coded, law};
use crate::store::registration::{self as table, Registration};
use crate::{Shared, form};
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use kaan_base::{Problem, Text3, is_id};
use kaan_web::form::address;
use kaan_web::{Failure, Visit, Visitor};
use serde::Serialize;

/// Registrations on a page.
const PAGE: i64 = 25;
const DAY: i64 = 86_400_000_000;

#[derive(Serialize)]
struct Row {
    path: String,
    number: String,
    names: Text3,
    country: Option<Coded>,
    territory: Option<Coded>,
    state: &'static str,
    tone: &'static str,
    lodged: i64,
    days: i64,
    alike: u32,
}

#[derive(Serialize)]
struct Queue {
    rows: Vec<Row>,
    waiting: i64,
    closed: bool,
    first: Option<String>,
    next: Option<String>,
}

/// `/parties/registrations`.
pub(super) async fn queue(State(s): Here, visit: Visit, visitor: Visitor, uri: Uri) -> Result<Response, Failure> {
    let form = asked(&uri);
    let closed = form.typed("closed").is_some();
    let after = form.typed("after").map(token).transpose()?;
    let (policy, now) = (s.ui.policy(), s.access.now());
    let reach = policy.map(|p| p.reach(visitor.caller.actor.as_deref(), "registration.read", now)).unwrap_or_default();
    let examine = policy.map(|p| p.reach(visitor.caller.actor.as_deref(), "registration.examine", now)).unwrap_or_default();
    let at = after.as_ref().map(|(lodged, id)| (*lodged, id.as_str()));
    let mut found = table::queue(&s.db, &reach, closed, at, PAGE + 1).await.map_err(fault)?;
    let more = found.len() > PAGE as usize;
    found.truncate(PAGE as usize);
    let kept = if closed { "1" } else { "" };
    let next = found.last().filter(|_| more).map(|r| {
        let after = format!("{}~{}", r.lodged.unwrap_or_default(), r.id);
        address("/parties/registrations", &[("closed", kept), ("after", &after)])
    });
    let mut rows = Vec::with_capacity(found.len());
    for r in found {
        let officer = examine.territories.iter().any(|t| Some(t) == r.territory.as_ref()) || examine.all;
        rows.push(row(&s, &visitor, r, (officer, now.0)).await?);
    }
    let page = Queue {
        rows,
        waiting: table::count_waiting(&s.db, &reach).await.map_err(fault)?,
        closed,
        first: after.is_some().then(|| address("/parties/registrations", &[("closed", kept)])),
        next,
    };
    s.ui.page(&visit, own_head(s.ui.text(visit.lang, "parties-queue", &[])), "parties/registrations.html", &page)
}

/// Where a page begins: `{lodged}~{id}`.
fn token(text: &str) -> Result<(i64, String), Failure> {
    let wrong = || Failure::malformed(Problem::invalid("wrong-page-token").at("after"));
    let (lodged, id) = text.split_once('~').ok_or_else(wrong)?;
    if !is_id(id) {
        return Err(wrong());
    }
    Ok((lodged.parse().map_err(|_| wrong())?, id.to_owned()))
}

async fn row(s: &Shared, visitor: &Visitor, r: Registration, (officer, now): (bool, i64)) -> Result<Row, Failure> {
    let asked = form::read(&r.form).ok();
    let alike = match &asked {
        Some(asked) if officer && r.state.is_waiting() => {
            let found = super::case::alike(s, visitor, &r, asked).await?;
            found.first().map_or(0, |a| a.score)
        }
        _ => 0,
    };
    let lodged = r.lodged.unwrap_or(r.made);
    Ok(Row {
        path: format!("/parties/registrations/{}", r.id),
        names: asked.as_ref().map(|a| a.names.text()).unwrap_or_default(),
        country: asked.map(|a| codes::country(&a.country)),
        territory: r.territory.as_deref().map(codes::territory),
        state: r.state.code(),
        tone: r.state.tone(),
        lodged,
        days: (now - lodged).max(0) / DAY,
        alike: if alike >= law().suspicion.shown_from { alike } else { 0 },
        number: r.number,
    })
}
