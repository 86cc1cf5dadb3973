//! Pages as answers, and what a reader need not be sent again.
//!
//! Called by [`crate::Ui`] and its layers. It never looks into a page.

use crate::Failure;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kaan_base::Lang;
use sha2::{Digest, Sha256};

/// A page with its entity tag; weak, because it may be compressed on its way.
pub(crate) fn html(status: StatusCode, lang: Lang, body: String) -> Response {
    let tag = format!("W/\"{}\"", hex::encode(&Sha256::digest(body.as_bytes())[..12]));
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_LANGUAGE, lang.tag()),
        (header::CACHE_CONTROL, if status == StatusCode::OK { "no-cache" } else { "no-store" }),
    ];
    let mut answer = (status, headers, body).into_response();
    if status == StatusCode::OK
        && let Ok(tag) = HeaderValue::from_str(&tag)
    {
        answer.headers_mut().insert(header::ETAG, tag);
    }
    answer
}

/// Another page after a form: 303, kept by nobody.
///
/// # Errors
/// [`Failure::Fault`] when the address cannot stand in a header.
pub fn see_other(to: &str) -> Result<Response, Failure> {
    let to = HeaderValue::from_str(to).map_err(|e| Failure::Fault(e.to_string()))?;
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, to), (header::CACHE_CONTROL, HeaderValue::from_static("no-store"))])
        .into_response())
}

/// Whether the reader has this very answer already (RFC 9110, 13.1.2, weak comparison).
pub(crate) fn is_known(asked: &HeaderMap, answer: &HeaderMap) -> bool {
    let (Some(known), Some(tag)) = (asked.get(header::IF_NONE_MATCH), answer.get(header::ETAG)) else { return false };
    let (Ok(known), Ok(tag)) = (known.to_str(), tag.to_str()) else { return false };
    let bare = |t: &str| t.trim().trim_start_matches("W/").to_owned();
    known.split(',').any(|k| k.trim() == "*" || bare(k) == bare(tag))
}
