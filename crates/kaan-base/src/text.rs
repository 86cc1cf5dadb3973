//! A name in up to three scripts.
//!
//! Held by every record that has a name. It never invents a name: what is missing stays missing,
//! and the reader is shown the script that there is, marked with its language.

use crate::Lang;
use serde::{Deserialize, Serialize};

/// A text in English, Chinese and Urdu; any may be missing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Text3 {
    /// English, or the Latin form of a name.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub en: Option<String>,
    /// Chinese.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub zh: Option<String>,
    /// Urdu.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub ur: Option<String>,
}

impl Text3 {
    /// A text known in English alone.
    pub fn english(text: impl Into<String>) -> Self {
        Text3 { en: Some(text.into()), ..Text3::default() }
    }

    /// Builds from three columns; blank text counts as missing.
    pub fn of(en: Option<String>, zh: Option<String>, ur: Option<String>) -> Self {
        let keep = |t: Option<String>| t.filter(|t| !t.trim().is_empty());
        Text3 { en: keep(en), zh: keep(zh), ur: keep(ur) }
    }

    /// The text in that very language, if it is known.
    pub fn get(&self, lang: Lang) -> Option<&str> {
        match lang {
            Lang::En => self.en.as_deref(),
            Lang::Zh => self.zh.as_deref(),
            Lang::Ur => self.ur.as_deref(),
        }
    }

    /// The text for a reader of `lang` with the language it is really in: their own where known,
    /// else English, else whatever there is.
    pub fn best(&self, lang: Lang) -> Option<(&str, Lang)> {
        [lang, Lang::En, Lang::Zh, Lang::Ur].into_iter().find_map(|l| self.get(l).map(|t| (t, l)))
    }

    /// All the texts there are, each with its language.
    pub fn all(&self) -> impl Iterator<Item = (Lang, &str)> {
        Lang::ALL.into_iter().filter_map(|l| self.get(l).map(|t| (l, t)))
    }

    /// True when no script is known.
    pub fn is_empty(&self) -> bool {
        self.all().next().is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_script_is_answered_with_another_that_says_its_language() {
        let name = Text3::of(Some("Saindak".into()), None, Some("  ".into()));
        assert_eq!(name.best(Lang::Ur), Some(("Saindak", Lang::En)));
        assert_eq!(name.get(Lang::Ur), None);
        assert!(Text3::default().is_empty());
    }
}
