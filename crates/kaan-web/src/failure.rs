//! What a handler answers when it cannot answer.
//!
//! Made by handlers; turned into a page or a problem document by [`crate::Ui::finish`], and into a
//! plain problem document where that layer is absent. It never shows what broke inside.

use crate::problem;
use crate::visitor::status_of;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kaan_base::{Kind, Lang, MayPass, Problem};
use std::sync::Arc;

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Failure {
    /// The person's turn, or a refusal, each with its code.
    Problems(StatusCode, Vec<Problem>),
    /// Ours; the text is for the log alone.
    Fault(String),
    /// Too much to do just now: to be tried again in a moment.
    Busy,
}

impl Failure {
    /// 404 with a code.
    pub fn missing(code: &'static str) -> Self {
        Failure::Problems(StatusCode::NOT_FOUND, vec![Problem::refused(code)])
    }

    /// 400: the address or its parameters are malformed.
    pub fn malformed(problem: Problem) -> Self {
        Failure::Problems(StatusCode::BAD_REQUEST, vec![problem])
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        match self {
            Failure::Problems(status, _) => *status,
            Failure::Fault(_) => StatusCode::INTERNAL_SERVER_ERROR,
            Failure::Busy => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// What is wrong, as codes.
    pub(crate) fn problems(&self) -> Vec<Problem> {
        match self {
            Failure::Problems(_, list) if !list.is_empty() => list.clone(),
            Failure::Problems(status, _) => vec![Problem::refused(problem::code_of(*status))],
            Failure::Fault(_) => vec![Problem::fault("fault")],
            Failure::Busy => vec![Problem::fault("busy")],
        }
    }
}

/// What the store says, as a failure: busy where it may pass by itself, else ours.
pub fn fault(e: impl MayPass) -> Failure {
    if e.may_pass() { Failure::Busy } else { Failure::Fault(e.to_string()) }
}

impl From<Problem> for Failure {
    /// 422 for what is invalid, 401 or 403 where a right is missing, 409 for any other refusal, 500 for our own fault.
    fn from(problem: Problem) -> Self {
        match problem.kind {
            Kind::Invalid => Failure::Problems(StatusCode::UNPROCESSABLE_ENTITY, vec![problem]),
            Kind::Refused => Failure::Problems(status_of(problem.code).unwrap_or(StatusCode::CONFLICT), vec![problem]),
            Kind::Fault => Failure::Fault(problem.to_string()),
        }
    }
}

impl From<Vec<Problem>> for Failure {
    fn from(problems: Vec<Problem>) -> Self {
        Failure::Problems(StatusCode::UNPROCESSABLE_ENTITY, problems)
    }
}

/// The failure beside its plain answer, for the layer that dresses it.
#[derive(Debug, Clone)]
pub(crate) struct Failed(pub Arc<Failure>);

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut plain = problem::document("", Lang::En, &self, None);
        plain.extensions_mut().insert(Failed(Arc::new(self)));
        plain
    }
}
