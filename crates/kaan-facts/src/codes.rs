//! Names of codes in three scripts: minerals, provinces, countries, stages, steps of the value chain.
//!
//! The files of `names/` are read once and given to pages, imports and search. It knows no code
//! itself, never invents a name, and gives a word that it does not know back as it was stated.

use kaan_base::{Text3, words};
use serde::Deserialize;

/// One code with its names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Code {
    /// The code, the heading of its table in the file.
    #[serde(skip)]
    pub code: String,
    /// English.
    pub en: Option<String>,
    /// Chinese.
    pub zh: Option<String>,
    /// Urdu.
    pub ur: Option<String>,
    /// Other words for exactly this.
    #[serde(rename = "as")]
    pub also: Vec<String>,
    /// Beginnings of longer statements that mean this.
    pub begins: Vec<String>,
    /// For a stage: whether somebody works there or holds a right.
    pub active: bool,
}

impl Code {
    /// Its names in three scripts.
    #[must_use]
    pub fn name(&self) -> Text3 {
        Text3::of(self.en.clone(), self.zh.clone(), self.ur.clone())
    }
}

/// The codes of one file, in its order.
#[derive(Debug, Clone, Default)]
pub struct Codes(Vec<Code>);

impl Codes {
    /// Reads a file of names: a TOML table for each code.
    ///
    /// # Errors
    /// What is wrong with it, in English.
    pub fn parse(text: &str) -> Result<Self, String> {
        let table: toml::Table = text.parse().map_err(|e: toml::de::Error| e.to_string())?;
        let one = |(code, value): (String, toml::Value)| {
            let read: Code = value.try_into().map_err(|e: toml::de::Error| format!("{code}: {e}"))?;
            Ok(Code { code, ..read })
        };
        table.into_iter().map(one).collect::<Result<_, String>>().map(Codes)
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[Code] {
        &self.0
    }

    /// The code of this very name in addresses and tables.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<&Code> {
        self.0.iter().find(|c| c.code == code)
    }

    /// The code that a stated word means: itself, a name, another word for it, or the longest beginning.
    #[must_use]
    pub fn find(&self, stated: &str) -> Option<&Code> {
        let folded = words::fold(stated.trim());
        let same = |t: &str| words::fold(t) == folded;
        let exact = self.0.iter().find(|c| same(&c.code) || c.en.as_deref().is_some_and(same) || c.also.iter().any(|t| same(t)));
        exact.or_else(|| {
            let length = |c: &Code| {
                c.begins.iter().map(|b| words::fold(b)).filter(|b| folded.starts_with(b.as_str())).map(|b| b.len()).max()
            };
            self.0.iter().filter_map(|c| Some((length(c)?, c))).max_by_key(|(n, _)| *n).map(|(_, c)| c)
        })
    }

    /// The name of what a stated word means, or the word itself.
    #[must_use]
    pub fn name(&self, stated: &str) -> Text3 {
        self.find(stated).map_or_else(|| Text3::english(stated), Code::name)
    }
}

impl Codes {
    /// The name of a place as stated, in the other scripts where every part of it is known
    /// (`Chakwal/Jhelum`); the stated spelling is kept.
    #[must_use]
    pub fn place(&self, stated: &str) -> Text3 {
        let parts: Vec<&str> = stated.split('/').flat_map(|p| p.split(" and ")).map(str::trim).collect();
        let known: Option<Vec<&Code>> = parts.iter().map(|p| self.find(p)).collect();
        let Some(known) = known else { return Text3::english(stated) };
        let joined = |get: fn(&Code) -> Option<&String>| {
            known.iter().map(|c| get(c).map(String::as_str)).collect::<Option<Vec<_>>>().map(|t| t.join(" / "))
        };
        Text3::of(Some(stated.to_owned()), joined(|c| c.zh.as_ref()), joined(|c| c.ur.as_ref()))
    }
}

/// All names that a capability gives.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Minerals.
    pub minerals: Codes,
    /// Provinces.
    pub provinces: Codes,
    /// Countries of owners.
    pub countries: Codes,
    /// Stages of a project.
    pub stages: Codes,
    /// Steps of the value chain.
    pub steps: Codes,
    /// Districts.
    pub districts: Codes,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn codes() -> Codes {
        Codes::parse("[gold]\nen = \"gold\"\nzh = \"金\"\nas = [\"Au\"]\n[operating]\nen = \"operating\"\nbegins = [\"operating\", \"mined\"]\nactive = true\n[disputed]\nbegins = [\"mined under a disputed title\"]").unwrap()
    }

    #[test]
    fn stated_words_find_their_code() {
        let c = codes();
        for (word, code) in [
            ("Au", Some("gold")),
            (" GOLD ", Some("gold")),
            ("operating (small)", Some("operating")),
            ("mined under a disputed title (2014)", Some("disputed")),
            ("tin", None),
        ] {
            assert_eq!(c.find(word).map(|c| c.code.as_str()), code, "{word}");
        }
        assert_eq!(c.name("tin"), Text3::english("tin"));
    }

    #[test]
    fn places_of_two_parts_have_both_names() {
        let c = Codes::parse("[a]\nen = \"Chakwal\"\nzh = \"杰格瓦尔\"\n[b]\nen = \"Jhelum\"\nzh = \"杰赫勒姆\"").unwrap();
        assert_eq!(c.place("Chakwal/Jhelum").zh.as_deref(), Some("杰格瓦尔 / 杰赫勒姆"));
        assert_eq!(c.place("Chakwal and Bath"), Text3::english("Chakwal and Bath"));
    }

    #[test]
    fn a_misspelt_member_is_an_error() {
        assert!(Codes::parse("[gold]\neng = \"gold\"").is_err());
    }
}
