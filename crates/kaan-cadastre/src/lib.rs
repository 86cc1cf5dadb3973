//! Parcels, applications, mineral titles, reserved areas, holders: the register, and the ground check.
//!
//! The binary calls [`Cadastre::open`] and mounts its routers, [`import`] brings registers in, [`Fold`]
//! makes them again from the ledger alone, [`check_file`] judges a file. What is asked by place is
//! answered from the [`Ground`] in memory. It never repairs an outline, never writes a row without its
//! entry in the ledger, and knows no other capability.

mod api;
mod check;
mod collections;
mod entries;
mod fold;
mod ground;
mod import;
mod law;
mod mapping;
mod model;
mod pages;
mod search;
mod state;
mod store;
mod tiles;

pub use check::{
    Answered, CheckAnswer, CheckProblem, CheckedFeature, Meeting, Neighbour, Outline, Question, Sure, Unread, ask, check_file,
    place, read, typed,
};
pub use fold::{Fold, compare};
pub use ground::{Filter, Ground, Item, load};
pub use import::{Answers, Import, NotImported, Phase, Reject, Report, Told, import};
pub use law::{Law, Part};
pub use mapping::Mapping;
pub use model::{Class, Collection, Counts, Fact, HolderKind, Register, Standing, Status};

use kaan_db::{Db, Fault, Res};
use kaan_web::{Districts, Doors, TemplateSet, Ui, template_set};
use state::Shared;
use std::sync::Arc;

#[derive(rust_embed::Embed)]
#[folder = "templates/"]
struct Templates;

/// The register as the binary holds it. Cheap to clone.
#[derive(Clone)]
pub struct Cadastre(Arc<Shared>);

impl Cadastre {
    /// The templates of this capability's pages.
    pub const TEMPLATES: TemplateSet = template_set!("cadastre", Templates);

    /// Loads the register into memory.
    ///
    /// # Errors
    /// What the store says; [`Fault::Broken`] when the rules that ship with the program cannot be read.
    pub async fn open(db: Db, ui: Ui, districts: Option<Arc<dyn Districts>>) -> Res<Self> {
        let law = Law::shipped().map_err(|e| Fault::Broken(format!("law/cadastre.toml: {e}")))?;
        let ground = load(&db, &law).await?;
        Ok(Cadastre(Arc::new(Shared::new(db, ui, law, districts, ground))))
    }

    /// Shows the places of other collections beside the register on its map, each leading to its page
    /// (`/projects/{id}`); said once, after all capabilities are open.
    pub fn show_beside(&self, collections: Vec<Arc<dyn kaan_web::Collection>>) {
        // Said twice, the first stays.
        let _ = self.0.beside.set(collections);
    }

    /// Every statement of its store, for the test that prepares them on both engines.
    #[must_use]
    pub fn statements() -> Vec<&'static str> {
        store::STATEMENTS.concat()
    }

    /// The register in memory, as it is now.
    #[must_use]
    pub fn ground(&self) -> Arc<Ground> {
        self.0.ground()
    }

    /// Reads the register again when the ledger has grown and the register with it.
    ///
    /// # Errors
    /// What the store says; the ground in memory then stays as it was.
    pub async fn refresh(&self) -> Res<()> {
        self.0.refresh().await
    }

    /// Its pages, to be nested under each language.
    pub fn pages(&self) -> Doors {
        pages::routes().with_state(Arc::clone(&self.0))
    }

    /// Its interfaces at absolute addresses: tiles, the ground check.
    pub fn open_routes(&self) -> Doors {
        api::routes().merge(tiles::routes()).with_state(Arc::clone(&self.0))
    }

    /// What it publishes: titles, applications, reserved areas.
    #[must_use]
    pub fn collections(&self) -> Vec<Arc<dyn kaan_web::Collection>> {
        collections::all(&self.0)
    }

    /// Its part of the OpenAPI description.
    #[must_use]
    pub fn document(&self) -> serde_json::Value {
        api::document::document()
    }
}

#[doc(hidden)]
pub mod testing {
    //! What tests look at behind the door. It is no part of the interface, and never writes.

    pub use crate::model::Overlap;
    use crate::model::{Collection, Fact};
    use kaan_db::{Db, Res};

    /// One record with all its facts.
    ///
    /// # Errors
    /// What the store says.
    pub async fn fact(db: &Db, collection: Collection, number: &str) -> Res<Option<Fact>> {
        crate::store::find_fact(db, collection, number).await
    }

    /// The pairs that are recorded as inherited.
    ///
    /// # Errors
    /// What the store says.
    pub async fn pairs(db: &Db) -> Res<Vec<Overlap>> {
        crate::store::list_pairs(db).await
    }
}
