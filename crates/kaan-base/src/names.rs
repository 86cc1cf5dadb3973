//! Names that people type: whether they can stand in a register that strangers must be able to read.
//!
//! Called by every form that takes the name of a person, a company or an authority. It never changes a name but
//! to NFC with single spaces, never translates one, and never says what the right name would be.
//!
//! A name is refused for what would make two different names look alike or one name look different: control and
//! direction characters (Unicode UAX 9), characters that cannot be seen, words of mixed scripts and letters that
//! are not used in writing (Unicode UTS 39, highly restrictive within a word).

use crate::{Lang, Problem, words};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_security::mixed_script::AugmentedScriptSet;
use unicode_security::restriction_level::{RestrictionLevel, RestrictionLevelDetection};
use unicode_security::{GeneralSecurityProfile, skeleton};

/// The longest name, in characters after NFC.
pub const MOST: usize = 200;
/// Most marks upon one letter; Urdu and Vietnamese need two.
const MOST_MARKS: usize = 3;

/// A name as it is kept: in NFC, without spaces around it, with single spaces inside.
///
/// # Errors
/// Everything that is wrong with it, each once: `name-missing`, `name-too-long`, `name-control-character`,
/// `name-direction-mark`, `name-invisible-character`, `name-too-many-marks`, `name-without-letters`,
/// `name-unusual-letter`, `name-mixed-scripts`, `name-mixed-digits`.
pub fn check(text: &str) -> Result<String, Vec<Problem>> {
    if text.trim().is_empty() {
        return Err(vec![Problem::invalid("name-missing")]);
    }
    // Counted before anything else, so that a long text costs nothing.
    let count = text.chars().count();
    if count > MOST {
        return Err(vec![Problem::invalid("name-too-long").with("most", MOST).with("count", count)]);
    }
    let mut wrong = characters(text);
    let name = tidy(text);
    if name.chars().count() > MOST {
        wrong.push(Problem::invalid("name-too-long").with("most", MOST).with("count", name.chars().count()));
    }
    wrong.extend(letters(&name));
    if wrong.is_empty() { Ok(name) } else { Err(wrong) }
}

/// As [`check`], for the name in one language: it must be written in that language's script. Chinese and Urdu
/// names may hold Latin words beside their own.
///
/// # Errors
/// As [`check`], and `name-other-script`.
pub fn check_in(lang: Lang, text: &str) -> Result<String, Vec<Problem>> {
    let name = check(text)?;
    let has = |home: char| name.chars().any(|c| c.is_alphabetic() && is_of(c, home));
    let right = match lang {
        Lang::En => has('a') && !name.chars().any(|c| c.is_alphabetic() && !is_of(c, 'a')),
        Lang::Zh => has('中'),
        Lang::Ur => has('ب'),
    };
    if right { Ok(name) } else { Err(vec![Problem::invalid("name-other-script")]) }
}

/// What a name looks like, for comparing: names that a reader may take for one another give the same text.
pub fn look(text: &str) -> String {
    let plain: String = skeleton(&words::fold(text)).collect();
    // Folding to small letters parts a capital I from an l, and an O from a zero: they are joined again.
    let joined = |c: char| match c {
        'i' | '1' | '|' => 'l',
        '0' => 'o',
        other => other,
    };
    words::fold(&plain).chars().map(joined).filter(|c| c.is_alphanumeric()).collect()
}

