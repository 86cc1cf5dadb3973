//! Answers in common: which format is wanted, headers, methods.
//!
//! Called by the handlers of this capability. It never looks into what is answered.

use crate::state::wrong;
use axum::body::Body;
use axum::extract::Query;
use axum::handler::Handler;
use axum::http::header::{ACCEPT, ALLOW, CACHE_CONTROL, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use kaan_base::{Lang, Problem};
use kaan_web::{Doors, Failure, PUBLIC};
use std::fmt::Write as _;

/// In which form an answer is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Json,
    Html,
}

/// Doors that anybody reads at.
pub(crate) trait Reads<S> {
    /// `GET` with `HEAD`, and an `OPTIONS` that names them.
    #[must_use]
    fn read<H: Handler<T, S>, T: 'static>(self, path: &str, handler: H) -> Self;
}

impl<S: Clone + Send + Sync + 'static> Reads<S> for Doors<S> {
    fn read<H: Handler<T, S>, T: 'static>(self, path: &str, handler: H) -> Self {
        self.get(path, PUBLIC, handler).options(path, options)
    }
}

async fn options() -> Response {
    let allow = [(ALLOW, "GET, HEAD, OPTIONS"), (axum::http::header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, OPTIONS")];
    (StatusCode::NO_CONTENT, allow).into_response()
}

/// Public data may be read by pages of any site (Fetch standard, CORS); nothing here depends on who asks.
pub(crate) async fn open_to_all(mut answer: Response) -> Response {
    let headers = answer.headers_mut();
    headers.insert("access-control-allow-origin", HeaderValue::from_static("*"));
    headers.insert("access-control-expose-headers", HeaderValue::from_static("Link, ETag, Content-Crs, X-Ledger-Size"));
    answer
}

/// The parameters of an address, decoded, in order.
///
/// # Errors
/// 400 when there are more than 64 of them or they are not form-encoded.
pub(crate) fn pairs(uri: &Uri) -> Result<Vec<(String, String)>, Failure> {
    let malformed =
        || wrong(Problem::invalid("unknown-parameter").at(uri.query().unwrap_or_default().chars().take(80).collect::<String>()));
    let Query(pairs) = Query::<Vec<(String, String)>>::try_from_uri(uri).map_err(|_| malformed())?;
    if pairs.len() > 64 { Err(malformed()) } else { Ok(pairs) }
}

/// The parameters as a query string, form-encoded; empty when there are none.
pub(crate) fn query(pairs: &[(String, String)]) -> String {
    let mut out = String::new();
    for (name, value) in pairs {
        out.push(if out.is_empty() { '?' } else { '&' });
        encode(&mut out, name);
        out.push('=');
        encode(&mut out, value);
    }
    out
}

/// Percent-encodes all but the unreserved characters of RFC 3986.
pub(crate) fn encode(out: &mut String, text: &str) {
    for b in text.bytes() {
        if b.is_ascii_alphanumeric() || b"-._~".contains(&b) {
            out.push(char::from(b));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "%{b:02X}");
        }
    }
}

/// The format that `f` asks for, else the one that the `Accept` header prefers; JSON when nobody cares.
pub(crate) fn format(pairs: &[(String, String)], headers: &HeaderMap) -> Result<Format, Failure> {
    match pairs.iter().find(|(k, _)| k == "f").map(|(_, v)| v.as_str()) {
        Some("json" | "geojson") => Ok(Format::Json),
        Some("html") => Ok(Format::Html),
        Some(_) => Err(wrong(Problem::invalid("wrong-format").at("f").with("known", "json, html"))),
        None => Ok(preferred(headers.get(ACCEPT).and_then(|v| v.to_str().ok()).unwrap_or_default())),
    }
}

/// RFC 9110, 12.5.1, between HTML and anything else.
fn preferred(accept: &str) -> Format {
    let (mut html, mut json) = (0.0_f32, 0.0_f32);
    for part in accept.split(',').take(32) {
        let mut bits = part.split(';').map(str::trim);
        let range = bits.next().unwrap_or_default().to_ascii_lowercase();
        let q = bits.find_map(|b| b.strip_prefix("q=")).map_or(1.0, |q| q.parse::<f32>().unwrap_or(0.0));
        match range.as_str() {
            "text/html" | "application/xhtml+xml" => html = html.max(q),
            "application/json" | "application/geo+json" | "application/schema+json" => json = json.max(q),
            r if r.starts_with("application/vnd.oai.openapi+json") => json = json.max(q),
            "*/*" | "application/*" => json = json.max(q * 0.99),
            _ => {}
        }
    }
    if html > json { Format::Html } else { Format::Json }
}

/// The language of an answer at an address without one: by the reader's choice, else English.
pub(crate) fn language(headers: &HeaderMap) -> Lang {
    let header = |name| headers.get(name).and_then(|v: &HeaderValue| v.to_str().ok()).unwrap_or_default();
    let cookie = header("cookie").split(';').take(64).find_map(|c| c.trim().strip_prefix("lang=").and_then(Lang::from_code));
    cookie.or_else(|| Lang::from_accept_language(header("accept-language"))).unwrap_or_default()
}

/// Refuses every parameter but those named.
pub(crate) fn only(pairs: &[(String, String)], known: &[&str]) -> Result<(), Failure> {
    let mut wrong = Vec::new();
    for (i, (name, _)) in pairs.iter().enumerate() {
        if !known.contains(&name.as_str()) {
            wrong.push(Problem::invalid("unknown-parameter").at(name.as_str()));
        } else if pairs.iter().take(i).any(|(earlier, _)| earlier == name) {
            wrong.push(Problem::invalid("repeated-parameter").at(name.as_str()));
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(Failure::Problems(StatusCode::BAD_REQUEST, wrong)) }
}

/// A document of a media type that depends on what the reader asked for.
pub(crate) fn document(media_type: &'static str, lang: Lang, body: impl Into<Body>) -> Response {
    let headers = [
        (CONTENT_TYPE, media_type),
        (axum::http::header::CONTENT_LANGUAGE, lang.tag()),
        (VARY, "Accept, Accept-Language, Cookie"),
        (CACHE_CONTROL, "public, max-age=5"),
    ];
    (headers, body.into()).into_response()
}

/// A text or binary of one media type, with its cache rule.
pub(crate) fn plain(media_type: &'static str, cache: &'static str, body: impl Into<Body>) -> Response {
    ([(CONTENT_TYPE, media_type), (CACHE_CONTROL, cache)], body.into()).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_get_json_and_browsers_pages() {
        assert_eq!(preferred(""), Format::Json);
        assert_eq!(preferred("*/*"), Format::Json);
        assert_eq!(preferred("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"), Format::Html);
        assert_eq!(preferred("application/geo+json, text/html;q=0.5"), Format::Json);
        assert_eq!(preferred("text/html;q=zero"), Format::Json);
    }
}
