//! A site for tests: a fresh store, real accounts and roles, the real doors; whoever's account id stands in the
//! cookie is signed in.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, dead_code)]

use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use futures::future::BoxFuture;
use kaan_access::record::By;
use kaan_access::roles::{self, Giving, Organisation};
use kaan_access::{Access, Noted, Settings};
use kaan_base::access::{Actor, Body as Kind, Caller, Denial, Policy};
use kaan_base::{Instant, Lang};
use kaan_db::{Act, Db, Migration, Res, Tx};
use kaan_ledger::Signer;
use kaan_parties::{AuthorityWanted, Name, Names, Parties};
use kaan_web::{Failure, Gate, Shown, Signed, Site, Ui};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use tower::ServiceExt as _;

macro_rules! migration {
    ($name:literal) => {
        Migration { name: $name, text: include_str!(concat!("../../../../migrations/", $name, ".sql")) }
    };
}

pub const MIGRATIONS: &[Migration] = &[
    migration!("0001_ledger"),
    migration!("0002_search"),
    migration!("0003_cadastre"),
    migration!("0004_geodata"),
    migration!("0005_projects"),
    migration!("0006_ledger_clustered"),
    migration!("0007_search_clustered"),
    migration!("0008_access"),
    migration!("0009_access_record"),
    migration!("0010_parties"),
    migration!("0011_owners"),
    migration!("0012_notices"),
    migration!("0013_office"),
];

/// The first moment of every test.
pub const START: i64 = 1_795_600_000_000_000;
const MINUTE: i64 = 60_000_000;

struct Door {
    db: Db,
    access: Access,
}

impl Gate for Door {
    fn who<'a>(&'a self, shown: Shown<'a>) -> BoxFuture<'a, Result<Option<Signed>, Failure>> {
        Box::pin(async move {
            let Some(cookie) = shown.session else { return Ok(None) };
            let (account, confirmed) = cookie.split_once('.').map_or((cookie, true), |(a, _)| (a, false));
            let row = self.access.account(account).await.unwrap().unwrap();
            let hats = roles::hats(&self.db, account, self.access.now()).await.unwrap();
            let actor = Actor {
                account: account.into(),
                person: row.person,
                hats,
                scopes: None,
                confirmed: confirmed.then(|| self.access.now()),
            };
            let (session, cookie) = (Some("test".into()), None);
            Ok(Some(Signed { actor: Arc::new(actor), name: row.name, session, form_key: "key".into(), unread: 0, cookie }))
        })
    }

    fn policy(&self) -> &Policy {
        self.access.policy()
    }

    fn refused<'a>(&'a self, caller: &'a Caller, act: &'a str, on: &'a str, denial: &'a Denial) -> BoxFuture<'a, ()> {
        Box::pin(async move {
            let on = kaan_base::access::Resource { id: on, ..Default::default() };
            kaan_access::note(&self.access, &Noted::denied(act, caller, &on, denial)).await.unwrap();
        })
    }
}

pub struct Town {
    pub db: Db,
    pub access: Access,
    pub parties: Parties,
    pub app: Router,
    now: Arc<AtomicI64>,
}

/// An answer: status, address to go on at, text.
pub struct Answer {
    pub status: u16,
    pub to: String,
    pub text: String,
    pub headers: axum::http::HeaderMap,
}

impl Answer {
    /// The last part of the address to go on at.
    pub fn id(&self) -> String {
        self.to.rsplit(['/', '=']).next().unwrap().to_owned()
    }
}

pub async fn town(db: &Db) -> Town {
    // What broke inside is in the log alone.
    let _ = tracing_subscriber::fmt().with_max_level(tracing_subscriber::filter::LevelFilter::ERROR).with_test_writer().try_init();
    let now = Arc::new(AtomicI64::new(START));
    let (a, b) = (Arc::clone(&now), Arc::clone(&now));
    let site = Site {
        base: "https://kaan.example".into(),
        demonstration: true,
        clock: Arc::new(move || Instant(a.load(Ordering::Relaxed))),
    };
    let seed = AtomicU64::new(7);
    let settings = Settings {
        base: "https://kaan.example".into(),
        name: "Kaan".into(),
        secrets: vec![[3; 32]],
        clock: Arc::new(move || Instant(b.load(Ordering::Relaxed))),
        chance: Arc::new(move |into| {
            for byte in into {
                let next =
                    seed.load(Ordering::Relaxed).wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                seed.store(next, Ordering::Relaxed);
                *byte = (next >> 33) as u8;
            }
        }),
    };
    let access = Access::open(db.clone(), Arc::new(Policy::shipped().unwrap()), settings).unwrap();
    let ui = Ui::new(&[Parties::TEMPLATES], site).unwrap();
    ui.set_limit_factor(1_000);
    ui.set_gate(Arc::new(Door { db: db.clone(), access: access.clone() }));
    let parties = Parties::open(db.clone(), ui.clone(), access.clone()).await.unwrap();
    let app = ui.site(&parties.pages(), parties.open_routes());
    Town { db: db.clone(), access, parties, app, now }
}

