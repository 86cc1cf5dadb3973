//! Parties: people, companies, authorities and consortia, their names in three scripts, their identifiers,
//! registration online, corrections, merges, and beneficial owners.
//!
//! The binary opens [`Parties`] and mounts its doors; other capabilities read `parties_public_party` alone. It
//! never decides a right (the policy does), never merges by itself what looks alike, and never puts what is
//! private into the ledger but by commitment.

mod acts;
mod codes;
pub mod fold;
pub mod form;
pub mod identifier;
pub mod model;
pub mod owners;
mod pages;
mod search;
pub mod store;
mod suspicion;

pub use acts::authority::AuthorityWanted;
pub use form::Typed;
pub use model::{Fact, Kind, Name, Names, Party, PartyId, Private, Share, Status};

use kaan_access::Access;
use kaan_base::Problem;
use kaan_db::{Db, Res};
use kaan_web::{Doors, TemplateSet, Ui, template_set};
use std::sync::Arc;

#[derive(rust_embed::Embed)]
#[folder = "templates/"]
struct Templates;

/// What pages and acts share.
pub struct Shared {
    /// The store.
    pub db: Db,
    /// What draws pages.
    pub ui: Ui,
    /// Accounts, rights and the record of acts.
    pub access: Access,
}

/// Parties. Cheap to clone.
#[derive(Clone)]
pub struct Parties(Arc<Shared>);

impl Parties {
    /// The templates of this capability's pages.
    pub const TEMPLATES: TemplateSet = template_set!("parties", Templates);

    /// Opens it; nothing is loaded, for every page asks the store.
    ///
    /// # Errors
    /// None today; what the store says, should it have to look.
    pub async fn open(db: Db, ui: Ui, access: Access) -> Res<Self> {
        Ok(Parties(Arc::new(Shared { db, ui, access })))
    }

    /// Puts an authority in: for whoever runs the program, never for a page.
    ///
    /// # Errors
    /// What the store says; inside, what is wrong with what is wanted.
    pub async fn create_authority(&self, wanted: AuthorityWanted) -> Res<Result<PartyId, Vec<Problem>>> {
        acts::authority::create_authority(&self.0, wanted).await
    }

    /// Puts a company or a consortium in from a whole form, without an examination: for whoever runs the program.
    ///
    /// # Errors
    /// What the store says; inside, what is wrong with the form.
    pub async fn create_company(&self, typed: &Typed) -> Res<Result<PartyId, Vec<Problem>>> {
        acts::authority::create_company(&self.0, typed).await
    }

    /// The public party of exactly this name in English or Latin letters.
    ///
    /// # Errors
    /// What the store says.
    pub async fn find_by_name(&self, name: &str) -> Res<Option<PartyId>> {
        store::find_by_name(&self.0.db, name).await
    }

    /// Every statement, for the test that prepares them on both engines.
    #[must_use]
    pub fn statements() -> Vec<&'static str> {
        [
            store::STATEMENTS,
            store::key::STATEMENTS,
            store::registration::STATEMENTS,
            store::proposal::STATEMENTS,
            store::office::STATEMENTS,
        ]
        .concat()
        .into_iter()
        .chain(owners::STATEMENTS.iter().copied())
        .collect()
    }

    /// Pages below each language: `/parties` and what lies under it.
    pub fn pages(&self) -> Doors {
        pages::doors().merge(owners::pages()).with_state(Arc::clone(&self.0))
    }

    /// Interfaces at their own addresses: `/api/v1/parties/{id}`, and those of owners.
    pub fn open_routes(&self) -> Doors {
        pages::open_doors().merge(owners::open_routes()).with_state(Arc::clone(&self.0))
    }

    /// What it publishes as collections: none, for the register of parties is asked for one by one.
    pub fn collections(&self) -> Vec<Arc<dyn kaan_web::Collection>> {
        Vec::new()
    }

    /// Its part of the OpenAPI document.
    pub fn document(&self) -> serde_json::Value {
        pages::api::document()
    }
}
