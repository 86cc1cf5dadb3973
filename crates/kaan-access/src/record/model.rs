//! What a row of the record of acts is, what is asked of the record, and what may be seen of it.
//!
//! Used by the rooms beside it and read by pages. It never reads a store, and holds no sentence: only codes.

use kaan_base::Instant;
use kaan_base::access::{Caller, Denial, Reach, Resource, Right};
use std::fmt;

/// Longest code, act or detail of a row.
const MOST: usize = 64;
/// Longest address, request number or resource of a row; what is longer is cut.
const MOST_TEXT: usize = 200;

/// How an act ended, as far as the record is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The right was there.
    Allowed,
    /// The law, a right or a state said no.
    Refused,
    /// It was tried and did not succeed: a wrong password, a state that had changed.
    Failed,
}

impl Outcome {
    /// Its word in the store and in addresses.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Outcome::Allowed => "allowed",
            Outcome::Refused => "refused",
            Outcome::Failed => "failed",
        }
    }

    /// The outcome of a word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        [Outcome::Allowed, Outcome::Refused, Outcome::Failed].into_iter().find(|o| o.word() == word)
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// One thing to be put on record.
#[derive(Debug, Clone)]
pub struct Noted<'a> {
    pub(crate) caller: &'a Caller,
    pub(crate) act: &'a str,
    pub(crate) on: Resource<'a>,
    pub(crate) account: Option<&'a str>,
    pub(crate) person: Option<&'a str>,
    pub(crate) organisation: Option<&'a str>,
    pub(crate) rule: Option<&'a str>,
    pub(crate) role: Option<&'a str>,
    pub(crate) outcome: Outcome,
    pub(crate) code: Option<&'static str>,
    pub(crate) detail: &'a str,
}

impl<'a> Noted<'a> {
    /// An act that was done by the caller; `act` is of `a-z`, `.` and `-`. As long as no right is told, it counts
    /// as done for the organisation of the account's first role.
    #[must_use]
    pub fn new(act: &'a str, caller: &'a Caller) -> Self {
        let actor = caller.actor.as_deref();
        Noted {
            caller,
            act,
            on: Resource::default(),
            account: actor.map(|a| a.account.as_str()),
            person: actor.map(|a| a.person.as_str()),
            organisation: actor.and_then(|a| a.hats.first()).map(|h| h.organisation.as_str()),
            rule: None,
            role: None,
            outcome: Outcome::Allowed,
            code: None,
            detail: "",
        }
    }

    /// An act that the policy denied.
    #[must_use]
    pub fn denied(act: &'a str, caller: &'a Caller, on: &Resource<'a>, denial: &'a Denial) -> Self {
        let mut noted = Noted::new(act, caller).on(on).refused(denial.code);
        noted.rule = denial.rule.as_deref();
        noted
    }

    /// What it touched.
    #[must_use]
    pub fn on(self, on: &Resource<'a>) -> Self {
        Noted { on: *on, ..self }
    }

    /// The right by which it was done.
    #[must_use]
    pub fn by(self, right: &'a Right) -> Self {
        Noted { rule: Some(&right.rule), role: right.role.as_deref(), organisation: right.organisation.as_deref(), ..self }
    }

    /// Whose account it was about, where nobody is signed in: a sign-in that succeeds or fails.
    #[must_use]
    pub fn account(self, account: Option<&'a str>) -> Self {
        Noted { account, ..self }
    }

    /// The person of that account.
    #[must_use]
    pub fn person(self, person: Option<&'a str>) -> Self {
        Noted { person, ..self }
    }

    /// It was refused, for this reason.
    #[must_use]
    pub fn refused(self, code: &'static str) -> Self {
        Noted { outcome: Outcome::Refused, code: Some(code), ..self }
    }

    /// It was tried and failed, for this reason.
    #[must_use]
    pub fn failed(self, code: &'static str) -> Self {
        Noted { outcome: Outcome::Failed, code: Some(code), ..self }
    }

    /// A short code more: `passkey`, `csv`. Never a name, an address or a secret: anything but letters, digits
    /// and `.-_:/` is left out of the row.
    #[must_use]
    pub fn detail(self, detail: &'a str) -> Self {
        Noted { detail, ..self }
    }

    pub(crate) fn act_is_well_formed(&self) -> bool {
        let fits = |b: u8| b.is_ascii_lowercase() || b == b'.' || b == b'-';
        (1..=MOST).contains(&self.act.len()) && self.act.bytes().all(fits)
    }
}

