//! A site for tests: a real store, real accounts, the real pages behind a gate like the binary's.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, dead_code)]

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request};
use futures::future::BoxFuture;
use kaan_access::roles::{Giving, Organisation};
use kaan_access::{Access, By, Noted, Settings, note};
use kaan_account::Account;
use kaan_base::Instant;
use kaan_base::access::{Body as Kind, Caller, Denial, Policy, Resource};
use kaan_db::{Act, Db, Migration, Res, Tx, sql};
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
    migration!("0006_ledger_clustered"),
    migration!("0008_access"),
    migration!("0009_access_record"),
    migration!("0010_parties"),
    migration!("0012_notices"),
];

pub const START: i64 = 1_795_600_000_000_000;
pub const PASSWORD: &str = "vier Esel tragen Kupfer 7";

/// The gate as the binary has it.
struct TestGate(Access);

impl Gate for TestGate {
    fn who<'a>(&'a self, shown: Shown<'a>) -> BoxFuture<'a, Result<Option<Signed>, Failure>> {
        Box::pin(async move {
            let found = self.0.who(shown.session, shown.bearer, shown.address, shown.agent, shown.now).await;
            let found = found.map_err(|e| Failure::Fault(e.to_string()))?;
            Ok(found?.map(|a| Signed {
                actor: a.actor,
                name: a.name,
                session: a.session,
                form_key: a.form_key,
                unread: 0,
                cookie: None,
            }))
        })
    }

    fn policy(&self) -> &Policy {
        self.0.policy()
    }

    fn refused<'a>(&'a self, caller: &'a Caller, act: &'a str, on: &'a str, denial: &'a Denial) -> BoxFuture<'a, ()> {
        Box::pin(async move {
            let resource = Resource { id: on, ..Resource::default() };
            note(&self.0, &Noted::denied(act, caller, &resource, denial)).await.unwrap();
        })
    }
}

pub struct Tester {
    pub app: Router,
    pub access: Access,
    pub db: Db,
    clock: Arc<AtomicI64>,
}

pub async fn site(db: Db) -> Tester {
    let clock = Arc::new(AtomicI64::new(START));
    let (a, b) = (Arc::clone(&clock), Arc::clone(&clock));
    let chance = AtomicU64::new(7);
    let settings = Settings {
        base: "https://kaan.example".into(),
        name: "Kaan".into(),
        secrets: vec![[7; 32]],
        clock: Arc::new(move || Instant(a.load(Ordering::Relaxed))),
        chance: Arc::new(move |into: &mut [u8]| {
            for byte in into.iter_mut() {
                // A number of Knuth's spreads a counter well enough for tests.
                *byte = (chance.fetch_add(1, Ordering::Relaxed).wrapping_mul(6_364_136_223_846_793_005) >> 33) as u8;
            }
        }),
    };
    let access = Access::open(db.clone(), Arc::new(Policy::shipped().unwrap()), settings).unwrap();
    let site = Site {
        base: "https://kaan.example".into(),
        demonstration: false,
        clock: Arc::new(move || Instant(b.load(Ordering::Relaxed))),
    };
    let ui = Ui::new(&[Account::TEMPLATES], site).unwrap();
    ui.set_gate(Arc::new(TestGate(access.clone())));
    let account = Account::open(ui.clone(), access.clone());
    Tester { app: ui.site(&account.pages(), account.open_routes()), access, db, clock }
}

pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn to(&self) -> &str {
        self.headers.get("location").map(|v| v.to_str().unwrap()).unwrap_or_default()
    }
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.body))
    }
    /// The cookies that it sets, as a browser sends them back; `jar` holds those of before.
    pub fn cookies(&self, jar: &str) -> String {
        let mut all: Vec<String> = jar.split("; ").filter(|c| !c.is_empty()).map(str::to_owned).collect();
        for set in self.headers.get_all("set-cookie") {
            let pair = set.to_str().unwrap().split(';').next().unwrap().to_owned();
            let name = format!("{}=", pair.split('=').next().unwrap());
            all.retain(|c| !c.starts_with(&name));
            if !pair.ends_with('=') {
                all.push(pair);
            }
        }
        all.join("; ")
    }
}

impl Tester {
    pub fn pass(&self, seconds: i64) {
        self.clock.fetch_add(seconds * 1_000_000, Ordering::Relaxed);
    }

    pub fn now(&self) -> Instant {
        Instant(self.clock.load(Ordering::Relaxed))
    }

