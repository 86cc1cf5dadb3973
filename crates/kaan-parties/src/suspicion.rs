//! Whether two parties may be one: keys to find those alike, and a score with its reasons.
//!
//! Acts keep keys; pages of officers ask. It never merges and never hides: an officer reads the reasons and
//! decides. Names of one company in two scripts are found by their numbers and addresses, not by translation.

use crate::codes::law;
use crate::form::{Asked, Typed};
use crate::identifier::Identifier;
use crate::model::{Fact, Kind, Names, Private};
use crate::store::{self, About};
use kaan_base::access::Resource;
use kaan_base::{Text3, names, words};
use kaan_db::{Db, Res};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

static COMMON: LazyLock<BTreeSet<String>> = LazyLock::new(|| law().suspicion.common_words.iter().map(|w| words::fold(w)).collect());

/// What is compared of a party or a registration.
#[derive(Debug, Clone, Default)]
pub struct Traits {
    /// What kind of party it is: a person is never taken for a company.
    pub kind: Option<Kind>,
    /// Names in any script.
    pub names: Text3,
    /// Numbers, `scheme:value`.
    pub numbers: Vec<String>,
    /// The address.
    pub address: Option<String>,
    /// E-mail and telephone.
    pub contacts: Vec<String>,
}

impl Traits {
    /// Of a party as it stands.
    pub fn party(fact: &Fact, private: &[Private]) -> Traits {
        let value = |field: &str| private.iter().find(|p| p.field == field).map(|p| p.value.clone());
        let hidden = || value("names").and_then(|text| serde_json::from_str::<Names>(&text).ok());
        let mut numbers: Vec<String> = fact.identifiers.iter().map(number).collect();
        numbers.extend(value("cnic").map(|v| format!("cnic:{v}")));
        Traits {
            kind: Some(fact.kind),
            names: fact.names.clone().or_else(hidden).map(|n| n.text()).unwrap_or_default(),
            numbers,
            address: value("address"),
            contacts: ["email", "phone"].into_iter().filter_map(value).collect(),
        }
    }

    /// Of a form that can be read.
    pub fn asked(asked: &Asked) -> Traits {
        let value = |field: &str| asked.private.iter().find(|(f, _)| *f == field).map(|(_, v)| v.clone());
        Traits {
            kind: Some(asked.kind),
            names: asked.names.text(),
            numbers: asked.identifiers.iter().map(number).collect(),
            address: value("address"),
            contacts: ["email", "phone"].into_iter().filter_map(value).collect(),
        }
    }

    /// Keys by which those alike are found: numbers, looks of names, their rarer words, the rest as hashes.
    pub fn keys(&self) -> Vec<String> {
        let mut keys: Vec<String> = self.numbers.iter().map(|n| hashed("n", n)).collect();
        keys.extend(self.address.iter().map(|a| hashed("a", &plain(a))));
        keys.extend(self.contacts.iter().map(|c| hashed("c", &plain(c))));
        for (_, name) in self.names.all() {
            keys.push(hashed("l", &names::look(name)));
            keys.extend(rare(name).into_iter().take(12).map(|w| hashed("w", &w)));
        }
        keys.truncate(store::key::MOST);
        keys
    }
}

fn number(i: &Identifier) -> String {
    format!("{}:{}", i.scheme.code(), i.value)
}

/// Private values are found by their hash, so that the table of keys tells nothing by itself.
fn hashed(kind: &str, value: &str) -> String {
    let digest = Sha256::digest(format!("{kind}\0{value}").as_bytes());
    format!("{kind}:{}", hex::encode(digest.get(..12).unwrap_or_default()))
}

fn plain(text: &str) -> String {
    words::fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The words of a name that not every company has.
fn rare(name: &str) -> BTreeSet<String> {
    words::words(name).into_iter().filter(|w| !COMMON.contains(w)).collect()
}

/// How much of two names is the same, in per cent: words that are equal, or pieces of words that nearly are.
fn near(a: &str, b: &str) -> u32 {
    let (a, b) = (rare(a), rare(b));
    if a.is_empty() || b.is_empty() {
        return 0;
    }
    let whole = share(&a, &b);
    let pieces = |set: &BTreeSet<String>| set.iter().flat_map(|w| words::trigrams(w)).collect::<BTreeSet<String>>();
    whole.max(share(&pieces(&a), &pieces(&b)))
}

/// Dice's coefficient in per cent.
fn share(a: &BTreeSet<String>, b: &BTreeSet<String>) -> u32 {
    let (both, all) = (a.intersection(b).count() * 2, a.len() + b.len());
    u32::try_from((both * 100).checked_div(all).unwrap_or(0)).unwrap_or(0)
}

/// One reason for taking two for one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// `identifier`, `name`, `near-name`, `address`, `contact`: words are `parties-alike-{code}`.
    pub code: &'static str,
    /// What is the same, or how near it is.
    pub what: String,
    /// What it counts.
    pub points: u32,
}

