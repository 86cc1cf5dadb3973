//! The register of owners as Beneficial Ownership Data Standard 0.4, declaration by declaration.
//!
//! Called by `/data/owners.bods.json`. It is made of what is public alone, so that no identifier, birthday or
//! address can get in; every record has its whole history: new, updated, closed.

use super::law::{Law, Purpose, Rule};
use super::model::{Interest, OwnerKind, Reason, RecordStatus, Statement};
use super::share::{Percent, Range, Share, Sure};
use super::store::{Declaration, Known, State};
use kaan_base::{Lang, Text3, Zone};
use serde_json::{Map, Number, Value, json};
use sha2::{Digest, Sha256};

/// The version of the standard.
pub const VERSION: &str = "0.4";

/// Who publishes.
pub struct Publisher<'a> {
    /// The site's name.
    pub name: &'a str,
    /// The site's address, without a slash at its end.
    pub base: &'a str,
}

/// One declaration in statements of the standard: entities and people before the relations between them.
#[must_use]
pub fn declaration(d: &Declaration, subject: &Known, statements: &[Statement], law: &Law, by: &Publisher<'_>) -> Vec<Value> {
    let make = Make { d, subject, law, by };
    let mut out = vec![make.own_entity()];
    out.extend(statements.iter().filter(|s| s.owner.kind != OwnerKind::Unspecified).map(|s| make.owner(s)));
    out.extend(statements.iter().map(|s| make.relation(s)));
    out
}

struct Make<'a> {
    d: &'a Declaration,
    subject: &'a Known,
    law: &'a Law,
    by: &'a Publisher<'a>,
}

