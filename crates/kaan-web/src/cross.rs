//! Whether a request that changes something comes from a page of this site.
//!
//! Called by the layer at every door. Browsers say where a request comes from (`Sec-Fetch-Site`, `Origin`);
//! where they say nothing, a form of somebody who is signed in must carry its token. It never changes anything.

use crate::form::Form;
use crate::gate::Signed;
use crate::{Failure, Ui};
use axum::body::Body;
use axum::extract::{FromRequest as _, Request};
use axum::http::{HeaderMap, StatusCode, header};
use kaan_base::Problem;
use sha2::{Digest, Sha256};

/// The hidden field of a form.
pub(crate) const FIELD: &str = "form_token";
/// The same for scripts.
const HEADER: &str = "x-form-token";
/// The largest body in which a token is looked for.
const MOST_BYTES: usize = 16 << 20;

/// What a browser says of where a request comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum From {
    /// A page of this site, or the reader's own hand.
    Here,
    /// A page of another site.
    Elsewhere,
    /// Nobody says.
    Unsaid,
}

/// Lets the request through, or refuses it because another site may have sent it.
///
/// # Errors
/// 403 `foreign-form`.
pub(crate) async fn check(ui: &Ui, signed: Option<&Signed>, request: Request) -> Result<Request, Failure> {
    match whence(ui.base(), request.headers()) {
        From::Here => Ok(request),
        From::Elsewhere => Err(foreign()),
        // Without a session there is nothing to misuse, and a program that is no browser says nothing.
        From::Unsaid => match signed {
            None => Ok(request),
            Some(signed) => with_token(signed, request).await,
        },
    }
}

fn foreign() -> Failure {
    Failure::Problems(StatusCode::FORBIDDEN, vec![Problem::refused("foreign-form")])
}

/// Whether the browser says that the request comes from a page of this site.
pub(crate) fn is_here(base: &str, headers: &HeaderMap) -> bool {
    whence(base, headers) == From::Here
}

fn whence(base: &str, headers: &HeaderMap) -> From {
    let text = |name: &str| headers.get(name).map(|v| v.to_str().unwrap_or("?"));
    match (text("sec-fetch-site"), text("origin")) {
        (Some("same-origin" | "none"), _) => From::Here,
        (Some(_), _) => From::Elsewhere,
        (None, None) => From::Unsaid,
        // The base as configured, or the very host that the browser believes to speak with.
        (None, Some(origin)) if origin.eq_ignore_ascii_case(base) => From::Here,
        (None, Some(origin)) => match (origin.split_once("://"), text(header::HOST.as_str())) {
            (Some((_, at)), Some(host)) if at.eq_ignore_ascii_case(host) => From::Here,
            _ => From::Elsewhere,
        },
    }
}

async fn with_token(signed: &Signed, request: Request) -> Result<Request, Failure> {
    if let Some(token) = request.headers().get(HEADER).and_then(|v| v.to_str().ok()) {
        return if is_token(&signed.form_key, token) { Ok(request) } else { Err(foreign()) };
    }
    let (parts, body) = request.into_parts();
    let bytes =
        axum::body::to_bytes(body, MOST_BYTES).await.map_err(|_| Failure::Problems(StatusCode::PAYLOAD_TOO_LARGE, Vec::new()))?;
    let whole = Request::from_parts(parts.clone(), Body::from(bytes.clone()));
    let form = Form::from_request(whole, &()).await.map_err(|_| foreign())?;
    if is_token(&signed.form_key, form.get(FIELD)) { Ok(Request::from_parts(parts, Body::from(bytes))) } else { Err(foreign()) }
}

/// A token of a session; `salt` makes each page's own, so that none can be guessed from compressed sizes.
pub(crate) fn token(key: &str, salt: &str) -> String {
    let salt: String = salt.chars().filter(char::is_ascii_alphanumeric).take(16).collect();
    let mut hash = Sha256::new();
    hash.update(b"kaan form token v1\0");
    hash.update((key.len() as u64).to_be_bytes());
    hash.update(key);
    hash.update(&salt);
    format!("{salt}.{}", hex::encode(hash.finalize()))
}

fn is_token(key: &str, shown: &str) -> bool {
    let Some((salt, _)) = shown.split_once('.') else { return false };
    !key.is_empty() && same(token(key, salt).as_bytes(), shown.as_bytes())
}

/// Compares in a time that tells nothing but the length.
fn same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && std::hint::black_box(a.iter().zip(b).fold(0_u8, |all, (x, y)| all | (x ^ y))) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(list: &[(&'static str, &str)]) -> HeaderMap {
        list.iter().map(|(k, v)| (k.parse().unwrap(), v.parse().unwrap())).collect()
    }

    #[test]
    fn what_browsers_say_is_believed_in_its_order() {
        let at = |list: &[(&'static str, &str)]| whence("https://kaan.example", &headers(list));
        assert_eq!(at(&[("sec-fetch-site", "same-origin"), ("origin", "https://evil.example")]), From::Here);
        assert_eq!(at(&[("sec-fetch-site", "none")]), From::Here);
        for other in ["cross-site", "same-site", "?"] {
            assert_eq!(at(&[("sec-fetch-site", other), ("origin", "https://kaan.example")]), From::Elsewhere);
        }
        assert_eq!(at(&[("origin", "https://kaan.example")]), From::Here);
        assert_eq!(at(&[("origin", "http://10.0.0.5:8080"), ("host", "10.0.0.5:8080")]), From::Here);
        for other in ["null", "https://kaan.example.evil.example", "https://evil.example", "https://kaan.example:444"] {
            assert_eq!(at(&[("origin", other), ("host", "kaan.example")]), From::Elsewhere, "{other}");
        }
        assert_eq!(at(&[("host", "kaan.example")]), From::Unsaid);
    }

    #[test]
    fn a_token_is_of_its_session_alone() {
        let token = token("secret", "ABCD1234");
        assert!(is_token("secret", &token) && !is_token("other", &token));
        assert!(!is_token("secret", "") && !is_token("secret", "ABCD1234.") && !is_token("secret", &token[1..]));
        assert!(!is_token("", &super::token("", "ABCD1234")), "no key, no token");
        assert_ne!(token, super::token("secret", "ABCD1235"));
    }
}
