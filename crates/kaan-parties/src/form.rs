//! The form of a company or a consortium: what is typed, and what it says when everything fits.
//!
//! Called by registration and by changes. Everything wrong is told at once, each at its field. It never asks the
//! store, and never throws away what was typed.

use crate::codes;
use crate::identifier::{Identifier, Scheme};
use crate::model::{Kind, Name, Names, Share, WHOLE_PPM};
use kaan_base::{Lang, Problem, names, words};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Rows for the members of a consortium.
pub const MEMBERS: usize = 8;
/// The longest address, in characters.
const LONGEST: usize = 500;
/// The longest value that is kept of a field as typed: what is wrong with it is told all the same.
const KEPT: usize = 12_000;

/// The fields that are one for each form.
pub const FIELDS: [&str; 23] = [
    "kind",
    "territory",
    "country",
    "country_other",
    "binding",
    "name_en",
    "source_en",
    "name_zh",
    "source_zh",
    "name_ur",
    "source_ur",
    "id_secp",
    "id_ntn",
    "id_uscc",
    "id_lei",
    "id_other",
    "address",
    "email",
    "phone",
    "contact",
    "shares_note",
    "reason",
    "version",
];

/// What was typed, field by field.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Typed(BTreeMap<String, String>);

impl Typed {
    /// Takes the fields of this form from what was sent; others are passed over.
    pub fn take<'a>(sent: impl Iterator<Item = (&'a str, &'a str)>) -> Typed {
        let known = |name: &str| FIELDS.contains(&name) || member_of(name).is_some();
        let cut = |v: &str| v.chars().take(KEPT).collect::<String>();
        Typed(sent.filter(|(k, v)| known(k) && !v.trim().is_empty()).map(|(k, v)| (k.to_owned(), cut(v))).collect())
    }

    /// What was typed into a field.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// What was typed, without spaces around it; none when nothing was.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        Some(self.get(name).trim()).filter(|t| !t.is_empty())
    }

    /// Sets a field.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.insert(name.to_owned(), value.into());
    }

    /// The territory, when it is one.
    #[must_use]
    pub fn territory(&self) -> Option<String> {
        self.value("territory").filter(|t| codes::is_territory(t)).map(str::to_owned)
    }

    /// All fields for a template, empty where nothing was typed.
    #[must_use]
    pub fn all(&self) -> BTreeMap<String, String> {
        let mut all: BTreeMap<String, String> = FIELDS.iter().map(|f| ((*f).to_owned(), String::new())).collect();
        for n in 1..=MEMBERS {
            all.extend(["member", "member_id", "share"].map(|f| (format!("{f}_{n}"), String::new())));
        }
        all.extend(self.0.clone());
        all
    }
}

fn member_of(name: &str) -> Option<usize> {
    let (head, n) = name.rsplit_once('_')?;
    let n: usize = n.parse().ok()?;
    (["member", "member_id", "share"].contains(&head) && (1..=MEMBERS).contains(&n)).then_some(n)
}

/// What a form asks for, when everything in it fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Company or consortium.
    pub kind: Kind,
    /// The office to which it is addressed.
    pub territory: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Names, with the language of record.
    pub names: Names,
    /// Public numbers.
    pub identifiers: Vec<Identifier>,
    /// Members of a consortium.
    pub shares: Vec<Share>,
    /// Why the shares do not add up.
    pub shares_note: Option<String>,
    /// What is private, by field, in the order of the form.
    pub private: Vec<(&'static str, String)>,
}

/// Reads a form.
///
/// # Errors
/// Everything that is wrong, each with its field.
pub fn read(typed: &Typed) -> Result<Asked, Vec<Problem>> {
    let mut wrong = Vec::new();
    let kind = Kind::parse(typed.get("kind")).filter(|k| matches!(k, Kind::Company | Kind::Consortium));
    if kind.is_none() {
        wrong.push(Problem::invalid("choice-missing").at("kind"));
    }
    let territory = typed.territory();
    if territory.is_none() {
        wrong.push(Problem::invalid("choice-missing").at("territory"));
    }
    let country = keep(&mut wrong, country(typed));
    let names = keep_all(&mut wrong, read_names(typed));
    let identifiers = keep_all(&mut wrong, read_identifiers(typed, kind));
    let (shares, shares_note) = if kind == Some(Kind::Consortium) {
        keep_all(&mut wrong, read_shares(typed)).unwrap_or_default()
    } else {
        Default::default()
    };
    let private = keep_all(&mut wrong, read_private(typed)).unwrap_or_default();
    match (kind, territory, country, names, identifiers) {
        (Some(kind), Some(territory), Some(country), Some(names), Some(identifiers)) if wrong.is_empty() => {
            Ok(Asked { kind, territory, country, names, identifiers, shares, shares_note, private })
        }
        _ => Err(wrong),
    }
}

