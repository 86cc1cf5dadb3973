//! Tokens for machines: the client credentials grant of OAuth 2 (RFC 6749, 4.4) and its metadata (RFC 8414).
//!
//! Called by the doors at absolute addresses. It never takes a cookie, never redirects, and answers errors as
//! RFC 6749, 5.2 has them, for programs of others read them.

mod document;
mod read;

pub(crate) use document::document;

use crate::shared::{Here, Shared, fault};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kaan_web::form::Form;
use kaan_web::{Class, Doors, Failure, PUBLIC, Visitor};
use serde::Serialize;
use serde_json::json;
use std::sync::Arc;
use utoipa::ToSchema;

/// The doors, at absolute addresses.
pub(crate) fn doors() -> Doors<Arc<Shared>> {
    Doors::new()
        .post("/oauth/token", PUBLIC, token)
        .limited(Class::SignIn)
        .from_anywhere()
        .merge(Doors::new().get("/.well-known/oauth-authorization-server", PUBLIC, metadata).limited(Class::Api))
}

/// A token (RFC 6749, 5.1).
#[derive(Serialize, ToSchema)]
pub(crate) struct Granted {
    /// What a program sends as `Authorization: Bearer`.
    access_token: String,
    /// `Bearer`.
    token_type: &'static str,
    /// Seconds until it ends.
    expires_in: i64,
    /// The acts that it may do, separated by spaces.
    scope: String,
}

/// An error (RFC 6749, 5.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    /// `invalid_request`
    Request,
    /// `invalid_client`
    Client,
    /// `unsupported_grant_type`
    Grant,
    /// `invalid_scope`
    Scope,
}

impl Refused {
    const fn code(self) -> &'static str {
        match self {
            Refused::Request => "invalid_request",
            Refused::Client => "invalid_client",
            Refused::Grant => "unsupported_grant_type",
            Refused::Scope => "invalid_scope",
        }
    }

    /// The answer; a client that showed itself in the header is told how (5.2).
    fn answer(self, basic: bool) -> Response {
        let status = if self == Refused::Client { StatusCode::UNAUTHORIZED } else { StatusCode::BAD_REQUEST };
        let mut answer = (status, quiet(), Json(json!({ "error": self.code() }))).into_response();
        if self == Refused::Client && basic {
            answer
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Basic realm=\"kaan\", charset=\"UTF-8\""));
        }
        answer
    }
}

/// What no cache may keep (5.1).
fn quiet() -> [(header::HeaderName, &'static str); 2] {
    [(header::CACHE_CONTROL, "no-store"), (header::PRAGMA, "no-cache")]
}

/// `POST /oauth/token`.
async fn token(State(s): Here, visitor: Visitor, headers: HeaderMap, form: Result<Form, Failure>) -> Result<Response, Failure> {
    let basic = headers.contains_key(header::AUTHORIZATION);
    let Ok(form) = form else { return Ok(Refused::Request.answer(basic)) };
    let asked = match read::asked(&headers, &form) {
        Ok(asked) => asked,
        Err(refused) => return Ok(refused.answer(basic)),
    };
    let granted = s.access.token_for_client(&asked.id, &asked.secret, asked.scopes.as_deref(), &visitor).await.map_err(fault)?;
    Ok(match granted {
        Ok(g) => {
            let seconds = g.until.0.saturating_sub(s.ui.now().0) / 1_000_000;
            let body = Granted { access_token: g.secret, token_type: "Bearer", expires_in: seconds, scope: g.scopes.join(" ") };
            (quiet(), Json(body)).into_response()
        }
        Err(problem) if problem.code == "client-scope" => Refused::Scope.answer(basic),
        Err(_) => Refused::Client.answer(basic),
    })
}

/// `GET /.well-known/oauth-authorization-server` (RFC 8414).
async fn metadata(State(s): Here) -> Response {
    let base = s.ui.base();
    let scopes: Vec<&str> = s.access.policy().acts().collect();
    let body = json!({
        "issuer": base,
        "token_endpoint": format!("{base}/oauth/token"),
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "grant_types_supported": ["client_credentials"],
        "response_types_supported": [],
        "scopes_supported": scopes,
        "service_documentation": format!("{base}/en/api"),
        "ui_locales_supported": kaan_base::Lang::ALL.map(kaan_base::Lang::tag),
    });
    ([(header::CACHE_CONTROL, "public, max-age=3600"), (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*")], Json(body)).into_response()
}