/// NFC, each run of spaces as one.
fn tidy(text: &str) -> String {
    let composed: String = text.nfc().collect();
    composed.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is wrong with single characters, each kind once.
fn characters(text: &str) -> Vec<Problem> {
    let all: Vec<char> = text.chars().collect();
    let mut codes: Vec<&'static str> = Vec::new();
    let mut marks = 0;
    for (i, c) in all.iter().enumerate() {
        marks = if is_combining_mark(*c) { marks + 1 } else { 0 };
        let code = match *c {
            '\u{200c}' | '\u{200d}' if joins(&all, i) => None,
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => Some("name-control-character"),
            '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Some("name-direction-mark"),
            c if is_invisible(c) => Some("name-invisible-character"),
            _ if marks > MOST_MARKS => Some("name-too-many-marks"),
            _ => None,
        };
        if let Some(code) = code.filter(|code| !codes.contains(code)) {
            codes.push(code);
        }
    }
    codes.into_iter().map(said).collect()
}

/// The literals stand here once, so that a test finds their words in every language.
fn said(code: &'static str) -> Problem {
    match code {
        "name-control-character" => Problem::invalid("name-control-character"),
        "name-direction-mark" => Problem::invalid("name-direction-mark"),
        "name-invisible-character" => Problem::invalid("name-invisible-character"),
        _ => Problem::invalid("name-too-many-marks"),
    }
}

/// A joiner between two letters of the Arabic script, where Urdu orthography needs it.
fn joins(all: &[char], i: usize) -> bool {
    let arabic = |at: Option<usize>| at.and_then(|at| all.get(at)).is_some_and(|c| is_of(*c, 'ب') && !c.is_whitespace());
    arabic(i.checked_sub(1)) && arabic(i.checked_add(1))
}

/// Characters that take no room: fillers, joiners, tags, variation selectors, private and unassigned ends.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00ad}' | '\u{034f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
        | '\u{e000}'..='\u{f8ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{ffff}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{10ffff}')
}

/// What is wrong with the letters and words of a name.
fn letters(name: &str) -> Vec<Problem> {
    let mut wrong = Vec::new();
    if !name.chars().any(char::is_alphabetic) {
        wrong.push(Problem::invalid("name-without-letters"));
    }
    if let Some(c) = name.chars().find(|c| c.is_alphanumeric() && !c.identifier_allowed() && !is_plain(*c)) {
        wrong.push(Problem::invalid("name-unusual-letter").with("letter", c).with("number", format!("U+{:04X}", c as u32)));
    } else if is_mixed(name) {
        wrong.push(Problem::invalid("name-mixed-scripts"));
    }
    if zeros(name) > 1 {
        wrong.push(Problem::invalid("name-mixed-digits"));
    }
    wrong
}

/// Marks that stand in names of companies and look like nothing else.
const fn is_plain(c: char) -> bool {
    matches!(c, 'ª' | 'º' | '№' | '〇')
}

/// How many series of digits a name uses.
fn zeros(name: &str) -> usize {
    let series = |c: char| match c {
        '0'..='9' => Some(0),
        '٠'..='٩' => Some(1),
        '۰'..='۹' => Some(2),
        _ => None,
    };
    let mut found: Vec<u8> = name.chars().filter_map(series).collect();
    found.sort_unstable();
    found.dedup();
    found.len()
}

/// Whether a word mixes scripts, or words that are not Latin, Chinese or Arabic stand beside others.
fn is_mixed(name: &str) -> bool {
    let word = |c: char| c.is_alphanumeric() || is_combining_mark(c);
    let parts = name.split(|c: char| !word(c)).filter(|w| w.chars().any(char::is_alphabetic));
    let mut homes: Vec<usize> = Vec::new();
    for part in parts {
        let plain: String = part.chars().filter(|c| !is_plain(*c)).collect();
        if plain.detect_restriction_level() > RestrictionLevel::HighlyRestrictive {
            return true;
        }
        homes.push(['a', '中', 'ب'].iter().position(|home| part.chars().any(|c| is_of(c, *home))).unwrap_or(usize::MAX));
    }
    homes.contains(&usize::MAX) && homes.iter().any(|h| *h != usize::MAX)
}

