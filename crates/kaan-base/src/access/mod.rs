//! Who may do what: actors, what they touch, and the policy that decides.
//!
//! The types every part shares. kaan-web makes a [`Caller`] of a request, kaan-access loads the [`Actor`] from
//! the store, the [`Policy`] decides. It never reads a store or a clock, and knows no act of its own: the acts
//! and their rights are the text of `law/access.toml`.

mod decide;
mod policy;

pub use policy::{Policy, PolicyError};

use crate::Instant;
use std::sync::Arc;

/// Whose organisation a role belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Body {
    /// A ministry, a council or an agency of the Federation.
    Federal,
    /// An authority of a province or territory.
    Provincial,
    /// An authority of the other state.
    Foreign,
    /// A company or a consortium.
    Company,
    /// Whoever runs this server; sees nobody's private data.
    Operator,
}

/// Where a role comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Given by the organisation.
    Given,
    /// Delegated by another account, until a day.
    Delegated {
        /// The account whose role it is.
        by: String,
    },
    /// Taken in an emergency, announced to the organisation's administrators.
    Emergency,
}

/// A role in force: what an organisation lets an account do, where and until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hat {
    /// The role's code, as in `law/access.toml`: `registrar`.
    pub role: String,
    /// The organisation, as a party's id.
    pub organisation: String,
    /// What kind of organisation it is.
    pub body: Body,
    /// ISO 3166-2 code of the territory to which it is limited; no limit when absent, but no own territory
    /// either: rights over a territory need one.
    pub territory: Option<String>,
    /// The moment it ends; open when absent.
    pub until: Option<Instant>,
    /// Where it comes from.
    pub origin: Origin,
}

/// Who acts: an account with its roles in force at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The account's id.
    pub account: String,
    /// The person's id, as a party.
    pub person: String,
    /// Roles in force, in the order in which they are tried.
    pub hats: Vec<Hat>,
    /// Names of acts to which a token is limited; no limit when absent.
    pub scopes: Option<Vec<String>>,
    /// When the person last proved anew that it is them (step-up).
    pub confirmed: Option<Instant>,
}

/// A request as far as rights and the record of acts are concerned.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Caller {
    /// Who is signed in; nobody when absent.
    pub actor: Option<Arc<Actor>>,
    /// The address it came from, as text.
    pub address: String,
    /// The request's number.
    pub request: String,
}

/// What an act touches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Resource<'a> {
    /// Its id, for the record: `party:0198…`.
    pub id: &'a str,
    /// The organisation whose it is.
    pub organisation: Option<&'a str>,
    /// The territory in which it lies, ISO 3166-2.
    pub territory: Option<&'a str>,
    /// The person it is about.
    pub person: Option<&'a str>,
    /// The account that prepared it, where the law asks for four eyes: when nobody is named, nobody may sign.
    pub prepared_by: Option<&'a str>,
}

/// The right by which an act is allowed, for the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Right {
    /// The rule's name in the policy.
    pub rule: String,
    /// The role that gave it; absent where every account, or everybody, has it.
    pub role: Option<String>,
    /// The organisation for which it is done.
    pub organisation: Option<String>,
}

/// Why an act is denied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Denial {
    /// One of [`Denial::CODES`].
    pub code: &'static str,
    /// The rule that came nearest.
    pub rule: Option<String>,
    /// Its section of law, as the policy cites it.
    pub section: Option<String>,
}

impl Denial {
    /// Nobody is signed in.
    pub const SIGN_IN: &'static str = "sign-in-needed";
    /// No role of the account has this right.
    pub const NO_RIGHT: &'static str = "no-right";
    /// The right holds for another territory.
    pub const TERRITORY: &'static str = "other-territory";
    /// The right holds for another organisation, or another person.
    pub const ORGANISATION: &'static str = "other-organisation";
    /// Whoever prepared it may not sign it.
    pub const FOUR_EYES: &'static str = "four-eyes";
    /// The person must prove anew that it is them.
    pub const CONFIRM: &'static str = "confirm-needed";
    /// The token is not made for this act.
    pub const SCOPE: &'static str = "scope-missing";
    /// Every code.
    pub const CODES: [&'static str; 7] = [
        Denial::SIGN_IN,
        Denial::NO_RIGHT,
        Denial::TERRITORY,
        Denial::ORGANISATION,
        Denial::FOUR_EYES,
        Denial::CONFIRM,
        Denial::SCOPE,
    ];
}

/// Which rows of a list an actor may see: a row passes when any of these holds, and the last does not forbid it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reach {
    /// Every row.
    pub all: bool,
    /// Rows of these organisations.
    pub organisations: Vec<String>,
    /// Rows in these territories.
    pub territories: Vec<String>,
    /// Rows of this organisation that lie in this territory, or in none: (organisation, territory).
    pub parts: Vec<(String, String)>,
    /// Rows about this person.
    pub person: Option<String>,
    /// Never rows that this account prepared, or of which nobody is named as who prepared them.
    pub not_prepared_by: Option<String>,
}