fn keep<T>(wrong: &mut Vec<Problem>, found: Result<T, Problem>) -> Option<T> {
    found.map_err(|p| wrong.push(p)).ok()
}

fn keep_all<T>(wrong: &mut Vec<Problem>, found: Result<T, Vec<Problem>>) -> Option<T> {
    found.map_err(|p| wrong.extend(p)).ok()
}

fn country(typed: &Typed) -> Result<String, Problem> {
    if let Some(code) = typed.value("country_other") {
        let code = words::fold(code).to_uppercase();
        let fits = code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase());
        return if fits { Ok(code) } else { Err(Problem::invalid("country-code").at("country_other")) };
    }
    typed
        .value("country")
        .filter(|c| codes::is_country(c))
        .map(str::to_owned)
        .ok_or(Problem::invalid("choice-missing").at("country"))
}

/// Names in any of three scripts, each with its source; the one that binds must be among them.
///
/// # Errors
/// What is wrong, at `name_…`, `source_…` and `binding`.
pub fn read_names(typed: &Typed) -> Result<Names, Vec<Problem>> {
    let (mut found, mut wrong) = (Names::default(), Vec::new());
    for lang in Lang::ALL {
        let (name_field, source_field) = (format!("name_{}", lang.code()), format!("source_{}", lang.code()));
        let Some(text) = typed.value(&name_field) else { continue };
        match names::check_in(lang, text) {
            Err(problems) => wrong.extend(problems.into_iter().map(|p| p.at(name_field.clone()))),
            Ok(text) => match source(typed, &source_field) {
                Ok(source) => found.set(lang, Some(Name { text, source })),
                Err(p) => wrong.push(p),
            },
        }
    }
    match Lang::from_code(typed.get("binding")) {
        None => wrong.push(Problem::invalid("choice-missing").at("binding")),
        Some(lang) => {
            found.binding = lang;
            let field = format!("name_{}", lang.code());
            if typed.value(&field).is_none() {
                wrong.push(Problem::invalid("binding-name-missing").at(field));
            }
        }
    }
    if wrong.is_empty() { Ok(found) } else { Err(wrong) }
}

fn source(typed: &Typed, field: &str) -> Result<String, Problem> {
    let Some(text) = typed.value(field) else { return Err(Problem::invalid("name-source-missing").at(field)) };
    plain(text, names::MOST).map_err(|p| p.at(field))
}

