//! A world for tests of owners: an authority, companies, people with roles, pages behind a gate.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, dead_code)]

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use futures::future::BoxFuture;
use kaan_access::roles::{self, Giving, Organisation};
use kaan_access::{Access, By, Settings};
use kaan_base::access::{Actor, Body as Whose, Caller, Denial, Policy};
use kaan_base::{Day, Instant, Lang, Problem, Text3, Zone};
use kaan_db::{Act, Db, Migration, Res, Tx, sql};
use kaan_parties::owners::declare::Row;
use kaan_parties::owners::model::{Evidence, Interest, InterestKind, Owner, OwnerKind, Particulars, Reach, Source};
use kaan_parties::owners::share::Share;
use kaan_parties::owners::{DeclareOwners, Declared, the_law};
use kaan_parties::{Fact, Kind, Name, Names, Parties, store};
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
    migration!("0003_cadastre"),
    migration!("0006_ledger_clustered"),
    migration!("0008_access"),
    migration!("0009_access_record"),
    migration!("0010_parties"),
    migration!("0011_owners"),
    migration!("0012_notices"),
    migration!("0013_office"),
];

/// A company of the world, by a number.
pub fn company(n: u32) -> String {
    format!("01990000-0000-7000-8000-{n:012}")
}

struct TestGate(Access);

impl Gate for TestGate {
    fn who<'a>(&'a self, shown: Shown<'a>) -> BoxFuture<'a, Result<Option<Signed>, Failure>> {
        Box::pin(async move {
            let Some(account) = shown.session else { return Ok(None) };
            let actor = actor(&self.0, account, shown.now).await;
            Ok(Some(Signed { actor, name: "Tester".into(), session: None, form_key: "key".into(), unread: 0, cookie: None }))
        })
    }

    fn policy(&self) -> &Policy {
        self.0.policy()
    }

    fn refused<'a>(&'a self, _: &'a Caller, _: &'a str, _: &'a str, _: &'a Denial) -> BoxFuture<'a, ()> {
        Box::pin(async {})
    }
}

async fn actor(access: &Access, account: &str, now: Instant) -> Arc<Actor> {
    let hats = roles::hats(access.db(), account, now).await.unwrap();
    Arc::new(Actor { account: account.into(), person: format!("person-{account}"), hats, scopes: None, confirmed: Some(now) })
}

pub struct World {
    pub db: Db,
    pub access: Access,
    pub app: Router,
    pub parties: Parties,
    cookie: &'static str,
    clock: Arc<AtomicI64>,
}

/// A world with companies 1 to 9, an officer, a registrar, a registrar of elsewhere, and a representative of each company.
pub async fn world(db: Db) -> World {
    let clock = Arc::new(AtomicI64::new(Instant::parse("2026-11-20T08:00:00Z").unwrap().0));
    let (a, b, count) = (Arc::clone(&clock), Arc::clone(&clock), AtomicU64::new(1));
    let settings = Settings {
        base: "https://kaan.example".into(),
        name: "Kaan".into(),
        secrets: vec![[7; 32]],
        clock: Arc::new(move || Instant(a.load(Ordering::Relaxed))),
        chance: Arc::new(move |into: &mut [u8]| {
            let n = count.fetch_add(1, Ordering::Relaxed).to_be_bytes();
            into.iter_mut().rev().zip(n.iter().rev()).for_each(|(byte, n)| *byte = *n);
        }),
    };
    let access = Access::open(db.clone(), Arc::new(Policy::shipped().unwrap()), settings).unwrap();
    let site = Site {
        base: "https://kaan.example".into(),
        demonstration: false,
        clock: Arc::new(move || Instant(b.load(Ordering::Relaxed))),
    };
    let ui = Ui::new(&[Parties::TEMPLATES], site).unwrap();
    ui.set_gate(Arc::new(TestGate(access.clone())));
    let parties = Parties::open(db.clone(), ui.clone(), access.clone()).await.unwrap();
    let app = ui.site(&parties.pages(), parties.open_routes());
    let w = World { db, access, app, parties, cookie: "__Host-kaan", clock };
    w.db.act(Settle(w.access.clone())).await.unwrap();
    w
}

struct Settle(Access);

impl Act for Settle {
    type Out = ();

    async fn run(&self, tx: &mut Tx<'_>) -> Res<()> {
        let now = self.0.now();
        for n in 1..10 {
            let name = |text: String| Some(Name { text, source: "test".into() });
            let names = Names { en: name(format!("Company {n}")), zh: name(format!("第{n}公司")), ur: None, binding: Lang::En };
            let fact = Fact {
                id: company(n),
                kind: Kind::Company,
                public: true,
                country: Some("PK".into()),
                territory: Some("PK-BA".into()),
                body: "company".into(),
                names: Some(names),
                identifiers: vec![],
                shares: vec![],
                shares_note: None,
                private: Default::default(),
                reason: None,
                at: now.0,
            };
            store::insert_party(tx, "parties.company-registered", &fact).await?;
            self.give(tx, &format!("rep{n}"), (&company(n), Whose::Company, None), "representative").await?;
        }
        let here = ("authority-ba", Whose::Provincial, Some("PK-BA"));
        self.give(tx, "officer", here, "officer").await?;
        self.give(tx, "registrar", here, "registrar").await?;
        self.give(tx, "elsewhere", ("authority-sd", Whose::Provincial, Some("PK-SD")), "registrar").await
    }
}

