//! Accounts and how one shows that one is their owner; roles; the record of acts.
//!
//! Called by the binary (which opens [`Access`] and asks it who a request comes from), by the pages of accounts and
//! by every capability that acts for somebody. It knows no capability, speaks no HTTP and sends no letter: what must
//! be mailed is handed back. It never tells whether an address has an account, and never keeps a secret that it could
//! keep the hash of.

mod account;
mod client;
mod confirm;
mod email;
mod link;
mod model;
mod passkey;
mod password;
pub mod record;
pub mod roles;
mod seal;
mod second;
mod secret;
mod session;
mod sign_in;
pub mod store;
mod throttle;
mod token;
mod who;

pub use email::{fold_email, is_email};
pub use model::{
    AccountRow, ClientRow, Found, Granted, Letter, LinkRow, NewClient, PasskeyRow, SessionRow, SignIn, SignedAccount, TokenRow,
    Totp,
};
pub use password::Hashing;
pub use record::{By, Noted, authorise, note, note_in, permit};
pub use store::STATEMENTS;

use kaan_base::access::Policy;
use kaan_base::{Ids, Instant};
use kaan_db::Db;
use std::fmt;
use std::sync::Arc;
use webauthn_rs::prelude::{Url, Webauthn, WebauthnBuilder};

/// A minute, microseconds.
pub(crate) const MINUTE: i64 = 60_000_000;

/// Fills a place with bytes that nobody can guess.
pub type Chance = Arc<dyn Fn(&mut [u8]) + Send + Sync>;

/// What the server tells of itself, and where time and chance come from.
#[derive(Clone)]
pub struct Settings {
    /// Where people reach it: `https://register.example`.
    pub base: String,
    /// What passkeys and authenticator apps show: the service's name.
    pub name: String,
    /// Secrets of the server, the newest first: it seals and keys; the older ones still open.
    pub secrets: Vec<[u8; 32]>,
    /// The clock.
    pub clock: Arc<dyn Fn() -> Instant + Send + Sync>,
    /// Chance, from a strong source.
    pub chance: Chance,
}

/// How long things last and how much is done at once; the defaults suit one server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// A session ends after so many minutes without a request.
    pub idle_minutes: i64,
    /// A session ends after so many minutes whatever happens.
    pub session_minutes: i64,
    /// Passwords that are hashed at the same time; each takes 19 MiB.
    pub hashes: usize,
    /// Passwords that may wait for that.
    pub hash_queue: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { idle_minutes: 30, session_minutes: 12 * 60, hashes: 2, hash_queue: 64 }
    }
}

/// Why accounts cannot be kept with these settings.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AccessError {
    /// There is no secret to seal with.
    #[error("no secret is set")]
    NoSecret,
    /// The base is no address.
    #[error("the base is no address: {0}")]
    Base(String),
}

/// Accounts, roles and the record of acts over one store. Cheap to clone.
#[derive(Clone)]
pub struct Access(Arc<Inner>);

struct Inner {
    db: Db,
    policy: Arc<Policy>,
    settings: Settings,
    limits: Limits,
    passwords: password::Pool,
    /// Absent where browsers know no passkeys: at a bare IP address.
    passkeys: Option<Webauthn>,
}

impl fmt::Debug for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Access").field("base", &self.0.settings.base).finish_non_exhaustive()
    }
}

impl Access {
    /// Opens accounts over a store whose migrations have run.
    ///
    /// # Errors
    /// [`AccessError`] for settings that cannot work.
    pub fn open(db: Db, policy: Arc<Policy>, settings: Settings) -> Result<Access, AccessError> {
        Access::open_with(db, policy, settings, Limits::default())
    }

    /// As [`Access::open`], with other limits.
    ///
    /// # Errors
    /// As [`Access::open`].
    pub fn open_with(db: Db, policy: Arc<Policy>, settings: Settings, limits: Limits) -> Result<Access, AccessError> {
        if settings.secrets.is_empty() {
            return Err(AccessError::NoSecret);
        }
        let passkeys = passkeys_at(&settings)?;
        let passwords = password::Pool::new(limits.hashes, limits.hash_queue);
        Ok(Access(Arc::new(Inner { db, policy, settings, limits, passwords, passkeys })))
    }

    /// The store.
    #[must_use]
    pub fn db(&self) -> &Db {
        &self.0.db
    }

    /// The table of rights.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.0.policy
    }

    /// The moment.
    #[must_use]
    pub fn now(&self) -> Instant {
        (self.0.settings.clock)()
    }

    /// Keys for what is made now.
    #[must_use]
    pub fn ids(&self) -> Ids {
        Ids::new(self.now(), self.random())
    }

    /// Bytes of chance.
    #[must_use]
    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.chance(&mut bytes);
        bytes
    }

    /// Fills a place with chance.
    pub fn chance(&self, into: &mut [u8]) {
        (self.0.settings.chance)(into);
    }

    /// Whether browsers can make passkeys for this address: it must be a name, not an IP address.
    #[must_use]
    pub fn has_passkeys(&self) -> bool {
        self.0.passkeys.is_some()
    }

    /// How hashing goes: for the server's figures.
    #[must_use]
    pub fn hashing(&self) -> Hashing {
        self.0.passwords.figures()
    }
}

/// The relying party of passkeys; none at an address without a name.
fn passkeys_at(settings: &Settings) -> Result<Option<Webauthn>, AccessError> {
    let wrong = |e: &dyn fmt::Display| AccessError::Base(e.to_string());
    let origin = Url::parse(&settings.base).map_err(|e| wrong(&e))?;
    let Some(name) = origin.domain() else { return Ok(None) };
    let built = WebauthnBuilder::new(name, &origin).and_then(|b| b.rp_name(&settings.name).build());
    built.map(Some).map_err(|e| wrong(&e))
}
