//! Geological facts of the country: deposits, mineral occurrences, and districts as their source draws them.
//!
//! The binary opens [`Geodata`], mounts its routers, hands [`Geodata::districts`] to whoever names
//! districts, and calls the import acts. Records with sources stand on kaan-facts; districts are here.
//! It never says whose a disputed place is: the source of the outline does, and is named.

mod districts;
pub mod fold;
mod kind;
mod pages;
mod store;

pub use districts::import_districts;
pub use kaan_facts::{ImportError, Reject, Report, Wanted};

use districts::Outlines;
use kaan_db::{Db, Res};
use kaan_facts::Register;
use kaan_web::{Collection, Districts, Doors, TemplateSet, Ui, template_set};
use std::sync::Arc;

#[derive(rust_embed::Embed)]
#[folder = "templates/"]
struct Templates;

/// What pages share.
pub(crate) struct Shared {
    pub ui: Ui,
    pub deposits: Arc<Register>,
    pub occurrences: Arc<Register>,
    pub outlines: Arc<Outlines>,
}

/// Deposits, occurrences and districts. Cheap to clone.
#[derive(Clone)]
pub struct Geodata(Arc<Shared>);

impl Geodata {
    /// The templates of this capability's pages; those of kaan-facts are needed beside them.
    pub const TEMPLATES: TemplateSet = template_set!("geodata", Templates);
    /// Every statement, for the test that prepares them on both engines.
    pub const STATEMENTS: &[&str] = &store::STATEMENTS;

    /// Opens the collections and loads their records.
    ///
    /// # Errors
    /// What the store says.
    pub async fn open(db: Db, ui: Ui) -> Res<Self> {
        let outlines = Outlines::open(db.clone(), &kind::NAMES).await?;
        let known = || Some(Arc::clone(&outlines) as Arc<dyn Districts>);
        let deposits = Register::open(db.clone(), ui.clone(), &kind::DEPOSITS, &kind::NAMES, known()).await?;
        let occurrences = Register::open(db, ui.clone(), &kind::OCCURRENCES, &kind::NAMES, known()).await?;
        Ok(Geodata(Arc::new(Shared { ui, deposits, occurrences, outlines })))
    }

    /// Loads everything again: the ledger has grown.
    ///
    /// # Errors
    /// What the store says; what stood before goes on standing.
    pub async fn refresh(&self) -> Res<()> {
        self.0.outlines.refresh().await?;
        self.0.deposits.refresh().await?;
        self.0.occurrences.refresh().await
    }

    /// Who knows in which district a place lies.
    pub fn districts(&self) -> Arc<dyn Districts> {
        Arc::clone(&self.0.outlines) as Arc<dyn Districts>
    }

    /// Pages, to be nested under each language: `/deposits`, `/occurrences`, `/districts`, each with `/{id}`.
    pub fn pages(&self) -> Doors {
        pages::routes().with_state(Arc::clone(&self.0))
    }

    /// Interfaces at absolute addresses: none of its own, for the open face serves the collections.
    pub fn open_routes(&self) -> Doors {
        Doors::new()
    }

    /// What it publishes.
    pub fn collections(&self) -> Vec<Arc<dyn Collection>> {
        let register = |r: &Arc<Register>| Arc::clone(r) as Arc<dyn Collection>;
        vec![register(&self.0.deposits), register(&self.0.occurrences), Arc::clone(&self.0.outlines) as Arc<dyn Collection>]
    }

    /// Its part of the OpenAPI document: empty, as it has no interface of its own.
    pub fn document(&self) -> serde_json::Value {
        serde_json::json!({ "paths": {} })
    }
}

/// Brings deposits in; rows on which somebody works are passed over, as they are projects.
///
/// # Errors
/// [`ImportError`]; nothing is stored then.
pub async fn import_deposits(db: &Db, wanted: &Wanted<'_>) -> Result<Report, ImportError> {
    kaan_facts::import(db, &kind::DEPOSITS, &kind::NAMES, wanted).await
}

/// Brings mineral occurrences in.
///
/// # Errors
/// [`ImportError`]; nothing is stored then.
pub async fn import_occurrences(db: &Db, wanted: &Wanted<'_>) -> Result<Report, ImportError> {
    kaan_facts::import(db, &kind::OCCURRENCES, &kind::NAMES, wanted).await
}
