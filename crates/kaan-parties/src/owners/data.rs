//! `/data/owners.bods.json`: every declaration as statements of the standard, streamed.
//!
//! Called by the door. It reads a page of declarations at a time and what is public of them alone; it never
//! holds the whole register in memory.

use super::bods::{self, Publisher};
use super::store::{self, Declaration};
use super::the_law;
use crate::Shared;
use crate::pages::{Here, fault};
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures::stream;
use kaan_base::{Lang, Text3};
use kaan_db::Res;
use kaan_web::Failure;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where the reading stands.
enum At {
    /// After this declaration; whether a statement was written already.
    After((String, i64), bool),
    End,
}

/// The export.
pub(super) async fn bods(State(s): Here) -> Result<Response, Failure> {
    // The first page is read before anything is sent, so that a broken store is answered as such.
    let first = store::list_page(&s.db, ("", 0)).await.map_err(fault)?;
    let head = stream::once(async { Ok(Bytes::from_static(b"[")) });
    let start = (Arc::clone(&s), At::After((String::new(), 0), false), Some(first));
    let rest = stream::unfold(start, |(s, at, ready)| async move {
        let At::After(place, comma) = at else { return None };
        match next(&s, (&place.0, place.1), comma, ready).await {
            Ok((bytes, at)) => Some((Ok(bytes), (s, at, None))),
            Err(e) => Some((Err(std::io::Error::other(e.to_string())), (s, At::End, None))),
        }
    });
    let body = Body::from_stream(futures::StreamExt::chain(head, rest));
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CONTENT_DISPOSITION, "inline; filename=\"owners.bods.json\""),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ];
    Ok((headers, body).into_response())
}

async fn next(s: &Shared, place: (&str, i64), mut comma: bool, ready: Option<Vec<Declaration>>) -> Res<(Bytes, At)> {
    let page = match ready {
        Some(page) => page,
        None => store::list_page(&s.db, place).await?,
    };
    let Some(last) = page.last() else { return Ok((Bytes::from_static(b"\n]\n"), At::End)) };
    let at = (last.subject.clone(), last.nth);
    let ids: Vec<String> = page.iter().map(|d| d.subject.clone()).collect();
    let known: BTreeMap<String, store::Known> =
        store::list_known(&s.db, &ids).await?.into_iter().map(|k| (k.id.clone(), k)).collect();
    let name = s.ui.text(Lang::En, "site-name", &[]);
    let by = Publisher { name: &name, base: s.ui.base() };
    let mut out = String::new();
    for d in &page {
        let none = || store::Known { id: d.subject.clone(), kind: "company".into(), name: Text3::default(), country: None };
        let subject = known.get(&d.subject).cloned().unwrap_or_else(none);
        let statements = store::list_public(&s.db, &d.id).await?;
        for value in bods::declaration(d, &subject, &statements, the_law()?, &by) {
            out.push_str(if comma { ",\n" } else { "\n" });
            out.push_str(&crate::store::json(&value)?);
            comma = true;
        }
    }
    Ok((Bytes::from(out), At::After(at, comma)))
}
