//! Changes as an Atom feed (RFC 4287): the newest entries of the ledger.
//!
//! Called by its route. The ledger orders by index and knows no time, but Atom asks for one: it is
//! the index in seconds after 1970, so that readers keep the order and see no item twice. It never
//! gives that for the date of an act.

use crate::answer::{only, pairs, plain};
use crate::state::{State, fault};
use axum::extract::State as From;
use axum::http::Uri;
use axum::response::Response;
use kaan_base::{Instant, Lang};
use kaan_web::Failure;
use std::fmt::Write as _;

/// Entries of the feed.
const MOST: u64 = 50;

/// The feed.
pub(crate) async fn feed(From(s): State, uri: Uri) -> Result<Response, Failure> {
    only(&pairs(&uri)?, &[])?;
    let (base, size) = (s.ui.base(), s.position().await?);
    let stamp = |index: u64| Instant::from_seconds(i64::try_from(index).unwrap_or_default()).rfc3339();
    let from = size.saturating_sub(MOST);
    let placed = kaan_ledger::since(&s.db, from, (size - from) as usize).await.map_err(fault)?;
    let title = escape(&s.ui.text(Lang::En, "ledger-title", &[]));
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<id>{base}/ledger</id><title>{title}</title><updated>{}</updated>\n\
         <author><name>{}</name></author><link rel=\"self\" type=\"application/atom+xml\" href=\"{base}/ledger/feed.atom\"/><link rel=\"alternate\" type=\"text/html\" href=\"{base}/en/ledger\"/>\n",
        stamp(size),
        escape(s.vkey.split('+').next().unwrap_or_default())
    );
    for entry in placed.iter().rev() {
        let Some(index) = entry.index else { continue };
        let what = escape(&format!("{} {}", entry.kind, entry.subject));
        // Writing to a String cannot fail.
        let at = stamp(index + 1);
        let _ = writeln!(
            out,
            "<entry><id>{base}/en/ledger/entries/{index}</id><title>{what}</title><updated>{at}</updated><link rel=\"alternate\" type=\"text/html\" href=\"{base}/en/ledger/entries/{index}\"/><summary>{what}</summary></entry>"
        );
    }
    out.push_str("</feed>\n");
    Ok(plain("application/atom+xml; charset=utf-8", "public, max-age=60", out))
}

/// Text for XML; control characters, which XML 1.0 has no way to write, become spaces.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => out.push(' '),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