/// A detail as it is kept: short, without anything that a code does not need.
pub(crate) fn short_code(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_alphanumeric() || ".-_:/".contains(*c)).take(MOST).collect()
}

/// A text as it is kept: cut, and without control characters.
pub(crate) fn short_text(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(MOST_TEXT).collect()
}

/// A row of the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its key; sorts by time.
    pub id: String,
    /// When.
    pub at: Instant,
    /// Whose account; nobody's when absent.
    pub account: Option<String>,
    /// The person of that account.
    pub person: Option<String>,
    /// The organisation for which it was done.
    pub organisation: Option<String>,
    /// The act, as in `law/access.toml`, or what happened outside one: `session.begin`.
    pub act: String,
    /// The rule that allowed it, or came nearest.
    pub rule: Option<String>,
    /// The role that gave the right.
    pub role: Option<String>,
    /// What it touched; may be empty.
    pub resource: String,
    /// Whose that was.
    pub on_organisation: Option<String>,
    /// Where that lay.
    pub territory: Option<String>,
    /// Whom that was about.
    pub subject_person: Option<String>,
    /// How it ended.
    pub outcome: Outcome,
    /// Why it was refused or failed.
    pub code: Option<String>,
    /// From which address; empty where the reader may not know it.
    pub address: String,
    /// The request's number; empty where the reader may not know it.
    pub request: String,
    /// A short code more.
    pub detail: String,
}

/// A row with what only the seals need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sealable {
    pub key: i64,
    pub row: Row,
    pub salt: Vec<u8>,
}

/// A row with what the ledger holds of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The row.
    pub row: Row,
    /// The batch that was sealed with it; absent until the next seal.
    pub seal: Option<SealOf>,
}

/// The batch in which a row was sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealOf {
    /// Its number.
    pub number: u64,
    /// How many rows it holds.
    pub rows: u64,
    /// When it was sealed.
    pub sealed_at: Instant,
    /// The hash that stands in the ledger, hexadecimal.
    pub hash: String,
    /// The row's own salted hash within it, hexadecimal.
    pub row_hash: String,
    /// Under which subject the ledger knows the batch.
    pub subject: String,
}

/// What is asked of the record; nothing asked is everything that the reader may see.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// An account or a person.
    pub who: Option<String>,
    /// The organisation for which it was done, or whose it was done to.
    pub organisation: Option<String>,
    /// How the act's name begins: `party.`.
    pub act: Option<String>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// What it touched.
    pub resource: Option<String>,
    /// From this moment on.
    pub from: Option<Instant>,
    /// Up to this moment, which is not part of it.
    pub to: Option<Instant>,
}

/// A page of rows, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// What to ask the next page after; absent on the last.
    pub next: Option<String>,
}

/// Somebody looked at a person's data, or changed it: what that person may know of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// The row's key.
    pub id: String,
    /// When.
    pub at: Instant,
    /// The act.
    pub act: String,
    /// The organisation for which it was done.
    pub organisation: Option<String>,
    /// In which role.
    pub role: Option<String>,
    /// How it ended.
    pub outcome: Outcome,
    /// Whether the person did it.
    pub own: bool,
}

impl Row {
    /// The row as somebody with this reach may see it: who reads it only because it is about them learns
    /// neither from where nor in which request somebody else acted.
    pub(crate) fn seen_by(mut self, reach: &Reach) -> Self {
        let within = |one: &Option<String>, all: &[String]| one.as_ref().is_some_and(|one| all.contains(one));
        let part = |(organisation, territory): &(String, String)| {
            let of = |one: &Option<String>| one.as_ref() == Some(organisation);
            (of(&self.organisation) || of(&self.on_organisation)) && self.territory.as_ref().is_none_or(|t| t == territory)
        };
        let whole = reach.all
            || within(&self.organisation, &reach.organisations)
            || within(&self.on_organisation, &reach.organisations)
            || reach.parts.iter().any(part)
            || within(&self.territory, &reach.territories)
            || (reach.person.is_some() && self.person == reach.person);
        if !whole {
            self.address.clear();
            self.request.clear();
            self.account = None;
            self.person = None;
        }
        self
    }

    /// What the person it is about may know of it.
    pub(crate) fn look(self) -> Look {
        let own = self.person.is_some() && self.person == self.subject_person;
        Look {
            id: self.id,
            at: self.at,
            act: self.act,
            organisation: self.organisation,
            role: self.role,
            outcome: self.outcome,
            own,
        }
    }
}
