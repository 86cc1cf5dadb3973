//! What the register's handlers share: the store, the pages' shell, the law, and the ground in memory.
//!
//! Made by the door. Readers take the ground as it is and keep it as long as they answer; a new one takes
//! its place in one step. It never holds a request's data.

use crate::ground::{self, Ground};
use crate::law::Law;
use crate::store::version;
use crate::{pages, tiles};
use kaan_db::{Db, Res};
use kaan_web::{Collection, Districts, Ui};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

/// Bytes of tiles that are kept.
const TILES: usize = 64 << 20;

/// What handlers share.
pub(crate) struct Shared {
    pub db: Db,
    pub ui: Ui,
    pub law: Law,
    pub districts: Option<Arc<dyn Districts>>,
    /// A folder in which an uploaded GeoPackage may lie while it is read.
    pub scratch: Option<PathBuf>,
    pub tiles: tiles::Cache,
    pub pictures: pages::Pictures,
    /// Collections of others whose places the map shows beside the register.
    pub beside: OnceLock<Vec<Arc<dyn Collection>>>,
    ground: RwLock<Arc<Ground>>,
    refreshing: tokio::sync::Mutex<()>,
}

/// How handlers take it.
pub(crate) type State = axum::extract::State<Arc<Shared>>;

impl Shared {
    pub fn new(db: Db, ui: Ui, law: Law, districts: Option<Arc<dyn Districts>>, ground: Ground) -> Self {
        Shared {
            db,
            ui,
            law,
            districts,
            scratch: Some(std::env::temp_dir()),
            tiles: tiles::Cache::new(TILES),
            pictures: pages::Pictures::default(),
            beside: OnceLock::new(),
            ground: RwLock::new(Arc::new(ground)),
            refreshing: tokio::sync::Mutex::new(()),
        }
    }

    /// The ground as it is now.
    pub fn ground(&self) -> Arc<Ground> {
        // A reader that panicked has changed nothing.
        Arc::clone(&self.ground.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads the ground again when the register has changed; else says that it stands for the longer ledger.
    ///
    /// # Errors
    /// What the store says.
    pub async fn refresh(&self) -> Res<()> {
        let _one = self.refreshing.lock().await;
        let now = self.ground();
        let mut view = self.db.snapshot().await?;
        let size = ground::position(&mut view).await?;
        let version = version(&mut view).await?;
        view.finish().await?;
        if version == now.version() {
            now.stand_for(size);
            return Ok(());
        }
        let fresh = Arc::new(ground::load(&self.db, &self.law).await?);
        *self.ground.write().unwrap_or_else(PoisonError::into_inner) = fresh;
        Ok(())
    }
}
