//! A site for tests: collections in memory, a real ledger, the real pages.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, dead_code)]

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use futures::future::BoxFuture;
use kaan_base::{Instant, Text3};
use kaan_db::{Act, Db, Migration, Res, Tx};
use kaan_geo::{Bounds, Point};
use kaan_ledger::{Entry, Signer};
use kaan_open::{Facts, Open};
use kaan_search::Doc;
use kaan_web::{
    Cell, Collection, Column, ColumnKind, Credit, Failure, Feature, FeaturePage, FeatureQuery, Geometry, Hit, Site, Ui,
};
use std::ops::ControlFlow;
use std::sync::Arc;
use tower::ServiceExt as _;

pub const MIGRATIONS: &[Migration] = &[
    Migration { name: "0001_ledger", text: include_str!("../../../../migrations/0001_ledger.sql") },
    Migration { name: "0002_search", text: include_str!("../../../../migrations/0002_search.sql") },
    Migration { name: "0006_ledger_clustered", text: include_str!("../../../../migrations/0006_ledger_clustered.sql") },
    Migration { name: "0007_search_clustered", text: include_str!("../../../../migrations/0007_search_clustered.sql") },
];

/// Places in a row along a parallel, some of them without ground.
pub struct Places {
    id: &'static str,
    features: Vec<Feature>,
}

impl Places {
    pub fn make(id: &'static str, count: i64) -> Arc<dyn Collection> {
        let features = (0..count).map(|i| {
            let place = Point { x: 6_000_000_000 + i * 1_000_003, y: 3_000_000_000 };
            Feature {
                id: format!("P-{i:04}"),
                geometry: (i % 10 != 9).then_some(Geometry::Point(place)),
                values: vec![
                    Cell::Text(format!("Place {i}")),
                    Cell::Text(["open", "closed"][i as usize % 2].into()),
                    Cell::Real(i as f64 / 4.0),
                    Cell::Text("2013-05-01".into()),
                ],
            }
        });
        Arc::new(Places { id, features: features.collect() })
    }

    fn matching(&self, q: &FeatureQuery) -> Vec<&Feature> {
        let meets = |f: &&Feature| match (&q.bbox, &f.geometry) {
            (Some(b), Some(Geometry::Point(p))) => b.x0 <= p.x && p.x <= b.x1 && b.y0 <= p.y && p.y <= b.y1,
            _ => true,
        };
        let equals = |f: &&Feature| {
            q.equals.iter().all(|(name, value)| {
                let at = self.columns().iter().position(|c| c.name == name).unwrap();
                f.values[at] == Cell::Text(value.clone())
            })
        };
        self.features.iter().filter(meets).filter(equals).collect()
    }
}

