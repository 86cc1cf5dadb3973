//! The open face of Kaan: home, search, bulk data, OGC features, the ledger's pages and files.
//!
//! The binary calls [`Open::open`] with every capability's collections and mounts the routers.
//! It owns no table: what it shows comes through the port [`Collection`] and from the ledger. It
//! never writes to the store, never decides anything, and names no remote host in any document.

mod about;
mod answer;
mod api;
mod data;
mod home;
mod ledger;
mod map;
mod ogc;
mod params;
mod search;
mod site;
mod state;
mod token;

pub use data::make::{Kind as FileKind, credit_line, write as write_file};

use kaan_db::Db;
use kaan_web::{Collection, Doors, TemplateSet, Ui, template_set};
use state::Shared;
use std::path::PathBuf;
use std::sync::Arc;

#[derive(rust_embed::Embed)]
#[folder = "templates/"]
struct Templates;

/// What the binary tells this capability at the start.
#[derive(Debug, Clone)]
pub struct Facts {
    /// The ledger's verifier key as signed-note text (`name+id+base64`), shown and served.
    pub vkey: String,
    /// A folder of its own for prepared downloads; made when absent. What it holds may be deleted at any time.
    pub cache: PathBuf,
    /// Most bytes that prepared downloads may take in that folder.
    pub cache_bytes: u64,
    /// OpenAPI 3.1 documents of the other capabilities, to be merged into `/api/openapi.json`.
    pub documents: Vec<serde_json::Value>,
}

/// Why the open face could not be opened: a fault of the program's wiring or of the cache folder.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Two collections have the same id.
    #[error("two collections are called {0}")]
    TwoCollections(String),
    /// A column has the name of a parameter of OGC API Features: a filter on it could not be told from that.
    #[error("the column {1} of the collection {0} has the name of a parameter")]
    ReservedColumn(String, String),
    /// Two OpenAPI documents describe the same address or name, differently.
    #[error("two OpenAPI documents disagree about {0}")]
    TwoDocuments(String),
    /// The cache folder cannot be made.
    #[error("the folder for prepared downloads: {0}")]
    Cache(#[from] std::io::Error),
}

/// The open face. Cheap to clone.
#[derive(Clone)]
pub struct Open(Arc<Shared>);

impl Open {
    /// The templates of this capability's pages.
    pub const TEMPLATES: TemplateSet = template_set!("open", Templates);
    /// It has no SQL of its own.
    pub const STATEMENTS: &[&str] = &[];

    /// Joins the store, the pages' shell and every collection.
    ///
    /// # Errors
    /// [`OpenError`] when collections or documents clash or the cache folder cannot be made.
    pub async fn open(db: Db, ui: Ui, collections: Vec<Arc<dyn Collection>>, facts: Facts) -> Result<Self, OpenError> {
        Ok(Open(Arc::new(Shared::new(db, ui, collections, facts)?)))
    }

    /// Pages, to be nested under each language: `/`, `/search`, `/data`, `/ledger`, `/about`, `/api`, `/problems/{code}`.
    pub fn pages(&self) -> Doors {
        Doors::new()
            .merge(home::pages())
            .merge(search::pages())
            .merge(data::pages())
            .merge(ledger::pages())
            .merge(about::pages())
            .merge(api::pages())
            .with_state(Arc::clone(&self.0))
    }

    /// Interfaces at absolute addresses: `/ogc`, `/data/…`, `/ledger/log/…`, `/api/…`, `/robots.txt`, `/health`.
    pub fn open_routes(&self) -> Doors {
        Doors::new()
            .merge(ogc::routes())
            .merge(data::routes())
            .merge(ledger::routes())
            .merge(api::routes())
            .merge(site::routes())
            .layer(axum::middleware::map_response(answer::open_to_all))
            .with_state(Arc::clone(&self.0))
    }
}