/// Whether a letter can be of the script that another is of.
fn is_of(c: char, home: char) -> bool {
    if !c.is_alphabetic() && !is_combining_mark(c) {
        return false;
    }
    let mut set = AugmentedScriptSet::for_char(c);
    set.intersect_with(AugmentedScriptSet::for_char(home));
    !set.is_empty()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn codes(text: &str) -> Vec<&'static str> {
        check(text).map_or_else(|list| list.iter().map(|p| p.code).collect(), |_| Vec::new())
    }

    #[test]
    fn names_that_people_and_companies_have_are_taken() {
        for name in [
            "Al-Noor Mining (Pvt.) Ltd.",
            "O’Brien & Sons, S.à r.l.",
            "Đặng Văn Ánh",
            "北京示范矿业有限公司",
            "紫金矿业 Group",
            "TCL集团股份有限公司（示范）",
            "3M Pakistan",
            "النور معدنیات (پرائیویٹ) لمیٹڈ",
            "محکمۂ معدنیات",
            "خُضدار کان کنی",
            "لیمیٹڈ Al-Noor",
            "می\u{200c}خواہم",
            "ООО Рудник".split(' ').next_back().unwrap(),
        ] {
            assert_eq!(codes(name), Vec::<&str>::new(), "{name}");
        }
        assert_eq!(check("  Al  Noor\u{3000}Ltd ").unwrap(), "Al Noor Ltd");
        assert_eq!(check("Cafe\u{301}").unwrap(), "Café");
    }

    #[test]
    fn tricks_are_refused_with_their_reason() {
        for (name, code) in [
            ("", "name-missing"),
            (" \u{a0} ", "name-missing"),
            ("a\u{0}b", "name-control-character"),
            ("two\nlines", "name-control-character"),
            ("Al\u{202e}rooN", "name-direction-mark"),
            ("Al\u{2066}Noor\u{2069}", "name-direction-mark"),
            ("Al\u{200b}Noor", "name-invisible-character"),
            ("Al\u{200d}Noor", "name-invisible-character"),
            ("Al\u{ad}Noor", "name-invisible-character"),
            ("\u{3164}Noor", "name-invisible-character"),
            ("Al\u{e0041}Noor", "name-invisible-character"),
            ("12 – 34", "name-without-letters"),
            ("Аl-Noor", "name-mixed-scripts"),
            ("Rio Тinto", "name-mixed-scripts"),
            ("Rio Тіntо", "name-mixed-scripts"),
            ("Сорре Ltd", "name-mixed-scripts"),
            ("𝐀𝐥 Noor", "name-unusual-letter"),
            ("ﬁrst", "name-unusual-letter"),
            ("Ａl", "name-unusual-letter"),
            ("A\u{301}\u{302}\u{303}\u{304}\u{305}", "name-too-many-marks"),
            ("No 1۲", "name-mixed-digits"),
        ] {
            assert!(codes(name).contains(&code), "{name:?}: {:?}", codes(name));
        }
    }

    #[test]
    fn ten_thousand_characters_are_one_clear_error() {
        let wrong = check(&"的".repeat(10_000)).unwrap_err();
        assert_eq!((wrong.len(), wrong[0].code), (1, "name-too-long"));
        assert_eq!(wrong[0].values, [("most", "200".to_owned()), ("count", "10000".to_owned())]);
        assert!(check(&"的".repeat(200)).is_ok() && check(&"的".repeat(201)).is_err());
    }

    #[test]
    fn a_name_stands_in_the_script_of_its_language() {
        assert!(check_in(Lang::En, "Al-Noor").is_ok() && check_in(Lang::En, "北京").is_err());
        assert!(check_in(Lang::Zh, "北京 ABC").is_ok() && check_in(Lang::Zh, "Beijing").is_err());
        assert!(check_in(Lang::Ur, "النور").is_ok() && check_in(Lang::Ur, "Al-Noor").is_err());
        assert!(check_in(Lang::En, "Рудник").is_err());
    }

    #[test]
    fn names_that_look_alike_look_the_same() {
        for (a, b) in [("Al-Noor", "AI Noor"), ("Сорре", "Coppe"), ("كان", "کان"), ("Rio Tinto", "rio  TINTO")] {
            assert_eq!(look(a), look(b), "{a} {b}");
        }
        assert_ne!(look("Al-Noor"), look("Al-Nur"));
    }

    proptest! {
        #[test]
        fn what_is_taken_is_taken_again_unchanged(text in "\\PC{0,60}") {
            if let Ok(name) = check(&text) {
                prop_assert_eq!(check(&name), Ok(name.clone()));
                let hidden = name.chars().any(|c| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c));
                prop_assert!(!hidden);
            }
        }

        #[test]
        fn no_text_makes_it_panic(text in any::<String>()) {
            let _ = (check(&text), look(&text), check_in(Lang::Ur, &text));
        }
    }
}
