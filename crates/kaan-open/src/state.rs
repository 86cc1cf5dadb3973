//! What every handler of this capability shares.
//!
//! Made once by [`crate::Open::open`]. It never holds anything that a restart would lose.

use crate::data::cache::Cache;
use crate::{Facts, OpenError, api};
use kaan_base::{Lang, Problem};
use kaan_db::Db;
use kaan_ledger::Checkpoint;
use kaan_web::{Collection, Failure, FeatureQuery, Ui};
use std::sync::Arc;
use tokio::sync::Mutex;

/// Parameters of a collection's items (OGC 17-069r4, 7.15; 18-058r1): no column may be called so.
const PARAMETERS: [&str; 7] = ["f", "limit", "bbox", "bbox-crs", "crs", "datetime", "after"];

/// The shared state.
pub(crate) struct Shared {
    pub db: Db,
    pub ui: Ui,
    pub collections: Vec<Arc<dyn Collection>>,
    pub vkey: String,
    pub cache: Cache,
    /// The merged OpenAPI 3.1 document.
    pub document: serde_json::Value,
    counts: Mutex<Option<Counts>>,
}

pub(crate) type State = axum::extract::State<Arc<Shared>>;

/// How many features each collection has, at one position of the ledger.
#[derive(Debug, Clone)]
pub(crate) struct Counts {
    pub position: u64,
    pub features: Vec<Option<u64>>,
}

impl Shared {
    pub fn new(db: Db, ui: Ui, collections: Vec<Arc<dyn Collection>>, facts: Facts) -> Result<Self, OpenError> {
        for (i, one) in collections.iter().enumerate() {
            if collections.iter().take(i).any(|other| other.id() == one.id()) {
                return Err(OpenError::TwoCollections(one.id().to_owned()));
            }
            if let Some(column) = one.columns().iter().find(|c| PARAMETERS.contains(&c.name)) {
                return Err(OpenError::ReservedColumn(one.id().to_owned(), column.name.to_owned()));
            }
        }
        let cache = Cache::open(&facts.cache, facts.cache_bytes)?;
        let document = serde_json::Value::Null;
        let mut shared = Shared { db, ui, collections, vkey: facts.vkey, cache, document, counts: Mutex::new(None) };
        shared.document = api::document::merged(&shared, &facts.documents)?;
        Ok(shared)
    }

    /// The collection of this id.
    pub fn collection(&self, id: &str) -> Result<&Arc<dyn Collection>, Failure> {
        self.collections.iter().find(|c| c.id() == id).ok_or_else(|| missing("unknown-collection"))
    }

    /// The newest signed checkpoint with its text; `None` while the ledger is empty.
    pub async fn checkpoint(&self) -> Result<Option<(Checkpoint, String)>, Failure> {
        let Some(note) = kaan_ledger::checkpoint(&self.db).await.map_err(fault)? else { return Ok(None) };
        let parsed = Checkpoint::parse(&note).map_err(fault)?;
        Ok(Some((parsed, note)))
    }

    /// How many entries the signed ledger has.
    pub async fn position(&self) -> Result<u64, Failure> {
        Ok(self.checkpoint().await?.map_or(0, |(c, _)| c.size))
    }

    /// The collections' sizes, counted again only when the ledger has grown.
    pub async fn counts(&self) -> Result<Counts, Failure> {
        let position = self.position().await?;
        let mut kept = self.counts.lock().await;
        if let Some(counts) = kept.as_ref().filter(|c| c.position == position) {
            return Ok(counts.clone());
        }
        let mut features = Vec::with_capacity(self.collections.len());
        for collection in &self.collections {
            let q = FeatureQuery { bbox: None, after: None, limit: 1, equals: Vec::new() };
            features.push(collection.page(q).await?.matched);
        }
        let counts = Counts { position, features };
        *kept = Some(counts.clone());
        Ok(counts)
    }

    /// The title of a collection in a language.
    pub fn title(&self, lang: Lang, id: &str) -> String {
        self.ui.text(lang, &format!("collection-{id}-title"), &[])
    }

    /// The description of a collection in a language.
    pub fn description(&self, lang: Lang, id: &str) -> String {
        self.ui.text(lang, &format!("collection-{id}-description"), &[])
    }
}

pub(crate) use kaan_web::fault;

/// A 404 with a code of this capability.
pub(crate) fn missing(code: &'static str) -> Failure {
    Failure::Problems(axum::http::StatusCode::NOT_FOUND, vec![Problem::refused(code)])
}

/// A 400 with one problem.
pub(crate) fn wrong(problem: Problem) -> Failure {
    Failure::Problems(axum::http::StatusCode::BAD_REQUEST, vec![problem])
}

/// A fault of the disk.
pub(crate) fn fault_io(e: std::io::Error) -> Failure {
    Failure::Fault(e.to_string())
}
