//! The description of the features interface in OpenAPI 3.0, whole in itself.
//!
//! Served at `/ogc/api` for the judges and clients of OGC API Features 1.0, which read 3.0; the rest of
//! Kaan is described in 3.1. It never refers to a remote document.

use super::docs::{GEOJSON, HTML, JSON, SCHEMA, root, schema_of};
use super::feature::{CRS84, EPSG4326};
use crate::params::{MOST, USUAL, is_queryable};
use crate::state::Shared;
use kaan_base::Lang;
use kaan_web::Collection;
use serde_json::{Map, Value, json};

/// The document.
pub(crate) fn document(s: &Shared) -> Value {
    let mut paths = Map::new();
    let plain = |what: &str, id: &str, media: &str| operation(what, id, json!(["#f"]), media, &[400]);
    paths.insert("/".into(), plain("Landing page", "getLandingPage", JSON));
    paths.insert("/api".into(), plain("This description", "getApi", super::docs::OPENAPI));
    paths.insert("/conformance".into(), plain("Conformance", "getConformance", JSON));
    paths.insert("/collections".into(), plain("All collections", "getCollections", JSON));
    for one in &s.collections {
        describe(s, one.as_ref(), &mut paths);
    }
    let description = s.ui.text(Lang::En, "ogc-description", &[]);
    json!({
        "openapi": "3.0.3",
        "info": { "title": s.ui.text(Lang::En, "ogc-title", &[]), "version": env!("CARGO_PKG_VERSION"), "description": description },
        "servers": [{ "url": root(s) }],
        "tags": [{ "name": "features", "description": description }],
        "paths": paths,
        "components": { "parameters": parameters(), "schemas": schemas() },
    })
}

/// The paths of one collection.
fn describe(s: &Shared, one: &dyn Collection, paths: &mut Map<String, Value>) {
    let id = one.id();
    let title = s.title(Lang::En, id);
    let name = |what: &str| format!("{what}-{id}");
    let base = format!("/collections/{id}");
    paths.insert(base.clone(), operation(&title, &name("getCollection"), json!(["#f"]), JSON, &[400]));
    paths.insert(format!("{base}/queryables"), operation(&title, &name("getQueryables"), json!(["#f"]), SCHEMA, &[400]));
    let mut asked = json!(["#f", "#limit", "#bbox", "#bbox-crs", "#crs", "#datetime", "#after"]);
    if let Some(list) = asked.as_array_mut() {
        for column in one.columns().iter().filter(|c| is_queryable(c.kind)) {
            let mut schema = schema_of(column);
            if let Some(map) = schema.as_object_mut() {
                map.remove("description");
            }
            list.push(json!({ "name": column.name, "in": "query", "required": false, "description": column.about, "schema": schema, "style": "form", "explode": false }));
        }
    }
    paths.insert(format!("{base}/items"), operation(&title, &name("getFeatures"), asked, GEOJSON, &[400]));
    let key = json!({ "name": "featureId", "in": "path", "required": true, "description": "The feature's id.", "schema": { "type": "string" } });
    paths.insert(
        format!("{base}/items/{{featureId}}"),
        operation(&title, &name("getFeature"), json!(["#f", "#crs", key]), GEOJSON, &[400, 404]),
    );
}

/// A `get` with its answers; a parameter written `#name` is one of the shared ones.
fn operation(what: &str, id: &str, parameters: Value, media: &str, refusals: &[u16]) -> Value {
    let list: Vec<Value> = parameters.as_array().into_iter().flatten().map(reference).collect();
    let schema = match media {
        GEOJSON => json!({ "$ref": "#/components/schemas/GeoJson" }),
        _ => json!({ "type": "object" }),
    };
    let content = json!({ media: { "schema": schema }, HTML: { "schema": { "type": "string" } } });
    let mut responses = Map::new();
    responses.insert("200".into(), json!({ "description": what, "content": content }));
    for code in refusals.iter().chain(&[405, 500, 503]) {
        responses.insert(code.to_string(), problem());
    }
    json!({ "get": { "operationId": id, "summary": what, "tags": ["features"], "parameters": list, "responses": responses } })
}

fn reference(parameter: &Value) -> Value {
    match parameter.as_str().and_then(|p| p.strip_prefix('#')) {
        Some(name) => json!({ "$ref": format!("#/components/parameters/{name}") }),
        None => parameter.clone(),
    }
}

fn problem() -> Value {
    json!({ "description": "Problem details (RFC 9457).", "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } } })
}

fn parameters() -> Value {
    let query = |name: &str, about: &str, schema: Value| json!({ "name": name, "in": "query", "required": false, "description": about, "schema": schema, "style": "form", "explode": false });
    let systems = json!({ "type": "string", "format": "uri", "enum": [CRS84, EPSG4326], "default": CRS84 });
    json!({
        "f": query("f", "The form of the answer; without it the Accept header decides.", json!({ "type": "string", "enum": ["json", "html"] })),
        "limit": query("limit", &format!("Most features of one answer; more than {MOST} is lowered to {MOST}."), json!({ "type": "integer", "minimum": 1, "default": USUAL })),
        "bbox": query("bbox", "Only features that meet this box: west, south, east, north in degrees, or six numbers with heights.",
            json!({ "type": "array", "minItems": 4, "maxItems": 6, "items": { "type": "number" } })),
        "bbox-crs": query("bbox-crs", "The coordinate system of bbox.", systems.clone()),
        "crs": query("crs", "The coordinate system of the answer.", systems),
        "datetime": query("datetime", "A moment or interval (RFC 3339). No feature has a time of its own here, so all match.", json!({ "type": "string", "minLength": 10 })),
        "after": query("after", "The token of a next link; not to be made up.", json!({ "type": "string", "minLength": 8 })),
    })
}

fn schemas() -> Value {
    json!({
        "GeoJson": {
            "type": "object", "required": ["type"],
            "properties": {
                "type": { "type": "string", "enum": ["Feature", "FeatureCollection"] },
                "features": { "type": "array", "items": { "type": "object" } },
                "links": { "type": "array", "items": { "type": "object" } },
                "timeStamp": { "type": "string", "format": "date-time" },
                "numberMatched": { "type": "integer", "minimum": 0 },
                "numberReturned": { "type": "integer", "minimum": 0 },
            },
        },
        "Problem": crate::api::document::problem_schema(),
    })
}
