//! The shelf: every capability opened and joined with the ports it needs.
//!
//! Called by `serve`, `export` and `verify`. To add a capability, add it in each function here and nowhere
//! else. It never does what a capability does.

use crate::chance;
use crate::config::Config;
use crate::store;
use anyhow::{Context, Result};
use axum::Router;
use kaan_cadastre::{Cadastre, Ground};
use kaan_db::Db;
use kaan_geodata::Geodata;
use kaan_ledger::Verifier;
use kaan_open::{Facts, Open};
use kaan_projects::Projects;
use kaan_web::{Collection, Doors, Site, TemplateSet, Ui};
use std::path::Path;
use std::sync::Arc;

/// Every statement of every crate that has SQL, for the test that prepares them on both engines.
#[must_use]
pub fn statements() -> Vec<&'static str> {
    let foundations = [kaan_ledger::store::STATEMENTS, kaan_search::store::STATEMENTS, store::STATEMENTS];
    let capabilities = [Geodata::STATEMENTS, Projects::STATEMENTS, Open::STATEMENTS];
    [foundations.concat(), capabilities.concat(), Cadastre::statements()].concat()
}

/// Most bytes that prepared downloads may take on the disk.
const DOWNLOADS: u64 = 8 << 30;

/// All capabilities but the open face, which shows what these publish.
#[derive(Clone)]
pub struct Capabilities {
    ui: Ui,
    db: Db,
    cadastre: Cadastre,
    geodata: Geodata,
    projects: Projects,
}

impl Capabilities {
    /// Opens all of them over a store.
    ///
    /// # Errors
    /// When templates or words are wrong, or the store refuses.
    pub async fn open(config: &Config, db: &Db) -> Result<Self> {
        Self::joined(db, config.base()).await
    }

    /// As [`Capabilities::open`], for a store aside that nobody will see a page of.
    ///
    /// # Errors
    /// As [`Capabilities::open`].
    pub async fn aside(db: &Db) -> Result<Self> {
        Self::joined(db, String::new()).await
    }

    async fn joined(db: &Db, base: String) -> Result<Self> {
        let site = Site { base, demonstration: store::is_demonstration(db).await?, clock: Arc::new(chance::now) };
        let ui = Ui::new(&templates(), site).context("templates and words")?;
        let geodata = Geodata::open(db.clone(), ui.clone()).await?;
        let districts = geodata.districts();
        let cadastre = Cadastre::open(db.clone(), ui.clone(), Some(Arc::clone(&districts))).await?;
        let projects = Projects::open(db.clone(), ui.clone(), Some(districts)).await?;
        cadastre.show_beside(projects.collections());
        Ok(Capabilities { ui, db: db.clone(), cadastre, geodata, projects })
    }

    /// The register in memory, as it is now.
    pub fn ground(&self) -> Arc<Ground> {
        self.cadastre.ground()
    }

    /// The shell of the pages.
    pub fn ui(&self) -> &Ui {
        &self.ui
    }

    /// Everything that is open, in the order in which it is shown.
    pub fn collections(&self) -> Vec<Arc<dyn Collection>> {
        [self.cadastre.collections(), self.projects.collections(), self.geodata.collections()].concat()
    }

    /// Reads anew what is kept in memory, because the ledger has grown.
    ///
    /// # Errors
    /// What the store says; what was in memory stays.
    pub async fn refresh(&self) -> Result<()> {
        self.geodata.refresh().await?;
        self.cadastre.refresh().await?;
        self.projects.refresh().await?;
        Ok(())
    }

    /// All pages and interfaces, with the layers of the shell.
    ///
    /// # Errors
    /// When two capabilities claim the same collection or describe the same address differently.
    pub async fn router(&self, verifier: &Verifier, cache: &Path) -> Result<Router> {
        let (pages, open) = self.doors(verifier, cache).await?;
        Ok(self.ui.site(&pages, open))
    }

    /// Every route with the act it needs: pages below each language, and interfaces at their own addresses.
    ///
    /// # Errors
    /// As [`Capabilities::router`].
    pub async fn doors(&self, verifier: &Verifier, cache: &Path) -> Result<(Doors, Doors)> {
        let facts = Facts {
            vkey: verifier.vkey(),
            cache: cache.to_owned(),
            cache_bytes: DOWNLOADS,
            documents: vec![self.cadastre.document(), self.projects.document(), self.geodata.document()],
        };
        let open = Open::open(self.db.clone(), self.ui.clone(), self.collections(), facts).await?;
        let pages = self.cadastre.pages().merge(self.projects.pages()).merge(self.geodata.pages()).merge(open.pages());
        let open_routes = self.cadastre.open_routes().merge(self.projects.open_routes()).merge(self.geodata.open_routes());
        Ok((pages, open_routes.merge(open.open_routes())))
    }
}

fn templates() -> [TemplateSet; 5] {
    [Cadastre::TEMPLATES, Projects::TEMPLATES, Geodata::TEMPLATES, kaan_facts::TEMPLATES, Open::TEMPLATES]
}
