//! What was typed into a form that is refused: shown again with the reason, so that nobody types it twice.
//!
//! Held by the layer at every door, shown by the page of a problem. It never holds what a door for secrets takes,
//! passwords, codes or files, and never shows what another site made the browser send.

use crate::form::pairs;
use crate::{Ui, cross};
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::{Method, StatusCode, header};
use axum::response::Response;

/// The largest form that is held, in bytes.
const MOST_BYTES: usize = 256 << 10;
/// Most fields that are shown again.
const MOST_FIELDS: usize = 100;
/// Words in the names of fields that are never shown.
const SECRET: [&str; 5] = ["token", "password", "code", "secret", "credential"];

/// Names and values of the fields of a refused form, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Typed(pub Vec<(String, String)>);

/// Holds the body of a form of this site, beside the request as it was; nothing for anything else.
pub(crate) async fn hold(ui: &Ui, request: Request) -> (Request, Option<Bytes>) {
    if !is_own_form(ui, &request) {
        return (request, None);
    }
    let (parts, body) = request.into_parts();
    match axum::body::to_bytes(body, MOST_BYTES).await {
        Ok(bytes) => (Request::from_parts(parts, Body::from(bytes.clone())), Some(bytes)),
        // Cut off on its way: the handler finds nothing and says so.
        Err(_) => (Request::from_parts(parts, Body::empty()), None),
    }
}

/// Whether this is a form of this site, small enough to be held.
fn is_own_form(ui: &Ui, request: &Request) -> bool {
    let text = |name| request.headers().get(name).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let fits = text(header::CONTENT_LENGTH).parse::<usize>().is_ok_and(|n| (1..=MOST_BYTES).contains(&n));
    request.method() == Method::POST
        && text(header::CONTENT_TYPE).starts_with("application/x-www-form-urlencoded")
        && fits
        && cross::is_here(ui.base(), request.headers())
}

/// Hangs what was typed on an answer that refuses it.
pub(crate) fn keep(answer: &mut Response, held: Option<Bytes>) {
    let refuses = [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN, StatusCode::CONFLICT, StatusCode::TOO_MANY_REQUESTS];
    let Some(held) = held.filter(|_| refuses.contains(&answer.status())) else { return };
    let open = |name: &str| !SECRET.iter().any(|s| name.to_ascii_lowercase().contains(s));
    let all = pairs(&String::from_utf8_lossy(&held)).into_iter();
    let typed: Vec<_> = all.filter(|(name, value)| open(name) && !value.trim().is_empty()).take(MOST_FIELDS).collect();
    if !typed.is_empty() {
        answer.extensions_mut().insert(Typed(typed));
    }
}
