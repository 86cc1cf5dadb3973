//! Features of a collection: a page of them, or one (OGC 17-069r4, 7.15 and 7.16).
//!
//! Called by the OGC interface. It never sorts or filters in memory: the collection does, by key.

use super::docs::{GEOJSON, HTML, link, root};
use super::feature::{Crs, bounds, open_feature};
use crate::params::Items;
use crate::state::{Shared, wrong};
use crate::{answer, token};
use kaan_base::{Instant, Lang, Problem};
use kaan_geo::Bounds;
use kaan_web::{Collection, Failure, Feature, FeaturePage, FeatureQuery};
use serde_json::Value;
use std::io::Write as _;

/// A page of features with what its document needs.
pub(crate) struct Page {
    pub features: Vec<Feature>,
    pub matched: Option<u64>,
    /// The token of the next page.
    pub next: Option<String>,
    pub crs: Crs,
}

/// Asks the collection.
///
/// # Errors
/// 400 for a token that belongs to another question; whatever the collection says.
pub(crate) async fn page(one: &dyn Collection, items: &Items, crs: Crs) -> Result<Page, Failure> {
    let question = format!("{}{}", one.id(), answer::query(&items.kept));
    let after = match &items.after {
        None => None,
        Some(sealed) => Some(token::unseal(&question, sealed).ok_or_else(|| wrong(Problem::invalid("wrong-token").at("after")))?),
    };
    let q = FeatureQuery { bbox: items.bbox, after, limit: items.limit, equals: items.equals.clone() };
    let FeaturePage { mut features, next, mut matched } = one.page(q).await?;
    if let Some((west, east)) = items.wraps {
        // A box over the antimeridian was asked for over all longitudes; what lies between is taken out.
        features.retain(|f| bounds(f).is_none_or(|b| b.x1 >= west || b.x0 <= east));
        matched = None;
    }
    Ok(Page { features, matched, next: next.map(|n| token::seal(&question, &n)), crs })
}

/// The address of the items of a collection with these parameters.
pub(crate) fn address(s: &Shared, id: &str, pairs: &[(String, String)], more: &[(&str, &str)]) -> String {
    let mut all: Vec<(String, String)> = pairs.iter().filter(|(k, _)| more.iter().all(|(m, _)| m != k)).cloned().collect();
    all.extend(more.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())));
    format!("{}/collections/{id}/items{}", root(s), answer::query(&all))
}

/// The links of a page of features.
pub(crate) fn links(s: &Shared, lang: Lang, id: &str, pairs: &[(String, String)], next: Option<&str>) -> Vec<Value> {
    let title = s.title(lang, id);
    let mut out = vec![
        link("self", GEOJSON, &title, address(s, id, pairs, &[("f", "json")])),
        link("alternate", HTML, &title, address(s, id, pairs, &[("f", "html")])),
        link("collection", "application/json", &title, format!("{}/collections/{id}", root(s))),
    ];
    if let Some(next) = next {
        let kept: Vec<(String, String)> = pairs.iter().filter(|(k, _)| k != "f").cloned().collect();
        out.push(link("next", GEOJSON, &title, address(s, id, &kept, &[("after", next), ("f", "json")])));
    }
    out
}

/// A page as a GeoJSON FeatureCollection.
///
/// # Errors
/// [`Failure::Fault`] for a number that JSON cannot hold.
pub(crate) fn collection_json(one: &dyn Collection, page: &Page, links: &[Value], now: Instant) -> Result<Vec<u8>, Failure> {
    let mut out = Vec::with_capacity(256 + page.features.len() * 512);
    let written = (|| {
        out.write_all(b"{\"type\":\"FeatureCollection\",\"timeStamp\":")?;
        serde_json::to_writer(&mut out, &stamp(now))?;
        if let Some(matched) = page.matched {
            write!(out, ",\"numberMatched\":{matched}")?;
        }
        write!(out, ",\"numberReturned\":{},\"links\":", page.features.len())?;
        serde_json::to_writer(&mut out, links)?;
        out.write_all(b",\"features\":[")?;
        for (i, feature) in page.features.iter().enumerate() {
            out.write_all(if i == 0 { b"\n" } else { b",\n" })?;
            open_feature(&mut out, feature, one.columns(), page.crs)?;
            out.write_all(b"}")?;
        }
        out.write_all(b"]}\n")
    })();
    written.map_err(|e: std::io::Error| Failure::Fault(e.to_string()))?;
    Ok(out)
}

/// One feature with its links.
///
/// # Errors
/// As [`collection_json`].
pub(crate) fn feature_json(s: &Shared, lang: Lang, one: &dyn Collection, feature: &Feature, crs: Crs) -> Result<Vec<u8>, Failure> {
    let here = feature_address(s, one.id(), &feature.id);
    let title = s.title(lang, one.id());
    let links = [
        link("self", GEOJSON, &feature.id, format!("{here}?f=json")),
        link("alternate", HTML, &feature.id, format!("{here}?f=html")),
        link("collection", "application/json", &title, format!("{}/collections/{}", root(s), one.id())),
    ];
    let mut out = Vec::with_capacity(1024);
    let written = (|| {
        open_feature(&mut out, feature, one.columns(), crs)?;
        out.write_all(b",\"links\":")?;
        serde_json::to_writer(&mut out, &links)?;
        out.write_all(b"}\n")
    })();
    written.map_err(|e: std::io::Error| Failure::Fault(e.to_string()))?;
    Ok(out)
}

/// The address of one feature.
pub(crate) fn feature_address(s: &Shared, collection: &str, id: &str) -> String {
    let mut out = format!("{}/collections/{collection}/items/", root(s));
    answer::encode(&mut out, id);
    out
}

/// RFC 3339 in UTC with microseconds.
fn stamp(now: Instant) -> String {
    let whole = now.rfc3339();
    format!("{}.{:06}Z", whole.trim_end_matches('Z'), now.0.rem_euclid(1_000_000))
}

/// Where all features of a page are; `None` when none has ground.
pub(crate) fn extent(features: &[Feature]) -> Option<Bounds> {
    features.iter().filter_map(bounds).reduce(Bounds::join)
}
