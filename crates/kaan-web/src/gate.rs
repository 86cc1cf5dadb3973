//! The port through which this crate learns who asks and what they may do.
//!
//! The binary fulfils [`Gate`] over accounts and roles; the layer at every door calls it. It never stores
//! anything, and never sees a password.

use crate::{Failure, Ui};
use futures::future::BoxFuture;
use kaan_base::Instant;
use kaan_base::access::{Actor, Caller, Denial, Policy};
use std::sync::Arc;

/// What a request shows of who it comes from.
#[derive(Clone, Copy)]
pub struct Shown<'a> {
    /// The value of the session's cookie.
    pub session: Option<&'a str>,
    /// The token of `Authorization: Bearer`; a request that shows one has no session.
    pub bearer: Option<&'a str>,
    /// The address that it came from, as text; empty where nobody knows it.
    pub address: &'a str,
    /// What the program calls itself (`User-Agent`), as sent.
    pub agent: &'a str,
    /// The moment of the request.
    pub now: Instant,
}

/// Somebody who is signed in.
#[derive(Clone, PartialEq, Eq)]
pub struct Signed {
    /// The account with its roles in force.
    pub actor: Arc<Actor>,
    /// The name that the head of every page shows.
    pub name: String,
    /// The public handle of the session; absent with a token.
    pub session: Option<String>,
    /// The secret half of the session's form tokens.
    pub form_key: String,
    /// Notices that wait in the inbox.
    pub unread: u64,
    /// A `Set-Cookie` that renews the session.
    pub cookie: Option<String>,
}

impl std::fmt::Debug for Signed {
    /// Names the account alone: the rest is secret or personal.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Signed").field("account", &self.actor.account).finish_non_exhaustive()
    }
}

/// Who asks, by what rules, and where refusals are noted.
pub trait Gate: Send + Sync {
    /// Who shows this; nobody when it is unknown, ended or revoked.
    fn who<'a>(&'a self, shown: Shown<'a>) -> BoxFuture<'a, Result<Option<Signed>, Failure>>;
    /// The table of rights.
    fn policy(&self) -> &Policy;
    /// Notes in the record of acts that somebody was refused at a door or on a page.
    fn refused<'a>(&'a self, caller: &'a Caller, act: &'a str, on: &'a str, denial: &'a Denial) -> BoxFuture<'a, ()>;
}

impl Ui {
    /// Hands the gate in, once, before the first request; a second one is not taken.
    ///
    /// Without a gate nobody can sign in, and only `public.read` is allowed.
    pub fn set_gate(&self, gate: Arc<dyn Gate>) {
        if self.0.gate.set(gate).is_err() {
            tracing::warn!("a gate stands already; the second one was not taken");
        }
    }

    /// The table of rights; none while no gate stands.
    pub fn policy(&self) -> Option<&Policy> {
        self.0.gate.get().map(|g| g.policy())
    }

    /// The gate.
    pub(crate) fn gate(&self) -> Option<&Arc<dyn Gate>> {
        self.0.gate.get()
    }
}