/// Somebody alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Alike {
    /// `party:{id}` or `registration:{id}`.
    pub subject: String,
    /// The address of its page.
    pub path: String,
    /// Its names.
    pub names: Text3,
    /// The sum of the reasons.
    pub score: u32,
    /// Why.
    pub reasons: Vec<Reason>,
}

/// Compares two; the reasons, largest first.
pub fn compare(one: &Traits, other: &Traits) -> Vec<Reason> {
    let s = &law().suspicion;
    let mut reasons: Vec<Reason> = Vec::new();
    for n in one.numbers.iter().filter(|n| other.numbers.contains(n)) {
        let (scheme, value) = n.split_once(':').unwrap_or(("", n));
        // A person's number is not shown, not even to say that it is the same.
        let what = if scheme == "cnic" { String::new() } else { value.to_owned() };
        reasons.push(Reason { code: "identifier", what, points: s.identifier });
    }
    reasons.extend(names_alike(one, other));
    let same = |a: &String, b: &String| !plain(a).is_empty() && plain(a) == plain(b);
    if let (Some(a), Some(b)) = (&one.address, &other.address)
        && same(a, b)
    {
        reasons.push(Reason { code: "address", what: String::new(), points: s.address });
    }
    if one.contacts.iter().any(|a| other.contacts.iter().any(|b| same(a, b))) {
        reasons.push(Reason { code: "contact", what: String::new(), points: s.contact });
    }
    reasons.sort_by_key(|r| std::cmp::Reverse(r.points));
    reasons
}

/// The best likeness among the names in all scripts.
fn names_alike(one: &Traits, other: &Traits) -> Option<Reason> {
    let s = &law().suspicion;
    let mut best: Option<Reason> = None;
    let mut take = |r: Reason| {
        if best.as_ref().is_none_or(|b| r.points > b.points) {
            best = Some(r);
        }
    };
    for (_, a) in one.names.all() {
        for (_, b) in other.names.all() {
            let percent = near(a, b);
            if plain(a) == plain(b) {
                take(Reason { code: "name", what: b.to_owned(), points: s.name });
            } else if names::look(a) == names::look(b) || percent >= s.near_percent {
                take(Reason { code: "near-name", what: b.to_owned(), points: s.near_name.max(s.near_name * percent / 100) });
            }
        }
    }
    best
}

/// Whether whoever asks may do an act on something.
pub type May<'a> = &'a (dyn Fn(&str, &Resource<'_>) -> bool + Sync);

/// Everybody alike, most alike first, from the law's bound on, as far as whoever asks may know of them: what they
/// may not see neither counts nor shows. People are never named.
///
/// # Errors
/// What the store says.
pub async fn find(db: &Db, traits: &Traits, own: &str, may: May<'_>) -> Res<Vec<Alike>> {
    let mut shared: BTreeMap<String, usize> = BTreeMap::new();
    for (subject, _) in store::key::sharing(db, &traits.keys(), own).await? {
        *shared.entry(subject).or_default() += 1;
    }
    let mut subjects: Vec<(usize, String)> = shared.into_iter().map(|(s, n)| (n, s)).collect();
    subjects.sort_by(|a, b| b.cmp(a));
    let mut out = Vec::new();
    for (_, subject) in subjects.into_iter().take(50) {
        let Some((path, other)) = look_up(db, &subject, may).await? else { continue };
        if family(traits.kind) != family(other.kind) {
            continue;
        }
        let mut reasons = compare(traits, &other);
        let score = reasons.iter().map(|r| r.points).sum();
        let person = other.kind == Some(Kind::Person);
        if person {
            reasons.iter_mut().for_each(|r| r.what.clear());
        }
        if score >= law().suspicion.shown_from {
            let names = if person { Text3::default() } else { other.names };
            out.push(Alike { subject, path, names, score, reasons });
        }
    }
    out.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.subject.cmp(&b.subject)));
    out.truncate(20);
    Ok(out)
}

