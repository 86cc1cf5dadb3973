//! JSON for programs: the ground check, `POST /api/v1/parcels/check`, and its description.
//!
//! Mounted by the door. It never keeps what was asked, and never answers less than the page does.

pub(crate) mod document;

use crate::check::{self, Answered, CheckAnswer};
use crate::state::{Shared, State};
use axum::body::Body;
use axum::extract::{Query, State as From};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ALLOW,
    CACHE_CONTROL, CONTENT_TYPE, VARY,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use kaan_base::{Lang, Problem};
use kaan_web::{Class, Doors, Failure, PUBLIC, Ui};
use std::sync::Arc;

/// The largest question, bytes: a hundred thousand corners with all their digits.
pub(crate) const MOST_BYTES: usize = 8 << 20;
/// A question of more bytes is judged beside the threads that serve others.
const LONG: usize = 100_000;

/// The route, at its absolute address.
pub(crate) fn routes() -> Doors<Arc<Shared>> {
    let doors = Doors::new().post("/api/v1/parcels/check", PUBLIC, parcels_check).limited(Class::Search).from_anywhere();
    doors.options("/api/v1/parcels/check", options)
}

async fn options() -> Response {
    let allow = [
        (ALLOW, "POST, OPTIONS"),
        (ACCESS_CONTROL_ALLOW_METHODS, "POST, OPTIONS"),
        (ACCESS_CONTROL_ALLOW_HEADERS, "content-type, accept-language"),
        (ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ];
    (StatusCode::NO_CONTENT, allow).into_response()
}

/// The language of the messages: as the address says, else as the reader's program prefers.
fn language(pairs: &[(String, String)], headers: &HeaderMap) -> Result<Lang, Failure> {
    let mut lang = headers.get("accept-language").and_then(|v| v.to_str().ok()).and_then(Lang::from_accept_language);
    for (name, value) in pairs {
        if name != "lang" {
            return Err(Failure::malformed(Problem::invalid("unknown-parameter").at(name.as_str())));
        }
        lang = Some(Lang::from_code(value).ok_or_else(|| Failure::malformed(Problem::invalid("unknown-language").at("lang")))?);
    }
    Ok(lang.unwrap_or_default())
}

/// Judges one parcel against the register.
async fn parcels_check(
    From(s): State,
    Query(pairs): Query<Vec<(String, String)>>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Failure> {
    let lang = language(&pairs, &headers)?;
    let too_large = || Failure::Problems(StatusCode::PAYLOAD_TOO_LARGE, Vec::new());
    let bytes = axum::body::to_bytes(body, MOST_BYTES).await.map_err(|_| too_large())?;
    let ground = s.ground();
    let judge = move || -> Result<Answered, Failure> {
        let question = check::read(&bytes, ground.law.check.corners).map_err(unread)?;
        let outline = check::place(&question).map_err(unread)?;
        Ok(check::ask(&ground, &outline))
    };
    let answered = if headers.get("content-length").and_then(|v| v.to_str().ok()?.parse().ok()).unwrap_or(0) > LONG {
        tokio::task::spawn_blocking(judge).await.map_err(|e| Failure::Fault(e.to_string()))??
    } else {
        judge()?
    };
    let mut answer = answered.answer;
    speak(&mut answer, &s.ui, lang);
    json(&answer, lang)
}

/// Gives every problem its sentence.
pub(crate) fn speak(answer: &mut CheckAnswer, ui: &Ui, lang: Lang) {
    for problem in &mut answer.problems {
        problem.message = ui.text(lang, &format!("problem-{}", problem.code), &[]);
    }
}

fn unread(u: check::Unread) -> Failure {
    let problem = Problem::invalid(u.code);
    Failure::malformed(match u.place {
        Some(place) => problem.at(place),
        None => problem,
    })
}

fn json(answer: &CheckAnswer, lang: Lang) -> Result<Response, Failure> {
    let body = serde_json::to_vec(answer).map_err(|e| Failure::Fault(e.to_string()))?;
    let head = [
        (CONTENT_TYPE, "application/json"),
        (CACHE_CONTROL, "no-store"),
        (VARY, "Accept-Language"),
        (axum::http::header::CONTENT_LANGUAGE, lang.tag()),
        (ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (ACCESS_CONTROL_EXPOSE_HEADERS, "X-Ledger-Size"),
    ];
    Ok((head, [("x-ledger-size", answer.ledger_size.to_string())], body).into_response())
}