/// A text of one or more lines without tricks, at most `most` characters.
///
/// # Errors
/// `text-too-long`, `text-hidden-character`.
pub fn plain(text: &str, most: usize) -> Result<String, Problem> {
    let count = text.chars().count();
    if count > most {
        return Err(Problem::invalid("text-too-long").with("most", most).with("count", count));
    }
    let hidden = |c: char| {
        (c.is_control() && !matches!(c, '\n' | '\r')) || matches!(c, '\u{200b}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
    };
    if text.contains(hidden) {
        return Err(Problem::invalid("text-hidden-character"));
    }
    Ok(text.replace("\r\n", "\n").trim().to_owned())
}

/// Numbers of every public scheme; a company has at least one.
fn read_identifiers(typed: &Typed, kind: Option<Kind>) -> Result<Vec<Identifier>, Vec<Problem>> {
    let (mut found, mut wrong) = (Vec::new(), Vec::new());
    for scheme in Scheme::ALL.into_iter().filter(|s| s.is_public()) {
        let field = format!("id_{}", scheme.code());
        let Some(text) = typed.value(&field) else { continue };
        match Identifier::parse(scheme, text) {
            Ok(one) => found.push(one),
            Err(p) => wrong.push(p.at(field)),
        }
    }
    if found.is_empty() && wrong.is_empty() && kind != Some(Kind::Consortium) {
        wrong.push(Problem::invalid("identifier-missing").at("id_secp"));
    }
    if wrong.is_empty() { Ok(found) } else { Err(wrong) }
}

/// Members with their shares, which add up to the whole or say why not.
fn read_shares(typed: &Typed) -> Result<(Vec<Share>, Option<String>), Vec<Problem>> {
    let (mut found, mut wrong) = (Vec::new(), Vec::new());
    for n in 1..=MEMBERS {
        let (name_field, share_field, id_field) = (format!("member_{n}"), format!("share_{n}"), format!("member_id_{n}"));
        if typed.value(&name_field).is_none() && typed.value(&share_field).is_none() && typed.value(&id_field).is_none() {
            continue;
        }
        let name = typed.value(&name_field).unwrap_or_default();
        let name = names::check(name).map_err(|list| wrong.extend(list.into_iter().map(|p| p.at(name_field.clone())))).ok();
        let share = keep(&mut wrong, share_ppm(typed.get(&share_field)).map_err(|p| p.at(share_field)));
        let member = typed.value(&id_field).map(str::to_ascii_lowercase);
        if member.as_deref().is_some_and(|m| !kaan_base::is_id(m)) {
            wrong.push(Problem::invalid("member-unknown").at(id_field));
        }
        if let (Some(name), Some(share_ppm)) = (name, share) {
            found.push(Share { member, name, share_ppm });
        }
    }
    if found.len() < 2 && wrong.is_empty() {
        wrong.push(Problem::invalid("members-missing").at("member_1"));
    }
    let sum: i64 = found.iter().map(|s| s.share_ppm).sum();
    let note = typed.value("shares_note");
    if sum > WHOLE_PPM && wrong.is_empty() {
        wrong.push(Problem::invalid("shares-above-whole").at("share_1").with("sum", percent(sum)));
    } else if sum != WHOLE_PPM && note.is_none() && wrong.is_empty() {
        wrong.push(Problem::invalid("shares-not-whole").at("shares_note").with("sum", percent(sum)));
    }
    let note = match note.map(|t| plain(t, LONGEST)) {
        Some(Err(p)) => {
            wrong.push(p.at("shares_note"));
            None
        }
        Some(Ok(text)) => Some(text),
        None => None,
    };
    if wrong.is_empty() { Ok((found, note.filter(|_| sum != WHOLE_PPM))) } else { Err(wrong) }
}

/// Per cent with at most four decimals as millionths.
///
/// # Errors
/// `share-form`.
pub fn share_ppm(text: &str) -> Result<i64, Problem> {
    let wrong = || Problem::invalid("share-form");
    let folded = words::fold(text).replace(['٫', ','], ".");
    let bare = folded.trim().trim_end_matches(['%', '٪']).trim();
    let (whole, part) = bare.split_once('.').unwrap_or((bare, ""));
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || part.len() > 4 || !digits(whole) || !digits(part) {
        return Err(wrong());
    }
    let value: i64 = format!("{whole}{part:0<4}").parse().map_err(|_| wrong())?;
    if (1..=WHOLE_PPM).contains(&value) { Ok(value) } else { Err(wrong()) }
}

/// Millionths as per cent: `33.3333`.
#[must_use]
pub fn percent(ppm: i64) -> String {
    let text = format!("{}.{:04}", ppm / 10_000, ppm % 10_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn read_private(typed: &Typed) -> Result<Vec<(&'static str, String)>, Vec<Problem>> {
    let (mut found, mut wrong) = (Vec::new(), Vec::new());
    match typed.value("address") {
        None => wrong.push(Problem::invalid("address-missing").at("address")),
        Some(text) => match plain(text, LONGEST) {
            Ok(text) => found.push(("address", text)),
            Err(p) => wrong.push(p.at("address")),
        },
    }
    match typed.value("email").map(email) {
        None => wrong.push(Problem::invalid("email-missing").at("email")),
        Some(Ok(text)) => found.push(("email", text)),
        Some(Err(p)) => wrong.push(p),
    }
    match typed.value("phone").map(phone) {
        None => {}
        Some(Ok(text)) => found.push(("phone", text)),
        Some(Err(p)) => wrong.push(p),
    }
    match typed.value("contact").map(names::check) {
        None => {}
        Some(Ok(text)) => found.push(("contact", text)),
        Some(Err(list)) => wrong.extend(list.into_iter().map(|p| p.at("contact"))),
    }
    if wrong.is_empty() { Ok(found) } else { Err(wrong) }
}

/// An address of e-mail by its form alone: something, an at sign, a name with a dot.
fn email(text: &str) -> Result<String, Problem> {
    let fits = text.len() <= 254
        && !text.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\",;:\\[]()".contains(c))
        && text.split_once('@').is_some_and(|(own, host)| {
            !own.is_empty() && !host.contains('@') && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
        });
    if fits { Ok(text.to_owned()) } else { Err(Problem::invalid("party-email-form").at("email")) }
}

fn phone(text: &str) -> Result<String, Problem> {
    let bare: String = words::fold(text).chars().filter(|c| !matches!(c, ' ' | '-' | '(' | ')' | '.')).collect();
    let digits = bare.strip_prefix('+').unwrap_or(&bare);
    let fits = (6..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    if fits { Ok(bare) } else { Err(Problem::invalid("phone-form").at("phone")) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        Typed::take(pairs.iter().copied())
    }

    const WHOLE: &[(&str, &str)] = &[
        ("kind", "company"),
        ("territory", "PK-BA"),
        ("country", "CN"),
        ("binding", "zh"),
        ("name_zh", "北京示范矿业有限公司"),
        ("source_zh", "营业执照"),
        ("name_en", "Beijing Demonstration Mining Co., Ltd."),
        ("source_en", "the company"),
        ("id_uscc", "91350100M000100Y43"),
        ("address", "北京市示范路1号\r\n100000"),
        ("email", "office@example.cn"),
        ("phone", "+86 10 1234 5678"),
    ];

    fn codes(t: &Typed) -> Vec<(&'static str, String)> {
        read(t).map_or_else(|list| list.into_iter().map(|p| (p.code, p.place.unwrap_or_default())).collect(), |_| Vec::new())
    }

    #[test]
    fn a_whole_form_is_read() {
        let asked = read(&typed(WHOLE)).unwrap();
        assert_eq!(asked.names.binding, Lang::Zh);
        assert_eq!(asked.names.text().zh.as_deref(), Some("北京示范矿业有限公司"));
        assert_eq!(asked.private[0], ("address", "北京市示范路1号\n100000".to_owned()));
        assert_eq!(asked.private[2], ("phone", "+861012345678".to_owned()));
    }

    #[test]
    fn everything_wrong_is_told_at_once_each_at_its_field() {
        let found = codes(&typed(&[("binding", "ur"), ("name_en", "Аl-Noor"), ("id_lei", "x"), ("email", "no"), ("phone", "1")]));
        let fields: Vec<&str> = found.iter().map(|(_, at)| at.as_str()).collect();
        for field in ["kind", "territory", "country", "name_en", "name_ur", "id_lei", "address", "email", "phone"] {
            assert!(fields.contains(&field), "{field}: {found:?}");
        }
    }

    #[test]
    fn a_name_needs_its_source_and_the_language_of_record_its_name() {
        let mut t = typed(WHOLE);
        t.set("source_en", "");
        assert_eq!(codes(&t), [("name-source-missing", "source_en".to_owned())]);
        t.set("source_en", "x");
        t.set("binding", "ur");
        assert_eq!(codes(&t), [("binding-name-missing", "name_ur".to_owned())]);
    }

    #[test]
    fn shares_add_up_or_say_why_not() {
        let mut t = typed(WHOLE);
        for (field, value) in [("kind", "consortium"), ("member_1", "One Ltd"), ("share_1", "33.3333"), ("member_2", "Two Ltd")] {
            t.set(field, value);
        }
        assert_eq!(codes(&t), [("share-form", "share_2".to_owned())]);
        t.set("share_2", "۶۶٫۶۶۶۷ %");
        assert_eq!(read(&t).unwrap().shares.iter().map(|s| s.share_ppm).sum::<i64>(), WHOLE_PPM);
        t.set("share_2", "60");
        assert_eq!(codes(&t), [("shares-not-whole", "shares_note".to_owned())]);
        t.set("shares_note", "The rest is to be placed");
        assert_eq!(read(&t).unwrap().shares_note.as_deref(), Some("The rest is to be placed"));
        t.set("share_2", "70");
        assert_eq!(codes(&t), [("shares-above-whole", "share_1".to_owned())]);
    }

    #[test]
    fn shares_are_read_and_shown_exactly() {
        for (text, ppm) in [("100", 1_000_000), ("0.0001", 1), ("33.3333%", 333_333), ("５０", 500_000)] {
            assert_eq!(share_ppm(text), Ok(ppm), "{text}");
        }
        for text in ["", "0", "100.0001", "-1", "1.23456", "1e2", "abc", "1 2"] {
            assert!(share_ppm(text).is_err(), "{text}");
        }
        assert_eq!((percent(333_333), percent(500_000), percent(1)), ("33.3333".into(), "50".into(), "0.0001".into()));
    }

    #[test]
    fn a_long_text_is_one_error_and_is_not_kept_whole() {
        let mut t = typed(WHOLE);
        let long = "的".repeat(20_000);
        t = Typed::take(t.0.iter().map(|(k, v)| (k.as_str(), v.as_str())).chain([("name_zh", long.as_str())]));
        assert_eq!(t.get("name_zh").chars().count(), KEPT);
        assert_eq!(codes(&t), [("name-too-long", "name_zh".to_owned())]);
    }

    proptest! {
        #[test]
        fn every_share_reads_back(ppm in 1..=WHOLE_PPM) {
            prop_assert_eq!(share_ppm(&percent(ppm)), Ok(ppm));
        }

        #[test]
        fn no_text_makes_it_panic(a in any::<String>(), b in any::<String>()) {
            let _ = read(&typed(&[("kind", "consortium"), ("name_ur", &a), ("share_1", &b), ("email", &a), ("phone", &b), ("address", &a)]));
        }
    }
}
