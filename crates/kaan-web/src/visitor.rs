//! Who asks, for handlers: an extractor, and the question whether an act is allowed.
//!
//! Made by the layer at every door. It never decides by itself: the table of rights does.

use crate::gate::Signed;
use crate::{Failure, Ui};
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use kaan_base::access::{Actor, Caller, Denial, Resource, Right};
use kaan_base::{Instant, Problem};
use std::ops::Deref;
use std::sync::{Arc, Mutex};

/// The act that everybody has.
pub const PUBLIC: &str = "public.read";

/// A refusal on a page, to be noted when the answer leaves.
pub(crate) struct Refusal {
    pub act: String,
    pub on: String,
    pub denial: Denial,
}

/// Who asks. Reads as the [`Caller`] that acts want.
#[derive(Clone, Default)]
pub struct Visitor {
    /// The request as rights and the record of acts see it.
    pub caller: Caller,
    /// Who is signed in.
    pub signed: Option<Signed>,
    pub(crate) refusals: Arc<Mutex<Vec<Refusal>>>,
}

impl Visitor {
    /// Who is signed in.
    ///
    /// # Errors
    /// 401 `sign-in-needed`; a page then leads to the sign-in.
    pub fn actor(&self) -> Result<&Actor, Failure> {
        self.caller.actor.as_deref().ok_or_else(|| Failure::from(sign_in_needed()))
    }

    /// Somebody who is signed in, with name, session and inbox.
    ///
    /// # Errors
    /// As [`Visitor::actor`].
    pub fn signed(&self) -> Result<&Signed, Failure> {
        self.signed.as_ref().ok_or_else(|| Failure::from(sign_in_needed()))
    }

    /// By what right this visitor may do an act on something; a refusal is noted in the record of acts.
    ///
    /// # Errors
    /// 401 or 403 with the denial's code. A page is led to the confirmation when that is all that is missing.
    pub fn may(&self, ui: &Ui, act: &str, on: &Resource<'_>) -> Result<Right, Failure> {
        let decided = match ui.policy() {
            Some(policy) => policy.decide(self.caller.actor.as_deref(), act, on, ui.now()),
            None => Err(sign_in_needed()),
        };
        decided.map_err(|denial| {
            if let Ok(mut refusals) = self.refusals.lock() {
                refusals.push(Refusal { act: act.to_owned(), on: on.id.to_owned(), denial: denial.clone() });
            }
            Failure::from(denial)
        })
    }

    /// Whether an act could be allowed on something: what a link or a button is shown by. Notes nothing.
    pub fn could(&self, ui: &Ui, act: &str) -> bool {
        begins(ui, self.caller.actor.as_deref(), act, ui.now()).is_ok()
    }
}

/// Whether an act could be allowed on something.
pub(crate) fn begins(ui: &Ui, actor: Option<&Actor>, act: &str, now: Instant) -> Result<(), Denial> {
    match ui.policy() {
        Some(policy) => policy.may_begin(actor, act, now),
        None if act == PUBLIC => Ok(()),
        None => Err(sign_in_needed()),
    }
}

fn sign_in_needed() -> Denial {
    Denial { code: Denial::SIGN_IN, rule: None, section: None }
}

impl Deref for Visitor {
    type Target = Caller;

    fn deref(&self) -> &Caller {
        &self.caller
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Visitor {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Failure> {
        match parts.extensions.get::<Arc<Visitor>>() {
            Some(visitor) => Ok(Visitor::clone(visitor)),
            None => Err(Failure::Fault("a route without a door".into())),
        }
    }
}

impl From<Denial> for Failure {
    /// 401 where nobody is signed in, else 403.
    fn from(denial: Denial) -> Self {
        let status = status_of(denial.code).unwrap_or(StatusCode::FORBIDDEN);
        let problem = Problem::refused(denial.code);
        Failure::Problems(
            status,
            vec![match denial.section {
                Some(section) => problem.with("section", section),
                None => problem,
            }],
        )
    }
}

/// The status that a denial's code stands for.
pub(crate) fn status_of(code: &str) -> Option<StatusCode> {
    match code {
        Denial::SIGN_IN => Some(StatusCode::UNAUTHORIZED),
        code if Denial::CODES.contains(&code) => Some(StatusCode::FORBIDDEN),
        _ => None,
    }
}