impl Settle {
    async fn give(
        &self,
        tx: &mut Tx<'_>,
        account: &str,
        (id, body, territory): (&str, Whose, Option<&str>),
        role: &str,
    ) -> Res<()> {
        let organisation = Organisation { id: id.into(), body, territory: territory.map(str::to_owned) };
        let giving = Giving { account: account.into(), organisation, role: role.into(), territory: None, from: None, until: None };
        roles::give(tx, &self.0, &By::program(), &giving).await?.unwrap();
        Ok(())
    }
}

pub struct Answer {
    pub status: u16,
    pub to: String,
    pub cache: String,
    pub body: String,
}

impl World {
    pub async fn caller(&self, account: &str) -> Caller {
        let actor = Some(actor(&self.access, account, self.access.now()).await);
        Caller { actor, address: "192.0.2.7".into(), request: "req-1".into() }
    }

    pub fn later(&self, seconds: i64) {
        self.clock.fetch_add(seconds * 1_000_000, Ordering::Relaxed);
    }

    pub fn today(&self) -> Day {
        self.access.now().day(Zone::Pakistan)
    }

    /// Declares as the representative of a company.
    pub async fn declare(&self, n: u32, rows: Vec<Row>) -> Result<Declared, Vec<Problem>> {
        self.declare_by(&format!("rep{n}"), n, rows).await
    }

    pub async fn declare_by(&self, account: &str, n: u32, rows: Vec<Row>) -> Result<Declared, Vec<Problem>> {
        self.later(1);
        let caller = self.caller(account).await;
        let act = DeclareOwners::new(&self.access, &caller, the_law().unwrap(), &company(n), (self.today(), rows));
        self.db.act(act).await.unwrap()
    }

    pub async fn ask(&self, method: &str, path: &str, account: &str, body: &str) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header("accept", "text/html");
        request = request.header("sec-fetch-site", "same-origin").header("content-type", "application/x-www-form-urlencoded");
        if !account.is_empty() {
            request = request.header("cookie", format!("{}={account}", self.cookie));
        }
        let answer = self.app.clone().oneshot(request.body(Body::from(body.to_owned())).unwrap()).await.unwrap();
        let header = |name: &str| answer.headers().get(name).map(|v| v.to_str().unwrap().to_owned()).unwrap_or_default();
        let (status, to, cache) = (answer.status().as_u16(), header("location"), header("cache-control"));
        let bytes = axum::body::to_bytes(answer.into_body(), 16 << 20).await.unwrap();
        Answer { status, to, cache, body: String::from_utf8(bytes.to_vec()).unwrap() }
    }

    pub async fn count(&self, statement: &'static str) -> i64 {
        self.db.one(sql(statement), |r| r.get(0)).await.unwrap()
    }
}

fn row(owner: Owner, share: &str) -> Row {
    let interest = Interest {
        kind: InterestKind::Shareholding,
        reach: Reach::Direct,
        share: Some(Share::parse(share).unwrap()),
        from: Some(Day::parse("2024-07-01").unwrap()),
        until: None,
        means: None,
    };
    let evidence =
        Evidence { source: Source::SelfDeclaration, document: Some("register of members".into()), digest: None, day: None };
    Row { record: None, owner, interests: vec![interest], evidence: vec![evidence] }
}

/// A person by name and CNIC.
pub fn person(name: &str, cnic: &str, share: &str) -> Row {
    let particulars = Particulars {
        birth: Some(Day::parse("1980-02-03").unwrap()),
        scheme: Some("cnic".into()),
        identifier: Some(cnic.into()),
        address: Some("House 7, Quetta".into()),
    };
    let owner = Owner {
        id: String::new(),
        kind: OwnerKind::Person,
        party: false,
        name: Text3::english(name),
        country: Some("PK".into()),
        reason: None,
        particulars: Some(particulars),
    };
    row(owner, share)
}

/// A company of the world.
pub fn held_by(n: u32, share: &str) -> Row {
    let owner = Owner {
        id: company(n),
        kind: OwnerKind::Entity,
        party: true,
        name: Text3::default(),
        country: None,
        reason: None,
        particulars: None,
    };
    row(owner, share)
}

/// A company that is no party of the register.
pub fn foreign(name: &str, share: &str) -> Row {
    let owner = Owner {
        id: String::new(),
        kind: OwnerKind::Entity,
        party: false,
        name: Text3::english(name),
        country: Some("CN".into()),
        reason: None,
        particulars: None,
    };
    row(owner, share)
}

impl World {
    /// One more registrar of the same authority.
    pub async fn second_registrar(&self) {
        self.db.act(Second(self.access.clone())).await.unwrap();
    }
}

struct Second(Access);

impl Act for Second {
    type Out = ();

    async fn run(&self, tx: &mut Tx<'_>) -> Res<()> {
        Settle(self.0.clone()).give(tx, "registrar2", ("authority-ba", Whose::Provincial, Some("PK-BA")), "registrar").await
    }
}
