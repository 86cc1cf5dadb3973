//! What every page here needs: the state, heads of pages, where to go next, and whether it is still the same person.
//!
//! Called by all rooms of this crate. It never leads to another site.

use crate::Demonstration;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::Response;
use kaan_access::Access;
use kaan_base::access::Resource;
use kaan_base::{Instant, Problem};
use kaan_web::form::{self, Form};
use kaan_web::{Failure, Head, Signed, Ui, Visit, Visitor, own_path};
use std::sync::{Arc, OnceLock};

pub(crate) use kaan_web::fault;
pub(crate) use kaan_web::form::done;
pub(crate) use kaan_web::see_other as see;

/// How long a proof that it is the person opens what changes the ways to sign in, microseconds.
const FRESH: i64 = 15 * 60 * 1_000_000;

/// What pages share.
pub(crate) struct Shared {
    pub ui: Ui,
    pub access: Access,
    pub demonstration: OnceLock<Vec<Demonstration>>,
}

/// The state of a handler.
pub(crate) type Here = axum::extract::State<Arc<Shared>>;

impl Shared {
    /// The head of a page that nobody keeps and no search engine lists.
    pub fn head(&self, visit: &Visit, title: &str) -> Head {
        Head { title: self.ui.text(visit.lang, title, &[]), noindex: true, ..Head::default() }
    }

    /// The sentence of a problem.
    pub fn say(&self, visit: &Visit, problem: &Problem) -> String {
        self.ui.say(visit.lang, problem)
    }
}

/// A path below the reader's language.
pub(crate) fn at(visit: &Visit, path: &str) -> String {
    format!("/{}{path}", visit.lang.code())
}

/// As [`see`], with a cookie.
pub(crate) fn see_with(to: &str, cookies: &[String]) -> Result<Response, Failure> {
    let mut answer = see(to)?;
    put(&mut answer, cookies)?;
    Ok(answer)
}

/// Adds cookies to an answer.
pub(crate) fn put(answer: &mut Response, cookies: &[String]) -> Result<(), Failure> {
    for cookie in cookies {
        let value = HeaderValue::from_str(cookie).map_err(|_| Failure::Fault("a cookie that cannot be sent".into()))?;
        answer.headers_mut().append(header::SET_COOKIE, value);
    }
    Ok(())
}

/// Where the reader wanted to go: `next` of the address, if it is a page of this site.
pub(crate) fn wanted(uri: &Uri) -> Option<String> {
    let query = Form::of_query(uri);
    own_path(query.get("next")).map(str::to_owned)
}

/// The query that carries `next` along; empty when there is none.
pub(crate) fn onward(uri: &Uri) -> String {
    form::address("", &[("next", wanted(uri).as_deref().unwrap_or_default())])
}

/// What the reader's program calls itself.
pub(crate) fn agent(headers: &HeaderMap) -> &str {
    headers.get(header::USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or_default()
}

/// Whether the person proved a moment ago that it is them.
pub(crate) fn is_fresh(signed: &Signed, now: Instant) -> bool {
    signed.actor.confirmed.is_some_and(|at| at <= now && now.0.saturating_sub(at.0) < FRESH)
}

/// The signed-in person with a session of their own, for pages of one's account; a token is not enough.
pub(crate) fn owner<'v>(s: &Shared, visitor: &'v Visitor) -> Result<(&'v Signed, &'v str), Failure> {
    let signed = visitor.signed()?;
    let on = Resource { id: &signed.actor.account, person: Some(&signed.actor.person), ..Resource::default() };
    visitor.may(&s.ui, "account.own", &on)?;
    match &signed.session {
        Some(session) => Ok((signed, session)),
        None => Err(Failure::Problems(StatusCode::FORBIDDEN, vec![Problem::refused("scope-missing")])),
    }
}

/// As [`owner`], and the person confirmed a moment ago.
pub(crate) fn fresh_owner<'v>(s: &Shared, visitor: &'v Visitor) -> Result<(&'v Signed, &'v str), Failure> {
    let (signed, session) = owner(s, visitor)?;
    if is_fresh(signed, s.ui.now()) {
        return Ok((signed, session));
    }
    Err(Failure::Problems(StatusCode::FORBIDDEN, vec![Problem::refused("confirm-needed")]))
}
