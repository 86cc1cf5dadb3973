//! Pages kept for a moment: a page is a function of its address and of the ledger's size.
//!
//! Called by the layers around every answer. It never keeps anything but whole pages below a
//! language that the door marked as the same for every reader, none that was asked for by somebody who is
//! signed in, none that holds what somebody asked (`no-store`), and none for longer than [`LONGEST`].

use crate::cookies::has_cookie;
use crate::guard::ForAll;
use crate::limits;
use axum::body::{Body, Bytes, HttpBody as _};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::Response;
use kaan_base::Instant;
use std::collections::HashMap;
use std::sync::RwLock;

/// Microseconds that a page is kept, for what is shown of the clock and of entries that wait.
const LONGEST: i64 = 5_000_000;
/// Most bytes of one page, and of all.
const MOST_OF_ONE: u64 = 1 << 18;
const MOST_OF_ALL: usize = 64 << 20;
/// Longest address, in bytes.
const MOST_OF_ADDRESS: usize = 512;

struct Page {
    headers: HeaderMap,
    body: Bytes,
    ledger: u64,
    until: Instant,
}

#[derive(Default)]
struct All {
    pages: HashMap<String, Page>,
    bytes: usize,
}

/// The pages of the last moments.
#[derive(Default)]
pub(crate) struct Kept(RwLock<All>);

impl Kept {
    /// The page of this address, if it was drawn a moment ago at this size of the ledger.
    pub fn find(&self, address: &str, ledger: u64, now: Instant) -> Option<Response> {
        let all = self.0.read().ok()?;
        let page = all.pages.get(address).filter(|p| p.ledger == ledger && now < p.until)?;
        let mut answer = Response::new(Body::from(page.body.clone()));
        *answer.headers_mut() = page.headers.clone();
        Some(answer)
    }

    /// Keeps a page that was just drawn; any other answer goes through as it is.
    pub async fn keep(&self, address: &str, ledger: u64, now: Instant, answer: Response) -> Response {
        let set = answer.headers();
        let is_page = set.get(header::CONTENT_TYPE).is_some_and(|t| t.as_bytes().starts_with(b"text/html"));
        let small = answer.body().size_hint().upper().is_some_and(|n| n <= MOST_OF_ONE);
        let for_all = answer.extensions().get::<ForAll>().is_some();
        let asked = set.get(header::CACHE_CONTROL).is_some_and(|c| c == "no-store");
        if !for_all || answer.status() != StatusCode::OK || !is_page || !small || asked || set.contains_key(header::SET_COOKIE) {
            return answer;
        }
        let (parts, body) = answer.into_parts();
        let Ok(body) = axum::body::to_bytes(body, MOST_OF_ONE as usize).await else {
            return Response::from_parts(parts, Body::empty());
        };
        let mut headers = parts.headers.clone();
        headers.remove(limits::POLICY);
        headers.remove(limits::NOW);
        let page = Page { headers, body: body.clone(), ledger, until: Instant(now.0.saturating_add(LONGEST)) };
        self.put(address, page);
        Response::from_parts(parts, Body::from(body))
    }

    fn put(&self, address: &str, page: Page) {
        let Ok(mut all) = self.0.write() else { return };
        if all.bytes + page.body.len() > MOST_OF_ALL {
            *all = All::default();
        }
        all.bytes += page.body.len();
        if let Some(before) = all.pages.insert(address.to_owned(), page) {
            all.bytes = all.bytes.saturating_sub(before.body.len());
        }
    }
}

/// Whether the answer to a request may be the same for every reader: nobody who is signed in asks it.
pub(crate) fn is_same_for_all(method: &Method, address: &str, localized: bool, (headers, session): (&HeaderMap, &str)) -> bool {
    let json = headers.get(header::ACCEPT).is_some_and(|a| a.as_bytes().windows(4).any(|w| w == b"json"));
    let known = headers.contains_key(header::AUTHORIZATION) || has_cookie(headers, session);
    *method == Method::GET && localized && address.len() <= MOST_OF_ADDRESS && !json && !known
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> Response {
        let mut answer = Response::new(Body::from("page"));
        answer.headers_mut().insert(header::CONTENT_TYPE, header::HeaderValue::from_static("text/html; charset=utf-8"));
        answer.extensions_mut().insert(ForAll);
        answer
    }

    #[tokio::test]
    async fn a_page_is_kept_for_its_moment_and_its_ledger_alone() {
        let kept = Kept::default();
        kept.keep("/en/x", 7, Instant(0), page()).await;
        assert!(kept.find("/en/x", 7, Instant(1)).is_some());
        assert!(kept.find("/en/x", 8, Instant(1)).is_none(), "the register has changed");
        assert!(kept.find("/en/x", 7, Instant(LONGEST)).is_none());
        assert!(kept.find("/zh/x", 7, Instant(1)).is_none());
    }

    #[tokio::test]
    async fn what_is_no_plain_page_is_not_kept() {
        let kept = Kept::default();
        let mut failed = page();
        *failed.status_mut() = StatusCode::NOT_FOUND;
        let mut chosen = page();
        chosen.headers_mut().insert(header::SET_COOKIE, header::HeaderValue::from_static("lang=en"));
        let mut asked = page();
        asked.headers_mut().insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
        let mut of_one = page();
        of_one.extensions_mut().remove::<ForAll>();
        for answer in [failed, chosen, asked, of_one, Response::new(Body::from("text"))] {
            kept.keep("/en/x", 7, Instant(0), answer).await;
            assert!(kept.find("/en/x", 7, Instant(1)).is_none());
        }
        let asks = |method: Method, cookie: &str| {
            let headers = HeaderMap::from_iter([(header::COOKIE, cookie.parse().unwrap())]);
            is_same_for_all(&method, "/en/x", true, (&headers, "__Host-kaan"))
        };
        assert!(asks(Method::GET, "lang=en; kaan=x") && !asks(Method::POST, "lang=en"));
        assert!(!asks(Method::GET, "lang=en; __Host-kaan=abc"), "somebody who is signed in");
        assert!(!asks(Method::GET, "__Host-kaan-ticket=abc"), "somebody who is about to be");
    }

    #[tokio::test]
    async fn all_pages_together_stay_within_their_bound() {
        let kept = Kept::default();
        for i in 0..600 {
            let mut large = page();
            *large.body_mut() = Body::from(vec![b'x'; 200_000]);
            kept.keep(&format!("/en/{i}"), 1, Instant(0), large).await;
        }
        assert!(kept.0.read().unwrap().bytes <= MOST_OF_ALL);
    }
}
