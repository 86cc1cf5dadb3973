//! Signing in with a passkey: JSON for the island of that name.
//!
//! Called by the doors. It never asks for an e-mail first: the passkey itself says whose it is.

use crate::shared::{Here, agent, at, fault, put, wanted};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, Uri, header};
use axum::response::{IntoResponse, Response};
use kaan_base::Problem;
use kaan_web::{Failure, Visit, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// What the island sends back.
#[derive(Deserialize)]
pub(crate) struct Finished {
    #[serde(default)]
    pub ticket: String,
    #[serde(default)]
    pub credential: Value,
    /// The name of a new passkey.
    #[serde(default)]
    pub label: String,
}

#[derive(Serialize)]
struct Begun {
    ticket: String,
    options: Value,
}

/// The options of a ceremony, for the island.
pub(crate) fn begun(ticket: String, options: Value) -> Response {
    ([(header::CACHE_CONTROL, "no-store")], Json(Begun { ticket, options })).into_response()
}

/// Where the island goes next.
pub(crate) fn next(to: &str, cookies: &[String]) -> Result<Response, Failure> {
    let mut answer = ([(header::CACHE_CONTROL, "no-store")], Json(json!({ "next": to }))).into_response();
    put(&mut answer, cookies)?;
    Ok(answer)
}

/// What the island sent, if it is JSON of that shape.
pub(crate) fn read<T>(body: Result<Json<T>, axum::extract::rejection::JsonRejection>) -> Result<T, Failure> {
    body.map(|Json(x)| x).map_err(|_| Failure::malformed(Problem::invalid("passkey-broken")))
}

/// `POST /sign-in/passkey/begin`.
pub(super) async fn begin(State(s): Here) -> Result<Response, Failure> {
    let (ticket, options) = s.access.passkey_sign_in_begin().await.map_err(fault)??;
    Ok(begun(ticket, options))
}

/// `POST /sign-in/passkey/finish`.
pub(super) async fn finish(
    State(s): Here,
    visit: Visit,
    visitor: Visitor,
    uri: Uri,
    headers: HeaderMap,
    body: Result<Json<Finished>, axum::extract::rejection::JsonRejection>,
) -> Result<Response, Failure> {
    let sent = read(body)?;
    let done = s.access.passkey_sign_in_finish(&sent.ticket, &sent.credential, &visitor, agent(&headers)).await.map_err(fault)?;
    let to = wanted(&uri).unwrap_or_else(|| at(&visit, "/account"));
    next(&to, &[s.ui.session_cookie(&done?, None)])
}
