//! A small world: two organisations, people with roles, the real pages behind real doors, and a gate that believes
//! the cookie.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, dead_code)]

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use futures::future::BoxFuture;
use kaan_access::roles::{self, Giving, Organisation};
use kaan_access::{Access, By, Settings};
use kaan_base::access::{Actor, Body as Kind, Caller, Denial, Policy};
use kaan_base::{Ids, Instant};
use kaan_db::testing::Folder;
use kaan_db::{Act, Db, Migration, Res, Sql, Tx, sql};
use kaan_notices::{Mailer, Post, deliver};
use kaan_office::{Office, voice};
use kaan_web::{Failure, Gate, Shown, Signed, Site, Ui};
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use tower::ServiceExt as _;

macro_rules! migrations {
    ($($name:literal),* $(,)?) => {
        &[$(Migration { name: $name, text: include_str!(concat!("../../../../migrations/", $name, ".sql")) }),*]
    };
}
pub const MIGRATIONS: &[Migration] = migrations![
    "0001_ledger",
    "0006_ledger_clustered",
    "0008_access",
    "0009_access_record",
    "0010_parties",
    "0012_notices",
    "0013_office",
];

pub const BASE: &str = "https://kaan.example";
pub const AUTHORITY: &str = "authority-ba";
pub const COMPANY: &str = "company-1";
/// 2026-11-25T06:00:00Z, a Wednesday: eleven in the morning in Quetta.
pub const START: i64 = 1_795_586_400_000_000;
pub const MINUTE: i64 = 60_000_000;

/// Accounts: id, organisation, role, language.
type Person = (&'static str, Option<(&'static str, &'static str)>, &'static str);
const PEOPLE: [Person; 9] = [
    ("admin", Some((AUTHORITY, "administrator")), "en"),
    ("registrar", Some((AUTHORITY, "registrar")), "ur"),
    ("officer", Some((AUTHORITY, "officer")), "ur"),
    ("auditor", Some((AUTHORITY, "auditor")), "ur"),
    ("boss", Some((COMPANY, "administrator")), "zh"),
    ("agent", Some((COMPANY, "representative")), "zh"),
    ("observer", Some(("office-cn", "observer")), "zh"),
    ("operator", Some(("server", "operator")), "en"),
    ("nobody", None, "en"),
];

pub struct World {
    pub db: Db,
    pub access: Access,
    pub app: Router,
    pub office: Office,
    pub ui: Ui,
    pub mail: Folder,
    pub clock: Arc<AtomicI64>,
    pub gate: Arc<Believing>,
}

/// Believes the cookie: its value is the account. An account of `stale` has not confirmed.
pub struct Believing {
    access: Access,
    policy: Policy,
    pub stale: Mutex<Vec<String>>,
    pub refused: Mutex<Vec<String>>,
}

impl Gate for Believing {
    fn who<'a>(&'a self, shown: Shown<'a>) -> BoxFuture<'a, Result<Option<Signed>, Failure>> {
        Box::pin(async move {
            let Some(account) = shown.session else { return Ok(None) };
            let hats = roles::hats(self.access.db(), account, shown.now).await.unwrap();
            let confirmed = Some(shown.now).filter(|_| !self.stale.lock().unwrap().iter().any(|a| a == account));
            let actor = Actor { account: account.into(), person: format!("person-{account}"), hats, scopes: None, confirmed };
            let unread = kaan_notices::unread(self.access.db(), account).await.unwrap();
            let (name, session) = (format!("Demonstration {account}"), Some("s".to_owned()));
            Ok(Some(Signed { actor: Arc::new(actor), name, session, form_key: "key".into(), unread, cookie: None }))
        })
    }

    fn policy(&self) -> &Policy {
        &self.policy
    }

    fn refused<'a>(&'a self, _: &'a Caller, act: &'a str, on: &'a str, denial: &'a Denial) -> BoxFuture<'a, ()> {
        Box::pin(async move { self.refused.lock().unwrap().push(format!("{act} {on} {}", denial.code)) })
    }
}

struct Raw(Vec<Sql>);
impl Act for Raw {
    type Out = ();
    async fn run(&self, tx: &mut Tx<'_>) -> Res<()> {
        for q in &self.0 {
            tx.run(q.clone()).await?;
        }
        Ok(())
    }
}

struct Give(Access, Giving);
impl Act for Give {
    type Out = String;
    async fn run(&self, tx: &mut Tx<'_>) -> Res<String> {
        Ok(roles::give(tx, &self.0, &By::program(), &self.1).await?.unwrap())
    }
}

pub fn organisation(id: &str) -> Organisation {
    let (body, territory) = match id {
        AUTHORITY => (Kind::Provincial, Some("PK-BA".to_owned())),
        COMPANY => (Kind::Company, None),
        "office-cn" => (Kind::Foreign, None),
        _ => (Kind::Operator, None),
    };
    Organisation { id: id.into(), body, territory }
}

