//! Who reads what: the language and the address of a request.
//!
//! An extractor of every page. It never remembers a visitor: who is signed in comes from the door.

use crate::visitor::Visitor;
use crate::{Failure, see_other};
use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri, header};
use axum::response::Response;
use kaan_base::Lang;
use std::convert::Infallible;
use std::sync::Arc;

/// One request for a page.
#[derive(Clone)]
pub struct Visit {
    /// The reader's language.
    pub lang: Lang,
    /// The address after the language, with the query: `/titles?page=2`.
    pub path: String,
    /// Whether the address begins with the language; pages of `/ogc` do not.
    pub localized: bool,
    /// Who reads, where a door was passed.
    pub(crate) visitor: Option<Arc<Visitor>>,
}

impl PartialEq for Visit {
    fn eq(&self, other: &Visit) -> bool {
        (self.lang, &self.path, self.localized) == (other.lang, &other.path, other.localized)
    }
}

impl std::fmt::Debug for Visit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Visit").field("here", &self.here()).finish_non_exhaustive()
    }
}

impl Visit {
    /// A visit to a page below a language.
    pub fn new(lang: Lang, path: impl Into<String>) -> Self {
        Visit { lang, path: path.into(), localized: true, visitor: None }
    }

    /// Another page below the reader's language, after a form.
    ///
    /// # Errors
    /// As [`see_other`](crate::see_other).
    pub fn see(&self, path: &str) -> Result<Response, Failure> {
        see_other(&format!("/{}{path}", self.lang.code()))
    }

    /// Reads address and headers.
    pub(crate) fn of(uri: &Uri, headers: &HeaderMap) -> Self {
        let whole = uri.path_and_query().map_or("/", |p| p.as_str());
        match split(whole) {
            Some((lang, rest)) => Visit::new(lang, if rest.starts_with('/') { rest.to_owned() } else { format!("/{rest}") }),
            None => Visit { lang: chosen(headers).unwrap_or_default(), path: whole.to_owned(), localized: false, visitor: None },
        }
    }

    /// The address in full, without the host.
    pub fn here(&self) -> String {
        if self.localized { at(self.lang, &self.path) } else { self.path.clone() }
    }
}

/// A path below a language.
pub(crate) fn at(lang: Lang, path: &str) -> String {
    let rest = path.strip_prefix('/').unwrap_or(path);
    let slash = if rest.is_empty() || rest.starts_with(['?', '#']) { "" } else { "/" };
    format!("/{}{slash}{rest}", lang.code())
}

/// The language that an address begins with, and the rest.
pub(crate) fn split(whole: &str) -> Option<(Lang, &str)> {
    let rest = whole.strip_prefix('/')?;
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    Some((Lang::from_code(&rest[..end])?, &rest[end..]))
}

/// The language that the reader chose (cookie `lang`), else the one that the browser prefers.
pub(crate) fn chosen(headers: &HeaderMap) -> Option<Lang> {
    let text = |name| headers.get(name).and_then(|v: &axum::http::HeaderValue| v.to_str().ok()).unwrap_or_default();
    let cookie = text(header::COOKIE).split(';').take(64).find_map(|c| Lang::from_code(c.trim().strip_prefix("lang=")?));
    cookie.or_else(|| Lang::from_accept_language(text(header::ACCEPT_LANGUAGE)))
}

impl<S: Send + Sync> FromRequestParts<S> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        let uri = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |o| &o.0);
        let mut visit = Visit::of(uri, &parts.headers);
        if let Some(lang) = parts.extensions.get::<Lang>() {
            visit.lang = *lang;
        }
        visit.visitor = parts.extensions.get::<Arc<Visitor>>().cloned();
        Ok(visit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_cut_into_language_and_path() {
        let visit = |uri: &str| Visit::of(&uri.parse().unwrap(), &HeaderMap::new());
        assert_eq!(visit("/ur/titles?q=1"), Visit::new(Lang::Ur, "/titles?q=1"));
        assert_eq!(visit("/zh"), Visit::new(Lang::Zh, "/"));
        assert_eq!(visit("/zh?a=1").here(), "/zh?a=1");
        assert!(!visit("/ogc?f=html").localized);
        assert!(!visit("/english").localized);
        for (path, whole) in [("/", "/en"), ("/map", "/en/map"), ("/?q=1", "/en?q=1"), ("", "/en")] {
            assert_eq!(at(Lang::En, path), whole);
        }
    }

    #[test]
    fn the_choice_of_the_reader_comes_before_that_of_the_browser() {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, "zh-CN".parse().unwrap());
        assert_eq!(chosen(&headers), Some(Lang::Zh));
        headers.insert(header::COOKIE, "a=b; lang=ur".parse().unwrap());
        assert_eq!(chosen(&headers), Some(Lang::Ur));
    }
}
