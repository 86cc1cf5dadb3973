//! A site for tests: a fresh store, the demonstration's projects, the real pages.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, dead_code)]

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use kaan_base::Instant;
use kaan_db::{Db, Migration};
use kaan_ledger::Signer;
use kaan_projects::{Projects, Wanted};
use kaan_web::{Site, Ui};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tower::ServiceExt as _;

pub const MIGRATIONS: &[Migration] = &[
    Migration { name: "0001_ledger", text: include_str!("../../../../migrations/0001_ledger.sql") },
    Migration { name: "0002_search", text: include_str!("../../../../migrations/0002_search.sql") },
    Migration { name: "0003_cadastre", text: include_str!("../../../../migrations/0003_cadastre.sql") },
    Migration { name: "0004_geodata", text: include_str!("../../../../migrations/0004_geodata.sql") },
    Migration { name: "0005_projects", text: include_str!("../../../../migrations/0005_projects.sql") },
    Migration { name: "0006_ledger_clustered", text: include_str!("../../../../migrations/0006_ledger_clustered.sql") },
    Migration { name: "0007_search_clustered", text: include_str!("../../../../migrations/0007_search_clustered.sql") },
];

pub fn demo(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo/pakistan").join(name)
}

pub fn wanted<'a>(file: &'a Path, register: Option<&'a str>) -> Wanted<'a> {
    Wanted { file, authority: "PKM", map: None, register, dry_run: false, rejects: false, now: Instant(1_795_600_000_000_000) }
}

pub fn register() -> String {
    std::fs::read_to_string(demo("register.toml")).unwrap()
}

pub fn ui() -> Ui {
    let site =
        Site { base: "https://kaan.example".into(), demonstration: true, clock: Arc::new(|| Instant(1_795_600_000_123_456)) };
    Ui::new(&[kaan_facts::TEMPLATES, Projects::TEMPLATES], site).unwrap()
}

pub async fn number(db: &Db) {
    let signer = Signer::generate([7; 32], "test.example/log").unwrap();
    while kaan_ledger::sequence(db, &signer).await.unwrap().more {}
}

pub struct Site_ {
    pub app: Router,
    pub projects: Projects,
}

pub async fn site(db: &Db) -> Site_ {
    let ui = ui();
    let projects = Projects::open(db.clone(), ui.clone(), None).await.unwrap();
    let app = ui.site(&projects.pages(), projects.open_routes());
    Site_ { app, projects }
}

impl Site_ {
    pub async fn get(&self, path: &str) -> (u16, String) {
        let answer = self.app.clone().oneshot(Request::builder().uri(path).body(Body::empty()).unwrap()).await.unwrap();
        let status = answer.status().as_u16();
        let body = axum::body::to_bytes(answer.into_body(), 16 << 20).await.unwrap();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }
}