fn party(id: &str, kind: &str, body: &str, names: [Option<&str>; 3]) -> Sql {
    let q = sql("insert into parties_party (id, kind, country, territory, body, status, public, name_en, name_zh, name_ur, fact, version, at)
        values ($1, $2, 'PK', 'PK-BA', $3, 'registered', true, $4, $5, $6, '{}', 1, 0)");
    q.bind(id).bind(kind).bind(body).bind(names[0]).bind(names[1]).bind(names[2])
}

async fn fill(db: &Db, access: &Access) {
    let mut rows = vec![
        party(AUTHORITY, "authority", "provincial", [Some("Demonstration Directorate"), Some("示范矿业局"), Some("نمائشی نظامت")]),
        party(COMPANY, "company", "company", [Some("Demonstration Mining"), Some("示范矿业有限公司"), None]),
    ];
    for (id, _, lang) in PEOPLE {
        let q = sql("insert into access_account (id, person, email, email_folded, name, lang, status, made)
            values ($1, $2, $3, $4, $5, $6, 'active', 0)");
        let email = format!("{id}@kaan.example");
        rows.push(q.bind(id).bind(format!("person-{id}")).bind(&email).bind(&email).bind(format!("Demonstration {id}")).bind(lang));
    }
    db.act(Raw(rows)).await.unwrap();
    for (id, role, _) in PEOPLE {
        if let Some((org, role)) = role {
            let giving = Giving {
                account: id.into(),
                organisation: organisation(org),
                role: role.into(),
                territory: None,
                from: None,
                until: None,
            };
            db.act(Give(access.clone(), giving)).await.unwrap();
        }
    }
}

pub async fn world(db: Db) -> World {
    world_with(db, true).await
}

pub async fn world_with(db: Db, demonstration: bool) -> World {
    let clock = Arc::new(AtomicI64::new(START));
    let (one, two, drawn) = (Arc::clone(&clock), Arc::clone(&clock), AtomicU64::new(1));
    let settings = Settings {
        base: BASE.into(),
        name: "Kaan".into(),
        secrets: vec![[7; 32]],
        clock: Arc::new(move || Instant(one.load(Ordering::SeqCst))),
        chance: Arc::new(move |out: &mut [u8]| {
            for b in out.iter_mut() {
                let mut x = drawn.fetch_add(1, Ordering::SeqCst).wrapping_mul(0x9e37_79b9_7f4a_7c15);
                x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                *b = (x >> 40) as u8;
            }
        }),
    };
    let access = Access::open(db.clone(), Arc::new(Policy::shipped().unwrap()), settings).unwrap();
    fill(&db, &access).await;
    let site = Site { base: BASE.into(), demonstration, clock: Arc::new(move || Instant(two.load(Ordering::SeqCst))) };
    let ui = Ui::new(&[Office::TEMPLATES], site).unwrap();
    let gate = Arc::new(Believing {
        access: access.clone(),
        policy: Policy::shipped().unwrap(),
        stale: Mutex::default(),
        refused: Mutex::default(),
    });
    ui.set_gate(Arc::clone(&gate) as Arc<dyn Gate>);
    let mail = Folder::new();
    let office = Office::open(ui.clone(), access.clone(), Some(mail.path().join("mail"))).unwrap();
    let app = ui.site(&office.pages(), office.open_routes());
    World { db, access, app, office, ui, mail, clock, gate }
}

/// An answer.
pub struct Got {
    pub status: u16,
    pub to: String,
    pub text: String,
}

impl World {
    pub fn now(&self) -> Instant {
        Instant(self.clock.load(Ordering::SeqCst))
    }

    pub fn later(&self, micros: i64) {
        self.clock.fetch_add(micros, Ordering::SeqCst);
    }

    async fn ask(&self, who: &str, request: axum::http::request::Builder, body: Body) -> Got {
        let request = request.header("sec-fetch-site", "same-origin").header("accept", "text/html");
        let request = if who.is_empty() { request } else { request.header("cookie", format!("__Host-kaan={who}")) };
        let answer = self.app.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let status = answer.status().as_u16();
        let to = answer.headers().get("location").map(|v| v.to_str().unwrap().to_owned()).unwrap_or_default();
        let body = axum::body::to_bytes(answer.into_body(), 16 << 20).await.unwrap();
        Got { status, to, text: String::from_utf8(body.to_vec()).unwrap() }
    }

    pub async fn get(&self, who: &str, path: &str) -> Got {
        self.ask(who, Request::builder().uri(path), Body::empty()).await
    }

    pub async fn post(&self, who: &str, path: &str, fields: &[(&str, &str)]) -> Got {
        let body = kaan_web::form::address("", fields);
        let body = body.trim_start_matches('?').to_owned();
        let request = Request::builder().method("POST").uri(path).header("content-type", "application/x-www-form-urlencoded");
        self.ask(who, request.header("content-length", body.len()), Body::from(body)).await
    }

    /// Delivers what waits into the folder.
    pub async fn deliver(&self) -> u64 {
        let mailer = Mailer::open(self.mail.path().join("mail").to_str().unwrap(), "Kaan <kaan@kaan.example>").unwrap();
        let voice = voice(self.ui.clone());
        let post = Post { db: &self.db, voice: &voice, mailer: &mailer, base: BASE, per_minute: 100 };
        deliver(&post, Ids::new(self.now(), [9; 4]), self.now()).await.unwrap().sent
    }

    pub fn letters(&self) -> Vec<kaan_notices::Kept> {
        kaan_notices::list_letters(&self.mail.path().join("mail"), 100).unwrap()
    }

    pub async fn count(&self, q: &'static str) -> i64 {
        self.db.one(sql(q), |r| r.get(0)).await.unwrap()
    }

    pub async fn run(&self, q: Sql) {
        self.db.act(Raw(vec![q])).await.unwrap();
    }

    /// Everything that the ledger holds of a subject, as text.
    pub async fn ledger(&self, subject: &str) -> Vec<(String, String)> {
        let entries = kaan_ledger::find_by_subject(&self.db, subject).await.unwrap();
        entries.into_iter().map(|e| (e.kind, String::from_utf8(e.body).unwrap())).collect()
    }
}
