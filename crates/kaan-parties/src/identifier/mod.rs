//! Identifiers of parties, judged as far as form and arithmetic go.
//!
//! Called by registration, by changes and by owners. It never asks the register that gave a number, so a number
//! that passes may still be nobody's; and it never tells which check character would fit, for that would invite
//! guessing.

mod check;

use kaan_base::{Problem, words};
use serde::{Deserialize, Serialize};

/// Who gave the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scheme {
    /// Registration number (CUIN) of the Securities and Exchange Commission of Pakistan: seven digits.
    Secp,
    /// National Tax Number of Pakistan: seven digits, mostly with an eighth after a dash. How the eighth is
    /// reckoned is not published, so it is not checked.
    Ntn,
    /// Computerised National Identity Card of a person of Pakistan: 13 digits. Never public.
    Cnic,
    /// Unified Social Credit Code of China (GB 32100-2015): 18 characters, the last a check character.
    Uscc,
    /// Legal Entity Identifier (ISO 17442): 20 characters, the last two check digits.
    Lei,
    /// Number in another country's register of companies: its form is not known here.
    Other,
}

impl Scheme {
    /// Every scheme, in the order of forms.
    pub const ALL: [Scheme; 6] = [Scheme::Secp, Scheme::Ntn, Scheme::Uscc, Scheme::Lei, Scheme::Other, Scheme::Cnic];

    /// The word of the store, of fields and of message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Scheme::Secp => "secp",
            Scheme::Ntn => "ntn",
            Scheme::Cnic => "cnic",
            Scheme::Uscc => "uscc",
            Scheme::Lei => "lei",
            Scheme::Other => "other",
        }
    }

    /// The scheme of that word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Scheme> {
        Scheme::ALL.into_iter().find(|s| s.code() == code)
    }

    /// Whether everybody may read it.
    #[must_use]
    pub const fn is_public(self) -> bool {
        !matches!(self, Scheme::Cnic)
    }
}

/// A number of a party, in the form in which it is kept and shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identifier {
    /// Who gave it.
    pub scheme: Scheme,
    /// The number.
    pub value: String,
}

impl Identifier {
    /// Reads a number as people type it: with spaces, dashes, digits of other scripts, small letters.
    ///
    /// # Errors
    /// `identifier-length`, `identifier-character`, `identifier-check`, `identifier-province`.
    pub fn parse(scheme: Scheme, text: &str) -> Result<Identifier, Problem> {
        // Twice the longest number with its dashes: no more is read.
        if text.chars().count() > 60 {
            return Err(length(scheme, text.chars().count()));
        }
        let bare: String = words::fold(text).to_uppercase().chars().filter(|c| !is_gap(*c)).collect();
        let value = match scheme {
            // The letters stand before the number on certificates.
            Scheme::Secp => digits(scheme, bare.strip_prefix("CUIN").unwrap_or(&bare), &[7])?,
            Scheme::Ntn => ntn(&bare)?,
            Scheme::Cnic => cnic(&bare)?,
            Scheme::Uscc => check::uscc(&bare)?,
            Scheme::Lei => check::lei(&bare)?,
            Scheme::Other => other(text)?,
        };
        Ok(Identifier { scheme, value })
    }
}

fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '‐' | '‑' | '–' | '—' | '.' | '۔')
}

pub(crate) fn length(scheme: Scheme, count: usize) -> Problem {
    let wanted = match scheme {
        Scheme::Secp => "7",
        Scheme::Ntn => "7–8",
        Scheme::Cnic => "13",
        Scheme::Uscc => "18",
        Scheme::Lei => "20",
        Scheme::Other => "2–40",
    };
    Problem::invalid("identifier-length").with("wanted", wanted).with("count", count)
}

pub(crate) fn character(c: char) -> Problem {
    Problem::invalid("identifier-character").with("character", c)
}

fn digits(scheme: Scheme, bare: &str, counts: &[usize]) -> Result<String, Problem> {
    if let Some(c) = bare.chars().find(|c| !c.is_ascii_digit()) {
        return Err(character(c));
    }
    if !counts.contains(&bare.len()) {
        return Err(length(scheme, bare.len()));
    }
    Ok(bare.to_owned())
}

fn ntn(bare: &str) -> Result<String, Problem> {
    let all = digits(Scheme::Ntn, bare, &[7, 8])?;
    Ok(match all.split_at_checked(7) {
        Some((head, tail)) if !tail.is_empty() => format!("{head}-{tail}"),
        _ => all,
    })
}

/// The first digit is that of a province or territory, 1 to 8.
fn cnic(bare: &str) -> Result<String, Problem> {
    let all = digits(Scheme::Cnic, bare, &[13])?;
    if !all.starts_with(|c: char| ('1'..='8').contains(&c)) {
        return Err(Problem::invalid("identifier-province"));
    }
    match (all.get(..5), all.get(5..12), all.get(12..)) {
        (Some(place), Some(number), Some(last)) => Ok(format!("{place}-{number}-{last}")),
        _ => Err(length(Scheme::Cnic, all.len())),
    }
}

/// Letters, digits and the marks that registers use, as typed.
fn other(text: &str) -> Result<String, Problem> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let fits = |c: &char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '/' | '.');
    if let Some(c) = text.chars().find(|c| !fits(c)) {
        return Err(character(c));
    }
    if !(2..=40).contains(&text.len()) {
        return Err(length(Scheme::Other, text.len()));
    }
    Ok(text.to_uppercase())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn code(scheme: Scheme, text: &str) -> &'static str {
        Identifier::parse(scheme, text).map_or_else(|p| p.code, |_| "taken")
    }

    #[test]
    fn numbers_of_pakistan_are_judged_by_their_form() {
        let value = |s, t| Identifier::parse(s, t).unwrap().value;
        assert_eq!(value(Scheme::Secp, " 0012345 "), "0012345");
        assert_eq!(value(Scheme::Secp, "CUIN-0123456"), "0123456");
        assert_eq!(value(Scheme::Ntn, "۱۲۳۴۵۶۷-۸"), "1234567-8");
        assert_eq!(value(Scheme::Ntn, "1234567"), "1234567");
        assert_eq!(value(Scheme::Cnic, "3520212345671"), "35202-1234567-1");
        assert_eq!(value(Scheme::Cnic, "８１３０２ 1234567 2"), "81302-1234567-2");
        for (scheme, text, wrong) in [
            (Scheme::Secp, "12345", "identifier-length"),
            (Scheme::Secp, "12345A7", "identifier-character"),
            (Scheme::Ntn, "123456", "identifier-length"),
            (Scheme::Cnic, "352021234567", "identifier-length"),
            (Scheme::Cnic, "05202-1234567-1", "identifier-province"),
            (Scheme::Cnic, "95202-1234567-1", "identifier-province"),
            (Scheme::Other, "x", "identifier-length"),
            (Scheme::Other, "12\u{202e}3", "identifier-character"),
        ] {
            assert_eq!(code(scheme, text), wrong, "{text}");
        }
    }

    #[test]
    fn a_problem_never_tells_what_would_fit() {
        let wrong = Identifier::parse(Scheme::Lei, "506700GE1G29325QX364").unwrap_err();
        assert_eq!((wrong.code, wrong.values.len()), ("identifier-check", 0));
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic_and_what_is_taken_is_taken_again(text in any::<String>(), n in 0..6_usize) {
            let scheme = Scheme::ALL[n];
            if let Ok(found) = Identifier::parse(scheme, &text) {
                prop_assert_eq!(Identifier::parse(scheme, &found.value), Ok(found));
            }
        }
    }
}
