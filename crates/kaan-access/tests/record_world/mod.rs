//! A store with a clock that tests turn, and an act that asks for its right and then does one thing.
//!
//! Used by the tests of roles and of the record. It never ships.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use kaan_access::record::{By, permit};
use kaan_access::roles::{self, Delegating, Emergency, Giving, Inviting, Organisation};
use kaan_access::{Access, Settings};
use kaan_base::access::{Actor, Body, Caller, Policy, Resource};
use kaan_base::{Instant, Problem};
use kaan_db::{Act, Db, Migration, Res, Sql, Tx, sql};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

pub const MIGRATIONS: &[Migration] = &[
    Migration { name: "0001_ledger", text: include_str!("../../../../migrations/0001_ledger.sql") },
    Migration { name: "0006_ledger_clustered", text: include_str!("../../../../migrations/0006_ledger_clustered.sql") },
    Migration { name: "0008_access", text: include_str!("../../../../migrations/0008_access.sql") },
    Migration { name: "0009_access_record", text: include_str!("../../../../migrations/0009_access_record.sql") },
];

pub const SECOND: i64 = 1_000_000;
pub const HOUR: i64 = 3_600 * SECOND;
pub const DAY: i64 = 24 * HOUR;
/// 2026-11-25T00:00:00Z.
pub const START: i64 = 1_795_564_800 * SECOND;

pub struct World {
    pub db: Db,
    pub access: Access,
    clock: Arc<AtomicI64>,
}

pub fn world(db: Db) -> World {
    let clock = Arc::new(AtomicI64::new(START));
    let (told, drawn) = (Arc::clone(&clock), AtomicU64::new(1));
    let settings = Settings {
        base: "https://kaan.example".into(),
        name: "kaan.example".into(),
        secrets: vec![[7; 32]],
        clock: Arc::new(move || Instant(told.load(Ordering::SeqCst))),
        chance: Arc::new(move |out: &mut [u8]| {
            for b in out.iter_mut() {
                // Splitmix64: different every time, the same in every run.
                let mut x = drawn.fetch_add(1, Ordering::SeqCst).wrapping_mul(0x9e37_79b9_7f4a_7c15);
                x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                *b = (x >> 40) as u8;
            }
        }),
    };
    let access = Access::open(db.clone(), Arc::new(Policy::shipped().unwrap()), settings).unwrap();
    World { db, access, clock }
}

pub fn province() -> Organisation {
    Organisation { id: "authority-ba".into(), body: Body::Provincial, territory: Some("PK-BA".into()) }
}

pub fn company() -> Organisation {
    Organisation { id: "company-1".into(), body: Body::Company, territory: None }
}

pub fn giving(account: &str, organisation: Organisation, role: &str) -> Giving {
    Giving { account: account.into(), organisation, role: role.into(), territory: None, from: None, until: None }
}

impl World {
    pub fn now(&self) -> Instant {
        Instant(self.clock.load(Ordering::SeqCst))
    }

    /// The same world, for an act to take along.
    pub fn again(&self) -> World {
        World { db: self.db.clone(), access: self.access.clone(), clock: Arc::clone(&self.clock) }
    }

    pub fn later(&self, micros: i64) {
        self.clock.fetch_add(micros, Ordering::SeqCst);
    }

    /// Gives a role by the program, as whoever stands at the server does.
    pub async fn seat(&self, account: &str, organisation: Organisation, role: &str) -> String {
        self.by_program(What::Give(giving(account, organisation, role))).await.unwrap()
    }

    pub async fn by_program(&self, what: What) -> Result<String, Problem> {
        let act = Try { access: self.access.clone(), caller: Caller::default(), asked: None, what };
        self.db.act(act).await.unwrap()
    }

    /// Who signs in now with this account, having just proved that it is them.
    pub async fn caller(&self, account: &str) -> Caller {
        let hats = roles::hats(&self.db, account, self.now()).await.unwrap();
        let actor =
            Actor { account: account.into(), person: format!("person-{account}"), hats, scopes: None, confirmed: Some(self.now()) };
        Caller { actor: Some(Arc::new(actor)), address: "192.0.2.7".into(), request: "req-1".into() }
    }

