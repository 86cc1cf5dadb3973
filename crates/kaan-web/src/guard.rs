//! What stands at every door: who asks, how often, from where, and by what right.
//!
//! Put before each route by [`crate::Doors::into_router`]. It never lets a request through whose act the table
//! of rights does not know, and marks what may be kept for others: nothing but open pages of readers who are not signed in.

use crate::cookies::cookie_of;
use crate::doors::Door;
use crate::gate::Shown;
use crate::layers::RequestNumber;
use crate::limits::{Asker, Class, Standing};
use crate::visitor::{PUBLIC, Visitor, begins};
use crate::{Failure, Ui, cross, typed};
use axum::extract::{OriginalUri, Request, State};
use axum::http::{Extensions, HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use kaan_base::Problem;
use kaan_base::access::Caller;
use std::sync::{Arc, OnceLock};

/// Marks an answer that is the same for every reader.
#[derive(Clone, Copy)]
pub(crate) struct ForAll;

/// Filled in with the path of a door whose addresses hold secrets, such as the link of a letter: logs name it instead.
#[derive(Clone, Default)]
pub(crate) struct LogAs(pub Arc<OnceLock<String>>);

/// The layer.
pub(crate) async fn guard(State((ui, door)): State<(Ui, Arc<Door>)>, request: Request, next: Next) -> Response {
    if hides(&door)
        && let Some(LogAs(name)) = request.extensions().get::<LogAs>()
    {
        // Set once for each request, here.
        let _ = name.set(door.path.clone());
    }
    at_door(&ui, &door, request, next).await
}

/// Whether addresses of a door may hold a secret, which neither logs nor the record of acts may.
fn hides(door: &Door) -> bool {
    matches!(door.class, Class::SignIn | Class::Mail)
}

/// The answer to a session that is refused, such as one that was taken elsewhere: it ends at this browser, so
/// that the next page opens. A fault ends nothing.
fn turned_away(ui: &Ui, failure: Failure) -> Response {
    let refused = matches!(failure, Failure::Problems(..));
    let mut answer = failure.into_response();
    if let Ok(gone) = HeaderValue::from_str(&ui.end_session_cookie())
        && refused
    {
        answer.headers_mut().append(header::SET_COOKIE, gone);
    }
    answer
}

async fn at_door(ui: &Ui, door: &Door, mut request: Request, next: Next) -> Response {
    // Only what is open to everybody anyway, and changes nothing, needs no question.
    if door.class == Class::Files && door.act == PUBLIC && request.method().is_safe() {
        request.extensions_mut().insert(Arc::new(Visitor::default()));
        return next.run(request).await;
    }
    let path = request.extensions().get::<OriginalUri>().map_or_else(|| request.uri().path(), |o| o.0.path());
    let path = if hides(door) { door.path.clone() } else { path.to_owned() };
    let (visitor, known) = match who(ui, door, (request.headers(), request.extensions())).await {
        Ok(found) => found,
        Err(failure) => return turned_away(ui, failure),
    };
    let visitor = Arc::new(visitor);
    let standing = count(ui, door, &visitor, &request);
    request.extensions_mut().insert(Arc::clone(&visitor));
    let (request, held) = if hides(door) { (request, None) } else { typed::hold(ui, request).await };
    let mut answer = match enter(ui, door, (&visitor, known), (standing, &path), request).await {
        Ok(request) => next.run(request).await,
        Err(failure) => failure.into_response(),
    };
    typed::keep(&mut answer, held);
    note(ui, &visitor).await;
    leave(door, &visitor, standing, &mut answer);
    answer
}

/// Whether a token that was shown is known; a session that has ended is nobody's fault.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Known {
    Yes,
    BadToken,
}

