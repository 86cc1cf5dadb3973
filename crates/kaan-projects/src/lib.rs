//! Projects of two countries: every figure with its source, disagreeing figures side by side.
//!
//! The binary opens [`Projects`], mounts its routers and calls [`import`]. What records with sources
//! have in common stands in kaan-facts; here is what only projects have: stages, owners' countries,
//! the value chain, and titles of the same number. It never decides whether a figure is right.

mod chain;
pub mod fold;
mod kind;
mod pages;
mod store;

pub use kaan_facts::{ImportError, Reject, Report, Wanted};

use kaan_db::{Db, Res};
use kaan_facts::Register;
use kaan_web::{Collection, Districts, Doors, TemplateSet, Ui, template_set};
use std::sync::Arc;

#[derive(rust_embed::Embed)]
#[folder = "templates/"]
struct Templates;

/// The register of projects. Cheap to clone.
#[derive(Clone)]
pub struct Projects(Arc<Register>);

impl Projects {
    /// The templates of this capability's pages; those of kaan-facts are needed beside them.
    pub const TEMPLATES: TemplateSet = template_set!("projects", Templates);
    /// Every statement, for the test that prepares them on both engines.
    pub const STATEMENTS: &[&str] = &store::STATEMENTS;

    /// Opens the register and loads its records; `districts` tells in which district a place lies.
    ///
    /// # Errors
    /// What the store says.
    pub async fn open(db: Db, ui: Ui, districts: Option<Arc<dyn Districts>>) -> Res<Self> {
        Register::open(db, ui, &kind::PROJECTS, &kind::NAMES, districts).await.map(Projects)
    }

    /// Loads the records again: the ledger has grown.
    ///
    /// # Errors
    /// What the store says; what stood before goes on standing.
    pub async fn refresh(&self) -> Res<()> {
        self.0.refresh().await
    }

    /// Pages, to be nested under each language: `/projects`, `/projects/{id}`.
    pub fn pages(&self) -> Doors {
        pages::routes().with_state(Arc::clone(&self.0))
    }

    /// Interfaces at absolute addresses: none of its own, for the open face serves the collection.
    pub fn open_routes(&self) -> Doors {
        Doors::new()
    }

    /// What it publishes.
    pub fn collections(&self) -> Vec<Arc<dyn Collection>> {
        vec![Arc::clone(&self.0) as Arc<dyn Collection>]
    }

    /// Its part of the OpenAPI document: empty, as it has no interface of its own.
    pub fn document(&self) -> serde_json::Value {
        serde_json::json!({ "paths": {} })
    }
}

/// Brings a list of projects in; rows that nobody works on are passed over, as they are deposits.
///
/// # Errors
/// [`ImportError`]; nothing is stored then.
pub async fn import(db: &Db, wanted: &Wanted<'_>) -> Result<Report, ImportError> {
    kaan_facts::import(db, &kind::PROJECTS, &kind::NAMES, wanted).await
}
