//! A site of the register for tests: a small register of its own, the real pages, no network.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, dead_code, missing_docs)]

use crate::common::{Made, bring, collection, square, wanted};
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use kaan_base::Instant;
use kaan_cadastre::{Cadastre, Collection, Import, Register};
use kaan_db::Db;
use kaan_ledger::Signer;
use kaan_web::{Site, Ui};
use std::sync::Arc;
use tower::ServiceExt as _;

const MAPPING: &str = "number = \"number\"\ntype = \"type\"\nstatus = \"status\"\nholder = \"holder\"\nmasked = \"INDIVIDUAL-\"\n[classes]\nEL = \"exploration\"\nML = \"mining\"\n[statuses]\nactive = \"active\"\npending = \"pending\"\n";

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
    pub fn code(&self) -> u16 {
        self.status.as_u16()
    }
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|v| v.to_str().unwrap()).unwrap_or_default()
    }
}

pub struct Site_ {
    pub app: Router,
    pub ui: Ui,
    pub cadastre: Cadastre,
    pub made: Made,
}

/// The register: two titles that overlap, one with a bow tie, one of a masked person, one without ground
/// known from reports; an application and a reserved area.
pub async fn site(db: Db) -> Site_ {
    let made = Made::new();
    let register =
        || Register { demonstration: true, licence: "CC BY 4.0".into(), credit: "Test office".into(), ..Register::bare("TEST") };
    let bow = r#"{"type":"Feature","properties":{"number":"EL-BOW","type":"EL","status":"active","holder":"Chagai Copper"},"geometry":{"type":"Polygon","coordinates":[[[62.5,29.5],[62.6,29.6],[62.6,29.5],[62.5,29.6],[62.5,29.5]]]}}"#;
    let titles = [
        square("EL 1/2013", "active", "Chagai Copper", 0.0, 0.0, 10.0),
        square("ML-2", "active", "Al-Noor <Mining>", 5.0, 5.0, 10.0).replace("\"EL\"", "\"ML\""),
        square("EL-3", "active", "INDIVIDUAL-7", 30.0, 30.0, 5.0),
        square("EL-4", "pending", "Chagai Copper", 40.0, 40.0, 5.0),
        bow.to_owned(),
    ];
    let file = made.write("titles.geojson", collection(&titles));
    bring(&db, Import { chance: [1; 4], ..wanted(Collection::Titles, &file, register(), Some(MAPPING)) }).await;
    let file = made.write("applications.geojson", collection(&[square("A-1", "pending", "Chagai Copper", 12.0, 12.0, 6.0)]));
    bring(&db, Import { chance: [2; 4], ..wanted(Collection::Applications, &file, register(), Some(MAPPING)) }).await;
    let file = made.write("reserved.geojson", collection(&[square("R-1", "active", "", 20.0, 20.0, 4.0)]));
    bring(&db, Import { chance: [3; 4], ..wanted(Collection::ReservedAreas, &file, register(), Some(MAPPING)) }).await;
    let file = made.write("reported.csv", "number,holder,area,source\nEL-186,Mari Energies,100 km2,https://example.org/a\n");
    let mapping = "number = \"number\"\nholder = \"holder\"\nclaimed_area = \"area\"\nstanding = \"reported\"\nsource = \"source\"\n[corners]\nnone = true\n";
    bring(&db, Import { chance: [4; 4], ..wanted(Collection::Titles, &file, Register::bare("REPORTS"), Some(mapping)) }).await;
    let signer = Signer::generate([7; 32], "test.example/log").unwrap();
    while kaan_ledger::sequence(&db, &signer).await.unwrap().more {}
    let ui = ui();
    let cadastre = Cadastre::open(db, ui.clone(), None).await.unwrap();
    let app = ui.site(&cadastre.pages(), cadastre.open_routes());
    Site_ { app, ui, cadastre, made }
}

/// Prints the faults that pages hide, so that a failing test says why.
struct Faults;

impl tracing::field::Visit for Faults {
    fn record_debug(&mut self, field: &tracing::field::Field, value: &dyn std::fmt::Debug) {
        eprint!("{field}={value:?} ");
    }
}

impl tracing::Subscriber for Faults {
    fn enabled(&self, about: &tracing::Metadata<'_>) -> bool {
        *about.level() == tracing::Level::ERROR
    }
    fn new_span(&self, _: &tracing::span::Attributes<'_>) -> tracing::span::Id {
        tracing::span::Id::from_u64(1)
    }
    fn record(&self, _: &tracing::span::Id, _: &tracing::span::Record<'_>) {}
    fn record_follows_from(&self, _: &tracing::span::Id, _: &tracing::span::Id) {}
    fn event(&self, event: &tracing::Event<'_>) {
        event.record(&mut Faults);
        eprintln!();
    }
    fn enter(&self, _: &tracing::span::Id) {}
    fn exit(&self, _: &tracing::span::Id) {}
}

fn ui() -> Ui {
    let _ = tracing::subscriber::set_global_default(Faults);
    let site =
        Site { base: "https://kaan.example".into(), demonstration: true, clock: Arc::new(|| Instant(1_795_600_000_123_456)) };
    Ui::new(&[Cadastre::TEMPLATES], site).unwrap()
}

impl Site_ {
    pub async fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: impl Into<Body>) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        for (k, v) in headers {
            request = request.header(*k, *v);
        }
        let answer = self.app.clone().oneshot(request.body(body.into()).unwrap()).await.unwrap();
        let (status, headers) = (answer.status(), answer.headers().clone());
        let mut body = axum::body::to_bytes(answer.into_body(), 64 << 20).await.unwrap().to_vec();
        if headers.get("content-type").is_some_and(|v| v.as_bytes().starts_with(b"text/html")) {
            // Pages may write a slash as an entity.
            body = String::from_utf8(body).unwrap().replace("&#x2f;", "/").into_bytes();
        }
        Answer { status, headers, body }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[("accept", "text/html")], Body::empty()).await
    }

    /// A form as browsers send it with a file field.
    pub async fn form(&self, path: &str, fields: &[(&str, &str)], file: Option<(&str, &[u8])>) -> Answer {
        let mut body: Vec<u8> = Vec::new();
        for (name, value) in fields {
            body.extend_from_slice(
                format!("--XX\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").as_bytes(),
            );
        }
        let (name, bytes) = file.unwrap_or(("", b""));
        body.extend_from_slice(format!("--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n").as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--XX--\r\n");
        let headers = [("accept", "text/html"), ("content-type", "multipart/form-data; boundary=XX")];
        self.ask("POST", path, &headers, body).await
    }

    pub async fn check(&self, address: &str, body: &str) -> Answer {
        self.ask("POST", address, &[("content-type", "application/json")], body.to_owned()).await
    }
}