    /// Asks for the right anew and then does it.
    pub async fn attempt(&self, caller: &Caller, act: &'static str, on: Resource<'_>, what: What) -> Result<String, Problem> {
        let act = Try { access: self.access.clone(), caller: caller.clone(), asked: Some((act, Owned::of(on))), what };
        self.db.act(act).await.unwrap()
    }

    /// One statement, as somebody with the store's own key could run it.
    pub async fn tamper(&self, q: Sql) -> u64 {
        self.db.act(Raw(q)).await.unwrap()
    }

    pub async fn count(&self, q: &'static str) -> i64 {
        self.db.one(sql(q), |r| r.get(0)).await.unwrap()
    }

    /// An account with an address, as registration makes it.
    pub async fn account(&self, id: &str, email: &str) {
        let q = sql("insert into access_account (id, person, email, email_folded, name, lang, status, made)
            values ($1, $2, $3, $4, 'demonstration', 'en', 'active', 0)");
        self.tamper(q.bind(id).bind(format!("person-{id}")).bind(email).bind(email.to_lowercase())).await;
    }
}

struct Raw(Sql);

impl Act for Raw {
    type Out = u64;
    async fn run(&self, tx: &mut Tx<'_>) -> Res<u64> {
        tx.run(self.0.clone()).await
    }
}

#[derive(Debug, Clone, Default)]
pub struct Owned {
    id: String,
    organisation: Option<String>,
    territory: Option<String>,
    person: Option<String>,
    prepared_by: Option<String>,
}

impl Owned {
    fn of(r: Resource<'_>) -> Self {
        let own = |x: Option<&str>| x.map(str::to_owned);
        Owned {
            id: r.id.into(),
            organisation: own(r.organisation),
            territory: own(r.territory),
            person: own(r.person),
            prepared_by: own(r.prepared_by),
        }
    }

    fn lent(&self) -> Resource<'_> {
        Resource {
            id: &self.id,
            organisation: self.organisation.as_deref(),
            territory: self.territory.as_deref(),
            person: self.person.as_deref(),
            prepared_by: self.prepared_by.as_deref(),
        }
    }
}

#[derive(Clone)]
pub enum What {
    Nothing,
    Give(Giving),
    End(String),
    Delegate(Delegating),
    EndDelegation(String),
    Begin(Emergency),
    EndEmergency(String),
    Invite(Inviting),
    Withdraw(String),
}

pub struct Try {
    access: Access,
    caller: Caller,
    asked: Option<(&'static str, Owned)>,
    what: What,
}

impl Act for Try {
    type Out = Result<String, Problem>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        let a = &self.access;
        let by = match &self.asked {
            None => By::program(),
            Some((act, on)) => match permit(tx, a, &self.caller, act, &on.lent()).await? {
                Ok(by) => by,
                Err(problem) => return Ok(Err(problem)),
            },
        };
        Ok(match &self.what {
            What::Nothing => Ok(by.rule().to_owned()),
            What::Give(g) => roles::give(tx, a, &by, g).await?,
            What::End(id) => roles::end(tx, a, &by, id).await?.map(|r| r.role),
            What::Delegate(d) => roles::delegate(tx, a, &by, d).await?.map(|ids| ids.join(" ")),
            What::EndDelegation(id) => roles::end_delegation(tx, a, &by, id).await?.map(|d| d.role),
            What::Begin(e) => roles::begin_emergency(tx, a, &by, e).await?.map(|b| format!("{} {}", b.id, b.notify.join(","))),
            What::EndEmergency(id) => roles::end_emergency(tx, a, &by, id).await?.map(|e| e.role),
            What::Invite(i) => roles::invite(tx, a, &by, i).await?.map(|i| format!("{} {}", i.id, i.token)),
            What::Withdraw(id) => roles::withdraw(tx, a, &by, id).await?.map(|i| i.role),
        })
    }
}

pub struct Accept {
    pub access: Access,
    pub caller: Caller,
    pub token: String,
}

impl Act for Accept {
    type Out = Result<String, Problem>;
    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        Ok(roles::accept(tx, &self.access, &self.caller, &self.token).await?.map(|a| format!("{} {}", a.organisation, a.role)))
    }
}

pub fn code<T: std::fmt::Debug>(r: Result<T, Problem>) -> &'static str {
    r.unwrap_err().code
}