impl Collection for Places {
    fn id(&self) -> &'static str {
        self.id
    }
    fn columns(&self) -> &'static [Column] {
        &[
            Column { name: "name", kind: ColumnKind::Text, about: "What it is called." },
            Column { name: "status", kind: ColumnKind::Text, about: "open or closed" },
            Column { name: "share", kind: ColumnKind::Real, about: "A number." },
            Column { name: "since", kind: ColumnKind::Date, about: "A day." },
        ]
    }
    fn credit(&self) -> BoxFuture<'_, Result<Vec<Credit>, Failure>> {
        Box::pin(async {
            Ok(vec![Credit {
                text: "Test <source>".into(),
                licence: "CC BY 4.0".into(),
                href: Some("https://example.org/licence".into()),
            }])
        })
    }
    fn extent(&self) -> BoxFuture<'_, Result<Option<Bounds>, Failure>> {
        Box::pin(async { Ok(Some(Bounds { x0: 6_000_000_000, y0: 3_000_000_000, x1: 6_400_000_001, y1: 3_000_000_000 })) })
    }
    fn page(&self, q: FeatureQuery) -> BoxFuture<'_, Result<FeaturePage, Failure>> {
        Box::pin(async move {
            let all = self.matching(&q);
            let matched = Some(all.len() as u64);
            let rest: Vec<&Feature> = all.into_iter().filter(|f| q.after.as_ref().is_none_or(|a| f.id > *a)).collect();
            let features: Vec<Feature> = rest.iter().take(q.limit as usize).map(|f| (*f).clone()).collect();
            let next = (rest.len() > features.len()).then(|| features.last().unwrap().id.clone());
            Ok(FeaturePage { features, next, matched })
        })
    }
    fn item<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Option<Feature>, Failure>> {
        Box::pin(async move { Ok(self.features.iter().find(|f| f.id == id).cloned()) })
    }
    fn each<'a>(&'a self, mut sink: Box<dyn FnMut(Feature) -> ControlFlow<()> + Send + 'a>) -> BoxFuture<'a, Result<u64, Failure>> {
        Box::pin(async move {
            for f in &self.features {
                if sink(f.clone()).is_break() {
                    break;
                }
            }
            Ok(3)
        })
    }
    fn find_code<'a>(&'a self, prefix: &'a str, limit: u32) -> BoxFuture<'a, Result<Vec<Hit>, Failure>> {
        Box::pin(async move {
            let found = self.features.iter().filter(|f| f.id.starts_with(prefix)).take(limit as usize);
            Ok(found
                .map(|f| Hit { kind: "title", label: f.id.clone(), path: format!("/{}/{}", self.id, f.id), note: "open".into() })
                .collect())
        })
    }
}

struct Record(usize);
impl Act for Record {
    type Out = ();
    async fn run(&self, tx: &mut Tx<'_>) -> Res<()> {
        let entries: Vec<Entry> = (0..self.0)
            .map(|i| Entry {
                kind: "test.thing-done",
                subject: format!("P-{i:04}"),
                body: format!("{{\"n\":{i},\"name\":\"铜 <b>\"}}").into_bytes(),
            })
            .collect();
        kaan_ledger::record(tx, &entries).await?;
        let names = Text3::of(Some("Saindak Copper".into()), Some("山达克铜矿".into()), Some("سینڈک".into()));
        let doc = Doc {
            kind: "project".into(),
            id: "P1".into(),
            path: "/projects/P1".into(),
            names,
            more: vec![],
            note: "Chagai".into(),
        };
        kaan_search::index(tx, &[doc]).await
    }
}

pub struct Site_ {
    pub app: Router,
    pub db: Db,
    folder: kaan_db::testing::Folder,
}

/// A site with `entries` in its ledger.
pub async fn site(db: Db, entries: usize) -> Site_ {
    let folder = kaan_db::testing::Folder::new();
    let signer = Signer::generate([7; 32], "test.example/log").unwrap();
    if entries > 0 {
        db.act(Record(entries)).await.unwrap();
        while kaan_ledger::sequence(&db, &signer).await.unwrap().more {}
    }
    let ui = ui();
    let facts =
        Facts { vkey: signer.verifier().vkey(), cache: folder.path().join("cache"), cache_bytes: 1 << 20, documents: Vec::new() };
    let open =
        Open::open(db.clone(), ui.clone(), vec![Places::make("titles", 250), Places::make("projects", 7)], facts).await.unwrap();
    let app = ui.site(&open.pages(), open.open_routes());
    Site_ { app, db, folder }
}

fn ui() -> Ui {
    let site =
        Site { base: "https://kaan.example".into(), demonstration: true, clock: Arc::new(|| Instant(1_795_600_000_123_456)) };
    Ui::new(&[Open::TEMPLATES], site).unwrap()
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.text()))
    }
    pub fn media(&self) -> &str {
        self.headers.get("content-type").map(|v| v.to_str().unwrap()).unwrap_or_default()
    }
}

impl Site_ {
    pub async fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        for (k, v) in headers {
            request = request.header(*k, *v);
        }
        let answer = self.app.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let (status, headers) = (answer.status(), answer.headers().clone());
        let body = axum::body::to_bytes(answer.into_body(), 64 << 20).await.unwrap().to_vec();
        Answer { status, headers, body }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[]).await
    }
}
