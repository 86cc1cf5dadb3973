//! A site for tests: one page with every helper, a map, and handlers that fail in every way.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, dead_code)]

use axum::Router;
use axum::body::Body;
use axum::extract::Extension;
use axum::http::{HeaderMap, Request, StatusCode};
use axum::response::{IntoResponse as _, Response};
use futures::future::BoxFuture;
use kaan_base::access::{Actor, Body as Kind, Caller, Denial, Hat, Origin, Policy, Resource};
use kaan_base::{Instant, Problem, Text3};
use kaan_geo::{Bounds, Limits, Parcel, Point, check};
use kaan_web::form::Form;
use kaan_web::svg::{Class, Ground, MapView, Shape};
use kaan_web::{
    Class as Often, DataLink, Doors, Failure, Gate, Head, PUBLIC, Shown, Signed, Site, TemplateSet, Ui, Visit, Visitor,
    template_set,
};
use serde::Serialize;
use std::sync::{Arc, Mutex};
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

async fn mine(Extension(ui): Extension<Ui>, visit: Visit, visitor: Visitor) -> Result<Response, Failure> {
    visitor.signed()?;
    page(Extension(ui), visit).await
}

async fn private(Extension(ui): Extension<Ui>, visitor: Visitor) -> Result<String, Failure> {
    let on = Resource { id: "party:1", organisation: Some("other"), ..Resource::default() };
    Ok(visitor.may(&ui, "party.read-private", &on)?.rule)
}

async fn confirm() -> Failure {
    Failure::from(Denial { code: Denial::CONFIRM, rule: None, section: Some("s. 7".into()) })
}

async fn leave(Extension(ui): Extension<Ui>) -> Response {
    ([("set-cookie", ui.end_session_cookie())], "gone").into_response()
}

pub fn pages() -> Doors {
    let sign_in = Doors::new()
        .get("/sign-in", PUBLIC, page)
        .post("/sign-in", PUBLIC, echo)
        .get("/sign-in/link/{secret}", PUBLIC, page)
        .limited(Often::SignIn);
    Doors::new()
        .get("/page", PUBLIC, page)
        .get("/wrong", PUBLIC, wrong)
        .post("/form", PUBLIC, echo)
        .get("/account", "account.own", mine)
        .post("/account", "account.own", echo)
        .post("/sign-out", "account.own", leave)
        .get("/roles", "role.give", page)
        .post("/roles", "role.give", echo)
        .get("/private", PUBLIC, private)
        .get("/confirm", PUBLIC, confirm)
        .post("/confirm", PUBLIC, confirm)
        .merge(Doors::new().get("/files", "role.give", page).limited(Often::Files))
        .get("/parties", "party.read-public", page)
        .get("/unknown", "no.such-act", page)
        .merge(sign_in)
}

pub fn interfaces() -> Doors {
    let large = Doors::new().post("/api/large", PUBLIC, echo).most_bytes(4 << 20);
    let token = Doors::new().post("/api/token", PUBLIC, echo_who).from_anywhere();
    Doors::new()
        .get("/ogc", PUBLIC, page)
        .get("/api/wrong", PUBLIC, wrong)
        .get("/api/fault", PUBLIC, fault)
        .get("/api/panic", PUBLIC, panics)
        .get("/api/busy", PUBLIC, async || Failure::Busy)
        .get("/api/mine", "account.own", echo_who)
        .post("/api/mine", "account.own", echo_who)
        .get("/api/roles", "role.give", page)
        .merge(large)
        .merge(token)
}

/// Who asks, and from where.
async fn echo_who(visitor: Visitor) -> String {
    format!("{} {}", visitor.actor.as_ref().map_or("nobody", |a| a.account.as_str()), visitor.address)
}

/// A site at which nobody can sign in.
pub fn app() -> Router {
    with(&ui())
}

/// The routes of the tests on a site.
pub fn with(ui: &Ui) -> Router {
    ui.site(&pages(), interfaces()).layer(Extension(ui.clone()))
}

/// Three accounts, known by the value of their cookie or their token; and what was refused to them.
pub struct TestGate {
    policy: Policy,
    pub refused: Mutex<Vec<String>>,
}

pub fn hat(role: &str, body: Kind) -> Hat {
    Hat { role: role.into(), organisation: "own".into(), body, territory: None, until: None, origin: Origin::Given }
}

impl Gate for TestGate {
    fn who<'a>(&'a self, shown: Shown<'a>) -> BoxFuture<'a, Result<Option<Signed>, Failure>> {
        let (hats, scopes) = match shown.session.or(shown.bearer) {
            Some("person") => (vec![], None),
            Some("administrator") => (vec![hat("administrator", Kind::Company)], None),
            Some("token") => (vec![hat("administrator", Kind::Company)], Some(vec!["account.own".to_owned()])),
            Some("broken") => return Box::pin(async { Err(Failure::Fault("the store is away".into())) }),
            Some("stolen") => return Box::pin(async { Err(Problem::refused("no-right").into()) }),
            _ => return Box::pin(async { Ok(None) }),
        };
        let account = shown.session.or(shown.bearer).unwrap_or_default().to_owned();
        let actor = Actor { person: format!("{account}-person"), account: account.clone(), hats, scopes, confirmed: None };
        let signed = Signed {
            actor: Arc::new(actor),
            name: format!("Ms <{account}>"),
            session: shown.session.map(|_| "handle".into()),
            form_key: format!("key of {account}"),
            unread: 3,
            cookie: shown.session.map(|s| format!("__Host-kaan={s}; Path=/; HttpOnly; SameSite=Lax; Secure")),
        };
        Box::pin(async { Ok(Some(signed)) })
    }

    fn policy(&self) -> &Policy {
        &self.policy
    }

    fn refused<'a>(&'a self, caller: &'a Caller, act: &'a str, on: &'a str, denial: &'a Denial) -> BoxFuture<'a, ()> {
        let account = caller.actor.as_ref().map(|a| a.account.clone()).unwrap_or_default();
        self.refused.lock().unwrap().push(format!("{account} {act} {on} {}", denial.code));
        Box::pin(async {})
    }
}

/// A site with a gate.
pub fn gated() -> (Router, Ui, Arc<TestGate>) {
    let ui = ui();
    let gate = Arc::new(TestGate { policy: Policy::shipped().unwrap(), refused: Mutex::default() });
    ui.set_gate(Arc::clone(&gate) as Arc<dyn Gate>);
    (with(&ui), ui, gate)
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

/// Sends a form.
pub async fn post(app: &Router, path: &str, headers: &[(&str, &str)], form: &str) -> Answer {
    let mut request = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
    for (k, v) in headers {
        request = request.header(*k, *v);
    }
    send(app, request.body(Body::from(form.to_owned())).unwrap()).await
}

pub async fn ask(app: &Router, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::get(path);
    for (k, v) in headers {
        request = request.header(*k, *v);
    }
    send(app, request.body(Body::empty()).unwrap()).await
}
