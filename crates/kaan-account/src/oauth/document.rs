//! The description of the token endpoint in OpenAPI 3.1.
//!
//! Merged by kaan-open into `/api/openapi.json`. It never names a remote document.

use super::Granted;
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

/// A question for a token; the client shows itself by HTTP Basic, or by the last two members.
#[derive(Serialize, ToSchema)]
#[allow(dead_code)] // Describes what `read::asked` reads by hand.
struct TokenQuestion {
    /// `client_credentials`.
    #[schema(pattern = "^client_credentials$", examples("client_credentials"))]
    grant_type: String,
    /// The acts that are wanted, separated by spaces; all of the client's when absent.
    scope: Option<String>,
    /// The client's id.
    client_id: Option<String>,
    /// The client's secret.
    client_secret: Option<String>,
}

/// An error as RFC 6749, 5.2 has it.
#[derive(Serialize, ToSchema)]
#[allow(dead_code)] // Describes what the endpoint answers.
struct TokenRefused {
    /// `invalid_request`, `invalid_client`, `unsupported_grant_type` or `invalid_scope`.
    #[schema(pattern = "^(invalid_request|invalid_client|unsupported_grant_type|invalid_scope)$", examples("invalid_client"))]
    error: String,
}

/// A token for a program of an organisation: the client credentials grant of OAuth 2 (RFC 6749, 4.4).
///
/// The organisation's administrator makes the client in Kaan. The token is sent as `Authorization: Bearer`.
#[utoipa::path(
    post, path = "/oauth/token", operation_id = "getToken", tag = "account",
    request_body(content = TokenQuestion, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 200, description = "The token.", body = Granted, content_type = "application/json"),
        (status = 400, description = "The question is malformed, or asks for more than the client has.", body = TokenRefused, content_type = "application/json"),
        (status = 401, description = "The client is unknown, or its secret is wrong.", body = TokenRefused, content_type = "application/json"),
    )
)]
#[allow(dead_code)] // Read by the derive below.
fn token() {}

/// What the token endpoint can do (RFC 8414).
#[utoipa::path(
    get, path = "/.well-known/oauth-authorization-server", operation_id = "getAuthorizationServer", tag = "account",
    responses((status = 200, description = "The metadata.", body = serde_json::Value, content_type = "application/json"))
)]
#[allow(dead_code)] // Read by the derive below.
fn metadata() {}

#[derive(OpenApi)]
#[openapi(
    paths(token, metadata),
    components(schemas(Granted, TokenQuestion, TokenRefused)),
    tags((name = "account", description = "Tokens for programs that act for an organisation."))
)]
struct Described;

/// This crate's part of the OpenAPI document.
pub(crate) fn document() -> serde_json::Value {
    let mut document = serde_json::to_value(Described::openapi()).unwrap_or_default();
    let problem = serde_json::json!({
        "description": "Problem details (RFC 9457).",
        "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } },
    });
    for path in document.get_mut("paths").and_then(|p| p.as_object_mut()).into_iter().flat_map(|p| p.values_mut()) {
        for operation in path.as_object_mut().into_iter().flat_map(|o| o.values_mut()) {
            let Some(responses) = operation.get_mut("responses").and_then(|r| r.as_object_mut()) else { continue };
            for code in ["405", "429", "500", "503"] {
                responses.insert(code.to_owned(), problem.clone());
            }
        }
    }
    document
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_description_is_whole_in_itself() {
        let d = super::document();
        let text = d.to_string();
        assert!(d["openapi"].as_str().is_some_and(|v| v.starts_with("3.1")));
        let names: Vec<&str> = text.split("\"#/components/schemas/").skip(1).filter_map(|t| t.split('"').next()).collect();
        assert!(names.contains(&"Granted"));
        for name in names.into_iter().filter(|n| *n != "Problem") {
            assert!(d["components"]["schemas"][name].is_object(), "{name} is not described");
        }
        assert!(!text.contains("http://") && !text.contains("https://"));
    }
}
