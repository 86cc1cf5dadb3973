//! What crawlers and watchers ask for: robots, sitemap, whether the program lives and is ready.
//!
//! Mounted by [`crate::Open::open_routes`]. It never lists more addresses than a sitemap may hold.

use crate::answer::{Reads as _, plain};
use crate::ledger::escape;
use crate::ogc::own_page;
use crate::state::{Shared, State, fault, missing};
use axum::extract::{Path, State as From};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kaan_base::Lang;
use kaan_web::{Class, Doors, Failure, FeatureQuery};
use std::fmt::Write as _;
use std::sync::Arc;

/// Pages that are always there, without the language.
const PAGES: [&str; 14] = [
    "/",
    "/map",
    "/titles",
    "/applications",
    "/holders",
    "/parties",
    "/projects",
    "/deposits",
    "/occurrences",
    "/check",
    "/search",
    "/ledger",
    "/data",
    "/about",
];
/// Records listed of one collection, in three languages each: a sitemap may hold 50,000 addresses.
const RECORDS: u32 = 10_000;
const XML: &str = "application/xml; charset=utf-8";
const A_DAY: &str = "public, max-age=86400";

/// The routes, at absolute addresses.
pub(crate) fn routes() -> Doors<Arc<Shared>> {
    let alive = Doors::new().read("/health", health).limited(Class::Files);
    let rest = Doors::new().read("/robots.txt", robots).read("/sitemap.xml", sitemap).read("/sitemap/{file}", records);
    rest.read("/ready", ready).limited(Class::Api).merge(alive)
}

async fn robots(From(s): State) -> Response {
    let base = s.ui.base();
    plain(
        "text/plain; charset=utf-8",
        A_DAY,
        format!("User-agent: *\nDisallow: /ogc/\nDisallow: /tiles/\nDisallow: /data/\nSitemap: {base}/sitemap.xml\n"),
    )
}

/// The index: the pages, and one part for each collection.
async fn sitemap(From(s): State) -> Response {
    let base = s.ui.base();
    let mut out =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
            .to_owned();
    for name in ["pages"].into_iter().chain(s.collections.iter().map(|c| c.id())) {
        // Writing to a String cannot fail, here and below.
        let _ = writeln!(out, "<sitemap><loc>{base}/sitemap/{name}.xml</loc></sitemap>");
    }
    out.push_str("</sitemapindex>\n");
    plain(XML, A_DAY, out)
}

async fn records(From(s): State, Path(file): Path<String>) -> Result<Response, Failure> {
    let unknown = || missing("unknown-download");
    let name = file.strip_suffix(".xml").ok_or_else(unknown)?;
    if name == "pages" {
        return Ok(listed(s.ui.base(), PAGES.iter().map(|p| (*p).to_owned())));
    }
    let one = s.collection(name).map_err(|_| unknown())?;
    let q = FeatureQuery { bbox: None, after: None, limit: RECORDS, equals: Vec::new() };
    let page = one.page(q).await?;
    Ok(listed(s.ui.base(), page.features.iter().map(|f| own_page(name, &f.id))))
}

/// Each page in three languages.
fn listed(base: &str, paths: impl Iterator<Item = String>) -> Response {
    let mut out =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n".to_owned();
    for path in paths {
        for lang in Lang::ALL {
            let _ = writeln!(out, "<url><loc>{base}/{}{}</loc></url>", lang.code(), escape(&path));
        }
    }
    out.push_str("</urlset>\n");
    plain(XML, A_DAY, out)
}

async fn health() -> Response {
    plain("application/json", "no-store", "{\"status\":\"live\"}\n")
}

/// Whether the store answers, with the ledger's size and what waits for a place in it.
async fn ready(From(s): State) -> Response {
    let found = async {
        let waiting = kaan_ledger::pending(&s.db).await.map_err(fault)?;
        Ok::<_, Failure>((s.position().await?, waiting))
    };
    match found.await {
        Ok((size, waiting)) => plain(
            "application/json",
            "no-store",
            format!("{{\"status\":\"ready\",\"ledger_size\":{size},\"waiting\":{waiting}}}\n"),
        ),
        Err(_) => {
            (StatusCode::SERVICE_UNAVAILABLE, plain("application/json", "no-store", "{\"status\":\"not-ready\"}\n")).into_response()
        }
    }
}
