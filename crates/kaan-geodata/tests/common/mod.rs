//! A site for tests: a fresh store, the demonstration's deposits, occurrences and districts, the real pages.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, dead_code)]

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use kaan_base::Instant;
use kaan_db::{Db, Migration};
use kaan_geodata::{Geodata, Wanted};
use kaan_ledger::Signer;
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
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo").join(name)
}

pub fn text(name: &str) -> String {
    std::fs::read_to_string(demo(name)).unwrap()
}

pub fn wanted<'a>(file: &'a Path, authority: &'a str) -> Wanted<'a> {
    Wanted { file, authority, map: None, register: None, dry_run: false, rejects: false, now: Instant(1_795_600_000_000_000) }
}

/// Everything that the demonstration brings in.
pub async fn load(db: &Db) {
    let (osm, pkm, usgs) = (text("districts-osm/register.toml"), text("pakistan/register.toml"), text("pakistan/usgs.toml"));
    let (deposits, occurrences) = (text("pakistan/usgs-deposits.toml"), text("pakistan/occurrences.toml"));
    let (outlines, projects, sites) =
        (demo("districts-osm/pk-districts-osm-2023.geojson"), demo("pakistan/projects.csv"), demo("pakistan/usgs-pakistan.csv"));
    kaan_geodata::import_districts(db, &Wanted { register: Some(&osm), ..wanted(&outlines, "OSM-2023") }).await.unwrap();
    kaan_geodata::import_deposits(db, &Wanted { register: Some(&pkm), ..wanted(&projects, "PKM") }).await.unwrap();
    kaan_geodata::import_deposits(db, &Wanted { register: Some(&usgs), map: Some(&deposits), ..wanted(&sites, "USGS") })
        .await
        .unwrap();
    kaan_geodata::import_occurrences(db, &Wanted { register: Some(&usgs), map: Some(&occurrences), ..wanted(&sites, "USGS") })
        .await
        .unwrap();
}

pub fn ui() -> Ui {
    let site =
        Site { base: "https://kaan.example".into(), demonstration: true, clock: Arc::new(|| Instant(1_795_600_000_123_456)) };
    Ui::new(&[kaan_facts::TEMPLATES, Geodata::TEMPLATES], site).unwrap()
}

pub async fn number(db: &Db) {
    let signer = Signer::generate([7; 32], "test.example/log").unwrap();
    while kaan_ledger::sequence(db, &signer).await.unwrap().more {}
}

pub struct Site_ {
    pub app: Router,
    pub geodata: Geodata,
}

pub async fn site(db: &Db) -> Site_ {
    let ui = ui();
    let geodata = Geodata::open(db.clone(), ui.clone()).await.unwrap();
    let app = ui.site(&geodata.pages(), geodata.open_routes());
    Site_ { app, geodata }
}

impl Site_ {
    pub async fn get(&self, path: &str) -> (u16, String) {
        let answer = self.app.clone().oneshot(Request::builder().uri(path).body(Body::empty()).unwrap()).await.unwrap();
        let status = answer.status().as_u16();
        let body = axum::body::to_bytes(answer.into_body(), 16 << 20).await.unwrap();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }
}