impl Make<'_> {
    fn statement(&self, id: String, record: String, (kind, status): (&str, RecordStatus), details: Value) -> Value {
        let mut source = vec!["selfDeclaration"];
        if self.d.state == State::Checked {
            source.push("verified");
        }
        json!({
            "statementId": id,
            "declarationSubject": self.subject.id,
            "statementDate": self.d.day.to_string(),
            "recordId": record,
            "recordType": kind,
            "recordStatus": status.code(),
            "declaration": self.d.id,
            "publicationDetails": {
                "publicationDate": self.d.at.day(Zone::Utc).to_string(),
                "bodsVersion": VERSION,
                "license": self.law.licence,
                "publisher": { "name": self.by.name, "url": self.by.base },
            },
            "source": { "type": source, "assertedBy": [{ "name": english(&self.subject.name, &self.subject.id), "uri": self.uri(&self.subject.id) }] },
            "recordDetails": details,
        })
    }

    fn uri(&self, party: &str) -> String {
        format!("{}/en/parties/{party}", self.by.base)
    }

    fn own_entity(&self) -> Value {
        let status = if self.d.nth == 1 { RecordStatus::New } else { RecordStatus::Updated };
        let details = self.entity(&self.subject.name, self.subject.country.as_deref(), Some(&self.subject.id), &self.subject.kind);
        self.statement(hashed(&[&self.d.id, "subject"]), self.subject.id.clone(), ("entity", status), details)
    }

    fn owner(&self, s: &Statement) -> Value {
        let (kind, details) = match s.owner.kind {
            OwnerKind::Person => ("person", person(s)),
            _ => (
                "entity",
                self.entity(&s.owner.name, s.owner.country.as_deref(), Some(&s.owner.id).filter(|_| s.owner.party), "company"),
            ),
        };
        self.statement(hashed(&[&self.d.id, &s.id, "owner"]), record(s), (kind, s.status), details)
    }

    fn entity(&self, name: &Text3, country: Option<&str>, party: Option<&String>, kind: &str) -> Value {
        let mut out = Map::new();
        out.insert("isComponent".into(), false.into());
        let form = match kind {
            "authority" => "stateBody",
            "consortium" => "arrangement",
            _ => "registeredEntity",
        };
        out.insert("entityType".into(), json!({ "type": form }));
        if let Some((best, _)) = name.best(Lang::En) {
            out.insert("name".into(), best.into());
            let others: Vec<&str> = name.all().map(|(_, t)| t).filter(|t| *t != best).collect();
            if !others.is_empty() {
                out.insert("alternateNames".into(), others.into());
            }
        }
        if let Some(code) = country {
            out.insert("jurisdiction".into(), json!({ "name": code, "code": code }));
        }
        if let Some(id) = party {
            let uri = self.uri(id);
            out.insert("identifiers".into(), json!([{ "id": id, "schemeName": self.by.name, "uri": uri }]));
            out.insert("uri".into(), uri.into());
        }
        out.into()
    }

    fn relation(&self, s: &Statement) -> Value {
        let party = match s.owner.kind {
            OwnerKind::Unspecified => json!({ "reason": s.owner.reason.unwrap_or(Reason::Unknown).code() }),
            _ => record(s).into(),
        };
        let interests: Vec<Value> = s.interests.iter().map(|i| self.interest(s, i)).collect();
        let details = json!({
            "isComponent": false,
            "componentRecords": [],
            "subject": self.subject.id,
            "interestedParty": party,
            "interests": interests,
        });
        self.statement(s.id.clone(), s.record.clone(), ("relationship", s.status), details)
    }

    fn interest(&self, s: &Statement, i: &Interest) -> Value {
        let mut out = Map::new();
        out.insert("type".into(), i.kind.code().into());
        out.insert("directOrIndirect".into(), i.reach.code().into());
        if s.owner.kind == OwnerKind::Person && self.is_beneficial(i) {
            out.insert("beneficialOwnershipOrControl".into(), true.into());
        }
        if let Some(share) = i.share {
            out.insert("share".into(), bounds(share));
        }
        let dates = [("startDate", i.from), ("endDate", i.until)];
        out.extend(dates.into_iter().filter_map(|(key, day)| Some((key.to_owned(), day?.to_string().into()))));
        out.into()
    }

    /// Whether this interest alone makes a beneficial owner, for certain; the chain may make one without it.
    fn is_beneficial(&self, i: &Interest) -> bool {
        let place = self.d.territory.as_deref().or(self.subject.country.as_deref()).unwrap_or_default();
        let by_share = self.law.threshold(place, Purpose::BeneficialOwner, self.d.day).is_some_and(|t| {
            let range = i.share.map_or(Range::NONE, Range::of);
            t.rule != Rule::Unknown && t.counts.contains(&i.kind) && range.reaches(t.share, t.rule == Rule::MoreThan) == Sure::Yes
        });
        by_share || self.law.control.contains(&i.kind)
    }
}

/// The id of an owner's record: one for each relation, so that it begins and ends with it.
fn record(s: &Statement) -> String {
    format!("{}/owner", s.record)
}

fn person(s: &Statement) -> Value {
    let mut out = Map::new();
    out.insert("isComponent".into(), false.into());
    if s.owner.name.is_empty() {
        out.insert("personType".into(), "anonymousPerson".into());
        out.insert("unspecifiedPersonDetails".into(), json!({ "reason": Reason::InterestedPartyExemptFromDisclosure.code() }));
        return out.into();
    }
    out.insert("personType".into(), "knownPerson".into());
    let name = |(_, text): (Lang, &str)| json!({ "fullName": text });
    out.insert("names".into(), s.owner.name.all().map(name).collect::<Vec<_>>().into());
    if let Some(code) = &s.owner.country {
        out.insert("nationalities".into(), json!([{ "name": code, "code": code }]));
    }
    out.into()
}

fn bounds(share: Share) -> Value {
    let number = |p: Percent| serde_json::from_str::<Number>(&p.to_string()).map_or(Value::Null, Value::Number);
    if share.is_exact() {
        json!({ "exact": number(share.least) })
    } else {
        json!({ "minimum": number(share.least), "maximum": number(share.most) })
    }
}

fn english(name: &Text3, id: &str) -> String {
    name.best(Lang::En).map_or(id, |(t, _)| t).to_owned()
}

/// A lasting id of 64 characters for what has none of its own.
fn hashed(parts: &[&str]) -> String {
    hex::encode(Sha256::digest(parts.join("\0").as_bytes()))
}
