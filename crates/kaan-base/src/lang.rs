//! The three languages, as equals.
//!
//! Called by everything that shows words. It never holds a word of any language but their own names.

use serde::{Deserialize, Serialize};

/// A language of Kaan, as it stands first in every address of a page (`/en/`, `/zh/`, `/ur/`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Chinese in simplified characters.
    Zh,
    /// Urdu, written from right to left.
    Ur,
}

impl Lang {
    /// All three, in the order in which the language switch shows them.
    pub const ALL: [Lang; 3] = [Lang::En, Lang::Zh, Lang::Ur];

    /// The code in addresses and file names: `en`, `zh`, `ur`.
    pub const fn code(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Zh => "zh",
            Lang::Ur => "ur",
        }
    }

    /// The BCP 47 tag for the `lang` attribute: `en`, `zh-Hans`, `ur`.
    pub const fn tag(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Zh => "zh-Hans",
            Lang::Ur => "ur",
        }
    }

    /// The direction of the script: `ltr` or `rtl`.
    pub const fn dir(self) -> &'static str {
        match self {
            Lang::Ur => "rtl",
            _ => "ltr",
        }
    }

    /// The language's own name, for the language switch.
    pub const fn own_name(self) -> &'static str {
        match self {
            Lang::En => "English",
            Lang::Zh => "中文",
            Lang::Ur => "اردو",
        }
    }

    /// Reads a code as it stands in an address; `None` for anything else.
    pub fn from_code(code: &str) -> Option<Lang> {
        Lang::ALL.into_iter().find(|l| l.code() == code)
    }

    /// The first language that an `Accept-Language` header (RFC 9110, 12.5.4) prefers among the three.
    ///
    /// Quality values are honoured; at most 32 parts are read; without a match the answer is `None`.
    pub fn from_accept_language(header: &str) -> Option<Lang> {
        let mut best: Option<(Lang, u16)> = None;
        for part in header.split(',').take(32) {
            let mut bits = part.split(';');
            let tag = bits.next().unwrap_or_default().trim().to_ascii_lowercase();
            let quality = bits.find_map(|b| b.trim().strip_prefix("q=").map(parse_quality)).unwrap_or(1000);
            let Some(lang) = Lang::from_code(tag.split('-').next().unwrap_or_default()) else { continue };
            if quality > 0 && best.is_none_or(|(_, q)| quality > q) {
                best = Some((lang, quality));
            }
        }
        best.map(|(lang, _)| lang)
    }
}

/// A quality value in thousandths; what cannot be read counts as nothing.
fn parse_quality(text: &str) -> u16 {
    text.trim().parse::<f32>().ok().filter(|q| (0.0..=1.0).contains(q)).map_or(0, |q| (q * 1000.0) as u16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_preferred_of_the_three_languages_is_found() {
        assert_eq!(Lang::from_accept_language("fr-FR, zh-CN;q=0.8, en;q=0.9"), Some(Lang::En));
        assert_eq!(Lang::from_accept_language("ur-PK,ur;q=0.9"), Some(Lang::Ur));
        assert_eq!(Lang::from_accept_language("zh-Hant-TW"), Some(Lang::Zh));
        assert_eq!(Lang::from_accept_language("fr, de;q=nonsense"), None);
        assert_eq!(Lang::from_accept_language("en;q=0"), None);
    }
}
