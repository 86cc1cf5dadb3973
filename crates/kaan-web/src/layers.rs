//! What lies around every answer: a number, limits of size and time, words for failures, headers.
//!
//! Put on by [`Ui::finish`]. It never lets a fault's text out, and logs each fault once.

use crate::doors::Door;
use crate::failure::Failed;
use crate::guard::{LogAs, guard};
use crate::head::Head;
use crate::limits::{self, Class};
use crate::problem::{self, Said};
use crate::typed::Typed;
use crate::visitor::{PUBLIC, Visitor};
use crate::{Failure, Ui, Visit, answer, kept, lead, patience, visit};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use kaan_base::Instant;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType};
use tower_http::compression::{CompressionLayer, CompressionLevel, Predicate as _};

/// Bytes of a request's body unless a route raises it with its own `DefaultBodyLimit`.
const MOST_BYTES: usize = 1 << 20;

/// What a content policy lets a page do: its own files, no inline script or style, no frame.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/// What pages may ask the device for: its place on the map, and passkeys.
const PERMISSIONS: &str = "camera=(), microphone=(), payment=(), usb=(), display-capture=(), geolocation=(self), publickey-credentials-create=(self), publickey-credentials-get=(self)";

/// The number of a request, in its extensions, in the header `x-request-id` and on pages of problems.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestNumber(pub String);

impl Ui {
    /// Puts every layer around the finished routes.
    pub fn finish(&self, router: Router) -> Router {
        let fits = DefaultPredicate::new()
            .and(NotForContentType::const_new("font/"))
            .and(NotForContentType::const_new("application/octet-stream"))
            .and(NotForContentType::const_new("application/zip"))
            .and(NotForContentType::const_new("application/geopackage"));
        router
            .fallback_service(axum::routing::any(elsewhere).layer(from_fn_with_state((self.clone(), anywhere_else()), guard)))
            .layer(DefaultBodyLimit::max(MOST_BYTES))
            .layer(CatchPanicLayer::custom(|_| Failure::Fault("a handler panicked".into()).into_response()))
            .layer(from_fn_with_state(self.clone(), around))
            .layer(CompressionLayer::new().quality(CompressionLevel::Precise(5)).compress_when(fits))
    }
}

/// The door before everything that no route answers.
fn anywhere_else() -> Arc<Door> {
    Arc::new(Door { method: Method::GET, path: String::new(), act: PUBLIC, class: Class::Page, anywhere: false })
}

/// What a request was, for those who dress its answer.
struct Asked {
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    number: String,
    since: Instant,
}

async fn around(State(ui): State<Ui>, mut request: Request, next: Next) -> Response {
    let since = ui.now();
    let number = number(since, ui.0.requests.fetch_add(1, Ordering::Relaxed));
    let asked =
        Asked { method: request.method().clone(), uri: request.uri().clone(), headers: request.headers().clone(), number, since };
    let log_as = LogAs::default();
    request.extensions_mut().insert(log_as.clone());
    request.extensions_mut().insert(RequestNumber(asked.number.clone()));
    let raw = kept_or_made(&ui, &asked, request, next).await;
    let path = log_as.0.get().map_or_else(|| asked.uri.path().to_owned(), Clone::clone);
    let mut answer = known(&asked, dressed(&ui, (&asked, &path), raw));
    secure(&ui, answer.headers_mut());
    if let Ok(value) = HeaderValue::from_str(&asked.number) {
        answer.headers_mut().insert(HeaderName::from_static("x-request-id"), value);
    }
    let micros = ui.now().0.saturating_sub(asked.since.0);
    tracing::info!(request = asked.number, method = %asked.method, path, status = answer.status().as_u16(), micros, "answered");
    answer
}

