//! Problems as documents (RFC 9457) and as pages.
//!
//! Called by [`crate::Failure`] and by the layer that dresses failures. It never tells what broke
//! inside: a fault has its request's number, and the log has the rest.

use crate::Failure;
use crate::words::words;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kaan_base::{Lang, Problem};
use serde::Serialize;

/// One problem in words.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Said {
    pub code: &'static str,
    pub detail: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// The section of law, where the refusal cites one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
}

#[derive(Serialize)]
struct Document<'a> {
    r#type: String,
    title: &'a str,
    status: u16,
    code: &'static str,
    detail: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    request: Option<&'a str>,
    problems: &'a [Said],
}

/// The sentence of a problem in a language, with its values.
pub(crate) fn say(lang: Lang, problem: &Problem) -> String {
    let Ok(words) = words() else { return problem.code.to_owned() };
    let key = format!("problem-{}", problem.code);
    if words.has(lang, &key) { words.text(lang, &key, &problem.values) } else { crate::words::unknown(&key, lang) }
}

/// Every problem of a failure in words.
pub(crate) fn all(lang: Lang, failure: &Failure) -> Vec<Said> {
    let section =
        |p: &Problem| p.values.iter().find(|(name, value)| *name == "section" && value != "unknown").map(|(_, v)| v.clone());
    failure
        .problems()
        .iter()
        .map(|p| Said { code: p.code, detail: say(lang, p), at: p.place.clone(), section: section(p) })
        .collect()
}

/// Classes of answers, each with a title and what to do.
fn class(status: StatusCode) -> (&'static str, &'static str) {
    match status.as_u16() {
        404 | 410 => ("problem-title-missing", "problem-next-missing"),
        401 => ("problem-title-sign-in", "problem-next-sign-in"),
        403 | 409 | 451 => ("problem-title-refused", "problem-next-refused"),
        429 | 503 => ("problem-title-busy", "problem-next-busy"),
        _ if status.is_client_error() => ("problem-title-invalid", "problem-next-invalid"),
        _ => ("problem-title-fault", "problem-next-fault"),
    }
}

/// The name of a class of answers.
pub(crate) fn title(lang: Lang, status: StatusCode) -> String {
    let (key, _) = class(status);
    words().map_or_else(|_| key.to_owned(), |w| w.text(lang, key, &[]))
}

/// The message key of what to do about it.
pub(crate) fn next(status: StatusCode) -> &'static str {
    class(status).1
}

/// The code for an answer that came without one.
pub(crate) fn code_of(status: StatusCode) -> &'static str {
    match status.as_u16() {
        404 | 410 => "not-found",
        405 => "method-not-allowed",
        408 => "too-slow",
        413 => "too-large",
        415 => "media-type-not-supported",
        429 | 503 => "busy",
        s if s < 500 => "malformed-request",
        _ => "fault",
    }
}

/// A problem document; `base` stands before the address of the type.
pub(crate) fn document(base: &str, lang: Lang, failure: &Failure, request: Option<&str>) -> Response {
    let status = failure.status();
    let said = all(lang, failure);
    let (code, detail) = said.first().map_or(("fault", ""), |s| (s.code, s.detail.as_str()));
    let title = title(lang, status);
    let body = Document {
        r#type: format!("{base}/en/problems/{code}"),
        title: &title,
        status: status.as_u16(),
        code,
        detail,
        request,
        problems: &said,
    };
    let body = serde_json::to_vec(&body).unwrap_or_default();
    let headers = [
        (header::CONTENT_TYPE, "application/problem+json"),
        (header::CONTENT_LANGUAGE, lang.tag()),
        (header::CACHE_CONTROL, "no-store"),
    ];
    let mut answer = (status, headers, body).into_response();
    if status == StatusCode::SERVICE_UNAVAILABLE {
        answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
    }
    answer
}
