//! The OpenAPI 3.1 document of the whole site, merged from every capability's.
//!
//! Built once at the start; a test walks every operation and holds the answers against it. It never
//! refers to a remote document.

use crate::OpenError;
use crate::ogc::openapi;
use crate::state::Shared;
use kaan_base::Lang;
use serde_json::{Map, Value, json};

/// Media type of the document (RFC 9512 has no own for JSON; OpenAPI's registration names this one).
pub(crate) const MEDIA: &str = "application/json";

/// Own operations: address, operation id, summary, parameters, media type, statuses of refusals.
#[allow(clippy::type_complexity)] // One table, read once.
const OWN: &[(&str, &str, &str, &[&str], &str, &[u16])] = &[
    ("/api/openapi.json", "getOpenApi", "This description", &[], MEDIA, &[400]),
    ("/api/v1/search", "search", "Search all kinds of records", &["q", "limit"], MEDIA, &[400]),
    (
        "/api/v1/ledger/entries",
        "getLedgerEntries",
        "Entries of the ledger in order, from an index on",
        &["after", "limit"],
        MEDIA,
        &[400],
    ),
    ("/ledger/log/checkpoint", "getCheckpoint", "The signed checkpoint (C2SP tlog-checkpoint)", &[], "text/plain", &[400, 404]),
    ("/ledger/log/vkey", "getVerifierKey", "The key to check signatures with (C2SP signed-note)", &[], "text/plain", &[400]),
    (
        "/ledger/log/tile/{level}/{number}",
        "getTile",
        "A tile of hashes, or of entries where level is `entries` (C2SP tlog-tiles)",
        &["level", "number"],
        "application/octet-stream",
        &[400, 404],
    ),
    (
        "/ledger/receipts/{receipt}",
        "getReceipt",
        "A receipt, INDEX.tlog-proof (C2SP tlog-proof)",
        &["receipt"],
        "text/plain",
        &[400, 404],
    ),
    ("/ledger/feed.atom", "getFeed", "The newest entries as an Atom feed", &[], "application/atom+xml", &[400]),
    (
        "/data/{file}",
        "getData",
        "A whole collection: COLLECTION.gpkg, .geojsonl, .csv, or its sources as .txt",
        &["file"],
        "application/octet-stream",
        &[400, 404],
    ),
    ("/health", "getHealth", "Whether the program runs", &[], MEDIA, &[]),
    ("/ready", "getReady", "Whether the store answers", &[], MEDIA, &[]),
    ("/robots.txt", "getRobots", "Rules for crawlers", &[], "text/plain", &[]),
    ("/sitemap.xml", "getSitemap", "Addresses of pages", &[], "application/xml", &[]),
];

/// The merged document.
///
/// # Errors
/// [`OpenError::TwoDocuments`] when two parts describe one address or name differently.
pub(crate) fn merged(s: &Shared, others: &[Value]) -> Result<Value, OpenError> {
    let mut paths = Map::new();
    let mut components: Map<String, Value> = Map::new();
    for (path, id, summary, parameters, media, refusals) in OWN {
        paths.insert((*path).to_owned(), operation(id, summary, parameters, media, refusals));
    }
    let features = prefixed(openapi::document(s));
    for part in [&features].into_iter().chain(others) {
        join(&mut paths, part.get("paths"), "")?;
        for (kind, named) in part.get("components").and_then(Value::as_object).into_iter().flatten() {
            let slot = components.entry(kind.clone()).or_insert_with(|| json!({}));
            if let Some(slot) = slot.as_object_mut() {
                join(slot, Some(named), "Problem")?;
            }
        }
    }
    if let Some(schemas) = components.entry("schemas").or_insert_with(|| json!({})).as_object_mut() {
        schemas.insert("Problem".into(), problem_schema());
    }
    let info = json!({
        "title": "Kaan", "version": env!("CARGO_PKG_VERSION"), "description": s.ui.text(Lang::En, "api-description", &[]),
        "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
    });
    Ok(json!({ "openapi": "3.1.0", "info": info, "servers": [{ "url": s.ui.base() }], "paths": paths, "components": components }))
}