/// Kinds that can be one another.
fn family(kind: Option<Kind>) -> Option<Kind> {
    kind.map(|k| if k == Kind::Consortium { Kind::Company } else { k })
}

/// A party or a registration as far as whoever asks may see it.
async fn look_up(db: &Db, subject: &str, may: May<'_>) -> Res<Option<(String, Traits)>> {
    if let Some(id) = subject.strip_prefix("party:") {
        let Some(party) = store::find_party(db, id).await?.filter(|p| p.kept.is_none()) else { return Ok(None) };
        let open = may("party.read-private", &About::party(&party).on());
        if !open && !party.fact.public {
            return Ok(None);
        }
        let private = if open { store::list_private(db, id).await? } else { Vec::new() };
        return Ok(Some((format!("/parties/{id}"), Traits::party(&party.fact, &private))));
    }
    let Some(id) = subject.strip_prefix("registration:") else { return Ok(None) };
    let Some(r) = store::registration::find(db, id).await?.filter(|r| r.state.is_waiting()) else { return Ok(None) };
    let on = crate::acts::examine::on(&r, subject);
    if !may("registration.read", &on) {
        return Ok(None);
    }
    let Ok(asked) = crate::form::read(&r.form) else { return Ok(None) };
    let mut traits = Traits::asked(&asked);
    if !may("party.read-private", &on) {
        (traits.address, traits.contacts) = (None, Vec::new());
    }
    Ok(Some((format!("/parties/registrations/{id}"), traits)))
}

/// The keys of a form, when it can be read.
pub fn keys_of(typed: &Typed) -> Vec<String> {
    crate::form::read(typed).map(|asked| Traits::asked(&asked).keys()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(en: &str, zh: &str, ur: &str) -> Traits {
        let t = |s: &str| Some(s.to_owned());
        Traits { names: Text3::of(t(en), t(zh), t(ur)), ..Traits::default() }
    }

    fn code(one: &Traits, other: &Traits) -> Vec<&'static str> {
        compare(one, other).iter().map(|r| r.code).collect()
    }

    #[test]
    fn one_name_in_any_script_is_the_same_name() {
        let a = named("Al-Noor Mining (Pvt) Ltd", "", "");
        assert_eq!(code(&a, &named("AL NOOR  MINING PVT LTD.", "", "")), ["name"]);
        assert_eq!(code(&named("", "", "كان کنی لمیٹڈ سوراب"), &named("", "", "کان کنی لمیٹڈ سوراب")), ["name"]);
        assert_eq!(code(&named("", "北京示范矿业有限公司", ""), &named("Other", "北京示范矿业有限公司", "")), ["name"]);
    }

    #[test]
    fn a_slip_is_near_and_common_words_alone_are_nothing() {
        assert_eq!(code(&named("Saindak Metals Limited", "", ""), &named("Sandak Metals Ltd", "", "")), ["near-name"]);
        assert_eq!(code(&named("Al-Noor Ltd", "", ""), &named("AI-Noor Ltd", "", "")), ["near-name"]);
        assert!(code(&named("Chagai Mining Company Ltd", "", ""), &named("Khuzdar Mining Company Ltd", "", "")).is_empty());
        assert!(code(&named("", "上海某某矿业有限公司", ""), &named("", "北京示范矿业有限公司", "")).is_empty());
    }

    #[test]
    fn a_persons_number_counts_and_is_not_shown() {
        let one = Traits { numbers: vec!["cnic:35202-1234567-1".into()], ..Traits::default() };
        let reasons = compare(&one, &one);
        assert_eq!((reasons.len(), reasons.first().map(|r| r.what.as_str())), (1, Some("")));
    }

    #[test]
    fn those_alike_share_a_key() {
        let (a, b) = (named("Saindak Metals Limited", "", ""), named("Sandak Metals Ltd", "", ""));
        assert!(a.keys().iter().any(|k| b.keys().contains(k)));
        assert!(a.keys().iter().all(|k| !k.contains("metals")), "keys tell nothing by themselves");
    }
}
