//! `GET /api/v1/parties/{id}`: the same facts and rights as the page, as JSON.
//!
//! Called by the open doors. It never answers more than the page shows to the same reader.

use super::{Here, asked, fault, party, private};
use crate::model::Private;
use crate::store::{self, About};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::{IntoResponse, Response};
use kaan_web::{Failure, Visitor};
use serde::Serialize;
use serde_json::{Map, Value, json};

#[derive(Serialize)]
struct Answer {
    #[serde(flatten)]
    fact: crate::model::Fact,
    status: &'static str,
    /// The id that is kept, of a party that was found to be the same as another.
    #[serde(skip_serializing_if = "Option::is_none")]
    kept: Option<String>,
    version: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    private_facts: Option<Map<String, Value>>,
}

pub(super) async fn one(State(s): Here, visitor: Visitor, Path(id): Path<String>, uri: Uri) -> Result<Response, Failure> {
    let found = party::find(&s, &visitor, &id).await?;
    let about = About::party(&found);
    let sight = private(&s, &visitor, &about.on(), asked(&uri).typed("private").is_some()).await?;
    let facts = if sight.seen { Some(store::list_private(&s.db, &id).await.map_err(fault)?) } else { None };
    let value = |p: Private| (p.field.clone(), serde_json::from_str(&p.value).unwrap_or(Value::String(p.value)));
    let answer = Answer {
        status: found.status.code(),
        kept: found.kept.clone(),
        version: found.version,
        private_facts: facts.map(|list| list.into_iter().map(value).collect()),
        fact: found.fact,
    };
    Ok(Json(answer).into_response())
}

/// Its part of the OpenAPI document.
pub(crate) fn document() -> Value {
    let answer = json!({ "description": "The party", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Party" } } } });
    let problem = |text: &str| json!({ "description": text, "content": { "application/problem+json": {} } });
    json!({
        "paths": { "/api/v1/parties/{id}": { "get": {
            "operationId": "getParty",
            "summary": "One party: a company, an authority, a consortium",
            "parameters": [
                { "name": "id", "in": "path", "required": true, "schema": { "type": "string", "format": "uuid" } },
                { "name": "private", "in": "query", "description": "1: with what is private, for those who may see it; the look is recorded",
                  "schema": { "type": "string", "enum": ["1"] } }
            ],
            "responses": { "200": answer, "401": problem("Sign in"), "403": problem("No right to what is private"), "404": problem("There is none") }
        } } },
        "components": { "schemas": { "Party": {
            "type": "object",
            "required": ["id", "kind", "public", "body", "at", "status", "version"],
            "properties": {
                "id": { "type": "string", "format": "uuid" },
                "kind": { "type": "string", "enum": ["person", "company", "authority", "consortium"] },
                "public": { "type": "boolean" },
                "country": { "type": "string", "description": "ISO 3166-1 alpha-2" },
                "territory": { "type": "string", "description": "ISO 3166-2 of the office that looks after it" },
                "body": { "type": "string" },
                "names": { "type": "object", "description": "en, zh, ur, each with text and source; binding: the language of record" },
                "identifiers": { "type": "array", "items": { "type": "object", "required": ["scheme", "value"], "properties": {
                    "scheme": { "type": "string", "enum": ["secp", "ntn", "uscc", "lei", "other"] }, "value": { "type": "string" } } } },
                "shares": { "type": "array", "items": { "type": "object" } },
                "shares_note": { "type": "string" },
                "private": { "type": "object", "description": "commitments to private facts, by field" },
                "reason": { "type": "string" },
                "at": { "type": "integer", "description": "microseconds since 1970, UTC" },
                "status": { "type": "string", "enum": ["registered", "merged"] },
                "kept": { "type": "string", "format": "uuid" },
                "version": { "type": "integer" },
                "private_facts": { "type": "object" }
            }
        } } }
    })
}
