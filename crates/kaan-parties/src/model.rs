//! What a party is: kinds, names with their sources, identifiers, shares, and its public fact.
//!
//! Used throughout this crate and by owners. It reads and writes nothing, and holds no word for people.

use crate::identifier::Identifier;
use kaan_base::access::Body;
use kaan_base::{Lang, Text3};
use serde::{Deserialize, Serialize};

/// The id of a party: a key made by Kaan.
pub type PartyId = String;

/// What kind of party it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A natural person; nothing of it is public but by a publication rule.
    Person,
    /// A company of any country.
    Company,
    /// An authority: federal, provincial or of the other state.
    Authority,
    /// Several parties with shares.
    Consortium,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 4] = [Kind::Person, Kind::Company, Kind::Authority, Kind::Consortium];

    /// The word of the store, of addresses and of message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Kind::Person => "person",
            Kind::Company => "company",
            Kind::Authority => "authority",
            Kind::Consortium => "consortium",
        }
    }

    /// The kind of that word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|k| k.code() == code)
    }
}

/// A name in one script, with where it is written so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// The name.
    pub text: String,
    /// Who says so: a certificate, a register, the party itself.
    pub source: String,
}

/// Names in three scripts and which of them binds.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Names {
    /// English, or the Latin form.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub en: Option<Name>,
    /// Chinese.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub zh: Option<Name>,
    /// Urdu.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub ur: Option<Name>,
    /// The language of record.
    pub binding: Lang,
}

impl Names {
    /// The name in a language.
    #[must_use]
    pub const fn get(&self, lang: Lang) -> Option<&Name> {
        match lang {
            Lang::En => self.en.as_ref(),
            Lang::Zh => self.zh.as_ref(),
            Lang::Ur => self.ur.as_ref(),
        }
    }

    /// Sets the name in a language.
    pub fn set(&mut self, lang: Lang, name: Option<Name>) {
        match lang {
            Lang::En => self.en = name,
            Lang::Zh => self.zh = name,
            Lang::Ur => self.ur = name,
        }
    }

    /// The names without their sources.
    #[must_use]
    pub fn text(&self) -> Text3 {
        let of = |lang| self.get(lang).map(|n| n.text.clone());
        Text3::of(of(Lang::En), of(Lang::Zh), of(Lang::Ur))
    }
}

/// A member of a consortium.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// The member, when it is a party of the register.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub member: Option<PartyId>,
    /// Its name as handed in.
    pub name: String,
    /// Millionths of the whole: 333333 is 33.3333 %.
    pub share_ppm: i64,
}

/// The whole, in millionths.
pub const WHOLE_PPM: i64 = 1_000_000;

/// What is public of a party: the body of its ledger entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Its id.
    pub id: PartyId,
    /// What kind of party it is.
    pub kind: Kind,
    /// Whether names and identifiers stand here; else they are private and only committed to.
    pub public: bool,
    /// ISO 3166-1 alpha-2.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub country: Option<String>,
    /// ISO 3166-2 of the office that looks after it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub territory: Option<String>,
    /// What kind of organisation it is, as the policy knows it.
    pub body: String,
    /// Names; absent when they are private.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub names: Option<Names>,
    /// Public identifiers.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub identifiers: Vec<Identifier>,
    /// Members of a consortium.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub shares: Vec<Share>,
    /// Why the shares do not add up to the whole.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub shares_note: Option<String>,
    /// Commitments to what is private, by field, hexadecimal.
    #[serde(skip_serializing_if = "std::collections::BTreeMap::is_empty", default)]
    pub private: std::collections::BTreeMap<String, String>,
    /// Why it was changed.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<String>,
    /// The moment of the act, microseconds.
    pub at: i64,
}

impl Fact {
    /// Its kind of organisation.
    #[must_use]
    pub fn body(&self) -> Body {
        Body::parse(&self.body).unwrap_or(Body::Company)
    }
}

/// A party as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// What is public of it.
    pub fact: Fact,
    /// Its state.
    pub status: Status,
    /// The party that it was found to be the same as.
    pub kept: Option<PartyId>,
    /// How many states it has been in.
    pub version: i64,
}

impl Party {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.fact.id
    }

    /// The public name; empty for a person.
    #[must_use]
    pub fn name(&self) -> Text3 {
        self.fact.names.as_ref().map(Names::text).unwrap_or_default()
    }
}

/// The state of a party.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It stands.
    Registered,
    /// It was found to be the same as another, which is kept.
    Merged,
}

impl Status {
    /// The word of the store and of message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Status::Registered => "registered",
            Status::Merged => "merged",
        }
    }

    /// The state of that word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Status> {
        [Status::Registered, Status::Merged].into_iter().find(|s| s.code() == code)
    }
}

/// A private fact, to be kept with its salt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Private {
    /// Which: `address`, `email`, `phone`, `cnic`, `names`.
    pub field: String,
    /// The value.
    pub value: String,
    /// The salt of its commitment.
    pub salt: [u8; 32],
}

impl Private {
    /// The commitment that stands in the ledger.
    #[must_use]
    pub fn commitment(&self) -> String {
        hex::encode(kaan_ledger::commit(&self.salt, self.value.as_bytes()))
    }
}
