//! Running an office: people and their roles, delegations, invitations, hours and holidays, letterhead, contact
//! officers, emergency access; and everybody's inbox.
//!
//! The binary opens [`Office`], mounts its doors and hands [`voice`] to the outbox. Other capabilities read its
//! views `office_public_hours`, `office_public_holiday`, `office_public_letterhead`, `office_public_contact`. It never
//! decides a right: every act asks kaan-access, and never puts a person's name or address into the ledger.

mod acts;
mod calendar;
pub mod fold;
mod form;
mod holidays;
pub mod hours;
mod model;
mod pages;
mod shared;
mod store;
mod told;
mod voice;

pub use voice::{Words, voice};

use kaan_access::Access;
use kaan_db::{Fault, Res};
use kaan_web::{Doors, TemplateSet, Ui, template_set};
use shared::Shared;
use std::path::PathBuf;
use std::sync::Arc;

#[derive(rust_embed::Embed)]
#[folder = "templates/"]
struct Templates;

/// The office. Cheap to clone.
#[derive(Clone)]
pub struct Office(Arc<Shared>);

impl Office {
    /// The templates of this capability's pages.
    pub const TEMPLATES: TemplateSet = template_set!("office", Templates);
    /// Every statement, for the test that prepares them on both engines.
    pub const STATEMENTS: &[&str] = store::STATEMENTS;

    /// Opens it. `mailbox` is the folder of letters where no mail server is configured; its page is shown on a
    /// demonstration server and nowhere else.
    ///
    /// # Errors
    /// When the shipped list of holidays cannot be read: a fault of the build.
    pub fn open(ui: Ui, access: Access, mailbox: Option<PathBuf>) -> Res<Self> {
        let holidays = holidays::shipped().map_err(|e| Fault::Broken(format!("law/holidays: {e}")))?;
        let territories = holidays::territories().map_err(|e| Fault::Broken(format!("names/provinces: {e}")))?;
        let mailbox = mailbox.filter(|_| ui.demonstration());
        Ok(Office(Arc::new(Shared { ui, access, mailbox, holidays, territories })))
    }

    /// Pages, to be nested under each language: `/office`, `/inbox`, `/mailbox`.
    pub fn pages(&self) -> Doors {
        pages::doors().with_state(Arc::clone(&self.0))
    }

    /// Interfaces at absolute addresses: none.
    pub fn open_routes(&self) -> Doors {
        Doors::new()
    }

    /// Its part of the OpenAPI document: empty, as it has no interface of its own.
    pub fn document(&self) -> serde_json::Value {
        serde_json::json!({ "paths": {} })
    }
}
