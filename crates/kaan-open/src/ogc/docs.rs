//! The documents about the features: landing page, conformance, collections, queryables
//! (OGC 17-069r4 clause 7, OGC 19-079r2 clause 6).
//!
//! Called by the OGC interface. It never names a remote host but as the identifier of a standard.

use super::feature::{CRS84, EPSG4326, degrees};
use crate::params::is_queryable;
use crate::state::Shared;
use kaan_base::Lang;
use kaan_geo::Bounds;
use kaan_web::{Collection, Column, ColumnKind, Failure};
use serde_json::{Value, json};

/// What this interface was built to and is tested for.
pub(crate) const CONFORMS: [&str; 8] = [
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters",
];

/// Media type of the OpenAPI 3.0 document.
pub(crate) const OPENAPI: &str = "application/vnd.oai.openapi+json;version=3.0";
/// Media type of features.
pub(crate) const GEOJSON: &str = "application/geo+json";
/// Media type of the other documents.
pub(crate) const JSON: &str = "application/json";
/// Media type of pages, as links name it.
pub(crate) const HTML: &str = "text/html";
/// Media type of queryables.
pub(crate) const SCHEMA: &str = "application/schema+json";

/// One link (RFC 8288).
pub(crate) fn link(rel: &str, media_type: &str, title: &str, href: String) -> Value {
    json!({ "rel": rel, "type": media_type, "title": title, "href": href })
}

/// `self` and `alternate` of a document that exists as JSON and as a page.
pub(crate) fn twins(href: &str, media_type: &str, title: &str) -> Vec<Value> {
    vec![link("self", media_type, title, format!("{href}?f=json")), link("alternate", HTML, title, format!("{href}?f=html"))]
}

/// The landing page.
pub(crate) fn landing(s: &Shared, lang: Lang) -> Value {
    let root = root(s);
    let title = s.ui.text(lang, "ogc-title", &[]);
    let mut links = twins(&root, JSON, &title);
    links.push(link("service-desc", OPENAPI, &s.ui.text(lang, "ogc-api", &[]), format!("{root}/api")));
    links.push(link("service-doc", HTML, &s.ui.text(lang, "ogc-api", &[]), format!("{root}/api?f=html")));
    links.push(link("conformance", JSON, &s.ui.text(lang, "ogc-conformance", &[]), format!("{root}/conformance")));
    links.push(link("data", JSON, &s.ui.text(lang, "ogc-collections", &[]), format!("{root}/collections")));
    json!({ "title": title, "description": s.ui.text(lang, "ogc-description", &[]), "links": links })
}

/// The declaration of conformance.
pub(crate) fn conformance(s: &Shared, lang: Lang) -> Value {
    let links = twins(&format!("{}/conformance", root(s)), JSON, &s.ui.text(lang, "ogc-conformance", &[]));
    json!({ "conformsTo": CONFORMS, "links": links })
}

/// All collections.
pub(crate) async fn collections(s: &Shared, lang: Lang) -> Result<Value, Failure> {
    let links = twins(&format!("{}/collections", root(s)), JSON, &s.ui.text(lang, "ogc-collections", &[]));
    let mut all = Vec::with_capacity(s.collections.len());
    for one in &s.collections {
        all.push(collection(s, lang, one.as_ref(), false).await?);
    }
    Ok(json!({ "links": links, "crs": [CRS84, EPSG4326], "collections": all }))
}

/// One collection; `alone` when it is a document of its own.
pub(crate) async fn collection(s: &Shared, lang: Lang, one: &dyn Collection, alone: bool) -> Result<Value, Failure> {
    let (root, id) = (root(s), one.id());
    let here = format!("{root}/collections/{id}");
    let title = s.title(lang, id);
    let mut links = if alone { twins(&here, JSON, &title) } else { vec![link("self", JSON, &title, here.clone())] };
    links.push(link("items", GEOJSON, &title, format!("{here}/items")));
    links.push(link("items", HTML, &title, format!("{here}/items?f=html")));
    links.push(link("http://www.opengis.net/def/rel/ogc/1.0/queryables", SCHEMA, &title, format!("{here}/queryables")));
    let base = s.ui.base();
    for (ending, media_type, _) in crate::data::FORMATS {
        links.push(link("enclosure", media_type, &title, format!("{base}/data/{id}.{ending}")));
    }
    for credit in one.credit().await? {
        if let Some(href) = credit.href {
            links.push(link("license", HTML, &credit.licence, href));
        }
    }
    let mut out = json!({
        "id": id, "title": title, "description": s.description(lang, id), "links": links,
        "itemType": "feature", "crs": [CRS84, EPSG4326], "storageCrs": CRS84,
    });
    if let (Some(extent), Some(map)) = (one.extent().await?, out.as_object_mut()) {
        map.insert("extent".into(), json!({ "spatial": { "bbox": [numbers(extent)], "crs": CRS84 } }));
    }
    Ok(out)
}

/// A box in degrees as JSON numbers.
fn numbers(b: Bounds) -> Vec<Value> {
    [b.x0, b.y0, b.x1, b.y1].into_iter().map(|units| serde_json::from_str(&degrees(units)).unwrap_or(Value::Null)).collect()
}

/// What features of a collection can be asked for by, as a JSON Schema (OGC 19-079r2, 6.2).
pub(crate) fn queryables(s: &Shared, lang: Lang, one: &dyn Collection) -> Value {
    let mut properties = serde_json::Map::new();
    properties.insert("geometry".into(), json!({ "x-ogc-role": "primary-geometry", "format": "geometry-any" }));
    for column in one.columns().iter().filter(|c| is_queryable(c.kind)) {
        properties.insert(column.name.into(), schema_of(column));
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("{}/collections/{}/queryables", root(s), one.id()),
        "type": "object", "title": s.title(lang, one.id()), "properties": properties, "additionalProperties": false,
    })
}

/// The schema of one column.
pub(crate) fn schema_of(column: &Column) -> Value {
    let mut out = match column.kind {
        ColumnKind::Text => json!({ "type": "string" }),
        ColumnKind::Integer => json!({ "type": "integer" }),
        ColumnKind::Real => json!({ "type": "number" }),
        ColumnKind::Bool => json!({ "type": "boolean" }),
        ColumnKind::Date => json!({ "type": "string", "format": "date" }),
    };
    if let Some(map) = out.as_object_mut() {
        map.insert("description".into(), column.about.into());
    }
    out
}

/// The address of the landing page, without a slash at its end.
pub(crate) fn root(s: &Shared) -> String {
    format!("{}/ogc", s.ui.base())
}