/// The features' document with its paths below `/ogc`.
fn prefixed(mut document: Value) -> Value {
    let paths = document.get_mut("paths").and_then(Value::as_object_mut).map(std::mem::take).unwrap_or_default();
    let moved: Map<String, Value> = paths.into_iter().map(|(path, v)| (format!("/ogc{}", path.trim_end_matches('/')), v)).collect();
    if let Some(map) = document.as_object_mut() {
        map.insert("paths".into(), Value::Object(moved));
    }
    document
}

/// Adds names; the same name twice must mean the same, but for `ours`, which is passed over.
fn join(into: &mut Map<String, Value>, from: Option<&Value>, ours: &str) -> Result<(), OpenError> {
    for (name, value) in from.and_then(Value::as_object).into_iter().flatten() {
        match into.get(name) {
            _ if name == ours => {}
            Some(there) if there != value => return Err(OpenError::TwoDocuments(name.clone())),
            _ => drop(into.insert(name.clone(), value.clone())),
        }
    }
    Ok(())
}

fn operation(id: &str, summary: &str, parameters: &[&str], media: &str, refusals: &[u16]) -> Value {
    let schema = match media {
        MEDIA => json!({ "type": "object" }),
        _ => json!({ "type": "string" }),
    };
    // A file of data comes in the format of its ending.
    let range = if id == "getData" { "*/*" } else { media };
    let mut responses = Map::new();
    responses.insert("200".into(), json!({ "description": summary, "content": { range: { "schema": schema } } }));
    if id == "getData" {
        for (code, what) in [("206", "A part of the file."), ("304", "The reader has it."), ("416", "No such part.")] {
            responses.insert(code.into(), json!({ "description": what }));
        }
    }
    for code in refusals.iter().chain(&[405, 500, 503]) {
        let content = json!({ "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } });
        responses.insert(code.to_string(), json!({ "description": "Problem details (RFC 9457).", "content": content }));
    }
    let list: Vec<Value> = parameters.iter().map(|p| parameter(p)).collect();
    json!({ "get": { "operationId": id, "summary": summary, "tags": ["open"], "parameters": list, "responses": responses } })
}

fn parameter(name: &str) -> Value {
    let (place, about, schema) = match name {
        "q" => (
            "query",
            "Words in English, Chinese or Urdu, or the beginning of a number.",
            json!({ "type": "string", "minLength": 1 }),
        ),
        "limit" => {
            ("query", "Most results; more than 200 is lowered to 200.", json!({ "type": "integer", "minimum": 1, "default": 50 }))
        }
        "after" => (
            "query",
            "The index after which to begin; without it from the first entry on.",
            json!({ "type": "integer", "minimum": 0, "maximum": 999_999_999_999_999_999_u64 }),
        ),
        "level" => {
            ("path", "0 to 63, or `entries`.", json!({ "type": "string", "pattern": "^(entries|[0-9]|[1-5][0-9]|6[0-3])$" }))
        }
        "number" => (
            "path",
            "Groups of three digits, all but the last with x in front; `.p/WIDTH` for a partial tile.",
            json!({ "type": "string", "pattern": "^(x(00[1-9]|0[1-9][0-9]|[1-9][0-9]{2})/(x[0-9]{3}/){0,4})?[0-9]{3}(\\.p/([1-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5]))?$" }),
        ),
        "receipt" => ("path", "INDEX.tlog-proof", json!({ "type": "string", "pattern": "^(0|[1-9][0-9]*)\\.tlog-proof$" })),
        _ => ("path", "COLLECTION.ENDING", json!({ "type": "string" })),
    };
    let required = place == "path" || name == "q";
    json!({ "name": name, "in": place, "required": required, "description": about, "schema": schema })
}

/// The schema of problem details, shared by all operations.
pub(crate) fn problem_schema() -> Value {
    json!({
        "type": "object", "required": ["type", "title", "status", "code"],
        "properties": {
            "type": { "type": "string", "format": "uri-reference" },
            "title": { "type": "string" },
            "status": { "type": "integer" },
            "detail": { "type": "string" },
            "instance": { "type": "string" },
            "code": { "type": "string" },
            "problems": { "type": "array", "items": { "type": "object", "properties": {
                "code": { "type": "string" }, "message": { "type": "string" }, "where": { "type": "string" },
            } } },
        },
    })
}
