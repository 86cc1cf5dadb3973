//! What accounts, sessions and credentials are to whoever shows them.
//!
//! Handed out by the rooms of this crate. It never reads a store; what is secret among it is shown once and kept
//! nowhere.

use kaan_base::access::Actor;
use kaan_base::{Instant, Lang};
use std::sync::Arc;

/// An account, for its owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRow {
    /// Its key.
    pub id: String,
    /// The key of its person.
    pub person: String,
    /// Where letters go.
    pub email: String,
    /// What the person is called.
    pub name: String,
    /// The language of letters.
    pub lang: Lang,
    /// When it was opened.
    pub made: Instant,
    /// Whether it is in use; a closed account cannot sign in.
    pub active: bool,
    /// Whether it has a password.
    pub has_password: bool,
    /// Whether codes of an authenticator app are asked for.
    pub has_totp: bool,
    /// Recovery codes that were not used yet.
    pub recovery_left: u64,
    /// How many passkeys it has.
    pub passkeys: u64,
}

/// An account, for an officer who looks for one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its key.
    pub id: String,
    /// The key of its person.
    pub person: String,
    /// Where letters go.
    pub email: String,
    /// What the person is called.
    pub name: String,
}

/// A session, for the owner of the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// Its public key; opens nothing.
    pub handle: String,
    /// When it began.
    pub made: Instant,
    /// When it was last seen, to the minute.
    pub used: Instant,
    /// When it ends at the latest.
    pub until: Instant,
    /// When the person last proved in it that it is them.
    pub confirmed: Option<Instant>,
    /// From which address it began.
    pub address: String,
    /// What the program called itself.
    pub agent: String,
}

/// A passkey, for its owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasskeyRow {
    /// Its key.
    pub id: String,
    /// What its owner calls it.
    pub label: String,
    /// When it was added.
    pub made: Instant,
    /// When it was last used.
    pub used: Option<Instant>,
    /// Whether it is kept on other devices too.
    pub backed_up: bool,
}

/// A token for programs, for its owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenRow {
    /// Its key; opens nothing.
    pub id: String,
    /// What its owner calls it.
    pub name: String,
    /// The acts that it may do.
    pub scopes: Vec<String>,
    /// When it was made.
    pub made: Instant,
    /// When it was last used, to the minute.
    pub used: Option<Instant>,
    /// When it ends.
    pub until: Instant,
    /// When it was ended before that.
    pub ended: Option<Instant>,
}

/// A machine that an organisation lets in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientRow {
    /// Its key: the `client_id`, and the account to which roles are given.
    pub id: String,
    /// Whose it is.
    pub organisation: String,
    /// What it is called.
    pub name: String,
    /// The acts that its tokens may do at most.
    pub scopes: Vec<String>,
    /// When it was made.
    pub made: Instant,
    /// When it last got a token.
    pub used: Option<Instant>,
    /// When it was ended.
    pub ended: Option<Instant>,
}

/// A machine that was just let in.
#[derive(Clone, PartialEq, Eq)]
pub struct NewClient {
    /// The `client_id`.
    pub id: String,
    /// The `client_secret`, shown once.
    pub secret: String,
}

/// A token that a machine was given.
#[derive(Clone, PartialEq, Eq)]
pub struct Granted {
    /// The token, shown once.
    pub secret: String,
    /// When it ends.
    pub until: Instant,
    /// The acts that it may do.
    pub scopes: Vec<String>,
}

/// A letter that the caller sends.
#[derive(Clone, PartialEq, Eq)]
pub enum Letter {
    /// To an address that asked for an account: the link opens it.
    New {
        /// To whom.
        email: String,
        /// In which language.
        lang: Lang,
        /// The link's secret.
        secret: String,
        /// Until when it holds.
        until: Instant,
    },
    /// To the owner of an account who asked for another one.
    Known {
        /// The account.
        account: String,
    },
    /// To the owner of an account who cannot sign in: the link gives another credential.
    Reset {
        /// The account.
        account: String,
        /// The link's secret.
        secret: String,
        /// Until when it holds.
        until: Instant,
    },
}

/// A link that still holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkRow {
    /// Whether it opens an account; else it gives another credential to one.
    pub is_new: bool,
    /// The account that is there already.
    pub account: Option<String>,
    /// The name that was told.
    pub name: String,
    /// The address to which it was sent.
    pub email: String,
    /// The language of the letter.
    pub lang: Lang,
    /// Until when it holds.
    pub until: Instant,
}

/// How far a sign-in came.
#[derive(Clone, PartialEq, Eq)]
pub enum SignIn {
    /// All the way: the value of the session's cookie.
    Done(String),
    /// A code is asked for as well; this ticket carries on, for five minutes.
    SecondNeeded(String),
}

/// A secret for an authenticator app.
#[derive(Clone, PartialEq, Eq)]
pub struct Totp {
    /// In base 32, to be typed.
    pub secret: String,
    /// As an `otpauth:` address, to be scanned.
    pub url: String,
}

/// Who a request comes from.
#[derive(Clone)]
pub struct SignedAccount {
    /// The account, or the machine, with its roles in force.
    pub actor: Arc<Actor>,
    /// What they are called.
    pub name: String,
    /// Where letters go; machines have none.
    pub email: Option<String>,
    /// The language of letters.
    pub lang: Lang,
    /// The public key of the session; absent with a token.
    pub session: Option<String>,
    /// The secret half of form tokens; empty with a token.
    pub form_key: String,
}

macro_rules! hide {
    ($($secret:ty),*) => { $(
        impl std::fmt::Debug for $secret {
            /// Says what it is and nothing of what it holds.
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(stringify!($secret))
            }
        }
    )* };
}
hide!(NewClient, Granted, Letter, SignIn, Totp, SignedAccount);
