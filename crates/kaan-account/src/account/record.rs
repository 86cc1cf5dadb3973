//! `/account/record`: what one did, and who looked at one's data.
//!
//! Called by the doors. It never names the official who looked: the organisation and the role answer for it.

use crate::names::Names;
use crate::shared::{Here, at, fault, owner};
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use kaan_access::record;
use kaan_base::Text3;
use kaan_web::form::{self, Form};
use kaan_web::{Failure, Visit, Visitor};
use serde::Serialize;

#[derive(Serialize)]
struct Line {
    at: i64,
    act: String,
    on: String,
    address: String,
    organisation: Option<Text3>,
    role: Option<String>,
    own: bool,
    outcome: &'static str,
}

#[derive(Serialize)]
struct Page {
    looks_at: bool,
    rows: Vec<Line>,
    next: Option<String>,
}

/// `GET /account/record`, or `?of=looks`.
pub(super) async fn show(State(s): Here, visit: Visit, visitor: Visitor, uri: Uri) -> Result<Response, Failure> {
    let (signed, _) = owner(&s, &visitor)?;
    let query = Form::of_query(&uri);
    let after = query.typed("after").filter(|a| kaan_base::is_id(a));
    let looks_at = query.get("of") == "looks";
    let (rows, next) = if looks_at {
        let found = record::of_person(s.access.db(), &signed.actor.person, after).await.map_err(fault)?;
        let organisations = found.rows.iter().filter_map(|r| r.organisation.as_deref()).collect();
        let names = Names::of(&s, organisations, Vec::new()).await?;
        let line = |r: record::Look| Line {
            at: r.at.0,
            act: r.act,
            on: String::new(),
            address: String::new(),
            organisation: r.organisation.map(|o| names.organisation(&o)),
            role: r.role,
            own: r.own,
            outcome: r.outcome.word(),
        };
        (found.rows.into_iter().map(line).collect(), found.next)
    } else {
        let found = record::of_account(s.access.db(), &signed.actor.account, after).await.map_err(fault)?;
        let line = |r: record::Row| Line {
            at: r.at.0,
            act: r.act,
            on: r.resource,
            address: r.address,
            organisation: None,
            role: r.role,
            own: true,
            outcome: r.outcome.word(),
        };
        (found.rows.into_iter().map(line).collect(), found.next)
    };
    let of = if looks_at { "looks" } else { "" };
    let next = next.map(|n| form::address(&at(&visit, "/account/record"), &[("of", of), ("after", &n)]));
    s.ui.page(&visit, s.head(&visit, "account-record-title"), "account/record.html", &Page { looks_at, rows, next })
}
