//! A store with accounts, a clock that tests turn, and people who come to the door with a browser.
//!
//! Used by the tests of accounts, sessions, second factors, passkeys and tokens. It never ships.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

pub mod softkey;

use kaan_access::{Access, Letter, Limits, Settings, SignIn};
use kaan_base::access::{Caller, Policy};
use kaan_base::{Instant, Lang, Problem};
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
pub const MINUTE: i64 = 60 * SECOND;
pub const HOUR: i64 = 60 * MINUTE;
pub const DAY: i64 = 24 * HOUR;
/// 2026-11-25T00:00:00Z.
const START: i64 = 1_795_564_800 * SECOND;

pub const HOME: &str = "192.0.2.7";
pub const AWAY: &str = "198.51.100.9";
pub const BROWSER: &str = "Demonstration/1.0 (phone)";
pub const OTHER: &str = "Other/9.9 (desk)";
pub const PASSWORD: &str = "four copper goats on a hill";
pub const BASE: &str = "https://kaan.example";

#[derive(Clone)]
pub struct Door {
    pub db: Db,
    pub access: Access,
    clock: Arc<AtomicI64>,
}

/// The door of a server with one secret.
pub fn door(db: Db) -> Door {
    with(db, vec![[7; 32]], BASE)
}

pub fn with(db: Db, secrets: Vec<[u8; 32]>, base: &str) -> Door {
    let clock = Arc::new(AtomicI64::new(START));
    let access = opened(&db, secrets, base, &clock);
    Door { db, access, clock }
}

fn opened(db: &Db, secrets: Vec<[u8; 32]>, base: &str, clock: &Arc<AtomicI64>) -> Access {
    static DRAWN: AtomicU64 = AtomicU64::new(1);
    let told = Arc::clone(clock);
    let settings = Settings {
        base: base.into(),
        name: "Kaan".into(),
        secrets,
        clock: Arc::new(move || Instant(told.load(Ordering::SeqCst))),
        chance: Arc::new(|out: &mut [u8]| {
            for b in out.iter_mut() {
                // Splitmix64: different every time, the same in every run.
                let mut x = DRAWN.fetch_add(1, Ordering::SeqCst).wrapping_mul(0x9e37_79b9_7f4a_7c15);
                x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                *b = (x >> 40) as u8;
            }
        }),
    };
    Access::open_with(db.clone(), Arc::new(Policy::shipped().unwrap()), settings, Limits::default()).unwrap()
}

/// Nobody yet, from an address.
pub fn from(address: &str) -> Caller {
    Caller { actor: None, address: address.into(), request: "req-1".into() }
}

/// Somebody who is signed in, with the value of their cookie.
#[derive(Clone)]
pub struct Someone {
    pub caller: Caller,
    pub handle: String,
    pub account: String,
    pub cookie: String,
}

pub fn code<T: std::fmt::Debug>(r: Result<T, Problem>) -> &'static str {
    r.unwrap_err().code
}

impl Door {
    pub fn now(&self) -> Instant {
        Instant(self.clock.load(Ordering::SeqCst))
    }

    pub fn later(&self, micros: i64) {
        self.clock.fetch_add(micros, Ordering::SeqCst);
    }

    /// The same store after a restart with other secrets.
    pub fn restarted(&self, secrets: Vec<[u8; 32]>) -> Door {
        Door { access: opened(&self.db, secrets, BASE, &self.clock), ..self.clone() }
    }

    /// The secret of the letter that somebody who asks for an account gets.
    pub async fn letter(&self, email: &str) -> String {
        match self.access.begin_account(email, "Demonstration Person", Lang::Ur, &from(HOME)).await.unwrap().unwrap() {
            Some(Letter::New { secret, .. }) => secret,
            _ => panic!("a letter for a new account"),
        }
    }

    /// Opens an account with [`PASSWORD`], at home.
    pub async fn join(&self, email: &str) -> Someone {
        let secret = self.letter(email).await;
        let done = self.access.finish_link_password(&secret, PASSWORD, &from(HOME), BROWSER).await.unwrap().unwrap();
        self.seen(&cookie(done)).await
    }

    /// Who shows this cookie, at home.
    pub async fn seen(&self, cookie: &str) -> Someone {
        self.who(cookie, HOME, BROWSER).await.unwrap().expect("somebody")
    }

    pub async fn who(&self, cookie: &str, address: &str, agent: &str) -> Result<Option<Someone>, Problem> {
        let found = self.access.who(Some(cookie), None, address, agent, self.now()).await.unwrap()?;
        Ok(found.map(|s| Someone {
            account: s.actor.account.clone(),
            caller: Caller { actor: Some(s.actor), ..from(address) },
            handle: s.session.unwrap(),
            cookie: cookie.into(),
        }))
    }

    pub async fn try_password(&self, email: &str, password: &str, address: &str) -> Result<SignIn, Problem> {
        self.access.sign_in_password(email, password, &from(address), BROWSER).await.unwrap()
    }

    /// Signs in at home with a password alone.
    pub async fn sign_in(&self, email: &str) -> Someone {
        let cookie = cookie(self.try_password(email, PASSWORD, HOME).await.unwrap());
        self.seen(&cookie).await
    }

    pub async fn count(&self, q: &'static str) -> i64 {
        self.db.one(sql(q), |r| r.get(0)).await.unwrap()
    }

    pub async fn tamper(&self, q: Sql) -> u64 {
        self.db.act(Raw(q)).await.unwrap()
    }

    /// How often an act stands on record with an outcome.
    pub async fn noted(&self, act: &str, outcome: &str) -> i64 {
        let q = sql("select count(*) from access_record where act = $1 and outcome = $2").bind(act).bind(outcome);
        self.db.one(q, |r| r.get(0)).await.unwrap()
    }
}

pub fn cookie(done: SignIn) -> String {
    match done {
        SignIn::Done(cookie) => cookie,
        SignIn::SecondNeeded(_) => panic!("no second step was expected"),
    }
}

pub fn ticket(done: SignIn) -> String {
    match done {
        SignIn::SecondNeeded(ticket) => ticket,
        SignIn::Done(_) => panic!("a second step was expected"),
    }
}

struct Raw(Sql);

impl Act for Raw {
    type Out = u64;
    async fn run(&self, tx: &mut Tx<'_>) -> Res<u64> {
        tx.run(self.0.clone()).await
    }
}
