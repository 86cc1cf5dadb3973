//! A site for tests: one page with every helper, a map, and handlers that fail in every way.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, dead_code)]

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Extension};
use axum::http::{HeaderMap, Request, StatusCode};
use axum::response::Response;
use axum::routing::{get, post};
use kaan_base::{Instant, Lang, Problem, Text3};
use kaan_geo::{Bounds, Limits, Parcel, Point, check};
use kaan_web::form::Form;
use kaan_web::svg::{Class, Ground, MapView, Shape};
use kaan_web::{DataLink, Failure, Head, Site, TemplateSet, Ui, Visit, template_set};
use serde::Serialize;
use std::sync::Arc;
use tower::ServiceExt as _;

#[derive(rust_embed::Embed)]
#[folder = "tests/templates/"]
struct Templates;

const SET: TemplateSet = template_set!("test", Templates);

#[derive(Serialize)]
struct Page {
    number_text: &'static str,
    typed: String,
    names_of: Text3,
    map: String,
}

pub fn ui() -> Ui {
    let site =
        Site { base: "https://kaan.example".into(), demonstration: true, clock: Arc::new(|| Instant(1_795_600_000_123_456)) };
    let ui = Ui::new(&[SET], site).unwrap();
    ui.set_ledger_size(12_345);
    ui
}

/// A parcel of corners in degrees.
pub fn parcel(corners: &[(f64, f64)]) -> Parcel {
    let ring = corners.iter().map(|(x, y)| Point::from_degrees(*x, *y).unwrap()).collect();
    check(&vec![vec![ring]], &Limits { corners: 100, bounds: None, must_close: false }).parcel.unwrap()
}

/// One shape of every class, a circle, and one too small to see.
pub fn view(bounds: Bounds) -> MapView {
    let mut view = MapView::new(bounds, "Titles near <Saindak>");
    for (i, class) in Class::ALL.into_iter().enumerate() {
        let (x, y) = (61.5 + i as f64 * 1.3, 27.0 + (i % 3) as f64);
        let ground = match class {
            Class::Deposit | Class::Occurrence => Ground::Point(Point::from_degrees(x, y).unwrap()),
            Class::Project => Ground::Circle { centre: Point::from_degrees(x, y).unwrap(), radius_m: 25_000.0 },
            _ => Ground::Parcel(parcel(&[(x, y), (x + 0.6, y), (x + 0.6, y + 0.4), (x, y + 0.4)])),
        };
        let (href, label) = (Some(format!("/titles/{}", class.name())), (i % 2 == 0).then(|| format!("EL-{i}")));
        view.shapes.push(Shape { ground, class, href, label, title: Some(format!("{} & more", class.name())) });
    }
    let small = parcel(&[(66.0, 31.0), (66.001, 31.0), (66.0, 31.001)]);
    view.shapes.push(Shape { ground: Ground::Parcel(small), class: Class::Mining, href: None, label: None, title: None });
    view
}

pub fn pakistan() -> Bounds {
    Bounds::from_degrees(61.0, 23.6, 77.5, 37.1).unwrap()
}

async fn page(Extension(ui): Extension<Ui>, visit: Visit) -> Result<Response, Failure> {
    let names_of = Text3::of(Some("Saindak <b>".into()), Some("山达克".into()), None);
    let map = ui.map(&visit, &view(pakistan()));
    let ctx = Page { number_text: "EL-BA-2025-0147", typed: "\"29".into(), names_of, map };
    let data = vec![DataLink { href: "/ogc?f=json".into(), media_type: "application/json", label_key: "shell-as-data" }];
    let head = Head {
        title: "A \"title\"".into(),
        description: "What it is.".into(),
        canonical: Some("/page".into()),
        data,
        ..Head::default()
    };
    ui.page_with(StatusCode::OK, &visit, head, "test/page.html", &ctx)
}

async fn wrong() -> Failure {
    Failure::Problems(StatusCode::UNPROCESSABLE_ENTITY, vec![Problem::invalid("form-broken").at("north<")])
}

async fn fault() -> Failure {
    Failure::Fault("password=hunter2".into())
}

async fn panics() -> Failure {
    panic!("on purpose")
}

async fn echo(form: Form) -> String {
    let file = form.file("file").map(|f| format!("{}:{}", f.name, f.bytes.len())).unwrap_or_default();
    format!("{}|{file}", form.get("a"))
}

pub fn app() -> Router {
    let ui = ui();
    let pages = || Router::new().route("/page", get(page)).route("/wrong", get(wrong)).route("/form", post(echo));
    let mut app = ui.routes();
    for lang in Lang::ALL {
        app = app.nest(&format!("/{}", lang.code()), pages().layer(Extension(lang)));
    }
    app = app
        .route("/ogc", get(page))
        .route("/api/wrong", get(wrong))
        .route("/api/fault", get(fault))
        .route("/api/panic", get(panics));
    app = app.route("/api/busy", get(|| async { Failure::Busy }));
    app = app.route("/api/large", post(echo).layer(DefaultBodyLimit::max(4 << 20)));
    ui.finish(app.layer(Extension(ui.clone())))
}

pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|v| v.to_str().unwrap()).unwrap_or_default()
    }
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

pub async fn send(app: &Router, request: Request<Body>) -> Answer {
    let answer = app.clone().oneshot(request).await.unwrap();
    let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
    let body = axum::body::to_bytes(answer.into_body(), 64 << 20).await.unwrap().to_vec();
    Answer { status, headers, body }
}

pub async fn ask(app: &Router, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::get(path);
    for (k, v) in headers {
        request = request.header(*k, *v);
    }
    send(app, request.body(Body::empty()).unwrap()).await
}
