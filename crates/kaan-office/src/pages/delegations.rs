//! Delegations of an organisation: who acts with whose role, until when.
//!
//! Called by colleagues; administrators end them. A delegation is given on the page of one's own account, never here.

use super::people::territory;
use super::{Around, READ, may};
use crate::acts::end_delegation::EndDelegation;
use crate::shared::{Here, called, done, fault};
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use kaan_access::roles::{DelegationRow, delegations_in};
use kaan_base::Text3;
use kaan_web::{Failure, Visit, Visitor};
use serde::Serialize;

#[derive(Serialize)]
struct Line {
    id: String,
    role: String,
    territory: Option<Text3>,
    by: String,
    to: String,
    from: i64,
    until: i64,
    /// `now`, `later` or `ended`.
    state: &'static str,
}

#[derive(Serialize)]
struct List {
    office: Around,
    lines: Vec<Line>,
    may_end: bool,
}

/// `/office/{organisation}/delegations`
pub(crate) async fn list(
    State(s): Here,
    visit: Visit,
    visitor: Visitor,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Response, Failure> {
    let seat = s.seat(&visitor, &id, READ).await?;
    let rows = delegations_in(s.access.db(), seat.id()).await.map_err(fault)?;
    let names = s.names(rows.iter().flat_map(|r| [r.account.as_str(), r.to.as_str()])).await?;
    let now = s.access.now();
    let state = |r: &DelegationRow| match r.in_force(now) {
        true => "now",
        false if r.ended_at.is_none() && r.from > now => "later",
        false => "ended",
    };
    let line = |r: &DelegationRow| Line {
        id: r.id.clone(),
        role: r.role.clone(),
        territory: territory(&s, r.territory.as_deref()),
        by: called(&names, &r.account),
        to: called(&names, &r.to),
        from: r.from.0,
        until: r.ended_at.unwrap_or(r.until).0,
        state: state(r),
    };
    let page = List {
        office: Around::of(&s, &visitor, &seat, "delegations", done(&uri, &["delegation-ended"])),
        lines: rows.iter().map(line).collect(),
        may_end: may(&s, &visitor, &seat, "delegation.end"),
    };
    s.ui.page(&visit, s.head(&visit, "office-delegations-title"), "office/delegations.html", &page)
}

/// Ends one.
pub(crate) async fn end(
    State(s): Here,
    visit: Visit,
    visitor: Visitor,
    Path((id, delegation)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let seat = s.seat(&visitor, &id, READ).await?;
    let act = EndDelegation { access: s.access.clone(), caller: visitor.caller.clone(), seat: seat.clone(), delegation };
    s.access.db().act(act).await.map_err(fault)??;
    visit.see(&seat.path("/delegations?done=delegation-ended"))
}