/// The page of a moment ago where it is still true, else what the handler answers.
async fn kept_or_made(ui: &Ui, asked: &Asked, request: Request, next: Next) -> Response {
    let address = asked.uri.path_and_query().map_or("", |p| p.as_str());
    let ledger = ui.0.ledger.load(Ordering::Relaxed);
    // While nobody tells the ledger's size, nobody would say when a page is no longer true.
    let may_keep = ledger > 0
        && kept::is_same_for_all(
            &asked.method,
            address,
            visit::split(address).is_some(),
            (&asked.headers, ui.session_cookie_name()),
        );
    if may_keep && let Some(answer) = ui.0.kept.find(address, ledger, asked.since) {
        return answer;
    }
    let expected = asked.headers.get(header::CONTENT_LENGTH).and_then(|v| v.to_str().ok()?.parse().ok());
    let (request, seen) = patience::watched(request);
    let answer = patience::PATIENCE.wait(&seen, expected, next.run(request)).await;
    if may_keep { ui.0.kept.keep(address, ledger, asked.since, answer).await } else { answer }
}

/// Eight signs that people can read out, from the moment and the count: no two alike in one process.
fn number(now: Instant, count: u64) -> String {
    const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let mut hash = Sha256::new();
    hash.update(now.0.to_be_bytes());
    hash.update(count.to_be_bytes());
    hash.finalize().iter().take(8).map(|b| char::from(SIGNS[usize::from(b & 31)])).collect()
}

/// 304 without a body where the reader has the answer already.
fn known(asked: &Asked, mut answer: Response) -> Response {
    let reads = matches!(asked.method, Method::GET | Method::HEAD);
    if reads && answer.status() == StatusCode::OK && answer::is_known(&asked.headers, answer.headers()) {
        *answer.status_mut() = StatusCode::NOT_MODIFIED;
        *answer.body_mut() = axum::body::Body::empty();
        answer.headers_mut().remove(header::CONTENT_LENGTH);
        answer.headers_mut().remove(header::CONTENT_TYPE);
    }
    answer
}

fn secure(ui: &Ui, headers: &mut HeaderMap) {
    // What a page shows of its reader depends on the session.
    if headers.get(header::CONTENT_TYPE).is_some_and(|t| t.as_bytes().starts_with(b"text/html")) {
        vary(headers);
    }
    // What any site may read, any site may show.
    let open = headers.get(header::ACCESS_CONTROL_ALLOW_ORIGIN).is_some_and(|o| o == "*");
    let fixed = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), if open { "cross-origin" } else { "same-origin" }),
        (HeaderName::from_static("permissions-policy"), PERMISSIONS),
    ];
    for (name, value) in fixed {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if ui.base().starts_with("https:") {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000; includeSubDomains"));
    }
}

/// Adds the cookie to what an answer depends on.
fn vary(headers: &mut HeaderMap) {
    let known = headers.get_all(header::VARY).iter().any(|v| v.to_str().is_ok_and(|t| t.to_ascii_lowercase().contains("cookie")));
    if !known {
        headers.append(header::VARY, HeaderValue::from_static("Cookie"));
    }
}

/// A failure, or a bare error of the framework, in words.
fn dressed(ui: &Ui, (asked, path): (&Asked, &str), mut answer: Response) -> Response {
    let failure = match answer.extensions_mut().remove::<Failed>() {
        Some(Failed(failure)) => (*failure).clone(),
        None if is_bare(&answer) => Failure::Problems(answer.status(), Vec::new()),
        None => return answer,
    };
    if let Failure::Fault(text) = &failure {
        tracing::error!(request = asked.number, path, fault = text, "fault");
    }
    let visit = Visit { visitor: answer.extensions().get::<Arc<Visitor>>().cloned(), ..Visit::of(&asked.uri, &asked.headers) };
    let mut out = if !wants_page(&asked.headers, &visit) {
        problem::document(ui.base(), visit.lang, &failure, Some(&asked.number))
    } else if let Some(to) = lead::on(ui, &visit, (&asked.method, &asked.headers), &failure) {
        (StatusCode::SEE_OTHER, [(header::LOCATION, to), (header::CACHE_CONTROL, "no-store".to_owned())]).into_response()
    } else {
        let typed = answer.extensions_mut().remove::<Typed>().map(|t| t.0).unwrap_or_default();
        page(ui, &visit, &failure, (&asked.number, typed))
    };
    if out.status() == StatusCode::UNAUTHORIZED {
        let bad = failure.problems().iter().any(|p| p.code == "token-not-known");
        let ask = HeaderValue::from_static(if bad { "Bearer error=\"invalid_token\"" } else { "Bearer" });
        out.headers_mut().insert(header::WWW_AUTHENTICATE, ask);
    }
    // What the framework says beside the status stays true: `Allow`, and what the routes add for other sites.
    for (name, value) in answer.headers() {
        let stays = [header::ALLOW, header::RETRY_AFTER, header::SET_COOKIE, limits::POLICY, limits::NOW];
        if stays.contains(name) || name.as_str().starts_with("access-control-") {
            out.headers_mut().append(name.clone(), value.clone());
        }
    }
    out
}