struct Give {
    access: Access,
    giving: Giving,
}

impl Act for Give {
    type Out = ();
    async fn run(&self, tx: &mut Tx<'_>) -> Res<()> {
        roles::give(tx, &self.access, &By::program(), &self.giving).await?.unwrap();
        Ok(())
    }
}

impl Town {
    pub fn later(&self, minutes: i64) {
        self.now.fetch_add(minutes * MINUTE, Ordering::Relaxed);
    }

    pub async fn account(&self, name: &str, lang: Lang) -> String {
        let email = format!("{}@example.org", name.to_lowercase().replace(' ', "."));
        self.access.demonstration_account(&email, name, lang, "a long pass phrase of tests").await.unwrap().unwrap()
    }

    pub async fn office(&self, territory: &str, name: &str) -> String {
        let mut names = Names { binding: Lang::En, ..Names::default() };
        names.en = Some(Name { text: name.into(), source: "demonstration".into() });
        let wanted = AuthorityWanted { body: Kind::Provincial, country: "PK".into(), territory: Some(territory.into()), names };
        self.parties.create_authority(wanted).await.unwrap().unwrap()
    }

    pub async fn give(&self, account: &str, office: &str, role: &str, territory: &str) {
        let organisation = Organisation { id: office.into(), body: Kind::Provincial, territory: Some(territory.into()) };
        let giving = Giving { account: account.into(), organisation, role: role.into(), territory: None, from: None, until: None };
        self.db.act(Give { access: self.access.clone(), giving }).await.unwrap();
    }

    /// The number entries of the ledger get.
    pub async fn number(&self) {
        let signer = Signer::generate([7; 32], "test.example/log").unwrap();
        while kaan_ledger::sequence(&self.db, &signer).await.unwrap().more {}
    }

    pub async fn get(&self, who: &str, path: &str) -> Answer {
        self.send(who, Request::builder().uri(path), Vec::new()).await
    }

    pub async fn post(&self, who: &str, path: &str, pairs: &[(&str, &str)]) -> Answer {
        let text: Vec<String> = pairs.iter().map(|(k, v)| format!("{k}={}", kaan_web::form::encode(v))).collect();
        let request = Request::builder()
            .method("POST")
            .uri(path)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(who, request, text.join("&").into_bytes()).await
    }

    /// A form with files, as a browser sends it.
    pub async fn upload(&self, who: &str, path: &str, pairs: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Answer {
        let mut body = Vec::new();
        for (name, value) in pairs {
            body.extend(format!("--xyz\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes());
        }
        for (name, file, bytes) in files {
            let head = format!(
                "--xyz\r\ncontent-disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\ncontent-type: application/octet-stream\r\n\r\n"
            );
            body.extend(head.into_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--xyz--\r\n");
        let request = Request::builder()
            .method("POST")
            .uri(path)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=xyz");
        self.send(who, request, body).await
    }

    async fn send(&self, who: &str, request: axum::http::request::Builder, body: Vec<u8>) -> Answer {
        let request = if who.is_empty() { request } else { request.header(header::COOKIE, format!("__Host-kaan={who}")) };
        let answer = self.app.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        let to = headers.get(header::LOCATION).map(|v| v.to_str().unwrap().to_owned()).unwrap_or_default();
        let bytes = axum::body::to_bytes(answer.into_body(), 16 << 20).await.unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(
            !text.contains('⟨'),
            "a message is missing: {}",
            text.split('⟨').nth(1).unwrap_or_default().chars().take(60).collect::<String>()
        );
        Answer { status, to, text, headers }
    }
}

/// A whole form of a company in Beijing, in Chinese.
pub const BEIJING: &[(&str, &str)] = &[
    ("kind", "company"),
    ("territory", "PK-BA"),
    ("country", "CN"),
    ("binding", "zh"),
    ("name_zh", "北京示范矿业有限公司"),
    ("source_zh", "营业执照"),
    ("name_en", "Beijing Demonstration Mining Co., Ltd."),
    ("source_en", "公司自述"),
    ("id_uscc", "91350100M000100Y43"),
    ("address", "北京市示范路1号"),
    ("email", "office@beijing.example"),
    ("phone", "+86 10 1234 5678"),
];

pub fn with<'a>(form: &[(&'a str, &'a str)], more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut all: Vec<(&str, &str)> = form.iter().filter(|(k, _)| more.iter().all(|(m, _)| m != k)).copied().collect();
    all.extend_from_slice(more);
    all
}
