//! Signing in, one's own account, and the record of acts for those who audit.
//!
//! The binary opens [`Account`] over kaan-access and hangs its doors. Pages here parse, call one act or one
//! reading, and show. It never keeps a table of its own, never sees a right that the policy does not give, and
//! never tells a stranger whether an account exists.

mod account;
mod audit;
mod fields;
mod letters;
mod names;
mod oauth;
mod qr;
mod shared;
mod sign_in;
mod store;

use kaan_access::Access;
use kaan_web::{Doors, TemplateSet, Ui, template_set};
use serde::Serialize;
use shared::Shared;
use std::sync::{Arc, OnceLock};

#[derive(rust_embed::Embed)]
#[folder = "templates/"]
struct Templates;

/// An account that exists on a demonstration alone, with what signs it in.
#[derive(Debug, Clone, Serialize)]
pub struct Demonstration {
    /// Whom it stands for, in words.
    pub who: String,
    /// Its e-mail.
    pub email: String,
    /// Its password.
    pub password: String,
}

/// The pages of signing in, of one's account and of the audit. Cheap to clone.
#[derive(Clone)]
pub struct Account(Arc<Shared>);

impl Account {
    /// The templates of this capability's pages.
    pub const TEMPLATES: TemplateSet = template_set!("account", Templates);
    /// Every statement, for the test that prepares them on both engines.
    pub const STATEMENTS: &[&str] = &store::STATEMENTS;

    /// Joins the pages with those who know.
    pub fn open(ui: Ui, access: Access) -> Self {
        Account(Arc::new(Shared { ui, access, demonstration: OnceLock::new() }))
    }

    /// Names the accounts that the sign-in page of a demonstration shows, once; any other site shows none.
    pub fn set_demonstration(&self, accounts: Vec<Demonstration>) {
        // A second list is not taken: the first is already shown.
        let _ = self.0.demonstration.set(accounts);
    }

    /// Pages, to be hung below each language: `/sign-in…`, `/sign-out`, `/account…`, `/audit…`.
    pub fn pages(&self) -> Doors {
        sign_in::doors().merge(account::doors()).merge(audit::doors()).with_state(Arc::clone(&self.0))
    }

    /// Interfaces at absolute addresses: tokens for machines (OAuth 2).
    pub fn open_routes(&self) -> Doors {
        oauth::doors().with_state(Arc::clone(&self.0))
    }

    /// Its part of the OpenAPI document.
    pub fn document(&self) -> serde_json::Value {
        oauth::document()
    }
}
