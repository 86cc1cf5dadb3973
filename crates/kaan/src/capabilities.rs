//! The shelf: every capability opened and joined with the ports it needs.
//!
//! Called by `serve`, `export` and `verify`. To add a capability, add it in each function here and nowhere
//! else. It never does what a capability does.

use crate::chance;
use crate::config::Config;
use crate::reception::Reception;
use crate::{secret, store};
use anyhow::{Context, Result};
use axum::Router;
use kaan_access::{Access, Settings};
use kaan_account::Account;
use kaan_base::access::Policy;
use kaan_cadastre::{Cadastre, Ground};
use kaan_db::Db;
use kaan_geodata::Geodata;
use kaan_ledger::Verifier;
use kaan_office::Office;
use kaan_open::{Facts, Open};
use kaan_parties::Parties;
use kaan_projects::Projects;
use kaan_web::{Collection, Doors, Site, TemplateSet, Ui};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Every statement of every crate that has SQL, for the test that prepares them on both engines.
#[must_use]
pub fn statements() -> Vec<&'static str> {
    let foundations =
        [kaan_ledger::store::STATEMENTS, kaan_search::store::STATEMENTS, kaan_notices::STATEMENTS, store::STATEMENTS].concat();
    let capabilities =
        [Geodata::STATEMENTS, Projects::STATEMENTS, Account::STATEMENTS, Office::STATEMENTS, Open::STATEMENTS].concat();
    [foundations, kaan_access::STATEMENTS.to_vec(), capabilities, Cadastre::statements(), Parties::statements()].concat()
}

/// Most bytes that prepared downloads may take on the disk.
const DOWNLOADS: u64 = 8 << 30;

/// All capabilities but the open face, which shows what these publish.
#[derive(Clone)]
pub struct Capabilities {
    ui: Ui,
    db: Db,
    access: Access,
    cadastre: Cadastre,
    geodata: Geodata,
    projects: Projects,
    parties: Parties,
    account: Account,
    office: Office,
}

impl Capabilities {
    /// Opens all of them over a store.
    ///
    /// # Errors
    /// When templates or words are wrong, or the store refuses.
    pub async fn open(config: &Config, db: &Db) -> Result<Self> {
        let mailbox = config.smtp_file.is_none().then(|| config.mail());
        let all = Self::joined(db, config.base(), secret::open(config)?, mailbox).await?;
        all.ui.set_proxies(config.trusted_proxies.clone());
        all.ui.set_limit_factor(config.limit_factor);
        Ok(all)
    }

    /// As [`Capabilities::open`], for a store aside that nobody will see a page of.
    ///
    /// # Errors
    /// As [`Capabilities::open`].
    pub async fn aside(db: &Db) -> Result<Self> {
        Self::joined(db, "http://localhost".into(), vec![chance::bytes()?], None).await
    }

    async fn joined(db: &Db, base: String, secrets: Vec<[u8; 32]>, mailbox: Option<PathBuf>) -> Result<Self> {
        let (access, ui) = entrance(db, base, secrets).await?;
        let geodata = Geodata::open(db.clone(), ui.clone()).await?;
        let districts = geodata.districts();
        let cadastre = Cadastre::open(db.clone(), ui.clone(), Some(Arc::clone(&districts))).await?;
        let projects = Projects::open(db.clone(), ui.clone(), Some(districts)).await?;
        cadastre.show_beside(projects.collections());
        let parties = Parties::open(db.clone(), ui.clone(), access.clone()).await?;
        let account = Account::open(ui.clone(), access.clone());
        let office = Office::open(ui.clone(), access.clone(), mailbox)?;
        Ok(Capabilities { ui, db: db.clone(), access, cadastre, geodata, projects, parties, account, office })
    }

    /// Accounts and parties alone, for commands that seat people: nothing of the register is read.
    ///
    /// # Errors
    /// As [`Capabilities::open`].
    pub async fn people(config: &Config, db: &Db) -> Result<(Access, Parties)> {
        let (access, ui) = entrance(db, config.base(), secret::open(config)?).await?;
        Ok((access.clone(), Parties::open(db.clone(), ui, access).await?))
    }

    /// Accounts, roles and the record of acts.
    pub fn access(&self) -> &Access {
        &self.access
    }

    /// The pages of accounts.
    pub fn account(&self) -> &Account {
        &self.account
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
            documents: vec![
                self.cadastre.document(),
                self.projects.document(),
                self.geodata.document(),
                self.parties.document(),
                self.account.document(),
                self.office.document(),
            ],
        };
        let open = Open::open(self.db.clone(), self.ui.clone(), self.collections(), facts).await?;
        let pages = [
            self.cadastre.pages(),
            self.projects.pages(),
            self.geodata.pages(),
            self.parties.pages(),
            self.account.pages(),
            self.office.pages(),
        ];
        let open_routes = [
            self.cadastre.open_routes(),
            self.projects.open_routes(),
            self.geodata.open_routes(),
            self.parties.open_routes(),
            self.account.open_routes(),
            self.office.open_routes(),
        ];
        let all = |doors: [Doors; 6], last: Doors| doors.into_iter().fold(Doors::new(), Doors::merge).merge(last);
        Ok((all(pages, open.pages()), all(open_routes, open.open_routes())))
    }
}

fn templates() -> [TemplateSet; 8] {
    [
        Cadastre::TEMPLATES,
        Projects::TEMPLATES,
        Geodata::TEMPLATES,
        kaan_facts::TEMPLATES,
        Parties::TEMPLATES,
        Account::TEMPLATES,
        Office::TEMPLATES,
        Open::TEMPLATES,
    ]
}

/// What all capabilities stand behind: accounts, and the shell of pages with its gate.
async fn entrance(db: &Db, base: String, secrets: Vec<[u8; 32]>) -> Result<(Access, Ui)> {
    let site = Site { base, demonstration: store::is_demonstration(db).await?, clock: Arc::new(chance::now) };
    let access = access(db, &site, secrets)?;
    let ui = Ui::new(&templates(), site).context("templates and words")?;
    ui.set_gate(Arc::new(Reception(access.clone())));
    Ok((access, ui))
}

/// What the register is called in programs for one-time codes and in the browser's list of passkeys.
const NAME: &str = "Kaan";

fn access(db: &Db, site: &Site, secrets: Vec<[u8; 32]>) -> Result<Access> {
    let policy = Policy::shipped().context("law/access.toml")?;
    let settings = Settings {
        base: site.base.clone(),
        name: NAME.into(),
        secrets,
        clock: Arc::clone(&site.clock),
        chance: Arc::new(chance::fill),
    };
    Ok(Access::open(db.clone(), Arc::new(policy), settings)?)
}