async fn who(ui: &Ui, door: &Door, (headers, extensions): (&HeaderMap, &Extensions)) -> Result<(Visitor, Known), Failure> {
    let address = ui.address(extensions, headers).map(|a| a.to_string()).unwrap_or_default();
    let number = extensions.get::<RequestNumber>().map(|n| n.0.clone()).unwrap_or_default();
    let mut visitor = Visitor { caller: Caller { actor: None, address, request: number }, ..Visitor::default() };
    let bearer = bearer(headers);
    // A door that other sites may post to trusts no cookie: the browser would send it along.
    let session =
        Some(()).filter(|()| bearer.is_none() && !door.anywhere).and_then(|()| cookie_of(headers, ui.session_cookie_name()));
    let Some(gate) = ui.gate().filter(|_| bearer.is_some() || session.is_some()) else {
        return Ok((visitor, if bearer.is_some() { Known::BadToken } else { Known::Yes }));
    };
    let agent = headers.get(header::USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let shown = Shown { session, bearer, address: &visitor.caller.address, agent, now: ui.now() };
    visitor.signed = gate.who(shown).await?;
    visitor.caller.actor = visitor.signed.as_ref().map(|s| Arc::clone(&s.actor));
    let known = if bearer.is_some() && visitor.signed.is_none() { Known::BadToken } else { Known::Yes };
    Ok((visitor, known))
}

/// The token of `Authorization: Bearer`.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    Some(token.trim()).filter(|_| scheme.eq_ignore_ascii_case("bearer"))
}

/// Counts the request for the account, else for the address; a test without a connection is not counted.
fn count(ui: &Ui, door: &Door, visitor: &Visitor, request: &Request) -> Option<Standing> {
    let asker = match &visitor.caller.actor {
        Some(actor) => Asker::Account(&actor.account),
        None => Asker::Address(ui.address(request.extensions(), request.headers())?),
    };
    ui.limits().count(door.class, &asker)
}

async fn enter(
    ui: &Ui,
    door: &Door,
    (visitor, known): (&Visitor, Known),
    (standing, path): (Option<Standing>, &str),
    request: Request,
) -> Result<Request, Failure> {
    if let Some(over) = standing.filter(|s| !s.allowed) {
        let problem = Problem::refused("too-many-requests").with("seconds", over.seconds);
        return Err(Failure::Problems(StatusCode::TOO_MANY_REQUESTS, vec![problem]));
    }
    if known == Known::BadToken {
        return Err(Failure::Problems(StatusCode::UNAUTHORIZED, vec![Problem::refused("token-not-known")]));
    }
    if let Err(denial) = begins(ui, visitor.caller.actor.as_deref(), door.act, ui.now()) {
        if let Some(gate) = ui.gate().filter(|_| visitor.signed.is_some()) {
            gate.refused(&visitor.caller, door.act, path, &denial).await;
        }
        return Err(denial.into());
    }
    let by_cookie = visitor.signed.as_ref().filter(|_| bearer(request.headers()).is_none());
    let exempt = request.method().is_safe() || door.anywhere || bearer(request.headers()).is_some();
    if exempt { Ok(request) } else { cross::check(ui, by_cookie, request).await }
}

/// Notes what a page refused while it was made.
async fn note(ui: &Ui, visitor: &Visitor) {
    let refusals = visitor.refusals.lock().map(|mut list| std::mem::take(&mut *list)).unwrap_or_default();
    if let Some(gate) = ui.gate().filter(|_| visitor.signed.is_some()) {
        for one in refusals {
            gate.refused(&visitor.caller, &one.act, &one.on, &one.denial).await;
        }
    }
}

fn leave(door: &Door, visitor: &Arc<Visitor>, standing: Option<Standing>, answer: &mut Response) {
    answer.extensions_mut().insert(Arc::clone(visitor));
    // Whoever is not signed in was let in by an act that everybody has. Addresses with secrets are of one reader.
    let for_all = visitor.signed.is_none() && !hides(door);
    if for_all {
        answer.extensions_mut().insert(ForAll);
    }
    let headers = answer.headers_mut();
    if let Some(standing) = standing {
        standing.tell(headers);
        if !standing.allowed {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(standing.seconds));
        }
    }
    if !for_all {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.remove(header::ETAG);
    }
    let renewed = visitor.signed.as_ref().and_then(|s| s.cookie.as_deref());
    // An answer that sets the session itself, such as a sign-out, has the last word.
    if let Some(Ok(cookie)) = renewed.map(HeaderValue::from_str)
        && !sets(headers, &cookie)
    {
        headers.append(header::SET_COOKIE, cookie);
    }
}

/// Whether the answer sets the same cookie already.
fn sets(headers: &HeaderMap, cookie: &HeaderValue) -> bool {
    let name = |v: &HeaderValue| v.to_str().ok().and_then(|t| t.split_once('=')).map(|(n, _)| n.to_owned());
    headers.get_all(header::SET_COOKIE).iter().any(|v| name(v) == name(cookie))
}
