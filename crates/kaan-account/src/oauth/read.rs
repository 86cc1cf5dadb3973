//! What a client sent to the token endpoint: who it is, how it shows that, and what it wants.
//!
//! Called by the endpoint. It never judges a secret.

use super::Refused;
use axum::http::{HeaderMap, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use kaan_web::form::{self, Form};

/// A well-formed question for a token.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Asked {
    pub id: String,
    pub secret: String,
    /// The acts that are wanted; all of the client's when absent.
    pub scopes: Option<Vec<String>>,
}

/// Reads a question; each parameter may stand once (RFC 6749, 3.2).
pub(super) fn asked(headers: &HeaderMap, form: &Form) -> Result<Asked, Refused> {
    let mut seen: Vec<&str> = form.pairs().iter().map(|(k, _)| k.as_str()).collect();
    seen.sort_unstable();
    if seen.windows(2).any(|w| w[0] == w[1]) {
        return Err(Refused::Request);
    }
    let (id, secret) = client(headers, form)?;
    match form.typed("grant_type") {
        Some("client_credentials") => {}
        Some(_) => return Err(Refused::Grant),
        None => return Err(Refused::Request),
    }
    let scopes = form.typed("scope").map(|t| t.split(' ').filter(|x| !x.is_empty()).map(str::to_owned).collect());
    Ok(Asked { id, secret, scopes })
}

/// The client's own secret, in the header or in the body, and not in both (2.3).
fn client(headers: &HeaderMap, form: &Form) -> Result<(String, String), Refused> {
    let in_body = form.typed("client_id").is_some() || form.typed("client_secret").is_some();
    match headers.get(header::AUTHORIZATION) {
        Some(_) if form.typed("client_secret").is_some() => Err(Refused::Request),
        Some(value) => {
            let (id, secret) = value.to_str().ok().and_then(basic).ok_or(Refused::Client)?;
            // A client may name itself in the body too, but not as another.
            if form.typed("client_id").is_some_and(|own| own != id) { Err(Refused::Request) } else { Ok((id, secret)) }
        }
        None if in_body => match (form.typed("client_id"), form.typed("client_secret")) {
            (Some(id), Some(secret)) => Ok((id.to_owned(), secret.to_owned())),
            _ => Err(Refused::Client),
        },
        None => Err(Refused::Client),
    }
}

/// `Basic`, both halves encoded as in forms before they are joined (2.3.1).
fn basic(value: &str) -> Option<(String, String)> {
    let (scheme, rest) = value.split_once(' ')?;
    let text = STANDARD.decode(rest.trim()).ok().filter(|_| scheme.eq_ignore_ascii_case("basic"))?;
    let text = String::from_utf8(text).ok()?;
    let (id, secret) = text.split_once(':')?;
    let plain = |half: &str| form::pairs(&format!("x={half}")).into_iter().next().map(|(_, v)| v);
    Some((plain(id)?, plain(secret)?)).filter(|(id, secret)| !id.is_empty() && !secret.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(header: Option<&str>, body: &str) -> Result<Asked, Refused> {
        let mut headers = HeaderMap::new();
        if let Some(text) = header {
            headers.insert(header::AUTHORIZATION, text.parse().unwrap());
        }
        asked(&headers, &Form::of_query(&format!("/?{body}").parse().unwrap()))
    }

    #[test]
    fn a_client_shows_itself_in_the_header_or_in_the_body() {
        let basic = format!("Basic {}", STANDARD.encode("a%3Ab:s%26+x"));
        let one = read(Some(&basic), "grant_type=client_credentials&scope=public.read%20party.read-private").unwrap();
        assert_eq!((one.id.as_str(), one.secret.as_str()), ("a:b", "s& x"));
        assert_eq!(one.scopes.unwrap(), ["public.read", "party.read-private"]);
        let two = read(None, "grant_type=client_credentials&client_id=a&client_secret=b").unwrap();
        assert_eq!((two.id.as_str(), two.scopes), ("a", None));
    }

    #[test]
    fn each_slip_has_its_own_error() {
        let basic = format!("Basic {}", STANDARD.encode("a:b"));
        let basic = Some(basic.as_str());
        assert_eq!(read(None, "grant_type=client_credentials"), Err(Refused::Client));
        assert_eq!(read(None, "grant_type=client_credentials&client_id=a"), Err(Refused::Client));
        assert_eq!(read(Some("Bearer x"), "grant_type=client_credentials"), Err(Refused::Client));
        assert_eq!(read(Some("Basic %%"), "grant_type=client_credentials"), Err(Refused::Client));
        assert_eq!(read(basic, "grant_type=password"), Err(Refused::Grant));
        assert_eq!(read(basic, ""), Err(Refused::Request));
        assert_eq!(read(basic, "grant_type=client_credentials&client_secret=b"), Err(Refused::Request));
        assert_eq!(read(basic, "grant_type=client_credentials&client_id=other"), Err(Refused::Request));
        assert_eq!(read(basic, "grant_type=client_credentials&grant_type=client_credentials"), Err(Refused::Request));
    }
}
