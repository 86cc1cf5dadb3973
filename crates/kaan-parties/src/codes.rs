//! Codes of countries and territories with their names, and reasons for refusing: data files, read once.
//!
//! Used by forms and pages. It never holds a name of its own.

use kaan_base::{Lang, Text3};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

type Named = BTreeMap<String, Text3>;

static COUNTRIES: LazyLock<Named> = LazyLock::new(|| read(include_str!("../../../names/countries.toml")));
static TERRITORIES: LazyLock<Named> = LazyLock::new(|| read(include_str!("../../../names/provinces.toml")));
static LAW: LazyLock<Law> = LazyLock::new(|| toml::from_str(include_str!("../../../law/parties.toml")).unwrap_or_default());

/// A test holds that each file can be read, so nothing is ever missing here.
fn read(text: &str) -> Named {
    toml::from_str(text).unwrap_or_default()
}

/// What law and practice say about registrations.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Law {
    /// `draft` until somebody who may has certified it.
    #[serde(rename = "status")]
    _status: String,
    /// The day from which it holds.
    #[serde(rename = "in_force_from")]
    _in_force_from: String,
    /// Reasons for which a registration is refused.
    pub refusal: Vec<Refusal>,
    /// Bounds of evidence.
    pub evidence: Bounds,
    /// From which scores on a likeness is shown.
    pub suspicion: Suspicion,
}

/// A reason for refusing.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refusal {
    /// Its code; words are `refusal-{code}`.
    pub code: String,
}

/// Bounds of evidence.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bounds {
    /// Most files of a registration.
    pub files: usize,
    /// Most bytes of a file.
    pub bytes: usize,
}

/// Scores of the likeness of two parties.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suspicion {
    /// The same number of the same scheme.
    pub identifier: u32,
    /// A name that is the same once folded.
    pub name: u32,
    /// A name that looks the same, or nearly.
    pub near_name: u32,
    /// The share of words, in per cent, from which a name is near.
    pub near_percent: u32,
    /// The same address.
    pub address: u32,
    /// The same e-mail or telephone.
    pub contact: u32,
    /// Shown from this sum on.
    pub shown_from: u32,
    /// Words that stand in the names of so many companies that they tell nothing.
    pub common_words: Vec<String>,
}

/// The law on parties.
pub fn law() -> &'static Law {
    &LAW
}

/// Whether it is a territory's code.
pub fn is_territory(code: &str) -> bool {
    TERRITORIES.contains_key(code)
}

/// Whether it is the code of a country in the list.
pub fn is_country(code: &str) -> bool {
    COUNTRIES.contains_key(code)
}

/// A code with its name, for lists of choices and for pages.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Coded {
    /// The code.
    pub code: String,
    /// Its name; the code itself where there is none.
    pub names: Text3,
}

fn coded(code: &str, list: &Named) -> Coded {
    Coded { code: code.to_owned(), names: list.get(code).cloned().unwrap_or_else(|| Text3::english(code)) }
}

/// A country.
pub fn country(code: &str) -> Coded {
    coded(code, &COUNTRIES)
}

/// A territory.
pub fn territory(code: &str) -> Coded {
    coded(code, &TERRITORIES)
}

/// A code to choose, called in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Choice {
    /// The code.
    pub code: String,
    /// What it is called; the code itself where there is no name.
    pub label: String,
}

fn choices(list: &Named, lang: Lang) -> Vec<Choice> {
    let label = |code: &String, names: &Text3| names.best(lang).map_or_else(|| code.clone(), |(t, _)| t.to_owned());
    list.iter().map(|(code, names)| Choice { label: label(code, names), code: code.clone() }).collect()
}

/// All countries of the list.
pub fn countries(lang: Lang) -> Vec<Choice> {
    choices(&COUNTRIES, lang)
}

/// All territories.
pub fn territories(lang: Lang) -> Vec<Choice> {
    choices(&TERRITORIES, lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_can_be_read() {
        assert!(is_territory("PK-BA") && is_country("CN") && !is_country("XX"));
        assert!(law().refusal.len() > 3 && law().evidence.bytes == 5_000_000 && law().suspicion.common_words.len() > 20);
        assert!(law()._status == "draft" && kaan_base::Day::parse(&law()._in_force_from).is_ok());
    }
}