/// An error without words of its own: axum's own refusals are plain text.
fn is_bare(answer: &Response) -> bool {
    let status = answer.status();
    let kind = answer.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    (status.is_client_error() || status.is_server_error())
        && status != StatusCode::RANGE_NOT_SATISFIABLE
        && (kind.is_empty() || kind.starts_with("text/plain"))
}

fn wants_page(headers: &HeaderMap, visit: &Visit) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let is_api = visit.path.starts_with("/api/");
    if accept.contains("text/html") { !is_api } else { visit.localized && !accept.contains("json") }
}

#[derive(Serialize)]
struct Page {
    said: Vec<Said>,
    status: u16,
    number: String,
    heading: String,
    /// The message key of what to do.
    next: &'static str,
    /// What was typed into the form that is refused.
    typed: Vec<(String, String)>,
}

fn page(ui: &Ui, visit: &Visit, failure: &Failure, (number, typed): (&str, Vec<(String, String)>)) -> Response {
    let status = failure.status();
    let heading = problem::title(visit.lang, status);
    let ctx = Page {
        said: problem::all(visit.lang, failure),
        status: status.as_u16(),
        number: number.to_owned(),
        heading: heading.clone(),
        next: problem::next(status),
        typed,
    };
    let head = Head { title: heading, noindex: true, ..Head::default() };
    match ui.page_with(status, visit, head, "web/problem.html", &ctx) {
        Ok(answer) => answer,
        Err(e) => {
            tracing::error!(request = number, fault = ?e, "the page of a problem failed");
            problem::document(ui.base(), visit.lang, failure, Some(number))
        }
    }
}

/// Addresses that programs use: never redirected to a language.
const PLAIN: [&str; 10] = ["api", "ogc", "tiles", "static", "sitemap", "health", "ready", "language", "robots.txt", "favicon.ico"];

/// What no route answers: a bare path goes to the reader's language, all else is not there.
async fn elsewhere(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path();
    let reads = matches!(method, Method::GET | Method::HEAD);
    let lang = visit::split(path);
    let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
    let missing = || Failure::Problems(StatusCode::NOT_FOUND, Vec::new()).into_response();
    if !reads || path.starts_with("//") || PLAIN.contains(&first) {
        return missing();
    }
    let query = uri.query().map(|q| format!("?{q}")).unwrap_or_default();
    match lang {
        // One address for each page: without a slash at its end.
        Some((lang, rest)) if rest.ends_with('/') => {
            Redirect::permanent(&format!("{}{query}", visit::at(lang, rest.trim_end_matches('/')))).into_response()
        }
        Some(_) => missing(),
        None => {
            let lang = visit::chosen(&headers).unwrap_or_default();
            let to = format!("{}{query}", visit::at(lang, path.trim_end_matches('/')));
            let mut answer = Redirect::temporary(&to).into_response();
            *answer.status_mut() = StatusCode::FOUND;
            let set = answer.headers_mut();
            set.insert(header::VARY, HeaderValue::from_static("Cookie, Accept-Language"));
            set.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
            answer
        }
    }
}
