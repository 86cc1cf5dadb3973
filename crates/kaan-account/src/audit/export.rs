//! The rows of a search as CSV, in pieces, so that a year of acts needs no memory.
//!
//! Called by the doors. It never begins before the export itself stands in the record.

use super::filter::{asked, reach};
use crate::shared::{Here, Shared, fault};
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{Uri, header};
use axum::response::{IntoResponse, Response};
use kaan_access::record::{self, Filter};
use kaan_access::{Noted, note};
use kaan_base::access::{Reach, Resource};
use kaan_web::{Failure, Visit, Visitor};
use std::sync::Arc;

/// What an export touches first: it is put on record where the reach begins.
fn place(reach: &Reach) -> Resource<'_> {
    let part = reach.parts.first();
    let organisation = reach.organisations.first().or(part.map(|(organisation, _)| organisation));
    let territory = part.map(|(_, territory)| territory).or(reach.territories.first());
    Resource {
        id: "record",
        organisation: organisation.map(String::as_str),
        territory: territory.map(String::as_str),
        ..Resource::default()
    }
}

/// Where the walk stands: before the first piece, before another, or at the end.
enum At {
    First,
    After(String),
    End,
}

/// `POST /audit/export`.
pub(super) async fn csv(State(s): Here, visit: Visit, visitor: Visitor, uri: Uri) -> Result<Response, Failure> {
    let reach = reach(&s, &visitor, "record.export")?;
    let asked = asked(&s, &visit, &uri);
    if !asked.sheet.is_right() {
        return super::search::list(State(s), visit, visitor, uri).await;
    }
    let on = place(&reach);
    let right = visitor.may(&s.ui, "record.export", &on)?;
    let noted = Noted::new("record.export", &visitor).on(&on).by(&right).detail("csv");
    note(&s.access, &noted).await.map_err(fault)?;
    let name = format!("kaan-record-{}.csv", s.ui.now().day(kaan_base::Zone::Utc));
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, Body::from_stream(pieces(s, reach, asked.filter))).into_response())
}

fn pieces(s: Arc<Shared>, reach: Reach, filter: Filter) -> impl futures::Stream<Item = Result<Bytes, std::io::Error>> {
    futures::stream::try_unfold(At::First, move |at| {
        let (s, reach, filter) = (Arc::clone(&s), reach.clone(), filter.clone());
        async move {
            let after = match &at {
                At::First => None,
                At::After(id) => Some(id.as_str()),
                At::End => return Ok(None),
            };
            // The reader has the head of the answer already: a download that breaks off is seen as one.
            let piece = record::export(s.access.db(), &reach, &filter, after).await;
            let (text, next) = piece.map_err(|e| std::io::Error::other(e.to_string()))?;
            Ok(Some((Bytes::from(text), next.map_or(At::End, At::After))))
        }
    })
}