    pub async fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header("user-agent", "Test/1").header("accept", "text/html");
        for (k, v) in headers.iter().filter(|(_, v)| !v.is_empty()) {
            request = request.header(*k, *v);
        }
        // A millisecond later, so that keys sort as things were done.
        self.clock.fetch_add(1_000, Ordering::Relaxed);
        let answer = self.app.clone().oneshot(request.body(Body::from(body.to_owned())).unwrap()).await.unwrap();
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        let body = axum::body::to_bytes(answer.into_body(), 8 << 20).await.unwrap();
        Answer { status, headers, body: String::from_utf8(body.to_vec()).unwrap() }
    }

    pub async fn get(&self, jar: &str, path: &str) -> Answer {
        self.ask("GET", path, &[("cookie", jar)], "").await
    }

    /// A form as a browser sends it from this site.
    pub async fn post(&self, jar: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let pairs: Vec<String> = fields.iter().map(|(k, v)| format!("{k}={}", kaan_web::form::encode(v))).collect();
        let headers = [("cookie", jar), ("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin")];
        self.ask("POST", path, &headers, &pairs.join("&")).await
    }

    pub async fn json(&self, jar: &str, path: &str, body: &serde_json::Value) -> Answer {
        let mut request = Request::builder().method("POST").uri(path).header("content-type", "application/json");
        request = request.header("sec-fetch-site", "same-origin").header("accept", "application/json");
        if !jar.is_empty() {
            request = request.header("cookie", jar);
        }
        // A millisecond later, so that keys sort as things were done.
        self.clock.fetch_add(1_000, Ordering::Relaxed);
        let answer = self.app.clone().oneshot(request.body(Body::from(body.to_string())).unwrap()).await.unwrap();
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        let body = axum::body::to_bytes(answer.into_body(), 8 << 20).await.unwrap();
        Answer { status, headers, body: String::from_utf8(body.to_vec()).unwrap() }
    }

    /// Every notice that waits: code and path.
    pub async fn letters(&self) -> Vec<(String, String)> {
        let q = sql("select code, path from notices_notice order by id");
        self.db.all(q, |r| Ok((r.get::<String>(0)?, r.get::<String>(1)?))).await.unwrap()
    }

    /// A new account by letter and link, signed in; its cookies.
    pub async fn join(&self, email: &str, name: &str) -> String {
        let sent = self.post("", "/en/sign-in/new", &[("email", email), ("name", name), ("lang", "en")]).await;
        assert_eq!((sent.status, sent.to()), (303, "/en/sign-in/sent"), "{}", sent.body);
        let link = self.letters().await.pop().unwrap().1;
        let done = self.post("", &format!("/en{link}"), &[("password", PASSWORD)]).await;
        assert_eq!(done.status, 303, "{}", done.body);
        done.cookies("")
    }

    pub async fn sign_in(&self, email: &str) -> String {
        let done = self.post("", "/en/sign-in", &[("email", email), ("password", PASSWORD)]).await;
        assert_eq!(done.status, 303, "{}", done.body);
        done.cookies("")
    }

    /// Proves anew who it is; the cookies from then on.
    pub async fn confirm(&self, jar: &str) -> String {
        let done = self.post(jar, "/en/account/confirm", &[("password", PASSWORD)]).await;
        assert_eq!(done.status, 303, "{}", done.body);
        done.cookies(jar)
    }

    /// The key of an account.
    pub async fn account(&self, email: &str) -> String {
        let q = sql("select id from access_account where email = $1").bind(email);
        self.db.one(q, |r| r.get::<String>(0)).await.unwrap()
    }

    pub async fn give(&self, account: &str, organisation: &Organisation, role: &str) -> String {
        let giving = Giving {
            account: account.to_owned(),
            organisation: organisation.clone(),
            role: role.to_owned(),
            territory: None,
            from: None,
            until: None,
        };
        self.db.act(Give { access: self.access.clone(), giving }).await.unwrap()
    }

    pub async fn end(&self, role: &str) {
        self.db.act(End { access: self.access.clone(), role: role.to_owned() }).await.unwrap();
    }
}

struct End {
    access: Access,
    role: String,
}

impl Act for End {
    type Out = ();
    async fn run(&self, tx: &mut Tx<'_>) -> Res<()> {
        kaan_access::roles::end(tx, &self.access, &By::program(), &self.role).await?.unwrap();
        Ok(())
    }
}

struct Give {
    access: Access,
    giving: Giving,
}

impl Act for Give {
    type Out = String;
    async fn run(&self, tx: &mut Tx<'_>) -> Res<String> {
        Ok(kaan_access::roles::give(tx, &self.access, &By::program(), &self.giving).await?.unwrap())
    }
}

pub fn company() -> Organisation {
    Organisation { id: "0198c000-0000-7000-8000-00000000c0c0".into(), body: Kind::Company, territory: None }
}

pub fn office(territory: &str) -> Organisation {
    let end = if territory == "PK-BA" { "ba" } else { "50" };
    Organisation {
        id: format!("0198c000-0000-7000-8000-0000000000{end}"),
        body: Kind::Provincial,
        territory: Some(territory.into()),
    }
}

/// The code of an authenticator app at a moment.
pub fn totp(secret: &str, now: Instant) -> String {
    let secret = totp_rs::Secret::try_from_base32(secret).unwrap();
    let app = totp_rs::Builder::new().with_secret(secret).build().unwrap();
    app.generate(u64::try_from(now.millis() / 1000).unwrap()).to_string()
}

/// A machine of the company, made by its administrator.
pub async fn client(s: &Tester, account: &str, scopes: &[&str]) -> (String, String) {
    let hats = kaan_access::roles::hats(&s.db, account, s.now()).await.unwrap();
    let q = sql("select person from access_account where id = $1").bind(account);
    let person = s.db.one(q, |r| r.get::<String>(0)).await.unwrap();
    let actor = kaan_base::access::Actor { account: account.to_owned(), person, hats, scopes: None, confirmed: Some(s.now()) };
    let caller = Caller { actor: Some(Arc::new(actor)), ..Caller::default() };
    let scopes: Vec<String> = scopes.iter().map(|x| (*x).to_owned()).collect();
    let made = s.access.create_client(&caller, &company().id, "nightly", &scopes).await.unwrap().unwrap();
    (made.id, made.secret)
}
