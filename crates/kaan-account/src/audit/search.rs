//! The list of acts within an auditor's reach, newest first, by filters in the address.
//!
//! Called by the doors. It never shows more of a row than the reach allows.

use super::filter::{asked, reach};
use crate::fields::{Field, Wrong};
use crate::names::Names;
use crate::shared::{Here, Shared, fault};
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use kaan_access::record::{self, Row};
use kaan_base::Text3;
use kaan_base::access::Reach;
use kaan_web::{Failure, Visit, Visitor};
use serde::Serialize;
use std::collections::BTreeSet;

/// A row as it is drawn.
#[derive(Serialize)]
pub(super) struct Line {
    pub id: String,
    pub at: i64,
    pub who: String,
    pub account: String,
    pub organisation: Option<Text3>,
    pub act: String,
    pub on: String,
    pub on_organisation: Option<Text3>,
    pub territory: String,
    pub subject_person: String,
    pub rule: String,
    pub role: String,
    pub address: String,
    pub request: String,
    pub detail: String,
    pub code: String,
    pub outcome: &'static str,
}

#[derive(Serialize)]
struct Page {
    everything: bool,
    organisations: Vec<Text3>,
    territories: Vec<String>,
    fields: Vec<Field>,
    wrong: Vec<Wrong>,
    rows: Vec<Line>,
    first: Option<String>,
    next: Option<String>,
    query: String,
}

/// `GET /audit`.
pub(super) async fn list(State(s): Here, visit: Visit, visitor: Visitor, uri: Uri) -> Result<Response, Failure> {
    let reach = reach(&s, &visitor, "record.search")?;
    let asked = asked(&s, &visit, &uri);
    let found = if asked.sheet.is_right() {
        record::search(s.access.db(), &reach, &asked.filter, asked.after()).await.map_err(fault)?
    } else {
        record::Page { rows: Vec::new(), next: None }
    };
    let names = names(&s, &found.rows, &reach).await?;
    let path = format!("/{}/audit", visit.lang.code());
    let page = Page {
        everything: reach.all,
        organisations: organisations(&reach).map(|o| names.organisation(o)).collect(),
        territories: reach.territories.clone(),
        rows: found.rows.into_iter().map(|r| line(r, &names)).collect(),
        first: asked.after().map(|_| asked.address(&path, None)),
        next: found.next.as_deref().map(|n| asked.address(&path, Some(n))),
        query: asked.address("", None),
        fields: asked.sheet.fields.clone(),
        wrong: asked.sheet.wrong.clone(),
    };
    s.ui.page_with(asked.sheet.status(), &visit, s.head(&visit, "audit-title"), "account/audit.html", &page)
}

/// The organisations of a reach, each once.
fn organisations(reach: &Reach) -> impl Iterator<Item = &str> {
    let parts = reach.parts.iter().map(|(organisation, _)| organisation.as_str());
    reach.organisations.iter().map(String::as_str).chain(parts).collect::<BTreeSet<_>>().into_iter()
}

/// The names of all that rows and a reach mention.
pub(super) async fn names(s: &Shared, rows: &[Row], reach: &Reach) -> Result<Names, Failure> {
    let of_rows = rows.iter().flat_map(|r| [r.organisation.as_deref(), r.on_organisation.as_deref()]).flatten();
    let all = of_rows.chain(organisations(reach)).collect();
    Names::of(s, all, rows.iter().filter_map(|r| r.account.as_deref()).collect()).await
}

/// A row with its names.
pub(super) fn line(r: Row, names: &Names) -> Line {
    Line {
        id: r.id,
        at: r.at.0,
        who: r.account.as_deref().map(|a| names.account(a)).unwrap_or_default(),
        account: r.account.unwrap_or_default(),
        organisation: r.organisation.map(|o| names.organisation(&o)),
        act: r.act,
        on: r.resource,
        on_organisation: r.on_organisation.map(|o| names.organisation(&o)),
        territory: r.territory.unwrap_or_default(),
        subject_person: r.subject_person.unwrap_or_default(),
        rule: r.rule.unwrap_or_default(),
        role: r.role.unwrap_or_default(),
        address: r.address,
        request: r.request,
        detail: r.detail,
        code: r.code.unwrap_or_default(),
        outcome: r.outcome.word(),
    }
}
